// Every key of the console and of a member's room, each struck.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { KEYS, SCREENS } from '../../../web/ui/key_table.js';
import { assertAccessible } from './support/axe.js';
import { behindTheScenes } from './support/backstage.js';
import { seesTurn, seesUndo } from './support/floor.js';
import { inHall } from './support/hall.js';
import { enter, floorOf, press, queueOf, seesFreeFloor, seesOwnPlace, seesOwnState, seesQueue, seesSpeaker } from './support/people.js';
import { picture } from './support/pictures.js';
import { begin, callNext, endTurn } from './support/presiding.js';
import { ITEMS, PEOPLE } from './support/session.js';
import { say } from './support/text.js';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('../../../web/ui/key_table.js').Action} Action */

const [, ITEM, NEXT] = ITEMS;
const QUESTION = '是否增设助餐点？';

/** A row of the queue has the focus. @type {(page: Page, place: number) => Promise<void>} */
const seesChosen = (page, place) => queueOf(page).getByRole('listitem').nth(place).and(page.locator(':focus')).waitFor();

/** @type {(page: Page, name: string) => import('playwright-core').Locator} */
const dialogOf = (page, name) => page.getByRole('dialog', { name });

/** @type {(page: Page, name: string) => Promise<void>} */
async function leaves(page, name) {
  await dialogOf(page, name).waitFor();
  await page.keyboard.press('Escape');
  await dialogOf(page, name).waitFor({ state: 'detached' });
}

/** Strikes a key once it has rested from the last time. @type {(page: Page, key: string) => Promise<void>} */
async function strike(page, key) {
  await page.waitForFunction((now) => performance.now() - now > 400, await page.evaluate(() => performance.now()));
  await page.keyboard.press(key);
}

/** In this order, each with what is then to be seen. @type {[Action, (page: Page) => Promise<unknown>][]} */
const STRUCK = [
  ['list', (page) => leaves(page, say('keys.title'))],
  ...SCREENS.console.filter((action) => action.startsWith('tab_')).map((action) => /** @type {[Action, (page: Page) => Promise<unknown>]} */ ([
    action, (page) => page.locator(':focus').and(page.getByRole('tab', { name: say(`console.${action}`), selected: true })).waitFor(),
  ])),
  ['search', async (page) => {
    const box = page.getByLabel(say('search.label'));
    await box.and(page.locator(':focus')).waitFor();
    // Whoever writes writes.
    await page.keyboard.press('s');
    assert.equal(await box.inputValue(), 's');
    await box.fill('');
    await page.getByRole('tab', { selected: true }).focus();
  }],
  ['down', (page) => seesChosen(page, 0)],
  ['down', (page) => seesChosen(page, 1)],
  ['up', (page) => seesChosen(page, 0)],
  ['ask_for', (page) => leaves(page, say('console.ask_for'))],
  ['queue', (page) => queueOf(page).getByText(say('queue.closed'), { exact: true }).waitFor()],
  ['undo', (page) => queueOf(page).getByText(say('queue.open'), { exact: true }).waitFor()],
  ['next', (page) => floorOf(page).getByText(say('floor.called', { name: PEOPLE.gao.name })).waitFor()],
  ['next', (page) => seesSpeaker(page, 'gao')],
  ['extend', (page) => page.locator('[data-action="extend"]:not([aria-disabled])').waitFor()],
  ['pause', (page) => seesTurn(page, 'gao', 'paused')],
  ['pause', (page) => seesTurn(page, 'gao', 'holding')],
  ['end', (page) => seesFreeFloor(page)],
  ['poll', async (page) => {
    const dialog = dialogOf(page, say('polls.open'));
    await dialog.getByLabel(say('polls.question'), { exact: true }).fill(QUESTION);
    await dialog.getByRole('button', { name: say('polls.open_send'), exact: true }).click();
    await page.getByRole('region', { name: QUESTION }).waitFor();
  }],
  ['poll', async (page) => {
    await dialogOf(page, say('polls.close')).getByRole('button', { name: say('polls.close'), exact: true }).click();
    await page.getByRole('region', { name: QUESTION }).getByText(say('polls.closed')).waitFor();
  }],
  ['message', async (page) => {
    const dialog = dialogOf(page, say('screen.message'));
    await dialog.getByLabel(say('screen.message_text')).fill('请各会场静音');
    await dialog.getByRole('button', { name: say('screen.look'), exact: true }).click();
    await page.locator('[data-action="send_scene"]:not([aria-disabled])').waitFor();
  }],
  ['send_scene', (page) => seesUndo(page, 'show_scene')],
  ['next_item', async (page) => {
    const dialog = dialogOf(page, say('console.start_title', { title: NEXT.title }));
    await dialog.getByText(say('console.start_ends', { title: ITEM.title })).waitFor();
    await dialog.getByRole('radio', { name: say('console.expire') }).check();
    await dialog.getByRole('button', { name: say('console.item_start'), exact: true }).click();
    await floorOf(page).getByText(NEXT.title).waitFor();
  }],
  ['focus', async (page) => {
    await page.getByRole('tablist').waitFor({ state: 'hidden' });
    await floorOf(page).waitFor();
  }],
  ['focus', (page) => page.getByRole('tablist').waitFor()],
];

