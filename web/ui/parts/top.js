// The bar on top of every room: what is being held, who I am, and how the connection is.
import { h } from '../dom.js';
import { RostrumElement } from '../element.js';
import { timeText } from '../format.js';
import { t } from '../i18n.js';
import { confirmed } from './dialogs.js';
import { drawPageTools } from './page_tools.js';

/** A round trip above this is felt. */
const SLOW_MS = 1000;

class TopBar extends RostrumElement {
  entered() {
    this.listen(this.room, 'change');
    const timer = setInterval(() => this.update(), 1000);
    this.leaving.push(() => clearInterval(timer));
  }

  draw() {
    const { view, me } = this.room;
    return h('header', { class: 'top' },
      h('h1', null, view ? view.session.title : 'Rostrum'),
      me && h('p', { class: 'top-who' }, `${me.name} · ${t(`role.${me.role}`)}`, view && ` · ${t(`phase.${view.session.phase}`)}`),
      h('div', { class: 'top-tools' }, this.drawConnection(), drawPageTools(me ? `/${me.role}` : '', this.room),
        h('button', { type: 'button', class: 'quiet', onclick: () => this.leave() }, t('leave'))));
  }

  async leave() {
    if (await confirmed(t('leave.title'), t('leave.explanation'), t('leave'))) await this.room.forget();
  }

  drawConnection() {
    const { status, roundTripMs, heardAt } = this.room.client;
    const isSlow = status.state === 'connected' && roundTripMs !== null && roundTripMs > SLOW_MS;
    const state = isSlow ? 'slow' : status.state;
    const seconds = status.state === 'waiting' ? Math.max(0, Math.ceil((status.retryAt - this.room.client.now()) / 1000)) : 0;
    const age = heardAt === null ? '' : timeText(new Date(heardAt).toISOString());
    // The seconds tick beside what is announced: a screen reader shall hear of a change of state, not of every second.
    return h('p', { class: `chip chip-${state}` },
      h('span', { role: 'status' }, t(`connection.${state}`)),
      state === 'waiting' && h('span', { class: 'hint' }, ` ${t('connection.detail', { seconds, at: age })}`));
  }
}

customElements.define('rostrum-top', TopBar);
