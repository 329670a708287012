// Every screen with a full session: five hundred people present, forty waiting, opinions, polls, promises. Whether it stands on a
// phone is measured; how it looks, on a phone, a tablet and a wall, is for people to see: the pictures are for them.
import { test } from 'node:test';

import { assertAccessible } from '../support/axe.js';
import { backstage, speak } from '../support/backstage.js';
import { atDesk } from '../support/convening.js';
import { crowd, opinionOf, RESPONDENTS, UNITS, VENUES, WORDS } from '../support/crowd.js';
import { assertFits } from '../support/fits.js';
import { inHall } from '../support/hall.js';
import { enter, press, switchLanguage, turnTo } from '../support/people.js';
import { picture } from '../support/pictures.js';
import { PEOPLE } from '../support/session.js';
import { say } from '../support/text.js';
import { hang } from '../support/wall.js';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('../support/backstage.js').Acting} Acting */

const PEOPLE_COUNT = 500;
const WAITING = 40;
const POSTS = 60;
/** So many come at once: a whole town does not knock in the same instant. */
const DOORS = 20;
const WIDTHS = { 360: 740, 768: 1024, 1920: 1080 };
const THREADS = ['助餐点选址，您怎么看？', '老旧小区加装电梯：采光、噪声与补偿，一楼住户的意见怎样听得到、怎样算得清', '其他'];
const POLL = '是否同意先在三个区试点，明年一季度报告进展后再向全市推开？';

/** One screen at every width, and on a phone in English, whose words are longer. @type {(page: Page, name: string) => Promise<void>} */
async function look(page, name) {
  for (const [width, height] of Object.entries(WIDTHS)) {
    await page.setViewportSize({ width: Number(width), height });
    await page.evaluate(() => scrollTo(0, 0));
    if (width === '360') await assertFits(`${name} with a full session`, page);
    await picture(page, `full-${name}-${width}`);
  }
  await assertAccessible(page, `${name} with a full session`);
  // A dialog lies over the button for the language.
  if (await page.getByRole('dialog').count() > 0) return;
  await page.setViewportSize({ width: 360, height: WIDTHS[360] });
  await switchLanguage(page, 'zh-CN');
  await page.evaluate(() => scrollTo(0, 0));
  await picture(page, `full-${name}-360-en`);
  await assertFits(`${name} with a full session, in English`, page);
  await assertAccessible(page, `${name} with a full session, in English`);
  await switchLanguage(page, 'en');
}

/** Everybody comes. @type {(hall: import('../support/hall.js').Hall) => Promise<Acting[]>} */
async function fill(hall) {
  const acting = [];
  // A unit has a page of its own, and no place in the room.
  const invited = hall.session.crowd.slice(UNITS.length);
  for (let first = 0; first < invited.length; first += DOORS) {
    acting.push(...await Promise.all(invited.slice(first, first + DOORS).map(({ token }) => backstage(hall, token))));
  }
  return acting;
}

/** What a long meeting leaves. @type {(hall: import('../support/hall.js').Hall, chair: Acting, all: Acting[]) => Promise<{ item: number, post: number, statement: number }>} */
async function proceed({ session }, chair, all) {
  const [report, item] = session.items;
  const threads = [];
  for (const title of THREADS) threads.push(await chair.does('open_thread', { title }));
  await chair.does('open_session');
  await chair.does('start_item', { item: report, expect_item: null });
  await chair.does('finish_item', { expect_item: report, conclusion: '听取了社会和法制委员会关于居家养老服务调研情况的通报。' });
  await chair.does('start_item', { item, expect_item: null });
  const members = all.slice(RESPONDENTS);
  let post = 0;
  for (let each = 0; each < POSTS; each += 1) {
    post = await members[each * 3].does('publish_post', { thread: threads[each % 5 === 0 ? 1 : 0], text: opinionOf(each) });
    for (let other = 0; other < each % 7; other += 1) await members[200 + other].does('endorse_post', { post });
  }
  const statements = [];
  for (let each = 0; each < 12; each += 1) {
    const speaker = members[each * 17];
    const turn = await speak(chair, speaker, item);
    for (const text of WORDS) statements.push(await chair.does('record_statement', { turn, text }));
    await chair.does('end_turn', { expect_turn: turn });
  }
  for (let each = 0; each < 3; each += 1) {
    await chair.does('record_commitment', {
      source: statements[each * 7], owner: session.crowd[each].participant, due: ['2026-12-31', '2027-03-31', '2026-06-30'][each], category: ['养老', '医疗卫生', '住房'][each],
      text: '在三个区先行试点助餐配送，补贴跟着人走；每季度公布各助餐点实际就餐人数，并向市政协报告进展。',
    });
  }
  for (let each = 0; each < WAITING; each += 1) {
    await members[100 + each].does('request_floor', { item, kind: 'impromptu', ...(each % 4 === 0 && { subject: '出院以后的头三天：药盒、用药清单与社区护士上门' }) });
  }
  return { item, post, statement: statements[statements.length - 1] };
}

