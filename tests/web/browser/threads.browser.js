// Written opinions from the first draft to the answer, and words that their speaker finds right.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { assertAccessible } from './support/axe.js';
import { backstage, behindTheScenes, open, speak } from './support/backstage.js';
import { assertFits } from './support/fits.js';
import { inHall } from './support/hall.js';
import { enter, enterAll, press, queueOf, release, seesOwnState, seesQueue, turnTo } from './support/people.js';
import { picture } from './support/pictures.js';
import { begin, grant, openThread, record } from './support/presiding.js';
import { ITEMS, PEOPLE, THREAD } from './support/session.js';
import { say } from './support/text.js';
import { does, postOf, write } from './support/opinions.js';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('./support/session.js').Who} Who */

const [, ITEM] = ITEMS;
const POST = '送餐路上用时太久，冬天到家已经凉了。建议每个街道设两处助餐点，就近配送；腿脚不便的老人由邻里互助员送到床前。';
const REPLY = '青石街道愿意先试一处。';
const SPOKEN = '助餐点选止，明年开春前办好。';
const CORRECTED = '助餐点选址，明年开春前办好。';

/** A lane of opinions at the console, by what it says. @type {(page: Page, lane: string, count: number) => import('playwright-core').Locator} */
const laneOf = (page, lane, count) => page.getByRole('region', { name: say('lanes.count', { lane: say(`lanes.${lane}`), count }), exact: true });

test('W134 a post waits, is approved, endorsed, pinned, raised and answered; its speaker confirms the words', () => inHall(async (hall) => {
  const [chair, clerk, gao, ayguli] = await enterAll(hall, 'chair', 'clerk', 'gao', 'ayguli');
  await begin(chair.page, ITEM.title);
  await openThread(clerk.page, THREAD);
  await Promise.all([gao, ayguli].map(({ page }) => turnTo(page, 'threads')));
  await ayguli.page.getByText(say('threads.no_posts')).waitFor();

  await write(gao.page, POST);
  await postOf(gao.page, POST).getByText(say('threads.waiting')).waitFor();
  await picture(gao.page, 'member-post-waits');
  const lane = clerk.page.getByRole('region', { name: say('threads.lane') });
  await lane.getByText(POST).waitFor();
  await ayguli.page.getByText(say('threads.no_posts')).waitFor();
  await picture(clerk.page, 'console-lane');
  await does(clerk.page, POST, 'threads.approve', 'gao');
  await lane.waitFor({ state: 'detached' });
  await postOf(ayguli.page, POST).waitFor();
  await postOf(gao.page, POST).getByText(say('threads.waiting')).waitFor({ state: 'detached' });

  await does(ayguli.page, POST, 'threads.endorse', 'gao');
  await Promise.all([gao, ayguli, clerk].map(({ page }) => postOf(page, POST).getByText(say('threads.endorsements', { count: 1 })).waitFor()));
  await does(ayguli.page, POST, 'threads.answer', 'gao');
  await write(ayguli.page, REPLY);
  await postOf(clerk.page, REPLY).first().waitFor();
  await does(clerk.page, REPLY, 'threads.approve', 'ayguli');
  await postOf(gao.page, REPLY).getByText(POST.slice(0, 20)).waitFor();

  await chair.page.getByRole('tab', { name: say('console.tab_threads') }).click();
  await does(chair.page, POST, 'threads.pin', 'gao', 'rarely');
  await ayguli.page.getByRole('list', { name: say('threads.pinned') }).getByText(POST).first().waitFor();
  await does(ayguli.page, POST, 'threads.raise', 'gao', 'rarely');
  await seesQueue(chair.page, 'ayguli');
  await queueOf(chair.page).getByText(POST.slice(0, 20)).waitFor();
  await postOf(gao.page, POST).getByText(say('threads.raised')).waitFor();
  await picture(gao.page, 'member-threads');

  await grant(chair.page, 'ayguli');
  await seesOwnState(ayguli.page, 'speaking');
  await clerk.page.getByRole('tab', { name: say('console.tab_record') }).click();
  await record(clerk.page, 'ayguli', SPOKEN);
  await release(ayguli.page);
  await does(chair.page, POST, 'threads.link_answer', 'gao', 'rarely');
  await picture(chair.page, 'console-link-answer');
  await press(chair.page, say('threads.link_answer_send'));
  await postOf(gao.page, POST).getByText(say('threads.answered'), { exact: true }).waitFor();
  await press(gao.page, say('threads.answered_show'));
  await gao.page.getByRole('dialog', { name: say('threads.answered_title', { name: PEOPLE.ayguli.name }) }).getByText(SPOKEN).waitFor();
  await press(gao.page, say('threads.close'));

  await clerk.page.getByRole('button', { name: new RegExp(`^${say('console.revise')}`) }).first().click();
  const dialog = clerk.page.getByRole('dialog', { name: say('statement.revise_title') });
  await dialog.getByLabel(say('statement.words')).fill(CORRECTED);
  await dialog.getByRole('textbox').last().fill('错字');
  await dialog.getByRole('button', { name: say('threads.save') }).click();
  await turnTo(ayguli.page, 'transcript');
  await press(ayguli.page, say('statement.versions'));
  const versions = ayguli.page.getByRole('dialog', { name: say('statement.title', { name: PEOPLE.ayguli.name }) });
  await versions.getByRole('region', { name: say('statement.version', { number: 1 }) }).getByText(SPOKEN).waitFor();
  await versions.getByRole('region', { name: say('statement.version', { number: 2 }) }).getByText(say('statement.reason', { reason: '错字' })).waitFor();
  await versions.getByText(say('statement.revised_by', { name: PEOPLE.clerk.name })).waitFor();
  await picture(ayguli.page, 'member-versions');
  await press(ayguli.page, say('threads.close'));
  await press(ayguli.page, say('statement.confirm'));
  await Promise.all([ayguli, clerk].map(({ page }) => page.getByText(say('statement.confirmed')).waitFor()));
  await picture(ayguli.page, 'member-confirmed');
  await turnTo(gao.page, 'transcript');
  await gao.page.getByText(say('statement.confirmed')).waitFor();
}, { rules: { posts_moderated: true } }));

