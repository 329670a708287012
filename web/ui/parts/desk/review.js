// One look-back review: a list that is worked off line by line, and printed.
import { REVIEW_FINDINGS, TEXT_MAX } from '../../commitments.js';
import { h } from '../../dom.js';
import { RostrumElement } from '../../element.js';
import { dateTimeText } from '../../format.js';
import { currentLanguage, t } from '../../i18n.js';
import { isUndecided, newKey } from '../../once.js';
import { useCommitmentStyles } from '../../styles.js';
import { save } from '../../save.js';
import { drawFollowUp, standsText, wordsText } from '../commitment_card.js';
import { drawButton, drawField, drawLink, problemText } from './help.js';

/** @typedef {import('../../../sdk/types/protocol.d.ts').ReviewWhole} ReviewWhole */
/** @typedef {ReviewWhole['lines'][number]} ReviewedLine */

/**
 * What was typed into fields and not saved, by their ids: it is there again when the review is opened again.
 * @type {Map<string, string>}
 */
const typed = new Map();

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
    /** @type {Map<string, import('../../commitments.js').CommitmentLine['follow_up'] | null>} what became of lines, null while it comes */
    this.followed = new Map();
  }

  entered() {
    // A page that is left for good keeps nothing: the browser asks before.
    this.listen(window, 'beforeunload', (event) => typed.size > 0 && event.preventDefault());
    this.listen(this, 'input', ({ target }) => target.type !== 'radio' && typed.set(this.fieldOf(target.id), target.value));
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

  /** @param {string} id */
  fieldOf(id) {
    return `${this.number} ${id}`;
  }

  /** What a field says: what was typed before, else what was found. @param {string} id @param {string} found */
  valueOf(id, found) {
    const before = typed.get(this.fieldOf(id));
    return before === undefined ? found : before;
  }

  /** @param {boolean} isOpen @param {ReviewedLine} line @param {string} name */
  async follow(isOpen, { session, commitment }, name) {
    if (!isOpen || this.followed.has(name)) return;
    this.followed.set(name, null);
    try {
      const { commitments } = await this.desk.commitment(session, commitment);
      const own = commitments.find((each) => each.commitment === commitment);
      this.followed.set(name, own ? own.follow_up : []);
    } catch (problem) {
      this.followed.delete(name);
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
      for (const field of ['text', 'who']) typed.delete(this.fieldOf(`line-${commitment}-${session}-${field}`));
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

  /** What the unit reported and who judged it how, once somebody wants to see it. @param {ReviewedLine} line @param {string} name */
  drawFollowed(line, name) {
    const followed = this.followed.get(name);
    return h('details', { key: 'followed', ontoggle: (/** @type {any} */ event) => this.follow(event.target.open, line, name) },
      h('summary', null, t('commitment.follow_up')),
      !followed && h('p', { class: 'hint' }, t('loading')),
      followed && h('ol', { class: 'plain-list follow-up' }, ...followed.map(drawFollowUp)));
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
      now && now.state !== 'recorded' && this.drawFollowed(line, name),
      !found && drawBlanks(),
      found && h('p', null, h('b', null, t(`review_finding.${found.finding}`)), found.text && `：${found.text}`,
        h('span', { class: 'hint' }, ` ${found.who} · ${dateTimeText(found.at)}`)),
      h('form', { class: 'stack unprinted', 'aria-labelledby': `${id}-title`, onsubmit: (/** @type {any} */ event) => this.find(event, line, name) },
        h('fieldset', { class: 'choices' }, h('legend', null, t('review.finding')), ...REVIEW_FINDINGS.map((finding) =>
          h('label', { key: finding, class: 'choice' },
            h('input', { type: 'radio', name: 'finding', value: finding, required: true, checked: Boolean(found && found.finding === finding) }), ' ',
            t(`review_finding.${finding}`)))),
        drawField({ id: `${id}-text`, name: 'text', tag: 'textarea', rows: 2, maxlength: TEXT_MAX, label: t('review.text'), value: this.valueOf(`${id}-text`, found ? found.text || '' : '') }),
        drawField({ id: `${id}-who`, name: 'who', label: t('review.who'), required: true, maxlength: 100, pattern: '.*\\S.*', value: this.valueOf(`${id}-who`, found ? found.who : this.who) }),
        h('div', { role: 'alert', class: this.faults.has(name) && 'alert' }, this.faults.get(name) || ''),
        h('p', { class: 'controls' }, h('button', { type: 'submit' }, t('review.save')))));
  }
}

/** What is filled in by hand on paper. */
const drawBlanks = () =>
  h('p', { class: 'printed', 'aria-hidden': 'true' },
    `${t('review.finding')}  ${REVIEW_FINDINGS.map((finding) => `□ ${t(`review_finding.${finding}`)}`).join('  ')}`, h('br', null),
    `${t('review.who')} ______________  ${t('review.on')} ______________`, h('br', null),
    `${t('review.text_print')} ____________________________________________`);

customElements.define('rostrum-desk-review', DeskReview);
