// The convener erases words by law: finds them, is told what it does and what it does not, and cannot do it by mistake or twice.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { inspect } from './support/axe.js';
import { atDesk } from './support/convening.js';
import { assertFits } from './support/fits.js';
import { inHall } from './support/hall.js';
import { ask, enterAll, press, seesConnection, switchLanguage, turnTo } from './support/people.js';
import { picture } from './support/pictures.js';
import { begin, grant, record } from './support/presiding.js';
import { ITEMS, PEOPLE } from './support/session.js';
import { say } from './support/text.js';

const SECRET = '住在青石街道12号的张桂芬，电话13800001234';
const WORDS = `我接触过一户人家，${SECRET}，出院以后没有人装药盒。`;
const CORRECTED = `我接触过一户人家，${SECRET}（本人同意公开），出院以后没有人装药盒。`;
const REASON = '依法删除个人信息';

/** @typedef {import('playwright-core').Page} Page */

/** Goes from the session to the screen, and waits until the record is read. @type {(page: Page) => Promise<void>} */
async function toErasing(page) {
  await page.getByRole('link', { name: say('desk.erase'), exact: true }).click();
  await page.getByRole('heading', { name: say('erasure.title'), level: 1 }).waitFor();
  await page.getByText(say('erasure.all', { count: 0 }).replace(/0.*/, '')).waitFor();
}

/** @type {(page: Page) => import('playwright-core').Locator} */
const found = (page) => page.getByRole('list', { name: say('erasure.find') }).getByRole('listitem');

test('W178 W179 the convener erases words with all their versions, after typing how many, once', () => inHall(async (hall) => {
  const [chair, clerk, gao] = await enterAll(hall, 'chair', 'clerk', 'gao');
  await begin(chair.page, ITEMS[1].title);
  await ask(gao.page);
  await grant(chair.page, 'gao');
  await record(clerk.page, 'gao', WORDS);
  await clerk.page.getByRole('button', { name: new RegExp(`^${say('console.revise')}`) }).first().click();
  const dialog = clerk.page.getByRole('dialog', { name: say('statement.revise_title') });
  await dialog.getByLabel(say('statement.words')).fill(CORRECTED);
  await dialog.getByRole('textbox').last().fill('本人补充');
  await dialog.getByRole('button', { name: say('threads.save') }).click();
  await turnTo(gao.page, 'transcript');
  await gao.page.getByText(CORRECTED).waitFor();
  // Somebody's coming may be recorded between the two.
  const versions = (await hall.session.entries()).filter((/** @type {any} */ { entry }) => entry.type.startsWith('statement_'));
  const [first, second] = versions.map((/** @type {any} */ { seq }) => seq);

  const desk = await hall.device('convener', 'phone');
  const { page } = desk;
  await atDesk(hall, desk);
  await toErasing(page);
  await assertFits('the screen for erasing', page);
  await picture(page, 'erasing-phone');
  await page.getByLabel(say('erasure.words')).fill('13800001234');
  await page.getByText(say('erasure.found', { count: 2 })).waitFor();
  assert.equal(await found(page).filter({ hasText: PEOPLE.gao.name }).count(), 2, 'the words are his, whoever wrote them down');
  await found(page).first().getByRole('checkbox').check();
  await page.getByText(say('erasure.versions', { numbers: second })).waitFor();
  await press(page, say('erasure.choose_versions'));
  await page.getByText(say('erasure.chosen', { count: 2 }), { exact: true }).waitFor();

  // Neither without a reason, nor with another number.
  const erase = say('erasure.erase', { count: 2 });
  await press(page, erase);
  await page.getByText(say('erasure.reason_missing')).waitFor();
  await page.getByLabel(say('erasure.reason'), { exact: true }).fill(REASON);
  await page.getByLabel(say('erasure.count', { count: 2 })).fill('1');
  await press(page, erase);
  await page.getByText(say('erasure.count_wrong', { count: 2 })).waitFor();
  await inspect(page, 'the order to erase');
  await page.setViewportSize({ width: 1920, height: 1080 });
  await picture(page, 'erasing-desktop');
  await page.setViewportSize({ width: 360, height: 740 });
  assert.ok((await hall.session.transcript()).includes(SECRET));

  // The answer is lost, and the page is loaded again: the order is still there, and happens once.
  desk.trouble.announce(/^failed: POST \S+\/erasures /, /^console error: Failed to load resource/);
  await page.route('**/erasures', async (route) => {
    await route.fetch();
    await route.abort();
  }, { times: 1 });
  await page.getByLabel(say('erasure.count', { count: 2 })).fill('2');
  await press(page, erase);
  await page.getByText(say('erasure.open')).waitFor();
  await page.reload();
  await press(page, say('desk.again'));
  await page.getByRole('heading', { name: say('erasure.done', { count: 2 }) }).waitFor();
  const erased = (await hall.session.entries()).filter((/** @type {any} */ { entry }) => entry.type === 'words_erased');
  assert.deepEqual(erased.map((/** @type {any} */ { entry }) => [entry.seqs, entry.reason]), [[[first, second], REASON]]);
  await page.getByText(say('erasure.place.backups'), { exact: false }).first().waitFor();
  await page.evaluate(() => scrollTo(0, 0));
  await picture(page, 'erased-phone');
  await assertFits('what was erased', page);
  await inspect(page, 'what was erased');

  await gao.page.getByText(CORRECTED).waitFor({ state: 'detached' });
  await seesConnection(gao.page);
  assert.ok(!(await hall.session.transcript()).includes(SECRET));
  await switchLanguage(page, 'zh-CN');
  await page.getByRole('heading', { name: say('erasure.title', {}, 'en'), level: 1 }).waitFor();
}));

test('W178 entries are chosen by number, and a list of names is pointed out as one', () => inHall(async (hall) => {
  const desk = await hall.device('convener', 'desktop');
  const { page } = desk;
  await atDesk(hall, desk);
  await toErasing(page);
  await page.getByLabel(say('erasure.numbers')).fill('2，999');
  await press(page, say('erasure.choose_numbers'));
  await page.getByText(say('erasure.numbers_missing', { numbers: 999 })).waitFor();
  await page.getByText(say('erasure.names', { count: Object.keys(PEOPLE).length })).waitFor();
  await page.getByRole('button', { name: say('desk.of', { text: say('erasure.leave_out'), of: say('erasure.entry', { seq: 2 }) }) }).click();
  await page.getByText(say('erasure.chosen', { count: 0 }), { exact: true }).waitFor();
  await page.getByLabel(say('erasure.numbers')).fill('二');
  await press(page, say('erasure.choose_numbers'));
  await page.getByText(say('erasure.numbers_wrong', { max: 1000 })).waitFor();
}));
