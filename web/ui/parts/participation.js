// The figures of participation, of one session or of several: who was heard, for how long, and who was not yet.
import { h } from '../dom.js';
import { RostrumElement } from '../element.js';
import { dateTimeText, durationText } from '../format.js';
import { t } from '../i18n.js';
import { coefficientText, equalityWord, heard, notHeard, percent, spanOf } from '../participation.js';
import { drawBar, drawColumns, drawLorenz, drawRange } from '../plots.js';

/** @typedef {import('../participation.js').Participation} Participation */
/** @typedef {import('../participation.js').PersonSpoken} PersonSpoken */
/** @typedef {Participation['sessions'][number]} SessionSpoken */
/** @typedef {import('../types.d.ts').Child} Child */
/** @typedef {import('../types.d.ts').Drawn} Drawn */

/** So many names stand there until somebody wants to see all. */
const FEW = { heard: 15, waiting: 24, sectors: 12, venues: 12 };

/** Given `own`, and perhaps `sessionPath`, which makes a link of a session. */
class ParticipationFigures extends RostrumElement {
  constructor() {
    super();
    /** @type {Participation | null} */
    this.own = null;
    /** @type {((session: string) => string) | null} */
    this.sessionPath = null;
    /** Lists that are shown whole. @type {Set<string>} */
    this.whole = new Set();
  }

  draw() {
    const { own } = this;
    if (!own) return null;
    const isOne = own.sessions.length === 1;
    return [
      drawTiles(own),
      own.older_left_out && h('p', { key: 'older', class: 'hint' }, t('participation.older_left_out')),
      !isOne && this.drawSessions(own),
      h('div', { class: 'figures-columns', key: 'columns' },
        h('div', { class: 'figures-stack' }, this.drawNotHeard(own), this.drawHeard(own)),
        h('div', { class: 'figures-stack' },
          drawEquality(own), this.drawGroups(own, 'sectors'), this.drawGroups(own, 'venues'), drawWaits(own), isOne && drawItems(own), drawKinds(own), drawRoles(own))),
      h('p', { class: 'hint', key: 'rules' }, t('participation.counted')),
    ];
  }

  /** The first of a list, or all of it. @template Line @param {keyof typeof FEW} name @param {Line[]} lines @returns {Line[]} */
  some(name, lines) {
    return this.whole.has(name) ? lines : lines.slice(0, FEW[name]);
  }

  /** @param {keyof typeof FEW} name @param {number} count */
  drawMore(name, count) {
    return count > FEW[name] && h('p', { key: 'more', class: 'unprinted' }, h('button', {
      type: 'button', 'aria-expanded': String(this.whole.has(name)),
      onclick: () => {
        if (!this.whole.delete(name)) this.whole.add(name);
        this.update();
      },
    }, this.whole.has(name) ? t('participation.fewer') : t('participation.show_all', { count })));
  }

  /** @param {Participation} own */
  drawNotHeard(own) {
    const people = notHeard(own);
    const count = own.all.members - own.all.heard;
    return drawPart('not_heard', t('participation.not_heard', { count }),
      own.all.members === 0 && h('p', { class: 'hint' }, t('participation.no_members')),
      own.all.members > 0 && count === 0 && h('p', null, t('participation.all_heard')),
      people.length > 0 && h('ul', { class: 'figures-names', key: 'names' }, ...this.some('waiting', people).map((person, index) =>
        h('li', { key: keyOf(person, index) }, h('b', null, nameOf(person)), ' ', h('span', { class: 'origin' }, person.sector || person.venue)))),
      this.drawMore('waiting', people.length),
      drawLeftOut(own.people_left_out));
  }

  /** @param {Participation} own */
  drawHeard(own) {
    const people = heard(own);
    const longest = Math.max(0, ...people.map(({ spent_ms: spent }) => spent));
    const several = own.sessions.length > 1;
    return drawPart('heard', t('participation.by_person'),
      people.length === 0 && h('p', { class: 'hint' }, t('participation.nobody')),
      people.length > 0 && drawTable('by_person', [t('participation.person'), several && t('participation.heard_in'), t('participation.turns'), t('participation.time')],
        this.some('heard', people).map((person, index) => drawRow(keyOf(person, index),
          [h('b', null, nameOf(person)), ' ', h('span', { class: 'origin' }, detailOf(person)), drawBar(person.spent_ms, longest)],
          [several && t('participation.of', { part: person.heard_in, whole: person.sessions }), person.turns, durationText(person.spent_ms)]))),
      this.drawMore('heard', people.length));
  }

