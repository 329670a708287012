// Who was heard: the page of the figures as members, moderators and the convener reach and read it.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

import { inspect } from './support/axe.js';
import { backstage, behindTheScenes, open, speak } from './support/backstage.js';
import { assertFits } from './support/fits.js';
import { inHall } from './support/hall.js';
import { enterAll, press, turnTo } from './support/people.js';
import { picture } from './support/pictures.js';
import { PEOPLE, TITLE } from './support/session.js';
import { say } from './support/text.js';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('./support/hall.js').Hall} Hall */

const SERIES = '“加强和创新基层社会治理”系列远程协商会（二〇二六年度）';
const SECTORS = ['中国国民党革命委员会', '经济界', '农业和农村界', '少数民族界', '科学技术协会', '无党派人士', '特邀香港人士', '社会科学界', '医药卫生界'];
const NAMES = [
  '欧阳修文', '司马相宜', '买买提·吐尔逊·阿不都热合曼', '李明', '王芳', '张伟', '刘洋', '陈静', '杨帆', '赵敏', '黄河清', '周建国', '吴桂英', '徐志强', '孙丽华',
  '马文革', '朱红梅', '胡晓东', '郭振华', '何秀兰', '高永年', '林海燕', '罗大勇', '郑国庆', '梁思雨', '谢春生', '宋雅琴', '唐立新', '许诺', '邓一鸣', '冯德胜',
  '曹玉珍', '彭程', '曾广贤', '肖战胜', '田甜', '董必成', '潘长江水', '次仁旺堆·扎西平措', '阿依努尔·卡哈尔曼',
];

/** A session of forty members in the series, of whom some are heard. @type {(hall: Hall, number: number) => Promise<string>} */
async function hold({ server }, number) {
  const response = await fetch(`${server.url}/api/sessions`, {
    method: 'POST', headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      title: `${TITLE}（第 ${number} 次会议）`, series: SERIES,
      agenda: [{ title: '委员即席发言：从“有没有”到“好不好”，基层养老服务的短板在哪里、怎样补', kind: 'discussion' }],
      venues: [{ name: '市政协主会场', kind: 'main' }, { name: '青石街道社区综合服务中心二楼分会场', kind: 'branch' }],
      participants: [
        { name: '沈国安', role: 'chair' },
        ...NAMES.map((name, index) => ({ name, role: 'member', sector: SECTORS[index % SECTORS.length], venue: [undefined, '市政协主会场', '青石街道社区综合服务中心二楼分会场'][index % 3] })),
      ],
    }),
  });
  const { id, invitations } = await response.json();
  const chair = await backstage({ server, session: /** @type {any} */ ({ id }) }, invitations[0].token);
  await chair.does('open_session');
  const [item] = (await (await fetch(`${server.url}/api/sessions/${id}`, { headers: { authorization: `Bearer ${server.token}` } })).json()).view.agenda.order;
  await chair.does('start_item', { item, expect_item: null });
  for (let each = 0; each < 3 + number; each += 1) {
    const request = await chair.does('request_floor', { item, kind: 'impromptu', for: 2 + each * (4 - number) });
    const turn = await chair.does('grant_floor', { request, expect_turn: null });
    await chair.does('end_turn', { expect_turn: turn });
  }
  await chair.does('adjourn_session');
  await chair.leave();
  return id;
}

/** The page behind the link, which opens beside the room. @type {(page: Page) => Promise<Page>} */
async function follow(page) {
  const [opened] = await Promise.all([page.waitForEvent('popup'), page.getByRole('link', { name: say('participation_link') }).first().click()]);
  await opened.getByRole('heading', { name: say('participation.title'), level: 1 }).waitFor();
  return opened;
}

/** @type {(page: Page, count: number) => Promise<void>} */
const seesNotHeard = (page, count) => page.getByRole('heading', { name: say('participation.not_heard', { count }) }).waitFor({ timeout: 30_000 });

/** @param {Page} page @param {Hall} hall */
async function openDesk(page, { server }) {
  await page.goto(`${server.url}/desk`);
  await page.getByLabel(say('desk.token')).fill(server.token);
  await press(page, say('desk.enter'));
  await page.getByRole('heading', { name: say('desk.sessions'), level: 1 }).waitFor();
}

