// What was said and done in a session that is gone through: read from its entries, which are loaded in pieces as they are needed.

/** @typedef {import('../sdk/types/protocol.d.ts').ProceedingsEntry} ProceedingsEntry */
/** @typedef {{statement: number, text: string, isRevised: boolean}} Spoken */

const PIECE = 200;

/**
 * @param {(after: number, limit: number) => Promise<ProceedingsEntry[]>} load entries behind one, in order; some may be missing
 * @param {number} head the last one
 */
export function createPast(load, head) {
  /** @type {Map<number, Promise<ProceedingsEntry[]>>} */
  const pieces = new Map();

  /** @type {(index: number) => Promise<ProceedingsEntry[]>} */
  function piece(index) {
    const known = pieces.get(index);
    if (known) return known;
    const end = (index + 1) * PIECE;
    const coming = load(index * PIECE, PIECE).then((entries) => entries.filter(({ seq }) => seq <= end));
    pieces.set(index, coming);
    // What failed is asked for again by whoever needs it next.
    coming.catch(() => pieces.delete(index));
    return coming;
  }

  return {
    /** The entries from one to another. @type {(from: number, to: number) => Promise<ProceedingsEntry[]>} */
    async between(from, to) {
      const [first, last] = [from, to].map((seq) => Math.floor((seq - 1) / PIECE));
      const wanted = Array.from({ length: last - first + 1 }, (_, index) => piece(first + index));
      return (await Promise.all(wanted)).flat().filter(({ seq }) => seq >= from && seq <= to);
    },
    /** The last entry that was made at a moment or before it; the first one if none was. @param {number} moment in milliseconds */
    async at(moment) {
      /** @type {(index: number) => Promise<boolean>} whether a piece begins after the moment */
      const isLater = async (index) => {
        const [first] = await piece(index);
        return Boolean(first) && Date.parse(first.at) > moment;
      };
      let [low, high] = [0, Math.floor((head - 1) / PIECE)];
      while (low < high) {
        const middle = Math.ceil((low + high) / 2);
        if (await isLater(middle)) high = middle - 1;
        else low = middle;
      }
      const before = (await piece(low)).filter(({ at }) => Date.parse(at) <= moment);
      return before.length > 0 ? before[before.length - 1].seq : 1;
    },
  };
}

/**
 * The words of a turn, as they stood after the last of these entries.
 * @type {(entries: ProceedingsEntry[], turn: number) => Spoken[]}
 */
export function spokenIn(entries, turn) {
  /** @type {Map<number, Spoken>} */
  const spoken = new Map();
  for (const { seq, entry } of entries) {
    if (entry.type === 'statement_recorded' && entry.turn === turn) spoken.set(seq, { statement: seq, text: entry.text, isRevised: false });
    if (entry.type !== 'statement_revised') continue;
    const statement = spoken.get(entry.statement);
    if (statement) Object.assign(statement, { text: entry.text, isRevised: true });
  }
  return [...spoken.values()];
}

/**
 * Whom an entry names, and what it has in words.
 * @param {ProceedingsEntry['entry']} entry
 * @returns {{participant: number | null, words: string}}
 */
export function detailsOf(entry) {
  const given = /** @type {Record<string, any>} */ (entry);
  const participant = given.speaker || given.for || given.participant || given.owner || null;
  const words = given.text || given.title || given.question || given.subject || given.conclusion || given.reason || '';
  return { participant: typeof participant === 'number' ? participant : null, words: typeof words === 'string' ? words : '' };
}
