// One look-back review: a list that is worked off line by line, and printed.
import { REVIEW_FINDINGS, TEXT_MAX } from '../../commitments.js';
import { h } from '../../dom.js';
import { RostrumElement } from '../../element.js';
import { dateTimeText } from '../../format.js';
import { currentLanguage, t } from '../../i18n.js';
import { isUndecided, newKey } from '../../once.js';
import { useCommitmentStyles } from '../../styles.js';
import { save } from '../../save.js';
import { standsText, wordsText } from '../commitment_card.js';
import { drawButton, drawField, drawLink, problemText } from './help.js';

/** @typedef {import('../../../sdk/types/protocol.d.ts').ReviewWhole} ReviewWhole */
/** @typedef {ReviewWhole['lines'][number]} ReviewedLine */

/** Given `desk`. */
class DeskReview extends RostrumElement {
  constructor() {
    super();
    /** @type {import('../../desk_http.js').Desk} */
    this.desk = /** @type {any} */ (null);
    this.number = Number(location.hash.replace('#review-', ''));
    /** @type {ReviewWhole | null} */
    this.review = null;
    this.problem = '';
    this.news = '';
    /** Whoever looks at one line mostly looks at the next one too. */
    this.who = '';
    /** @type {Map<string, string>} what is wrong with a line's finding, by its name */
    this.faults = new Map();
    /** @type {Map<string, string>} the key of each line's finding that is on its way */
    this.keys = new Map();
  }

  entered() {
    useCommitmentStyles().then(() => this.load());
  }

  async load() {
    this.problem = '';
    try {
      this.review = await this.desk.review(this.number);
    } catch (problem) {
      this.problem = problemText(problem);
    }
    this.update();
  }

  async saveTable() {
    this.problem = '';
    try {
      save(await this.desk.table(`/api/reviews/${this.number}/lines.csv`, { lang: currentLanguage() }), `review-${this.number}.csv`);
    } catch (problem) {
      this.problem = problemText(problem);
    }
    this.update();
  }

  /** @param {SubmitEvent} event @param {ReviewedLine} line @param {string} name */
  async find(event, { session, commitment }, name) {
    event.preventDefault();
    const said = new FormData(/** @type {HTMLFormElement} */ (event.currentTarget));
    const text = String(said.get('text')).trim();
    const finding = /** @type {typeof REVIEW_FINDINGS[number]} */ (said.get('finding'));
    this.who = String(said.get('who')).trim();
    const key = this.keys.get(name) || newKey();
    this.keys.set(name, key);
    this.faults.delete(name);
    this.news = '';
    try {
      await this.desk.findInReview(this.number, { session, commitment, finding, who: this.who, ...(text && { text }) }, key);
      this.keys.delete(name);
      this.news = t('review.saved');
      await this.load();
    } catch (problem) {
      // What was refused had no effect, and what is sent next is another finding.
      if (!isUndecided(/** @type {any} */ (problem))) this.keys.delete(name);
      this.faults.set(name, problemText(problem));
    }
    this.update();
  }

  draw() {
    const { review } = this;
    document.title = `${review ? review.title : t('desk.reviews')} · Rostrum`;
    const found = review ? review.lines.filter((line) => line.found).length : 0;
    return h('main', { class: 'desk register' },
      h('p', { class: 'unprinted' }, drawLink('/desk#reviews', t('desk.reviews'))),
      h('div', { class: 'desk-head' },
        h('h1', { tabindex: -1 }, review ? review.title : t('desk.reviews')),
        h('div', { class: 'controls unprinted' },
          drawButton(t('register.table'), () => this.saveTable()), drawButton(t('register.print'), () => print()))),
      h('div', { role: 'alert' }, this.problem && h('p', { class: 'alert' }, this.problem, ' ', drawButton(t('desk.again'), () => this.load()))),
      !review && !this.problem && h('p', { role: 'status' }, t('loading')),
      review && h('p', { class: 'hint' }, t('review.summary', { on: review.on, lines: review.lines.length, found })),
      h('p', { role: 'status', class: 'news unprinted' }, this.news),
      review && h('ol', { class: 'plain-list cards' }, ...review.lines.map((line) => this.drawLine(line))));
  }

  /** @param {ReviewedLine} line */
  drawLine(line) {
    const { session, commitment, now, found } = line;
    const name = `${session}.${commitment}`;
    const id = `line-${commitment}-${session}`;
    return h('li', { key: name, class: 'card stack review-line' },
      h('h2', { id: `${id}-title` }, now ? wordsText(now.text) : t('review.gone')),
      now && h('p', { class: 'hint' }, now.unit, ' · ', drawLink(`/desk/${session}`, now.title), ` · ${standsText(now)}`,
        now.due && ` · ${t('review.due', { due: now.due })}`, ' ', now.overdue && h('strong', { class: 'overdue' }, t('commitment.overdue'))),
      found && h('p', null, h('b', null, t(`review_finding.${found.finding}`)), found.text && `：${found.text}`,
        h('span', { class: 'hint' }, ` ${found.who} · ${dateTimeText(found.at)}`)),
      h('form', { class: 'stack unprinted', 'aria-labelledby': `${id}-title`, onsubmit: (/** @type {any} */ event) => this.find(event, line, name) },
        h('fieldset', { class: 'choices' }, h('legend', null, t('review.finding')), ...REVIEW_FINDINGS.map((finding) =>
          h('label', { key: finding, class: 'choice' },
            h('input', { type: 'radio', name: 'finding', value: finding, required: true, checked: Boolean(found && found.finding === finding) }), ' ',
            t(`review_finding.${finding}`)))),
        drawField({ id: `${id}-text`, name: 'text', tag: 'textarea', rows: 2, maxlength: TEXT_MAX, label: t('review.text'), value: found ? found.text || '' : '' }),
        drawField({ id: `${id}-who`, name: 'who', label: t('review.who'), required: true, maxlength: 100, pattern: '.*\\S.*', value: found ? found.who : this.who }),
        h('div', { role: 'alert', class: this.faults.has(name) && 'alert' }, this.faults.get(name) || ''),
        h('p', { class: 'controls' }, h('button', { type: 'submit' }, t('review.save')))));
  }
}

customElements.define('rostrum-desk-review', DeskReview);
