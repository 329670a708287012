import assert from 'node:assert/strict';
import { test } from 'node:test';

import { draftOf, faults, newDraft } from '../../../web/ui/desk_draft.js';
import { STEPS, dueAt, pathOf, stepAfter, stepAt, stepOf, tally } from '../../../web/ui/desk_steps.js';
import chinese from '../../../web/i18n/zh-CN/desk.js';

test('W205 each step has an address of its own, and one before and after it', () => {
  for (const step of STEPS) {
    assert.equal(stepAt(new URL(pathOf(step), 'http://x').hash), step);
    assert.ok(chinese[`desk.step_title.${step}`]);
  }
  assert.deepEqual(['', '#new', '#new-', '#new-else'].map(stepAt), ['form', 'form', 'form', 'form']);
  assert.deepEqual([stepAfter('form', -1), stepAfter('form', 1), stepAfter('people', -1), stepAfter('look', 1)], [undefined, 'about', 'about', undefined]);
});

test('W205 every fault belongs to the step in which its field is', () => {
  const draft = {
    ...newDraft(String, ''), body: '字'.repeat(1001), startsAt: 'x', items: [{ id: 40, title: '', kind: 'study', minutes: 'x' }], links: [{ id: 41, label: '', url: '' }],
  };
  assert.deepEqual([...new Set(faults(draft).map(({ field }) => `${stepOf(field)} ${field.replace(/\d+/, 'N')}`))].sort(), [
    'about body', 'about link-label-N', 'about link-url-N', 'about startsAt', 'about title', 'about venue-name-N', 'form item-minutes-N', 'form item-title-N',
  ]);
});

test('W205 lines that were left out stay so in a draft that is kept, and a draft of before has none', () => {
  const draft = { ...newDraft(String, '主会场'), people: '甲\n乙', leftOut: [2] };
  assert.deepEqual(draftOf(JSON.parse(JSON.stringify(draft))), draft);
  const { leftOut, ...earlier } = draft;
  assert.deepEqual(draftOf(earlier).leftOut, []);
});

test('W206 people are counted by what they are, the most first, and those who are nothing last', () => {
  assert.deepEqual(tally(['', '教育', '农业', '教育', '', '']), [['教育', 2], ['农业', 1], ['', 3]]);
  assert.deepEqual(tally(['b', 'a']), [['b', 1], ['a', 1]]);
  assert.deepEqual(tally([]), []);
});

test('W206 a step of preparation is due so long before the session begins, if anybody knows when', () => {
  assert.equal(dueAt('2026-12-03T09:00', 86_400_000), new Date(2026, 11, 2, 9).toISOString());
  for (const [start, before] of [['', 1], ['x', 1], ['2026-12-03T09:00', undefined], ['2026-12-03T09:00', null]]) assert.equal(dueAt(start, before), null);
});