test('W134 what a moderator hides and shows, closes and opens again is so for everybody, in English too', () => inHall(async (hall) => {
  const [chair, gao, observer] = await enterAll(hall, 'chair', 'gao', 'observer');
  await begin(chair.page, ITEM.title);
  await openThread(chair.page, THREAD);
  await turnTo(gao.page, 'threads');
  await write(gao.page, POST);
  await postOf(observer.page, POST).waitFor();
  await does(gao.page, POST, 'threads.revise', 'gao', 'rarely');
  await gao.page.getByRole('dialog').getByRole('textbox').fill(REPLY);
  await press(gao.page, say('threads.save'));
  await does(observer.page, REPLY, 'threads.versions', 'gao', 'rarely');
  const versions = observer.page.getByRole('dialog', { name: say('threads.versions_title') });
  await versions.getByText(POST).waitFor();
  await press(observer.page, say('threads.close'));

  await does(chair.page, REPLY, 'threads.hide', 'gao', 'rarely');
  await chair.page.getByLabel(say('reason')).fill('含个人信息');
  await press(chair.page, say('confirm'));
  await observer.page.getByText(say('threads.hidden_because', { name: PEOPLE.chair.name, reason: '含个人信息' })).waitFor();
  await observer.page.getByText(REPLY).waitFor({ state: 'detached' });
  await gao.page.getByText(REPLY).waitFor();
  await does(chair.page, REPLY, 'threads.show', 'gao');
  await postOf(observer.page, REPLY).waitFor();

  const thread = (/** @type {string} */ key) => say('console.about', { text: say(key), about: THREAD });
  await press(chair.page, thread('console.close_thread'));
  await gao.page.getByLabel(say('threads.compose')).waitFor({ state: 'detached' });
  await press(chair.page, thread('console.reopen_thread'));
  await gao.page.getByLabel(say('threads.compose')).waitFor();
}));

