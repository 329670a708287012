// The first visit: whoever started the server learns the convener's token, once.
import { redeemSetup } from '../desk_http.js';
import { keepToken } from '../desk_kept.js';
import { h } from '../dom.js';
import { RostrumElement } from '../element.js';
import { t, useTexts } from '../i18n.js';
import { navigate } from '../navigate.js';
import { copy } from '../parts/desk/copy.js';
import { drawButton, drawField, drawLink, problemText, useDeskStyles } from '../parts/desk/help.js';
import { drawPageTools } from '../parts/page_tools.js';

class SetupPage extends RostrumElement {
  constructor() {
    super();
    this.isReady = false;
    this.isRedeeming = false;
    this.secret = '';
    this.token = '';
    this.problem = '';
    /** Whether the code of this address was refused for good. */
    this.wasRefused = false;
    this.news = '';
  }

  entered() {
    this.take();
    // Another link pasted into the same tab.
    this.listen(window, 'hashchange', () => this.take());
    Promise.all([useTexts('room', 'desk'), useDeskStyles()]).then(() => {
      this.isReady = true;
      this.update();
    });
  }

  take() {
    if (location.hash.length < 2) return;
    this.secret = location.hash.slice(1);
    this.wasRefused = false;
    this.problem = '';
    this.update();
  }

  async redeem() {
    if (this.isRedeeming) return;
    this.isRedeeming = true;
    this.problem = '';
    this.update();
    try {
      this.token = await redeemSetup(this.secret);
      keepToken(this.token);
    } catch (problem) {
      const { code, status } = /** @type {any} */ (problem);
      this.problem = code === 'unauthorized' ? t('setup.used') : problemText(problem);
      // A reload may try again what no server has judged.
      if (status === 0 || status >= 500 || status === 429) return;
      this.secret = '';
      this.wasRefused = true;
    } finally {
      this.isRedeeming = false;
      this.update();
    }
    // The secret is of no more use, and leaves the address and the history.
    history.replaceState(null, '', '/setup');
  }

  async copyToken() {
    if (await copy(t('desk.token'), this.token)) this.news = t('desk.copied');
    this.update();
  }

  draw() {
    if (!this.isReady) return h('main', { class: 'plain' }, h('p', { role: 'status' }, t('loading')));
    document.title = `${t('setup.title')} · Rostrum`;
    return h('main', { class: 'plain' }, h('h1', null, t('setup.title')), this.drawStage(), drawPageTools('/administrator'));
  }

  drawStage() {
    if (this.token) return this.drawToken();
    return h('div', { class: 'stack', key: 'ask' },
      !this.wasRefused && h('p', { key: 'about' }, t(this.secret ? 'setup.explanation' : 'setup.no_secret')),
      h('p', { class: 'hint' }, t('setup.kept')),
      h('div', { role: 'alert' }, this.problem && h('p', { class: 'alert' }, this.problem)),
      this.secret && h('button', {
        type: 'button', class: 'primary', 'aria-disabled': this.isRedeeming && 'true', onclick: () => this.redeem(),
      }, t('setup.redeem')),
      !this.secret && h('p', null, drawLink('/desk', t('start.desk'))));
  }

  drawToken() {
    return h('div', { class: 'stack', key: 'token' },
      h('p', { role: 'status' }, t('setup.done')),
      drawField({
        id: 'token', label: t('desk.token'), readonly: true, value: this.token, hint: t('setup.kept'), spellcheck: 'false',
        onfocus: (/** @type {any} */ event) => event.target.select(),
      }),
      h('p', { class: 'controls' }, drawButton(t('setup.copy'), () => this.copyToken()), h('span', { role: 'status' }, this.news)),
      h('button', { type: 'button', class: 'primary', onclick: () => navigate('/desk', 'replace') }, t('setup.go_on')));
  }
}

customElements.define('rostrum-setup', SetupPage);
