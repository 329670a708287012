// The room of those who speak: phone first, the floor on top, one's own button at the thumb.
import { h } from '../dom.js';
import { RostrumElement } from '../element.js';
import { t } from '../i18n.js';
import { drawAgenda } from '../parts/agenda.js';
import { drawFloor } from '../parts/floor.js';
import { drawQueue } from '../parts/queue.js';
import { itemToAskOn } from '../standing.js';
import '../parts/own.js';
import '../parts/recorder.js';
import '../parts/threads.js';
import '../parts/transcript.js';

const TABS = ['live', 'transcript', 'threads', 'agenda'];

/** Given `room`. */
class MemberRoom extends RostrumElement {
  entered() {
    this.tab = TABS[0];
    for (const name of ['change', 'presence', 'roster']) this.listen(this.room, name);
  }

  draw() {
    const { room } = this;
    if (!room.view) return null;
    return h('main', { class: 'member' },
      drawFloor(room),
      h('div', { class: 'tabs', role: 'tablist', 'aria-label': t('tabs.title'), onkeydown: (/** @type {any} */ event) => this.move(event) },
        ...TABS.map((tab) => h('button', {
          key: tab, type: 'button', role: 'tab', id: `tab-${tab}`, 'aria-controls': 'tab-panel', 'aria-selected': String(tab === this.tab),
          tabindex: tab === this.tab ? 0 : -1, onclick: () => this.show(tab),
        }, t(`tabs.${tab}`)))),
      h('div', { key: this.tab, role: 'tabpanel', id: 'tab-panel', class: 'panel', 'aria-labelledby': `tab-${this.tab}`, tabindex: 0 }, this.drawPanel()),
      h('rostrum-own', { room }));
  }

  drawPanel() {
    const { room } = this;
    const view = /** @type {import('../../sdk/types/index.d.ts').View} */ (room.view);
    switch (this.tab) {
      case 'transcript':
        return h('rostrum-transcript', { room });
      case 'threads':
        return h('rostrum-threads', { room });
      case 'agenda':
        return drawAgenda(room);
      default:
        return h('div', { class: 'stack' }, drawQueue(room, itemToAskOn(view)), h('rostrum-recorder', { room }));
    }
  }

  /** @param {string} tab */
  show(tab) {
    this.tab = tab;
    this.update();
  }

  /** Arrow keys move between tabs, as in every list of tabs. @param {KeyboardEvent} event */
  move(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    this.show(TABS[(TABS.indexOf(this.tab || '') + step + TABS.length) % TABS.length]);
    this.drawNow();
    const tab = /** @type {HTMLElement | null} */ (this.querySelector(`#tab-${this.tab}`));
    if (tab) tab.focus();
  }
}

customElements.define('rostrum-member', MemberRoom);
