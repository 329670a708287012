// One's own words in what is loaded of the journal: posts, and what was recorded of one's own speeches, whoever wrote it down.
import { createTurns } from './history.js';

/**
 * One version of them: which one, who wrote it down, and what became of it.
 * @typedef {{seq: number, at: string, kind: 'statement' | 'post', text: string, by: number | null, isRevision: boolean,
 *   replaced: number | null, isWithdrawn: boolean}} OwnWords
 */

/** @type {(entries: import('../sdk/types/protocol.d.ts').ProceedingsEntry[], me: number) => OwnWords[]} the newest first */
export function ownWords(entries, me) {
  const { turns, add } = createTurns();
  /** @type {Set<number>} statements of one's own turns, which may be revised by others */
  const statements = new Set();
  /** @type {Map<number, OwnWords>} the newest version, by the statement or post */
  const newest = new Map();
  /** @type {OwnWords[]} */
  const own = [];
  /** @type {(line: {seq: number, at: string, by?: number | null}, id: number, kind: OwnWords['kind'], text: string) => void} */
  const take = ({ seq, at, by }, id, kind, text) => {
    const before = newest.get(id);
    if (before) before.replaced = seq;
    const version = { seq, at, kind, text, by: by === undefined ? null : by, isRevision: id !== seq, replaced: null, isWithdrawn: false };
    newest.set(id, version);
    own.push(version);
  };
  for (const line of entries) {
    const { seq, by, entry } = line;
    add(line);
    switch (entry.type) {
      case 'statement_recorded': {
        const turn = turns.get(entry.turn);
        if (by !== me && !(turn && turn.speaker === me)) break;
        statements.add(seq);
        take(line, seq, 'statement', entry.text);
        break;
      }
      case 'statement_revised':
        if (by === me || statements.has(entry.statement)) take(line, entry.statement, 'statement', entry.text);
        break;
      case 'post_published':
        if (by === me) take(line, seq, 'post', entry.text);
        break;
      case 'post_revised':
        if (by === me) take(line, entry.post, 'post', entry.text);
        break;
      case 'post_withdrawn': {
        const post = newest.get(entry.post);
        if (post) post.isWithdrawn = true;
        break;
      }
      default:
    }
  }
  return own.reverse();
}