test('W220 nothing is offered that the stage of the meeting refuses, and it is said why', () => inHall(async (hall) => {
  const [chair, clerk] = await Promise.all(/** @type {const} */ (['chair', 'clerk']).map((who) => enter(hall, who)));
  await openThread(clerk.page, THREAD);
  const gao = await enter(hall, 'gao');
  await turnTo(gao.page, 'threads');
  const note = (/** @type {string} */ why) => gao.page.getByRole('note').getByText(say(`threads.why_${why}`), { exact: true });
  const box = gao.page.getByLabel(say('threads.compose'));
  await note('before').waitFor();
  assert.equal(await box.count(), 0);

  await behindTheScenes(hall, ['chair', 'gao'], async (leads, speaks) => {
    const item = await open(hall, leads);
    await speak(leads, speaks, item, SPOKEN);
    await leads.does('end_turn', { expect_turn: (await hall.session.view()).floor.turn });
  });
  await box.waitFor();
  await write(gao.page, POST);
  await gao.page.getByText(say('threads.sent'), { exact: true }).waitFor();
  await gao.page.getByText(say('threads.sent'), { exact: true }).waitFor({ state: 'detached', timeout: 20_000 });

  await press(clerk.page, say('console.about', { text: say('console.close_thread'), about: THREAD }));
  await note('closed').waitFor();
  await press(clerk.page, say('console.about', { text: say('console.reopen_thread'), about: THREAD }));
  await behindTheScenes(hall, ['chair'], (leads) => leads.does('adjourn_session'));
  await note('after').waitFor();
  await does(gao.page, POST, 'threads.withdraw', 'gao', 'rarely');
  await press(gao.page, say('cancel'));
  await behindTheScenes(hall, ['chair'], (leads) => leads.does('seal_session'));
  await note('sealed').waitFor();
  const offered = async (/** @type {Page} */ page) => (await postOf(page, POST).getByRole('button').count()) + (await postOf(page, POST).locator('summary').count());
  assert.equal(await offered(gao.page), 0);
  await postOf(clerk.page, POST).waitFor();
  assert.equal(await offered(clerk.page), 0);
  await gao.page.getByText(say('own.sealed')).waitFor();
  await turnTo(gao.page, 'transcript');
  await gao.page.getByText(SPOKEN).waitFor();
  assert.equal(await gao.page.getByRole('button', { name: say('statement.confirm') }).count(), 0);
  await turnTo(gao.page, 'live');
  await queueOf(gao.page).waitFor();
  assert.equal(await gao.page.getByRole('region', { name: say('recorder.title') }).count(), 0);
  await chair.page.getByRole('tab', { name: say('console.tab_people') }).click();
  await chair.page.getByRole('button', { name: say('console.invite_owner') }).waitFor();
}, { rules: { threads_before: false, threads_after: false } }));

