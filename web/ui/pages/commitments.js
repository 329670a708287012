// The page of a responsible unit: what it promised in a session, and a form to report on each. The unit has no place in
// the session itself, so nothing here opens a socket; it works for as long as its link does, also when the session is sealed.
import { createHttp } from '../../sdk/index.js';
import { REPORT_MAX, loadCommitments } from '../commitments.js';
import { h } from '../dom.js';
import { RostrumElement } from '../element.js';
import { t, tOr, useTexts } from '../i18n.js';
import { useCommitmentStyles } from '../styles.js';
import { fetchUnder, isUndecided, newKey } from '../once.js';
import { drawCommitment } from '../parts/commitment_card.js';
import { drawPageTools } from '../parts/page_tools.js';

/** @typedef {import('../commitments.js').CommitmentLine} CommitmentLine */

/** So often the page looks for what is new, while somebody looks at it. */
const LOOK_MS = 15000;

class OwnCommitments extends RostrumElement {
  entered() {
    this.session = decodeURIComponent(location.pathname.split('/')[2]);
    this.seat = Number(new URLSearchParams(location.search).get('as')) || undefined;
    this.isReady = false;
    this.title = '';
    /** @type {CommitmentLine[] | null} */
    this.lines = null;
    /** Codes and keys, not texts: the language may change. */
    this.problem = '';
    this.news = '';
    /** @type {number | null} on which a report is being written */
    this.writing = null;
    this.isSending = false;
    this.fault = '';
    /** The key of the report that is being written: sent again, it is made once. */
    this.key = '';
    Promise.all([useTexts('room', 'commitments'), useCommitmentStyles()]).then(() => {
      this.isReady = true;
      this.load();
    });
    const timer = setInterval(() => this.look(), LOOK_MS);
    this.leaving.push(() => clearInterval(timer));
    this.listen(document, 'visibilitychange', () => this.look());
  }

  /** Looks for what is new; a page that nobody sees asks for nothing. */
  async look() {
    if (!this.isReady || document.hidden || this.isSending) return;
    const before = this.lines;
    await this.load();
    if (before && this.problem === '' && JSON.stringify(before) !== JSON.stringify(this.lines)) this.news = 'commitment.changed_news';
    this.update();
  }

  async load() {
    try {
      const { title, commitments } = await loadCommitments(createHttp({ participant: this.seat }), this.session || '');
      this.title = title;
      this.lines = commitments;
      this.problem = '';
    } catch (problem) {
      this.problem = codeOf(problem);
    }
    this.update();
  }

  draw() {
    document.title = `${this.isReady ? t('commitment.own_title') : ''} · Rostrum`;
    if (!this.isReady) return h('main', { class: 'plain' }, h('p', { role: 'status' }, '…'));
    const { lines } = this;
    return h('main', { class: 'plain own-commitments' },
      h('h1', null, t('commitment.own_title')),
      this.title && h('p', { class: 'hint' }, this.title),
      h('p', { class: 'hint' }, t('commitment.own_explanation')),
      h('p', { role: 'status', class: 'news' }, this.news && t(this.news)),
      h('div', { role: 'alert' }, this.problem && h('p', { class: 'alert' }, problemText(this.problem), ' ',
        h('button', { type: 'button', onclick: () => this.load() }, t('commitment.again')))),
      !lines && !this.problem && h('p', { role: 'status' }, t('loading')),
      lines && lines.length === 0 && h('p', { class: 'hint' }, t('commitment.own_none')),
      lines && h('ol', { class: 'plain-list commitments' }, ...lines.map((line) => drawCommitment(line, this.drawControls(line), 'h2'))),
      drawPageTools('/owner'));
  }

  /** @param {CommitmentLine} line @returns {import('../types.d.ts').Child[]} */
  drawControls({ commitment, text, state }) {
    const isOver = state === 'verified' || state === 'withdrawn';
    // What is being written is not taken away: it may be needed elsewhere.
    if (this.writing === commitment) return [this.drawForm(commitment, isOver ? `commitment.own_${state}` : '')];
    if (isOver) return [h('span', { key: 'over', class: 'hint' }, t(`commitment.own_${state}`))];
    const about = Array.from(text).slice(0, 12).join('');
    return [h('button', {
      key: 'report', type: 'button', class: 'primary', 'aria-label': t('commitment.about', { text: t('commitment.report'), about }),
      onclick: () => this.begin(commitment),
    }, t('commitment.report'))];
  }

  /** @param {number} commitment @param {string} over why nothing can be reported any more */
  drawForm(commitment, over) {
    const fault = over ? t(over) : this.fault && problemText(this.fault);
    return h('form', { key: 'form', class: 'stack report', onsubmit: (/** @type {any} */ event) => this.send(event, commitment) },
      h('div', { class: 'field' },
        h('label', { for: 'report' }, t('commitment.report_text')),
        h('textarea', { id: 'report', rows: 6, required: true, maxlength: REPORT_MAX, 'aria-describedby': 'report-fault' })),
      h('p', { id: 'report-fault', role: 'alert', class: fault ? 'alert' : 'hint' }, fault),
      h('p', { class: 'controls' },
        h('button', { type: 'button', onclick: () => this.stop() }, t('cancel')),
        !over && h('button', { type: 'submit', class: 'primary', 'aria-disabled': this.isSending && 'true' }, t('commitment.send'))));
  }

  /** @param {number} commitment */
  begin(commitment) {
    this.writing = commitment;
    this.key = newKey();
    this.fault = '';
    this.news = '';
    this.drawNow();
    const field = /** @type {HTMLElement | null} */ (this.querySelector('#report'));
    if (field) field.focus();
  }

  stop() {
    this.writing = null;
    this.update();
  }

  /** @param {SubmitEvent} event @param {number} commitment */
  async send(event, commitment) {
    event.preventDefault();
    const line = (this.lines || []).find((each) => each.commitment === commitment);
    if (this.isSending || !line || line.state === 'verified' || line.state === 'withdrawn') return;
    const field = /** @type {HTMLTextAreaElement} */ (this.querySelector('#report'));
    this.isSending = true;
    this.fault = '';
    this.update();
    const path = `/api/sessions/${encodeURIComponent(this.session || '')}/commitments/${commitment}/reports`;
    try {
      await createHttp({ participant: this.seat, fetch: fetchUnder(this.key || '') }).call('POST', path, {}, { text: field.value.trim() });
      this.news = 'commitment.reported_news';
      this.writing = null;
      await this.load();
    } catch (problem) {
      this.fault = codeOf(problem);
      // It was judged or taken back meanwhile, and what is there now says so.
      if (this.fault === 'wrong_phase') await this.load();
      // What was refused had no effect, and what is sent next is another report.
      if (!isUndecided(/** @type {any} */ (problem))) this.key = newKey();
    }
    this.isSending = false;
    this.update();
  }
}

/** @type {(problem: any) => string} */
const codeOf = ({ code }) => code || 'unavailable';

/** @type {(code: string) => string} */
function problemText(code) {
  const text = tOr('problem', code);
  return text === code ? tOr('refusal', code) : text;
}

customElements.define('rostrum-own-commitments', OwnCommitments);
