// What proves that words are in the record, and that the record was only added to: pure functions over what the server says.
import { sha256 } from './sha256.js';

/** @typedef {{origin: string, size: number, root: Uint8Array, text: string, signer: string, signature: Uint8Array}} Checkpoint */
/** @typedef {import('../sdk/types/protocol.d.ts').KeyLine} KeyLine */
/** @typedef {{seq: number, digest: string, leaf: Uint8Array, text: string | null}} Line `text` is null where the line has no words */

const encoder = new TextEncoder();

/** @type {(...parts: (Uint8Array | string | number[])[]) => Uint8Array} */
function joined(...parts) {
  const bytes = parts.map((part) => (typeof part === 'string' ? encoder.encode(part) : Uint8Array.from(part)));
  const whole = new Uint8Array(bytes.reduce((sum, { length }) => sum + length, 0));
  bytes.reduce((place, part) => {
    whole.set(part, place);
    return place + part.length;
  }, 0);
  return whole;
}

/** @type {(bytes: Uint8Array) => string} */
export const hexOf = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** @type {(hex: string) => Uint8Array} */
export const bytesOf = (hex) => Uint8Array.from(hex.match(/../g) || [], (pair) => parseInt(pair, 16));

/** Nothing for what is no base64. @type {(text: string) => Uint8Array} */
function fromBase64(text) {
  try {
    return Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  } catch {
    return new Uint8Array(0);
  }
}

/** @type {(left: Uint8Array, right: Uint8Array) => Uint8Array} */
const node = (left, right) => sha256(joined([1], left, right));

/** @type {(one: Uint8Array, other: Uint8Array) => boolean} */
const same = (one, other) => hexOf(one) === hexOf(other);

/**
 * An entry's line of the record: its digest is computed from what it says, byte for byte, and the leaf from that.
 * @type {(line: string) => Line}
 */
export function lineOf(line) {
  const { seq, at, salt, digest: given, event } = JSON.parse(line);
  let digest = given;
  if (given === undefined) {
    const begin = `{"seq":${seq},"at":"${at}","salt":"${salt}",`;
    if (!line.startsWith(begin)) throw new Error('a line of the record is not in its form');
    digest = hexOf(sha256(joined(bytesOf(salt), `{${line.slice(begin.length).trimEnd()}`)));
  }
  const leaf = sha256(joined([0], `${seq}\n${at}\n${digest}\n`));
  return { seq, digest, leaf, text: event && typeof event.text === 'string' ? event.text : null };
}

/** Where a step up the tree leads. @typedef {{place: number, last: number}} Level */

/** @type {(level: Level) => Level} */
const above = ({ place, last }) => ({ place: Math.floor(place / 2), last: Math.floor(last / 2) });

/** Where the node has no neighbour on the right it rises as it is. @type {(level: Level) => Level} */
function risen(level) {
  let { place, last } = level;
  while (place % 2 === 0 && place > 0) ({ place, last } = above({ place, last }));
  return { place, last };
}

/**
 * Whether the hashes show that the leaf is entry `seq`, from 1, of the `size` entries under the root (RFC 9162, 2.1.3.2).
 * @type {(leaf: Uint8Array, seq: number, size: number, root: Uint8Array, hashes: Uint8Array[]) => boolean}
 */
export function isIncluded(leaf, seq, size, root, hashes) {
  if (!(seq >= 1 && seq <= size)) return false;
  let level = { place: seq - 1, last: size - 1 };
  let hash = leaf;
  for (const step of hashes) {
    if (level.last === 0) return false;
    if (level.place % 2 === 1 || level.place === level.last) {
      hash = node(step, hash);
      level = risen(level);
    } else {
      hash = node(hash, step);
    }
    level = above(level);
  }
  return level.last === 0 && same(hash, root);
}

/**
 * Whether the hashes show that the `from` entries under the old root are the first of the `to` entries under the new one
 * (RFC 9162, 2.1.4.2).
 * @type {(from: number, old: Uint8Array, to: number, root: Uint8Array, hashes: Uint8Array[]) => boolean}
 */
