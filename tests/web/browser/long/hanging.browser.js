// What a big screen shows while its server hangs, and nobody says so.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { behindTheScenes, open, speak } from '../support/backstage.js';
import { inHall } from '../support/hall.js';
import { saying } from '../support/text.js';
import { AWAY } from '../support/trouble.js';
import { hang, stage } from '../support/wall.js';

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
