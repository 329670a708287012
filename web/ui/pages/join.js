// Redeems an invitation. Nothing is redeemed by opening the link: programs open links too.
import { createHttp } from '../../sdk/index.js';
import { h } from '../dom.js';
import { RostrumElement } from '../element.js';
import { t, tOr } from '../i18n.js';
import { navigate } from '../navigate.js';
import { drawPageTools } from '../parts/page_tools.js';

class JoinPage extends RostrumElement {
  entered() {
    this.invitation = location.hash.slice(1);
    /** @type {'asking' | 'joining' | null} */
    this.stage = this.invitation ? 'asking' : null;
    this.problem = '';
    // Another invitation pasted into the same tab.
    this.listen(window, 'hashchange', () => {
      this.invitation = location.hash.slice(1);
      this.stage = 'asking';
      this.problem = '';
      this.update();
    });
  }

  async join() {
    // The seat is a cookie: without one the next page would know nobody.
    if (!navigator.cookieEnabled) {
      this.problem = t('join.no_cookies');
      return this.update();
    }
    this.stage = 'joining';
    this.problem = '';
    this.update();
    try {
      const { session, participant, role } = await createHttp({}).redeem(this.invitation || '');
      // The invitation leaves the address, so that nobody reads it over somebody's shoulder or in the history.
      // A responsible unit has no place in the session, and a page of its own.
      navigate(`/${role === 'owner' ? 'commitments' : 'sessions'}/${session}?as=${participant}`, 'replace');
    } catch (error) {
      this.stage = 'asking';
      const { code } = /** @type {any} */ (error);
      // Nothing so long was ever an invitation.
      this.problem = tOr('problem', code === 'too_large' ? 'invitation_invalid' : code);
      this.update();
    }
  }

  draw() {
    document.title = `${t('join.title')} · Rostrum`;
    return h('main', { class: 'plain' },
      h('h1', null, t('join.title')),
      this.stage === null ? h('p', { role: 'alert' }, t('join.no_invitation')) : this.drawAsking(),
      drawPageTools());
  }

  drawAsking() {
    const isJoining = this.stage === 'joining';
    return h('div', { class: 'stack' },
      h('p', null, t('join.explanation')),
      h('p', { class: 'hint' }, t('join.record')),
      this.problem && h('p', { role: 'alert', class: 'alert' }, this.problem),
      h('button', { class: 'primary', type: 'button', 'aria-disabled': isJoining && 'true', onclick: () => isJoining || this.join() },
        t(isJoining ? 'join.joining' : 'join.enter')));
  }
}

customElements.define('rostrum-join', JoinPage);
