// The room of those who watch: everything that is public, and nothing to press but links.
import { h } from '../dom.js';
import { RostrumElement } from '../element.js';
import { t } from '../i18n.js';
import { drawLater, loadLobby } from '../later.js';
import { drawAgenda } from '../parts/agenda.js';
import { drawFloor } from '../parts/floor.js';
import { drawQueue } from '../parts/queue.js';
import { itemToAskOn } from '../standing.js';
import '../parts/threads.js';
import '../parts/transcript.js';

/** Given `room`. */
class ObserverRoom extends RostrumElement {
  entered() {
    for (const name of ['change', 'presence', 'roster']) this.listen(this.room, name);
  }

  draw() {
    const { room } = this;
    if (!room.view) return null;
    return h('main', { class: 'observer' },
      drawFloor(room),
      h('p', { class: 'hint', role: 'note' }, t('observer.explanation')),
      h('div', { class: 'columns' },
        h('div', { class: 'stack' },
          room.view.session.phase === 'draft' && drawLater(this, 'rostrum-lobby', loadLobby, { room }),
          Object.keys(room.view.polls).length > 0 && drawLater(this, 'rostrum-polls', () => import('../parts/polls.js'), { room }),
          drawQueue(room, itemToAskOn(room.view)), drawAgenda(room),
          drawLater(this, 'rostrum-ledger', () => import('../parts/ledger.js'), { room })),
        h('rostrum-transcript', { room }),
        h('rostrum-threads', { room })));
  }
}

customElements.define('rostrum-observer', ObserverRoom);
