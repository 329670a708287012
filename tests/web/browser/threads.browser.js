// Written opinions from the first draft to the answer, and words that their speaker finds right.
import { test } from 'node:test';

import { inHall } from './support/hall.js';
import { enterAll, press, queueOf, release, seesOwnState, seesQueue, turnTo } from './support/people.js';
import { picture } from './support/pictures.js';
import { begin, grant, openThread, record } from './support/presiding.js';
import { ITEMS, PEOPLE, THREAD } from './support/session.js';
import { say } from './support/text.js';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('./support/session.js').Who} Who */

const [, ITEM] = ITEMS;
const POST = '送餐路上用时太久，冬天到家已经凉了。建议每个街道设两处助餐点，就近配送；腿脚不便的老人由邻里互助员送到床前。';
const REPLY = '青石街道愿意先试一处。';
const SPOKEN = '助餐点选止，明年开春前办好。';
const CORRECTED = '助餐点选址，明年开春前办好。';

/** A post that says something. @type {(page: Page, text: string) => import('playwright-core').Locator} */
const postOf = (page, text) => page.getByRole('listitem').filter({ has: page.getByText(text, { exact: true }) }).first();

/** Does something to a post, after unfolding what is done rarely. @type {(page: Page, text: string, key: string, who: Who, rarely?: 'rarely') => Promise<void>} */
async function does(page, text, key, who, rarely) {
  const about = (/** @type {string} */ name) => say('threads.about', { text: say(name), name: PEOPLE[who].name });
  const post = postOf(page, text);
  if (rarely) await post.getByLabel(about('threads.further'), { exact: true }).click();
  await post.getByRole('button', { name: about(key), exact: true }).click();
}

/** @type {(page: Page, text: string) => Promise<void>} */
async function write(page, text) {
  await page.getByLabel(say('threads.compose')).fill(text);
  await press(page, say('threads.publish'));
}

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
  await gao.page.getByRole('dialog', { name: say('threads.answered_title') }).getByText(SPOKEN).waitFor();
  await press(gao.page, say('threads.close'));

  await clerk.page.getByRole('button', { name: new RegExp(`^${say('console.revise')}`) }).first().click();
  const dialog = clerk.page.getByRole('dialog', { name: say('console.revise_title') });
  await dialog.getByLabel(say('console.statement')).fill(CORRECTED);
  await dialog.getByRole('textbox').last().fill('错字');
  await dialog.getByRole('button', { name: say('console.save') }).click();
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
  await observer.page.getByText(say('threads.hidden')).waitFor();
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
