// The console of those who conduct the meeting: the agenda, the floor with its queue, and beside them record, opinions
// and people.
import { h } from '../dom.js';
import { RostrumElement } from '../element.js';
import { t, useTexts } from '../i18n.js';
import { Conduct } from '../parts/console/conduct.js';
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

/** Fulfilled when the console's own styles are there, or cannot be had, and the texts that it shares with the desk. */
export const styled = Promise.all([useTexts('names'), new Promise((resolve) => {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = new URL('../../console.css', import.meta.url).href;
  link.onload = link.onerror = resolve;
  document.head.append(link);
})]);

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
    this.leaving.push(() => this.conduct && this.conduct.end());
  }

  draw() {
    const { room, conduct } = this;
    const part = (/** @type {string} */ name) => h(`rostrum-console-${name}`, { key: name, room, conduct });
    return h('main', { class: 'console' },
      part('session'),
      h('rostrum-watch', { room }),
      h('div', { class: 'console-agenda' }, part('steps'), part('agenda')),
      h('div', { class: 'console-middle' }, part('floor'), part('queue'), h('rostrum-own', { room }), part('undo')),
      h('div', { class: 'console-beside' }, ...drawTabs({
        label: t('console.tabs'), tabs: TABS, current: this.tab || TABS[0], text: (tab) => t(`console.tab_${tab}`), show: (tab) => this.show(tab), waiting: this.waiting,
        panel: part(this.tab || TABS[0]),
      })));
  }

  /** @param {typeof TABS[number]} tab */
  show(tab) {
    this.tab = tab;
    this.drawNow();
  }
}

customElements.define('rostrum-console', ConsoleScreen);
