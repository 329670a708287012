// The convener's way from the first start to people in the room.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { inspect } from './support/axe.js';
import { atDesk, copyLink, createSession, download, order, rowOf, setUp } from './support/convening.js';
import { assertFits } from './support/fits.js';
import { inHall } from './support/hall.js';
import { enter, join, press, seesOwnState, switchLanguage, turnTo } from './support/people.js';
import { picture } from './support/pictures.js';
import { PEOPLE, TITLE } from './support/session.js';
import { say } from './support/text.js';

/** @type {import('./support/hall.js').Order} */
const FIRST_START = { convener: 'made' };
const REMOTE = '远程协商';
const COUNT = Object.keys(PEOPLE).length;

test('W50 from the set-up link the convener makes a session by its form, and its links lead into it', () => inHall(async (hall) => {
  const { page } = await hall.device('convener', 'desktop');
  await setUp(page, hall.server.setUpLink());
  assert.equal(new URL(page.url()).hash, '', 'the secret has left the address');
  await createSession(page);
  await picture(page, 'desk');
  const link = await copyLink(page, 'gao');

  const gao = await hall.device('gao', 'phone');
  await join(gao.page, link);
  await gao.page.getByRole('heading', { name: TITLE, level: 1 }).waitFor();
  await seesOwnState(gao.page, 'draft');
  assert.ok(!gao.page.url().includes(new URL(link).hash.slice(1)), 'the invitation has left the address');

  // The link that was given out before is void at once, on the devices that it has let in too.
  gao.trouble.announce(/^answered 410: POST \S+\/api\/seat$/, /^console error: Failed to load resource: .* 410 /);
  await order(page, 'renew', 'gao');
  await gao.page.getByText(say('farewell.seat_revoked')).waitFor();
  await gao.page.goto('about:blank');
  await gao.page.goto(link);
  await press(gao.page, say('join.enter'));
  await gao.page.getByText(say('problem.invitation_revoked')).waitFor();
  await join(gao.page, await copyLink(page, 'gao'));
  await seesOwnState(gao.page, 'draft');

  await order(page, 'revoke', 'gao');
  await gao.page.getByText(say('farewell.seat_revoked')).waitFor();
  await rowOf(page, 'gao').getByText(say('desk.revoked')).waitFor();

  await press(page, say('desk.print_codes', { count: COUNT - 1 }));
  await page.getByRole('button', { name: say('desk.print') }).waitFor();
  assert.equal(await page.getByRole('article').count(), COUNT - 1, 'a card for everybody who has a link');
  await page.getByRole('img', { name: say('desk.code_of', { name: PEOPLE.zhou.name }) }).waitFor();
}, FIRST_START));

test('W50 the set-up link is good once, and the desk opens for nobody without the token', () => inHall(async (hall) => {
  const link = hall.server.setUpLink();
  const convener = await hall.device('convener', 'desktop');
  await setUp(convener.page, link);
  const other = await hall.device('somebody else', 'desktop');
  other.trouble.announce(/^answered 401: /, /^console error: Failed to load resource: .* 401 /);
  await other.page.goto(link);
  await press(other.page, say('setup.redeem'));
  await other.page.getByText(say('setup.used')).waitFor();
  await other.page.goto(`${other.url}/desk`);
  await other.page.getByLabel(say('desk.token')).fill('a'.repeat(64));
  await press(other.page, say('desk.enter'));
  await other.page.getByText(say('desk.token_wrong')).first().waitFor();
  assert.equal(await other.page.getByText(TITLE).count(), 0);
}, FIRST_START));

test('W89 a session is made under a form that was amended at the desk, and the form says what it holds to', () => inHall(async (hall) => {
  const { page } = await hall.device('convener', 'desktop');
  await setUp(page, hall.server.setUpLink());
  await page.getByRole('link', { name: say('desk.forms.title') }).click();
  await page.getByRole('heading', { name: say('desk.forms.title'), level: 1 }).waitFor();
  const remote = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: REMOTE, level: 2 }) });
  await remote.getByRole('button', { name: say('desk.of', { text: say('desk.forms.amend'), of: REMOTE }) }).click();
  const text = page.getByLabel(say('desk.forms.text'));
  const preset = JSON.parse(await text.inputValue());
  await text.fill('{');
  await press(page, say('desk.forms.amend'));
  await page.getByText(say('desk.forms.no_json')).waitFor();
  await text.fill(JSON.stringify({ ...preset, agenda: [{ title: '开场', kind: 'report', limit_ms: 120000 }] }));
  await page.getByLabel(say('desk.forms.reason')).fill('精简议程');
  await press(page, say('desk.forms.amend'));
  await page.getByText(say('desk.forms.amend_done', { form: 'remote', version: 2 })).waitFor();
  await remote.getByText('精简议程').waitFor();

  await page.goto(`${new URL(page.url()).origin}/desk#new`);
  await page.getByRole('option', { name: REMOTE }).waitFor({ state: 'attached' });
  await page.getByLabel(say('desk.form')).selectOption({ label: REMOTE });
  await page.getByRole('group', { name: say('agenda.title') }).getByRole('listitem').nth(1).waitFor({ state: 'detached' });
  assert.equal(await page.getByLabel(say('desk.item_title'), { exact: true }).first().inputValue(), '开场');
  await page.getByText(say('desk.form_details', { form: REMOTE, version: 2 })).click();
  await page.getByText(say('desk.rule.discipline.venue_rotation')).waitFor();
}, FIRST_START));

