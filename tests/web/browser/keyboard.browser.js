// Everything without a mouse.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { behindTheScenes, open, speak } from './support/backstage.js';
import { inHall } from './support/hall.js';
import { pressByKey, tabTo } from './support/keyboard.js';
import { postOf } from './support/opinions.js';
import { enter, floorOf, seesConnection, seesFreeFloor, seesOwnPlace, seesOwnState, seesSpeaker, turnTo } from './support/people.js';
import { ITEMS, PEOPLE, THREAD } from './support/session.js';
import { say } from './support/text.js';

/** @typedef {import('playwright-core').Page} Page */

/** @type {(page: Page, name: string) => import('playwright-core').Locator} */
const button = (page, name) => page.getByRole('button', { name, exact: true });

test('W45 a member asks and speaks, and a chair opens, grants and ends, with the keyboard alone', () => inHall(async (hall) => {
  const { page: gao, url: gaoUrl } = await hall.device('gao', 'desktop');
  const { page: chair, url: chairUrl } = await hall.device('chair', 'desktop');
  await gao.goto(gaoUrl + hall.session.invitations.gao.path);
  await chair.goto(chairUrl + hall.session.invitations.chair.path);
  for (const page of [gao, chair]) {
    await pressByKey(page, button(page, say('join.enter')));
    await seesConnection(page);
  }
  await pressByKey(chair, button(chair, say('console.open_session')));
  const about = (/** @type {string} */ key) => say('console.about', { text: say(key), about: ITEMS[1].title });
  await pressByKey(chair, button(chair, about('console.item_start')));

  await pressByKey(gao, button(gao, say('own.ask')), 'Space');
  await seesOwnPlace(gao, 1);
  // The button is gone; the focus stays near, where a second press does nothing.
  const own = gao.getByRole('region', { name: say('own.title') });
  assert.ok(await own.evaluate((element) => element.contains(document.activeElement)), 'the focus stays in the own part');
  // Arrow keys go from tab to tab.
  await tabTo(gao, gao.getByRole('tab', { name: say('tabs.live') }));
  await gao.keyboard.press('ArrowRight');
  assert.equal(await gao.getByRole('tab', { name: say('tabs.transcript') }).getAttribute('aria-selected'), 'true');

  const request = say('console.request', { name: PEOPLE.gao.name, kind: say('kind.impromptu') });
  await pressByKey(chair, button(chair, say('console.about', { text: say('console.request_grant'), about: request })));
  await seesSpeaker(chair, 'gao');
  await seesOwnState(gao, 'speaking');
  await pressByKey(chair, button(chair, say('console.floor_pause')));
  await seesOwnState(gao, 'paused');
  await pressByKey(chair, button(chair, say('console.floor_resume')));
  await seesOwnState(gao, 'speaking');
  await pressByKey(chair, button(chair, say('console.floor_end')));
  await seesFreeFloor(gao);

  // Escape closes, whatever the search field holds.
  await pressByKey(chair, button(chair, say('console.ask_for')));
  const asking = chair.getByRole('dialog', { name: say('console.ask_for') });
  await asking.getByRole('searchbox').fill(PEOPLE.gao.name);
  await chair.keyboard.press('Escape');
  await asking.waitFor({ state: 'detached' });

  // A dialog takes the focus, gives it back, and goes away by Escape.
  await pressByKey(gao, button(gao, say('own.ask_other')));
  const dialog = gao.getByRole('dialog');
  await dialog.waitFor();
  assert.ok(await dialog.evaluate((element) => element.contains(document.activeElement)), 'the focus is in the dialog');
  await gao.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  assert.ok(await button(gao, say('own.ask_other')).evaluate((element) => element === document.activeElement), 'the focus came back');
  await floorOf(gao).waitFor();
}));

test('W278 what is pressed and goes leaves the focus near, and what comes beside it takes no focus from it', () => inHall(async (hall) => {
  const [POST, SPOKEN, CORRECTED] = ['建议每个街道设两处助餐点。', '助餐点选止。', '助餐点选址。'];
  const statement = await behindTheScenes(hall, ['chair', 'gao', 'ayguli'], async (leads, speaks, writes) => {
    const turn = await speak(leads, speaks, await open(hall, leads));
    const recorded = await leads.does('record_statement', { turn, text: SPOKEN });
    await writes.does('publish_post', { thread: await leads.does('open_thread', { title: THREAD }), text: POST });
    return recorded;
  });
  const { page: gao } = await enter(hall, 'gao');
  await turnTo(gao, 'threads');
  const post = postOf(gao, POST);
  await pressByKey(gao, post.getByRole('button', { name: say('threads.about', { text: say('threads.endorse'), name: PEOPLE.ayguli.name }) }));
  await post.getByText(say('threads.endorsed')).waitFor();
  assert.ok(await post.evaluate((line) => line.contains(document.activeElement)), 'the focus stays at the opinion');

  await turnTo(gao, 'transcript');
  const confirm = button(gao, say('statement.confirm'));
  await tabTo(gao, confirm);
  await behindTheScenes(hall, ['clerk'], (records) => records.does('revise_statement', { statement, text: CORRECTED, reason: '错字' }));
  await button(gao, say('statement.versions')).waitFor();
  assert.ok(await confirm.evaluate((control) => control === document.activeElement), 'the focus stays on what it was on');
  await gao.keyboard.press('Enter');
  await gao.getByText(say('statement.confirmed'), { exact: true }).waitFor();
  const near = await gao.evaluate(() => [document.activeElement?.matches('button'), Boolean(document.activeElement?.closest('[role="tabpanel"]'))]);
  assert.deepEqual(near, [false, true], 'the focus stays near, and a second press presses nothing');
}));
