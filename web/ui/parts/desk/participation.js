// Participation at the desk: of one session, of those that were chosen, or of a series.
import { h } from '../../dom.js';
import { RostrumElement } from '../../element.js';
import { timeText } from '../../format.js';
import { currentLanguage, t } from '../../i18n.js';
import { askAgainMs, chosenOf } from '../../participation.js';
import { save } from '../../save.js';
import { useStyles } from '../../styles.js';
import { drawButton, drawLink, problemText } from './help.js';
import '../participation.js';

/** @typedef {import('../../participation.js').Participation} Participation */

/** After a failure. */
const LATER_MS = 30000;

const sessionPath = (/** @type {string} */ session) => `/desk/${session}`;

/** Given `desk`. */
class DeskParticipation extends RostrumElement {
  constructor() {
    super();
    /** @type {import('../../desk_http.js').Desk} */
    this.desk = /** @type {any} */ (null);
    this.chosen = chosenOf(location.search);
    /** @type {Participation | null} */
    this.own = null;
    this.isLoading = false;
    this.problem = '';
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  entered() {
    this.leaving.push(() => clearTimeout(this.timer));
    this.listen(document, 'visibilitychange', () => document.hidden || this.load());
    useStyles(new URL('../../../participation.css', import.meta.url)).then(() => this.load());
  }

  async load() {
    if (this.isLoading) return;
    clearTimeout(this.timer);
    this.isLoading = true;
    /** @type {number | null} */
    let again = LATER_MS;
    this.update();
    try {
      this.own = await this.desk.participation(this.chosen);
      this.problem = '';
      again = askAgainMs(this.own);
    } catch (problem) {
      this.problem = problemText(problem);
      // What the server refuses now it will refuse later.
      if (/** @type {any} */ (problem).status >= 400 && /** @type {any} */ (problem).status < 429) again = null;
    }
    this.isLoading = false;
    if (again !== null && this.isConnected) this.timer = setTimeout(() => document.hidden || this.load(), again);
    this.update();
  }

  async saveTable() {
    this.problem = '';
    try {
      save(await this.desk.table('/api/participation.csv', { ...this.chosen, lang: currentLanguage() }), 'participation.csv');
    } catch (problem) {
      this.problem = problemText(problem);
    }
    this.update();
  }

  draw() {
    const { own, chosen } = this;
    const one = own && own.sessions.length === 1 ? own.sessions[0].title : '';
    document.title = `${t('participation.title')} · Rostrum`;
    return h('main', { class: 'desk figures' },
      h('p', { class: 'unprinted' }, drawLink('/desk', t('desk.back'))),
      h('div', { class: 'figures-head' },
        h('div', null,
          h('h1', { tabindex: -1 }, t('participation.title')),
          h('p', { class: 'hint' }, chosen.series ? t('participation.of_series', { series: chosen.series }) : one || (own && t('participation.of_sessions', { count: own.sessions.length }))),
          own && h('p', { class: 'hint' }, t(askAgainMs(own) === null ? 'participation.final' : 'participation.as_of', { time: timeText(own.at) }))),
        h('div', { class: 'controls unprinted' },
          drawButton(t('participation.refresh'), () => this.load(), { 'aria-disabled': this.isLoading && 'true' }),
          drawButton(t('participation.table'), () => this.saveTable()), drawButton(t('participation.print'), () => print()))),
      h('div', { role: 'alert' }, this.problem && h('p', { class: 'alert' }, this.problem)),
      h('p', { role: 'status', class: this.isLoading ? 'hint' : 'hidden' }, this.isLoading && !own && t('loading')),
      own && h('rostrum-participation-figures', { own, sessionPath }));
  }
}

customElements.define('rostrum-desk-participation', DeskParticipation);
