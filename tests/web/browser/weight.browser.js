// What a member's phone downloads before its owner can take part.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { inHall } from './support/hall.js';
import { join, seesOwnState } from './support/people.js';
import { begin } from './support/presiding.js';
import { ITEMS } from './support/session.js';
import { weigh } from './support/weight.js';
import { enter } from './support/people.js';

const BYTES_MAX = 60 * 1024;

test('W47 W272 the first screen of a member’s phone weighs less than 60 KiB, and the second visit loads no file again', (t) => inHall(async (hall) => {
  const chair = await enter(hall, 'chair');
  await begin(chair.page, ITEMS[0].title);

  const { page, url } = await hall.device('gao', 'phone');
  const first = await weigh(page);
  await join(page, url + hall.session.invitations.gao.path);
  await seesOwnState(page, 'can_ask');
  for (const line of first.lines()) t.diagnostic(line);
  t.diagnostic(`${first.bodies()} of ${BYTES_MAX} bytes as sent, ${first.whole()} with all heads, in ${first.lines().length} answers`);
  assert.ok(first.lines().length > 5 && first.bodies() > 5_000, 'something was weighed');
  assert.ok(first.bodies() < BYTES_MAX, `${first.bodies()} bytes`);

  assert.deepEqual(first.lines().filter((line) => line.includes('keys.js')), [], 'keys are for keyboards');

  const second = await weigh(page);
  await page.reload();
  await seesOwnState(page, 'can_ask');
  t.diagnostic(`the second visit: ${second.whole()} bytes`);
  assert.deepEqual(second.lines().filter((line) => line.includes('/assets/') && !/^ +0 \( +0\)/.test(line)), []);
}));
