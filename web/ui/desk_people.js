// People to invite, from lines that somebody types or copies from a spreadsheet: name, role, sector, venue.
import { rowsOf } from './desk_cells.js';

/** @typedef {import('../sdk/types/protocol.d.ts').Invitee} Invitee */
/** @typedef {import('../sdk/types/protocol.d.ts').Role} Role */

/**
 * What is wrong, or strange, with a line; `text` is what it is about.
 * @typedef {{code: string, text: string | number}} Finding
 */

/**
 * One person; with errors nobody is invited.
 * @typedef {{line: number, person: Invitee, errors: Finding[], warnings: Finding[]}} PersonLine
 */

const COLUMNS = 4;
const NAME_CHARS_MAX = 100;
/** A meeting can hold no more, nor one call. */
export const PEOPLE_MAX = 20000;
export const PEOPLE_PER_CALL_MAX = 2000;
/** A body may have 1 MiB; this leaves room for the rest of it. */
const BYTES_PER_CALL_MAX = 600000;

/** @type {Role[]} */
export const ROLES = ['chair', 'clerk', 'member', 'respondent', 'operator', 'captioner', 'observer', 'display', 'owner'];

/**
 * Which words mean which role, from catalogues in every language, beside the protocol's own names.
 * @param {Record<string, string>[]} catalogues
 * @returns {{roles: Map<string, Role>, titles: Set<string>}} `titles` are what the first cell of a table's head says
 */
export function readWords(catalogues) {
  /** @type {Map<string, Role>} */
  const roles = new Map(ROLES.map((role) => [role, role]));
  /** @type {Set<string>} */
  const titles = new Set();
  for (const catalogue of catalogues) {
    for (const role of ROLES) {
      for (const word of (catalogue[`desk.words.${role}`] || '').split('|')) if (word) roles.set(plain(word), role);
    }
    for (const word of (catalogue['desk.words.name'] || '').split('|')) if (word) titles.add(plain(word));
  }
  return { roles, titles };
}

/** @type {(text: string) => string} as it is compared */
const plain = (text) => text.normalize('NFKC').replace(/\s/g, '').toLowerCase();

/**
 * Reads the lines; the role is `member` where none is given, the order is theirs.
 * @param {string} text
 * @param {{roles: Map<string, Role>, titles: Set<string>}} words
 * @param {string[]} venues their names
 * @returns {PersonLine[]}
 */
export function readPeople(text, { roles, titles }, venues) {
  const rows = rowsOf(text);
  if (rows.length > 0 && titles.has(plain(rows[0].cells[0]))) rows.shift();
  /** @type {Map<string, number>} */
  const lineOfName = new Map();
  return rows.map(({ line, cells }) => {
    const [name = '', roleWord = '', sector = '', venueWord = ''] = cells;
    const errors = [];
    const warnings = [];
    const role = roleWord === '' ? 'member' : roles.get(plain(roleWord));
    const venue = venues.find((each) => plain(each) === plain(venueWord));
    if (name === '') errors.push({ code: 'missing_name', text: '' });
    if ([...name].length > NAME_CHARS_MAX) errors.push({ code: 'name_too_long', text: NAME_CHARS_MAX });
    if (!role) errors.push({ code: 'unknown_role', text: roleWord });
    if ([...sector].length > NAME_CHARS_MAX) errors.push({ code: 'sector_too_long', text: NAME_CHARS_MAX });
    if (venueWord !== '' && venue === undefined) errors.push({ code: 'unknown_venue', text: venueWord });
    if (cells.slice(COLUMNS).some((cell) => cell !== '')) errors.push({ code: 'too_many_columns', text: cells.length });
    const sameName = lineOfName.get(plain(name));
    if (name !== '' && sameName !== undefined) warnings.push({ code: 'same_name', text: sameName });
    else lineOfName.set(plain(name), line);
    // An operator acts for people of the own venue, and has nobody without one.
    if (role === 'operator' && venueWord === '') warnings.push({ code: 'operator_without_venue', text: '' });
    /** @type {Invitee} */
    const person = { name, role: role || 'member' };
    if (sector !== '') person.sector = sector;
    if (venue !== undefined) person.venue = venue;
    return { line, person, errors, warnings };
  });
}

/**
 * What the whole list lacks for a meeting to be held.
 * @param {PersonLine[]} lines
 * @returns {Finding[]}
 */
export function missingPeople(lines) {
  const has = (/** @type {Role} */ role) => lines.some(({ person }) => person.role === role);
  return /** @type {Role[]} */ (['chair', 'clerk']).filter((role) => !has(role)).map((role) => ({ code: `no_${role}`, text: '' }));
}

/**
 * Parts that one call each takes, in order; at least one, which may be empty.
 * @param {Invitee[]} people
 * @returns {Invitee[][]}
 */
export function parts(people) {
  /** @type {Invitee[][]} */
  const made = [[]];
  let bytes = 0;
  for (const person of people) {
    // A character is four bytes at most.
    const more = JSON.stringify(person).length * 4;
    const last = made[made.length - 1];
    if (last.length >= PEOPLE_PER_CALL_MAX || (last.length > 0 && bytes + more > BYTES_PER_CALL_MAX)) {
      made.push([]);
      bytes = 0;
    }
    made[made.length - 1].push(person);
    bytes += more;
  }
  return made;
}
