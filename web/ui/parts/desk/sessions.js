// All sessions of this server, newest first.
import { h } from '../../dom.js';
import { RostrumElement } from '../../element.js';
import { dateTimeText } from '../../format.js';
import { t } from '../../i18n.js';
import { drawLink, problemText } from './help.js';

/** @typedef {import('../../../sdk/types/protocol.d.ts').SessionPage['sessions'][number]} SessionLine */

/** Given `desk`. */
class DeskSessions extends RostrumElement {
  constructor() {
    super();
    /** @type {import('../../desk_http.js').Desk} */
    this.desk = /** @type {any} */ (null);
    /** @type {SessionLine[] | null} */
    this.sessions = null;
    /** @type {string | null | undefined} */
    this.next = undefined;
    this.problem = '';
    this.isLoading = false;
    /** Those whose participation is looked at together. @type {Set<string>} */
    this.chosen = new Set();
  }

  entered() {
    this.load();
  }

  async load() {
    if (this.isLoading) return;
    this.isLoading = true;
    this.problem = '';
    try {
      const page = await this.desk.sessions(this.next || undefined);
      this.sessions = [...(this.sessions || []), ...page.sessions];
      this.next = page.next;
    } catch (problem) {
      this.problem = problemText(problem);
    }
    this.isLoading = false;
    this.update();
  }

  /** @param {string} session @param {boolean} isChosen */
  choose(session, isChosen) {
    if (isChosen) this.chosen.add(session);
    else this.chosen.delete(session);
    this.update();
  }

  draw() {
    document.title = `${t('desk.title')} · Rostrum`;
    return h('main', { class: 'desk' },
      h('div', { class: 'desk-head' },
        h('h1', { tabindex: -1 }, t('desk.sessions')),
        h('div', { class: 'controls' },
          h('p', { key: 'commitments' }, drawLink('/desk#commitments', t('desk.register'))),
          h('p', { key: 'reviews' }, drawLink('/desk#reviews', t('desk.reviews'))),
          h('p', { key: 'forms' }, drawLink('/desk#forms', t('desk.forms.title'))),
          h('p', { key: 'new', class: 'as-button' }, drawLink('/desk#new', t('desk.new'))))),
      h('div', { role: 'alert' }, this.problem && h('p', { class: 'alert' }, this.problem)),
      this.sessions === null && !this.problem && h('p', { role: 'status' }, t('loading')),
      this.sessions && this.sessions.length === 0 && h('p', { class: 'hint' }, t('desk.no_sessions')),
      this.sessions && h('ul', { class: 'plain-list cards' }, ...this.sessions.map((session) => this.drawSession(session))),
      this.chosen.size > 0 && h('p', { class: 'controls', key: 'chosen' },
        drawLink(`/desk?sessions=${[...this.chosen].join(',')}#participation`, t('desk.participation_chosen', { count: this.chosen.size }))),
      (this.next || this.problem) && h('p', { class: 'controls' },
        h('button', { type: 'button', 'aria-disabled': this.isLoading && 'true', onclick: () => this.load() },
          t(this.problem ? 'desk.again' : 'desk.more_sessions'))));
  }

  /** @param {SessionLine} session */
  drawSession({ id, title, phase, created_at, starts_at, participants, series }) {
    return h('li', { key: id, class: 'card' },
      h('h2', null, drawLink(`/desk/${id}`, title)),
      h('p', { class: 'hint' },
        h('span', { class: 'badge' }, t(`phase.${phase}`)), ' ',
        starts_at ? t('desk.starts', { at: dateTimeText(starts_at) }) : t('desk.created', { at: dateTimeText(created_at) }),
        ` · ${t('desk.people_count', { count: participants })}`),
      h('p', { class: 'controls' },
        h('label', { class: 'choice' }, h('input', {
          type: 'checkbox', checked: this.chosen.has(id), 'aria-label': t('desk.of', { text: t('desk.participation_choose'), of: title }),
          onchange: (/** @type {any} */ event) => this.choose(id, event.target.checked),
        }), ' ', t('desk.participation_choose')),
        series && drawLink(`/desk?series=${encodeURIComponent(series)}#participation`, t('desk.participation_series', { series }))));
  }
}

customElements.define('rostrum-desk-sessions', DeskSessions);
