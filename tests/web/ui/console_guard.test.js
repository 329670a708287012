import assert from 'node:assert/strict';
import { test } from 'node:test';

import { GUARD_MS, createGuard } from '../../../web/ui/parts/console/guard.js';
import { findPeople } from '../../../web/ui/parts/console/people_search.js';

/** A guard whose timers go when they are told to. */
function createGuarded() {
  /** @type {{ms: number, run: () => void}[]} */
  const timers = [];
  let changes = 0;
  const guard = createGuard({
    after(ms, run) {
      const timer = { ms, run };
      timers.push(timer);
      return () => timers.splice(timers.indexOf(timer), 1);
    },
    changed: () => (changes += 1),
  });
  return { guard, timers, changes: () => changes, pass: () => timers.splice(0).forEach(({ run }) => run()) };
}

test('W73 what somebody else changed under the hand rests, and then takes presses again', () => {
  const { guard, timers, changes, pass } = createGuarded();
  guard.look({ next: '20 0', end: null }, 'somebody');
  assert.equal(guard.isClosed('next'), false, 'the first look changes nothing');
  guard.look({ next: '21 0', end: null }, 'somebody');
  assert.equal(guard.isClosed('next'), true);
  assert.equal(guard.isClosed('end'), false);
  assert.deepEqual(timers.map(({ ms }) => ms), [GUARD_MS]);
  pass();
  assert.equal(guard.isClosed('next'), false);
  assert.equal(changes(), 2, 'the screen is told of both');
});

test('W73 what I did myself, and what did not touch the control, lets it go on', () => {
  const { guard } = createGuarded();
  guard.look({ next: '20 0' }, 'somebody');
  guard.look({ next: '21 0' }, 'me');
  assert.equal(guard.isClosed('next'), false);
  guard.look({ next: '21 0' }, 'somebody');
  assert.equal(guard.isClosed('next'), false);
});

test('W73 a control that has only now got something to act upon is free', () => {
  const { guard } = createGuarded();
  guard.look({ next: null }, 'somebody');
  guard.look({ next: '20 0' }, 'somebody');
  assert.equal(guard.isClosed('next'), false);
});

test('W73 a second change begins the rest anew, and stopping ends it', () => {
  const { guard, timers } = createGuarded();
  guard.look({ next: '20 0' }, 'somebody');
  guard.look({ next: '21 0' }, 'somebody');
  guard.look({ next: '22 0' }, 'somebody');
  assert.equal(timers.length, 1);
  guard.stop();
  assert.equal(timers.length, 0);
  assert.equal(guard.isClosed('next'), false);
});

test('W74 people are found by every word of what was typed, in the name or beside it', () => {
  const people = [
    { participant: 1, name: '高志远', role: 'member', sector: '医药卫生界' },
    { participant: 2, name: '高兰', role: 'clerk' },
    { participant: 3, name: 'Ayguli Memet', role: 'member', sector: '少数民族界' },
  ];
  const find = (typed) => findPeople(/** @type {any} */ (people), typed, ({ sector }) => sector || '').map(({ participant }) => participant);
  assert.deepEqual(find(''), [1, 2, 3]);
  assert.deepEqual(find('高'), [1, 2]);
  assert.deepEqual(find(' 高  卫生 '), [1]);
  assert.deepEqual(find('ayguli'), [3]);
  assert.deepEqual(find('nobody'), []);
});
