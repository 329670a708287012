// Finding words in the record: a box, filters, and hits that lead to where they were found.
import { h } from '../dom.js';
import { RostrumElement } from '../element.js';
import { addressOf, countOf, KINDS, NO_FILTERS, partsOf, saysSomething } from '../finding.js';
import { dateTimeText } from '../format.js';
import { turnsOf } from '../history.js';
import { t, tOr } from '../i18n.js';
import { goTo } from '../jump.js';
import { compareNames } from '../name_order.js';
import { hasSingleKeys, onSingleKey, shortcutOf, switchSingleKeys } from '../single_keys.js';

/** @typedef {import('../finding.js').Hit} Hit */

const WAIT_MS = 400;
const CHARACTERS_MAX = 200;

const link = document.createElement('link');
link.rel = 'stylesheet';
link.href = new URL('../../search.css', import.meta.url).href;
document.head.append(link);

/** Given `room`. */
class Search extends RostrumElement {
  constructor() {
    super();
    /** @type {'idle' | 'loading' | 'done' | 'failed'} */
    this.state = 'idle';
    this.words = '';
    /** What the hits were found for: the box may already say something else. */
    this.answered = '';
    /** @type {import('../finding.js').Filters} */
    this.filters = NO_FILTERS;
    /** @type {Hit[]} */
    this.hits = [];
    /** @type {number | null | undefined} */
    this.next = undefined;
    this.why = '';
    /** @type {string[]} */
    this.everySector = [];
    /** Counts the questions: an answer to an older one is not shown. */
    this.asked = 0;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  entered() {
    this.listen(this.room, 'change');
    // Nodes have no property for it; it comes up from the box. Some browsers call the last input a part of the composition.
    this.listen(this, 'compositionend', (event) => this.typed(event));
    onSingleKey(this, 'search', () => this.enterBox());
    this.leaving.push(() => clearTimeout(this.timer));
  }

  draw() {
    const { state, hits, next } = this;
    // What was found before stays while something is looked for: a list that comes and goes loses its reader's place.
    const hasHits = state !== 'failed' && hits.length > 0;
    return h('div', { class: 'search', role: 'search' },
      h('form', { class: 'search-box', onsubmit: (/** @type {Event} */ event) => this.submit(event) },
        h('label', { for: 'search-words' }, t('search.label')),
        h('div', { class: 'search-row' },
          h('input', {
            id: 'search-words', type: 'search', maxlength: CHARACTERS_MAX, autocomplete: 'off', enterkeyhint: 'search', placeholder: t('search.placeholder'),
            'aria-keyshortcuts': shortcutOf('search'), oninput: (/** @type {any} */ event) => this.typed(event),
          }),
          h('button', { type: 'submit' }, t('search.go')))),
      this.drawFilters(),
      // The region stands there before anything is in it: only then what comes into it is read out.
      h('p', { role: 'status', class: 'hint search-state' }, this.stateText()),
      state === 'failed' && h('button', { key: 'again', type: 'button', onclick: () => this.ask() }, t('search.again')),
      hasHits && h('ol', { class: 'plain-list hits', 'aria-label': t('search.results'), 'aria-busy': state === 'loading' && 'true' }, ...hits.map((hit) => this.drawHit(hit))),
      hasHits && state === 'done' && next && h('button', { key: 'more', type: 'button', onclick: () => this.ask(next) }, t('search.more')),
      hasHits && h('h3', null, t('search.rest')));
  }

  stateText() {
    const { state, hits, next, answered } = this;
    if (state === 'loading') return t('search.loading');
    if (state === 'failed') return t('search.failed', { why: tOr('refusal', this.why) });
    if (state !== 'done') return '';
    if (hits.length === 0) return t('search.none', { query: answered });
    return t(next ? 'search.found_more' : 'search.found', { count: hits.length, query: answered });
  }

  drawFilters() {
    const { filters, room } = this;
    const count = countOf(filters);
    const items = room.view ? room.view.agenda.order.map((item) => [item, room.view && room.view.agenda.items[item].title]) : [];
    return h('details', { class: 'search-narrow', ontoggle: (/** @type {any} */ { target }) => target.open && this.learnSectors() },
      h('summary', null, count ? t('search.narrowed', { count }) : t('search.narrow')),
      h('div', { class: 'search-filters' },
        this.drawChoice('kind', KINDS.map((kind) => [kind, t(`passage.${kind}`)])),
        this.drawChoice('item', items),
        this.drawChoice('speaker', this.speakers()),
        this.drawChoice('sector', this.sectors().map((sector) => [sector, sector])),
        this.drawTime('from'),
        this.drawTime('to'),
        h('div', { class: 'controls' },
          h('button', { type: 'button', onclick: () => this.narrow(NO_FILTERS) }, t('search.reset')),
          h('button', { type: 'button', class: 'quiet', onclick: switchSingleKeys }, t(hasSingleKeys() ? 'search.keys_off' : 'search.keys_on')))));
  }

  /** @type {(name: keyof import('../finding.js').Filters, choices: any[][]) => import('../types.d.ts').Drawn} */
  drawChoice(name, choices) {
    return h('div', { class: 'field' },
      h('label', { for: `search-${name}` }, t(`search.${name}`)),
      h('select', { id: `search-${name}`, value: this.filters[name], onchange: (/** @type {any} */ { target }) => this.narrow({ ...this.filters, [name]: target.value }) },
        h('option', { value: '', key: '' }, t('search.any')),
        ...choices.map(([value, text]) => h('option', { value: String(value), key: value }, text))));
  }

  /** @param {'from' | 'to'} name */
  drawTime(name) {
    return h('div', { class: 'field' },
      h('label', { for: `search-${name}` }, t(`search.${name}`)),
      h('input', {
        id: `search-${name}`, type: 'datetime-local', value: this.filters[name],
        onchange: (/** @type {any} */ { target }) => this.narrow({ ...this.filters, [name]: target.value }),
      }));
  }

  /** Those whose words this page knows of: of ten thousand people no list could be chosen from. */
  speakers() {
    const { room } = this;
    const known = new Map(turnsOf(room.record.entries).map(({ speaker }) => [speaker, room.roster.name(speaker)]));
    for (const { by, entry } of room.record.entries) if (entry.type === 'post_published' && by) known.set(by, room.roster.name(by));
    for (const { by } of this.hits) known.set(by.participant, by.name);
    return [...known].filter(([, name]) => name).sort(([, one], [, other]) => compareNames(one, other));
  }

  sectors() {
    const { presence } = this.room;
    const known = new Set([...Object.keys((presence && presence.by_sector) || {}), ...this.everySector]);
    for (const { by } of this.hits) if (by.sector) known.add(by.sector);
    if (this.filters.sector) known.add(this.filters.sector);
    return [...known].filter(Boolean).sort(compareNames);
  }

  /** The sectors of everybody, also of those who are not there: once somebody wants to choose one. */
  async learnSectors() {
    if (this.everySector.length > 0) return;
    try {
      const sectors = (await this.room.people()).map(({ sector }) => sector || '');
      this.everySector = [...new Set(sectors)].filter(Boolean);
      this.update();
    } catch {
      // Those who are there, and whoever was found, can be chosen all the same.
    }
  }

  /** @param {Hit} hit */
  drawHit(hit) {
    const { kind, by, at, before, after, hidden } = hit;
    const leads = kind !== 'conclusion';
    return h('li', { key: `${kind} ${hit.id} ${at} ${hit.text}`, class: 'hit' },
      h('p', { class: 'speech-head' },
        h('b', null, by.name),
        by.sector && h('span', { class: 'origin' }, by.sector),
        h('span', { class: 'badge' }, t(`passage.${kind}`)),
        hidden && h('span', { class: 'badge badge-away' }, t('search.hidden')),
        h('span', { class: 'hint' }, dateTimeText(at))),
      h('p', { class: 'statement' }, before ? '…' : null, ...partsOf(hit).map(({ text, isFound }) => (isFound ? h('mark', null, text) : text)), after ? '…' : null),
      leads && h('button', { type: 'button', class: 'quiet', onclick: () => this.goTo(hit) }, t(`search.open_${kind}`)));
  }

  /** @param {Hit} hit */
  async goTo(hit) {
    const { room } = this;
    try {
      if (!(await goTo(room, hit))) room.notify('news', t(hit.kind === 'subject' ? 'search.not_spoken' : 'search.not_there'), 'search');
    } catch (error) {
      room.refused(/** @type {any} */ (error).code);
    }
  }

  /** What an input method has only begun is not looked for. @param {InputEvent & {target: HTMLInputElement}} event */
  typed({ target, isComposing, type }) {
    if (isComposing && type !== 'compositionend') return;
    if (target.value === this.words) return;
    this.words = target.value;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), WAIT_MS);
  }

  /** @param {Event} event */
  submit(event) {
    event.preventDefault();
    clearTimeout(this.timer);
    this.ask();
  }

  /** @param {import('../finding.js').Filters} filters */
  narrow(filters) {
    this.filters = filters;
    this.ask();
  }

  /** Looks for what stands in the box now; with `after`, for more of the same. @param {number} [after] */
  async ask(after) {
    const { room, words, filters } = this;
    this.asked += 1;
    const question = this.asked;
    if (!saysSomething(words)) return this.become({ state: 'idle', hits: [], next: undefined });
    this.become({ state: after ? 'done' : 'loading' });
    try {
      const page = await room.http.call('GET', `/api/sessions/${encodeURIComponent(room.session)}/search`, addressOf(words, filters, after));
      if (question !== this.asked) return;
      this.become({ state: 'done', hits: after ? this.hits.concat(page.hits) : page.hits, next: page.next, answered: words.trim() });
    } catch (error) {
      if (question === this.asked) this.become({ state: 'failed', why: /** @type {any} */ (error).code });
    }
  }

  /** @param {Partial<Pick<Search, 'state' | 'hits' | 'next' | 'why' | 'answered'>>} now */
  become(now) {
    Object.assign(this, now);
    this.update();
  }

  enterBox() {
    const box = this.querySelector('input');
    if (box) box.focus();
    return Boolean(box);
  }
}

customElements.define('rostrum-search', Search);
