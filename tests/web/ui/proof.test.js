import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import chinese from '../../../web/i18n/zh-CN/proof.js';
import english from '../../../web/i18n/en/proof.js';
import {
  bytesOf, checkKeys, checkSignature, checkpointOf, hexOf, isConsistent, isIncluded, lineOf, wordsOf,
} from '../../../web/ui/proof.js';
import { checkRecord, checkWords, earlierRoot } from '../../../web/ui/proof_check.js';
import { ownWords } from '../../../web/ui/proof_own.js';
import { sha256 } from '../../../web/ui/sha256.js';

/** Made by the server's own code (tests/it/proof.rs). */
const VECTORS = JSON.parse(readFileSync(fileURLToPath(new URL('../../fixtures/proofs.json', import.meta.url)), 'utf8'));
const ROOTS = VECTORS.roots.map(bytesOf);
const LINES = VECTORS.lines.map(lineOf);
/** @type {(hashes: string[]) => Uint8Array[]} */
const bytes = (hashes) => hashes.map(bytesOf);
/** @type {(hash: Uint8Array) => Uint8Array} */
const other = (hash) => sha256(hash);

test('W141 the own SHA-256 is that of others, at every length and of many blocks', () => {
  for (const length of [...Array(200).keys(), 1_000, 8_191, 70_000]) {
    const data = Uint8Array.from({ length }, (_, index) => (index * 131 + length) % 256);
    assert.equal(hexOf(sha256(data)), createHash('sha256').update(data).digest('hex'), `${length} bytes`);
  }
});

test('W140 a line leads to its leaf, whatever it says, and shows its words', () => {
  for (const [index, line] of LINES.entries()) {
    assert.equal(line.seq, index + 1);
    assert.equal(line.text, line.seq % 5 === 0 ? null : VECTORS.texts[index]);
  }
  assert.throws(() => lineOf(VECTORS.lines[0].replace('"seq":1,', '"seq": 1,')));
});

test('W140 every inclusion proof is taken, and no other leaf, place, size, root or hash', () => {
  for (const [seq, size, hashes] of VECTORS.inclusions) {
    const { leaf } = LINES[seq - 1];
    const [root, proof] = [ROOTS[size - 1], bytes(hashes)];
    assert.ok(isIncluded(leaf, seq, size, root, proof), `${seq} of ${size}`);
    assert.ok(!isIncluded(other(leaf), seq, size, root, proof));
    assert.ok(!isIncluded(leaf, seq, size, other(root), proof));
    assert.ok(!isIncluded(leaf, seq, size, root, [...proof, root]));
    for (let place = 0; place <= size + 1; place++) {
      if (place !== seq) assert.ok(!isIncluded(leaf, place, size, root, proof), `${place} for ${seq} of ${size}`);
    }
    for (const [index, hash] of proof.entries()) {
      assert.ok(!isIncluded(leaf, seq, size, root, proof.map((each, at) => (at === index ? other(hash) : each))));
      assert.ok(!isIncluded(leaf, seq, size, root, proof.filter((_, at) => at !== index)));
    }
  }
});

test('W140 every consistency proof is taken, and no other root or hash', () => {
  for (const [from, to, hashes] of VECTORS.consistencies) {
    const [old, root, proof] = [ROOTS[from - 1], ROOTS[to - 1], bytes(hashes)];
    assert.ok(isConsistent(from, old, to, root, proof), `${from} to ${to}`);
    assert.ok(!isConsistent(from, other(old), to, root, proof));
    assert.ok(!isConsistent(from, old, to, other(root), proof));
    assert.ok(!isConsistent(from, old, to, root, [...proof, root]));
    for (const [index, hash] of proof.entries()) {
      assert.ok(!isConsistent(from, old, to, root, proof.map((each, at) => (at === index ? other(hash) : each))));
    }
  }
  assert.ok(!isConsistent(0, ROOTS[0], 1, ROOTS[0], []));
  assert.ok(!isConsistent(2, ROOTS[1], 1, ROOTS[0], []));
});

