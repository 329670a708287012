// Finding words in the record: what is marked, what narrows, where a hit leads, and who finds what.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { assertAccessible } from './support/axe.js';
import { behindTheScenes, inTurns, open, speak } from './support/backstage.js';
import { assertFits } from './support/fits.js';
import { inHall } from './support/hall.js';
import { UNLIMITED } from './support/load.js';
import { enter, enterAll, press, switchLanguage, turnTo } from './support/people.js';
import { picture } from './support/pictures.js';
import { PEOPLE, THREAD } from './support/session.js';
import { say, saying } from './support/text.js';

/** @typedef {import('playwright-core').Page} Page */

const SPEECH = '出院以后的头三天，居家养老服务要跟得上。建议把ＡＩ随访和家庭医生结合起来，由社区统一派单，老人不用自己一家一家打电话。';
const POST = '阿依古丽·买买提：助餐点离家超过1,000米，养老就是一句空话。';

/** @param {Page} page */
const box = (page) => page.getByRole('searchbox', { name: say('search.label') });
/** @param {Page} page */
const hits = (page) => page.getByRole('list', { name: say('search.results') }).getByRole('listitem');
/** @param {Page} page */
const marked = (page) => page.locator('mark').allTextContents();

/** Looks for something, and waits until so many are listed. @type {(page: Page, words: string, count: number) => Promise<void>} */
async function find(page, words, count) {
  await box(page).fill(words);
  await press(page, say('search.go'));
  const told = count > 0 ? say('search.found', { count, query: words }) : say('search.none', { query: words });
  await page.getByRole('status').getByText(told, { exact: true }).waitFor();
  assert.equal(await hits(page).count(), count);
}

/**
 * A speech of Gao's with words in the record, and a post of Ayguli's; then those come in who look for words.
 * @template {import('./support/session.js').Who[]} All
 * @param {import('./support/hall.js').Hall} hall
 * @param {All} all
 */
async function meeting(hall, ...all) {
  await behindTheScenes(hall, ['chair', 'gao', 'ayguli'], async (chair, gao, ayguli) => {
    const turn = await speak(chair, gao, await open(hall, chair), SPEECH);
    await chair.does('end_turn', { expect_turn: turn });
    const thread = await chair.does('open_thread', { title: THREAD });
    await ayguli.does('publish_post', { thread, text: POST });
  });
  return enterAll(hall, ...all);
}

test('W154 Chinese words of any length are found and marked, and a hit leads to the speech or the post', () => inHall(async (hall) => {
  const [gao] = await meeting(hall, 'gao');
  const { page } = gao;
  await turnTo(page, 'transcript');
  await find(page, '养老', 2);
  assert.deepEqual(await marked(page), ['养老', '养老']);
  await find(page, '老养', 0);
  await find(page, 'ai随访', 1);
  assert.deepEqual(await marked(page), ['ＡＩ随访']);
  await find(page, '阿依古丽买买提', 1);
  assert.deepEqual(await marked(page), ['阿依古丽·买买提']);
  await find(page, '助餐点 1,000米', 1);
  assert.deepEqual(await marked(page), ['助餐点', '1,000米']);
  await find(page, '<mark>', 0);

  await find(page, '养老', 2);
  await assertFits('search', page);
  await picture(page, 'search-phone');
  await press(page, say('search.open_statement'));
  const speech = page.locator('li.speech').filter({ hasText: SPEECH });
  await page.waitForFunction((element) => element === document.activeElement, await speech.elementHandle());
  await press(page, say('search.open_post'));
  const post = page.locator('li.post').filter({ hasText: POST });
  await post.waitFor();
  await page.waitForFunction((element) => element === document.activeElement, await post.elementHandle());
}));

/** So many opinions, and words of a speech, that none of the first is drawn by itself. */
const MANY = 450;
/** So many of them are drawn at once, at most. */
const DRAWN = { posts: 100, words: 1_200 };

