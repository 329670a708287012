import assert from 'node:assert/strict';
import { test } from 'node:test';

import { inLanes, laneOf, LANES, movesOf } from '../../../web/ui/lanes.js';

const post = (id, more = {}) => /** @type {any} */ ({ post: id, by: { participant: id, sector: id % 2 ? '医卫' : '经济' }, at: '', text: `P${id}`, versions: 1, endorsements: 0, ...more });
const sectorOf = ({ by }) => by.sector;
const ids = (lanes) => Object.fromEntries(LANES.map((lane) => [lane, lanes[lane].map((each) => each.post)]));

test('W240 a post stands in the lane of what has become of it, and in no other', () => {
  assert.deepEqual([
    {}, { approved: false }, { raised: 9 }, { raised: 9, answered: { turn: 9 } }, { hidden: true, approved: false }, { withdrawn: true, answered: { turn: 9 } }, { approved: false, raised: 9 },
  ].map((more) => laneOf(post(1, more))), ['shown', 'waiting', 'raised', 'answered', 'gone', 'gone', 'waiting']);
});

test('W240 who waits longest is first, elsewhere the newest or what most hold with; one sector alone where that is wanted', () => {
  const posts = [post(1, { endorsements: 2 }), post(2), post(3, { endorsements: 2 }), post(4, { approved: false }), post(6, { approved: false, endorsements: 9 }), post(5, { hidden: true })];
  const empty = { raised: [], answered: [] };
  assert.deepEqual(ids(inLanes(posts, { sort: 'newest', sectorOf })), { ...empty, waiting: [4, 6], shown: [3, 2, 1], gone: [5] });
  assert.deepEqual(ids(inLanes(posts, { sort: 'endorsed', sectorOf })), { ...empty, waiting: [4, 6], shown: [3, 1, 2], gone: [5] });
  assert.deepEqual(ids(inLanes(posts, { sort: 'newest', sectorOf, sector: '经济' })), { ...empty, waiting: [4, 6], shown: [2], gone: [] });
});

test('W241 a card offers what the server takes then', () => {
  const moves = (more, may = {}, pinned = []) => movesOf(post(1, more), { pinned }, { isSealed: false, takesRequests: true, ...may });
  assert.deepEqual(moves({ approved: false }), ['approve', 'refuse']);
  assert.deepEqual(moves({}), ['on_screen', 'raise', 'link_answer', 'pin', 'hide']);
  assert.deepEqual(moves({}, { takesRequests: false }, [1]), ['on_screen', 'link_answer', 'unpin', 'hide']);
  assert.deepEqual(moves({ raised: 9 }), ['on_screen', 'link_answer', 'pin', 'hide']);
  assert.deepEqual(moves({ raised: 9, answered: { turn: 9 } }), ['on_screen', 'pin', 'hide']);
  assert.deepEqual(moves({ hidden: true }), ['show']);
  assert.deepEqual(moves({ withdrawn: true, hidden: true }), []);
  for (const more of [{}, { approved: false }, { hidden: true }]) assert.deepEqual(moves(more, { isSealed: true }), []);
});

test('W240 four thousand posts are laid into lanes in a moment', () => {
  const posts = Array.from({ length: 4000 }, (_, id) => post(id + 1, { endorsements: id % 97, approved: id % 50 === 0 ? false : undefined }));
  const before = performance.now();
  const lanes = inLanes(posts, { sort: 'endorsed', sectorOf });
  assert.equal(lanes.waiting.length + lanes.shown.length, 4000);
  assert.ok(performance.now() - before < 500);
});
