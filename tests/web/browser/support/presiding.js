// What the chair and the clerk do at the console. Everything is pressed; nothing is sent past the page.
import { floorOf, press, queueOf, seesFreeFloor } from './people.js';
import { PEOPLE } from './session.js';
import { say } from './text.js';

/** @typedef {import('./people.js').Page} Page */
/** @typedef {import('./session.js').Who} Who */

/** The name of a button that says what it is about for those who do not see where it stands. @type {(key: string, about: string) => string} */
const about = (key, about) => say('console.about', { text: say(key), about });

/** @param {Page} page */
export const openSession = (page) => press(page, say('console.open_session'));

/** Starts an item of the agenda. @type {(page: Page, title: string) => Promise<void>} */
export async function startItem(page, title) {
  await press(page, about('console.item_start', title));
  await page.getByRole('button', { name: about('console.item_finish', title), exact: true }).waitFor();
}

/** Finishes an item, with what came out of it. @type {(page: Page, title: string, conclusion?: string) => Promise<void>} */
export async function finishItem(page, title, conclusion) {
  await press(page, about('console.item_finish', title));
  const dialog = page.getByRole('dialog', { name: say('console.finish_title', { title }) });
  if (conclusion) await dialog.getByLabel(say('console.conclusion_optional')).fill(conclusion);
  await dialog.getByRole('button', { name: say('console.item_finish') }).click();
  await page.getByRole('button', { name: about('console.item_finish', title), exact: true }).waitFor({ state: 'detached' });
}

/** Opens the session and starts one item. @type {(page: Page, title: string) => Promise<void>} */
export async function begin(page, title) {
  await openSession(page);
  await startItem(page, title);
}

/** Gives somebody who waits the floor at once. @type {(page: Page, who: Who) => Promise<void>} */
export async function grant(page, who) {
  const waiting = queueOf(page).getByRole('listitem').filter({ hasText: PEOPLE[who].name });
  await waiting.getByRole('button', { name: new RegExp(`^${say('console.request_grant')}`) }).click();
  await floorOf(page).getByText(PEOPLE[who].name).waitFor();
}

/** Calls the first of the queue. @type {(page: Page, who: Who) => Promise<void>} */
export async function callNext(page, who) {
  const { name } = PEOPLE[who];
  await press(page, say('console.floor_next', { name }));
  await floorOf(page).getByText(say('floor.called', { name })).waitFor();
}

/** @param {Page} page */
export async function endTurn(page) {
  await press(page, say('console.floor_end'));
  await seesFreeFloor(page);
}

/** @param {Page} page */
export async function pause(page) {
  await press(page, say('console.floor_pause'));
  await floorOf(page).getByText(say('turn_state.paused')).waitFor();
}

/** @param {Page} page */
export async function resume(page) {
  await press(page, say('console.floor_resume'));
  await floorOf(page).getByText(say('turn_state.holding')).waitFor();
}

/** Does what cannot be taken back. @type {(page: Page, key: string) => Promise<void>} */
export async function decide(page, key) {
  await press(page, say(key));
  await page.getByRole('dialog', { name: say(key) }).getByRole('button', { name: say(key) }).click();
}

/** Writes down what somebody says. @type {(page: Page, who: Who, words: string) => Promise<void>} */
export async function record(page, who, words) {
  const recorder = page.getByRole('region', { name: say('recorder.title') });
  await recorder.getByLabel(say('recorder.label', { name: PEOPLE[who].name })).fill(words);
  await recorder.getByRole('button', { name: say('recorder.record') }).click();
  await page.getByRole('region', { name: say('transcript.title') }).getByText(words).waitFor();
}

/** Opens a thread. @type {(page: Page, title: string) => Promise<void>} */
export async function openThread(page, title) {
  await page.getByRole('tab', { name: say('console.tab_threads') }).click();
  await press(page, say('console.open_thread'));
  await page.getByLabel(say('console.thread_title')).fill(title);
  await press(page, say('console.open_thread_send'));
  await page.getByRole('button', { name: title }).first().waitFor();
}
