// Erasing words of a session by law: the entries are found, a reason is given, and the count is typed before it happens.
import { isOpen } from '../../desk_job.js';
import { keep, recall } from '../../desk_kept.js';
import { h } from '../../dom.js';
import { RostrumElement } from '../../element.js';
import { createErasables, ERASED_MAX, having, isCount, leftOut, numbersIn } from '../../erasing.js';
import { dateTimeText } from '../../format.js';
import { t, tOr } from '../../i18n.js';
import { newKey } from '../../once.js';
import { drawButton, drawField, drawLink, problemText } from './help.js';

/** @typedef {import('../../erasing.js').Erasable} Erasable */
/** @typedef {{key: string, seqs: number[], reason: string}} Order */

/** So many are drawn at first, and with each further press. */
const SHOWN = 50;
/** So many characters of an entry are shown in the list. */
const EXCERPT = 300;
const REASON_MAX = 500;
const EFFECTS = ['gone', 'stays', 'remains', 'elsewhere', 'for_good'];

/** Given `desk`. */
class DeskErasures extends RostrumElement {
  constructor() {
    super();
    /** @type {import('../../desk_http.js').Desk} */
    this.desk = /** @type {any} */ (null);
    this.session = decodeURIComponent(location.pathname.split('/')[2]);
    this.sessionTitle = '';
    this.record = createErasables();
    /** How many entries were read, of how many. */
    this.read = 0;
    this.head = 0;
    this.isLoading = false;
    this.problem = '';
    this.search = '';
    this.shown = SHOWN;
    /** @type {Set<number>} */
    this.chosen = new Set();
    this.numbersFault = '';
    /** @type {{reason?: string, count?: string, chosen?: string}} what is wrong with the order */
    this.faults = {};
    /** @type {Order | null} one that was given and not answered */
    this.order = recall(this.keptAs);
    this.isSending = false;
    this.orderProblem = '';
    /** @type {import('../../desk_http.js').Erasure | null} */
    this.done = null;
  }

  get keptAs() {
    return `erasure.${this.session}`;
  }

  entered() {
    this.load();
  }

  async load() {
    if (this.isLoading) return;
    this.isLoading = true;
    this.problem = '';
    this.record = createErasables();
    this.read = 0;
    this.update();
    try {
      this.sessionTitle = (await this.desk.session(this.session)).view.session.title;
      for await (const { entries, position } of this.desk.proceedings(this.session)) {
        entries.forEach((entry) => this.record.add(entry));
        this.read += entries.length;
        this.head = position.seq;
        this.update();
      }
    } catch (problem) {
      this.problem = problemText(problem);
    }
    this.isLoading = false;
    this.update();
  }

  /** @param {number[]} seqs @param {boolean} isChosen */
  choose(seqs, isChosen) {
    seqs.forEach((seq) => (isChosen ? this.chosen.add(seq) : this.chosen.delete(seq)));
    this.faults = {};
    this.update();
  }

  /** @param {SubmitEvent} event */
  chooseNumbers(event) {
    event.preventDefault();
    const field = /** @type {HTMLInputElement} */ (this.querySelector('#numbers'));
    const numbers = numbersIn(field.value);
    const known = new Set(this.record.lines.map(({ seq }) => seq));
    const missing = (numbers || []).filter((seq) => !known.has(seq));
    this.numbersFault = !numbers ? t('erasure.numbers_wrong', { max: ERASED_MAX })
      : missing.length > 0 ? t('erasure.numbers_missing', { numbers: numbersText(missing) }) : '';
    if (numbers) this.choose(numbers.filter((seq) => known.has(seq)), true);
    if (!this.numbersFault) field.value = '';
    else field.focus();
    this.update();
  }

  /** @param {SubmitEvent} event */
  confirm(event) {
    event.preventDefault();
    if (this.order) return;
    const said = new FormData(/** @type {HTMLFormElement} */ (event.currentTarget));
    const reason = String(said.get('reason')).trim();
    const { size } = this.chosen;
    this.faults = {
      reason: reason ? '' : t('erasure.reason_missing'),
      count: isCount(String(said.get('count')), size) ? '' : t('erasure.count_wrong', { count: size }),
      chosen: size > ERASED_MAX ? t('erasure.too_many', { max: ERASED_MAX }) : '',
    };
    this.drawNow();
    const fault = /** @type {HTMLElement | null} */ (this.querySelector('#erasure-form [aria-invalid="true"]'));
    if (fault) fault.focus();
    if (Object.values(this.faults).some(Boolean)) return;
    this.keepOrder({ key: newKey(), seqs: [...this.chosen].sort((one, other) => one - other), reason });
    this.send();
  }

