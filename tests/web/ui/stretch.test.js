import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createStretch } from '../../../web/ui/stretch.js';
import { createDice } from './support/dice.js';

const PAGE = 40;
const MOST = 120;
const WALKS = 300;

/** @typedef {{number: number, weight: number}} Line */

const newStretch = () => createStretch({ numberOf: ({ number }) => number, weightOf: ({ weight }) => weight, page: PAGE, most: MOST });

/** @type {(count: number, weight?: number, first?: number) => Line[]} */
const lines = (count, weight = 1, first = 1) => Array.from({ length: count }, (_, index) => ({ number: first + index, weight }));

test('W250 of ten thousand lines the newest page is drawn, a page more with each step, and never more than so much', () => {
  const list = lines(10_000);
  const stretch = newStretch();
  assert.deepEqual(stretch.range(list), { begin: 9_960, end: 10_000 });
  const seen = new Set();
  for (let step = 0; step < 10_000 / PAGE; step += 1) {
    const { begin, end } = stretch.range(list);
    assert.ok(end - begin <= MOST);
    for (let index = begin; index < end; index += 1) seen.add(index);
    stretch.goBack(list);
  }
  assert.equal(seen.size, 10_000, 'every line was there to be read');
  assert.deepEqual(stretch.range(list), { begin: 0, end: MOST });
  stretch.goForth(list);
  assert.deepEqual(stretch.range(list), { begin: PAGE, end: MOST + PAGE });
  stretch.toNewest();
  assert.deepEqual(stretch.range(list), { begin: 9_960, end: 10_000 });
});

test('W250 a list that grows at both ends goes on following its newest, or stays where it was led', () => {
  const stretch = newStretch();
  assert.deepEqual(stretch.range([]), { begin: 0, end: 0 });
  stretch.goBack([]);
  stretch.goForth([]);
  const list = lines(200, 1, 1_001);
  stretch.goBack(list);
  assert.deepEqual(stretch.range([...list, ...lines(5, 1, 1_201)]), { begin: 125, end: 205 }, 'what is new is there, the oldest goes');
  stretch.goBack(list);
  stretch.goBack(list);
  assert.deepEqual(stretch.range(list), { begin: 40, end: 160 });
  assert.deepEqual(stretch.range([...lines(50, 1, 951), ...list, ...lines(5, 1, 1_201)]), { begin: 90, end: 210 });
  stretch.goForth(list);
  assert.deepEqual(stretch.range(list), { begin: 80, end: 200 });
  assert.deepEqual(stretch.range([...list, ...lines(5, 1, 1_201)]), { begin: 85, end: 205 }, 'it follows again');
});

test('W250 what is held stays, whatever comes behind it, until it is led elsewhere', () => {
  const stretch = newStretch();
  stretch.hold([]);
  const list = lines(200);
  stretch.hold(list);
  assert.equal(stretch.isHeld, true);
  const grown = [...list, ...lines(300, 1, 201)];
  assert.deepEqual(stretch.range(grown), { begin: 160, end: 200 });
  stretch.goBack(grown);
  assert.deepEqual([stretch.range(grown), stretch.isHeld], [{ begin: 120, end: 240 }, false]);
  stretch.toNewest();
  assert.deepEqual(stretch.range(grown), { begin: 460, end: 500 });
});

test('W250 what comes between lines that stand there makes them no more than there is room for', () => {
  const stretch = newStretch();
  const list = lines(1_000).filter(({ number }) => number % 2 === 0);
  for (let step = 0; step < 5; step += 1) stretch.goBack(list);
  const { begin, end } = stretch.range(list);
  assert.equal(end - begin, MOST);
  const all = lines(1_000);
  const now = stretch.range(all);
  assert.deepEqual([all[now.begin].number, now.end - now.begin], [list[begin].number, MOST]);
});

test('W250 wherever somebody goes in whatever list, so much is drawn at most, the line at the edge stays, and each line can be reached', () => {
  for (let seed = 1; seed <= WALKS; seed += 1) {
    const dice = createDice(seed);
    // Some weigh more than everything that is drawn at once.
    const list = Array.from({ length: 1 + dice(80) }, (_, index) => ({ number: 10 * (index + 1), weight: dice(8) === 0 ? 1 + dice(2 * MOST) : 1 + dice(10) }));
    const stretch = newStretch();
    const weigh = () => {
      const { begin, end } = stretch.range(list);
      assert.ok(begin < end && end <= list.length, `seed ${seed}: something is drawn`);
      const weights = list.slice(begin, end).map(({ weight }) => weight);
      const sum = weights.reduce((all, each) => all + each, 0);
      // The line at the edge stays beside whatever comes, and either may be too long by itself.
      assert.ok(sum <= MOST || weights.length <= 2 || sum - Math.max(...weights) <= MOST, `seed ${seed}: ${weights}`);
      return { begin, end };
    };
    for (let step = 0; step < 40; step += 1) {
      const before = weigh();
      const act = dice(4);
      if (act === 0) {
        const index = dice(list.length);
        stretch.show(list, index);
        const { begin, end } = weigh();
        assert.ok(begin <= index && index < end, `seed ${seed}: what was sought is there`);
        if (before.begin <= index && index < before.end) assert.deepEqual({ begin, end }, before, `seed ${seed}: it was there`);
      } else if (act === 1) {
        stretch.goForth(list);
        const { begin, end } = weigh();
        if (before.end < list.length) assert.ok(begin < before.end && end > before.end, `seed ${seed}: the newest that stood there stays`);
      } else {
        stretch.goBack(list);
        const { begin, end } = weigh();
        if (before.begin > 0) assert.ok(begin < before.begin && before.begin < end, `seed ${seed}: the oldest that stood there stays`);
      }
    }
    for (let step = 0; step < list.length; step += 1) stretch.goBack(list);
    assert.equal(stretch.range(list).begin, 0, `seed ${seed}: the oldest can be reached`);
    for (let step = 0; step < list.length; step += 1) stretch.goForth(list);
    assert.equal(stretch.range(list).end, list.length, `seed ${seed}: and the newest`);
  }
});
