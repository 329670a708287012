// A list of people from a file, as the programs of an office write it: which characters its bytes mean, and where its cells end.
import { rowsOf, separatorOf } from './desk_cells.js';
import { PEOPLE_MAX } from './desk_people.js';

/** @typedef {import('./desk_cells.js').Row} Row */
/** @typedef {{rows: Row[], encoding: string}} Table */
/** Why a file is no list: a code, for the catalogues have the words. @typedef {{problem: 'too_large' | 'too_many' | 'workbook' | 'no_text' | 'empty'}} NoTable */

/** The largest meeting has room in it. */
export const FILE_MIB_MAX = 4;
const FILE_BYTES_MAX = FILE_MIB_MAX * 1024 * 1024;
/** Of a list that can be mended: more than a session takes, for some are left out. What is longer is another kind of file. */
const LINES_MAX = 2 * PEOPLE_MAX;

/** How workbooks begin, which are no text: those of today, and those of before 2007. */
const WORKBOOKS = [[0x50, 0x4b, 0x03, 0x04], [0xd0, 0xcf, 0x11, 0xe0]];
/** What a text may begin with to say how it is written. @type {[number[], string][]} */
const MARKS = [[[0xef, 0xbb, 0xbf], 'UTF-8'], [[0xff, 0xfe], 'UTF-16LE'], [[0xfe, 0xff], 'UTF-16BE']];
/** Tried in this order where nothing says so: Chinese characters of the second are hardly ever valid in the first. */
const ENCODINGS = ['UTF-8', 'GB18030'];

/** @type {(size: number) => boolean} whether a file need not even be read */
export const isTooLarge = (size) => size > FILE_BYTES_MAX;

/**
 * @param {Uint8Array} bytes
 * @returns {Table | NoTable}
 */
export function tableOf(bytes) {
  if (isTooLarge(bytes.length)) return { problem: 'too_large' };
  if (WORKBOOKS.some((mark) => begins(bytes, mark))) return { problem: 'workbook' };
  const marked = MARKS.find(([mark]) => begins(bytes, mark));
  for (const encoding of marked ? [marked[1]] : ENCODINGS) {
    const text = decoded(bytes, encoding);
    // Pictures and programs may happen to be valid, too.
    if (text === null || text.includes('\0')) continue;
    if (text.split(/\r\n?|\n/, LINES_MAX + 1).length > LINES_MAX) return { problem: 'too_many' };
    const rows = rowsOf(text, separatorOf(text));
    return rows.length > 0 ? { rows, encoding } : { problem: 'empty' };
  }
  return { problem: 'no_text' };
}

/** @type {(bytes: Uint8Array, mark: number[]) => boolean} */
const begins = (bytes, mark) => mark.every((byte, index) => bytes[index] === byte);

/** @type {(bytes: Uint8Array, encoding: string) => string | null} null where the bytes mean nothing in it */
function decoded(bytes, encoding) {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
