// Which column of a list says what: by its head, or by its place.
import { textAtLines } from './desk_cells.js';

/** @typedef {import('./desk_cells.js').Row} Row */
/** @typedef {'name' | 'role' | 'sector' | 'venue'} Column */
/** What a row says of somebody, as it stands there; `extra` is what no column is for. @typedef {Record<Column, string> & {line: number, extra: string[]}} PersonRow */
/** The line of a head, and the titles that mean nothing here. @typedef {{line: number, unused: string[]}} Head */
/** @typedef {{people: PersonRow[], head: Head | null}} PeopleTable */

/** In the order in which they stand without a head. */
export const COLUMNS = /** @type {const} */ (['name', 'role', 'sector', 'venue']);
/** Above the head there may be a title, and who made the list when. */
const HEAD_WITHIN = 5;

/** @type {(text: string) => string} as words are compared: without what nobody sees */
export const plain = (text) => text.normalize('NFKC').replace(/[\s\p{C}\p{Default_Ignorable_Code_Point}]/gu, '').toLowerCase();

/**
 * The rows as what they say of people; rows up to the head are nobody.
 * @param {Row[]} rows
 * @param {Map<string, Column>} titles
 * @returns {PeopleTable}
 */
export function peopleOf(rows, titles) {
  const at = rows.slice(0, HEAD_WITHIN).findIndex(({ cells }, index) => isHead(cells, titles, index));
  if (at < 0) {
    return { head: null, people: rows.map(({ line, cells }) => {
      const [name = '', role = '', sector = '', venue = '', ...more] = cells;
      return { line, name, role, sector, venue, extra: more.some(Boolean) ? more : [] };
    }) };
  }
  const { line, cells: head } = rows[at];
  const places = Object.fromEntries(COLUMNS.map((column) => [column, head.findIndex((title) => titles.get(plain(title)) === column)]));
  const unused = head.filter((title, index) => title !== '' && !Object.values(places).includes(index));
  const people = rows.slice(at + 1).map((row) => {
    const said = (/** @type {Column} */ column) => row.cells[places[column]] || '';
    return { line: row.line, name: said('name'), role: said('role'), sector: said('sector'), venue: said('venue'), extra: [] };
  });
  return { head: { line, unused }, people };
}

/** A title for names alone heads a list of names; further down it takes another one beside it. @type {(cells: string[], titles: Map<string, Column>, index: number) => boolean} */
function isHead(cells, titles, index) {
  const known = new Set(cells.map((cell) => titles.get(plain(cell))));
  known.delete(undefined);
  return known.has('name') && (known.size > 1 || (index === 0 && titles.get(plain(cells[0])) === 'name'));
}

/**
 * The same people as a text without a head, each in the line as before.
 * @param {PersonRow[]} people
 * @returns {string}
 */
export const textOfPeople = (people) =>
  textAtLines(people.map(({ line, extra, ...said }) => ({ line, cells: [...COLUMNS.map((column) => said[column]), ...extra] })));
