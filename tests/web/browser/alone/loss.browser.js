// What happens to a person whose network goes away.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { behindTheScenes, open, speak } from '../support/backstage.js';
import { assertRight, recordCountdown } from '../support/countdown.js';
import { inHall } from '../support/hall.js';
import {
  ask, enterAll, floorOf, loseNetwork, regainNetwork, release, seesAway, seesConnection, seesLoss, seesOwnPlace,
  seesOwnState, seesQueue, seesSpeaker,
} from '../support/people.js';
import { begin, grant } from '../support/presiding.js';
import { ITEMS } from '../support/session.js';
import { saying } from '../support/text.js';
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

test('W266 a screen whose server hangs finds out by itself, and shows the clock as of the last contact, with its age', (t) => inHall(async (hall) => {
  const wall = await hang(hall);
  await behindTheScenes(hall, ['chair', 'gao'], async (chair, gao) => {
    const turn = await speak(chair, gao, await open(hall, chair));
    const clock = stage(wall.page, 'floor').locator('.countdown');
    // Some seconds with nothing but pings: the last contact is not the last entry.
    await clock.getByText(/^4:5[0-4]$/).waitFor();
    const { turns } = await hall.session.view();
    const stalledAt = Date.now();
    wall.trouble.announce(...AWAY);
    hall.server.stall();
    try {
      await wall.page.locator('.countdown-stopped').waitFor();
      const seenAt = Date.now();
      t.diagnostic(`seen after ${seenAt - stalledAt} ms`);
      // Three seconds of silence, five for an answer; a heartbeat is twenty.
      assert.ok(seenAt - stalledAt < 12_000, `seen after ${seenAt - stalledAt} ms`);
      // Truth lies between the last ping before the server hung, and that moment.
      const [minutes, seconds] = String(await wall.page.locator('.countdown-stopped').textContent()).split(':').map(Number);
      const heardAt = Date.parse(turns[turn].running_since) + turns[turn].limit_ms - (minutes * 60 + seconds) * 1_000;
      assert.ok(heardAt < stalledAt + 1_000 && heardAt > stalledAt - 5_000, `the clock stands ${stalledAt - heardAt} ms before the server hung`);
      const told = String(await wall.page.getByText(saying('screen.lost_for')).textContent());
      const age = Number(/\d+/.exec(told)) * 1_000;
      assert.ok(Math.abs(age - (Date.now() - heardAt)) < 3_000, `${told}: it was ${Date.now() - heardAt} ms`);
    } finally {
      hall.server.wake();
    }
    await wall.page.locator('.countdown-stopped').waitFor({ state: 'detached' });
  });
}));
