import assert from 'node:assert/strict';
import { test } from 'node:test';

import { UNDO_MS, createUndo, isUndoKey } from '../../../web/ui/parts/console/undo.js';

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

test('W75 the next own command ends the offer, whether it can be taken back or not', () => {
  const { undo, timers } = createOffering();
  undo.sent(DENIED, RESTORE);
  undo.sent(GRANTED, undefined);
  assert.equal(undo.offered, null);
  assert.deepEqual(timers(), []);
});

test('W75 the key U means it only where nobody writes', () => {
  const pressed = (more = {}, isWriting = false) => isUndoKey({ key: 'u', ...more }, isWriting);
  assert.deepEqual([pressed(), pressed({ key: 'U' })], [true, true]);
  for (const more of [{ key: 'v' }, { ctrlKey: true }, { altKey: true }, { metaKey: true }, { isComposing: true }, { keyCode: 229 }, { repeat: true }]) {
    assert.equal(pressed(more), false, JSON.stringify(more));
  }
  assert.equal(pressed({}, true), false);
});
