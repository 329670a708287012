// What a department promised, from the words that it was promised in to the review that looks back at it.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

import { assertAccessible, inspect } from './support/axe.js';
import { behindTheScenes, open, speak } from './support/backstage.js';
import { assertFits } from './support/fits.js';
import { inHall } from './support/hall.js';
import { enterAll, press, turnTo } from './support/people.js';
import { picture } from './support/pictures.js';
import { decide } from './support/presiding.js';
import { ITEMS, PEOPLE, TITLE } from './support/session.js';
import { say } from './support/text.js';

/** @typedef {import('playwright-core').Page} Page */

const UNIT = '市住房和城乡建设局（老旧小区改造工作领导小组办公室）';
const WORDS = '明年三月底前，为青石街道三个小区的老楼加装两部电梯，并把出院老人的上门护理列入改造方案。';
const PROMISE = '为青石街道老楼加装两部电梯，上门护理列入改造方案';
const REPORT = '已完成选址和居民意见征集，第一部电梯的井道正在施工。';
const DOUBT = '只看到围挡，没有看到电梯，老人上下楼仍要靠背。';
const MORE = '第一部电梯春节前可以试运行。';
const MISTAKE = '研究把试点扩大到全部街道';
/** Long past, so that it is overdue whenever the test runs. */
const DUE = '2026-01-15';

/** The beginning of a text, as buttons that stand beside it name it. @param {string} text */
const beginning = (text) => Array.from(text).slice(0, 12).join('');

/** The name of a commitment's button. @param {string} key @param {string} [of] */
const offer = (key, of = PROMISE) => say('commitment.about', { text: say(key), about: beginning(of) });

/** The clerk makes a commitment of what was said. @param {Page} page */
async function recordPromise(page) {
  await press(page, say('console.about', { text: say('commitment.record'), about: beginning(WORDS) }));
  const dialog = page.getByRole('dialog', { name: say('commitment.record') });
  assert.equal(await dialog.getByLabel(say('commitment.text')).inputValue(), WORDS, 'the words are there to be shortened');
  await dialog.getByLabel(say('commitment.text')).fill(PROMISE);
  const look = dialog.getByRole('button', { name: say('commitment.record_look') });
  // Nobody is responsible yet, and a date that has passed is told at once.
  assert.equal(await dialog.getByLabel(say('commitment.owner')).inputValue(), '');
  await look.click();
  assert.ok(await dialog.isVisible(), 'somebody has to be responsible');
  await dialog.getByLabel(say('commitment.owner')).selectOption({ label: `${UNIT} · ${say('role.owner')}` });
  await dialog.getByLabel(say('commitment.due')).fill(DUE);
  await dialog.getByLabel(say('commitment.category')).fill('养老');
  const { gao } = PEOPLE;
  await dialog.getByLabel(say('commitment.asked_by')).selectOption({ label: `${gao.name} · ${gao.sector} · ${say('role.member')}` });
  await dialog.getByText(say('commitment.due_past', { due: DUE })).waitFor();
  await picture(page, 'commitment-form');
  await look.click();
  const check = page.getByRole('dialog', { name: say('commitment.record_check') });
  for (const text of [PROMISE, UNIT, say('commitment.due_past', { due: DUE }), say('commitment.record_explained')]) await check.getByText(text).waitFor();
  await picture(page, 'commitment-check');
  // Back, and everything is still there.
  await check.getByRole('button', { name: say('cancel') }).click();
  assert.equal(await dialog.getByLabel(say('commitment.text')).inputValue(), PROMISE);
  assert.equal(await dialog.getByLabel(say('commitment.due')).inputValue(), DUE);
  await look.click();
  await check.getByRole('button', { name: say('commitment.record_send') }).click();
  await page.getByText(say('commitment.recorded_news')).waitFor();
  await page.getByRole('tab', { name: say('console.tab_commitments') }).click();
  await page.getByRole('heading', { name: PROMISE }).waitFor();
}