test('W175 the record comes in the language of the page, at the desk and in the room', () => inHall(async (hall) => {
  const desk = await hall.device('convener', 'desktop');
  const gao = await enter(hall, 'gao');
  await atDesk(hall, desk);
  await turnTo(gao.page, 'transcript');
  await gao.page.getByText(say('exports.title'), { exact: true }).click();
  for (const [language, head] of /** @type {const} */ ([['zh-CN', '时间均为 UTC+8'], ['en', 'All times are UTC+8']])) {
    const taken = [
      await download(desk.page, desk.page.getByRole('button', { name: say('desk.export.transcript.md', {}, language), exact: true })),
      await download(gao.page, gao.page.getByRole('link', { name: say('exports.transcript.md', {}, language), exact: true })),
    ];
    for (const text of taken) assert.ok(text.includes(head), `${head} is not in\n${text}`);
    if (language === 'en') continue;
    for (const { page } of [desk, gao]) await switchLanguage(page, language);
  }
}));

test('W101 who leaves the desk leaves no draft to the next person at the device', () => inHall(async (hall) => {
  const { page } = await hall.device('convener', 'desktop');
  await setUp(page, hall.server.setUpLink());
  await page.getByRole('link', { name: say('desk.new') }).click();
  await page.getByLabel(say('desk.people.label')).fill('李明');
  // At once: what was typed last is not kept yet.
  await press(page, say('desk.forget'));
  await page.getByLabel(say('desk.token')).fill(hall.server.token);
  assert.deepEqual(await page.evaluate(() => Object.keys(sessionStorage)), []);
  await press(page, say('desk.enter'));
  assert.equal(await page.getByLabel(say('desk.people.label')).inputValue(), '');
}, FIRST_START));

test('W46 axe finds nothing serious at the convener’s desk', (t) => inHall(async (hall) => {
  const { page } = await hall.device('convener', 'desktop');
  await page.goto(hall.server.setUpLink());
  await page.getByRole('button', { name: say('setup.redeem') }).waitFor();
  await inspect(t, page, 'the set-up');
  await setUp(page, page.url());
  await inspect(t, page, 'the desk');
  await createSession(page);
  await inspect(t, page, 'the invitations');
  await press(page, say('desk.print_codes', { count: COUNT }));
  await page.getByRole('button', { name: say('desk.print') }).waitFor();
  await inspect(t, page, 'the sheet');
  await page.goto(`${new URL(page.url()).origin}/desk#new`);
  await page.getByLabel(say('desk.draft_title')).waitFor();
  await press(page, say('desk.create', { count: 0 }));
  await page.getByRole('alert').filter({ hasText: /\S/ }).waitFor();
  await inspect(t, page, 'the form with its faults');
  await page.goto(`${new URL(page.url()).origin}/desk#forms`);
  await page.getByRole('button', { name: say('desk.of', { text: say('desk.forms.amend'), of: REMOTE }) }).click();
  await page.getByLabel(say('desk.forms.text')).waitFor();
  await inspect(t, page, 'the forms');
}, FIRST_START));

test('W49 nothing is cut off at the convener’s desk on a screen of 320 pixels', () => inHall(async (hall) => {
  const { page } = await hall.device('convener', 'narrow');
  await setUp(page, hall.server.setUpLink());
  await assertFits('the desk', page);
  await createSession(page);
  await assertFits('the invitations', page);
  await page.getByRole('link', { name: say('desk.erase') }).click();
  await page.getByRole('heading', { name: say('erasure.title'), level: 1 }).waitFor();
  await assertFits('the screen for erasing', page);
  await page.goto(`${new URL(page.url()).origin}/desk#new`);
  await page.getByLabel(say('desk.draft_title')).waitFor();
  await assertFits('the form', page);
  await page.goto(`${new URL(page.url()).origin}/desk#forms`);
  await page.getByRole('button', { name: say('desk.of', { text: say('desk.forms.amend'), of: REMOTE }) }).click();
  await page.getByLabel(say('desk.forms.text')).waitFor();
  await assertFits('the forms', page);
}, FIRST_START));
