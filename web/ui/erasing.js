// What of a record can be erased: the entries that hold words, found by their words or by their numbers. Pure functions.
import { createTurns } from './history.js';

/** @typedef {import('../sdk/types/protocol.d.ts').ProceedingsEntry} ProceedingsEntry */
/**
 * @typedef {{seq: number, at: string, by: number | null | undefined, kind: string, words: string[], plain: string, names: number, of: string}} Erasable an
 *   entry with its words; `by` is whose words they are, `names` how many people it names, `of` what it is a version of
 */

/** Nobody looks for it, so that nothing is found across two texts. */
const APART = '\0';
/** So many entries one order erases. */
export const ERASED_MAX = 1000;

/** The members of an entry whose texts go (src/domain/event.rs). */
export const WORD_KEYS = [
  'body', 'category', 'conclusion', 'label', 'name', 'note', 'options', 'question', 'reason', 'series', 'subject', 'text', 'title', 'url', 'who',
];

/** All words within a value, in the order in which they stand there. @type {(value: unknown, isWords?: boolean) => string[]} */
export function wordsIn(value, isWords = false) {
  if (typeof value === 'string') return isWords && value ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((each) => wordsIn(each, isWords));
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, each]) => wordsIn(each, WORD_KEYS.includes(key)));
}

/** What people call the words of an entry; what is not listed is a remark or a reason. @type {{[type: string]: string}} */
const KINDS = {
  session_created: 'session', participants_invited: 'people', item_added: 'item', item_edited: 'item', item_finished: 'conclusion', item_concluded: 'conclusion',
  floor_requested: 'subject', point_added: 'subject', statement_recorded: 'statement', statement_revised: 'statement', thread_opened: 'thread',
  post_published: 'post', post_revised: 'post', poll_opened: 'poll', commitment_recorded: 'commitment', commitment_reported: 'commitment',
  commitment_verified: 'commitment',
};

/** Keeps the words of the entries that it is given one after another. */
export function createErasables() {
  const { turns, add: addTurn } = createTurns();
  /** @type {Erasable[]} */
  const lines = [];
  /** @type {Map<number, string>} */
  const names = new Map();
  /** @type {Map<number, number | null | undefined>} by statement */
  const speakers = new Map();

  /** @type {(line: ProceedingsEntry) => number | null | undefined} */
  function authorOf({ seq, by, entry }) {
    if (entry.type === 'statement_revised') return speakers.get(entry.statement);
    const turn = entry.type === 'statement_recorded' && turns.get(entry.turn);
    if (turn) speakers.set(seq, turn.speaker);
    return turn ? turn.speaker : by;
  }

  return {
    lines,
    names,
    /** @param {ProceedingsEntry} line */
    add(line) {
      const { seq, at, entry } = line;
      addTurn(line);
      if (entry.type === 'participants_invited') entry.participants.forEach(({ participant, name }) => names.set(participant, name));
      const by = authorOf(line);
      const words = wordsIn(entry);
      if (words.length === 0) return;
      const count = entry.type === 'participants_invited' ? entry.participants.length : 0;
      lines.push({ seq, at, by, kind: KINDS[entry.type] || 'reason', words, plain: words.map(plain).join(APART), names: count, of: familyOf(line) });
    },
    /** @param {number[]} seqs */
    forget(seqs) {
      const gone = new Set(seqs);
      lines.splice(0, lines.length, ...lines.filter(({ seq }) => !gone.has(seq)));
    },
  };
}

/** Versions of one text have one family; everything else is alone in its own. @type {(line: ProceedingsEntry) => string} */
function familyOf({ seq, entry }) {
  switch (entry.type) {
    case 'statement_revised':
      return `statement ${entry.statement}`;
    case 'statement_recorded':
      return `statement ${seq}`;
    case 'post_revised':
      return `post ${entry.post}`;
    case 'post_published':
      return `post ${seq}`;
    case 'item_edited':
      return `item ${entry.item}`;
    case 'item_added':
      return `item ${seq}`;
    default:
      return `entry ${seq}`;
  }
}

/** As text is compared: without width, case and white space. @type {(text: string) => string} */
const plain = (text) => text.normalize('NFKC').toLowerCase().replace(/\s/g, '');

/** The lines that have the words in one of their texts; all for none. @type {(lines: Erasable[], search: string) => Erasable[]} */
export function having(lines, search) {
  const wanted = plain(search);
  return wanted ? lines.filter((line) => line.plain.includes(wanted)) : lines;
}

/** Other versions of what is chosen, that are not chosen themselves. @type {(lines: Erasable[], chosen: Set<number>) => Erasable[]} */
export function leftOut(lines, chosen) {
  const families = new Set(lines.filter(({ seq }) => chosen.has(seq)).map(({ of }) => of));
  return lines.filter(({ seq, of }) => families.has(of) && !chosen.has(seq));
}

/**
 * The numbers that somebody typed, as `12, 15-18`; null for what cannot be read, or is more than one order takes.
 * @type {(typed: string) => number[] | null}
 */
export function numbersIn(typed) {
  /** @type {Set<number>} */
  const found = new Set();
  for (const part of typed.normalize('NFKC').split(/[\s,;、]+/).filter(Boolean)) {
    const [, from, to = from] = /^([1-9][0-9]{0,14})(?:[-–—~]([1-9][0-9]{0,14}))?$/.exec(part) || [];
    if (!from || Number(to) < Number(from) || Number(to) - Number(from) >= ERASED_MAX) return null;
    for (let seq = Number(from); seq <= Number(to); seq++) found.add(seq);
  }
  return found.size > 0 && found.size <= ERASED_MAX ? [...found] : null;
}

/** Whether the count that somebody typed is this one. @type {(typed: string, count: number) => boolean} */
export const isCount = (typed, count) => typed.normalize('NFKC').trim() === String(count);
