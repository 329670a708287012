// The checks of a record: what is asked of the server, and what this device remembers of earlier ones.
import { bytesOf, checkKeys, checkSignature, checkpointOf, hexOf, isConsistent, isIncluded, lineOf, rootBefore } from './proof.js';

/** @typedef {{size: number, root: string, key: string, at: string}} Kept what this device saw of a record, `root` in hex */
/** @typedef {import('./proof.js').Checkpoint} Checkpoint */
/** @typedef {import('./proof.js').Verdict} Verdict */
/**
 * @typedef {{checkpoint: Checkpoint, at: string, signature: Verdict, key: Verdict,
 *   before: {size: number, at: string, isPrefix: boolean} | null}} Found `key` is whether the key follows from the one seen before
 */
/** @typedef {{result: 'good' | 'erased' | 'bad', digest: string}} Checked */
/** @typedef {{session: string, participant?: number}} Where */

/** What is read of a session, as it is sent. @type {(where: Where, what: string, query?: Record<string, string | number>) => Promise<string>} */
async function read({ session, participant }, what, query = {}) {
  const all = Object.entries({ ...query, ...(participant === undefined ? {} : { as: participant }) });
  const answer = await fetch(`/api/sessions/${encodeURIComponent(session)}/${what}?${all.map(([name, value]) => `${name}=${value}`).join('&')}`);
  if (!answer.ok) throw new Error(`${what} was answered ${answer.status}`);
  return answer.text();
}

/** @type {(where: Where, what: string, query: Record<string, number>) => Promise<Uint8Array[]>} */
const hashes = async (where, what, query) => JSON.parse(await read(where, what, query)).hashes.map(bytesOf);

/** @type {(session: string) => string} */
const nameOf = (session) => `rostrum.checkpoint.${session}`;

/** @type {(session: string) => Kept | null} */
function kept(session) {
  try {
    return JSON.parse(localStorage.getItem(nameOf(session)) || 'null');
  } catch {
    return null;
  }
}

/** @type {(session: string, seen: Kept) => void} */
function keep(session, seen) {
  try {
    localStorage.setItem(nameOf(session), JSON.stringify(seen));
  } catch {
    // A browser that keeps nothing sees every record for the first time.
  }
}

/**
 * Gets the newest checkpoint, and compares it with the last one that this device saw. One that does not agree is not
 * remembered: the next check finds it again.
 * @type {(where: Where, now?: () => Date) => Promise<Found>}
 */
export async function checkRecord(where, now = () => new Date()) {
  const checkpoint = checkpointOf(await read(where, 'checkpoint'), where.session);
  const { keys } = JSON.parse(await read(where, 'keys'));
  const { key } = keys[keys.length - 1];
  const seen = { size: checkpoint.size, root: hexOf(checkpoint.root), key, at: now().toISOString() };
  const signature = await checkSignature(checkpoint, key);
  const earlier = kept(where.session);
  const follows = earlier ? await checkKeys(keys, earlier.key, where.session) : 'good';
  let before = null;
  if (earlier) {
    // A record that has become shorter has no proof, and needs none.
    const isPrefix = earlier.size <= checkpoint.size && isConsistent(earlier.size, bytesOf(earlier.root), checkpoint.size, checkpoint.root,
      await hashes(where, 'consistency', { from: earlier.size, to: checkpoint.size }));
    before = { size: earlier.size, at: earlier.at, isPrefix };
  }
  if (signature !== 'bad' && follows !== 'bad' && (!before || before.isPrefix)) keep(where.session, seen);
  return { checkpoint, at: seen.at, signature, key: follows, before };
}

/**
 * The root that the record had with its first `size` entries, from 1 to those of the checkpoint; null where it is not proven to be
 * the beginning of what the checkpoint is of.
 * @type {(where: Where, checkpoint: Checkpoint, size: number) => Promise<Uint8Array | null>}
 */
export async function earlierRoot(where, checkpoint, size) {
  if (size === checkpoint.size) return checkpoint.root;
  const next = size + 1;
  const root = rootBefore(await hashes(where, 'proof', { seq: next, size: next }));
  const proof = await hashes(where, 'consistency', { from: size, to: checkpoint.size });
  return root && isConsistent(size, root, checkpoint.size, checkpoint.root, proof) ? root : null;
}

/**
 * Whether the record has these words at their place, unaltered.
 * @type {(where: Where, checkpoint: Checkpoint, own: {seq: number, text: string}) => Promise<Checked>}
 */
export async function checkWords(where, { size, root }, { seq, text }) {
  const line = lineOf(await read(where, 'record', { seq }));
  const isThere = line.seq === seq && isIncluded(line.leaf, seq, size, root, await hashes(where, 'proof', { seq, size }));
  const { digest } = line;
  if (!isThere || (line.text !== null && line.text !== text)) return { result: 'bad', digest };
  return { result: line.text === null ? 'erased' : 'good', digest };
}