  /** @param {Participation} own @param {'sectors' | 'venues'} by */
  drawGroups(own, by) {
    const groups = own[by];
    const longest = Math.max(0, ...groups.map(({ spent_ms: spent }) => spent));
    return drawPart(by, t(`participation.by_${by}`),
      drawTable(`by_${by}`, [t(`participation.group_${by}`), t('participation.heard_members'), t('participation.turns'), t('participation.time')],
        this.some(by, groups).map(({ name, members, heard: spoke, turns, spent_ms: spent }) => drawRow(`group ${name}`,
          [groupName(name, by), drawBar(spent, longest)], [t('participation.of', { part: spoke, whole: members }), turns, durationText(spent)]))),
      this.drawMore(by, groups.length),
      drawLeftOut(own[`${by}_left_out`]));
  }

  /** How it developed from session to session. @param {Participation} own */
  drawSessions({ sessions }) {
    if (sessions.length === 0) return h('p', { key: 'none' }, t('participation.no_sessions'));
    const measures = /** @type {const} */ (['share', 'time', 'gini', 'wait']);
    /** @type {(line: SessionSpoken) => {[measure in typeof measures[number]]: number | undefined}} */
    const figures = ({ heard: spoke, members, spent_ms: time, gini_permille: gini, wait_median_ms: wait }) => ({
      share: members > 0 ? percent(spoke, members) : undefined, time, gini: gini === null ? undefined : gini, wait: wait === null ? undefined : wait,
    });
    const lines = sessions.map(figures);
    const told = { share: (/** @type {number} */ value) => `${value}%`, time: durationText, gini: coefficientText, wait: durationText };
    const text = (/** @type {typeof measures[number]} */ measure, /** @type {number | undefined} */ value) => (value === undefined ? t('participation.none') : told[measure](value));
    return drawPart('sessions', t('participation.development', { count: sessions.length }),
      h('div', { class: 'figures-measures' }, ...measures.map((measure) => h('figure', { key: measure },
        h('figcaption', null, h('b', null, t(`participation.measure_${measure}`)), ' ',
          h('span', { class: 'hint' }, t('participation.from_to', { from: text(measure, lines[0][measure]), to: text(measure, lines[lines.length - 1][measure]) }))),
        drawColumns(lines.map((line) => line[measure]), t(`participation.measure_${measure}`), 'table-sessions'),
        h('p', { class: 'figures-axis hint', 'aria-hidden': 'true' }, h('span', null, '1'), h('span', null, String(sessions.length)))))),
      h('div', { class: 'scroll', role: 'region', tabindex: 0, 'aria-label': t('participation.of_sessions', { count: sessions.length }) },
        drawTable('sessions', [t('participation.session'), ...measures.map((measure) => t(`participation.measure_${measure}`)),
          t('participation.turns'), t('participation.planned'), t('participation.longest_wait')],
        sessions.map((line, index) => drawRow(line.session, [
          `${index + 1}. `, this.sessionPath ? h('a', { href: this.sessionPath(line.session) }, line.title || t('participation.erased')) : line.title || t('participation.erased'),
          ' ', h('span', { class: 'origin' }, [line.held_at && dateTimeText(line.held_at), t(`phase.${line.phase}`)].filter(Boolean).join(' · ')),
        ], [...measures.map((measure) => text(measure, lines[index][measure])), line.turns, durationText(line.planned_ms + line.extended_ms),
          line.wait_longest_ms === undefined || line.wait_longest_ms === null ? t('participation.none') : durationText(line.wait_longest_ms)])))));
  }
}

