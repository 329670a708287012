// The lines of the transcript, read from the journal entry by entry: what has been read is not read again. Pure.
import { createTurns } from './history.js';

/** @typedef {import('../sdk/types/protocol.d.ts').ProceedingsEntry} ProceedingsEntry */
/** @typedef {{statement: number, version: number, text: string, isRevised: boolean, isConfirmed: boolean, wasConfirmed?: boolean}} Statement */
/** `version` grows with whatever changes in it. @typedef {{seq: number, turn: number, version: number, past: import('./history.js').TurnPast, statements: Statement[]}} TurnLine */
/** What happened between turns; its text is `stage.` and this. @typedef {{seq: number, at: string, stage: string, item?: number}} StageLine */
/** @typedef {TurnLine | StageLine} Line */

/**
 * Turns with their words, and what happened between them, in the order of the journal.
 * @param {ProceedingsEntry[]} entries
 * @returns {Line[]}
 */
export function linesOf(entries) {
  const reader = createLines();
  reader.read(entries);
  return reader.lines;
}

/** The same for a journal that grows, also at its beginning. */
export function createLines() {
  let begun = begin();
  let first = 0;
  let count = 0;
  return {
    /** @returns {Line[]} */
    get lines() {
      return begun.lines;
    },
    /**
     * Reads what is new in the journal, as far as it is loaded.
     * @param {ProceedingsEntry[]} entries
     * @returns {boolean} whether any line is another one than before
     */
    read(entries) {
      const start = entries.length > 0 ? entries[0].seq : 0;
      const isAnew = start !== first || entries.length < count;
      if (isAnew) [begun, first, count] = [begin(), start, 0];
      let changed = isAnew;
      for (; count < entries.length; count += 1) changed = begun.add(entries[count]) || changed;
      return changed;
    },
  };
}

function begin() {
  const { add: addTurn } = createTurns();
  /** @type {Map<number, TurnLine>} */
  const turns = new Map();
  /** @type {Map<number, TurnLine>} by statement */
  const turnOf = new Map();
  /** @type {Line[]} */
  const lines = [];

  /** @type {(id: number) => boolean} whether that turn is there */
  function touch(id) {
    const turn = turns.get(id);
    if (turn) turn.version += 1;
    return Boolean(turn);
  }

  /** What has changed is another object: whoever draws it sees that. @type {(id: number, now: Partial<Statement>) => boolean} */
  function change(id, now) {
    const turn = turnOf.get(id);
    if (!turn) return false;
    const { statements } = turn;
    const index = statements.findIndex(({ statement }) => statement === id);
    statements[index] = { ...statements[index], ...now };
    return touch(turn.turn);
  }

  /** @type {(line: ProceedingsEntry) => boolean} */
  function addWords({ seq, entry }) {
    if (entry.type === 'statement_recorded') {
      const turn = turns.get(entry.turn);
      // Its beginning may lie before what is loaded.
      if (!turn) return false;
      turnOf.set(seq, turn);
      turn.statements.push({ statement: seq, version: seq, text: entry.text, isRevised: false, isConfirmed: false });
      return touch(entry.turn);
    }
    if (entry.type === 'statement_revised') return change(entry.statement, { version: seq, text: entry.text, isRevised: true, isConfirmed: false });
    return entry.type === 'statement_confirmed' && change(entry.statement, { isConfirmed: true, wasConfirmed: true });
  }

  return {
    lines,
    /** @type {(line: ProceedingsEntry) => boolean} */
    add(line) {
      const { seq, at, entry } = line;
      const past = addTurn(line);
      if (past) {
        const turn = { seq, turn: seq, version: 0, past, statements: [] };
        turns.set(seq, turn);
        lines.push(turn);
      }
      switch (entry.type) {
        case 'statement_recorded':
        case 'statement_revised':
        case 'statement_confirmed':
          return addWords(line);
        case 'item_started':
          return lines.push({ seq, at, stage: entry.type, item: entry.item }) > 0;
        case 'session_opened':
        case 'recess_called':
        case 'session_resumed':
        case 'session_adjourned':
          return lines.push({ seq, at, stage: entry.type }) > 0;
        case 'turn_ended':
          return touch(entry.turn) || Boolean(past);
        // What can be done to words depends on both.
        case 'role_changed':
          if (entry.ended) touch(entry.ended.turn);
          return true;
        case 'session_sealed':
          return true;
        case 'participant_removed':
          return Boolean(entry.ended) && touch(/** @type {any} */ (entry.ended).turn);
        default:
          return Boolean(past);
      }
    },
  };
}

/**
 * What there is to read for whoever has read up to the entry `upTo`: what came after it is held back, lines as well as words
 * in turns that stand there.
 * @param {Line[]} lines
 * @param {number} upTo
 * @returns {{known: Line[], unread: number}} and how much is held back: words, and lines without
 */
export function heldBack(lines, upTo) {
  if (upTo === Infinity) return { known: lines, unread: 0 };
  let unread = 0;
  const known = lines.flatMap((line) => {
    const words = 'turn' in line ? line.statements : [];
    const held = words.filter(({ statement }) => statement > upTo).length;
    if (line.seq > upTo) unread += Math.max(1, held);
    else unread += held;
    if (line.seq > upTo) return [];
    return [held > 0 ? { .../** @type {TurnLine} */ (line), statements: words.slice(0, words.length - held) } : line];
  });
  return { known, unread };
}

/** How much a line is to draw: itself, and its words. @param {Line} line */
export const weightOf = (line) => 1 + ('turn' in line ? line.statements.length : 0);
