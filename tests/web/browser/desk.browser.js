// The convener's way from the first start to people in the room.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { inspect } from './support/axe.js';
import { atDesk, copyLink, createSession, download, goOn, inGbk, order, rowOf, setUp, stepOf } from './support/convening.js';
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
  await rowOf(page, 'gao').getByText(say('desk.renewed')).waitFor();
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
  assert.equal(await other.page.getByText(say('setup.no_secret')).count(), 0, 'the address had a code');
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
  await page.getByText(say('desk.form_details', { form: REMOTE, version: 2 })).waitFor();
  await page.getByText(say('desk.rule.discipline.venue_rotation')).waitFor();
}, FIRST_START));

/** A list as an office keeps it: with a title, columns of its own, and mistakes. */
const LIST = [
  '参会人员名单,,,,', '序号,姓名,会场,界别,身份', '1,沈国安,主会场,,主持人', '2,王芳,主会场,,会务', '3,"阿依古丽·\n买买提",主会场,少数民族,', '4,李明,西城分会场,教育,',
  '5,张三,主会场,农业,副主席', '6,,主会场,农业,', '7,李明,西城分会场,教育,',
].join('\r\n');

test('W205 W206 W207 W209 W213 W214 W216 step by step, with the list of a file that is mended line by line, a session is made', () => inHall(async (hall) => {
  const { page } = await hall.device('convener', 'desktop');
  await setUp(page, hall.server.setUpLink());
  await page.getByRole('link', { name: say('desk.new') }).click();
  await stepOf(page, 'form').waitFor();
  // By the keyboard: Enter goes on, the focus comes along, and what is missing keeps one here.
  await page.getByRole('button', { name: say('desk.step_next', { title: say('desk.step_title.about') }) }).press('Enter');
  await page.waitForFunction(() => document.activeElement?.tagName === 'H1');
  await stepOf(page, 'about').waitFor();
  const title = page.getByLabel(say('desk.draft_title'));
  await title.press('Enter');
  await page.getByRole('alert').filter({ hasText: say('desk.faults', { count: 1 }) }).waitFor();
  assert.ok(await title.evaluate((field) => field === document.activeElement), 'the focus is where something is missing');
  const list = page.getByRole('navigation', { name: say('desk.step_list') });
  await list.getByRole('link', { name: say('desk.step_title.look') }).click();
  await page.getByText(say('desk.look.wrong')).waitFor();
  await press(page, say('desk.look.mend', { title: say('desk.step_title.about') }));
  await title.fill(TITLE);
  // Everything is still there after a reload, and the browser's own way back is one step.
  await page.reload();
  await stepOf(page, 'about').waitFor();
  assert.equal(await title.inputValue(), TITLE);
  assert.equal(await list.locator('[aria-current="step"]').count(), 1);
  await goOn(page, 'people');
  await page.goBack();
  await stepOf(page, 'about').waitFor();
  await page.goForward();
  await stepOf(page, 'people').waitFor();

  const chooser = page.getByLabel(say('desk.file.label'));
  await chooser.setInputFiles({ name: '名单.xlsx', mimeType: 'text/csv', buffer: Buffer.from('PK\x03\x04') });
  await page.getByText(say('desk.file.workbook', { name: '名单.xlsx' })).waitFor();
  await chooser.setInputFiles({ name: '名单.csv', mimeType: 'text/csv', buffer: inGbk(LIST) });
  await page.getByText(say('desk.file.read', { name: '名单.csv', encoding: 'GB18030', count: 7 })).waitFor();
  await page.getByText(say('desk.people.counts', { all: 7, ready: 3, wrong: 4, left: 0 })).waitFor();
  await picture(page, 'desk-people');
  await press(page, say('desk.people.add_venue', { name: '西城分会场', count: 2 }));
  await page.getByText(say('desk.people.counts', { all: 7, ready: 5, wrong: 2, left: 0 })).waitFor();
  // The cell with a line break made the file longer: line 8 is still line 8.
  const line = (/** @type {number} */ number) => say('desk.people.nth_line', { line: number });
  const pressOf = (/** @type {string} */ key, /** @type {number} */ number) => press(page, say('desk.of', { text: say(key), of: line(number) }));
  await pressOf('desk.people.mend', 8);
  const dialog = page.getByRole('dialog', { name: say('desk.people.mend_title', { line: 8 }) });
  await dialog.getByLabel(say('desk.column.role')).selectOption({ label: say('role.respondent') });
  await dialog.getByRole('button', { name: say('desk.people.mend_done') }).click();
  await page.getByText(say('desk.people.counts', { all: 7, ready: 6, wrong: 1, left: 0 })).waitFor();
  await page.waitForFunction((name) => document.activeElement?.getAttribute('aria-label') === name, say('desk.of', { text: say('desk.people.mend'), of: line(9) }));
  await goOnFails(page);
  await pressOf('desk.people.leave_out', 9);
  await press(page, say('desk.people.leave_out_twice', { count: 1 }));
  await page.getByText(say('desk.people.counts', { all: 7, ready: 5, wrong: 0, left: 2 })).waitFor();
  await page.getByText(say('desk.people.put_back_all', { count: 2 })).waitFor();
  await goOn(page, 'look');
  for (const text of [TITLE, say('desk.look.who', { role: say('role.chair'), names: '沈国安' }), say('desk.look.left_out', { count: 2 }), say('desk.look.then_sent')]) {
    await page.getByText(text).first().waitFor();
  }
  await page.getByRole('row', { name: say('role.respondent') }).getByText(say('desk.people_count', { count: 1 })).waitFor();
  await picture(page, 'desk-look');
  await press(page, say('desk.create', { count: 5 }));
  await page.getByRole('heading', { name: TITLE, level: 1 }).waitFor();
  await page.getByRole('row').filter({ hasText: '阿依古丽· 买买提' }).waitFor();
  await inviteMore(page);
  await sortByStrokes(page);
}, FIRST_START));

