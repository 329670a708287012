import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { createErasables, ERASED_MAX, having, isCount, leftOut, numbersIn, WORD_KEYS, wordsIn } from '../../../web/ui/erasing.js';

const server = (path) => readFileSync(fileURLToPath(new URL(`../../../src/domain/${path}`, import.meta.url)), 'utf8');

/** What is kept of entries that are numbered from 1. @type {(...entries: [number | null, any][]) => ReturnType<typeof createErasables>} */
function keeping(...entries) {
  const record = createErasables();
  entries.forEach(([by, entry], index) => record.add(/** @type {any} */ ({ seq: index + 1, at: 't', by, entry })));
  return record;
}

const RECORD = () => keeping(
  [0, { type: 'session_created', title: '协商会', venues: [{ venue: 1, name: '主会场', kind: 'main', links: [{ label: '路线', url: 'https://x' }] }] }],
  [0, { type: 'participants_invited', participants: [{ participant: 1, name: '周主席', role: 'chair', sector: '工会' }, { participant: 2, name: '李委员', role: 'member' }] }],
  [1, { type: 'floor_granted', request: 9, speaker: 2, item: 3, kind: 'impromptu', limit_ms: 1 }],
  [1, { type: 'statement_recorded', turn: 3, text: '电话 １３８００' }],
  [1, { type: 'statement_revised', statement: 4, text: '电话（略）', reason: '笔误' }],
  [2, { type: 'post_published', thread: 5, text: 'Contact ME' }],
  [1, { type: 'post_hidden', post: 6, reason: '有 13800' }],
  [null, { type: 'turn_warned', turn: 3 }],
  [1, { type: 'poll_opened', question: '去哪', options: ['甲', '乙'], choices_max: 1 }],
  [2, { type: 'post_revised', post: 6, text: '' }],
);

test('W178 the words of an entry are those that the server erases', () => {
  const [, listed] = /WORD_KEYS: &\[&str\] = &\[([^\]]*)\]/.exec(server('event.rs')) || [];
  assert.deepEqual(WORD_KEYS, [...listed.matchAll(/"(\w+)"/g)].map(([, key]) => key));
  const [, max] = /erased_per_call_max: ([\d_]+)/.exec(server('limits.rs')) || [];
  assert.equal(ERASED_MAX, Number(max.replace('_', '')));
  assert.deepEqual(wordsIn({ type: 'x', text: 'a', kind: 'b', deep: [{ name: 'c', sector: 'd' }], options: ['e', 'f'], reason: '' }), ['a', 'c', 'e', 'f']);
});

test('W178 every entry with words is kept, with whose they are, and found by any of its texts', () => {
  const { lines, names, forget } = RECORD();
  assert.deepEqual(lines.map(({ seq, kind, by }) => [seq, kind, by]), [
    [1, 'session', 0], [2, 'people', 0], [4, 'statement', 2], [5, 'statement', 2], [6, 'post', 2], [7, 'reason', 1], [9, 'poll', 1],
  ]);
  assert.deepEqual([names.get(2), lines[1].names, lines[0].words], ['李委员', 2, ['协商会', '主会场', '路线', 'https://x']]);
  const found = (/** @type {string} */ search) => having(lines, search).map(({ seq }) => seq);
  assert.deepEqual([found('138 00'), found('contactme'), found('路线'), found('工会'), found('甲乙')], [[4, 7], [6], [1], [], []]);
  assert.equal(found(' ').length, 7);
  forget([4, 7]);
  assert.deepEqual(found('13800'), []);
});

test('W178 other versions of what is chosen are pointed out', () => {
  const { lines } = RECORD();
  const others = (/** @type {number[]} */ ...chosen) => leftOut(lines, new Set(chosen)).map(({ seq }) => seq);
  assert.deepEqual([others(4), others(5), others(4, 5), others(6, 1), others()], [[5], [4], [], [], []]);
});

test('W179 numbers are read as people write them, or not at all', () => {
  for (const [typed, numbers] of /** @type {[string, number[]][]} */ ([
    ['12', [12]], [' 3，1、2; 2 ', [3, 1, 2]], ['４-6', [4, 5, 6]], ['7–8~', []], ['9~10', [9, 10]], [`1-${ERASED_MAX}`, Array.from({ length: ERASED_MAX }, (_, index) => index + 1)],
  ])) assert.deepEqual(numbersIn(typed) || [], numbers, typed);
  for (const typed of ['', ' ', '0', '-1', '2-1', 'x', '1.5', '1-', `1-${ERASED_MAX + 1}`, '1-999999999999999', '9'.repeat(16), `1-${ERASED_MAX}, 2000`]) {
    assert.equal(numbersIn(typed), null, typed);
  }
});

test('W179 the count that is typed is the one that is chosen', () => {
  for (const typed of ['3', ' ３ ']) assert.ok(isCount(typed, 3));
  for (const typed of ['', '03', '3.0', '4', '三']) assert.ok(!isCount(typed, 3), typed);
});
