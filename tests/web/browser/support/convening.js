// What the convener does at the desk.
import { readFile } from 'node:fs/promises';

import { press } from './people.js';
import { PEOPLE, TITLE } from './session.js';
import { say } from './text.js';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('./session.js').Who} Who */

/** The list of people as one would paste it from a spreadsheet. */
export const ROSTER = Object.values(PEOPLE)
  .map((person) => [person.name, say(`role.${person.role}`), 'sector' in person ? person.sector : '', ''].join('\t')).join('\n');

/** Takes the token by the link of the first start, and goes to the desk. @type {(page: Page, link: string) => Promise<void>} */
export async function setUp(page, link) {
  await page.goto(link);
  await press(page, say('setup.redeem'));
  await page.getByLabel(say('desk.token')).waitFor();
  await press(page, say('setup.go_on'));
  await page.getByRole('heading', { name: say('desk.sessions'), level: 1 }).waitFor();
}

/**
 * Goes to the session of a hall with the convener's token.
 * @param {import('./hall.js').Hall} hall
 * @param {import('./hall.js').Device} device
 */
export async function atDesk(hall, { page, url }) {
  await page.goto(`${url}/desk/${hall.session.id}`);
  await page.getByLabel(say('desk.token')).fill(hall.server.token);
  await press(page, say('desk.enter'));
  await page.getByRole('heading', { name: TITLE, level: 1 }).waitFor();
}

/** What a press gives to keep. @type {(page: Page, control: import('playwright-core').Locator) => Promise<string>} */
export async function download(page, control) {
  const [file] = await Promise.all([page.waitForEvent('download'), control.click()]);
  return readFile(await file.path(), 'utf8');
}

/** @typedef {'form' | 'about' | 'people' | 'look'} Step */
const STEPS = ['form', 'about', 'people', 'look'];

/** The heading of a step of a new session. @type {(page: Page, step: Step) => import('playwright-core').Locator} */
export const stepOf = (page, step) => page.getByRole('heading', {
  level: 1, name: say('desk.nth_step', { number: STEPS.indexOf(step) + 1, count: STEPS.length, title: say(`desk.step_title.${step}`) }),
});

/** Goes on to a step from the one before. @type {(page: Page, step: Step) => Promise<void>} */
export async function goOn(page, step) {
  await press(page, say('desk.step_next', { title: say(`desk.step_title.${step}`) }));
  await stepOf(page, step).waitFor();
}

/** A text as a Chinese Excel writes it. @param {string} text */
export function inGbk(text) {
  const decoder = new TextDecoder('gb18030');
  /** @type {Map<string, number[]>} */
  const codes = new Map();
  for (let lead = 0x81; lead <= 0xfe; lead += 1) for (let trail = 0x40; trail <= 0xfe; trail += 1) codes.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail]);
  return Buffer.from([...text].flatMap((sign) => (sign < '\x80' ? [sign.charCodeAt(0)] : codes.get(sign) || [])));
}

/** Creates a session with the usual agenda and everybody of the tests. @param {Page} page at the desk */
export async function createSession(page) {
  await page.getByRole('link', { name: say('desk.new') }).click();
  await goOn(page, 'about');
  await page.getByLabel(say('desk.draft_title')).fill(TITLE);
  await goOn(page, 'people');
  await page.getByLabel(say('desk.people.label')).fill(ROSTER);
  await goOn(page, 'look');
  await press(page, say('desk.create', { count: Object.keys(PEOPLE).length }));
  await page.getByRole('heading', { name: TITLE, level: 1 }).waitFor();
  await rowOf(page, 'gao').waitFor();
}

/** Somebody's row in the table of invitations. @type {(page: Page, who: Who) => import('playwright-core').Locator} */
export const rowOf = (page, who) => page.getByRole('row').filter({ hasText: PEOPLE[who].name });

/** @type {(key: string, who: Who) => string} */
const of = (key, who) => {
  const person = PEOPLE[who];
  return say('desk.of', { text: say(key), of: 'sector' in person ? `${person.name} · ${person.sector}` : person.name });
};

/** Copies somebody's link, and returns what can be pasted then. @type {(page: Page, who: Who) => Promise<string>} */
export async function copyLink(page, who) {
  await press(page, of('desk.copy_link', who));
  await page.getByText(say('desk.copied_link', { name: PEOPLE[who].name })).waitFor();
  const search = page.getByRole('searchbox', { name: say('desk.search') });
  await search.focus();
  await page.keyboard.press('Control+V');
  const link = await search.inputValue();
  await search.fill('');
  return link;
}

/** Renews or revokes somebody's link. @type {(page: Page, what: 'renew' | 'revoke', who: Who) => Promise<void>} */
export async function order(page, what, who) {
  const { name } = PEOPLE[who];
  await press(page, of(`desk.${what}`, who));
  const dialog = page.getByRole('dialog', { name: say(`desk.${what}_title`, { name }) });
  await dialog.getByRole('button', { name: say(`desk.${what}`), exact: true }).click();
  await page.getByText(say(`desk.${what}_done`, { name })).waitFor();
}