/** A line that is wrong keeps one in its step, and has the focus. @param {import('playwright-core').Page} page */
async function goOnFails(page) {
  await press(page, say('desk.step_next', { title: say('desk.step_title.look') }));
  await page.getByRole('alert').filter({ hasText: say('desk.faults', { count: 1 }) }).waitFor();
  await stepOf(page, 'people').waitFor();
}

/** Whoever is there already is pointed out. @param {import('playwright-core').Page} page */
async function inviteMore(page) {
  const template = await download(page, page.getByRole('button', { name: say('desk.file.template') }));
  assert.ok(template.startsWith(`\ufeff"${say('desk.column.name')}","${say('desk.column.role')}"`), template);
  await page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['李明\n丁一'], '补充.csv'));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  });
  await page.getByText(say('desk.finding.already_invited')).waitFor();
  await press(page, say('desk.people.leave_out_twice', { count: 1 }));
  await press(page, say('desk.invite', { count: 1 }));
  await page.getByRole('rowheader', { name: '丁一', exact: true }).waitFor();
  await page.waitForFunction(() => document.activeElement?.id === 'invite-title');
  const place = page.getByRole('region', { name: say('desk.invite_more') });
  await place.getByText(say('desk.invited', { count: 1, names: '丁一' })).waitFor();
  await press(page, say('desk.copy_invited', { count: 1 }));
  await place.getByText(say('desk.copied'), { exact: true }).waitFor();
}

/** @param {import('playwright-core').Page} page */
async function sortByStrokes(page) {
  const names = page.getByRole('region', { name: say('desk.invitations') }).getByRole('rowheader');
  await page.getByLabel(say('names.order')).selectOption('stroke');
  await names.first().filter({ hasText: '丁一' }).waitFor();
  assert.deepEqual(await names.allTextContents(), ['丁一', '王芳', '李明', '沈国安', '张三', '阿依古丽· 买买提'].sort((one, other) => STROKES.indexOf(one[0]) - STROKES.indexOf(other[0])));
}

/** The order of the first characters that are in the list. */
const STROKES = '丁王张李沈阿';

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
  await page.goto(`${new URL(page.url()).origin}/desk#new-people`);
  await page.getByLabel(say('desk.people.label')).fill('李明');
  // At once: what was typed last is not kept yet.
  await press(page, say('desk.forget'));
  await page.getByLabel(say('desk.token')).fill(hall.server.token);
  assert.deepEqual(await page.evaluate(() => Object.keys(sessionStorage)), []);
  await press(page, say('desk.enter'));
  const people = page.getByLabel(say('desk.people.label'));
  assert.equal(await people.inputValue(), '');
  // What is emptied at the desk is gone, once that was confirmed.
  await people.fill('王芳');
  const dialog = page.getByRole('dialog', { name: say('desk.empty_form') });
  for (const button of ['cancel', 'desk.empty_form']) {
    await press(page, say('desk.empty_form'));
    assert.equal(await people.inputValue(), '王芳');
    await dialog.getByRole('button', { name: say(button), exact: true }).click();
  }
  await stepOf(page, 'form').waitFor();
  await page.getByRole('navigation', { name: say('desk.step_list') }).getByRole('link', { name: say('desk.step_title.people') }).click();
  assert.equal(await people.inputValue(), '');
}, FIRST_START));