test('W185 W188 members and moderators see who was heard, and who was not yet, while it goes on', () => inHall(async (hall) => {
  const [chair, gao] = await enterAll(hall, 'chair', 'gao');
  await turnTo(gao.page, 'rules');
  const own = await follow(gao.page);
  await seesNotHeard(own, 3);
  await assertFits('before anybody spoke', own);
  const console_ = await follow(chair.page);
  await seesNotHeard(console_, 3);
  // The room stays as it was.
  await chair.page.getByText(say('console.phase', { phase: say('phase.draft') })).waitFor();
  await behindTheScenes(hall, ['chair', 'zhou', 'ayguli'], async (presiding, zhou, ayguli) => {
    const item = await open(hall, presiding);
    await presiding.does('end_turn', { expect_turn: await speak(presiding, zhou, item) });
    await own.reload();
    await seesNotHeard(own, 2);
    await speak(presiding, ayguli, item);
    // Nobody presses anything for this.
    await seesNotHeard(own, 1);
    await own.getByText(say('participation.running')).waitFor();
  });
  assert.equal(await own.getByRole('listitem').filter({ hasText: PEOPLE.gao.name }).count(), 1);
  await own.getByRole('row').filter({ hasText: PEOPLE.ayguli.name }).waitFor();
  await own.getByRole('img', { name: say('participation.lorenz') }).waitFor();
  await picture(own, 'participation-member');
  await inspect(own, 'the figures of a member');
  await inspect(console_, 'the figures at the console');
  await own.setViewportSize({ width: 320, height: 640 });
  await assertFits('the figures', own);
}));

test('W186 W189 W190 the convener sees one session, chosen ones and a series, and takes the table', () => inHall(async (hall) => {
  await hold(hall, 1);
  await hold(hall, 2);
  const { page } = await hall.device('convener', 'desktop');
  await openDesk(page, hall);
  await page.getByRole('link', { name: `${TITLE}（第 2 次会议）` }).click();
  await page.getByRole('link', { name: say('desk.participation'), exact: true }).click();
  await seesNotHeard(page, NAMES.length - 5);
  await page.setViewportSize({ width: 1920, height: 1080 });
  await picture(page, 'participation-wide');
  await inspect(page, 'the figures of one session');
  await page.getByRole('link', { name: say('desk.back') }).click();
  await page.getByRole('link', { name: say('desk.participation_series', { series: SERIES }) }).first().click();
  await page.getByRole('heading', { name: say('participation.development', { count: 2 }) }).waitFor();
  for (const measure of ['share', 'time', 'gini', 'wait']) await page.getByRole('img', { name: say(`participation.measure_${measure}`) }).waitFor();
  await picture(page, 'participation-series-wide');
  await inspect(page, 'the figures of a series');
  const [download] = await Promise.all([page.waitForEvent('download'), press(page, say('participation.table'))]);
  const table = (await readFile(await download.path(), 'utf8')).split('\r\n');
  assert.equal(table.filter((line) => line.startsWith('个人,')).length, NAMES.length);
  assert.equal(table.filter((line) => line.startsWith('会议,')).length, 2);
  await page.getByRole('link', { name: say('desk.back') }).click();
  for (const title of [TITLE, `${TITLE}（第 1 次会议）`]) await page.getByRole('checkbox', { name: say('desk.of', { text: say('desk.participation_choose'), of: title }), exact: true }).check();
  await page.getByRole('link', { name: say('desk.participation_chosen', { count: 2 }) }).click();
  await page.getByRole('heading', { name: say('participation.development', { count: 2 }) }).waitFor();
  await page.setViewportSize({ width: 320, height: 640 });
  await assertFits('the figures of several sessions', page);
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.getByRole('button', { name: say('participation.print') }).isVisible(), false, 'no button is printed');
  await page.emulateMedia({ media: 'screen' });
}));

test('W215 the figures at the desk come anew by themselves as long as they can change', () => inHall(async (hall) => {
  const { page } = await hall.device('convener', 'desktop');
  // Its time can be made to pass.
  await page.clock.install();
  await openDesk(page, hall);
  await page.getByRole('link', { name: TITLE }).click();
  await page.getByRole('link', { name: say('desk.participation'), exact: true }).click();
  await seesNotHeard(page, 3);
  await page.getByText(new RegExp(say('participation.as_of', { time: '\\d\\d:\\d\\d' }))).waitFor();
  await behindTheScenes(hall, ['chair', 'zhou', 'ayguli'], async (presiding, zhou, ayguli) => {
    const item = await open(hall, presiding);
    await presiding.does('end_turn', { expect_turn: await speak(presiding, zhou, item) });
    await page.clock.fastForward(60_000);
    await seesNotHeard(page, 2);
    await speak(presiding, ayguli, item);
    await page.clock.fastForward(15_000);
    await seesNotHeard(page, 1);
  });
}));
