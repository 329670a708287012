// What happens to a person whose network goes away.
import { test } from 'node:test';

import { assertRight, recordCountdown } from '../support/countdown.js';
import { inHall } from '../support/hall.js';
import {
  ask, enterAll, floorOf, loseNetwork, regainNetwork, release, seesAway, seesConnection, seesLoss, seesOwnPlace,
  seesOwnState, seesQueue, seesSpeaker,
} from '../support/people.js';
import { begin, grant } from '../support/presiding.js';
import { ITEMS } from '../support/session.js';
import { AWAY } from '../support/trouble.js';
import { hang, stage } from '../support/wall.js';

test('W41 who loses the network while waiting keeps the place, and gets the floor on return', () => inHall(async (hall) => {
  const [chair, gao, ayguli, zhou] = await enterAll(hall, 'chair', 'gao', 'ayguli', 'zhou');
  await begin(chair.page, ITEMS[1].title);
  await ask(gao.page);
  await grant(chair.page, 'gao');
  await ask(ayguli.page);
  await ask(zhou.page);
  await seesOwnPlace(ayguli.page, 1);
  await seesOwnPlace(zhou.page, 2);

  await loseNetwork(ayguli);
  await seesLoss(ayguli.page);
  await seesAway(chair.page, 'ayguli');
  // The meeting goes on without her; her page keeps what it had.
  await release(gao.page);
  await ask(gao.page);
  await seesOwnPlace(gao.page, 3);
  await seesQueue(chair.page, 'ayguli', 'zhou', 'gao');
  await seesOwnPlace(ayguli.page, 1);

  await regainNetwork(ayguli);
  await seesConnection(ayguli.page);
  await seesOwnPlace(ayguli.page, 1);
  await grant(chair.page, 'ayguli');
  await seesOwnState(ayguli.page, 'speaking');
  await Promise.all([chair, gao, zhou].map(({ page }) => seesSpeaker(page, 'ayguli')));
}));

test('W41 W271 a speaker who loses the network without a word keeps the floor, and the time is right on return', (t) => inHall(async (hall) => {
  const [[chair, gao, zhou], wall] = await Promise.all([enterAll(hall, 'chair', 'gao', 'zhou'), hang(hall)]);
  await begin(chair.page, ITEMS[1].title);
  await ask(gao.page);
  await grant(chair.page, 'gao');
  await seesOwnState(gao.page, 'speaking');
  await stage(wall.page, 'floor').getByRole('timer').waitFor();

  for (const { trouble, network } of [gao, wall]) {
    trouble.announce(...AWAY);
    network.silence();
  }
  // Nobody is told: both sides find out by a ping that is not answered.
  await Promise.all([seesLoss(gao.page), wall.page.locator('.countdown-stopped').waitFor()]);
  const unsure = gao.page.getByRole('timer').filter({ hasText: '≈' });
  await unsure.first().waitFor();
  await Promise.all([chair, zhou].map(({ page }) => seesSpeaker(page, 'gao')));

  [gao, wall].forEach(({ network }) => network.heal());
  await Promise.all([seesConnection(gao.page), unsure.first().waitFor({ state: 'detached' }), wall.page.locator('.countdown-stopped').waitFor({ state: 'detached' })]);
  await seesOwnState(gao.page, 'speaking');
  const { turns, floor } = await hall.session.view();
  await Promise.all([floorOf(gao.page), stage(wall.page, 'floor')].map(async (shown, index) => {
    const changes = await recordCountdown(shown.getByRole('timer'), turns[floor.turn], 2);
    assertRight(t, `${index ? 'the big screen' : 'the speaker'} after the loss`, changes, turns[floor.turn]);
  }));
  await release(gao.page);
}, { configuration: '[live]\nheartbeat_ms = 1000\n' }));
