import assert from 'node:assert/strict';
import { test } from 'node:test';

import { newsOf } from '../../../web/ui/news.js';

const ME = 7;
const CHAIR = 1;
const OWN = { kind: 'impromptu', name: null };
const FOR_ANOTHER = { kind: 'question', name: '高志远' };
const requests = new Map([[20, OWN], [21, FOR_ANOTHER]]);
const turns = new Map([[30, OWN]]);
/** @type {(entry: any, by?: number | null) => any[]} */
const told = (entry, by = CHAIR) => newsOf(/** @type {any} */ ({ by, entry }), ME, requests, turns).map(({ key, mine, values }) => [key, mine, values.reason]);

test('W111 what others or the clock did to a request or a turn of one’s own is told, with the reason', () => {
  assert.deepEqual(told({ type: 'request_denied', request: 20, reason: '请先书面提交' }), [['news.request_denied', OWN, '请先书面提交']]);
  assert.deepEqual(told({ type: 'request_passed', request: 20 }, null), [['news.request_passed', OWN, undefined]]);
  assert.deepEqual(told({ type: 'request_moved', request: 21, reason: '统筹' }), [['news.request_moved', FOR_ANOTHER, '统筹']]);
  assert.deepEqual(told({ type: 'item_finished', item: 3, expired: [20, 99] }).map(([key]) => key), ['news.request_expired']);
  assert.deepEqual(told({ type: 'session_adjourned', expired: [20, 21] }).length, 2);
  assert.deepEqual(told({ type: 'role_changed', participant: ME, role: 'observer', withdrawn: [20] }).map(([key]) => key), ['news.request_withdrawn']);
  for (const how of ['ended', 'timed_out', 'revoked', 'yielded']) {
    assert.deepEqual(told({ type: 'turn_ended', turn: 30, how, spent_ms: 1, reason: 'r' }).map(([key]) => key), [`news.turn_${how}`]);
  }
  assert.deepEqual(newsOf(/** @type {any} */ ({ by: CHAIR, entry: { type: 'turn_extended', turn: 30, by_ms: 60_000, reason: 'r' } }), ME, requests, turns)[0].values, { reason: 'r', by_ms: 60_000 });
});

test('W111 what one did oneself, and what happened to others, is no news', () => {
  assert.deepEqual(told({ type: 'request_withdrawn', request: 20 }, ME), []);
  assert.deepEqual(told({ type: 'request_denied', request: 99, reason: 'r' }), []);
  assert.deepEqual(told({ type: 'turn_ended', turn: 31, how: 'revoked', spent_ms: 1 }), []);
  assert.deepEqual(told({ type: 'turn_ended', turn: 30, how: 'released', spent_ms: 1 }), [], 'a release needs no news');
  assert.deepEqual(told({ type: 'redacted' }), []);
});