test('W222 W226 a speaker and a captioner correct words, a correction of confirmed words is not silent, and a captioner has all on one screen', () => inHall(async (hall) => {
  await behindTheScenes(hall, ['chair'], (leads) => leads.does('change_role', { participant: hall.session.invitations.zhou.participant, role: 'captioner' }));
  const [clerk, gao, captioner] = await enterAll(hall, 'clerk', 'gao', 'zhou');
  const turn = await behindTheScenes(hall, ['chair', 'gao'], async (leads, speaks) => speak(leads, speaks, await open(hall, leads)));
  await seesOwnState(gao.page, 'speaking');
  await turnTo(gao.page, 'transcript');

  const recorder = captioner.page.getByRole('region', { name: say('recorder.title') });
  await recorder.getByRole('textbox').fill(SPOKEN);
  const live = (/** @type {Page} */ page) => page.getByRole('group', { name: say('transcript.live') });
  await Promise.all([live(gao.page).getByText(SPOKEN).waitFor(), live(captioner.page).getByText(SPOKEN).waitFor()]);
  await recorder.getByRole('button', { name: say('recorder.record') }).click();
  await Promise.all([gao, captioner].map(({ page }) => live(page).waitFor({ state: 'detached' })));
  const transcript = captioner.page.getByRole('region', { name: say('transcript.title') });
  await transcript.getByText(SPOKEN).waitFor();
  await picture(captioner.page, 'captioner');

  const correct = async (/** @type {Page} */ page, /** @type {string} */ text, name = say('statement.revise')) => {
    await page.getByRole('button', { name, exact: true }).first().click();
    const dialog = page.getByRole('dialog', { name: say('statement.revise_title') });
    await dialog.getByLabel(say('statement.words')).fill(text);
    await dialog.getByRole('button', { name: say('threads.save') }).click();
    await dialog.waitFor({ state: 'detached' });
  };
  await correct(captioner.page, CORRECTED);
  await gao.page.getByText(CORRECTED).waitFor();
  await gao.page.getByText(say('waiting.revised', { name: PEOPLE.zhou.name })).waitFor();
  await correct(gao.page, `${CORRECTED}请督办。`);
  await gao.page.getByText(`${CORRECTED}请督办。`).waitFor();
  await press(gao.page, say('statement.confirm'));
  await transcript.getByText(say('statement.confirmed')).waitFor();

  await turnTo(gao.page, 'agenda');
  await correct(clerk.page, CORRECTED, say('console.about', { text: say('console.revise'), about: Array.from(CORRECTED).slice(0, 12).join('') }));
  await gao.page.getByText(say('waiting.revised_confirmed', { name: PEOPLE.clerk.name })).waitFor();
  await Promise.all([clerk.page, transcript].map((where) => where.getByText(say('statement.confirmed_before')).waitFor()));
  await turnTo(gao.page, 'transcript');
  await press(gao.page, say('statement.versions'));
  const version = (/** @type {number} */ number) => gao.page.getByRole('region', { name: say('statement.version', { number }) });
  await version(3).getByText(say('statement.confirmed'), { exact: true }).waitFor();
  for (const other of [1, 2, 4]) assert.equal(await version(other).getByText(say('statement.confirmed'), { exact: true }).count(), 0);
  assert.deepEqual([await version(2).locator('del').allTextContents(), await version(2).locator('ins').allTextContents()], [['止'], ['址']]);
  assert.deepEqual(await version(4).locator('del').allTextContents(), ['请督办。']);
  await gao.page.getByText(say('versions.legend')).waitFor();
  await picture(gao.page, 'member-versions-confirmed');
  assert.ok(turn > 0);
}));

