// What happens on a floor that is more than a queue: questions, other rules, what is taken back, polls.
import { floorOf, press, queueOf } from './people.js';
import { PEOPLE } from './session.js';
import { say, saying } from './text.js';

/** @typedef {import('./people.js').Page} Page */
/** @typedef {import('./session.js').Who} Who */

/** Asks for the floor for something else than a speech. @type {(page: Page, kind: 'question' | 'reply' | 'point_of_order', subject: string) => Promise<void>} */
export async function askFor(page, kind, subject) {
  await press(page, say('own.ask_other'));
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: new RegExp(`^${say(`kind.${kind}`)}`) }).check();
  await dialog.getByLabel(say('own.ask_subject')).fill(subject);
  // The button that sends says what is sent.
  await dialog.getByRole('button', { name: say(`ask.own_${kind}`), exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}

/** Asks for the floor for somebody else. @type {(page: Page, who: Who) => Promise<void>} */
export async function askForSomebody(page, who) {
  await press(page, say('console.ask_for'));
  const dialog = page.getByRole('dialog', { name: say('console.ask_for') });
  await dialog.getByRole('radio', { name: new RegExp(PEOPLE[who].name) }).check();
  await dialog.getByRole('button', { name: say('ask.other_impromptu') }).click();
}

/** Turns to a tab of the console. @type {(page: Page, tab: 'record' | 'people' | 'polls' | 'screen' | 'rules') => Promise<void>} */
export const turnConsoleTo = (page, tab) => page.getByRole('tab', { name: say(`console.tab_${tab}`) }).click();

/** Orders the queue by another discipline. @type {(page: Page, discipline: string, reason: string) => Promise<void>} */
export async function changeDiscipline(page, discipline, reason) {
  await turnConsoleTo(page, 'rules');
  await press(page, say('rules.change_discipline'));
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: say(`discipline.${discipline}`) }).check();
  await dialog.getByLabel(say('reason')).fill(reason);
  await dialog.getByRole('button', { name: say('rules.amend_send') }).click();
  await dialog.waitFor({ state: 'detached' });
}

/** Somebody's place in the queue is explained so. @type {(page: Page, who: Who, words: string) => Promise<void>} */
export const seesReason = (page, who, words) =>
  queueOf(page).getByRole('listitem').filter({ hasText: PEOPLE[who].name }).getByText(words).waitFor();

/** Declines somebody's request. @type {(page: Page, who: Who, reason: string) => Promise<void>} */
export async function deny(page, who, reason) {
  const { name } = PEOPLE[who];
  const waiting = queueOf(page).getByRole('listitem').filter({ hasText: name });
  await waiting.locator('summary').click();
  await waiting.getByRole('button', { name: new RegExp(`^${say('console.request_deny')}`) }).click();
  const dialog = page.getByRole('dialog', { name: say('console.deny_title', { name }) });
  await dialog.getByLabel(say('reason')).fill(reason);
  await dialog.getByRole('button', { name: say('console.deny'), exact: true }).click();
  await waiting.waitFor({ state: 'detached' });
}

/** What was done last is offered to be taken back. @type {(page: Page, done: string) => Promise<void>} */
export const seesUndo = (page, done) =>
  page.getByRole('region', { name: say('console.undo_title') }).getByText(say(`undo.${done}`), { exact: true }).waitFor();

/** @param {Page} page */
export const undo = (page) => press(page, say('console.undo'));

/** The floor says how somebody's turn stands. @type {(page: Page, who: Who, state: string) => Promise<void>} */
export const seesTurn = (page, who, state) =>
  floorOf(page).filter({ hasText: PEOPLE[who].name }).filter({ hasText: say(`turn_state.${state}`) }).waitFor();

/** Opens a poll whose options stand one in each line. @type {(page: Page, question: string, options: string[]) => Promise<void>} */
export async function openPoll(page, question, options) {
  await turnConsoleTo(page, 'polls');
  await press(page, say('polls.open'));
  const dialog = page.getByRole('dialog', { name: say('polls.open') });
  await dialog.getByLabel(say('polls.question'), { exact: true }).fill(question);
  await dialog.getByLabel(say('polls.options')).fill(options.join('\n'));
  await dialog.getByRole('button', { name: say('polls.open_send'), exact: true }).click();
  await pollOf(page, question).waitFor();
}

/** @type {(page: Page, question: string) => import('playwright-core').Locator} */
export const pollOf = (page, question) => page.getByRole('region', { name: question });

/** Answers a poll. @type {(page: Page, question: string, option: string) => Promise<void>} */
export async function vote(page, question, option) {
  const poll = pollOf(page, question);
  await poll.getByRole('radio', { name: option, exact: true }).check();
  await poll.getByRole('button', { name: say('polls.vote') }).click();
  await poll.getByText(say('polls.answered')).waitFor();
}

/** A notice is there that begins and ends as its text does, whatever stands in its places. @type {(page: Page, key: string) => Promise<void>} */
export const seesNotice = (page, key) => page.getByRole('region', { name: say('notices') }).getByText(saying(key)).waitFor();

/** @type {(page: Page, key: string) => Promise<void>} */
export const seesNoNotice = (page, key) =>
  page.getByRole('region', { name: say('notices') }).getByText(saying(key)).waitFor({ state: 'detached' });
