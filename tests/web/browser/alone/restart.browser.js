// What happens when the server dies and comes back.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { assertRight, recordCountdown } from '../support/countdown.js';
import { inHall } from '../support/hall.js';
import { ask, enterAll, floorOf, press, release, seesConnection, seesFreeFloor, seesLoss, seesOwnPlace, seesOwnState, seesSpeaker } from '../support/people.js';
import { begin, grant } from '../support/presiding.js';
import { ITEMS } from '../support/session.js';
import { say, saying } from '../support/text.js';
import { AWAY } from '../support/trouble.js';
import { hang, stage } from '../support/wall.js';

test('W42 the server is killed in the middle of a speech and started again, and everybody goes on', (t) => inHall(async (hall) => {
  const [people, wall] = await Promise.all([enterAll(hall, 'chair', 'operator', 'gao', 'ayguli', 'zhou'), hang(hall)]);
  const [chair, , gao, ayguli, zhou] = people;
  await begin(chair.page, ITEMS[0].title);
  await ask(gao.page);
  await grant(chair.page, 'gao');
  await ask(ayguli.page);
  await Promise.all(people.map(({ page }) => seesSpeaker(page, 'gao')));
  const { floor: { turn } } = await hall.session.view();

  [wall, ...people].forEach(({ trouble }) => trouble.announce(...AWAY));
  await hall.server.kill();
  await Promise.all([wall.page.getByText(saying('screen.lost')).waitFor(), ...people.map(({ page }) => seesLoss(page))]);
  // Asked for while nobody listens: it is sent when somebody does.
  await press(zhou.page, say('own.ask'));
  await hall.server.restart();
  await Promise.all(people.map(({ page }) => seesConnection(page)));
  await seesOwnPlace(ayguli.page, 1);
  await seesOwnPlace(zhou.page, 2);

  const after = await hall.session.view();
  assert.equal(after.floor.turn, turn, 'it is the same turn');
  await wall.page.locator('.countdown-stopped').waitFor({ state: 'detached' });
  const seen = [{ who: 'the big screen', floor: stage(wall.page, 'floor') }, ...people.map(({ who, page }) => ({ who, floor: floorOf(page) }))];
  await Promise.all(seen.map(async ({ who, floor }) => {
    const changes = await recordCountdown(floor.getByRole('timer'), after.turns[turn], 2);
    assertRight(t, `${who} after the restart`, changes, after.turns[turn]);
  }));

  await release(gao.page);
  await Promise.all(people.map(({ page }) => seesFreeFloor(page)));
  await grant(chair.page, 'ayguli');
  await seesOwnState(ayguli.page, 'speaking');
  await Promise.all(people.map(({ page }) => seesSpeaker(page, 'ayguli')));
}));