/** @param {Participation} own */
function drawTiles(own) {
  const { members, heard: spoke, turns, spent_ms: spent } = own.all;
  const [wait] = own.waits;
  const tile = (/** @type {string} */ name, /** @type {Child} */ value, /** @type {Child} */ more) =>
    h('div', { key: name, class: 'tile' }, h('dt', null, t(`participation.tile_${name}`)), h('dd', null, h('b', null, value), more && ' ', more && h('span', { class: 'hint' }, more)));
  return h('dl', { class: 'figures-tiles', key: 'tiles' },
    tile('heard', t('participation.of', { part: spoke, whole: members }), `${percent(spoke, members)}%`),
    tile('time', spanText(spent), null),
    tile('turns', turns, own.running && t('participation.running')),
    own.equality && tile('gini', coefficientText(own.equality.gini_permille), t(`participation.equality.${equalityWord(own.equality.gini_permille)}`)),
    wait && typeof wait.median_ms === 'number' && tile('wait', durationText(wait.median_ms), t('participation.tile_longest', { time: durationText(wait.longest_ms || 0) })));
}

/** @param {Participation} own */
function drawEquality({ equality }) {
  if (!equality) return drawPart('equality', t('participation.equality_title'), h('p', { class: 'hint' }, t('participation.nobody')));
  const { members, gini_permille: gini, half_by: half, lorenz } = equality;
  // Ten steps are enough to read; the curve has more.
  const step = Math.max(1, Math.ceil((lorenz.length - 1) / 10));
  const points = lorenz.filter((_, index) => index % step === 0 || index === lorenz.length - 1);
  return drawPart('equality', t('participation.equality_title'),
    h('p', { id: 'equality-words' }, t('participation.equality_words', { half, members, word: t(`participation.equality.${equalityWord(gini)}`), gini: coefficientText(gini) })),
    h('figure', { class: 'figures-lorenz' },
      drawLorenz(lorenz, t('participation.lorenz'), 'equality-words'),
      h('figcaption', { class: 'hint' }, t('participation.lorenz_explained'))),
    h('details', { class: 'further' }, h('summary', null, t('participation.lorenz_table')),
      drawTable('lorenz', [t('participation.lorenz_people'), t('participation.lorenz_time')],
        points.map(([people, time]) => drawRow(people, [`${people / 10}%`], [`${time / 10}%`])))),
    h('p', { class: 'hint' }, t('participation.gini_explained')));
}

/** @param {Participation} own */
function drawWaits({ waits }) {
  const longest = Math.max(0, ...waits.map(({ longest_ms: ms }) => ms || 0));
  const clock = (/** @type {number | null | undefined} */ ms) => (typeof ms === 'number' ? durationText(ms) : t('participation.none'));
  const [all, ...kinds] = waits;
  const lines = kinds.length > 1 ? [all, ...kinds] : kinds;
  return drawPart('waits', t('participation.waits'),
    lines.length === 0 && h('p', { class: 'hint' }, t('participation.nobody_asked')),
    lines.length > 0 && drawTable('waits', [t('participation.kind'), t('participation.granted'), t('participation.median'), t('participation.longest'), t('participation.waiting')],
      lines.map((own) => drawRow(`wait ${own.kind}`,
        [own.kind ? t(`kind.${own.kind}`) : t('participation.all_kinds'), drawRange(own.median_ms || 0, own.longest_ms || 0, longest)],
        [own.granted, clock(own.median_ms), clock(own.longest_ms), own.waiting > 0 ? t('participation.waiting_since', { count: own.waiting, time: clock(own.waiting_ms) }) : '0']))),
    h('p', { class: 'hint' }, t('participation.waits_explained')));
}

/** @param {Participation} own */
function drawItems({ items }) {
  if (items.length === 0) return null;
  const longest = Math.max(0, ...items.map(({ spent_ms: spent, planned_ms: planned, extended_ms: extended }) => Math.max(spent, planned + extended)));
  return drawPart('items', t('participation.items'),
    drawTable('items', [t('participation.item'), t('participation.turns'), t('participation.planned'), t('participation.used'), t('participation.over')],
      items.map(({ item, title, kind, state, turns, planned_ms: planned, extended_ms: extended, spent_ms: spent, over_ms: over }) => drawRow(item,
        [title || t('participation.erased'), ' ', h('span', { class: 'origin' }, `${t(`item_kind.${kind}`)} · ${t(`item_state.${state}`)}`), drawBar(spent, longest, planned + extended)],
        [turns, durationText(planned + extended), durationText(spent), over > 0 ? durationText(over) : t('participation.none')]))),
    h('p', { class: 'hint' }, t('participation.items_explained')));
}

