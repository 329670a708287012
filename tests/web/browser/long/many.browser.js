// A session whose record and whose thread have ten thousand entries each.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { backstage, inTurns, open } from '../support/backstage.js';
import { crowd } from '../support/crowd.js';
import { inHall } from '../support/hall.js';
import { LONG_MS, longestTask, UNLIMITED } from '../support/load.js';
import { enter, press, turnTo } from '../support/people.js';
import { say } from '../support/text.js';

const SPEECHES = 500;
const WORDS_OF_EACH = 20;
/** So many lines and words stand on the page at most, and the line at the edge with whatever stands beside it. */
const LINES_MOST = 1_200 + 2 * (WORDS_OF_EACH + 1);
const POSTS_MOST = 100;
const POSTS = 10_000;
const MORE = 100;
const SOUGHT = '独角兽';
const SOUGHT_MS = 60_000;
const PEOPLE = 10_000;
const INVITED_AT_ONCE = 1_000;
const THREAD = '出院以后的头三天';
const WORDS = '出院以后的头三天最容易吃错药。建议把“装药盒”写进上门服务的第一项，由社区卫生服务中心的家庭医生负责跟进。';

/**
 * Presses a button until it is gone, in a browser that keeps no line's place by itself.
 * @param {import('playwright-core').Page} page
 * @param {{within: string, name: string, edge: 'first' | 'last'}} what shows the list, what the button says, and at which end of the list the line stands that stays
 * @returns {Promise<{seen: number, moved: number, drawn: number}>} how many lines were drawn one time or another, how far the one that stays was moved, and how much was drawn at once
 */
const pressThrough = (page, what) => page.evaluate(async ({ within, name, edge }) => {
  document.documentElement.style.setProperty('overflow-anchor', 'none');
  const around = /** @type {HTMLElement} */ (document.querySelector(within));
  /** While it loads it says so. */
  const button = () => [...around.querySelectorAll('button')].find(({ textContent, ariaDisabled }) => textContent === name || ariaDisabled);
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const seen = new Set();
  let [moved, drawn] = [0, 0];
  for (let pressed = button(); ; pressed = button()) {
    const lines = [...around.querySelectorAll('.stretch > li')];
    lines.forEach(({ id }) => seen.add(id));
    drawn = Math.max(drawn, lines.length + around.querySelectorAll('.statement').length);
    if (!pressed) return { seen: seen.size, moved, drawn };
    pressed.scrollIntoView({ block: 'center' });
    await frame();
    const line = edge === 'last' ? lines[lines.length - 1] : lines[0];
    const before = line.getBoundingClientRect().top;
    pressed.click();
    // Others stand beside it then, or there are none.
    const isUnderWay = () => {
      const now = button();
      return now && (now.ariaDisabled || !(edge === 'last' ? line.nextElementSibling : line.previousElementSibling));
    };
    do await frame(); while (isUnderWay());
    // At its end a page that became shorter has nothing to scroll by.
    if (scrollY + innerHeight < document.documentElement.scrollHeight - 1) moved = Math.max(moved, Math.abs(line.getBoundingClientRect().top - before));
  }
}, what);

test('W273 ten thousand recorded words and ten thousand opinions: no long task for whoever comes, reads all of it back, or is there when another comes', (t) => inHall(async (hall) => {
  const chair = await backstage(hall, hall.session.invitations.chair.token);
  const gao = await backstage(hall, hall.session.invitations.gao.token);
  const thread = await chair.does('open_thread', { title: THREAD });
  const first = await gao.does('publish_post', { thread, text: SOUGHT });
  await inTurns(POSTS - 1, (index) => gao.does('publish_post', { thread, text: `${index + 2}：${WORDS}` }));
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
  /** @type {(what: string, within: string, earlier: string, least: number, most: number) => Promise<void>} */
  const readBack = async (what, within, earlier, least, most) => {
    for (const [way, name, edge] of /** @type {const} */ ([['back', earlier, 'last'], ['forth again', 'list.later', 'first']])) {
      await measure(`${what}, all of it ${way}`, page, async () => {
        const { seen, moved, drawn } = await pressThrough(page, { within, name: say(name), edge });
        t.diagnostic(`${seen} lines seen, ${drawn} lines and words drawn at most, moved by ${moved.toFixed(1)} px`);
        assert.ok(seen >= least, `of ${least} lines ${seen} were seen`);
        assert.ok(drawn <= most, `${drawn} lines and words were drawn at once`);
        assert.ok(moved <= 1, `a line was moved by ${moved} px`);
      });
    }
  };
  const speeches = page.getByRole('region', { name: say('transcript.title') }).getByRole('listitem');
  await measure('coming to the transcript', page, async () => {
    await turnTo(page, 'transcript');
    await speeches.filter({ hasText: WORDS }).nth(5).waitFor();
  });
  await readBack('the transcript', 'rostrum-transcript', 'transcript.earlier', SPEECHES, LINES_MOST);
  await measure('a hundred words more', page, () => inTurns(100, () => chair.does('record_statement', { turn, text: WORDS })));
  await measure('turning from it to the opinions', page, async () => {
    await turnTo(page, 'threads');
    await page.getByText(`${POSTS}：`).first().waitFor();
  });
  await readBack('the opinions', 'rostrum-threads', 'threads.earlier', POSTS, POSTS_MOST);
  await measure('a hundred opinions more', page, () => inTurns(100, () => gao.does('publish_post', { thread, text: WORDS })));
  const { page: seeker } = await enter(hall, 'ayguli');
  await turnTo(seeker, 'transcript');
  await measure('a hit in the first opinion of all', seeker, async () => {
    await seeker.getByRole('searchbox', { name: say('search.label') }).fill(SOUGHT);
    await press(seeker, say('search.open_post'));
    await seeker.locator(`#post-${first}:focus`).waitFor({ timeout: SOUGHT_MS });
  });
  const { page: desk } = await enter(hall, 'clerk');
  await measure('the console\'s opinions', desk, async () => {
    await desk.getByRole('tab', { name: new RegExp(`^${say('console.tab_threads')}`) }).click();
    await desk.getByRole('button', { name: THREAD }).first().waitFor();
  });
  await measure('a hundred more at the console', desk, () => inTurns(100, () => gao.does('publish_post', { thread, text: WORDS })));
  for (const [what, took] of told) assert.ok(took < LONG_MS, `${what}: ${took} ms`);
  await Promise.all([chair.leave(), gao.leave()]);
}, { rules: { threads_before: true }, configuration: UNLIMITED }));

