// One's own words in what is loaded of the journal: posts, and what was recorded of one's own speeches, whoever wrote it down.
import { createTurns } from './history.js';

/** @typedef {{seq: number, at: string, kind: 'statement' | 'post', text: string}} OwnWords */

/** @type {(entries: import('../sdk/types/protocol.d.ts').ProceedingsEntry[], me: number) => OwnWords[]} the newest first */
export function ownWords(entries, me) {
  const { turns, add } = createTurns();
  /** @type {Set<number>} statements of one's own turns, which may be revised by others */
  const statements = new Set();
  /** @type {OwnWords[]} */
  const own = [];
  for (const line of entries) {
    const { seq, at, by, entry } = line;
    add(line);
    switch (entry.type) {
      case 'statement_recorded': {
        const turn = turns.get(entry.turn);
        if (by !== me && !(turn && turn.speaker === me)) break;
        statements.add(seq);
        own.push({ seq, at, kind: 'statement', text: entry.text });
        break;
      }
      case 'statement_revised':
        if (by === me || statements.has(entry.statement)) own.push({ seq, at, kind: 'statement', text: entry.text });
        break;
      case 'post_published':
      case 'post_revised':
        if (by === me) own.push({ seq, at, kind: 'post', text: entry.text });
        break;
      default:
    }
  }
  return own.reverse();
}