export function isConsistent(from, old, to, root, hashes) {
  if (!(from >= 1 && from <= to)) return false;
  if (from === to) return hashes.length === 0 && same(old, root);
  let level = { place: from - 1, last: to - 1 };
  while (level.place % 2 === 1) level = above(level);
  // An older tree that is complete is a part of the newer one as it stands.
  const steps = level.place === 0 ? [old, ...hashes] : hashes;
  if (steps.length === 0) return false;
  let [older] = steps;
  let newer = older;
  for (const step of steps.slice(1)) {
    if (level.last === 0) return false;
    if (level.place % 2 === 1 || level.place === level.last) {
      older = node(step, older);
      newer = node(step, newer);
      level = risen(level);
    } else {
      newer = node(newer, step);
    }
    level = above(level);
  }
  return level.last === 0 && same(older, old) && same(newer, root);
}

/**
 * The root of all entries but the last: what the last one's path is joined with are the complete trees before it, the
 * smallest first. It is what the hashes say; whether it is the root of that record is for a consistency proof.
 * @type {(hashes: Uint8Array[]) => Uint8Array | null}
 */
export const rootBefore = (hashes) => (hashes.length > 0 ? hashes.reduce((right, left) => node(left, right)) : null);

/** @type {(note: string) => {text: string, signer: string, signature: Uint8Array}} */
function partsOf(note) {
  const end = note.indexOf('\n\n');
  const [, signer, signature] = /^\u2014 (\S+) (\S+)\n$/.exec(note.slice(end + 2)) || [];
  if (end < 0 || !signature) throw new Error('a note has no signature');
  return { text: note.slice(0, end + 1), signer, signature: fromBase64(signature) };
}

/** A checkpoint of this session, its signature unchecked. @type {(note: string, session: string) => Checkpoint} */
export function checkpointOf(note, session) {
  const parts = partsOf(note);
  const [, origin, size, root] = /^(\S+)\n([1-9][0-9]*)\n(\S+)\n$/.exec(parts.text) || [];
  if (origin !== `rostrum/${session}`) throw new Error('a checkpoint is of another record');
  return { ...parts, origin, size: Number(size), root: fromBase64(root) };
}

/**
 * Whether a verifier key has signed a text; null where this browser cannot tell.
 * @type {(signed: {text: string, signer: string, signature: Uint8Array}, key: string) => Promise<boolean | null>}
 */
async function isSigned({ text, signer, signature }, key) {
  const [, name, hash, typed] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(key) || [];
  if (!typed || signer !== name || hexOf(signature.slice(0, 4)) !== hash) return false;
  const bytes = fromBase64(typed);
  if (bytes.length !== 33 || bytes[0] !== 1 || hexOf(sha256(joined(name, '\n', bytes)).slice(0, 4)) !== hash) return false;
  try {
    const imported = await crypto.subtle.importKey('raw', bytes.slice(1), 'Ed25519', false, ['verify']);
    return await crypto.subtle.verify('Ed25519', imported, signature.slice(4), encoder.encode(text));
  } catch {
    // Over plain HTTP there is no such thing, and older browsers do not know the signature.
    return null;
  }
}

/** @typedef {'good' | 'bad' | 'unchecked'} Verdict */

/** @type {(found: boolean | null) => Verdict} */
const verdict = (found) => (found === null ? 'unchecked' : found ? 'good' : 'bad');

/** @type {(checkpoint: Checkpoint, key: string) => Promise<Verdict>} */
export const checkSignature = async (checkpoint, key) => verdict(await isSigned(checkpoint, key));

/**
 * Whether the newest key follows from the one that was trusted, each vouched for by the one before it.
 * @type {(keys: KeyLine[], trusted: string, session: string) => Promise<Verdict>}
 */
export async function checkKeys(keys, trusted, session) {
  const first = keys.findIndex(({ key }) => key === trusted);
  if (first < 0) return 'bad';
  let unchecked = false;
  for (let index = first + 1; index < keys.length; index++) {
    const { key, since, vouched } = keys[index];
    if (!vouched || !key.startsWith(`rostrum/${session}+`)) return 'bad';
    const note = partsOf(vouched);
    if (note.text !== `rostrum/${session}/key\n${since}\n${key}\n`) return 'bad';
    const signed = await isSigned(note, keys[index - 1].key);
    if (signed === false) return 'bad';
    if (signed === null) unchecked = true;
  }
  return unchecked ? 'unchecked' : 'good';
}

const WORDS = 6;

/** The first bytes of a root as words that two people can compare. @type {(root: Uint8Array, words: string) => string[]} */
export const wordsOf = (root, words) => [...root.slice(0, WORDS)].map((byte) => words.split(' ')[byte]);
