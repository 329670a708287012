// The register of commitments of all sessions: filters, what is overdue, how many are settled, and what a review is made of.
import { STATES } from '../../commitments.js';
import { h } from '../../dom.js';
import { RostrumElement } from '../../element.js';
import { currentLanguage, t } from '../../i18n.js';
import { newKey } from '../../once.js';
import { filtersOf } from '../../register_filters.js';
import { useCommitmentStyles } from '../../styles.js';
import { navigate } from '../../navigate.js';
import { save } from '../../save.js';
import { drawArrangement, drawBoard } from '../commitment_board.js';
import { drawFact, standsText, wordsText } from '../commitment_card.js';
import { drawButton, drawField, drawLink, problemText } from './help.js';

/** @typedef {import('../../../sdk/types/protocol.d.ts').RegisterPage} RegisterPage */
/** @typedef {RegisterPage['lines'][number]} RegisterLine */
/** @typedef {RegisterPage['by_unit'][number]} NamedShare */
/** @typedef {import('../../register_filters.js').RegisterFilters} RegisterFilters */

const REVIEW_LINES_MAX = 200;

/** What a line is called, for a choice of lines. @type {(line: Pick<RegisterLine, 'session' | 'commitment'>) => string} */
const nameOf = ({ session, commitment }) => `${session}.${commitment}`;

/** Given `desk`. */
class DeskRegister extends RostrumElement {
  constructor() {
    super();
    /** @type {import('../../desk_http.js').Desk} */
    this.desk = /** @type {any} */ (null);
    /** @type {RegisterFilters} */
    this.filters = {};
    /** @type {RegisterPage | null} the last page that came */
    this.page = null;
    /** @type {RegisterLine[]} of all pages */
    this.lines = [];
    /** @type {Map<string, RegisterLine>} what a review is made of */
    this.chosen = new Map();
    /** @type {import('../commitment_board.js').Arrangement} */
    this.arrangement = 'list';
    this.isLoading = false;
    this.problem = '';
    this.fault = '';
    /** The key of the review that is being made. */
    this.key = newKey();
  }

  entered() {
    useCommitmentStyles().then(() => this.load());
  }

  /** @param {string} [after] the page after this one, or all anew */
  async load(after) {
    if (this.isLoading) return;
    this.isLoading = true;
    this.problem = '';
    this.update();
    try {
      const page = await this.desk.commitments(this.filters, after);
      this.lines = after ? [...this.lines, ...page.lines] : page.lines;
      this.page = page;
    } catch (problem) {
      this.problem = problemText(problem);
    }
    this.isLoading = false;
    this.update();
  }

  /** @param {SubmitEvent} event */
  filter(event) {
    event.preventDefault();
    this.filters = filtersOf(new FormData(/** @type {HTMLFormElement} */ (event.currentTarget)));
    this.load();
  }

  async saveTable() {
    this.problem = '';
    try {
      const table = await this.desk.table('/api/commitments.csv', { ...this.filters, lang: currentLanguage() });
      save(table, `commitments-${this.page ? this.page.today : ''}.csv`);
    } catch (problem) {
      this.problem = problemText(problem);
    }
    this.update();
  }

  /** @param {import('../commitment_board.js').Arrangement} arrangement */
  arrange(arrangement) {
    this.arrangement = arrangement;
    this.update();
  }

  /** @param {RegisterLine} line @param {boolean} isChosen */
  choose(line, isChosen) {
    if (isChosen) this.chosen.set(nameOf(line), line);
    else this.chosen.delete(nameOf(line));
    this.update();
  }

  chooseAll() {
    const isAll = this.lines.every((line) => this.chosen.has(nameOf(line)));
    for (const line of this.lines) this.choose(line, !isAll);
  }

  /** @param {SubmitEvent} event */
  async makeReview(event) {
    event.preventDefault();
    const said = new FormData(/** @type {HTMLFormElement} */ (event.currentTarget));
    const lines = [...this.chosen.values()].map(({ session, commitment }) => ({ session, commitment }));
    this.fault = '';
    try {
      const plan = { title: String(said.get('title')).trim(), on: String(said.get('on')), lines };
      const { review } = await this.desk.makeReview(plan, this.key);
      navigate(`/desk#review-${review}`);
    } catch (problem) {
      this.fault = problemText(problem);
      this.key = newKey();
    }
    this.update();
  }

