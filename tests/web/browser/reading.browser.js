// Reading back in long lists while the meeting goes on: the place, the focus and what was read stay.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { backstage, inTurns, open, speak } from './support/backstage.js';
import { inHall } from './support/hall.js';
import { UNLIMITED } from './support/load.js';
import { enter, loseNetwork, press, regainNetwork, turnTo } from './support/people.js';
import { THREAD } from './support/session.js';
import { say } from './support/text.js';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('./support/backstage.js').Acting} Acting */

/** @type {(gao: Acting, thread: number, count: number, what: string) => Promise<unknown>} */
const publish = (gao, thread, count, what) => inTurns(count, (index) => gao.does('publish_post', { thread, text: `${what}${index + 1}条。` }));

/** @param {Page} page */
const opinions = (page) => page.locator('rostrum-threads .stretch > li');
/** @type {(page: Page, text: string) => import('playwright-core').Locator} */
const opinion = (page, text) => opinions(page).filter({ has: page.getByText(text, { exact: true }) });
/** @param {import('playwright-core').Locator} line */
const top = (line) => line.evaluate((element) => element.getBoundingClientRect().top);
/** @param {import('playwright-core').Locator} line */
const isFocused = (line) => line.evaluate((element) => element === document.activeElement);
/** @param {import('playwright-core').Locator} line */
const isInView = (line) => line.evaluate((element) => element.getBoundingClientRect().bottom > 0 && element.getBoundingClientRect().top < innerHeight);

/** A thread with so many opinions, and somebody who reads it. @type {(hall: import('./support/hall.js').Hall, count: number) => Promise<{chair: Acting, gao: Acting, thread: number, zhou: Awaited<ReturnType<typeof enter>>}>} */
async function readingThread(hall, count) {
  const [chair, gao] = await Promise.all([backstage(hall, hall.session.invitations.chair.token), backstage(hall, hall.session.invitations.gao.token)]);
  const thread = await chair.does('open_thread', { title: THREAD });
  await publish(gao, thread, count, '第');
  const zhou = await enter(hall, 'zhou');
  await turnTo(zhou.page, 'threads');
  await opinions(zhou.page).nth(Math.min(count, 50) - 1).waitFor();
  return { chair, gao, thread, zhou };
}

test('W251 whoever reads opinions further down keeps place and focus while others publish, and sees the new ones at the top', () => inHall(async (hall) => {
  const { chair, gao, thread, zhou: { page } } = await readingThread(hall, 120);
  const read = opinion(page, '第74条。');
  const button = read.getByRole('button', { name: new RegExp(`^${say('threads.endorse')}`) });
  await button.focus();
  await button.scrollIntoViewIfNeeded();
  const before = await top(read);
  await publish(gao, thread, 150, '新');
  await page.getByRole('button', { name: say('list.newest'), exact: true }).waitFor({ state: 'attached' });
  assert.ok(Math.abs(await top(read) - before) <= 1, 'what is read has not moved');
  assert.ok(await isFocused(button), 'the focus stays');
  await page.evaluate(() => scrollTo(0, 0));
  await opinion(page, '新150条。').waitFor();
  assert.equal(await page.getByRole('button', { name: say('list.newest'), exact: true }).count(), 0);
  await Promise.all([chair.leave(), gao.leave()]);
}, { rules: { threads_before: true }, configuration: UNLIMITED }));

test('W250 earlier opinions are asked for once, however often it is pressed, and none goes when an answer is late', () => inHall(async (hall) => {
  const { chair, gao, zhou: { page } } = await readingThread(hall, 150);
  /** @type {(() => void)[]} */
  const late = [];
  let asked = 0;
  await page.route('**/posts?*before=*', async (route) => {
    asked += 1;
    await new Promise((resolve) => late.push(() => resolve(undefined)));
    await route.continue();
  });
  const earlier = page.getByRole('button', { name: say('threads.earlier'), exact: true });
  await earlier.evaluate((/** @type {HTMLElement} */ button) => [button.click(), button.click()]);
  const loading = page.locator('rostrum-threads').getByRole('button', { name: say('loading'), exact: true });
  await loading.waitFor();
  await loading.evaluate((/** @type {HTMLElement} */ button) => button.click());
  late.forEach((answer) => answer());
  await opinion(page, '第51条。').waitFor();
  await earlier.waitFor();
  assert.equal(asked, 1);
  await page.unroute('**/posts?*before=*');
  await press(page, say('threads.earlier'));
  await opinion(page, '第1条。').waitFor();
  await earlier.waitFor({ state: 'detached' });
  // The line from which it was gone on has the focus, for the button is gone.
  assert.ok(await isFocused(opinion(page, '第51条。')));
  await Promise.all([chair.leave(), gao.leave()]);
}, { rules: { threads_before: true }, configuration: UNLIMITED }));

