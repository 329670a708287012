// One person with two tabs.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { inHall } from './support/hall.js';
import { ask, enter, enterAll, press, release, seesConnection, seesOwnPlace, seesOwnState, turnTo, withdraw } from './support/people.js';
import { begin, grant } from './support/presiding.js';
import { ITEMS } from './support/session.js';
import { say } from './support/text.js';

test('W43 two tabs of one person agree, ask once, and closing one costs nothing', () => inHall(async (hall) => {
  const [chair, gao] = await enterAll(hall, 'chair', 'gao');
  await begin(chair.page, ITEMS[1].title);
  const first = gao.page;
  const second = await gao.context.newPage();
  await second.goto(first.url());
  await seesConnection(second);

  await ask(first);
  await seesOwnPlace(second, 1);
  await withdraw(second);
  await seesOwnState(first, 'can_ask');
  // Both at once, for neither has heard of the other: one request is made, and the other tab is told why not.
  gao.network.silence();
  await press(first, say('own.ask'));
  await press(second, say('own.ask'));
  gao.network.heal();
  await Promise.all([first, second].map((page) => seesOwnPlace(page, 1)));
  await Promise.any([first, second].map((page) => page.getByText(say('refusal.already_waiting')).waitFor()));
  const entries = await hall.session.entries();
  const asked = entries.filter((/** @type {any} */ { entry }) => entry.type === 'floor_requested');
  assert.equal(asked.length, 2, 'one before, one now');

  await grant(chair.page, 'gao');
  await Promise.all([first, second].map((page) => seesOwnState(page, 'speaking')));
  await first.close();
  await seesOwnState(second, 'speaking');
  await release(second);
  await seesOwnState(second, 'can_ask');
}));

test('W270 a tab of the room is a place in the history: going back leads to it without coming in anew, and a reload stays', () => inHall(async (hall) => {
  const { page } = await enter(hall, 'gao');
  const chosen = (/** @type {string} */ tab) => page.getByRole('tab', { name: say(`tabs.${tab}`), selected: true }).waitFor();
  const room = await page.locator('rostrum-member').elementHandle();
  await turnTo(page, 'agenda');
  await turnTo(page, 'rules');
  await page.goBack();
  await chosen('agenda');
  await page.goBack();
  await chosen('live');
  assert.ok(await room?.evaluate((element) => element.isConnected), 'the room is the same');
  await page.goForward();
  await chosen('agenda');
  await page.reload();
  await seesConnection(page);
  await chosen('agenda');
}));