test('W260 every screen stands with five hundred people, at 360 pixels and more', () => inHall(async (hall) => {
  const { session } = hall;
  const gao = await enter(hall, 'gao', { screen: 'narrow' });
  await look(gao.page, 'lobby');
  const chair = await backstage(hall, session.invitations.chair.token);
  const all = await fill(hall);
  const { item, post, statement } = await proceed(hall, chair, all);
  const clerk = await enter(hall, 'clerk', { screen: 'desktop' });
  await press(gao.page, say('own.ask'));
  await gao.page.getByText(say('own.waiting', { place: WAITING + 1 }), { exact: true }).waitFor();
  const request = await all[400].does('request_floor', { item, kind: 'point_of_order', subject: '请控制发言时间' });
  const turn = await chair.does('grant_floor', { request, expect_turn: null });
  await chair.does('record_statement', { turn, text: WORDS[1] });

  for (const tab of /** @type {const} */ (['live', 'transcript', 'threads', 'agenda', 'rules'])) {
    await turnTo(gao.page, tab);
    await look(gao.page, `member-${tab}`);
  }
  await gao.page.getByRole('button', { name: say('settings'), exact: true }).click();
  await look(gao.page, 'member-display');
  await gao.page.keyboard.press('Escape');
  const poll = await chair.does('open_poll', { question: POLL, options: ['同意', '不同意', '弃权'], choices_max: 1 });
  for (const each of all.slice(RESPONDENTS, RESPONDENTS + 300)) await each.does('vote', { poll, choices: [each.participant % 3] });
  await turnTo(gao.page, 'live');
  await gao.page.getByRole('region', { name: POLL }).waitFor();
  await look(gao.page, 'member-poll');

  await clerk.page.getByRole('tab', { name: say('console.tab_record') }).waitFor();
  for (const tab of ['record', 'threads', 'people', 'polls', 'screen', 'commitments', 'rules']) {
    await clerk.page.getByRole('tab', { name: new RegExp(`^${say(`console.tab_${tab}`)}`) }).click();
    await look(clerk.page, `console-${tab}`);
  }
  const operator = await enter(hall, 'operator', { screen: 'narrow' });
  await turnTo(operator.page, 'venue');
  await operator.page.getByRole('checkbox', { name: say('operator.all') }).waitFor();
  await look(operator.page, 'operator');
  const observer = await enter(hall, 'observer', { screen: 'narrow' });
  await look(observer.page, 'observer');

  await clerk.page.goto(`${clerk.url}/sessions/${session.id}/participation`);
  await clerk.page.getByRole('heading', { name: say('participation.title'), level: 1 }).waitFor();
  await look(clerk.page, 'participation');
  await gao.page.goto(`${gao.url}/sessions/${session.id}?at=${statement}`);
  await gao.page.getByRole('slider').waitFor();
  await look(gao.page, 'replay');

  await hangWall(hall, chair, { post, statement, poll });

  const desk = await hall.device('convener', 'narrow');
  await atDesk(hall, desk);
  await desk.page.getByRole('row').nth(20).waitFor();
  await look(desk.page, 'desk-session');
  for (const [name, address, title] of /** @type {const} */ ([['desk-list', '/desk', 'desk.sessions'], ['desk-register', '/desk#commitments', 'desk.register']])) {
    await desk.page.goto(desk.url + address);
    await desk.page.getByRole('heading', { name: say(title) }).first().waitFor();
    await look(desk.page, name);
  }
  await Promise.all([chair, ...all].map((each) => each.leave()));
}, { crowd: crowd(PEOPLE_COUNT - Object.keys(PEOPLE).length), venues: VENUES, rules: { threads_before: true }, configuration: '[live]\ncommands_per_second = 1000\ncommands_burst = 1000\n' }));

/**
 * The wall, scene by scene.
 * @param {import('../support/hall.js').Hall} hall
 * @param {Acting} chair
 * @param {{ post: number, statement: number, poll: number }} shown
 */
async function hangWall(hall, chair, { post, statement, poll }) {
  const { page } = await hang(hall);
  const scenes = [
    { kind: 'floor' }, { kind: 'lobby' }, { kind: 'agenda' }, { kind: 'captions' }, { kind: 'post', post }, { kind: 'statement', statement }, { kind: 'poll', poll },
    { kind: 'message', text: '请各分会场把话筒调到静音，三分钟后继续' }, { kind: 'break', until: new Date(Date.now() + 600_000).toISOString() }, { kind: 'blank' },
  ];
  for (const scene of scenes) {
    await chair.does('show_scene', { scene });
    await page.locator(`.hall-${scene.kind}`).waitFor();
    await page.setViewportSize({ width: 1920, height: 1080 });
    await picture(page, `full-wall-${scene.kind}-1920`);
    await assertAccessible(page, `the wall: ${scene.kind}`);
  }
  await chair.does('show_scene', { scene: { kind: 'floor' } });
  await page.goto(`${page.url().split('?')[0]}?layout=chyron`);
  await page.locator('.hall-floor').waitFor();
  await picture(page, 'full-wall-chyron-1920');
}
