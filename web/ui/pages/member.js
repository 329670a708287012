// The room of those who speak: phone first, the floor on top, one's own button at the thumb.
import { h } from '../dom.js';
import { RostrumElement } from '../element.js';
import { t } from '../i18n.js';
import { drawAgenda } from '../parts/agenda.js';
import { drawFloor } from '../parts/floor.js';
import { drawQueue } from '../parts/queue.js';
import { drawTabs } from '../parts/tabs.js';
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
      ...drawTabs({
        label: t('tabs.title'), tabs: TABS, current: this.tab || TABS[0], text: (tab) => t(`tabs.${tab}`), show: (tab) => this.show(tab),
        panel: this.drawPanel(),
      }),
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
    this.drawNow();
  }
}

customElements.define('rostrum-member', MemberRoom);