test('W154 W250 a hit that is far back, or pinned, is led to as well, and nothing else is drawn for it', () => inHall(async (hall) => {
  const spoken = await behindTheScenes(hall, ['chair', 'gao', 'ayguli'], async (chair, gao, ayguli) => {
    const item = await open(hall, chair);
    let turn = await speak(chair, gao, item, SPEECH);
    const thread = await chair.does('open_thread', { title: THREAD });
    await ayguli.does('publish_post', { thread, text: POST });
    const pinned = await ayguli.does('publish_post', { thread, text: '先看这一条：夜间急诊。' });
    await chair.does('pin_post', { post: pinned });
    await inTurns(MANY, (index) => gao.does('publish_post', { thread, text: `第${index + 1}条` }));
    for (let speech = 0; speech < 3; speech += 1) {
      await chair.does('end_turn', { expect_turn: turn });
      turn = await speak(chair, gao, item, `第${speech + 1}次`);
      await inTurns(MANY, (index) => chair.does('record_statement', { turn, text: `第${index + 1}句` }));
    }
    return turn;
  });
  const { page } = await enter(hall, 'gao');
  await turnTo(page, 'transcript');
  const words = page.locator('rostrum-transcript .statement');
  await words.nth(MANY).waitFor();
  assert.equal(await words.filter({ hasText: SPEECH }).count(), 0, 'the first speech is not drawn');
  await find(page, '养老', 2);
  // Whoever is at the hits has the newest line before the eyes still.
  await hits(page).nth(1).evaluate((hit) => hit.scrollIntoView());
  await behindTheScenes(hall, ['chair'], (chair) => chair.does('record_statement', { turn: spoken, text: '又一句' }));
  await words.filter({ hasText: '又一句' }).waitFor({ state: 'attached' });
  await press(page, say('search.open_statement'));
  const speech = page.locator('li.speech').filter({ hasText: SPEECH });
  await speech.waitFor();
  await page.waitForFunction((element) => element === document.activeElement, await speech.elementHandle());
  assert.ok(await words.count() <= DRAWN.words, `${await words.count()} words are drawn`);
  await assertFits('stretch', page);
  await page.getByRole('button', { name: say('list.later'), exact: true }).scrollIntoViewIfNeeded();
  await picture(page, 'transcript-stretch');
  await page.locator('rostrum-transcript').getByRole('button', { name: say('list.newest'), exact: true }).click();
  await speech.waitFor({ state: 'detached' });
  await page.waitForFunction((text) => document.activeElement?.textContent === text, say('transcript.title'));

  await press(page, say('search.open_post'));
  const post = page.locator('li.post').filter({ hasText: POST });
  await page.waitForFunction((element) => element === document.activeElement, await post.elementHandle());
  assert.ok(await page.locator('li.post').count() <= DRAWN.posts, `${await page.locator('li.post').count()} opinions are drawn`);
  await turnTo(page, 'transcript');
  await find(page, '夜间急诊', 1);
  await press(page, say('search.open_post'));
  await page.waitForFunction((element) => element === document.activeElement, await page.locator('.pinned li.post').elementHandle());
}, { configuration: UNLIMITED }));

test('W155 filters narrow, and are told with their number', () => inHall(async (hall) => {
  const [chair] = await meeting(hall, 'chair');
  const { page } = chair;
  await page.getByRole('tab', { name: say('console.tab_record') }).click();
  await find(page, '养老', 2);
  const details = page.locator('.search-narrow');
  await details.locator('summary').click();
  const narrow = async (/** @type {string} */ key, /** @type {string} */ label, /** @type {number} */ count) => {
    await page.getByLabel(say(`search.${key}`), { exact: true }).selectOption({ label });
    await page.getByRole('status').getByText(say('search.found', { count, query: '养老' }), { exact: true }).waitFor();
  };
  await narrow('kind', say('passage.post'), 1);
  await details.getByText(say('search.narrowed', { count: 1 }), { exact: true }).waitFor();
  await narrow('kind', say('search.any'), 2);
  await narrow('speaker', PEOPLE.gao.name, 1);
  assert.match(String(await hits(page).first().textContent()), /居家养老服务/);
  await press(page, say('search.reset'));
  await page.getByRole('status').getByText(say('search.found', { count: 2, query: '养老' }), { exact: true }).waitFor();
  await narrow('sector', String(PEOPLE.ayguli.sector), 1);
  await page.setViewportSize({ width: 1920, height: 1080 });
  await picture(page, 'search-desktop');
}));

