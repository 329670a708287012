// A session whose record and whose thread have ten thousand entries each.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { backstage, open } from '../support/backstage.js';
import { inHall } from '../support/hall.js';
import { LONG_MS, longestTask, UNLIMITED } from '../support/load.js';
import { enter, turnTo } from '../support/people.js';
import { say } from '../support/text.js';

const SPEECHES = 500;
const WORDS_OF_EACH = 20;
const READ_BACK = 200;
const POSTS = 10_000;
const AT_ONCE = 100;
const THREAD = '出院以后的头三天';
const WORDS = '出院以后的头三天最容易吃错药。建议把“装药盒”写进上门服务的第一项，由社区卫生服务中心的家庭医生负责跟进。';

/** Many at once, but not all. @type {(count: number, act: (index: number) => Promise<unknown>) => Promise<void>} */
async function inTurns(count, act) {
  for (let done = 0; done < count; done += AT_ONCE) {
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, count - done) }, (_, index) => act(done + index)));
  }
}

test('W273 ten thousand recorded words and ten thousand opinions: no long task for whoever comes, reads back, or is there when another comes', (t) => inHall(async (hall) => {
  const chair = await backstage(hall, hall.session.invitations.chair.token);
  const gao = await backstage(hall, hall.session.invitations.gao.token);
  const thread = await chair.does('open_thread', { title: THREAD });
  await inTurns(POSTS, (index) => gao.does('publish_post', { thread, text: `${index + 1}：${WORDS}` }));
  const item = await open(hall, chair);
  let turn = 0;
  for (let speech = 0; speech < SPEECHES; speech += 1) {
    const request = await gao.does('request_floor', { item, kind: 'impromptu' });
    if (turn) await chair.does('end_turn', { expect_turn: turn });
    turn = await chair.does('grant_floor', { request, expect_turn: null });
    await inTurns(WORDS_OF_EACH, (index) => chair.does('record_statement', { turn, text: `${index + 1}：${WORDS}` }));
  }
  /** @type {[string, number][]} */
  const told = [];
  /** @type {(what: string, page: import('playwright-core').Page, act: () => Promise<unknown>) => Promise<void>} */
  const measure = async (what, page, act) => {
    const took = await longestTask(page, act);
    t.diagnostic(`${what}: longest task ${took.toFixed(0)} ms`);
    told.push([what, took]);
  };
  const { page } = await enter(hall, 'zhou');
  const speeches = page.getByRole('region', { name: say('transcript.title') }).getByRole('listitem');
  await measure('coming to the transcript', page, async () => {
    await turnTo(page, 'transcript');
    await speeches.filter({ hasText: WORDS }).nth(5).waitFor();
  });
  const earlier = page.getByRole('button', { name: say('transcript.earlier') });
  await measure('reading two hundred speeches back', page, async () => {
    while (await speeches.count() < READ_BACK) {
      await earlier.click();
      await page.locator('rostrum-transcript [aria-disabled]').waitFor({ state: 'detached' });
    }
  });
  await measure('a hundred words more', page, () => inTurns(100, () => chair.does('record_statement', { turn, text: WORDS })));
  await measure('turning from it to the opinions', page, async () => {
    await turnTo(page, 'threads');
    await page.getByText(`${POSTS}：`).first().waitFor();
  });
  await measure('a hundred opinions more', page, () => inTurns(100, () => gao.does('publish_post', { thread, text: WORDS })));
  const { page: desk } = await enter(hall, 'clerk');
  await measure('the console\'s opinions', desk, async () => {
    await desk.getByRole('tab', { name: new RegExp(`^${say('console.tab_threads')}`) }).click();
    await desk.getByRole('button', { name: THREAD }).first().waitFor();
  });
  await measure('a hundred more at the console', desk, () => inTurns(100, () => gao.does('publish_post', { thread, text: WORDS })));
  for (const [what, took] of told) assert.ok(took < LONG_MS, `${what}: ${took} ms`);
  await Promise.all([chair.leave(), gao.leave()]);
}, { rules: { threads_before: true }, configuration: UNLIMITED }));
