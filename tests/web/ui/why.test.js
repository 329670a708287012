import assert from 'node:assert/strict';
import { test } from 'node:test';

import { useLanguage } from './support/words.js';
import { reasonsOf } from '../../../web/ui/why.js';

const NAMES = { 1: '沈国安' };
const nameOf = (participant) => NAMES[participant] || '';
const said = (kind, ...why) => reasonsOf(/** @type {any} */ ({ kind, why }), nameOf).join(' · ');

test('W110 a place is explained by its rank and by its own keys, in words', async () => {
  await useLanguage('zh-CN');
  assert.equal(said('impromptu', { code: 'arrival' }), '按申请先后');
  assert.equal(said('question', { code: 'arrival' }), '提问先于发言 · 按申请先后');
  assert.equal(said('point_of_order', { code: 'safe' }, { code: 'arrival' }), '程序问题最先 · 在锁定的位次内，同类申请排不到前面 · 按申请先后');
  assert.equal(said('impromptu', { code: 'turns', turns: 2 }, { code: 'arrival' }), '已发言 2 次，次数少的在前 · 按申请先后');
  assert.equal(said('impromptu', { code: 'turns', turns: 0 }), '还没有发言，优先');
  assert.equal(said('impromptu', { code: 'time', spent_ms: 125_400 }), '已发言 2:05，时间少的在前');
  assert.equal(said('impromptu', { code: 'time', spent_ms: 0 }), '还没有发言，优先');
  assert.match(said('impromptu', { code: 'sector', turns: 3 }), /本界别已发言 3 次/);
  assert.match(said('impromptu', { code: 'venue', turns: 1 }), /本会场已发言 1 次/);
});

test('W110 what moderators arranged names them and their reason; a last word stands behind every rank', async () => {
  await useLanguage('zh-CN');
  assert.equal(said('impromptu', { code: 'moved', by: 1, reason: '先请基层委员' }), '沈国安 调整：先请基层委员');
  assert.equal(said('question', { code: 'last_word', by: 1 }), '沈国安 安排最后发言');
  assert.equal(said('impromptu', { code: 'moved', by: 1, reason: 'undo 43' }), '沈国安 调整：撤销了一次调整（第 43 号记录）');
});

test('W110 the same in English, and a reason that a newer server gives is said as it is', async () => {
  await useLanguage('en');
  assert.equal(said('question', { code: 'turns', turns: 0 }), 'questions come before speeches · has not spoken yet, and comes first');
  assert.equal(said('impromptu', { code: 'lottery' }), 'lottery');
});