  async send() {
    const { order } = this;
    if (!order || this.isSending) return;
    this.isSending = true;
    this.orderProblem = '';
    this.done = null;
    this.update();
    try {
      const { key, ...body } = order;
      this.done = await this.desk.erase(this.session, body, key);
      this.keepOrder(null);
      this.record.forget(order.seqs);
      this.chosen.clear();
      this.faults = {};
    } catch (problem) {
      const { code } = /** @type {any} */ (problem);
      const own = tOr('erasure.refusal', code);
      this.orderProblem = own === code ? problemText(problem) : own;
      if (!isOpen(/** @type {any} */ (problem))) this.keepOrder(null);
    }
    this.isSending = false;
    this.drawNow();
    const result = /** @type {HTMLElement | null} */ (this.querySelector('#erasure-result'));
    if (result) result.focus();
  }

  /** What was ordered stays under its key until it is answered, also over a reload: so it happens once. @param {Order | null} order */
  keepOrder(order) {
    this.order = order;
    keep(this.keptAs, order);
  }

  /** Whether it happened is seen in the record. */
  giveUp() {
    this.keepOrder(null);
    this.orderProblem = '';
    this.chosen.clear();
    this.load();
  }

  draw() {
    document.title = `${t('erasure.title')} · Rostrum`;
    return h('main', { class: 'desk' },
      h('p', null, drawLink(`/desk/${encodeURIComponent(this.session)}`, t('erasure.back'))),
      h('div', null, h('h1', { tabindex: -1 }, t('erasure.title')), this.sessionTitle && h('p', { class: 'hint' }, this.sessionTitle)),
      h('ul', { class: 'warnings', 'aria-label': t('erasure.effects') },
        ...EFFECTS.map((effect) => h('li', { key: effect }, t(`erasure.effect.${effect}`)))),
      this.done && this.drawDone(this.done),
      this.order ? this.drawOpen(this.order) : [this.drawFinding(), this.drawOrder()]);
  }

  /** @param {import('../../desk_http.js').Erasure} done */
  drawDone({ seq, seqs, cleared, remaining }) {
    const places = (/** @type {string[]} */ all) => all.map((place) => tOr('erasure.place', place)).join(t('erasure.and'));
    return h('section', { class: 'card stack', key: 'done', 'aria-labelledby': 'erasure-result' },
      h('h2', { id: 'erasure-result', tabindex: -1 }, t('erasure.done', { count: seqs.length })),
      h('p', null, t('erasure.done_numbers', { numbers: numbersText(seqs), seq })),
      h('p', { class: 'news' }, t('erasure.cleared', { places: places(cleared) })),
      h('p', { class: 'warning' }, t('erasure.remaining', { places: places(remaining) })));
  }

  /** @param {Order} order */
  drawOpen({ seqs }) {
    return h('section', { class: 'stack', key: 'open', 'aria-labelledby': 'open-title' },
      h('h2', { id: 'open-title' }, t('erasure.ordered', { count: seqs.length })),
      h('p', null, t('erasure.done_what', { numbers: numbersText(seqs) })),
      h('p', { role: 'status' }, this.isSending ? t('erasure.sending') : t('erasure.open')),
      h('div', { role: 'alert' }, this.orderProblem && h('p', { class: 'alert' }, this.orderProblem)),
      !this.isSending && h('p', { class: 'controls' },
        drawButton(t('desk.again'), () => this.send(), { class: 'primary', key: 'again' }),
        drawButton(t('erasure.give_up'), () => this.giveUp(), { key: 'give_up' })));
  }

  drawFinding() {
    const { lines } = this.record;
    const found = having(lines, this.search);
    const shown = found.slice(0, this.shown);
    return h('section', { class: 'stack', key: 'finding', 'aria-labelledby': 'finding-title' },
      h('h2', { id: 'finding-title' }, t('erasure.find')),
      h('div', { role: 'alert' }, this.problem && h('p', { class: 'alert' }, this.problem, ' ', drawButton(t('desk.again'), () => this.load()))),
      drawField({
        id: 'words', type: 'search', label: t('erasure.words'), hint: t('erasure.words_hint'), maxlength: 200,
        oninput: (/** @type {any} */ event) => {
          this.search = event.target.value;
          this.shown = SHOWN;
          this.update();
        },
      }),
      h('form', { class: 'stack', novalidate: true, onsubmit: (/** @type {any} */ event) => this.chooseNumbers(event) },
        drawField({ id: 'numbers', label: t('erasure.numbers'), hint: t('erasure.numbers_hint'), fault: this.numbersFault, maxlength: 2000 }),
        h('p', { class: 'controls' }, h('button', { type: 'submit' }, t('erasure.choose_numbers')))),
      h('p', { role: 'status', class: 'hint' }, this.isLoading ? t('erasure.reading', { read: this.read, head: this.head || '…' })
        : t(this.search.trim() ? 'erasure.found' : 'erasure.all', { count: found.length })),
      h('ul', { class: 'plain-list cards', 'aria-label': t('erasure.find') }, ...shown.map((line) => this.drawLine(line))),
      shown.length < found.length && h('p', null, drawButton(t('desk.show_more', { count: found.length - shown.length }), () => {
        this.shown += SHOWN;
        this.update();
      })));
  }

