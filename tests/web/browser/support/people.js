// What people do and see. Everything is found by its role and its accessible name, as somebody who cannot see finds it.
import { assertUncovered } from './reach.js';
import { PEOPLE } from './session.js';
import { say, saying } from './text.js';
import { AWAY } from './trouble.js';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('./session.js').Who} Who */
/** Somebody in the session, with the device that he is in by. @typedef {import('./hall.js').Device & { who: Who }} Person */

/** @type {Who[]} */
const MODERATORS = ['chair', 'clerk'];

/**
 * Comes in by the own link, on a device of one's own: a phone, or a desktop for those who preside.
 * @param {import('./hall.js').Hall} hall
 * @param {Who} who
 * @param {Parameters<import('./hall.js').Hall['device']>[2] & { screen?: import('./browser.js').Screen }} [make]
 * @returns {Promise<Person>}
 */
export async function enter(hall, who, { screen = MODERATORS.includes(who) ? 'desktop' : 'phone', ...make } = {}) {
  const device = await hall.device(who, screen, make);
  await join(device.page, device.url + hall.session.invitations[who].path);
  return { ...device, who };
}

/**
 * Several at once, in the order of their names here.
 * @template {Who[]} All
 * @param {import('./hall.js').Hall} hall
 * @param {All} all
 * @returns {Promise<{ [Index in keyof All]: Person }>}
 */
export const enterAll = async (hall, ...all) =>
  /** @type {any} */ (Promise.all(all.map((who) => enter(hall, who))));

/**
 * Opens an invitation's link and takes the seat.
 * @param {Page} page
 * @param {string} link
 */
export async function join(page, link) {
  await page.goto(link);
  await press(page, say('join.enter'));
  await seesConnection(page);
}

/** The device loses its network, and knows it, as a phone does out of reach. @param {Person} person */
export async function loseNetwork({ network, context, trouble }) {
  trouble.announce(...AWAY);
  network.cut();
  await context.setOffline(true);
}

/** @param {Person} person */
export async function regainNetwork({ network, context }) {
  network.heal();
  await context.setOffline(false);
}

/** Presses a button, over which nothing may lie. @type {(page: Page, name: string | RegExp) => Promise<void>} */
export async function press(page, name) {
  const button = page.getByRole('button', { name, exact: true });
  await assertUncovered(button);
  await button.click();
}

/** @type {(page: Page, from: 'zh-CN' | 'en') => Promise<void>} */
export async function switchLanguage(page, from) {
  await press(page, say('other_language', {}, from));
  await page.getByRole('button', { name: say('other_language', {}, from === 'en' ? 'zh-CN' : 'en'), exact: true }).waitFor();
}

/** @type {(page: Page, tab: 'live' | 'transcript' | 'threads' | 'agenda' | 'rules' | 'venue') => Promise<void>} */
export async function turnTo(page, tab) {
  const button = page.getByRole('tab', { name: say(`tabs.${tab}`) });
  await assertUncovered(button);
  await button.click();
}

/** @param {Page} page */
export const seesConnection = (page) => page.getByRole('status').getByText(say('connection.connected'), { exact: true }).waitFor();

/** The page says that it waits for the next attempt, or is at it: the wait may be too short to be seen. @param {Page} page */
export async function seesLoss(page) {
  const [waiting, connecting] = ['waiting', 'connecting'].map((state) =>
    page.getByRole('status').getByText(say(`connection.${state}`), { exact: true }));
  await waiting.or(connecting).waitFor();
}

/** One's own part of the member's room. @param {Page} page */
const own = (page) => page.getByRole('region', { name: say('own.title') });

/** @param {Page} page */
export const floorOf = (page) => page.getByRole('region', { name: say('floor.title') });

/** @param {Page} page */
export const queueOf = (page) => page.getByRole('region', { name: new RegExp(`^${say('queue.title')}`) });

/** These wait in the queue that a page shows, in this order, and nobody else. @type {(page: Page, ...waiting: Who[]) => Promise<void>} */
export async function seesQueue(page, ...waiting) {
  const places = queueOf(page).getByRole('listitem');
  for (const [index, who] of waiting.entries()) await places.nth(index).filter({ hasText: PEOPLE[who].name }).waitFor();
  await places.nth(waiting.length).waitFor({ state: 'detached' });
}

/** @type {(page: Page, place: number) => Promise<void>} */
export const seesOwnPlace = (page, place) => own(page).getByText(say('own.waiting', { place }), { exact: true }).waitFor();

/** @type {(page: Page, state: 'draft' | 'can_ask' | 'called' | 'ready' | 'speaking' | 'paused' | 'interrupted' | 'queue_closed' | 'no_item' | 'recess' | 'adjourned' | 'sealed') => Promise<void>} */
export const seesOwnState = (page, state) => own(page).getByText(say(`own.${state}`)).first().waitFor();

/** Waits until somebody has the floor and his time runs. @type {(page: Page, who: Who) => Promise<void>} */
export async function seesSpeaker(page, who) {
  const floor = floorOf(page).filter({ hasText: PEOPLE[who].name }).filter({ hasText: say('turn_state.holding') });
  await floor.waitFor();
}

/** @type {(page: Page) => Promise<void>} */
export const seesFreeFloor = (page) => floorOf(page).getByText(say('floor.free'), { exact: true }).waitFor();

/** Somebody waits in the queue and has no connection. @type {(page: Page, who: Who) => Promise<void>} */
export const seesAway = (page, who) =>
  queueOf(page).getByRole('listitem').filter({ hasText: PEOPLE[who].name }).getByText(say('queue.away'), { exact: true }).waitFor();

/** Asks for the floor and returns when the page knows the place. @param {Page} page */
export async function ask(page) {
  await press(page, say('own.ask'));
  await own(page).getByText(saying('own.waiting')).waitFor();
}

/** @param {Page} page */
export const withdraw = (page) => press(page, saying('own.withdraw'));

/** Ends the own speech. @param {Page} page */
export async function release(page) {
  await press(page, say('own.release'));
  await page.getByRole('button', { name: say('own.release'), exact: true }).waitFor({ state: 'detached' });
}
