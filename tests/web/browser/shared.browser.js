// A device that goes from one person to the next.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { behindTheScenes, open } from './support/backstage.js';
import { inHall } from './support/hall.js';
import { join, press, turnTo } from './support/people.js';
import { THREAD } from './support/session.js';
import { say } from './support/text.js';

test('W103 what one person has not sent yet is not there for the next one, and survives a reload', () => inHall(async (hall) => {
  await behindTheScenes(hall, ['chair'], async (chair) => {
    await open(hall, chair);
    await chair.does('open_thread', { title: THREAD });
  });
  const { page, url } = await hall.device('a shared tablet', 'phone');
  const draft = page.getByLabel(say('threads.compose'));
  await join(page, url + hall.session.invitations.gao.path);
  await turnTo(page, 'threads');
  await draft.fill('我还没有想好');
  await page.reload();
  await turnTo(page, 'threads');
  assert.equal(await draft.inputValue(), '我还没有想好');

  // Handed over without leaving: the other person's own link in the same tab.
  await join(page, url + hall.session.invitations.zhou.path);
  await turnTo(page, 'threads');
  assert.equal(await draft.inputValue(), '');

  await join(page, url + hall.session.invitations.gao.path);
  await turnTo(page, 'threads');
  assert.equal(await draft.inputValue(), '我还没有想好');
  await press(page, say('leave'));
  await page.getByRole('dialog').getByRole('button', { name: say('leave'), exact: true }).click();
  await page.getByText(say('farewell.left')).waitFor();
  assert.deepEqual(await page.evaluate(() => Object.keys(sessionStorage)), []);
}));