test('W156 the key / leads to the box, and composing is not interrupted', () => inHall(async (hall) => {
  const [gao] = await meeting(hall, 'gao');
  const { page } = gao;
  await turnTo(page, 'transcript');
  await box(page).waitFor();
  await page.keyboard.press('/');
  assert.equal(await box(page).evaluate((element) => element === document.activeElement), true);
  assert.equal(await box(page).inputValue(), '');
  // As an input method does it: what is being composed is in the box, and is looked for only when it is chosen.
  /** @type {string[]} */
  const asked = [];
  page.on('request', (request) => request.url().includes('/search?') && asked.push(request.url()));
  const devtools = await page.context().newCDPSession(page);
  await page.clock.install();
  await devtools.send('Input.imeSetComposition', { text: 'yang', selectionStart: 4, selectionEnd: 4 });
  await devtools.send('Input.imeSetComposition', { text: 'yanglao', selectionStart: 7, selectionEnd: 7 });
  // Long after the box would have asked.
  await page.clock.runFor(5_000);
  assert.deepEqual(asked, []);
  await devtools.send('Input.insertText', { text: '养老' });
  await page.getByRole('status').getByText(say('search.found', { count: 2, query: '养老' }), { exact: true }).waitFor();
  assert.equal(asked.length, 1);
}));

test('W157 hidden words are not found by others, and nothing that fails is silent', () => inHall(async (hall) => {
  const [chair, gao, ayguli] = await meeting(hall, 'chair', 'gao', 'ayguli');
  await turnTo(gao.page, 'transcript');
  await find(gao.page, '空话', 1);
  await chair.page.getByRole('tab', { name: say('console.tab_threads') }).click();
  const post = chair.page.getByRole('listitem').filter({ hasText: POST });
  await post.locator('summary').click();
  await post.getByRole('button', { name: say('threads.about', { text: say('threads.hide'), name: PEOPLE.ayguli.name }) }).click();
  const dialog = chair.page.getByRole('dialog', { name: say('threads.hide_title') });
  await dialog.getByRole('textbox').fill('重复');
  await dialog.getByRole('button', { name: say('threads.hide') }).or(dialog.locator('button.primary')).first().click();
  await post.getByText(say('threads.hidden_because', { name: PEOPLE.chair.name, reason: '重复' })).waitFor();
  await find(gao.page, '空话', 0);
  await turnTo(ayguli.page, 'transcript');
  await find(ayguli.page, '空话', 1);
  await ayguli.page.getByText(say('search.hidden'), { exact: true }).waitFor();

  gao.trouble.announce(/^failed: GET .*\/search\?/, /^console error: Failed to load resource/);
  await gao.page.route('**/search?*', (route) => route.abort());
  await box(gao.page).fill('养老');
  await press(gao.page, say('search.go'));
  await gao.page.getByRole('status').getByText(saying('search.failed')).waitFor();
  await gao.page.unroute('**/search?*');
  await press(gao.page, say('search.again'));
  await gao.page.getByRole('status').getByText(say('search.found', { count: 1, query: '养老' }), { exact: true }).waitFor();
}));

test('W158 search is accessible, in both languages', () => inHall(async (hall) => {
  const [gao] = await meeting(hall, 'gao');
  await turnTo(gao.page, 'transcript');
  await find(gao.page, '养老', 2);
  await gao.page.locator('.search-narrow summary').click();
  await assertAccessible(gao.page, 'search on a phone');
  const observer = await enter(hall, 'observer', { screen: 'narrow' });
  await box(observer.page).waitFor();
  await switchLanguage(observer.page, 'zh-CN');
  await observer.page.getByRole('searchbox', { name: say('search.label', {}, 'en') }).fill('养老');
  await observer.page.getByRole('status').getByText(say('search.found', { count: 2, query: '养老' }, 'en'), { exact: true }).waitFor();
  await assertFits('search in English', observer.page);
}));