/** People ask, as far as the test goes. @type {(hall: import('./support/hall.js').Hall) => Promise<void>} */
const asked = (hall) => behindTheScenes(hall, ['gao', 'ayguli', 'zhou'], async (...members) => {
  for (const member of members) await member.does('request_floor', { item: hall.session.items[1], kind: 'impromptu' });
});

/** What was done, in order. @type {(hall: import('./support/hall.js').Hall) => Promise<string[]>} */
const kindsOf = async (hall) => (await hall.session.entries()).map((/** @type {any} */ { entry }) => entry.type);

test('W235 W75 every key of the console does what its button does', () => inHall(async (hall) => {
  assert.deepEqual([...new Set(STRUCK.map(([action]) => action))].sort(), [...SCREENS.console].sort(), 'every key is struck');
  const { page } = await enter(hall, 'chair');
  await begin(page, ITEM.title);
  await asked(hall);
  await seesQueue(page, 'gao', 'ayguli', 'zhou');
  await picture(page, 'console-keys');
  let before = '';
  for (const [action, seen] of STRUCK) {
    if (action === before) await strike(page, KEYS[action]);
    else await page.keyboard.press(KEYS[action]);
    before = action;
    await seen(page).catch((error) => {
      throw new Error(`the key of ${action}: ${error.message}`, { cause: error });
    });
  }
  const kinds = await kindsOf(hall);
  const once = ['queue_closed', 'queue_opened', 'request_called', 'floor_granted', 'turn_extended', 'turn_paused', 'turn_resumed', 'turn_ended', 'poll_opened', 'poll_closed', 'scene_shown'];
  assert.deepEqual(Object.fromEntries(once.map((kind) => [kind, kinds.filter((each) => each === kind).length])), Object.fromEntries(once.map((kind) => [kind, 1])));
  // As everywhere, and no single key.
  const isOpen = queueOf(page).getByText(say('queue.open'), { exact: true });
  await strike(page, KEYS.queue);
  await isOpen.waitFor({ state: 'detached' });
  await page.keyboard.press('Control+z');
  await isOpen.waitFor();
  await strike(page, KEYS.list);
  await dialogOf(page, say('keys.title')).waitFor();
  await assertAccessible(page, 'the list of keys');
  await picture(page, 'console-key-list');
}));

