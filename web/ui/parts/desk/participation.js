// Participation at the desk: of one session, of those that were chosen, or of a series.
import { h } from '../../dom.js';
import { RostrumElement } from '../../element.js';
import { timeText } from '../../format.js';
import { currentLanguage, t } from '../../i18n.js';
import { chosenOf } from '../../participation.js';
import { save } from '../../save.js';
import { useStyles } from '../../styles.js';
import { drawButton, drawLink, problemText } from './help.js';
import '../participation.js';

/** @typedef {import('../../participation.js').Participation} Participation */

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
  }

  entered() {
    useStyles(new URL('../../../participation.css', import.meta.url)).then(() => this.load());
  }

  async load() {
    if (this.isLoading) return;
    this.isLoading = true;
    this.problem = '';
    this.update();
    try {
      this.own = await this.desk.participation(this.chosen);
    } catch (problem) {
      this.problem = problemText(problem);
    }
    this.isLoading = false;
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
          own && h('p', { class: 'hint' }, t('participation.final', { time: timeText(own.at) }))),
        h('div', { class: 'controls unprinted' },
          drawButton(t('participation.refresh'), () => this.load(), { 'aria-disabled': this.isLoading && 'true' }),
          drawButton(t('participation.table'), () => this.saveTable()), drawButton(t('participation.print'), () => print()))),
      h('div', { role: 'alert' }, this.problem && h('p', { class: 'alert' }, this.problem)),
      h('p', { role: 'status', class: this.isLoading ? 'hint' : 'hidden' }, this.isLoading && t('loading')),
      own && h('rostrum-participation-figures', { own, sessionPath }));
  }
}

customElements.define('rostrum-desk-participation', DeskParticipation);
