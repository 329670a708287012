import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import chinese from '../../../web/i18n/zh-CN/replay.js';
import { createPast, detailsOf, spokenIn } from '../../../web/ui/replay_words.js';

const HEAD = 1000;
/** A server on which entry n was made n seconds after the beginning, and every seventh is hidden. */
function staged() {
  /** @type {number[]} */
  const asked = [];
  let fails = false;
  /** @type {(after: number, limit: number) => Promise<any[]>} */
  const load = async (after, limit) => {
    asked.push(after);
    if (fails) throw Object.assign(new Error('no'), { code: 'unavailable' });
    const seqs = Array.from({ length: HEAD - after }, (_, index) => after + 1 + index).filter((seq) => seq % 7 !== 0);
    return seqs.slice(0, limit).map((seq) => ({ seq, at: new Date(seq * 1000).toISOString(), by: 1, entry: { type: 'queue_opened', item: 3 } }));
  };
  return { past: createPast(load, HEAD), asked, fail: (/** @type {boolean} */ now) => (fails = now) };
}

test('W233 entries are loaded in pieces, each once, and none twice where hidden ones lie between', async () => {
  const { past, asked, fail } = staged();
  const some = await past.between(190, 420);
  assert.deepEqual(some.map(({ seq }) => seq), Array.from({ length: 231 }, (_, index) => 190 + index).filter((seq) => seq % 7 !== 0));
  assert.deepEqual(asked, [0, 200, 400]);
  await past.between(201, 400);
  assert.equal(asked.length, 3);
  fail(true);
  await assert.rejects(past.between(601, 601));
  fail(false);
  assert.equal((await past.between(601, 601)).length, 1, 'what failed is asked for again');
});

test('W233 the entry of a moment is the last one that was made by then', async () => {
  const { past, asked } = staged();
  for (const seq of [1, 199, 200, 201, 400, 601, 999, HEAD]) assert.equal(await past.at(seq * 1000 + 500), seq % 7 === 0 ? seq - 1 : seq, String(seq));
  assert.equal(await past.at(0), 1, 'before everything');
  assert.equal(await past.at(10 ** 9), HEAD);
  assert.ok(asked.length <= HEAD / 200);
});

test('W233 the words of a turn are those that were written down and revised by then, of no other turn', () => {
  /** @type {any[]} */
  const entries = [
    { type: 'floor_granted', speaker: 3 }, { type: 'statement_recorded', turn: 10, text: 'a' }, { type: 'statement_recorded', turn: 4, text: 'late' },
    { type: 'statement_recorded', turn: 10, text: 'b' }, { type: 'statement_revised', statement: 11, text: 'A', reason: 'r' },
    { type: 'statement_revised', statement: 12, text: 'x', reason: 'r' },
  ].map((entry, index) => ({ seq: 10 + index, at: 't', by: 1, entry }));
  const words = (/** @type {number} */ count) => spokenIn(entries.slice(0, count), 10).map(({ text, isRevised }) => [text, isRevised]);
  assert.deepEqual(words(1), []);
  assert.deepEqual(words(4), [['a', false], ['b', false]]);
  assert.deepEqual(words(6), [['A', true], ['b', false]]);
});

test('W233 every kind of entry is told in words, with whom it names', () => {
  const golden = readFileSync(fileURLToPath(new URL('../../fixtures/golden-v2.journal.jsonl', import.meta.url)), 'utf8');
  const kinds = new Set([...golden.matchAll(/\\"type\\":\\"([a-z]+_[a-z_]+)\\"/g)].map(([, kind]) => kind));
  assert.ok(kinds.size > 50, `${kinds.size} kinds`);
  assert.deepEqual([...kinds].filter((kind) => !(`did.${kind}` in chinese)), []);
  assert.deepEqual(detailsOf(/** @type {any} */ ({ type: 'floor_granted', speaker: 7 })), { participant: 7, words: '' });
  assert.deepEqual(detailsOf(/** @type {any} */ ({ type: 'statement_recorded', turn: 1, text: 'a' })), { participant: null, words: 'a' });
});