/** @param {Participation} own */
function drawKinds({ kinds }) {
  if (kinds.length === 0) return null;
  const longest = Math.max(0, ...kinds.map(({ spent_ms: spent }) => spent));
  return drawPart('kinds', t('participation.by_kind'),
    drawTable('kinds', [t('participation.kind'), t('participation.turns'), t('participation.time')],
      kinds.map(({ kind, turns, spent_ms: spent }) => drawRow(kind, [t(`kind.${kind}`), drawBar(spent, longest)], [turns, durationText(spent)]))));
}

/** @param {Participation} own */
function drawRoles({ roles }) {
  const longest = Math.max(0, ...roles.map(({ spent_ms: spent }) => spent));
  return drawPart('roles', t('participation.by_role'),
    drawTable('roles', [t('participation.role'), t('participation.heard_people'), t('participation.turns'), t('participation.time')],
      roles.map(({ role, people, heard: spoke, turns, spent_ms: spent }) =>
        drawRow(role, [t(`role.${role}`), drawBar(spent, longest)], [t('participation.of', { part: spoke, whole: people }), turns, durationText(spent)]))));
}

/** @type {(name: string, title: string, ...children: Child[]) => Drawn} */
const drawPart = (name, title, ...children) =>
  h('section', { key: name, class: 'figures-part', 'aria-labelledby': `part-${name}` }, h('h2', { id: `part-${name}` }, title), ...children);

/** @type {(name: string, heads: (string | false)[], rows: Drawn[]) => Drawn} */
const drawTable = (name, heads, rows) =>
  h('table', { class: `figures-table figures-of-${heads.filter(Boolean).length}`, key: 'table', id: `table-${name}`, 'aria-labelledby': `part-${name.replace(/^by_person$/, 'heard').replace(/^by_/, '').replace('lorenz', 'equality')}` },
    h('thead', null, h('tr', null, ...heads.filter(Boolean).map((head, index) => h('th', { key: index, scope: 'col' }, head)))),
    h('tbody', null, ...rows));

/** @type {(key: string | number, head: Child[], cells: (Child | false)[]) => Drawn} */
const drawRow = (key, head, cells) =>
  h('tr', { key }, h('th', { scope: 'row' }, ...head), ...cells.filter((cell) => cell !== false).map((cell, index) => h('td', { key: index }, String(cell))));

/** @type {(count: number) => Child} */
const drawLeftOut = (count) => count > 0 && h('p', { key: 'left', class: 'hint' }, t('participation.left_out', { count }));

/** @type {(person: PersonSpoken, index: number) => string} */
const keyOf = ({ participant, name, sector }, index) => (participant ? String(participant) : `${name} ${sector || ''} ${index}`);

/** @type {(person: PersonSpoken) => string} */
function nameOf({ name, participant }) {
  if (name) return name;
  return participant ? t('participation.nameless', { number: participant }) : t('participation.erased');
}

/** @type {(person: PersonSpoken) => string} */
const placeOf = ({ sector, venue }) => [sector, venue].filter(Boolean).join(' · ');

/** @type {(person: PersonSpoken) => string} who is no member says so */
const detailOf = (person) =>
  [person.role !== 'member' && t(`role.${person.role}`), placeOf(person), person.removed && t('participation.removed')].filter(Boolean).join(' · ');

/** @type {(name: string | null | undefined, by: 'sectors' | 'venues') => string} */
function groupName(name, by) {
  if (name === undefined || name === null) return t(`participation.without_${by}`);
  return name || t('participation.erased');
}

/** @type {(ms: number) => string} a length of time in words */
function spanText(ms) {
  const span = spanOf(ms);
  return span.hours > 0 ? t('participation.hours', span) : t('participation.minutes', span);
}

customElements.define('rostrum-participation-figures', ParticipationFigures);
