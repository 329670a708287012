import assert from 'node:assert/strict';
import { test } from 'node:test';

import { kindsNow, maySpeak } from '../../../web/ui/kinds.js';

/** @type {(isOpen?: boolean, may_ask?: string[]) => any} */
const view = (isOpen = true, may_ask = undefined) => ({ rules: { may_ask }, queues: { 10: { open: isOpen, order: [] } } });

test('W113 the kinds are those that the server takes now, the usual one first', () => {
  assert.deepEqual(kindsNow(view(), 10, false), ['impromptu', 'prepared', 'question', 'point_of_order']);
  assert.deepEqual(kindsNow(view(), 10, true), ['impromptu', 'prepared', 'reply', 'question', 'point_of_order']);
  assert.deepEqual(kindsNow(view(false), 10, true), ['point_of_order'], 'a closed queue');
});

test('W113 whom the rules do not ask has points of order alone', () => {
  const asked = view(true, ['respondent']);
  assert.deepEqual(kindsNow(asked, 10, true, 'member'), ['point_of_order']);
  assert.ok(kindsNow(asked, 10, true, 'respondent').includes('reply'));
  assert.ok(kindsNow(asked, 10, true).includes('impromptu'), 'who will speak is not known yet');
  assert.deepEqual([maySpeak(asked, 'member'), maySpeak(view(), 'member')], [false, true]);
});
