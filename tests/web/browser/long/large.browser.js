// A member reads the record of a large session while the queue moves without a pause.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { backstage, open } from '../support/backstage.js';
import { inHall } from '../support/hall.js';
import { LONG_MS, longestTask, UNLIMITED, weigh } from '../support/load.js';
import { enter, press, queueOf, turnTo } from '../support/people.js';
import { say } from '../support/text.js';

const WAITING = 120;
const SPEECHES = 60;
const CHANGES = 2_000;
/** So many changes at a time are on their way: the queue never rests. */
const AT_ONCE = 20;
/** What one change may leave behind: its entry in the journal that the page holds, with some room. */
const BYTES_PER_CHANGE = 2_000;
const WORDS = '出院以后的头三天最容易吃错药。建议把“装药盒”写进上门服务的第一项，由社区卫生服务中心的家庭医生负责跟进。';

test('W252 a member scrolls the transcript through 2,000 changes of the queue: no long task, bounded memory, the place kept', (t) => inHall(async (hall) => {
  const chair = await backstage(hall, hall.session.invitations.chair.token);
  const invited = await hall.session.invite(Array.from({ length: 200 }, (_, index) => ({ name: `委员${index + 1}`, role: 'member', sector: '经济界' })));
  const people = invited.map(({ participant }) => participant);
  const item = await open(hall, chair);
  let turn = 0;
  for (let speech = 0; speech < SPEECHES; speech += 1) {
    const request = await chair.does('request_floor', { item, kind: 'impromptu', for: people[speech] });
    if (turn) await chair.does('end_turn', { expect_turn: turn });
    turn = await chair.does('grant_floor', { request, expect_turn: null });
    await chair.does('record_statement', { turn, text: WORDS });
  }
  const ask = (/** @type {number} */ participant) => chair.does('request_floor', { item, kind: 'impromptu', for: participant });
  const waiting = await Promise.all(people.slice(0, WAITING).map(ask));

  const { page } = await enter(hall, 'gao');
  await queueOf(page).getByRole('listitem').nth(WAITING - 1).waitFor();
  await turnTo(page, 'transcript');
  const speeches = page.getByRole('region', { name: say('transcript.title') }).getByRole('listitem');
  // Of the newest entries most are requests: what was said is read from further back.
  await press(page, say('transcript.earlier'));
  await speeches.filter({ hasText: WORDS }).nth(SPEECHES - 1).waitFor();
  const read = speeches.nth(20);

  /** One change: the one who waits longest goes, or somebody else comes. @param {number} index */
  const change = async (index) => {
    if (index % 2 === 0) await chair.does('withdraw_request', { request: waiting.shift() });
    else waiting.push(await ask(people[(WAITING + (index - 1) / 2) % people.length]));
  };
  /** @type {(from: number, to: number) => Promise<void>} */
  const changes = async (from, to) => {
    for (let done = from; done < to; done += AT_ONCE) {
      await Promise.all(Array.from({ length: AT_ONCE }, (_, index) => change(done + index)));
    }
  };
  /** Scrolls, a little with each picture, until it is told to stop. */
  const scroll = () => page.evaluate(() => new Promise((resolve) => {
    let way = 1;
    const step = () => {
      scrollBy(0, 12 * way);
      if (scrollY < 1_000 || scrollY > 3_000) way = scrollY < 1_000 ? 1 : -1;
      if (/** @type {any} */ (globalThis).hasRead) resolve(undefined);
      else requestAnimationFrame(step);
    };
    step();
  }));
  const stop = () => page.evaluate(() => void (/** @type {any} */ (globalThis).hasRead = true));
  const top = () => read.evaluate((line) => line.getBoundingClientRect().top);
  const [first, rest] = [CHANGES / 4, CHANGES * 3 / 4];
  const early = await longestTask(page, () => Promise.all([scroll(), changes(0, first).finally(stop)]));
  await read.evaluate((line) => line.scrollIntoView({ block: 'center' }));
  const place = await top();
  const before = await weigh(page);
  const late = await longestTask(page, () => changes(first, CHANGES));
  const after = await weigh(page);

  // Somebody speaks: it waits above until the reader wants it.
  await chair.does('record_statement', { turn, text: '最后一句' });
  const unread = page.getByRole('button', { name: say('transcript.unread', { count: 1 }) });
  await unread.waitFor();
  const moved = Math.abs((await top()) - place);
  const longest = Math.max(early, late);
  const grown = (after.heap - before.heap) / rest;
  t.diagnostic(`longest task ${longest.toFixed(0)} ms; ${before.nodes} and ${after.nodes} nodes, ${grown.toFixed(0)} bytes a change; moved ${moved} px`);
  assert.ok(longest < LONG_MS, `a task took ${longest} ms`);
  assert.ok(after.nodes - before.nodes < CHANGES / 20, `${before.nodes} nodes became ${after.nodes}`);
  assert.ok(after.listeners - before.listeners < CHANGES / 20, `${before.listeners} listeners became ${after.listeners}`);
  assert.ok(grown < BYTES_PER_CHANGE, `${grown} bytes stay of each change`);
  assert.ok(moved <= 1, `the reader was moved by ${moved} pixels`);

  await unread.click();
  await speeches.filter({ hasText: '最后一句' }).waitFor();
  await unread.waitFor({ state: 'detached' });
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), say('transcript.title'), 'the focus is where the newest begins');
  await turnTo(page, 'live');
  const { queues, requests } = await hall.session.view();
  const names = queues[item].order.map((/** @type {number} */ id) => requests[id].for.name);
  const shown = queueOf(page).getByRole('listitem').locator('b');
  await shown.nth(names.length - 1).waitFor();
  assert.deepEqual(await shown.allTextContents(), names);
  const queue = await longestTask(page, () => changes(CHANGES, CHANGES + 100));
  t.diagnostic(`longest task with the queue of ${WAITING} before the eyes: ${queue.toFixed(0)} ms`);
  assert.ok(queue < LONG_MS, `a task took ${queue} ms`);
  await chair.leave();
}, { configuration: UNLIMITED }));