test('W142 a signature is checked where the browser can, and said to be unchecked where it cannot', async (context) => {
  const { session, keys } = VECTORS;
  const newest = checkpointOf(VECTORS.checkpoint, session);
  assert.deepEqual([newest.size, hexOf(newest.root)], [21, VECTORS.roots[20]]);
  assert.equal(await checkSignature(newest, keys[2].key), 'good');
  assert.equal(await checkSignature(newest, keys[0].key), 'bad', 'another key');
  assert.equal(await checkSignature({ ...newest, text: newest.text.replace('21', '22') }, keys[2].key), 'bad');
  assert.equal(await checkSignature(newest, `${keys[2].key}A`), 'bad');
  assert.throws(() => checkpointOf(VECTORS.checkpoint, session.replace('0140', '0141')));
  assert.throws(() => checkpointOf(keys[1].vouched, session), 'a word for a key is no checkpoint');
  assert.throws(() => checkpointOf('no note', session));
  context.mock.getter(globalThis, 'crypto', () => ({}));
  assert.equal(await checkSignature(newest, keys[2].key), 'unchecked');
  assert.equal(await checkSignature(newest, keys[0].key), 'bad', 'that needs no signature');
  assert.equal(await checkKeys(keys, keys[0].key, session), 'unchecked');
});

test('W142 a new key is followed from the one that was seen before, from word to word', async () => {
  const { session, keys } = VECTORS;
  for (const { key } of keys) assert.equal(await checkKeys(keys, key, session), 'good');
  /** @type {(change: (keys: any[]) => void) => Promise<string>} */
  const changed = async (change) => {
    const copies = keys.map((/** @type {any} */ each) => ({ ...each }));
    change(copies);
    return checkKeys(copies, keys[0].key, session);
  };
  assert.equal(await changed((own) => delete own[1].vouched), 'bad');
  assert.equal(await changed((own) => own.splice(1, 1)), 'bad');
  assert.equal(await changed((own) => (own[1].since = own[2].since)), 'bad');
  assert.equal(await changed((own) => (own[2].vouched = own[1].vouched)), 'bad');
  assert.equal(await checkKeys(keys.slice(1), keys[0].key, session), 'bad', 'the key that was trusted is there no more');
});

test('W143 the six words are of two lists of 256 different ones, in the same places', () => {
  const [zh, en] = [chinese, english].map((texts) => texts['proof.words'].split(' '));
  for (const words of [zh, en]) assert.equal(new Set(words).size, 256);
  assert.equal(zh.length, 256);
  const root = Uint8Array.from([0, 255, 1, 16, 32, 64, 7]);
  assert.deepEqual(wordsOf(root, chinese['proof.words']), [0, 255, 1, 16, 32, 64].map((place) => zh[place]));
  assert.deepEqual(wordsOf(root, english['proof.words']), [0, 255, 1, 16, 32, 64].map((place) => en[place]));
});

test('W144 one’s own words are one’s posts, and what was recorded of one’s speeches, whoever wrote and revised it', () => {
  const [ME, HER, CLERK] = [3, 4, 2];
  const entries = [
    [CLERK, { type: 'floor_granted', request: 1, speaker: ME, item: 3, kind: 'impromptu', limit_ms: 1 }],
    [CLERK, { type: 'statement_recorded', turn: 10, text: 'a' }],
    [CLERK, { type: 'floor_granted', request: 1, speaker: HER, item: 3, kind: 'impromptu', limit_ms: 1 }],
    [CLERK, { type: 'statement_recorded', turn: 12, text: 'hers' }],
    [CLERK, { type: 'statement_revised', statement: 11, text: 'b', reason: 'r' }],
    [CLERK, { type: 'statement_revised', statement: 13, text: 'hers', reason: 'r' }],
    [ME, { type: 'post_published', thread: 5, text: 'c' }],
    [HER, { type: 'post_published', thread: 5, text: 'hers' }],
    [ME, { type: 'post_revised', post: 16, text: 'd' }],
  ].map(([by, entry], index) => ({ seq: 10 + index, at: 't', by, entry }));
  assert.deepEqual(ownWords(/** @type {any} */ (entries), ME).map(({ seq, kind, text }) => [seq, kind, text]),
    [[18, 'post', 'd'], [16, 'post', 'c'], [14, 'statement', 'b'], [11, 'statement', 'a']]);
});

