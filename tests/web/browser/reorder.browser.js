// Moving somebody in the queue: whichever way it is done, the same comes out of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { assertAccessible } from './support/axe.js';
import { backstage, behindTheScenes, open } from './support/backstage.js';
import { inHall } from './support/hall.js';
import { enter, floorOf, queueOf, seesQueue } from './support/people.js';
import { picture } from './support/pictures.js';
import { PEOPLE } from './support/session.js';
import { say } from './support/text.js';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('./support/session.js').Who} Who */

const ORDER = /** @type {const} */ (['gao', 'ayguli', 'zhou', 'chair']);
const MOVED = /** @type {const} */ (['gao', 'chair', 'ayguli', 'zhou']);

/** @type {(page: Page, who: Who) => import('playwright-core').Locator} */
const rowOf = (page, who) => queueOf(page).getByRole('listitem').filter({ hasText: PEOPLE[who].name });

/** @type {(page: Page, key: string, who: Who) => import('playwright-core').Locator} */
const control = (page, key, who) =>
  rowOf(page, who).getByRole('button', { name: say('console.about', { text: say(key), about: say('console.request', { name: PEOPLE[who].name, kind: say('kind.impromptu') }) }), exact: true });

/** Gives the usual reason. @type {(page: Page, who: Who) => Promise<void>} */
async function confirm(page, who) {
  const dialog = page.getByRole('dialog', { name: say('console.move_title', { name: PEOPLE[who].name }) });
  await dialog.getByRole('button', { name: say('console.move'), exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}

/** The line that is read out. @type {(page: Page, who: Who, place: number) => Promise<void>} */
const hears = (page, who, place) =>
  page.getByRole('status').getByText(say('console.row', { name: PEOPLE[who].name, place, all: ORDER.length }), { exact: true }).waitFor();

/**
 * From the middle of the handle to a little above the middle of another row, both away from the edges of the window.
 * @type {(page: Page, who: Who, over: Who) => Promise<{x: number, from: number, to: number}>}
 */
async function way(page, who, over) {
  const measure = async () => {
    const from = await control(page, 'console.request_drag', who).boundingBox();
    const to = await rowOf(page, over).boundingBox();
    assert.ok(from && to);
    return { x: from.x + from.width / 2, from: from.y + from.height / 2, to: to.y + to.height / 3 };
  };
  const { from, to } = await measure();
  await page.evaluate((middle) => scrollBy(0, middle - innerHeight / 2), (from + to) / 2);
  return measure();
}

/** With the mouse, in several steps, as a hand goes. @type {(page: Page, who: Who, over: Who) => Promise<void>} */
async function drag(page, who, over) {
  const { x, from, to } = await way(page, who, over);
  await page.mouse.move(x, from);
  await page.mouse.down();
  await page.mouse.move(x, to, { steps: 5 });
}

/** With a finger; a page that scrolled under it would have ended it. @type {(page: Page, who: Who, over: Who) => Promise<void>} */
async function dragByTouch(page, who, over) {
  const { x, from, to } = await way(page, who, over);
  const devtools = await page.context().newCDPSession(page);
  /** @type {(type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: {x: number, y: number}[]) => Promise<unknown>} */
  const touch = (type, touchPoints) => devtools.send('Input.dispatchTouchEvent', { type, touchPoints });
  await touch('touchStart', [{ x, y: from }]);
  for (const part of [0.25, 0.5, 0.75, 1]) await touch('touchMove', [{ x, y: from + part * (to - from) }]);
  await rowOf(page, over).and(page.locator('.request-drop-before')).waitFor();
  await touch('touchEnd', []);
  await devtools.detach();
}

/** The row of who was moved has the focus, or what stands in it. @type {(page: Page, who: Who) => Promise<void>} */
const keepsFocus = (page, who) => rowOf(page, who).and(page.locator(':focus-within')).waitFor();

/** One press, one action: for a moment the same control takes no other one. @type {(page: Page) => Promise<void>} */
const rests = (page) => queueOf(page).locator('[aria-busy]').first().waitFor({ state: 'detached' });

/** Each puts the last one before the second. @type {Record<string, (page: Page) => Promise<unknown>>} */
const WAYS = {
  async buttons(page) {
    for (const place of [3, 2]) {
      await control(page, 'console.request_move_up', 'chair').click();
      await confirm(page, 'chair');
      await hears(page, 'chair', place);
    }
  },
  async keys(page) {
    await rowOf(page, 'gao').focus();
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown']) await page.keyboard.press(key);
    for (const place of [3, 2]) {
      await page.keyboard.press('Alt+ArrowUp');
      await confirm(page, 'chair');
      await hears(page, 'chair', place);
      await rowOf(page, 'chair').and(page.locator(':focus')).waitFor();
      await rests(page);
    }
  },
  async place(page) {
    await control(page, 'console.request_drag', 'chair').click();
    const dialog = page.getByRole('dialog', { name: say('console.move_title', { name: PEOPLE.chair.name }) });
    await dialog.getByLabel(say('console.place')).selectOption(say('console.before', { title: PEOPLE.ayguli.name }));
    await confirm(page, 'chair');
  },
  async mouse(page) {
    // Escape lets it where it was.
    await drag(page, 'chair', 'ayguli');
    await queueOf(page).locator('.request-held').waitFor();
    await page.keyboard.press('Escape');
    await queueOf(page).locator('.request-held').waitFor({ state: 'detached' });
    await page.mouse.up();
    await drag(page, 'chair', 'ayguli');
    await rowOf(page, 'ayguli').and(page.locator('.request-drop-before')).waitFor();
    await picture(page, 'console-drag');
    await page.mouse.up();
    await confirm(page, 'chair');
  },
  async finger(page) {
    await dragByTouch(page, 'chair', 'ayguli');
    await confirm(page, 'chair');
  },
};

test('W238 buttons, keys, the choice of a place, a mouse and a finger give one order, told and with the focus on the row', () => inHall(async (hall) => {
  const chair = await backstage(hall, hall.session.invitations.chair.token);
  const item = await open(hall, chair);
  await behindTheScenes(hall, ['gao', 'ayguli', 'zhou'], async (...members) => {
    for (const each of members) await each.does('request_floor', { item, kind: 'impromptu' });
  });
  const request = await chair.does('request_floor', { item, kind: 'impromptu' });
  const [desktop, phone] = [await enter(hall, 'clerk'), await enter(hall, 'clerk', { screen: 'phone' })];
  /** @type {Record<string, number[]>} */
  const after = {};
  for (const [way, go] of Object.entries(WAYS)) {
    const { page } = way === 'finger' ? phone : desktop;
    await seesQueue(page, ...ORDER);
    await rests(page);
    await go(page);
    await seesQueue(page, ...MOVED);
    await hears(page, 'chair', 2);
    await keepsFocus(page, 'chair');
    after[way] = (await hall.session.view()).queues[item].order;
    await chair.does('move_request', { request, reason: '从头再来' });
  }
  const [order] = Object.values(after);
  assert.deepEqual(after, Object.fromEntries(Object.keys(WAYS).map((way) => [way, order])));
  const moves = (await hall.session.entries()).filter((/** @type {any} */ { entry }) => entry.type === 'request_moved' && entry.reason === say('console.move_reason'));
  assert.equal(moves.length, 2 + 2 + 1 + 1 + 1, 'each with its reason, and none by Escape');

  // What goes away under the choice leaves it to who comes into the place.
  await seesQueue(desktop.page, ...ORDER);
  await rowOf(desktop.page, 'ayguli').focus();
  await desktop.page.keyboard.press('Delete');
  const dialog = desktop.page.getByRole('dialog', { name: say('console.deny_title', { name: PEOPLE.ayguli.name }) });
  await dialog.getByLabel(say('reason')).fill('请书面提交');
  await dialog.getByRole('button', { name: say('console.deny'), exact: true }).click();
  await rowOf(desktop.page, 'zhou').and(desktop.page.locator(':focus')).waitFor();
  await desktop.page.keyboard.press('Enter');
  await floorOf(desktop.page).getByText(say('floor.called', { name: PEOPLE.zhou.name })).waitFor();
  await picture(phone.page, 'console-phone-queue');
  await assertAccessible(phone.page, 'the queue of the console on a phone');
  await chair.leave();
}));
