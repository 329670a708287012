// Tables as spreadsheets put them on the clipboard and take them from there: rows of cells, quoted where they must be.

const TAB = '\t';
/** What a file separates its cells by: one of them alone, the likeliest first. */
const SEPARATORS = [TAB, ',', ';', '，', '；'];
/** The beginning shows which one it is. */
const CHARS_LOOKED_AT = 5000;
/** What separates cells where somebody types: commas and semicolons, also the Chinese ones. */
const TYPED = ',，;；';
/** What a spreadsheet may take for a formula, once it has dropped what nobody sees and made wide signs narrow. */
const FORMULA = /^[\s\p{C}\p{Default_Ignorable_Code_Point}]*[=+\-@]/u;

/** @typedef {{line: number, cells: string[]}} Row */

/**
 * The rows of a text, with the number of the line, from 1, that each begins in; rows without anything in them are left
 * out. A row with a tab in it is separated by tabs alone: whoever copies from a spreadsheet may have commas in a cell.
 * @param {string} text
 * @param {string} [separator] of every row, where it is known
 * @returns {Row[]}
 */
export function rowsOf(text, separator) {
  const clean = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  const rows = [];
  let line = 1;
  let from = 0;
  while (from < clean.length) {
    const bySeparator = rowAt(clean, from, separator || TAB);
    const { cells, end } = separator || bySeparator.cells.length > 1 ? bySeparator : rowAt(clean, from, TYPED);
    if (cells.some((cell) => cell !== '')) rows.push({ line, cells });
    line += clean.slice(from, end).split('\n').length;
    from = end + 1;
  }
  return rows;
}

/** @type {(text: string, from: number, separators: string) => {cells: string[], end: number}} `end` is its line break */
function rowAt(text, from, separators) {
  const cells = [];
  let at = from;
  for (;;) {
    const quoted = quotedAt(text, at, separators);
    let end = at;
    while (end < text.length && text[end] !== '\n' && !separators.includes(text[end])) end += 1;
    cells.push(tidy(quoted ? quoted.cell : text.slice(at, end)));
    if (quoted) end = quoted.end;
    if (end >= text.length || text[end] === '\n') return { cells, end };
    at = end + 1;
  }
}

/**
 * A cell in quotes, which may hold separators, line breaks and doubled quotes; null where it only looks like one.
 * @type {(text: string, from: number, separators: string) => {cell: string, end: number} | null}
 */
function quotedAt(text, from, separators) {
  if (text[from] !== '"') return null;
  let at = from + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return null;
    if (text[quote + 1] === '"') {
      at = quote + 2;
      continue;
    }
    const end = quote + 1;
    const isWhole = end >= text.length || text[end] === '\n' || separators.includes(text[end]);
    return isWhole ? { cell: text.slice(from + 1, quote).replace(/""/g, '"'), end } : null;
  }
}

/** @type {(cell: string) => string} without white space around it, and with single spaces inside */
const tidy = (cell) => cell.replace(/\s+/g, ' ').trim();

/**
 * What separates the cells of a file: whatever makes as many cells of most rows as of the first one. A program that
 * writes files quotes the one that it uses alone, so the others may stand in a cell.
 * @param {string} text
 */
export function separatorOf(text) {
  const beginning = text.slice(0, CHARS_LOOKED_AT);
  let best = TAB;
  let most = 0;
  for (const separator of SEPARATORS) {
    const counts = rowsOf(beginning, separator).map(({ cells }) => cells.length);
    const alike = counts.filter((count) => count > 1 && count === counts[0]).length;
    if (alike > most) [best, most] = [separator, alike];
  }
  return best;
}

/**
 * A text with these rows each in its line; a row that had several lines before has one now, and empty ones after it.
 * @param {Row[]} rows in order
 * @returns {string}
 */
export function textAtLines(rows) {
  let text = '';
  let at = 1;
  for (const { line, cells } of rows) {
    text += '\n'.repeat(Math.max(0, line - at)) + [...cells, ''].map(inQuotes).join(TAB);
    at = line;
  }
  return text;
}

/** @type {(cell: string) => string} */
const quoted = (cell) => `"${cell.replace(/"/g, '""')}"`;

/** Quotes stand only where they must. @type {(cell: string) => string} */
const inQuotes = (cell) => (/["\t\n\r]/.test(cell) ? quoted(cell) : cell);

/**
 * A file of these rows as spreadsheets open it by a double click, with no cell a formula.
 * @param {string[][]} rows
 * @returns {string}
 */
export const fileOfRows = (rows) =>
  `\ufeff${rows.map((cells) => `${cells.map((cell) => quoted(safe(cell))).join(',')}\r\n`).join('')}`;

/**
 * A text that a spreadsheet takes as these rows, and that makes none of its cells a formula.
 * @param {string[][]} rows
 * @returns {string}
 */
export const textOfRows = (rows) => rows.map((cells) => cells.map(written).join(TAB)).join('\n');

/** @type {(cell: string) => string} */
const safe = (cell) => (FORMULA.test(cell.normalize('NFKC')) ? `'${cell}` : cell);

/** @type {(cell: string) => string} */
const written = (cell) => inQuotes(safe(cell));