  draw() {
    document.title = `${t('desk.register')} · Rostrum`;
    const { page, lines } = this;
    return h('main', { class: 'desk register' },
      h('p', { class: 'unprinted' }, drawLink('/desk', t('desk.back')), ' · ', drawLink('/desk#reviews', t('desk.reviews'))),
      h('div', { class: 'desk-head' },
        h('h1', { tabindex: -1 }, t('desk.register')),
        h('div', { class: 'controls unprinted' },
          drawButton(t('register.table'), () => this.saveTable()), drawButton(t('register.print'), () => print()))),
      this.drawFilters(),
      h('div', { role: 'alert' }, this.problem && h('p', { class: 'alert' }, this.problem, ' ', drawButton(t('desk.again'), () => this.load()))),
      h('p', { role: 'status' }, this.isLoading ? t('loading') : page && t('register.found', { ...page.all })),
      page && h('div', { class: 'shares' },
        drawShares('by_category', page.by_category), drawShares('by_unit', page.by_unit)),
      page && lines.length > 0 && drawArrangement(this.arrangement, (arrangement) => this.arrange(arrangement)),
      page && lines.length > 0 && (this.arrangement === 'board' ? drawBoard(lines, drawCard) : this.drawLines(page)),
      page && page.next && h('p', { class: 'controls' },
        drawButton(t('register.more'), () => this.load(page.next || undefined), { 'aria-disabled': this.isLoading && 'true' })),
      this.chosen.size > 0 && this.drawReviewForm());
  }

  drawFilters() {
    const yesNo = [['', t('register.any')], ['true', t('register.yes')], ['false', t('register.no')]];
    return h('form', { class: 'register-filters unprinted', role: 'search', 'aria-label': t('register.filters'), onsubmit: (/** @type {any} */ event) => this.filter(event) },
      drawField({ id: 'q', name: 'q', type: 'search', label: t('register.q'), maxlength: 200 }),
      drawSelect('state', t('commitment.state'), [['', t('register.any')], ...STATES.map((state) => [state, t(`commitment_state.${state}`)])]),
      drawSelect('settled', t('register.settled'), yesNo),
      drawSelect('overdue', t('commitment.overdue'), yesNo),
      drawField({ id: 'unit', name: 'unit', label: t('commitment.owner'), maxlength: 200, list: 'units' }),
      drawField({ id: 'category', name: 'category', label: t('commitment.category'), maxlength: 200, list: 'categories' }),
      drawField({ id: 'due_from', name: 'due_from', type: 'date', label: t('register.due_from') }),
      drawField({ id: 'due_to', name: 'due_to', type: 'date', label: t('register.due_to') }),
      drawNames('units', this.page ? this.page.by_unit : []),
      drawNames('categories', this.page ? this.page.by_category : []),
      h('button', { type: 'submit', class: 'primary' }, t('register.search')));
  }

  /** @param {RegisterPage} page */
  drawLines({ today }) {
    return h('div', { class: 'scroll', role: 'region', tabindex: 0, 'aria-label': t('desk.register') },
      h('table', { class: 'table stacking' },
        h('caption', null, t('register.caption', { today })),
        h('thead', null, h('tr', null,
          h('th', { scope: 'col', key: 'choose' }, drawButton(t('register.choose_all'), () => this.chooseAll(), { class: 'quiet unprinted' })),
          ...['text', 'owner', 'category', 'due', 'state', 'asked_by', 'session'].map((column) =>
            h('th', { key: column, scope: 'col' }, t(`commitment.${column}`))))),
        h('tbody', null, ...this.lines.map((line) => this.drawLine(line)))));
  }

