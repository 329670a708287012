// The field for people to invite, with a table of how its lines are understood.
import { LANGUAGES, t } from '../../i18n.js';
import { h } from '../../dom.js';
import { PEOPLE_MAX, readPeople, readWords } from '../../desk_people.js';
import { drawField } from './help.js';

/** @typedef {import('../../desk_people.js').PersonLine} PersonLine */
/** @typedef {import('../../desk_people.js').Finding} Finding */

/** A table of everybody would be slow to draw; whatever is wrong is shown all the same. */
const SHOWN_MAX = 50;
const FINDINGS_SHOWN_MAX = 200;

/** @type {ReturnType<typeof readWords>} */
let words = readWords([]);

/** Makes the words for roles of every language ready: a list may come in another one than the desk is used in. */
export async function usePeopleWords() {
  const catalogues = await Promise.all(LANGUAGES.map((language) => import(`../../../i18n/${language}/desk.js`)));
  words = readWords(catalogues.map((module) => module.default));
}

/** The lines as they are understood; asked again with the same it gives the same. */
export function createPeopleReader() {
  let before = '';
  /** @type {PersonLine[]} */
  let lines = [];
  /** @type {(text: string, venues: string[]) => PersonLine[]} */
  return (text, venues) => {
    const now = JSON.stringify([text, venues]);
    if (now !== before) lines = readPeople(text, words, venues);
    before = now;
    return lines;
  };
}

/** @param {PersonLine[]} lines */
export const hasErrors = (lines) => lines.length > PEOPLE_MAX || lines.some(({ errors }) => errors.length > 0);

/**
 * @param {{id: string, text: string, lines: PersonLine[], missing: Finding[], input: (text: string) => void}} given
 * @returns {import('../../types.d.ts').Drawn}
 */
export function drawPeopleField({ id, text, lines, missing, input }) {
  const wrong = lines.filter(({ errors }) => errors.length > 0).length;
  const tooMany = lines.length > PEOPLE_MAX && t('desk.people.too_many', { max: PEOPLE_MAX });
  return h('div', { class: 'stack' },
    drawField({
      id, tag: 'textarea', rows: 8, label: t('desk.people.label'), hint: t('desk.people.hint'), value: text, spellcheck: 'false',
      placeholder: t('desk.people.example'),
      fault: tooMany || (wrong > 0 ? t('desk.people.wrong', { count: wrong }) : undefined),
      oninput: (/** @type {any} */ event) => input(event.target.value),
    }),
    missing.length > 0 && h('ul', { class: 'warnings' }, ...missing.map(({ code }) => h('li', { key: code }, t(`desk.finding.${code}`)))),
    lines.length > 0 && drawPreview(lines));
}

/** @type {(lines: PersonLine[]) => import('../../types.d.ts').Drawn} */
function drawPreview(lines) {
  const isStrange = (/** @type {PersonLine} */ { errors, warnings }) => errors.length + warnings.length > 0;
  const strange = lines.slice(SHOWN_MAX).filter(isStrange).slice(0, FINDINGS_SHOWN_MAX);
  const shown = [...lines.slice(0, SHOWN_MAX), ...strange];
  return h('div', { class: 'scroll', role: 'region', tabindex: 0, 'aria-label': t('desk.people.preview') },
    h('table', { class: 'table' },
      h('caption', null, t('desk.people.count', { count: lines.length }),
        shown.length < lines.length && ` · ${t('desk.people.more', { count: lines.length - shown.length })}`),
      h('thead', null, h('tr', null, ...['line', 'name', 'role', 'sector', 'venue', 'finding'].map((column) =>
        h('th', { key: column, scope: 'col' }, t(`desk.column.${column}`))))),
      h('tbody', null, ...shown.map(drawLine))));
}

/** @type {(line: PersonLine) => import('../../types.d.ts').Drawn} */
const drawLine = ({ line, person, errors, warnings }) =>
  h('tr', { key: line, class: errors.length > 0 ? 'line-wrong' : null },
    h('td', null, line),
    h('td', null, person.name),
    h('td', null, errors.some(({ code }) => code === 'unknown_role') ? '' : t(`role.${person.role}`)),
    h('td', null, person.sector),
    h('td', null, person.venue),
    h('td', null,
      ...errors.map(({ code, text }) => h('p', { class: 'fault', key: code }, t(`desk.finding.${code}`, { text }))),
      ...warnings.map(({ code, text }) => h('p', { class: 'warning', key: code }, t(`desk.finding.${code}`, { text })))));
