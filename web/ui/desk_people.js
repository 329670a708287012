// People to invite, from lines that somebody types, copies from a spreadsheet or has in a file: name, role, sector, venue.
import { rowsOf } from './desk_cells.js';
import { COLUMNS, peopleOf, plain } from './desk_columns.js';

/** @typedef {import('../sdk/types/protocol.d.ts').Invitee} Invitee */
/** @typedef {import('../sdk/types/protocol.d.ts').Role} Role */
/** @typedef {import('./desk_columns.js').Column} Column */
/** @typedef {import('./desk_columns.js').PersonRow} PersonRow */

/**
 * What is wrong, or strange, with a line; `text` is what it is about.
 * @typedef {{code: string, text: string | number}} Finding
 */

/**
 * One person; with errors nobody is invited. `row` is what stands there; a line may be left out.
 * @typedef {{line: number, row: PersonRow, person: Invitee, errors: Finding[], warnings: Finding[], isLeftOut: boolean}} PersonLine
 */

/** @typedef {{roles: Map<string, Role>, titles: Map<string, Column>}} Words which mean a role, and which stand over a column */

const NAME_CHARS_MAX = 100;
/** A meeting can hold no more, nor one call. */
export const PEOPLE_MAX = 20000;
export const PEOPLE_PER_CALL_MAX = 2000;
/** A body may have 1 MiB; this leaves room for the rest of it. */
const BYTES_PER_CALL_MAX = 600000;

/** @type {Role[]} */
export const ROLES = ['chair', 'clerk', 'member', 'respondent', 'operator', 'captioner', 'observer', 'display', 'owner'];
/** Lines that may invite somebody twice. */
const TWICE = ['same_person', 'already_invited'];

/**
 * Which words mean what, from catalogues in every language, beside the protocol's own names.
 * @param {Record<string, string>[]} catalogues
 * @returns {Words}
 */
export function readWords(catalogues) {
  /** @type {Words['roles']} */
  const roles = new Map(ROLES.map((role) => [role, role]));
  /** @type {Words['titles']} */
  const titles = new Map();
  for (const catalogue of catalogues) {
    const wordsOf = (/** @type {string} */ name) => (catalogue[`desk.words.${name}`] || '').split('|').filter(Boolean).map(plain);
    for (const role of ROLES) for (const word of wordsOf(role)) roles.set(word, role);
    for (const column of COLUMNS) for (const word of wordsOf(column)) titles.set(word, column);
  }
  return { roles, titles };
}

/**
 * Reads the lines; the role is `member` where none is given, the order is theirs.
 * @param {string} text
 * @param {Words} words
 * @param {string[]} venues their names
 * @param {{leftOut?: number[], invited?: {name: string}[]}} [more] lines that are left out, and who is in the session already
 * @returns {PersonLine[]}
 */