test('W232 each version of one’s own words says whose it is, what took its place, and whether it was withdrawn', () => {
  const [ME, CLERK] = [3, 2];
  const entries = [
    [CLERK, { type: 'floor_granted', request: 1, speaker: ME, item: 3, kind: 'impromptu', limit_ms: 1 }],
    [CLERK, { type: 'statement_recorded', turn: 10, text: 'a' }],
    [CLERK, { type: 'statement_revised', statement: 11, text: 'b', reason: 'r' }],
    [ME, { type: 'statement_revised', statement: 11, text: 'c', reason: 'r' }],
    [ME, { type: 'post_published', thread: 5, text: 'd' }],
    [ME, { type: 'post_revised', post: 14, text: 'e' }],
    [ME, { type: 'post_withdrawn', post: 14 }],
    [CLERK, { type: 'post_withdrawn', post: 99 }],
  ].map(([by, entry], index) => ({ seq: 10 + index, at: 't', by, entry }));
  assert.deepEqual(
    ownWords(/** @type {any} */ (entries), ME).map(({ seq, by, isRevision, replaced, isWithdrawn }) => [seq, by, isRevision, replaced, isWithdrawn]),
    [[15, ME, true, null, true], [14, ME, false, 15, false], [13, ME, true, null, false], [12, CLERK, true, 13, false], [11, CLERK, false, 12, false]]);
});

/** A server that has the vectors' record, up to some size; what `lie` gives it says instead. @type {(context: any, size: number, lie?: (url: string) => string | undefined) => void} */
function serve(context, size, lie = () => undefined) {
  const { session, keys } = VECTORS;
  context.mock.method(globalThis, 'fetch', async (/** @type {string} */ url) => {
    const asked = new URL(url, 'http://x');
    const number = (/** @type {string} */ name) => Number(asked.searchParams.get(name));
    const found = (/** @type {any[]} */ list, /** @type {number} */ one, /** @type {number} */ two) =>
      JSON.stringify({ hashes: list.find(([first, second]) => first === one && second === two)[2], size: two });
    const answers = {
      checkpoint: () => (size === 21 ? VECTORS.checkpoint : VECTORS.old_checkpoint),
      keys: () => JSON.stringify({ keys: size === 21 ? keys : keys.slice(0, 1) }),
      record: () => VECTORS.lines[number('seq') - 1],
      proof: () => found(VECTORS.inclusions, number('seq'), number('size')),
      consistency: () => found(VECTORS.consistencies, number('from'), number('to')),
    };
    const name = /** @type {keyof typeof answers} */ (asked.pathname.split('/').pop());
    assert.ok(asked.pathname.startsWith(`/api/sessions/${session}/`) && asked.searchParams.get('as') === '3', url);
    return { ok: true, status: 200, text: async () => lie(url) || answers[name]() };
  });
}

/** A store as a browser's. @param {any} context */
function store(context) {
  /** @type {Map<string, string>} */
  const kept = new Map();
  const given = /** @type {any} */ (globalThis);
  given.localStorage = { getItem: (/** @type {string} */ name) => kept.get(name) ?? null, setItem: (/** @type {string} */ name, /** @type {string} */ value) => kept.set(name, value) };
  context.after(() => delete given.localStorage);
  return kept;
}

const where = { session: VECTORS.session, participant: 3 };

