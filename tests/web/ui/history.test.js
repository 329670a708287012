import assert from 'node:assert/strict';
import { test } from 'node:test';

import { applyAttendance } from '../../../web/ui/attendance.js';
import { askerOf, leftRequests, restorable, turnsOf } from '../../../web/ui/history.js';

const [CHAIR, GAO, ZHOU, OPERATOR] = [1, 2, 3, 4];
/** A journal from entry 10 on. @type {(...entries: [by: number | null, entry: any][]) => any[]} */
const journal = (...entries) => entries.map(([by, entry], index) => ({ seq: 10 + index, at: `t${10 + index}`, by, entry }));
/** @type {(state?: string) => any} */
const view = (state = 'active') => ({ session: { phase: 'open' }, agenda: { items: { 3: { state }, 5: { state: 'active' } } } });
const asked = { type: 'floor_requested', item: 3, kind: 'impromptu' };

test('W112 who left the queue without a turn is found in the journal, the last one first', () => {
  const left = leftRequests(journal(
    [GAO, { ...asked, subject: '装药盒' }], [OPERATOR, { ...asked, for: ZHOU }], [GAO, { ...asked, kind: 'question' }],
    [null, { type: 'request_passed', request: 11 }], [CHAIR, { type: 'request_denied', request: 10, reason: '请书面提交' }],
    [CHAIR, { type: 'floor_granted', request: 12, speaker: GAO, item: 3, kind: 'question', limit_ms: 1 }],
  ));
  assert.deepEqual(left.map(({ id, speaker, asked_by, left: how }) => [id, speaker, asked_by, how && how.how, how && how.reason]), [
    [10, GAO, GAO, 'denied', '请书面提交'], [11, ZHOU, OPERATOR, 'passed', undefined],
  ]);
});

test('W112 who waits again, or went with a role, has not left; what was carried over belongs to the other item', () => {
  assert.deepEqual(leftRequests(journal([GAO, asked], [GAO, { type: 'request_withdrawn', request: 10 }], [GAO, { type: 'request_restored', request: 10 }])), []);
  assert.deepEqual(leftRequests(journal([GAO, asked], [CHAIR, { type: 'participant_removed', participant: GAO, withdrawn: [10] }])), []);
  const carried = leftRequests(journal([GAO, asked], [CHAIR, { type: 'item_started', item: 5, carried: [10] }], [GAO, { type: 'request_withdrawn', request: 10 }]));
  assert.deepEqual(carried.map(({ id, item }) => [id, item]), [[10, 5]]);
});

test('W112 moderators let wait again whoever did not withdraw, people their own that was passed or withdrawn', () => {
  const left = leftRequests(journal(
    [GAO, asked], [ZHOU, asked], [OPERATOR, { ...asked, for: ZHOU }],
    [GAO, { type: 'request_withdrawn', request: 10 }], [CHAIR, { type: 'request_denied', request: 11, reason: 'r' }], [null, { type: 'request_passed', request: 12 }],
  ));
  const may = (me, moderates, given = view()) => restorable(left, given, me, moderates).map(({ id }) => id);
  assert.deepEqual(may(CHAIR, true), [12, 11]);
  assert.deepEqual(may(GAO, false), [10]);
  assert.deepEqual(may(ZHOU, false), [12], 'a denial stands');
  assert.deepEqual(may(OPERATOR, false), [12]);
  assert.deepEqual(may(CHAIR, true, view('finished')), []);
  assert.deepEqual(may(CHAIR, true, { ...view(), session: { phase: 'adjourned' } }), []);
});

test('W112 turns come from a grant, a yield or a restoration, with what they were given and what they spent', () => {
  const turns = turnsOf(journal(
    [CHAIR, { type: 'floor_granted', request: 1, speaker: GAO, item: 3, kind: 'impromptu', limit_ms: 60_000 }],
    [CHAIR, { type: 'turn_extended', turn: 10, by_ms: 30_000, reason: 'r' }],
    [CHAIR, { type: 'turn_ended', turn: 10, how: 'yielded', spent_ms: 50_000, to: ZHOU, limit_ms: 40_000 }],
    [CHAIR, { type: 'turn_ended', turn: 12, how: 'ended', spent_ms: 10_000 }],
    [CHAIR, { type: 'turn_restored', turn: 12, speaker: ZHOU, item: 3, kind: 'impromptu', limit_ms: 30_000 }],
    [CHAIR, { type: 'turn_ended', turn: 9, how: 'ended', spent_ms: 1 }],
  ));
  assert.deepEqual(turns.map(({ turn, speaker, limit_ms, ended, restored }) => [turn, speaker, limit_ms, ended && ended.how, Boolean(restored)]), [
    [14, ZHOU, 30_000, undefined, false], [12, ZHOU, 40_000, 'ended', true], [10, GAO, 90_000, 'yielded', false],
  ]);
});

test('W112 who asked is found by the number, where the journal is loaded that far', () => {
  const entries = journal([OPERATOR, { ...asked, for: ZHOU }]);
  assert.deepEqual([askerOf(entries, 10), askerOf(entries, 9), askerOf([], 10)], [OPERATOR, null, null]);
});

test('W114 who is there follows from what the journal says of comings and goings', () => {
  /** @type {Set<number>} */
  const there = new Set();
  const apply = (entry) => applyAttendance(there, /** @type {any} */ (entry));
  assert.equal(apply({ type: 'attendance_recorded', arrived: [GAO, ZHOU], departed: [] }), true);
  assert.equal(apply({ type: 'attendance_recorded', arrived: [CHAIR], departed: [ZHOU] }), true);
  assert.equal(apply({ type: 'session_opened' }), false);
  assert.deepEqual([...there], [GAO, CHAIR]);
  apply({ type: 'participant_removed', participant: GAO });
  assert.deepEqual([...there], [CHAIR]);
});
