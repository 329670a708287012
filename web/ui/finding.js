// What search needs beside the page: pure functions, and where a hit leads.

/** @typedef {import('../sdk/types/protocol.d.ts').Hit} Hit */
/** @typedef {{kind: string, item: string, speaker: string, sector: string, from: string, to: string}} Filters */

export const KINDS = ['statement', 'post', 'subject', 'conclusion'];

/** @type {Filters} */
export const NO_FILTERS = Object.freeze({ kind: '', item: '', speaker: '', sector: '', from: '', to: '' });

/**
 * The parts of a hit's text, marked or not. Ranges count Unicode scalar values, so that no character is cut in two.
 * @param {Pick<Hit, 'text' | 'highlights'>} hit
 * @returns {{text: string, isFound: boolean}[]}
 */
export function partsOf({ text, highlights }) {
  const signs = Array.from(text);
  const parts = [];
  let last = 0;
  for (const [start, end] of highlights) {
    parts.push({ text: signs.slice(last, start).join(''), isFound: false }, { text: signs.slice(start, end).join(''), isFound: true });
    last = end;
  }
  parts.push({ text: signs.slice(last).join(''), isFound: false });
  return parts.filter((part) => part.text !== '');
}

/**
 * The query of an address; what is not chosen is not in it. Local times become moments.
 * @param {string} words
 * @param {Filters} filters
 * @param {number | undefined} after
 */
export function addressOf(words, filters, after) {
  const { from, to, ...rest } = filters;
  const chosen = { q: words, ...rest, from: momentOf(from), to: momentOf(to), after };
  return Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== '' && value !== undefined));
}

/** @type {(local: string) => string} */
function momentOf(local) {
  const moment = new Date(local);
  return Number.isNaN(moment.getTime()) ? '' : moment.toISOString();
}

/** @param {Filters} filters */
export const countOf = (filters) => Object.values(filters).filter(Boolean).length;

/** Whether a text has anything to look for: the server refuses what has not. @param {string} words */
export const saysSomething = (words) => /[\p{Letter}\p{Number}\p{Co}]/u.test(words);

/**
 * The turn in which somebody spoke on a request, if it is among these entries.
 * @param {import('../sdk/types/protocol.d.ts').ProceedingsEntry[]} entries
 * @param {number} request
 */
export function turnOfRequest(entries, request) {
  const granted = entries.find(({ entry }) => entry.type === 'floor_granted' && entry.request === request);
  return granted && granted.seq;
}