test('W250 after a long loss of the line a thread begins at its newest, and goes back from there page by page', () => inHall(async (hall) => {
  const { chair, gao, zhou } = await readingThread(hall, 150);
  const { page } = zhou;
  for (const text of ['第51条。', '第1条。']) {
    await press(page, say('threads.earlier'));
    await opinion(page, text).waitFor();
  }
  await loseNetwork(zhou);
  const other = await chair.does('open_thread', { title: '另一个话题' });
  await publish(gao, other, 1_500, '别处');
  await regainNetwork(zhou);
  await opinion(page, '第150条。').waitFor();
  assert.equal(await opinions(page).count(), 50);
  await press(page, say('threads.earlier'));
  await opinion(page, '第51条。').waitFor();
  assert.equal(await opinions(page).count(), 100, 'nothing went for it');
  await Promise.all([chair.leave(), gao.leave()]);
}, { rules: { threads_before: true }, configuration: UNLIMITED }));

test('W250 who reads the record back by key stands at the line from which it goes on, and keeps the focus when the button goes', () => inHall(async (hall) => {
  const chair = await backstage(hall, hall.session.invitations.chair.token);
  const gao = await backstage(hall, hall.session.invitations.gao.token);
  const item = await open(hall, chair);
  for (const count of [300, 700, 300, 60]) {
    const turn = await speak(chair, gao, item);
    await inTurns(count, (index) => chair.does('record_statement', { turn, text: `第${index + 1}句` }));
    await chair.does('end_turn', { expect_turn: turn });
  }
  const { page } = await enter(hall, 'zhou');
  await turnTo(page, 'transcript');
  const earlier = page.getByRole('button', { name: say('transcript.earlier'), exact: true });
  await earlier.focus();
  const last = page.locator('rostrum-transcript .stretch > li').last();
  for (let presses = 0; await earlier.count() > 0; presses += 1) {
    assert.ok(presses < 10, 'the beginning is reached');
    const edge = await last.elementHandle();
    await page.keyboard.press('Enter');
    // Earlier ones stand below it.
    await page.waitForFunction((line) => line && /** @type {Element} */ (line).nextElementSibling, edge);
    const line = page.locator(`#${await edge?.evaluate((element) => /** @type {Element} */ (element).id)}`);
    assert.ok(await isInView(line), `press ${presses}`);
    if (await earlier.count() === 0) assert.ok(await isFocused(line), 'the line has the focus');
  }
  await Promise.all([chair.leave(), gao.leave()]);
}, { configuration: UNLIMITED }));

test('W154 a hit in words that are held back shows them', () => inHall(async (hall) => {
  const chair = await backstage(hall, hall.session.invitations.chair.token);
  const gao = await backstage(hall, hall.session.invitations.gao.token);
  const turn = await speak(chair, gao, await open(hall, chair));
  await inTurns(80, (index) => chair.does('record_statement', { turn, text: `第${index + 1}句` }));
  const { page } = await enter(hall, 'zhou');
  await turnTo(page, 'transcript');
  await page.getByText('第80句').scrollIntoViewIfNeeded();
  await chair.does('record_statement', { turn, text: '独角兽在此' });
  await page.getByRole('button', { name: say('transcript.unread', { count: 1 }), exact: true }).waitFor();
  // As with a keyboard on the screen that leaves the page where it is.
  await page.getByRole('searchbox', { name: say('search.label') }).evaluate((/** @type {HTMLInputElement} */ box) => {
    box.value = '独角兽';
    box.dispatchEvent(new Event('input', { bubbles: true }));
  });
  const hit = page.getByRole('button', { name: say('search.open_statement'), exact: true });
  await hit.waitFor();
  await hit.evaluate((/** @type {HTMLElement} */ button) => button.click());
  const speech = page.locator('li.speech').filter({ hasText: '独角兽在此' });
  await speech.waitFor();
  await page.waitForFunction((element) => element === document.activeElement, await speech.elementHandle());
  await Promise.all([chair.leave(), gao.leave()]);
}, { configuration: UNLIMITED }));

test('W250 whoever has pressed for earlier ones and reads on elsewhere meanwhile is left there', () => inHall(async (hall) => {
  const { chair, gao, zhou: { page } } = await readingThread(hall, 120);
  /** @type {(() => void)[]} */
  const late = [];
  await page.route('**/posts?*before=*', async (route) => {
    await new Promise((resolve) => late.push(() => resolve(undefined)));
    await route.continue();
  });
  await press(page, say('threads.earlier'));
  await page.locator('rostrum-threads').getByRole('button', { name: say('loading'), exact: true }).waitFor();
  const read = opinion(page, '第115条。');
  await read.scrollIntoViewIfNeeded();
  const before = await top(read);
  late.forEach((answer) => answer());
  await opinion(page, '第21条。').waitFor();
  assert.ok(Math.abs(await top(read) - before) <= 1, 'what is read has not moved');
  await Promise.all([chair.leave(), gao.leave()]);
}, { rules: { threads_before: true }, configuration: UNLIMITED }));
