import assert from 'node:assert/strict';
import { test } from 'node:test';

import { UNDO_MS, createUndo, stillApplies } from '../../../web/ui/parts/console/undo.js';

function createOffering() {
  /** @type {{ms: number, run: () => void}[]} */
  let timers = [];
  const undo = createUndo({
    after(ms, run) {
      const timer = { ms, run };
      timers.push(timer);
      return () => (timers = timers.filter((each) => each !== timer));
    },
    changed() {},
  });
  return { undo, timers: () => timers.map(({ ms }) => ms), pass: () => timers.splice(0).forEach(({ run }) => run()) };
}
const DENIED = /** @type {any} */ ({ type: 'deny_request', request: 20, reason: 'r' });
const RESTORE = /** @type {any} */ ({ type: 'restore_request', request: 20 });
const GRANTED = /** @type {any} */ ({ type: 'grant_floor', request: 21, expect_turn: null });

test('W75 the last own command is offered for taking back, once, for a while', () => {
  const { undo, timers, pass } = createOffering();
  assert.equal(undo.offered, null);
  undo.sent(DENIED, RESTORE);
  assert.deepEqual(undo.offered, { done: 'deny_request', undo: RESTORE });
  assert.deepEqual(timers(), [UNDO_MS]);
  assert.equal(undo.take(), RESTORE);
  assert.equal(undo.take(), null, 'a second press takes nothing back');
  undo.sent(DENIED, RESTORE);
  pass();
  assert.equal(undo.offered, null);
});

test('W75 what took something back is not offered in turn, and the same done anew is', () => {
  const { undo, timers } = createOffering();
  undo.sent(DENIED, RESTORE);
  undo.take();
  undo.sent(RESTORE, DENIED);
  assert.deepEqual([undo.offered, timers()], [null, []]);
  undo.sent({ ...RESTORE }, DENIED);
  assert.deepEqual(undo.offered, { done: 'restore_request', undo: DENIED });
});

test('W75 the next own command ends the offer, whether it can be taken back or not', () => {
  const { undo, timers } = createOffering();
  undo.sent(DENIED, RESTORE);
  undo.sent(GRANTED, undefined);
  assert.equal(undo.offered, null);
  assert.deepEqual(timers(), []);
});

test('W75 what there is nothing left of to take back is not offered', () => {
  const view = /** @type {any} */ ({
    session: { phase: 'recess' }, floor: { turn: 30, interrupted: [] }, turns: { 30: { state: 'paused' } },
    requests: { 20: { state: 'waiting' }, 21: { state: 'called' } }, queues: { 3: { open: true } },
  });
  const applies = (/** @type {any} */ undo) => stillApplies(undo, view);
  for (const undo of [
    { type: 'recall_call', request: 21 }, { type: 'call_speaker', request: 20, expect_turn: 30 }, { type: 'move_request', request: 20 },
    { type: 'restore_request', request: 22 }, { type: 'resume_turn', expect_turn: 30 }, { type: 'resume_session' }, { type: 'close_queue', item: 3 },
    { type: 'open_queue', item: 4 }, { type: 'amend_rules' }, { type: 'restore_turn', turn: 29 },
  ]) assert.equal(applies(undo), true, undo.type);
  for (const undo of [
    { type: 'recall_call', request: 20 }, { type: 'recall_call', request: 99 }, { type: 'call_speaker', request: 20, expect_turn: null },
    { type: 'move_request', request: 21 }, { type: 'restore_request', request: 20 }, { type: 'pause_turn', expect_turn: 30 },
    { type: 'resume_turn', expect_turn: 31 }, { type: 'call_recess' }, { type: 'open_queue', item: 3 }, { type: 'close_queue', item: 4 },
  ]) assert.equal(applies(undo), false, undo.type);
});