  /** @param {RegisterLine} line */
  drawLine(line) {
    const { session, title, text, unit, category, due, overdue, asked_by: asked } = line;
    const name = nameOf(line);
    return h('tr', { key: name, class: overdue && 'line-wrong' },
      h('td', null, h('label', { class: 'choose' }, h('input', {
        type: 'checkbox', checked: this.chosen.has(name), 'aria-label': t('register.choose', { text: wordsText(text) }),
        onchange: (/** @type {any} */ event) => this.choose(line, event.target.checked),
      }))),
      h('td', { class: 'words' }, wordsText(text)),
      h('td', null, unit),
      h('td', null, category),
      h('td', { class: 'narrow' }, due, due && overdue && ' ', overdue && h('strong', { class: 'overdue' }, t('commitment.overdue'))),
      h('td', { class: 'narrow' }, standsText(line)),
      h('td', null, asked),
      h('td', null, drawLink(`/desk/${session}`, title)));
  }

  drawReviewForm() {
    const count = this.chosen.size;
    const tooMany = count > REVIEW_LINES_MAX;
    return h('form', { class: 'rows unprinted stack card', 'aria-labelledby': 'review-new', onsubmit: (/** @type {any} */ event) => this.makeReview(event) },
      h('h2', { id: 'review-new' }, t('review.make', { count })),
      drawField({ id: 'review-title', name: 'title', label: t('review.title'), required: true, maxlength: 200, pattern: '.*\\S.*', value: t('review.title_usual') }),
      drawField({ id: 'review-on', name: 'on', type: 'date', label: t('review.on'), required: true, value: this.page ? this.page.today : '' }),
      h('div', { role: 'alert', class: (this.fault || tooMany) && 'alert' }, tooMany ? t('review.too_many', { max: REVIEW_LINES_MAX }) : this.fault),
      h('p', { class: 'controls' },
        h('button', { type: 'submit', class: 'primary', 'aria-disabled': tooMany && 'true' }, t('review.make_send'))));
  }
}

/** @param {RegisterLine} line */
const drawCard = (line) => {
  const { session, title, text, unit, category, due, overdue, asked_by: asked } = line;
  return h('li', { key: nameOf(line), class: 'commitment stack' },
    h('h4', null, wordsText(text)),
    h('p', { class: 'hint' }, h('span', { class: 'badge' }, standsText(line)), overdue && ' ', overdue && h('strong', { class: 'overdue' }, t('commitment.overdue'))),
    h('dl', { class: 'facts' },
      ...drawFact('owner', unit), ...drawFact('due', due || t('commitment.no_due')),
      ...(category ? drawFact('category', category) : []), ...(asked ? drawFact('asked_by', asked) : [])),
    h('p', null, drawLink(`/desk/${session}`, title)));
};

/** @type {(name: string, label: string, options: string[][]) => import('../../types.d.ts').Drawn} */
const drawSelect = (name, label, options) =>
  h('div', { class: 'field', key: name },
    h('label', { for: name }, label),
    h('select', { id: name, name }, ...options.map(([value, text]) => h('option', { key: value, value }, text))));

/** @type {(id: string, shares: NamedShare[]) => import('../../types.d.ts').Drawn} */
const drawNames = (id, shares) =>
  h('datalist', { id, key: id }, ...shares.filter(({ name }) => name).map(({ name }) => h('option', { key: name || '', value: name })));

/** @type {(by: string, shares: NamedShare[]) => import('../../types.d.ts').Drawn} */
const drawShares = (by, shares) =>
  h('section', { key: by, 'aria-labelledby': `share-${by}` },
    h('h2', { id: `share-${by}` }, t(`register.${by}`)),
    shares.length === 0 && h('p', { class: 'hint' }, t('register.nothing')),
    shares.length > 0 && h('table', null, h('tbody', null, ...shares.map(drawShare))));

/** @type {(share: NamedShare) => import('../../types.d.ts').Drawn} */
const drawShare = ({ name, total, settled, overdue, percent }) =>
  h('tr', { key: name || '' },
    h('th', { scope: 'row' }, name || t('register.no_category')),
    h('td', { class: 'graph' }, h('svg', { class: 'bar', viewBox: '0 0 100 10', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
      h('rect', { class: 'all', width: 100, height: 10 }), h('rect', { class: 'part', width: percent, height: 10 }))),
    h('td', { class: 'number' }, t('register.share', { settled, total, percent })),
    h('td', { class: 'number' }, overdue > 0 && h('span', { class: 'overdue' }, t('register.overdue_count', { overdue }))));

customElements.define('rostrum-desk-register', DeskRegister);