test('W85 a draft that is more than the browser keeps is said to be lost by a reload, until it is kept again', () => inHall(async (hall) => {
  const { page } = await hall.device('convener', 'desktop');
  await setUp(page, hall.server.setUpLink());
  await page.goto(`${new URL(page.url()).origin}/desk#new-people`);
  const people = page.getByLabel(say('desk.people.label'));
  // Of the ten mebibytes that a browser keeps for a page, in two bytes for each sign, little is left.
  await page.evaluate(() => sessionStorage.setItem('others', 'x'.repeat(5_230_000)));
  await people.fill(`李明\t\t${'界'.repeat(20_000)}`);
  await page.getByText(say('desk.draft_not_kept')).waitFor();
  await people.fill('李明');
  await page.getByText(say('desk.draft_not_kept')).waitFor({ state: 'detached' });
}, FIRST_START));

test('W46 axe finds nothing serious at the convener’s desk', () => inHall(async (hall) => {
  const { page } = await hall.device('convener', 'desktop');
  await page.goto(hall.server.setUpLink());
  await page.getByRole('button', { name: say('setup.redeem') }).waitFor();
  await inspect(page, 'the set-up');
  await setUp(page, page.url());
  await inspect(page, 'the desk');
  await createSession(page);
  await inspect(page, 'the invitations');
  await press(page, say('desk.print_codes', { count: COUNT }));
  await page.getByRole('button', { name: say('desk.print') }).waitFor();
  await inspect(page, 'the sheet');
  await page.goto(`${new URL(page.url()).origin}/desk#new`);
  await stepOf(page, 'form').waitFor();
  await inspect(page, 'the first step');
  await goOn(page, 'about');
  await press(page, say('desk.step_next', { title: say('desk.step_title.people') }));
  await page.getByRole('alert').filter({ hasText: /\S/ }).waitFor();
  await inspect(page, 'the second step with its faults');
  await page.goto(`${new URL(page.url()).origin}/desk#new-people`);
  await page.getByLabel(say('desk.people.label')).fill('李明\n王芳,副主席\n李明\n,,,西城');
  await page.getByText(say('desk.people.counts', { all: 4, ready: 2, wrong: 2, left: 0 })).waitFor();
  await press(page, say('desk.people.leave_out_twice', { count: 1 }));
  await page.getByText(say('desk.people.counts', { all: 4, ready: 1, wrong: 2, left: 1 })).waitFor();
  await inspect(page, 'the people');
  await page.goto(`${new URL(page.url()).origin}/desk#new-look`);
  await page.getByText(say('desk.look.wrong')).waitFor();
  await inspect(page, 'the last look');
  await page.goto(`${new URL(page.url()).origin}/desk#forms`);
  await page.getByRole('button', { name: say('desk.of', { text: say('desk.forms.amend'), of: REMOTE }) }).click();
  await page.getByLabel(say('desk.forms.text')).waitFor();
  await inspect(page, 'the forms');
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
  await stepOf(page, 'form').waitFor();
  await assertFits('the form', page);
  await goOn(page, 'about');
  await assertFits('the second step', page);
  await page.getByLabel(say('desk.draft_title')).fill(TITLE);
  await goOn(page, 'people');
  await page.getByLabel(say('desk.people.label')).fill('李明,主持人\n王芳,副主席,社会福利和社会保障界,西城分会场\n买买提·吐尔逊·阿不都热合曼\n李明,主持人');
  await page.getByText(say('desk.people.counts', { all: 4, ready: 3, wrong: 1, left: 0 })).waitFor();
  await picture(page, 'desk-people-narrow');
  await assertFits('the people', page);
  await press(page, say('desk.people.leave_out_wrong', { count: 1 }));
  await goOn(page, 'look');
  await picture(page, 'desk-look-narrow');
  await assertFits('the last look', page);
  await page.goto(`${new URL(page.url()).origin}/desk#forms`);
  await page.getByRole('button', { name: say('desk.of', { text: say('desk.forms.amend'), of: REMOTE }) }).click();
  await page.getByLabel(say('desk.forms.text')).waitFor();
  await assertFits('the forms', page);
}, FIRST_START));
