// The room of those who speak: phone first, the floor on top, one's own button at the thumb.
import { h } from '../dom.js';
import { RostrumElement } from '../element.js';
import { t, useTexts } from '../i18n.js';
import { drawLater, loadLobby } from '../later.js';
import { drawAgenda } from '../parts/agenda.js';
import { drawFloor } from '../parts/floor.js';
import { drawQueue } from '../parts/queue.js';
import { drawTabs } from '../parts/tabs.js';
import { turnsOf } from '../history.js';
import { itemToAskOn } from '../standing.js';
import '../parts/notices.js';
import '../parts/own.js';

const loadTranscript = () => import('../parts/transcript.js');

const TABS = ['live', 'transcript', 'threads', 'agenda', 'rules'];
/** In place of the first: what an operator is there for. */
const OPERATOR_TABS = ['live', 'venue', ...TABS.slice(1)];

/** Given `room`. */
class MemberRoom extends RostrumElement {
  entered() {
    /** @type {string} */
    this.tab = TABS[0];
    this.turnToAddress();
    this.listen(window, 'popstate', () => this.turnToAddress());
    /** @type {Record<string, number>} */
    this.waiting = {};
    this.listen(this.room, 'waiting', ({ detail }) => {
      this.waiting = detail;
      this.update();
    });
    for (const name of ['change', 'presence', 'roster', 'record']) this.listen(this.room, name);
    // What was found in the record may stand elsewhere.
    this.listen(this.room, 'show', ({ detail }) => this.show(detail));
    // The journal says which of one's requests were passed, and which speeches were one's own.
    this.room.record.open();
  }

  draw() {
    const { room } = this;
    if (!room.view) return null;
    const usual = room.me && room.me.role === 'operator' ? OPERATOR_TABS : TABS;
    const tabs = room.view.counts.commitments ? [...usual, 'commitments'] : usual;
    if (!tabs.includes(this.tab || '')) this.tab = TABS[0];
    return h('main', { class: 'member' },
      drawFloor(room),
      this.drawPolls('due'),
      ...drawTabs({
        label: t('tabs.title'), tabs, current: this.tab || TABS[0], text: (tab) => t(`tabs.${tab}`), show: (tab) => this.show(tab), waiting: this.waiting,
        panel: this.drawPanel(),
      }),
      (room.view.counts.commitments || this.speaks()) && drawLater(this, 'rostrum-watch', () => import('../parts/watch.js'), { room }),
      // What one is told stands above what one presses, and over neither the floor nor the tabs.
      h('div', { class: 'member-foot' },
        this.tab === 'transcript' && drawLater(this, 'rostrum-unread', loadTranscript, { room }),
        h('rostrum-notices', { room }),
        h('rostrum-own', { room, class: this.tab === 'venue' && 'beside' })));
  }

  drawPanel() {
    const { room } = this;
    const view = /** @type {import('../../sdk/types/index.d.ts').View} */ (room.view);
    switch (this.tab) {
      case 'transcript':
        return this.drawLater('rostrum-transcript', loadTranscript);
      case 'threads':
        return this.drawLater('rostrum-threads', () => Promise.all([import('../parts/threads.js'), useTexts('threads')]));
      case 'agenda':
        return drawAgenda(room);
      case 'rules':
        return this.drawLater('rostrum-ledger', () => import('../parts/ledger.js'));
      case 'commitments':
        return this.drawLater('rostrum-commitments', () => Promise.all([import('../parts/commitments.js'), useTexts('commitments')]));
      case 'venue':
        return this.drawLater('rostrum-operator', () => Promise.all([import('../parts/operator.js'), useTexts('console')]));
      default:
        return h('div', { class: 'stack' },
          view.session.phase === 'draft' && drawLater(this, 'rostrum-lobby', loadLobby, { room }),
          drawQueue(room, itemToAskOn(view)),
          (room.may('caption') || this.speaks()) && drawLater(this, 'rostrum-recorder', () => import('../parts/recorder.js'), { room }),
          this.drawPolls('rest'), room.may('caption') && this.drawLater('rostrum-transcript', loadTranscript));
    }
  }

  /** @type {(tag: string, load: () => Promise<unknown>) => import('../types.d.ts').Child} */
  drawLater(tag, load) {
    return drawLater(this, tag, load, { room: this.room }) || h('p', { class: 'hint', role: 'status' }, t('loading'));
  }

  /** Whether there are speeches of one's own. */
  speaks() {
    const { me, record } = this.room;
    return Boolean(me && turnsOf(record.entries).some(({ speaker }) => speaker === me.participant));
  }

  /** What one has still to answer stands where one sees it, the rest in the room. @param {'due' | 'rest'} only */
  drawPolls(only) {
    const { room } = this;
    if (!room.view || Object.keys(room.view.polls).length === 0) return null;
    return drawLater(this, 'rostrum-polls', () => import('../parts/polls.js'), { key: `polls ${only}`, room, only });
  }

  /** The tab stands in the address: going back leads to the one before, and whoever loads the page again is where he was. */
  turnToAddress() {
    this.tab = location.hash.slice(1) || TABS[0];
    this.update();
  }

  /** @param {string} tab */
  show(tab) {
    if (tab !== this.tab) history.pushState(null, '', `#${tab}`);
    this.tab = tab;
    this.drawNow();
  }
}

customElements.define('rostrum-member', MemberRoom);