  /** @param {Erasable} line */
  drawLine(line) {
    const { seq, words } = line;
    const text = words.join(' · ');
    const signs = Array.from(text);
    return h('li', { key: seq, class: 'card' },
      h('label', { class: 'erasable' },
        h('input', { type: 'checkbox', checked: this.chosen.has(seq), onchange: (/** @type {any} */ event) => this.choose([seq], event.target.checked) }),
        h('span', { class: 'hint' }, this.headOf(line))),
      h('p', { class: 'statement' }, signs.length > EXCERPT ? `${signs.slice(0, EXCERPT).join('')}…` : text));
  }

  /** What an entry is, when and whose. @param {Erasable} line */
  headOf({ seq, at, kind, by }) {
    const whose = by ? this.record.names.get(by) || t('nameless', { participant: by }) : '';
    return [t('erasure.entry', { seq }), t(`erasure.kind.${kind}`), whose, dateTimeText(at)].filter(Boolean).join(' · ');
  }

  drawOrder() {
    const { size } = this.chosen;
    const { lines } = this.record;
    const chosen = lines.filter(({ seq }) => this.chosen.has(seq));
    const others = leftOut(lines, this.chosen);
    const named = chosen.reduce((sum, { names }) => sum + names, 0);
    return h('section', { class: 'stack', key: 'order', 'aria-labelledby': 'order-title' },
      h('h2', { id: 'order-title' }, t('erasure.order')),
      h('p', { role: 'status' }, t('erasure.chosen', { count: size })),
      h('div', { role: 'alert' }, this.orderProblem && h('p', { class: 'alert' }, this.orderProblem)),
      size > 0 && h('ul', { class: 'plain-list', 'aria-label': t('erasure.order') }, ...chosen.slice(0, SHOWN).map((line) =>
        h('li', { key: line.seq, class: 'controls erasure-chosen' },
          h('span', null, this.headOf(line)),
          drawButton(t('erasure.leave_out'), () => this.choose([line.seq], false), { of: t('erasure.entry', { seq: line.seq }) })))),
      chosen.length > SHOWN && h('p', { class: 'hint' }, t('erasure.chosen_more', { count: chosen.length - SHOWN })),
      named > 0 && h('p', { class: 'alert' }, t('erasure.names', { count: named })),
      others.length > 0 && h('div', { class: 'alert stack', key: 'others' },
        h('p', null, t('erasure.versions', { numbers: numbersText(others.map(({ seq }) => seq)) })),
        h('p', null, drawButton(t('erasure.choose_versions'), () => this.choose(others.map(({ seq }) => seq), true)))),
      size > 0 && h('form', { id: 'erasure-form', class: 'stack', novalidate: true, onsubmit: (/** @type {any} */ event) => this.confirm(event) },
        drawField({ id: 'reason', name: 'reason', label: t('erasure.reason'), hint: t('erasure.reason_hint'), fault: this.faults.reason, maxlength: REASON_MAX }),
        drawField({
          id: 'count', name: 'count', label: t('erasure.count', { count: size }), hint: t('erasure.count_hint'), fault: this.faults.count, inputmode: 'numeric', maxlength: 6,
        }),
        h('div', { role: 'alert' }, this.faults.chosen && h('p', { class: 'fault' }, this.faults.chosen)),
        h('p', { class: 'controls' }, h('button', { type: 'submit', class: 'primary' }, t('erasure.erase', { count: size })))));
  }
}

/** Numbers as people write them; the first of many. @type {(numbers: number[]) => string} */
const numbersText = (numbers) => numbers.slice(0, SHOWN).join(t('erasure.and')) + (numbers.length > SHOWN ? '…' : '');

customElements.define('rostrum-desk-erasures', DeskErasures);
