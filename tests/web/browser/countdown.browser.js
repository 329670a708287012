// Whether every screen tells the same time, and the right one.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { greatestDistance, recordCountdown } from './support/countdown.js';
import { inHall } from './support/hall.js';
import { ask, enter, floorOf, seesSpeaker } from './support/people.js';
import { begin, grant } from './support/presiding.js';
import { ITEMS } from './support/session.js';

const DISTANCE_MS_MAX = 100;
const CHANGES = 4;
const WRONG_MS = 10 * 60_000;

test('W48 countdowns are right within 100 ms, on a device whose clock is wrong and over a slow network too', (t) => inHall(async (hall) => {
  const devices = /** @type {const} */ ([
    ['chair', {}], ['gao', {}], ['ayguli', { clockAheadMs: WRONG_MS }], ['zhou', { clockAheadMs: -WRONG_MS, delayMs: 150 }],
  ]);
  const people = await Promise.all(devices.map(([who, make]) => enter(hall, who, make)));
  const [chair, gao] = people;
  await begin(chair.page, ITEMS[0].title);
  await ask(gao.page);
  await grant(chair.page, 'gao');
  await Promise.all(people.map(({ page }) => seesSpeaker(page, 'gao')));
  const recorded = await Promise.all(people.map(({ page }, index) => recordCountdown(floorOf(page).getByRole('timer'), CHANGES, devices[index][1])));

  const { turns, floor } = await hall.session.view();
  for (const [index, changes] of recorded.entries()) {
    const distance = greatestDistance(changes, turns[floor.turn]);
    t.diagnostic(`${people[index].who}: ${CHANGES} changes, at most ${distance.toFixed(1)} ms from the server's clock`);
    assert.ok(distance <= DISTANCE_MS_MAX, `${people[index].who}: ${distance} ms`);
  }
}));