export function readPeople(text, { roles, titles }, venues, { leftOut = [], invited = [] } = {}) {
  const venueOf = new Map(venues.map((venue) => [plain(venue), venue]));
  const known = new Set(invited.map(({ name }) => plain(name)));
  const skipped = new Set(leftOut);
  /** @type {Map<string, number>} */
  const lineOfName = new Map();
  /** @type {Map<string, number>} */
  const lineOfPerson = new Map();
  return peopleOf(rowsOf(text), titles).people.map((row) => {
    const { line, name, sector, extra } = row;
    const errors = [];
    const warnings = [];
    const role = row.role === '' ? 'member' : roles.get(plain(row.role));
    const venue = venueOf.get(plain(row.venue));
    // Commas alone are nobody; nor does the server take signs that nobody sees for a name.
    if (!/[\p{L}\p{N}]/u.test(name)) errors.push({ code: 'missing_name', text: '' });
    if ([...name].length > NAME_CHARS_MAX) errors.push({ code: 'name_too_long', text: NAME_CHARS_MAX });
    if (!role) errors.push({ code: 'unknown_role', text: row.role });
    // The others say so themselves, for nothing is called that.
    const halfQuoted = [name, sector].find(hasLoneQuote);
    if (halfQuoted) errors.push({ code: 'lone_quote', text: halfQuoted });
    if ([...sector].length > NAME_CHARS_MAX) errors.push({ code: 'sector_too_long', text: NAME_CHARS_MAX });
    if (row.venue !== '' && venue === undefined) errors.push({ code: venues.length > 0 ? 'unknown_venue' : 'no_venue', text: row.venue });
    if (extra.some((cell) => cell !== '')) errors.push({ code: 'too_many_columns', text: COLUMNS.length + extra.length });
    const isLeftOut = skipped.has(line);
    const same = JSON.stringify([name, role, sector, venue].map((each) => plain(each || '')));
    if (!isLeftOut && plain(name) !== '') {
      if (lineOfPerson.has(same)) warnings.push({ code: 'same_person', text: Number(lineOfPerson.get(same)) });
      else if (known.has(plain(name))) warnings.push({ code: 'already_invited', text: '' });
      else if (lineOfName.has(plain(name))) warnings.push({ code: 'same_name', text: Number(lineOfName.get(plain(name))) });
      if (!lineOfPerson.has(same)) lineOfPerson.set(same, line);
      if (!lineOfName.has(plain(name))) lineOfName.set(plain(name), line);
    }
    // An operator acts for people of the own venue, and has nobody without one.
    if (role === 'operator' && row.venue === '') warnings.push({ code: 'operator_without_venue', text: '' });
    /** @type {Invitee} */
    const person = { name, role: role || 'member' };
    if (sector !== '') person.sector = sector;
    if (venue !== undefined) person.venue = venue;
    return { line, row, person, errors, warnings, isLeftOut };
  });
}

/** @type {(cell: string) => boolean} what a table writes around a cell comes in pairs, also inside of it */
const hasLoneQuote = (cell) => cell.split('"').length % 2 === 0;

/** @type {(lines: PersonLine[]) => PersonLine[]} those who will be invited, unless something is wrong */
export const taken = (lines) => lines.filter(({ isLeftOut }) => !isLeftOut);

/** @param {PersonLine[]} lines */
export const hasErrors = (lines) => taken(lines).length > PEOPLE_MAX || taken(lines).some(({ errors }) => errors.length > 0);

/**
 * The lines by what becomes of them, each in the order of the file.
 * @param {PersonLine[]} lines
 */
export function sorted(lines) {
  const wrong = taken(lines).filter(({ errors }) => errors.length > 0);
  const strange = taken(lines).filter(({ errors, warnings }) => errors.length === 0 && warnings.length > 0);
  const fine = taken(lines).filter(({ errors, warnings }) => errors.length + warnings.length === 0);
  const twice = strange.filter(({ warnings }) => warnings.some(({ code }) => TWICE.includes(code)));
  return { wrong, strange, fine, leftOut: lines.filter(({ isLeftOut }) => isLeftOut), twice };
}

/**
 * Venues that lines name and that there are not, with how many name each, in the order of the file.
 * @param {PersonLine[]} lines
 * @returns {[name: string, count: number][]}
 */
export function missingVenues(lines) {
  /** @type {Map<string, [string, number]>} */
  const found = new Map();
  for (const { row: { venue }, errors } of taken(lines)) {
    if (!errors.some(({ code }) => code === 'unknown_venue' || code === 'no_venue')) continue;
    const [name, count] = found.get(plain(venue)) || [venue, 0];
    found.set(plain(venue), [name, count + 1]);
  }
  return [...found.values()];
}

/**
 * What the whole list lacks for a meeting to be held.
 * @param {PersonLine[]} lines
 * @returns {Finding[]}
 */
export function missingPeople(lines) {
  const has = (/** @type {Role} */ role) => taken(lines).some(({ person }) => person.role === role);
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
