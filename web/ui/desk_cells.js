// Tables as spreadsheets put them on the clipboard and take them from there: rows of cells, quoted where they must be.

const TAB = '\t';
/** What separates cells where somebody types: commas and semicolons, also the Chinese ones. */
const TYPED = ',，;；';
/** What a spreadsheet may take for a formula, once it has dropped what nobody sees and made wide signs narrow. */
const FORMULA = /^[\s\p{C}\p{Default_Ignorable_Code_Point}]*[=+\-@]/u;

/**
 * The rows of a text, with the number of the line, from 1, that each begins in; rows without anything in them are left
 * out. A row with a tab in it is separated by tabs alone: whoever copies from a spreadsheet may have commas in a cell.
 * @param {string} text
 * @returns {{line: number, cells: string[]}[]}
 */
export function rowsOf(text) {
  const clean = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  const rows = [];
  let line = 1;
  let from = 0;
  while (from < clean.length) {
    const byTabs = rowAt(clean, from, TAB);
    const { cells, end } = byTabs.cells.length > 1 ? byTabs : rowAt(clean, from, TYPED);
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
 * A text that a spreadsheet takes as these rows, and that makes none of its cells a formula.
 * @param {string[][]} rows
 * @returns {string}
 */
export const textOfRows = (rows) => rows.map((cells) => cells.map(written).join(TAB)).join('\n');

/** @type {(cell: string) => string} */
function written(cell) {
  const safe = FORMULA.test(cell.normalize('NFKC')) ? `'${cell}` : cell;
  return /["\t\n\r]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}
