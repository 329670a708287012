// The console of those who conduct the meeting: the agenda, the floor with its queue, and beside them record, opinions
// and people.
import { h } from '../dom.js';
import { RostrumElement } from '../element.js';
import { t } from '../i18n.js';
import { onSingleKey } from '../single_keys.js';
import { useLaterStyles, useStyles } from '../styles.js';
import { Conduct } from '../parts/console/conduct.js';
import { drawKey } from '../parts/key_hint.js';
import { drawTabs } from '../parts/tabs.js';
import '../parts/own.js';
import '../parts/watch.js';
import '../parts/console/agenda.js';
import '../parts/console/commitments.js';
import '../parts/console/floor.js';
import '../parts/console/people.js';
import '../parts/console/polls.js';
import '../parts/console/queue.js';
import '../parts/console/record.js';
import '../parts/console/rules.js';
import '../parts/console/screen.js';
import '../parts/console/session.js';
import '../parts/console/steps.js';
import '../parts/console/threads.js';
import '../parts/console/undo_bar.js';

const TABS = /** @type {const} */ (['record', 'threads', 'people', 'polls', 'screen', 'commitments', 'rules']);

/** Fulfilled when the console's own styles are there, or cannot be had. */
export const styled = Promise.all([useLaterStyles(), useStyles(new URL('../../console.css', import.meta.url))]);

/** Given `room`. */
class ConsoleScreen extends RostrumElement {
  entered() {
    /** @type {typeof TABS[number]} */
    this.tab = TABS[0];
    this.conduct = new Conduct(this.room);
    this.conduct.begin();
    /** @type {Record<string, number>} how much there is to do, by tab */
    this.waiting = {};
    this.listen(this.room, 'waiting', ({ detail }) => {
      this.waiting = detail;
      this.update();
    });
    this.listen(this.room, 'show', ({ detail }) => this.show(detail));
    for (const tab of TABS) onSingleKey(this, `tab_${tab}`, () => this.turnTo(tab));
    /** Whether the floor stands alone. @type {boolean} */
    this.isAlone = false;
    this.standAlone = (/** @type {boolean} */ isAlone) => this.turnAlone(isAlone);
    this.listen(document, 'fullscreenchange', () => document.fullscreenElement || this.turnAlone(false));
    this.leaving.push(() => this.conduct && this.conduct.end());
  }

  draw() {
    const { room, conduct } = this;
    const part = (/** @type {string} */ name) => h(`rostrum-console-${name}`, { key: name, room, conduct });
    return h('main', { class: this.isAlone ? 'console console-alone' : 'console' },
      h('rostrum-console-session', { key: 'session', room, conduct, isAlone: Boolean(this.isAlone), standAlone: this.standAlone }),
      h('rostrum-watch', { room }),
      h('div', { class: 'console-agenda' }, part('steps'), part('agenda')),
      h('div', { class: 'console-middle' }, part('floor'), part('queue'), h('rostrum-own', { room }), part('undo')),
      h('div', { class: 'console-beside' }, ...drawTabs({
        label: t('console.tabs'), tabs: TABS, current: this.tab || TABS[0], text: drawTabText, show: (tab) => this.show(tab), waiting: this.waiting,
        panel: part(this.tab || TABS[0]),
      })));
  }

  /** The floor and its queue alone, on the whole screen. @param {boolean} isAlone */
  turnAlone(isAlone) {
    if (this.isAlone === isAlone) return;
    this.isAlone = isAlone;
    this.drawNow();
    const isWhole = Boolean(document.fullscreenElement);
    // A browser that has no whole screen shows the same in its window.
    if (isAlone && !isWhole && document.documentElement.requestFullscreen) document.documentElement.requestFullscreen().catch(() => {});
    if (!isAlone && isWhole) document.exitFullscreen().catch(() => {});
  }

  /** The tab itself gets the focus: what had it may have gone with the other one. @param {typeof TABS[number]} tab */
  turnTo(tab) {
    this.show(tab);
    const button = document.getElementById(`tab-${tab}`);
    if (button) button.focus();
    return Boolean(button);
  }

  /** @param {typeof TABS[number]} tab */
  show(tab) {
    this.turnAlone(false);
    this.tab = tab;
    this.drawNow();
  }
}

/** @type {(tab: typeof TABS[number]) => any} what a button may hold, text or not */
const drawTabText = (tab) => [t(`console.tab_${tab}`), drawKey(`tab_${tab}`)];

customElements.define('rostrum-console', ConsoleScreen);
