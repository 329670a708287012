import assert from 'node:assert/strict';
import { test } from 'node:test';

import { ACTIONS, chosenFrom, isKey, keyIn, KEYS, SCREENS, takenBy } from '../../../web/ui/key_table.js';

test('W236 each key that comes with the product is one that can be struck, and for one thing alone', () => {
  assert.equal(new Set(Object.values(KEYS)).size, ACTIONS.length);
  for (const action of ACTIONS) assert.ok(isKey(KEYS[action]), action);
  assert.deepEqual(['A', ' ', '', 'ab', '你', 'é'].filter(isKey), [], 'capitals are the same keys');
});

test('W236 what a device has kept holds as far as it can still be so', () => {
  assert.deepEqual(chosenFrom('{"end":"x","next":"e"}'), { end: 'x', next: 'e' });
  assert.deepEqual(chosenFrom('{"end":"s"}'), {}, 'two things for one key');
  assert.deepEqual(chosenFrom('{"end":7,"gone":"x","pause":"长"}'), {});
  for (const text of [null, '', 'null', '[', '7', '"x"']) assert.deepEqual(chosenFrom(text), {}, String(text));
  assert.deepEqual([keyIn({ end: 'x' }, 'end'), keyIn({}, 'end')], ['x', 'e']);
  assert.deepEqual([takenBy({}, 'end', 's'), takenBy({ next: 'x' }, 'end', 's'), takenBy({}, 'end', 'e')], ['next', null, null]);
});

test('W272 a key may do one thing at the console and another in a member\'s room', () => {
  assert.deepEqual([...new Set(Object.values(SCREENS).flat())].sort(), [...ACTIONS].sort());
  assert.deepEqual(chosenFrom('{"next":"r"}'), { next: 'r' });
  assert.deepEqual([takenBy({}, 'next', 'r'), takenBy({}, 'withdraw', 'r'), takenBy({}, 'withdraw', '/'), takenBy({}, 'next', '/')], [null, 'request', 'search', 'search']);
});
