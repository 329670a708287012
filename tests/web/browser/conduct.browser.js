// What a moderator must not do by mistake, while others act, too.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { behindTheScenes, open, speak } from './support/backstage.js';
import { turnConsoleTo, undo } from './support/floor.js';
import { inHall } from './support/hall.js';
import { UNLIMITED } from './support/load.js';
import { enter, floorOf, press, queueOf, seesQueue } from './support/people.js';
import { picture } from './support/pictures.js';
import { begin } from './support/presiding.js';
import { ITEMS, PEOPLE } from './support/session.js';
import { say } from './support/text.js';

const [, ITEM, NEXT] = ITEMS;
/** So many speeches that the page, when it comes again, does not read back to the first. */
const FAR = 80;
const HALF = '出院以后的头三天最容易吃错药，建议把';

test('W275 words that were begun stay with their speech, whoever speaks meanwhile and wherever the page goes', () => inHall(async (hall) => {
  const { page } = await enter(hall, 'chair');
  const recorder = page.getByRole('region', { name: say('recorder.title') });
  const box = (/** @type {string} */ name) => recorder.getByLabel(say('recorder.label', { name }));
  await behindTheScenes(hall, ['clerk', 'gao', 'ayguli'], async (clerk, gao, ayguli) => {
    const item = await open(hall, clerk);
    const turn = await speak(clerk, gao, item);
    await box(PEOPLE.gao.name).fill(HALF);
    await turnConsoleTo(page, 'people');
    await recorder.waitFor({ state: 'detached' });
    await clerk.does('end_turn', { expect_turn: turn });
    let next = await speak(clerk, ayguli, item);
    await floorOf(page).getByText(PEOPLE.ayguli.name).waitFor();
    await turnConsoleTo(page, 'record');
    const other = recorder.getByText(say('recorder.other_speaks', { name: PEOPLE.gao.name, speaker: PEOPLE.ayguli.name }));
    await other.waitFor();
    assert.equal(await box(PEOPLE.gao.name).inputValue(), HALF);
    await picture(page, 'console-recorder-other');
    for (let speech = 0; speech < FAR; speech += 1) {
      await clerk.does('end_turn', { expect_turn: next });
      next = await speak(clerk, ayguli, item);
    }
    await page.reload();
    await other.waitFor();
    assert.equal(await box(PEOPLE.gao.name).inputValue(), HALF);
    // By the keyboard, as whoever writes does it.
    await box(PEOPLE.gao.name).press('Control+Enter');
    // Then the box is for who speaks.
    await box(PEOPLE.ayguli.name).waitFor();
    assert.equal(await box(PEOPLE.ayguli.name).inputValue(), '');
    const said = (await hall.session.entries()).filter((/** @type {any} */ { entry }) => entry.type === 'statement_recorded');
    assert.deepEqual(said.map((/** @type {any} */ { entry }) => entry.turn), [turn]);
    await clerk.does('end_turn', { expect_turn: next });
  });
}, { configuration: UNLIMITED }));

test('W276 W75 what ends an item asks, what stays on the wall is said, and what was taken back is not done again', () => inHall(async (hall) => {
  const { page } = await enter(hall, 'chair');
  await begin(page, ITEM.title);
  await behindTheScenes(hall, ['gao', 'ayguli', 'zhou'], async (...members) => {
    for (const member of members) await member.does('request_floor', { item: hall.session.items[1], kind: 'impromptu' });
  });
  await seesQueue(page, 'gao', 'ayguli', 'zhou');
  assert.equal(await page.locator('rostrum-own [aria-keyshortcuts]').count(), 0, 'the console has keys of its own');

  await press(page, say('console.about', { text: say('console.item_start'), about: NEXT.title }));
  const asked = page.getByRole('dialog', { name: say('console.start_title', { title: NEXT.title }) });
  await asked.getByText(say('console.start_ends', { title: ITEM.title })).waitFor();
  await page.keyboard.press('Escape');
  await asked.waitFor({ state: 'detached' });

  await turnConsoleTo(page, 'screen');
  await press(page, say('scene.agenda'));
  await press(page, say('screen.send'));
  await turnConsoleTo(page, 'record');
  const stays = page.getByText(say('console.screen_stays', { scene: say('scene.agenda') }));
  await stays.waitFor();
  await picture(page, 'console-screen-stays');
  await press(page, say('console.screen_automatic'));
  await stays.waitFor({ state: 'detached' });

  await press(page, say('console.item_close_queue'));
  await queueOf(page).getByText(say('queue.closed'), { exact: true }).waitFor();
  await undo(page);
  await queueOf(page).getByText(say('queue.open'), { exact: true }).waitFor();
  await page.locator('.undo-none').waitFor({ state: 'attached' });
  await page.keyboard.press('u');
  await page.locator('rostrum-console [aria-busy]').first().waitFor({ state: 'detached' });
  const kinds = (await hall.session.entries()).map((/** @type {any} */ { entry }) => entry.type).filter((/** @type {string} */ kind) => kind.startsWith('queue_'));
  assert.deepEqual(kinds, ['queue_closed', 'queue_opened']);
}));
