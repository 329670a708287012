// How pages look is everybody's own choice, and stays so.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { behindTheScenes, open, speak } from './support/backstage.js';
import { inHall } from './support/hall.js';
import { enter, press } from './support/people.js';
import { chooseElsewhere, seesLook } from './support/settings.js';
import { say } from './support/text.js';

/** @typedef {import('playwright-core').Page} Page */

const SPEECH = '出院以后的头三天，老人回到家里，谁来接手？我走访了三个街道，发现医院、社区与家庭之间没有交接清单，用药和复诊都靠家属记忆。'.repeat(3);
const USUAL = { theme: 'light', contrast: 'usual', type: 'usual' };

/** @type {(page: Page, group: string, value: string) => Promise<void>} */
const choose = (page, group, value) =>
  page.getByRole('dialog', { name: say('settings.title') }).getByRole('group', { name: say(`settings.${group}`) })
    .getByRole('radio', { name: say(`settings.${group}.${value}`), exact: true }).check();

/** @param {Page} page */
const sizeOfType = (page) => page.evaluate(() => parseFloat(getComputedStyle(document.body).fontSize));

test('W195 large type is two presses away before the room and in it, is kept, and stands before anything is drawn', () => inHall(async (hall) => {
  const device = await hall.device('gao', 'phone');
  const { page, url, trouble } = device;
  await page.goto(url + hall.session.invitations.gao.path);
  await seesLook(page, USUAL);
  await press(page, say('settings'));
  await choose(page, 'type', 'large');
  await seesLook(page, { type: 'large' });
  assert.equal(await sizeOfType(page), 22);
  await press(page, say('settings.done'));
  await press(page, say('join.enter'));
  await page.getByRole('button', { name: say('leave') }).waitFor();
  await seesLook(page, { type: 'large' });
  await press(page, say('settings'));
  assert.ok(await page.getByRole('radio', { name: say('settings.type.large') }).isChecked());
  await choose(page, 'type', 'largest');
  await choose(page, 'theme', 'dark');
  await choose(page, 'contrast', 'more');
  assert.equal(await sizeOfType(page), 30);
  await press(page, say('settings.done'));

  // Another tab of the device follows; and a page has its look before a module has run.
  const other = await device.context.newPage();
  trouble.announce(/^failed: GET \S+main\.js/, /^console error: Failed to load resource/);
  await other.route('**/ui/main.js', (route) => route.abort());
  await other.goto(`${url}/`);
  await seesLook(other, { theme: 'dark', contrast: 'more', type: 'largest' });
  await press(page, say('settings'));
  await choose(page, 'type', 'none');
  await seesLook(other, { type: 'usual', theme: 'dark' });
}));

test('W196 what was not chosen is as the system prefers, and forced colours keep marks', () => inHall(async (hall) => {
  const { page } = await enter(hall, 'gao');
  await page.emulateMedia({ colorScheme: 'dark', contrast: 'more' });
  await seesLook(page, { theme: 'dark', contrast: 'more' });
  await chooseElsewhere(page, { theme: 'light', contrast: 'usual' });
  await seesLook(page, USUAL);
  await page.emulateMedia({ forcedColors: 'active' });
  const [chosen, other] = await page.getByRole('tab').evaluateAll((tabs) => tabs.map((tab) => getComputedStyle(tab).borderBottomColor));
  assert.notEqual(chosen, other);
}));

test('W198 Chinese prose stands in lines of at most 40 signs, broken as Chinese is', () => inHall(async (hall) => {
  await behindTheScenes(hall, ['chair', 'gao'], async (chair, gao) => void (await speak(chair, gao, await open(hall, chair), SPEECH)));
  const { page } = await enter(hall, 'gao');
  await page.setViewportSize({ width: 1920, height: 1080 });
  await page.getByRole('tab', { name: say('tabs.transcript') }).click();
  const words = page.getByText(SPEECH);
  await words.waitFor();
  for (const type of ['usual', 'large', 'largest']) {
    await chooseElsewhere(page, { type });
    await seesLook(page, { type });
    const { width, size, style } = await words.evaluate((element) => {
      const { fontSize, lineBreak, textAutospace, lineHeight } = /** @type {any} */ (getComputedStyle(element));
      return { width: element.clientWidth, size: parseFloat(fontSize), style: { lineBreak, textAutospace, lineHeight: parseFloat(lineHeight) / parseFloat(fontSize) } };
    });
    assert.ok(width / size <= 40.01, `${width / size} signs`);
    assert.equal(style.lineBreak, 'strict');
    assert.equal(style.textAutospace, 'normal');
    assert.ok(style.lineHeight >= 1.6 && style.lineHeight <= 1.75);
  }
}));
