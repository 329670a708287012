import assert from 'node:assert/strict';
import { test } from 'node:test';

import { FakeElement, page } from './support/page.js';
import './support/words.js';

const { h, render } = await import('../../../web/ui/dom.js');
const { drawQueue } = await import('../../../web/ui/parts/queue.js');

/** What drawing does to the page. @param {() => void} draw */
function changesOf(draw) {
  const before = page.changes;
  draw();
  return page.changes - before;
}

const list = (...keys) => h('ol', null, ...keys.map((key) => h('li', { key }, `第 ${key} 行`)));
const rows = (parent) => parent.childNodes[0].childNodes;
const texts = (parent) => rows(parent).map((row) => row.textContent);

test('W253 rows keep their nodes by their keys, whatever comes, goes or moves, and no other is touched', () => {
  const parent = new FakeElement('main');
  const draw = (...keys) => render(/** @type {any} */ (parent), list(...keys));
  draw(1, 2, 3, 4, 5);
  const [one, two, three, four, five] = rows(parent);
  assert.equal(changesOf(() => draw(1, 2, 3, 4, 5)), 0);
  // A row and its text come; a row goes.
  assert.equal(changesOf(() => draw(0, 1, 2, 3, 4, 5)), 2);
  assert.deepEqual(rows(parent).slice(1), [one, two, three, four, five]);
  assert.equal(changesOf(() => draw(1, 2, 4, 5)), 2);
  assert.deepEqual(rows(parent), [one, two, four, five]);
  draw(5, 4, 6, 1);
  assert.deepEqual(texts(parent), [5, 4, 6, 1].map((key) => `第 ${key} 行`));
  assert.deepEqual([rows(parent)[0], rows(parent)[1], rows(parent)[3]], [five, four, one]);
  draw();
  assert.deepEqual(rows(parent), []);
});

test('W274 no sign in what people write turns the order of what stands beside it', () => {
  const parent = new FakeElement('main');
  render(/** @type {any} */ (parent), h('p', null, '张\u202e三\u2066', h('b', null, '委员')));
  assert.equal(parent.childNodes[0].textContent, '张三委员');
});

test('W253 a long list in another order is drawn without looking for each row among all', () => {
  const parent = new FakeElement('main');
  const keys = Array.from({ length: 3_000 }, (_, index) => index);
  render(/** @type {any} */ (parent), list(...keys));
  const nodes = new Set(rows(parent));
  const reordered = keys.map((key) => (key * 7) % 3_000);
  render(/** @type {any} */ (parent), list(...reordered));
  assert.deepEqual(texts(parent), reordered.map((key) => `第 ${key} 行`));
  assert.ok(rows(parent).every((row) => nodes.has(row)));
});

const request = (participant) => ({
  for: { participant, name: `委员${participant}` }, asked_by: participant, kind: 'impromptu', state: 'waiting', why: [{ code: 'arrival' }],
});
const venues = {};
const room = (requests, order, away = []) => ({
  view: { venues, requests, queues: { 3: { open: true, order } } }, me: { participant: 7 }, presence: { away }, roster: { name: String },
});

test('W253 one change of a queue of 200 draws the rows that it is about, and the others are not looked at', () => {
  const requests = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [index + 1, request(index + 1)]));
  const order = Object.keys(requests).map(Number);
  const parent = new FakeElement('main');
  const draw = (given) => {
    const drawn = drawQueue(/** @type {any} */ (given), 3);
    render(/** @type {any} */ (parent), drawn);
    return drawn.children[1].children;
  };
  const before = draw(room(requests, order));
  const again = draw(room(requests, order));
  assert.ok(again.every((row, index) => row === before[index]), 'nothing has changed');
  const longer = draw(room({ ...requests, 300: request(300) }, [...order, 300]));
  assert.deepEqual(longer.slice(0, 200), before);
  assert.equal(longer.length, 201);
  const away = draw(room(requests, order, [200]));
  assert.deepEqual(away.flatMap((row, index) => (row === before[index] ? [] : [index])), [199]);
  const moved = draw(room(requests, [...order.slice(0, 198), 200, 199]));
  assert.deepEqual(moved.flatMap((row, index) => (row === before[index] ? [] : [index])), [198, 199]);
  const shown = parent.childNodes[0].childNodes[1].childNodes.map((/** @type {any} */ row) => row.textContent);
  assert.match(shown[198], /^199委员200/);
  assert.match(shown[199], /^200委员199/);
});
