import assert from 'node:assert/strict';
import { test } from 'node:test';

import { followDrag, slotAt } from '../../../web/ui/parts/console/queue_drag.js';
import { placesOf } from '../../../web/ui/parts/console/request_offers.js';

const page = /** @type {any} */ (globalThis);

/** A page as far as pointers concern it. */
function openPage() {
  page.document = new EventTarget();
  page.frames = [];
  Object.assign(page, { innerHeight: 600, scrolled: 0, requestAnimationFrame: (run) => page.frames.push(run), cancelAnimationFrame: () => { page.frames = []; } });
  page.scrollBy = (_, by) => { page.scrolled += by; };
  const blur = new EventTarget();
  page.addEventListener = blur.addEventListener.bind(blur);
  page.removeEventListener = blur.removeEventListener.bind(blur);
  return { tell: (name, more) => page.document.dispatchEvent(Object.assign(new Event(name, { cancelable: true }), { pointerId: 1, ...more })), leave: () => blur.dispatchEvent(new Event('blur')) };
}

const down = (more = {}) => ({ pointerId: 1, clientY: 100, isPrimary: true, button: 0, ...more });

/** What a drag told. */
function follow(event) {
  const told = [];
  followDrag(event, { over: (y) => told.push(y), drop: (y) => told.push(['drop', y]) });
  return told;
}

test('W238 a place is found by the middles of the others', () => {
  assert.deepEqual([0, 150, 151, 260, 900].map((y) => slotAt([50, 150, 250], y)), [0, 1, 2, 3, 3]);
  assert.equal(slotAt([], 10), 0);
  const waits = (kind) => ({ item: 1, kind });
  const view = /** @type {any} */ ({ requests: { 5: waits('impromptu'), 6: waits('impromptu'), 7: waits('question'), 8: waits('impromptu') }, queues: { 1: { order: [7, 5, 6, 8] } } });
  assert.deepEqual(placesOf(view, 6), { others: [5, 8], own: 1 }, 'within the rank');
});

test('W238 a drag is dropped where the pointer comes up, and a tremble is none', () => {
  const { tell } = openPage();
  const told = follow(down());
  tell('pointermove', { clientY: 103 });
  tell('pointermove', { clientY: 200, pointerId: 2 });
  assert.deepEqual(told, [], 'another finger, or too little');
  tell('pointermove', { clientY: 140 });
  tell('pointerup', { clientY: 140 });
  tell('pointermove', { clientY: 300 });
  assert.deepEqual(told, [140, null, ['drop', 140]]);
  const clicked = follow(down());
  tell('pointerup', { clientY: 101 });
  assert.deepEqual(clicked, []);
  for (const event of [down({ button: 2 }), down({ isPrimary: false })]) {
    const none = follow(event);
    tell('pointermove', { clientY: 200 });
    assert.deepEqual(none, []);
  }
});

test('W238 while a row is held no other key does anything', () => {
  const { tell } = openPage();
  let struck = 0;
  const told = follow(down());
  page.document.addEventListener('keydown', () => (struck += 1));
  tell('pointermove', { clientY: 140 });
  assert.equal(tell('keydown', { key: 'ArrowUp', altKey: true }), false, 'kept from the page');
  assert.equal(tell('selectstart'), false, 'no words are marked');
  assert.deepEqual([struck, told], [0, [140]]);
  tell('pointerup', { clientY: 140 });
  tell('keydown', { key: 'e' });
  assert.equal(struck, 1);
});

test('W238 Escape, the browser and another window end a drag with nothing dropped', () => {
  const { tell, leave } = openPage();
  for (const end of [() => tell('keydown', { key: 'Escape' }), () => tell('pointercancel'), leave]) {
    const told = follow(down());
    tell('pointermove', { clientY: 200 });
    tell('keydown', { key: 'a' });
    end();
    tell('pointerup', { clientY: 200 });
    assert.deepEqual(told, [200, null]);
  }
});

test('W238 near an edge of the window the page scrolls along', () => {
  const { tell } = openPage();
  const told = follow(down());
  const frame = () => page.frames.shift()();
  tell('pointermove', { clientY: 590 });
  frame();
  frame();
  assert.deepEqual([page.scrolled, told], [20, [590, 590, 590]]);
  tell('pointermove', { clientY: 300 });
  frame();
  assert.equal(page.scrolled, 20);
  tell('pointermove', { clientY: 10 });
  frame();
  assert.equal(page.scrolled, 10);
  tell('pointerup', { clientY: 10 });
  assert.equal(page.frames.length, 0);
});
