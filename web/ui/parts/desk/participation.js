// Participation at the desk: of one session, of those that were chosen, or of a series.
import { h } from '../../dom.js';
import { timeText } from '../../format.js';
import { currentLanguage, t } from '../../i18n.js';
import { askAgainMs, chosenOf } from '../../participation.js';
import { save } from '../../save.js';
import { useStyles } from '../../styles.js';
import { drawButton, drawLink, problemText } from './help.js';
import '../participation.js';
import { ParticipationAsked } from '../participation_asked.js';

const sessionPath = (/** @type {string} */ session) => `/desk/${session}`;

/** Given `desk`. */
class DeskParticipation extends ParticipationAsked {
  constructor() {
    super();
    /** @type {import('../../desk_http.js').Desk} */
    this.desk = /** @type {any} */ (null);
    this.chosen = chosenOf(location.search);
  }

  entered() {
    super.entered();
    useStyles(new URL('../../../participation.css', import.meta.url)).then(() => this.load());
  }

  ask() {
    return this.desk.participation(this.chosen);
  }

  textOf(/** @type {any} */ problem) {
    return problemText(problem);
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
      h('p', { role: 'status', class: this.isLoading ? 'hint' : 'unseen' }, this.isLoading && !own && t('loading')),
      own && h('rostrum-participation-figures', { own, sessionPath }));
  }
}

customElements.define('rostrum-desk-participation', DeskParticipation);