test('W145 what a device saw of a record is remembered, and the next check tells whether it was only added to', async (context) => {
  const kept = store(context);
  serve(context, 9);
  const first = await checkRecord(where, () => new Date(1_800_000_000_000));
  assert.deepEqual([first.before, first.signature, first.key, first.checkpoint.size], [null, 'good', 'good', 9]);
  serve(context, 21);
  const second = await checkRecord(where);
  assert.deepEqual([second.before, second.key], [{ size: 9, at: '2027-01-15T08:00:00.000Z', isPrefix: true }, 'good']);
  assert.equal(JSON.parse([...kept.values()][0]).size, 21);
  // A record that has become shorter is another one, and is not remembered.
  serve(context, 9);
  assert.equal((await checkRecord(where)).before.isPrefix, false);
  assert.equal(JSON.parse([...kept.values()][0]).size, 21);
});

test('W145 a record that was written anew, or is signed by a stranger, is told, and told again', async (context) => {
  const kept = store(context);
  serve(context, 9);
  await checkRecord(where);
  const [name] = kept.keys();
  const seen = JSON.parse(kept.get(name));
  kept.set(name, JSON.stringify({ ...seen, root: VECTORS.roots[0] }));
  serve(context, 21);
  for (let time = 0; time < 2; time++) assert.equal((await checkRecord(where)).before.isPrefix, false);
  kept.set(name, JSON.stringify({ ...seen, key: seen.key.replace('+', '+0') }));
  for (let time = 0; time < 2; time++) assert.equal((await checkRecord(where)).key, 'bad');
});

test('W177 the root of every earlier size follows from what the server proves, and nothing else is taken for it', async (context) => {
  const checkpoint = checkpointOf(VECTORS.checkpoint, VECTORS.session);
  /** The paths of entries that were the last ones. @type {[number, string[]][]} */
  const lasts = VECTORS.inclusions.filter(([seq, size]) => seq === size && size > 1).map(([seq, , path]) => [seq - 1, path]);
  assert.ok(lasts.length >= 9);
  for (const [size, path] of lasts) {
    const root = async () => {
      const found = await earlierRoot(where, checkpoint, size);
      return found && hexOf(found);
    };
    serve(context, 21);
    assert.equal(await root(), VECTORS.roots[size - 1], `${size}`);
    // The path of another record, or with a hash more or less, or in another order, or none; then another proof.
    const lies = [path.map(() => VECTORS.roots[20]), [...path, VECTORS.roots[0]], path.slice(1), ...(path.length > 1 ? [[...path].reverse()] : [])];
    for (const hashes of lies) {
      serve(context, 21, (url) => (url.includes('/proof') ? JSON.stringify({ hashes }) : undefined));
      assert.equal(await root(), null, `${size}: ${hashes.length} for ${path.length}`);
    }
    serve(context, 21, (url) => (url.includes('/consistency') ? JSON.stringify({ hashes: [VECTORS.roots[0]] }) : undefined));
    assert.equal(await root(), null, `${size}`);
    serve(context, 21);
    assert.equal(await earlierRoot(where, { ...checkpoint, root: ROOTS[0] }, size), null, 'another newest root');
  }
  assert.equal(await earlierRoot(where, checkpoint, 21), checkpoint.root);
});

test('W140 one’s own words are found in the record, or missed, or known to be erased', async (context) => {
  serve(context, 21);
  const checkpoint = checkpointOf(VECTORS.checkpoint, VECTORS.session);
  const check = async (/** @type {number} */ seq, text = VECTORS.texts[seq - 1]) => (await checkWords(where, checkpoint, { seq, text })).result;
  assert.deepEqual(await Promise.all([1, 2, 3, 5, 21].map((seq) => check(seq))), ['good', 'good', 'good', 'erased', 'good']);
  assert.equal(await check(2, 'other words'), 'bad');
  // Another entry, and the same with a letter changed, do not have the proof.
  serve(context, 21, (url) => (url.includes('/record') ? VECTORS.lines[2] : undefined));
  assert.equal(await check(2), 'bad');
  serve(context, 21, (url) => (url.includes('/record') ? VECTORS.lines[1].replace('"by":3', '"by":4') : undefined));
  assert.notEqual(VECTORS.lines[1], VECTORS.lines[1].replace('"by":3', '"by":4'));
  assert.equal(await check(2), 'bad');
});
