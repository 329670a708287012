// Whether every screen tells the same time, and the right one.
import { test } from 'node:test';

import { assertRight, recordCountdown } from '../support/countdown.js';
import { inHall } from '../support/hall.js';
import { ask, enter, floorOf, seesSpeaker } from '../support/people.js';
import { begin, grant } from '../support/presiding.js';
import { ITEMS } from '../support/session.js';
import { hang, stage } from '../support/wall.js';

const CHANGES = 4;
const WRONG_MS = 10 * 60_000;

test('W48 countdowns are right within 100 ms, on a device whose clock is wrong and over a slow network too', (t) => inHall(async (hall) => {
  const devices = /** @type {const} */ ([
    ['chair', {}], ['gao', {}], ['ayguli', { clockAheadMs: WRONG_MS }], ['zhou', { clockAheadMs: -WRONG_MS, delayMs: 150 }],
    ['operator', { clockAheadMs: -WRONG_MS }],
  ]);
  const hung = { clockAheadMs: WRONG_MS };
  const [wall, ...people] = await Promise.all([hang(hall, hung), ...devices.map(([who, make]) => enter(hall, who, make))]);
  const [chair, gao] = people;
  await begin(chair.page, ITEMS[0].title);
  await ask(gao.page);
  await grant(chair.page, 'gao');
  await Promise.all(people.map(({ page }) => seesSpeaker(page, 'gao')));
  const { turns, floor } = await hall.session.view();
  const turn = turns[floor.turn];
  /** @type {(who: string, floor: import('playwright-core').Locator, make: { clockAheadMs?: number }) => Promise<void>} */
  const assertTime = async (who, floor, make) => assertRight(t, who, await recordCountdown(floor.getByRole('timer'), turn, CHANGES, make), turn);
  await Promise.all([
    assertTime('the big screen', stage(wall.page, 'floor'), hung), ...people.map(({ who, page }, index) => assertTime(who, floorOf(page), devices[index][1])),
  ]);
}));
