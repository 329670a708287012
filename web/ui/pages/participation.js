// Who was heard in a session: a page of its own, for everybody who takes part. It opens no socket.
import { createHttp } from '../../sdk/index.js';
import { h } from '../dom.js';
import { timeText } from '../format.js';
import { currentLanguage, t, tOr, useTexts } from '../i18n.js';
import { askAgainMs } from '../participation.js';
import { drawPageTools } from '../parts/page_tools.js';
import '../parts/participation.js';
import { ParticipationAsked } from '../parts/participation_asked.js';
import { useStyles } from '../styles.js';

class ParticipationPage extends ParticipationAsked {
  constructor() {
    super();
    this.session = decodeURIComponent(location.pathname.split('/')[2]);
    this.seat = Number(new URLSearchParams(location.search).get('as')) || undefined;
    this.path = `/api/sessions/${encodeURIComponent(this.session)}/participation`;
    this.http = createHttp({ participant: this.seat });
    this.isReady = false;
  }

  entered() {
    super.entered();
    Promise.all([useTexts('room', 'participation'), useStyles(new URL('../../participation.css', import.meta.url))]).then(() => {
      this.isReady = true;
      this.load();
    });
  }

  ask() {
    return this.http.call('GET', this.path);
  }

  textOf(/** @type {any} */ problem) {
    return problemText(problem);
  }

  load() {
    // Somebody may look again before there are words for it.
    return this.isReady ? super.load() : Promise.resolve();
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
