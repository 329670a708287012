// What the hall sees: chosen at the console, looked at, sent; and what a big screen says when it has lost its network.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { inspect } from './support/axe.js';
import { backstage, behindTheScenes, open, speak } from './support/backstage.js';
import { inHall } from './support/hall.js';
import { enter, loseNetwork, press, regainNetwork } from './support/people.js';
import { picture } from './support/pictures.js';
import { ITEMS, PEOPLE, THREAD, TITLE } from './support/session.js';
import { say, saying } from './support/text.js';
import { hang, stage } from './support/wall.js';

const POST = '送餐路上用时太久，冬天到家已经凉了。建议每个街道设两处助餐点，就近配送；腿脚不便的老人由邻里互助员送到床前。';
const NOTICE = '请各分会场把话筒调到静音，三分钟后继续';

test('W210 the screen follows the session by itself, and shows who speaks, the clock and who is next', () => inHall(async (hall) => {
  const wall = await hang(hall);
  await stage(wall.page, 'lobby').getByRole('heading', { name: TITLE, level: 2 }).waitFor();
  await picture(wall.page, 'screen-lobby');
  await inspect(wall.page, 'the big screen before the session');
  const chair = await backstage(hall, hall.session.invitations.chair.token);
  const gao = await backstage(hall, hall.session.invitations.gao.token);
  const ayguli = await backstage(hall, hall.session.invitations.ayguli.token);
  const item = await open(hall, chair);
  await stage(wall.page, 'floor').getByText(ITEMS[1].title).waitFor();
  await ayguli.does('request_floor', { item, kind: 'impromptu' });
  const turn = await speak(chair, gao, item);
  const floor = stage(wall.page, 'floor');
  await floor.getByRole('heading', { name: PEOPLE.gao.name }).waitFor();
  await floor.getByRole('listitem').filter({ hasText: PEOPLE.ayguli.name }).waitFor();
  await floor.getByRole('timer').waitFor();
  await picture(wall.page, 'screen-floor');
  await inspect(wall.page, 'the big screen during a speech');
  // The smallest text is a thirtieth of the height at least: it is read from the last row.
  const smallest = await floor.evaluate((element) => {
    const texts = [...element.querySelectorAll('*')].filter((each) => [...each.childNodes].some((node) => node.nodeType === 3 && (node.textContent || '').trim()));
    return Math.min(...texts.map((each) => parseFloat(getComputedStyle(each).fontSize)));
  });
  assert.ok(smallest >= 1080 / 30, `${smallest} px`);
  await chair.does('end_turn', { expect_turn: turn });
  await chair.does('call_recess');
  await stage(wall.page, 'break').waitFor();
  await chair.does('resume_session');
  await chair.does('adjourn_session');
  await stage(wall.page, 'closing').waitFor();
  await Promise.all([chair, gao, ayguli].map((each) => each.leave()));
}));

test('W211 a moderator looks at a scene first and sends it to all screens, by button or key, and takes it back', () => inHall(async (hall) => {
  const post = await behindTheScenes(hall, ['chair', 'ayguli'], async (chair, ayguli) => {
    await open(hall, chair);
    const thread = await chair.does('open_thread', { title: THREAD });
    return ayguli.does('publish_post', { thread, text: POST });
  });
  const wall = await hang(hall);
  const { page } = await enter(hall, 'clerk');
  await page.getByRole('tab', { name: say('console.tab_screen') }).click();
  await stage(wall.page, 'floor').waitFor();

  await press(page, say('screen.message'));
  await page.getByRole('dialog').getByRole('textbox').fill(NOTICE);
  await page.getByRole('dialog').getByRole('button', { name: say('screen.look') }).click();
  await page.locator('.mirror:not(.mirror-live)').getByText(NOTICE).waitFor();
  assert.equal(await wall.page.getByText(NOTICE).count(), 0, 'a preview is seen by nobody else');
  await page.setViewportSize({ width: 1920, height: 1080 });
  await picture(page, 'console-screen');
  await inspect(page, 'the console’s screens');
  await page.keyboard.press('b');
  await stage(wall.page, 'message').getByText(NOTICE).waitFor();
  await picture(wall.page, 'screen-message');

  await page.getByLabel(say('screen.words')).selectOption({ value: `post ${post}` });
  await page.locator('.mirror:not(.mirror-live)').getByText(POST).waitFor();
  await press(page, say('screen.send'));
  await stage(wall.page, 'post').getByText(POST).waitFor();
  await stage(wall.page, 'post').getByText(PEOPLE.ayguli.name).waitFor();
  await picture(wall.page, 'screen-post');
  // What is hidden leaves the wall at once.
  const chair = await backstage(hall, hall.session.invitations.chair.token);
  await chair.does('hide_post', { post, reason: '重复' });
  await wall.page.getByText(POST).waitFor({ state: 'detached' });
  await stage(wall.page, 'post').getByText(say('floor.free')).waitFor();

  await chair.does('show_post', { post });
  await stage(wall.page, 'post').getByText(POST).waitFor();
  await press(page, say('screen.automatic'));
  await press(page, say('screen.send'));
  await stage(wall.page, 'floor').waitFor();
  await page.keyboard.press('u');
  await stage(wall.page, 'post').getByText(POST).waitFor();
  await chair.leave();
}));

test('W212 a screen that lost its network keeps its picture, says since when, and stops its clock', () => inHall(async (hall) => {
  const wall = await hang(hall);
  await behindTheScenes(hall, ['chair', 'gao'], async (chair, gao) => {
    await speak(chair, gao, await open(hall, chair));
    await wall.page.getByRole('heading', { name: PEOPLE.gao.name }).waitFor();
    await loseNetwork(/** @type {any} */ (wall));
    await wall.page.getByText(saying('screen.lost')).waitFor();
    await wall.page.getByText(saying('screen.lost_for')).waitFor();
    await wall.page.getByRole('heading', { name: PEOPLE.gao.name }).waitFor();
    const clock = wall.page.locator('.countdown-stopped');
    const before = await clock.textContent();
    await picture(wall.page, 'screen-lost');
    await wall.page.clock.install();
    await wall.page.clock.runFor(5_000);
    assert.equal(await clock.textContent(), before);
    await wall.page.clock.resume();
    await regainNetwork(/** @type {any} */ (wall));
    await clock.waitFor({ state: 'detached' });
  });
}));