test('W223 W224 W225 W227 what waits is counted, refused with a reason and told to its author; what is too long is not cut; all of it on a narrow phone', () => inHall(async (hall) => {
  const [chair, gao, ayguli] = await enterAll(hall, 'chair', 'gao', 'ayguli');
  const thread = await behindTheScenes(hall, ['chair'], async (leads) => {
    await open(hall, leads);
    return leads.does('open_thread', { title: THREAD });
  });
  await Promise.all([gao, ayguli].map(({ page }) => turnTo(page, 'threads')));

  const long = '老'.repeat(4058);
  const box = gao.page.getByLabel(say('threads.compose'));
  await box.fill(long);
  const excess = say('compose.too_long', { count: 4058, max: 4000, over: 58 });
  await gao.page.getByRole('status').getByText(excess).waitFor();
  await press(gao.page, say('threads.publish'));
  assert.equal((await box.inputValue()).length, 4058, 'nothing is cut');
  await gao.page.getByRole('region', { name: say('notices') }).getByText(excess).waitFor();
  await write(gao.page, '💡'.repeat(4000));
  await gao.page.getByText(say('threads.sent_waits')).waitFor();
  await gao.page.getByRole('status').getByText(excess).waitFor({ state: 'detached' });
  await write(gao.page, POST);

  const tab = chair.page.getByRole('tab', { name: say('console.tab_threads') });
  await tab.getByRole('img', { name: say('waiting.count', { count: 2 }) }).or(tab.getByText('2', { exact: true })).first().waitFor();
  await chair.page.getByText(say('waiting.threads', { count: 2 })).waitFor();
  await picture(chair.page, 'console-waiting');
  await tab.click();
  await chair.page.getByRole('region', { name: say('threads.lane') }).getByText(POST).waitFor();
  assert.equal(await chair.page.getByText(POST, { exact: true }).count(), 1, 'what waits stands in one place');
  const reason = '请去掉他人电话';
  await does(chair.page, POST, 'threads.refuse', 'gao');
  await chair.page.getByRole('dialog', { name: say('threads.refuse_title') }).getByLabel(say('reason')).fill(reason);
  await press(chair.page, say('confirm'));
  await gao.page.getByText(say('news.post_hidden', { name: PEOPLE.chair.name, reason })).waitFor();
  await postOf(gao.page, POST).getByText(say('threads.hidden_because', { name: PEOPLE.chair.name, reason })).waitFor();
  assert.equal(await postOf(gao.page, POST).getByText(say('threads.waiting')).count(), 0);
  await tab.getByText('1', { exact: true }).waitFor();

  // What everybody could read, and is hidden then, says so to everybody, also after a reload.
  const shown = await behindTheScenes(hall, ['chair'], (leads) => leads.does('publish_post', { thread, text: REPLY }));
  await postOf(ayguli.page, REPLY).waitFor();
  await behindTheScenes(hall, ['clerk'], (moderates) => moderates.does('hide_post', { post: shown, reason }));
  const because = say('threads.hidden_because', { name: PEOPLE.clerk.name, reason });
  await ayguli.page.getByText(because).waitFor();
  await ayguli.page.reload();
  await turnTo(ayguli.page, 'threads');
  await ayguli.page.getByText(because).waitFor();

  await gao.page.setViewportSize({ width: 360, height: 740 });
  const tops = await gao.page.getByRole('tab').evaluateAll((tabs) => tabs.map((each) => each.getBoundingClientRect().top));
  assert.equal(new Set(tops).size, 1, `the tabs stand in one row: ${tops}`);
  const about = (/** @type {string} */ key) => say('threads.about', { text: say(key), name: PEOPLE.gao.name });
  const summary = postOf(gao.page, POST).getByLabel(about('threads.further'), { exact: true });
  // Where somebody has scrolled so that it stands just above what lies at the foot.
  await summary.evaluate((node) => {
    const foot = /** @type {Element} */ (document.querySelector('.member-foot rostrum-own'));
    scrollBy(0, node.getBoundingClientRect().bottom - foot.getBoundingClientRect().top + 4);
  });
  await summary.click();
  const own = postOf(gao.page, POST).getByRole('button', { name: about('threads.withdraw'), exact: true });
  await own.waitFor();
  await gao.page.waitForFunction((node) => {
    const foot = /** @type {Element} */ (document.querySelector('.member-foot rostrum-own'));
    return node && node.getBoundingClientRect().bottom <= foot.getBoundingClientRect().top;
  }, await own.elementHandle());
  await picture(gao.page, 'member-further');
  await own.click();
  const asked = gao.page.getByRole('dialog', { name: say('threads.withdraw_title') });
  await asked.getByRole('button', { name: say('cancel') }).click();
  await postOf(gao.page, POST).getByText(say('threads.withdrawn')).waitFor({ state: 'detached' });
  await own.click();
  await asked.getByRole('button', { name: say('threads.withdraw') }).click();
  await gao.page.getByText(say('threads.withdrawn')).waitFor();
}, { rules: { posts_moderated: true } }));

test('W224 a report waits at the tab of who judges it, and is announced', () => inHall(async (hall) => {
  const { zhou, gao: asker } = hall.session.invitations;
  await behindTheScenes(hall, ['chair'], (leads) => leads.does('change_role', { participant: zhou.participant, role: 'respondent' }));
  const source = await behindTheScenes(hall, ['chair', 'gao'], async (leads, speaks) => {
    await speak(leads, speaks, await open(hall, leads), SPOKEN);
    return leads.does('record_statement', { turn: (await hall.session.view()).floor.turn, text: CORRECTED });
  });
  const [chair, gao] = await enterAll(hall, 'chair', 'gao');
  const commitment = await behindTheScenes(hall, ['chair'], (leads) =>
    leads.does('record_commitment', { text: CORRECTED, owner: zhou.participant, source, asked_by: asker.participant }));
  const tab = gao.page.getByRole('tab', { name: say('tabs.commitments') });
  await tab.waitFor();
  await behindTheScenes(hall, ['zhou'], (answers) => answers.does('report_commitment', { commitment, text: '已选定两处。' }));
  await gao.page.getByText(say('waiting.commitments', { count: 1 })).waitFor();
  await tab.getByText('1', { exact: true }).waitFor();
  await gao.page.setViewportSize({ width: 360, height: 740 });
  await picture(gao.page, 'member-waiting');
  const tops = await gao.page.getByRole('tab').evaluateAll((tabs) => tabs.map((each) => each.getBoundingClientRect().top));
  assert.equal(new Set(tops).size, 1, `six tabs stand in one row: ${tops}`);
  await behindTheScenes(hall, ['gao'], (judges) => judges.does('verify_commitment', { commitment, finding: 'satisfied' }));
  await tab.getByText('1', { exact: true }).waitFor({ state: 'detached' });
  assert.equal(await chair.page.getByText(say('waiting.commitments', { count: 1 })).count(), 0, 'it waits for nobody else');
}));

