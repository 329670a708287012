// Two who moderate, and press at the same moment. Their networks hold what they send until both have pressed.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { backstage, open } from './support/backstage.js';
import { inHall } from './support/hall.js';
import { enterAll, floorOf, press, queueOf, seesFreeFloor, seesQueue, seesSpeaker } from './support/people.js';
import { PEOPLE } from './support/session.js';
import { say } from './support/text.js';

/** @typedef {import('./support/people.js').Person} Person */
/** @typedef {import('playwright-core').Page} Page */

/** @type {(page: Page, text: string) => Promise<void>} */
const hears = (page, text) => page.getByRole('region', { name: say('notices') }).getByText(text, { exact: true }).waitFor();

/** Moves somebody before another one. @type {(page: Page, name: string, before: string) => Promise<void>} */
async function move(page, name, before) {
  const about = say('console.request', { name, kind: say('kind.impromptu') });
  await press(page, say('console.about', { text: say('console.request_drag'), about }));
  const dialog = page.getByRole('dialog', { name: say('console.move_title', { name }) });
  await dialog.getByLabel(say('console.place')).selectOption(say('console.before', { title: before }));
  await dialog.getByRole('button', { name: say('console.move'), exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}

test('W237 two moderators who press at once do one thing, and nobody is called who was not meant', () => inHall(async (hall) => {
  const seats = hall.session.invitations;
  const [chief, gao, ayguli, zhou] = await Promise.all([seats.chair, seats.gao, seats.ayguli, seats.zhou].map(({ token }) => backstage(hall, token)));
  const item = await open(hall, chief);
  /** @type {(...who: import('./support/backstage.js').Acting[]) => Promise<number[]>} */
  const asks = async (...who) => {
    const requests = [];
    for (const each of who) requests.push(await each.does('request_floor', { item, kind: 'impromptu' }));
    return requests;
  };
  const [, ofAyguli] = await asks(gao, ayguli, zhou);
  const [chair, clerk] = await enterAll(hall, 'chair', 'clerk');
  const both = [chair, clerk];
  const { name } = PEOPLE.gao;

  /** What both do before either can hear of the other. @type {(act: (person: Person) => Promise<unknown>) => Promise<void>} */
  async function together(act) {
    for (const { network } of both) network.silence();
    await Promise.all(both.map(act));
    for (const { network } of both) network.heal();
  }
  /** One by the key, the other by the button. @type {(key: string, button: string) => Promise<void>} */
  async function press2(key, button) {
    await Promise.all(both.map(({ page }) => page.getByRole('button', { name: button, exact: true }).and(page.locator(':not([aria-disabled])')).waitFor()));
    // An answer may come after what it is about, and until then a key does nothing.
    await Promise.all(both.map(({ page }) => page.locator('main [aria-busy]').first().waitFor({ state: 'detached' })));
    await together(({ page, who }) => (who === 'chair' ? page.keyboard.press(key) : press(page, button)));
  }
  /** Whoever was slower is told. @param {string} text */
  const oneHears = (text) => Promise.any(both.map(({ page }) => hears(page, text)));
  /** @type {(...kinds: string[]) => Promise<number[]>} */
  const count = async (...kinds) => {
    const entries = await hall.session.entries();
    return kinds.map((kind) => entries.filter((/** @type {any} */ { entry }) => entry.type === kind).length);
  };

  await Promise.all(both.map(({ page }) => seesQueue(page, 'gao', 'ayguli', 'zhou')));
  await press2('s', say('console.floor_next', { name }));
  await oneHears(say('console.stale_call', { name }));
  await Promise.all(both.map(({ page }) => floorOf(page).getByText(say('floor.called', { name })).waitFor()));
  await press2('s', say('console.floor_grant', { name }));
  await oneHears(say('console.stale_turn', { name }));
  await Promise.all(both.map(({ page }) => seesSpeaker(page, 'gao')));
  await press2('e', say('console.floor_end'));
  await oneHears(say('console.stale_free'));
  await Promise.all(both.map(({ page }) => seesFreeFloor(page)));
  assert.deepEqual(await count('request_called', 'floor_granted', 'turn_ended'), [1, 1, 1]);

  // Who stands first goes away under the chair's hand.
  const next = chair.page.getByRole('button', { name: say('console.floor_next', { name: PEOPLE.ayguli.name }), exact: true });
  await next.and(chair.page.locator(':not([aria-disabled])')).waitFor();
  chair.network.silence();
  await ayguli.does('withdraw_request', { request: ofAyguli });
  await next.click();
  chair.network.heal();
  await hears(chair.page, say('refusal.not_found'));
  await seesQueue(chair.page, 'zhou');
  assert.deepEqual(await count('request_called'), [1]);
  await queueOf(chair.page).getByText(say('queue.open'), { exact: true }).waitFor();

  await asks(gao, ayguli);
  await Promise.all(both.map(({ page }) => seesQueue(page, 'zhou', 'gao', 'ayguli')));
  await together(({ page, who }) => move(page, PEOPLE.ayguli.name, who === 'chair' ? PEOPLE.gao.name : PEOPLE.zhou.name));
  // Whoever came last has moved: both are in the record, and both see the same.
  const last = async () => {
    const moves = (await hall.session.entries()).filter((/** @type {any} */ { entry }) => entry.type === 'request_moved');
    return { moves, first: moves.at(-1)?.by === seats.chair.participant ? /** @type {const} */ (['zhou', 'ayguli', 'gao']) : /** @type {const} */ (['ayguli', 'zhou', 'gao']) };
  };
  await Promise.all(both.map(({ page }) => page.getByRole('status').getByText(say('undo.move_request'), { exact: true }).waitFor()));
  const { moves, first } = await last();
  assert.equal(moves.length, 2);
  await Promise.all(both.map(({ page }) => seesQueue(page, ...first)));
  await Promise.all([chief, gao, ayguli, zhou].map((each) => each.leave()));
}));
