// Who was heard in a session: a page of its own, for everybody who takes part. It opens no socket: the figures are asked for again
// as long as they can change, less often while nothing happens, and not while nobody looks.
import { createHttp } from '../../sdk/index.js';
import { h } from '../dom.js';
import { RostrumElement } from '../element.js';
import { timeText } from '../format.js';
import { currentLanguage, t, tOr, useTexts } from '../i18n.js';
import { askAgainMs } from '../participation.js';
import { drawPageTools } from '../parts/page_tools.js';
import '../parts/participation.js';
import { useStyles } from '../styles.js';

/** @typedef {import('../participation.js').Participation} Participation */

/** After a failure. */
const LATER_MS = 30000;

class ParticipationPage extends RostrumElement {
  constructor() {
    super();
    this.session = decodeURIComponent(location.pathname.split('/')[2]);
    this.seat = Number(new URLSearchParams(location.search).get('as')) || undefined;
    this.path = `/api/sessions/${encodeURIComponent(this.session)}/participation`;
    this.http = createHttp({ participant: this.seat });
    /** @type {Participation | null} */
    this.own = null;
    this.isReady = false;
    this.isLoading = false;
    this.problem = '';
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  entered() {
    this.leaving.push(() => clearTimeout(this.timer));
    this.listen(document, 'visibilitychange', () => document.hidden || this.load());
    Promise.all([useTexts('room', 'participation'), useStyles(new URL('../../participation.css', import.meta.url))]).then(() => {
      this.isReady = true;
      this.load();
    });
  }

  async load() {
    if (!this.isReady || this.isLoading) return;
    clearTimeout(this.timer);
    this.isLoading = true;
    /** @type {number | null} */
    let again = LATER_MS;
    try {
      this.own = await this.http.call('GET', this.path);
      this.problem = '';
      again = this.own && askAgainMs(this.own);
    } catch (problem) {
      this.problem = problemText(problem);
      // Who may not see it, or has lost the seat, will not see it later.
      if (/** @type {any} */ (problem).status >= 400 && /** @type {any} */ (problem).status < 429) again = null;
    }
    this.isLoading = false;
    if (again !== null && this.isConnected) this.timer = setTimeout(() => document.hidden || this.load(), again);
    this.update();
  }

  draw() {
    if (!this.isReady) return h('main', { class: 'plain' }, h('p', { role: 'status' }, '…'));
    const { own, problem } = this;
    const session = own && own.sessions[0];
    document.title = [t('participation.title'), session && session.title, 'Rostrum'].filter(Boolean).join(' · ');
    const query = new URLSearchParams({ lang: currentLanguage() });
    if (this.seat) query.set('as', String(this.seat));
    return h('main', { class: 'figures' },
      h('header', { class: 'figures-head' },
        h('div', null,
          h('h1', null, t('participation.title')),
          session && h('p', { class: 'hint' }, `${session.title} · ${t(`phase.${session.phase}`)}`),
          own && h('p', { class: 'hint' }, t(askAgainMs(own) === null ? 'participation.final' : 'participation.as_of', { time: timeText(own.at) }))),
        h('div', { class: 'controls unprinted' },
          own && h('a', { class: 'figures-link', href: `${this.path}.csv?${query}`, download: '' }, t('participation.table')),
          own && h('button', { type: 'button', onclick: () => print() }, t('participation.print')),
          drawPageTools())),
      h('div', { role: 'alert' }, problem && h('p', { class: 'alert' }, problem, ' ', h('button', { type: 'button', onclick: () => this.load() }, t('participation.again')))),
      !own && !problem && h('p', { role: 'status' }, t('loading')),
      own && h('rostrum-participation-figures', { own }));
  }
}

/** @type {(problem: any) => string} */
function problemText({ code }) {
  const text = tOr('refusal', code);
  return text === code ? tOr('problem', code) : text;
}

customElements.define('rostrum-participation', ParticipationPage);
