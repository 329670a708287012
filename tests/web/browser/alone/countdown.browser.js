// Whether every screen tells the same time, and the right one.
import { test } from 'node:test';

import { assertRight, recordCountdown } from '../support/countdown.js';
import { inHall } from '../support/hall.js';
import { ask, enter, floorOf, seesSpeaker } from '../support/people.js';
import { begin, grant } from '../support/presiding.js';
import { ITEMS } from '../support/session.js';

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
  const { turns, floor } = await hall.session.view();
  const turn = turns[floor.turn];
  await Promise.all(people.map(async ({ who, page }, index) => {
    const changes = await recordCountdown(floorOf(page).getByRole('timer'), turn, CHANGES, devices[index][1]);
    assertRight(t, who, changes, turn);
  }));
}));