test('W273 ten thousand opinions that wait for a moderator: some stand at the console, more when they are wanted, and no task is long', (t) => inHall(async (hall) => {
  const [chair, gao] = await Promise.all([backstage(hall, hall.session.invitations.chair.token), backstage(hall, hall.session.invitations.gao.token)]);
  const thread = await chair.does('open_thread', { title: THREAD });
  await inTurns(POSTS, (index) => gao.does('publish_post', { thread, text: `${index + 1}：${WORDS}` }));
  const { page } = await enter(hall, 'clerk');
  const lane = page.getByRole('region', { name: say('threads.lane') });
  const posts = lane.getByRole('listitem');
  const took = await longestTask(page, async () => {
    await page.getByRole('tab', { name: new RegExp(`^${say('console.tab_threads')}`) }).click();
    await lane.getByRole('button', { name: say('list.more', { count: POSTS - 20 }) }).click();
    await posts.nth(39).waitFor();
    await posts.first().getByRole('button', { name: new RegExp(`^${say('threads.approve')}`) }).click();
    await lane.getByRole('button', { name: say('list.more', { count: POSTS - 41 }) }).waitFor();
    await inTurns(MORE, () => gao.does('publish_post', { thread, text: WORDS }));
    await lane.getByRole('button', { name: say('list.more', { count: POSTS - 41 + MORE }) }).waitFor();
  });
  t.diagnostic(`longest task ${took.toFixed(0)} ms`);
  assert.equal(await posts.count(), 40);
  assert.ok(took < LONG_MS, `${took} ms`);
  await Promise.all([chair.leave(), gao.leave()]);
}, { rules: { threads_before: true, posts_moderated: true }, configuration: UNLIMITED }));

test('W273 ten thousand people: no long task for a clerk who comes to the list, orders it and looks for somebody', (t) => inHall(async (hall) => {
  for (let invited = 0; invited < PEOPLE; invited += INVITED_AT_ONCE) {
    await hall.session.invite(crowd(PEOPLE).slice(invited, invited + INVITED_AT_ONCE).map((person) => ({ ...person, venue: undefined })));
  }
  const { page } = await enter(hall, 'clerk');
  const lines = page.locator('.people .person-line');
  const search = page.getByRole('searchbox', { name: say('console.people_search') });
  /** @type {[string, () => Promise<unknown>][]} */
  const acts = [
    ['coming to the people', async () => {
      await page.getByRole('tab', { name: new RegExp(`^${say('console.tab_people')}`) }).click();
      await lines.nth(49).waitFor();
    }],
    ...['stroke', 'pinyin', 'sector'].map((order) => /** @type {[string, () => Promise<unknown>]} */ ([`ordering them by ${order}`, async () => {
      const [before] = await lines.allTextContents();
      await page.getByLabel(say('names.order')).selectOption(order);
      await page.waitForFunction((text) => document.querySelector('.people .person-line')?.textContent !== text, before);
    }])),
    ['looking for somebody', async () => {
      await search.pressSequentially('阿依古丽 社会科学');
      await lines.filter({ hasNotText: '社会科学' }).first().waitFor({ state: 'detached' });
      assert.ok(await lines.count() > 1, 'those of that name and sector are found');
    }],
  ];
  const told = [];
  for (const [what, act] of acts) {
    const took = await longestTask(page, act);
    t.diagnostic(`${what}: longest task ${took.toFixed(0)} ms`);
    told.push({ what, took });
  }
  for (const { what, took } of told) assert.ok(took < LONG_MS, `${what}: ${took} ms`);
}));