test('W240 W241 a moderator works through opinions in lanes, which count what has become of each', () => inHall(async (hall) => {
  const { chair, gao, ayguli } = hall.session.invitations;
  const [leads, writes, agrees] = await Promise.all([chair, gao, ayguli].map(({ token }) => backstage(hall, token)));
  await open(hall, leads);
  const thread = await leads.does('open_thread', { title: THREAD });
  const texts = Array.from({ length: 30 }, (_, index) => `第 ${index + 1} 条：${POST.repeat(2)}`);
  const posts = [];
  for (const text of texts) posts.push(await (posts.length % 2 ? agrees : writes).does('publish_post', { thread, text }));
  const { page } = await enter(hall, 'clerk');
  await page.getByRole('tab', { name: say('console.tab_threads') }).click();
  await press(page, say('lanes.as_lanes'));
  await laneOf(page, 'waiting', 30).waitFor();
  await picture(page, 'console-lanes-waiting');
  const card = (/** @type {number} */ index) => page.getByRole('listitem').filter({ hasText: `第 ${index + 1} 条：` });
  const does = (/** @type {number} */ index, /** @type {string} */ move) => card(index).getByRole('button', { name: new RegExp(`^${say(`lanes.do_${move}`)}：`) }).click();
  for (const index of [0, 1, 2]) await does(index, 'approve');
  await laneOf(page, 'waiting', 27).waitFor();
  await laneOf(page, 'shown', 3).waitFor();
  await agrees.does('endorse_post', { post: posts[0] });
  await page.getByLabel(say('lanes.sort')).selectOption(say('lanes.by_endorsed'));
  await laneOf(page, 'shown', 3).getByRole('listitem').first().getByText(say('threads.endorsements', { count: 1 })).waitFor();
  await does(0, 'on_screen');
  await card(0).getByText(say('lanes.is_on_screen')).waitFor();
  await does(0, 'pin');
  await card(0).getByText(say('threads.pinned'), { exact: true }).waitFor();
  await agrees.does('raise_post', { post: posts[1] });
  await laneOf(page, 'raised', 1).waitFor();
  await does(2, 'hide');
  await page.getByLabel(say('reason')).fill('重复');
  await press(page, say('confirm'));
  await laneOf(page, 'gone', 1).getByText(say('threads.hidden_because', { name: PEOPLE.clerk.name, reason: '重复' })).waitFor();
  await page.getByLabel(say('lanes.sector')).selectOption(PEOPLE.gao.sector);
  await laneOf(page, 'raised', 0).waitFor();
  await page.getByLabel(say('lanes.sector')).selectOption('');
  await assertAccessible(page, 'the lanes');
  await page.locator('.lanes').evaluate((lanes) => lanes.scrollIntoView());
  await page.evaluate(() => scrollTo(0, 0));
  await picture(page, 'console-lanes');
  await page.setViewportSize({ width: 1920, height: 1080 });
  await picture(page, 'console-lanes-wide');
  await page.setViewportSize({ width: 360, height: 740 });
  // One lane at a time, chosen by its button.
  await page.getByRole('button', { name: say('lanes.count', { lane: say('lanes.shown'), count: 1 }), exact: true }).click();
  await laneOf(page, 'waiting', 27).waitFor({ state: 'hidden' });
  await picture(page, 'console-lanes-phone');
  await assertFits('the lanes', page);
  await Promise.all([leads, writes, agrees].map((each) => each.leave()));
}, { rules: { posts_moderated: true } }));
