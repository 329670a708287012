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
const SAID = '出院小结应当同时送到社区，家属不必再跑一趟。';
const REVISED = '出院小结应当同时送到社区，家属不用再跑第二趟。';
const POLL = '助餐点先设在哪里？';
const NOTICE = '请各分会场把话筒调到静音，三分钟后继续';

/** Sends the preview to all screens, once the button takes a press again. @param {import('playwright-core').Page} page */
async function send(page) {
  await page.locator('[data-action="send_scene"]:not([aria-disabled])').waitFor();
  await press(page, say('screen.send'));
}

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
  const request = await ayguli.does('request_floor', { item, kind: 'impromptu' });
  const turn = await speak(chair, gao, item);
  const floor = stage(wall.page, 'floor');
  await floor.getByRole('heading', { name: PEOPLE.gao.name }).waitFor();
  await floor.getByRole('listitem').filter({ hasText: PEOPLE.ayguli.name }).waitFor();
  await floor.getByRole('timer').waitFor();
  await picture(wall.page, 'screen-floor');
  await inspect(wall.page, 'the big screen during a speech');
  await isReadable(floor);

  await chair.does('show_scene', { scene: { kind: 'agenda' } });
  await stage(wall.page, 'agenda').getByText(ITEMS[0].title).waitFor();
  await picture(wall.page, 'screen-agenda');
  await chair.does('show_scene', { scene: null });

  const chyron = await hangChyron(wall);
  await picture(chyron, 'screen-chyron');
  await isReadable(stage(chyron, 'floor'));

  await chair.does('end_turn', { expect_turn: turn });
  await chyron.locator('.hall').waitFor({ state: 'detached' });
  await floor.getByText(say('floor.free')).waitFor();
  await picture(wall.page, 'screen-free');
  const poll = await chair.does('open_poll', { question: POLL, options: ['社区食堂', '养老驿站'], choices_max: 1 });
  await stage(wall.page, 'poll').getByText(POLL).waitFor();
  await picture(wall.page, 'screen-poll');
  assert.equal(await chyron.locator('.hall').count(), 0, 'nothing is laid over the picture while nobody speaks');
  await chair.does('call_speaker', { request, expect_turn: null });
  await floor.getByRole('heading', { name: PEOPLE.ayguli.name }).waitFor();
  await floor.getByText(PEOPLE.ayguli.sector).waitFor();
  await floor.getByText(say('screen.called')).waitFor();
  await picture(wall.page, 'screen-called');
  await chair.does('close_poll', { poll });
  await chair.does('call_recess');
  await stage(wall.page, 'break').getByText(say('phase_explained.recess')).waitFor();
  await picture(wall.page, 'screen-recess');
  await chair.does('resume_session');
  await chair.does('adjourn_session');
  await stage(wall.page, 'closing').waitFor();
  await Promise.all([chair, gao, ayguli].map((each) => each.leave()));
}));

/** What is laid over a picture, once it says who speaks. @param {import('./support/hall.js').Device} wall */
async function hangChyron({ context, page }) {
  const chyron = await context.newPage();
  await chyron.setViewportSize({ width: 1920, height: 1080 });
  await chyron.goto(`${page.url().split('?')[0]}?layout=chyron`);
  await chyron.getByRole('heading', { name: PEOPLE.gao.name }).waitFor();
  return chyron;
}

/** The smallest text that is seen is a thirtieth of the height at least: it is read from the last row. @param {import('playwright-core').Locator} scene */
async function isReadable(scene) {
  const smallest = await scene.evaluate((element) => {
    const texts = [...element.querySelectorAll('*')].filter((each) => each.checkVisibility() && [...each.childNodes].some((node) => node.nodeType === 3 && (node.textContent || '').trim()));
    return Math.min(...texts.map((each) => parseFloat(getComputedStyle(each).fontSize)));
  });
  assert.ok(smallest >= 1080 / 30, `${smallest} px`);
}

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
  await send(page);
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
  await send(page);
  await stage(wall.page, 'floor').waitFor();
  await page.keyboard.press('u');
  await stage(wall.page, 'post').getByText(POST).waitFor();
  await chair.leave();
}));

test('W267 while nobody captions, the newest recorded words stand under whoever speaks', () => inHall(async (hall) => {
  const wall = await hang(hall);
  await behindTheScenes(hall, ['chair', 'gao'], async (chair, gao) => {
    const turn = await speak(chair, gao, await open(hall, chair), '谢谢主席。');
    await chair.does('show_scene', { scene: { kind: 'captions' } });
    const captions = stage(wall.page, 'captions');
    await captions.getByText('谢谢主席。').waitFor();
    const statement = await chair.does('record_statement', { turn, text: SAID });
    await captions.getByText(SAID).waitFor();
    await picture(wall.page, 'screen-captions');
    await chair.does('revise_statement', { statement, text: REVISED, reason: '听错' });
    await captions.getByText(REVISED).waitFor();
    assert.equal(await captions.getByText(SAID).count(), 0);
    await chair.does('end_turn', { expect_turn: turn });
    await captions.getByText(say('floor.free')).waitFor();
    assert.equal(await captions.getByText(REVISED).count(), 0);
  });
}));

test('W212 a screen that lost its network keeps its picture, says since when, and stops its clock', () => inHall(async (hall) => {
  const wall = await hang(hall);
  await behindTheScenes(hall, ['chair', 'gao'], async (chair, gao) => {
    await speak(chair, gao, await open(hall, chair));
    await wall.page.getByRole('heading', { name: PEOPLE.gao.name }).waitFor();
    const chyron = await hangChyron(wall);
    await loseNetwork(/** @type {any} */ (wall));
    await wall.page.getByText(saying('screen.lost')).waitFor();
    await wall.page.getByText(saying('screen.lost_for')).waitFor();
    await wall.page.getByRole('heading', { name: PEOPLE.gao.name }).waitFor();
    const clock = wall.page.locator('.countdown-stopped');
    const before = await clock.textContent();
    await picture(wall.page, 'screen-lost');
    await chyron.locator('.countdown-stopped').waitFor();
    await picture(chyron, 'screen-chyron-lost');
    await wall.page.clock.install();
    await wall.page.clock.runFor(5_000);
    assert.equal(await clock.textContent(), before);
    await wall.page.clock.resume();
    await regainNetwork(/** @type {any} */ (wall));
    await clock.waitFor({ state: 'detached' });
  });
}));