/** What was recorded by mistake is taken back, and stays as that. @type {(hall: import('./support/hall.js').Hall, page: Page) => Promise<void>} */
async function takeBack(hall, page) {
  const entries = await hall.session.entries();
  const promised = entries.find((/** @type {any} */ { entry }) => entry.type === 'commitment_recorded').entry;
  await behindTheScenes(hall, ['clerk'], (clerk) => clerk.does('record_commitment', { text: MISTAKE, owner: promised.owner, source: promised.source }));
  await press(page, offer('commitment.withdraw', MISTAKE));
  const dialog = page.getByRole('dialog', { name: say('commitment.withdraw') });
  await dialog.getByText(say('commitment.withdraw_explained')).waitFor();
  await dialog.getByRole('button', { name: say('commitment.withdraw') }).click();
  const card = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: MISTAKE }) });
  await card.getByText(say('commitment_state.withdrawn'), { exact: true }).waitFor();
  await card.getByText(say('commitment.withdraw_usual')).waitFor();
  assert.equal(await page.getByRole('button', { name: offer('commitment.withdraw', MISTAKE) }).count(), 0);
}

/** So often the unit's page looks for what is new. */
const LOOK_MS = 15_000;

/** The unit comes by its link and reports. @type {(hall: import('./support/hall.js').Hall, link: string) => Promise<Page>} */
async function reportAsUnit(hall, link) {
  const { page, url } = await hall.device('unit', 'phone');
  // Its time can be made to pass.
  await page.clock.install();
  await page.goto(url + link);
  await press(page, say('join.enter'));
  await page.getByRole('heading', { name: say('commitment.own_title'), level: 1 }).waitFor();
  await page.getByRole('heading', { name: PROMISE }).waitFor();
  await page.getByText(WORDS).first().waitFor();
  assert.match(page.url(), /\/commitments\/[^/#]+\?as=\d+$/, 'the invitation has left the address');
  assert.equal(await page.getByText(ITEMS[1].title).count(), 0, 'nothing of the session but its title');
  await page.getByText(say('commitment.overdue'), { exact: true }).waitFor();
  await assertFits('the unit\'s page', page);
  await picture(page, 'unit');
  await inspect(page, 'the unit\'s page');
  await press(page, offer('commitment.report'));
  await page.getByLabel(say('commitment.report_text')).fill(REPORT);
  await assertFits('the report', page);
  await press(page, say('commitment.send'));
  await page.getByText(say('commitment.reported_news')).waitFor();
  await page.getByText(REPORT).waitFor();
  await picture(page, 'unit-reported');
  // It goes on writing, and does not know that somebody judges meanwhile.
  await press(page, offer('commitment.report'));
  await page.getByLabel(say('commitment.report_text')).fill(MORE);
  return page;
}

/** What was judged meanwhile takes no report, and says so without being loaded again. @type {(page: Page) => Promise<void>} */
async function seesJudgement(page) {
  await page.clock.fastForward(LOOK_MS);
  await page.getByRole('alert').getByText(say('commitment.own_verified')).waitFor();
  assert.equal(await page.getByLabel(say('commitment.report_text')).inputValue(), MORE, 'what was typed is still there');
  assert.equal(await page.getByRole('button', { name: say('commitment.send') }).count(), 0);
  await page.getByText(DOUBT).waitFor();
  await picture(page, 'unit-judged');
  await press(page, say('cancel'));
  await page.getByText(say('commitment.own_verified')).waitFor();
  assert.equal(await page.getByRole('button', { name: offer('commitment.report') }).count(), 0);
}

/** The member who asked is not satisfied. @type {(page: Page) => Promise<void>} */
async function judge(page) {
  await turnTo(page, /** @type {any} */ ('commitments'));
  await page.getByText(REPORT).waitFor();
  await picture(page, 'commitments-member');
  await inspect(page, 'the commitments of a member');
  await press(page, offer('commitment.verify'));
  const dialog = page.getByRole('dialog', { name: say('commitment.verify') });
  await dialog.getByRole('radio', { name: say('finding.not') }).check();
  await dialog.getByLabel(say('commitment.verify_text')).fill(DOUBT);
  await dialog.getByRole('button', { name: say('commitment.send') }).click();
  await page.getByText(DOUBT).waitFor();
  assert.equal(await page.getByRole('button', { name: offer('commitment.verify') }).count(), 0);
}

/** Commitments of a state, on a board. @type {(page: Page, state: string, count: number) => import('playwright-core').Locator} */
const columnOf = (page, state, count) =>
  page.getByRole('region', { name: new RegExp(`^${say('board.count', { state: say(`commitment_state.${state}`), count })}`) });

/** @type {(page: Page) => Promise<void>} */
async function seesBoard(page) {
  await press(page, say('board.as_board'));
  await columnOf(page, 'reopened', 1).getByRole('heading', { name: PROMISE }).waitFor();
  await columnOf(page, 'withdrawn', 1).getByRole('heading', { name: MISTAKE }).waitFor();
  await picture(page, 'commitments-board');
  await assertAccessible(page, 'the board of commitments');
  await page.getByRole('checkbox', { name: say('board.only_overdue') }).check();
  await columnOf(page, 'withdrawn', 0).waitFor();
  await columnOf(page, 'reopened', 1).getByRole('heading', { name: PROMISE }).waitFor();
  await page.setViewportSize({ width: 360, height: 740 });
  await assertFits('the board', page);
  await page.setViewportSize({ width: 1280, height: 800 });
}

/** @param {Page} page */
async function openDesk(page, /** @type {import('./support/hall.js').Hall} */ { server }) {
  await page.getByLabel(say('desk.token')).fill(server.token);
  await press(page, say('desk.enter'));
  await page.getByRole('heading', { name: say('desk.sessions'), level: 1 }).waitFor();
}

/** Presses what downloads a table, and reads it. @type {(page: Page) => Promise<string>} */
async function table(page) {
  const [download] = await Promise.all([page.waitForEvent('download'), press(page, say('register.table'))]);
  return readFile(await download.path(), 'utf8');
}

test('W170 what was promised is reported on by the unit\'s link after the sealing, and looked back at', (test) => inHall(async (hall) => {
  const [{ path: link }] = await hall.session.invite([{ name: UNIT, role: 'owner' }]);
  await behindTheScenes(hall, ['chair', 'gao'], async (chair, gao) => {
    const turn = await speak(chair, gao, await open(hall, chair), WORDS);
    await chair.does('end_turn', { expect_turn: turn });
  });
  const [chair, clerk, gao] = await enterAll(hall, 'chair', 'clerk', 'gao');
  assert.equal(await gao.page.getByRole('tab', { name: say('tabs.commitments') }).count(), 0, 'nothing was promised yet');
  await test.test('W171 W231 a moderator makes a commitment of a statement, after a last look', () => recordPromise(clerk.page));
  await test.test('W173 what was recorded by mistake is taken back', () => takeBack(hall, clerk.page));
  await decide(chair.page, 'console.adjourn_session');
  await decide(chair.page, 'console.seal_session');
  await chair.page.getByText(say('console.phase', { phase: say('phase.sealed') })).waitFor();

  const unit = await reportAsUnit(hall, link);
  await test.test('W171 who asked says how it was kept', () => judge(gao.page));
  await test.test('W230 the unit sees it without loading the page again', () => seesJudgement(unit));
  await press(clerk.page, offer('commitment.reopen'));
  const dialog = clerk.page.getByRole('dialog', { name: say('commitment.reopen') });
  await dialog.getByRole('button', { name: say('commitment.send') }).click();
  await clerk.page.getByText(say('commitment.reopen_usual')).waitFor();
  await unit.clock.fastForward(LOOK_MS);
  await unit.getByRole('button', { name: offer('commitment.report') }).waitFor();
  await unit.getByText(say('commitment.changed_news')).waitFor();
  await picture(clerk.page, 'commitments-console');
  await inspect(clerk.page, 'the commitments at the console');

  await test.test('W242 the console shows them on a board, and the late ones alone', () => seesBoard(clerk.page));
  await test.test('W172 W234 the register is filtered, counted and taken along, and a review is made of it and filled in', () => lookBack(hall, gao.page));
}));

/** At the desk. @type {(hall: import('./support/hall.js').Hall, member: Page) => Promise<void>} */
async function lookBack(hall, member) {
  const { page } = await hall.device('convener', 'desktop');
  await page.goto(`${hall.server.url}/desk`);
  await openDesk(page, hall);
  await page.getByRole('link', { name: say('desk.register') }).click();
  const row = page.getByRole('row').filter({ hasText: PROMISE });
  await row.getByText(say('commitment.overdue')).waitFor();
  await page.getByText(say('register.found', { total: 1, settled: 0, percent: 0, overdue: 1 })).waitFor();
  await picture(page, 'register');
  await page.setViewportSize({ width: 1920, height: 1080 });
  await picture(page, 'register-wide');
  await inspect(page, 'the register');
  await press(page, say('board.as_board'));
  await columnOf(page, 'reopened', 1).getByText(PROMISE).waitFor();
  await picture(page, 'register-board');
  await assertAccessible(page, 'the board of the register');
  await press(page, say('board.as_list'));
  await page.getByLabel(say('register.settled')).selectOption('true');
  await press(page, say('register.search'));
  await page.getByText(say('register.found', { total: 0, settled: 0, percent: 0, overdue: 0 })).waitFor();
  await page.getByLabel(say('register.settled')).selectOption('');
  await page.getByLabel(say('commitment.owner')).fill(UNIT);
  await press(page, say('register.search'));
  await row.waitFor();
  const lines = (await table(page)).split('\r\n');
  assert.equal(lines.length, 4, 'a head, two lines, and the end');
  assert.ok(lines[2].includes(MISTAKE) && lines[2].includes(say('commitment_state.withdrawn')), 'what was taken back is not gone');
  for (const cell of [PROMISE, UNIT, DUE, PEOPLE.gao.name, TITLE]) assert.ok(lines[1].includes(cell), cell);

  await row.getByRole('checkbox').check();
  await page.getByLabel(say('review.title'), { exact: true }).fill('居家养老承诺事项半年回头看');
  await press(page, say('review.make_send'));
  await page.getByRole('heading', { name: '居家养老承诺事项半年回头看', level: 1 }).waitFor();
  const line = page.getByRole('listitem').filter({ hasText: PROMISE });
  await line.getByText(say('commitment.follow_up'), { exact: true }).click();
  await line.getByText(REPORT).waitFor();
  // What was typed and not saved is there again when one comes back.
  await line.getByLabel(say('review.text')).fill('只写了一半');
  await page.getByRole('link', { name: say('desk.reviews') }).click();
  await page.getByRole('link', { name: '居家养老承诺事项半年回头看' }).click();
  await line.waitFor();
  assert.equal(await line.getByLabel(say('review.text')).inputValue(), '只写了一半');
  await line.getByRole('radio', { name: say('review_finding.partly') }).check();
  await line.getByLabel(say('review.text')).fill('第一部电梯已经运行，第二部仍在施工。');
  await line.getByLabel(say('review.who')).fill('社会和法制委员会 刘主任');
  await press(page, say('review.save'));
  await page.getByText(say('review.saved')).waitFor();
  await line.getByText('第一部电梯已经运行，第二部仍在施工。').first().waitFor();
  await picture(page, 'review');
  await inspect(page, 'a review');
  const reviewed = await table(page);
  for (const cell of [PROMISE, say('review_finding.partly'), '刘主任']) assert.ok(reviewed.includes(cell), cell);
  await page.getByRole('link', { name: say('desk.reviews') }).click();
  await page.getByRole('link', { name: '居家养老承诺事项半年回头看' }).waitFor();
  await inspect(page, 'the list of reviews');
  // What was found in a review changes no commitment.
  await member.getByText(say('commitment_state.reopened')).first().waitFor();

  const narrow = await hall.device('convener on a phone', 'narrow');
  await narrow.page.goto(`${hall.server.url}/desk`);
  await openDesk(narrow.page, hall);
  for (const [link, name] of [['desk.register', 'register'], ['desk.reviews', 'reviews']]) {
    await narrow.page.getByRole('link', { name: say(link) }).click();
    await narrow.page.getByText(link === 'desk.register' ? PROMISE : '居家养老承诺事项半年回头看').waitFor();
    await assertFits(name, narrow.page);
    await picture(narrow.page, `${name}-narrow`);
    await narrow.page.goto(`${hall.server.url}/desk`);
  }
  await narrow.page.goto(`${hall.server.url}/desk#review-1`);
  await narrow.page.getByRole('heading', { level: 2 }).first().waitFor();
  await assertFits('a review', narrow.page);
}
