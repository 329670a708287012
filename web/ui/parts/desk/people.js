// People to invite, as they are understood: read once for each change, and drawn as a table of what becomes of each line.
import { LANGUAGES, t } from '../../i18n.js';
import { h } from '../../dom.js';
import { ROLES, readPeople, readWords, sorted } from '../../desk_people.js';
import { drawButton } from './help.js';

/** @typedef {import('../../desk_people.js').PersonLine} PersonLine */
/** @typedef {import('../../desk_people.js').Finding} Finding */
/** @typedef {import('../../types.d.ts').Drawn} Drawn */

/** Of each kind of line; a table of everybody would be slow to draw, and few would read it. */
export const SHOWN = 50;

let words = readWords([]);

/** Makes the words for roles and columns of every language ready: a list may come in another one than the desk is used in. */
export async function usePeopleWords() {
  const catalogues = await Promise.all(LANGUAGES.map((language) => import(`../../../i18n/${language}/desk.js`)));
  words = readWords(catalogues.map((module) => module.default));
}

/** The words that are known. */
export const peopleWords = () => words;

/** The lines as they are understood; asked again with the same it gives the same. */
export function createPeopleReader() {
  /** @type {unknown[]} */
  let before = [];
  /** @type {PersonLine[]} */
  let lines = [];
  /** @type {(text: string, venues: string[], leftOut: number[], invited?: {name: string}[]) => PersonLine[]} */
  const read = (text, venues, leftOut, invited) => {
    const now = [text, JSON.stringify(venues), leftOut, invited];
    if (now.some((each, index) => each !== before[index])) lines = readPeople(text, words, venues, { leftOut, invited });
    before = now;
    return lines;
  };
  return read;
}

/** What is wrong first, then what is strange, what was left out, and the rest: at most so many of each. @type {(lines: PersonLine[], max: number) => PersonLine[]} */
export function shownOf(lines, max) {
  const { wrong, strange, leftOut, fine } = sorted(lines);
  return [wrong, strange, leftOut, fine].flatMap((part) => part.slice(0, max));
}

/**
 * @param {{lines: PersonLine[], shown: PersonLine[], venues: string[], mend: (line: PersonLine) => void, leaveOut: (lines: PersonLine[], isLeftOut: boolean) => void}} given
 * @returns {Drawn}
 */
export function drawPeopleTable({ lines, shown, venues, mend, leaveOut }) {
  const choices = { unknown_role: ROLES.map((role) => t(`role.${role}`)), unknown_venue: venues };
  /** @type {(finding: Finding) => string} */
  const textOf = ({ code, text }) => t(`desk.finding.${code}`, { text, choices: (choices[/** @type {'unknown_role'} */ (code)] || []).join(t('desk.rule.and')) });
  return h('table', { class: 'table stacking roster-table' },
    h('caption', null, t('desk.people.preview'),
      shown.length < lines.length && ` · ${t('desk.people.more', { count: lines.length - shown.length })}`),
    h('thead', null, h('tr', null, ...['line', 'name', 'role', 'sector', 'venue', 'becomes', 'actions'].map((column) =>
      h('th', { key: column, scope: 'col' }, t(`desk.column.${column}`))))),
    h('tbody', null, ...shown.map((line) => drawLine(line, textOf, mend, leaveOut))));
}

/** @type {(line: PersonLine, textOf: (finding: Finding) => string, mend: (line: PersonLine) => void, leaveOut: (lines: PersonLine[], isLeftOut: boolean) => void) => Drawn} */
function drawLine(line, textOf, mend, leaveOut) {
  const { row, person, errors, warnings, isLeftOut } = line;
  const of = t('desk.people.nth_line', { line: line.line });
  const isWrong = errors.length > 0 && !isLeftOut;
  const becomes = isLeftOut ? 'left_out' : isWrong ? 'to_mend' : 'invited';
  return h('tr', { key: line.line, class: isWrong ? 'line-wrong' : isLeftOut ? 'line-left-out' : null },
    h('th', { scope: 'row' }, h('span', { class: 'unseen' }, of), h('span', { 'aria-hidden': 'true' }, line.line)),
    h('td', { key: 'name' }, row.name),
    h('td', { key: 'role' }, errors.some(({ code }) => code === 'unknown_role') ? row.role : t(`role.${person.role}`)),
    h('td', { key: 'sector' }, row.sector),
    h('td', { key: 'venue' }, row.venue),
    h('td', { key: 'becomes' }, h('span', { class: isWrong ? 'fault' : 'hint' }, t(`desk.people.${becomes}`)),
      ...(isLeftOut ? [] : [
        ...errors.map((finding) => h('p', { class: 'fault', key: finding.code }, textOf(finding))),
        ...warnings.map((finding) => h('p', { class: 'warning', key: finding.code }, textOf(finding))),
      ])),
    h('td', { key: 'actions' }, h('div', { class: 'controls' },
      !isLeftOut && drawButton(t('desk.people.mend'), () => mend(line), { of, key: 'mend', class: 'mend' }),
      drawButton(t(isLeftOut ? 'desk.people.put_back' : 'desk.people.leave_out'), () => leaveOut([line], !isLeftOut), { of, key: 'leave' }))));
}