test('W236 a key is another one, or none at all, when somebody wants it so', () => inHall(async (hall) => {
  const { page } = await enter(hall, 'chair');
  await begin(page, ITEM.title);
  const closed = queueOf(page).getByText(say('queue.closed'), { exact: true });
  const list = dialogOf(page, say('keys.title'));
  await press(page, say('keys.title'));
  const field = list.getByLabel(say('keys.do_queue'), { exact: true });
  await field.focus();
  await page.keyboard.press('s');
  await list.getByText(say('keys.taken', { key: 'S', action: say('keys.do_next') })).waitFor();
  assert.equal(await field.inputValue(), 'L');
  await page.keyboard.press('x');
  await list.getByText(say('keys.chosen', { key: 'X', action: say('keys.do_queue') })).waitFor();
  await list.getByRole('button', { name: say('keys.done') }).click();
  await page.keyboard.press('l');
  await page.keyboard.press('x');
  await closed.waitFor();
  await page.reload();
  await closed.waitFor();
  await strike(page, 'x');
  await closed.waitFor({ state: 'detached' });
  await press(page, say('keys.title'));
  await list.getByRole('checkbox', { name: say('keys.on') }).uncheck();
  await list.getByRole('button', { name: say('keys.done') }).click();
  await strike(page, 'x');
  await strike(page, 'l');
  // What is struck after them would come after them.
  await press(page, say('console.ask_for'));
  await leaves(page, say('console.ask_for'));
  const kinds = await kindsOf(hall);
  assert.equal(kinds.filter((kind) => kind === 'queue_closed').length, 1);
  assert.equal(await closed.count(), 0);
}));

test('W272 a member with a keyboard asks, withdraws, is ready, puts a question and raises a point of order by single keys', () => inHall(async (hall) => {
  const [chair, { page }] = await Promise.all([enter(hall, 'chair'), enter(hall, 'gao', { screen: 'desktop' })]);
  await begin(chair.page, ITEM.title);
  await seesOwnState(page, 'can_ask');
  const own = page.getByRole('region', { name: say('own.title') });
  /** @type {(action: Action) => Promise<void>} */
  const isFor = (action) => own.locator(`[data-action="${action}"][aria-keyshortcuts="${KEYS[action].toUpperCase()}"]`).waitFor();

  await isFor('request');
  await page.keyboard.press(KEYS.request);
  await seesOwnPlace(page, 1);
  await isFor('withdraw');
  await picture(page, 'member-keys');
  await page.keyboard.press(KEYS.withdraw);
  await seesOwnState(page, 'can_ask');

  for (const kind of /** @type {const} */ (['question', 'point_of_order'])) {
    await page.keyboard.press(KEYS[kind]);
    const form = dialogOf(page, say('own.ask_title'));
    assert.ok(await form.getByRole('radio', { name: new RegExp(`^${say(`kind.${kind}`)}`) }).isChecked(), kind);
    // A dialog has the keys.
    await page.keyboard.press(KEYS.list);
    await form.getByRole('button', { name: say(`ask.own_${kind}`), exact: true }).click();
    await form.waitFor({ state: 'detached' });
  }
  await own.getByRole('button', { name: say('own.withdraw', { kind: say('kind.question') }) }).waitFor();
  await own.getByRole('button', { name: say('own.withdraw', { kind: say('kind.point_of_order') }) }).waitFor();
  // Which of the two is not for a key to say.
  await strike(page, KEYS.withdraw);
  await leaves(page, say('requests.title'));

  await callNext(chair.page, 'gao');
  await isFor('request');
  await strike(page, KEYS.request);
  await seesSpeaker(page, 'gao');
  await seesOwnState(page, 'speaking');
  await strike(page, KEYS.request);
  await strike(page, KEYS.list);
  const list = dialogOf(page, say('keys.title'));
  assert.equal(await list.getByRole('textbox').count(), SCREENS.member.length);
  await assertAccessible(page, 'the keys of a member');
  await picture(page, 'member-key-list');
  await leaves(page, say('keys.title'));
  await endTurn(chair.page);
  await page.keyboard.press(KEYS.search);
  await page.getByLabel(say('search.label')).and(page.locator(':focus')).waitFor();
  const kinds = await kindsOf(hall);
  const counts = ['floor_requested', 'request_withdrawn', 'turn_ended', 'floor_granted'].map((kind) => kinds.filter((each) => each === kind).length);
  assert.deepEqual(counts, [3, 1, 1, 1], kinds.join(' '));
}));
