// Going through a session that was, in a real browser.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { inspect } from './support/axe.js';
import { behindTheScenes, open } from './support/backstage.js';
import { assertFits } from './support/fits.js';
import { inHall } from './support/hall.js';
import { enter, enterAll, floorOf, press, queueOf, seesConnection, seesSpeaker, turnTo } from './support/people.js';
import { picture } from './support/pictures.js';
import { ITEMS, PEOPLE } from './support/session.js';
import { say } from './support/text.js';

const GAO = '出院以后的头三天最容易吃错药。';

/** @type {(page: import('playwright-core').Page) => import('playwright-core').Locator} */
const slider = (page) => page.getByRole('slider');
/** @type {(page: import('playwright-core').Page, at: number) => Promise<void>} */
const standsAt = (page, at) => page.waitForURL((url) => url.searchParams.get('at') === String(at));

test('W165 W233 a member goes back to a speech, on through the session, and comes back to now', () => inHall(async (hall) => {
  const turns = await behindTheScenes(hall, ['chair', 'gao', 'ayguli'], async (chair, gao, ayguli) => {
    const item = await open(hall, chair);
    const request = await gao.does('request_floor', { item, kind: 'impromptu' });
    const next = await ayguli.does('request_floor', { item, kind: 'impromptu' });
    const first = await chair.does('grant_floor', { request, expect_turn: null });
    await chair.does('record_statement', { turn: first, text: GAO });
    await gao.does('release_floor', { expect_turn: first });
    return [first, await chair.does('grant_floor', { request: next, expect_turn: null })];
  });
  const { page } = await enter(hall, 'gao');
  await seesSpeaker(page, 'ayguli');

  await turnTo(page, 'transcript');
  const speech = page.getByRole('listitem').filter({ hasText: GAO });
  await speech.getByRole('link', { name: say('transcript.replay') }).click();
  await standsAt(page, turns[0]);
  // What happened then, and what was said by then.
  const moment = page.getByRole('main');
  await moment.getByText(say('did.floor_granted'), { exact: true }).waitFor();
  await moment.getByText(say('replay.no_words')).waitFor();
  await press(page, say('replay.next'));
  await moment.getByText(say('did.statement_recorded'), { exact: true }).waitFor();
  const words = page.getByRole('region', { name: say('replay.words') });
  await words.getByText(GAO).waitFor();
  // By the clock.
  const time = page.getByLabel(say('replay.time'));
  const then = await time.inputValue();
  await time.fill('2001-01-01T00:00:00');
  await press(page, say('replay.go'));
  await standsAt(page, 1);
  await time.fill(then);
  await press(page, say('replay.go'));
  await page.waitForURL((url) => Number(url.searchParams.get('at')) > turns[0]);
  await press(page, say('replay.previous_speech'));
  await standsAt(page, turns[0]);
  // Nobody takes it for now: the mark says so, and he speaks who spoke then.
  await page.getByText(say('replay.mark')).waitFor();
  await floorOf(page).getByText(PEOPLE.gao.name).waitFor();
  await queueOf(page).getByText(PEOPLE.ayguli.name).waitFor();
  assert.equal(await floorOf(page).getByText(PEOPLE.ayguli.name).count(), 0);
  const clock = await floorOf(page).getByRole('timer').textContent();

  await press(page, say('replay.next_speech'));
  await standsAt(page, turns[1]);
  await floorOf(page).getByText(PEOPLE.ayguli.name).waitFor();
  await press(page, say('replay.previous_speech'));
  await standsAt(page, turns[0]);
  assert.equal(await floorOf(page).getByRole('timer').textContent(), clock, 'a clock that stands');

  // With the keyboard alone: the slider's own keys.
  await slider(page).focus();
  await page.keyboard.press('Home');
  await standsAt(page, 1);
  await page.getByText(say('phase_explained.draft'), { exact: true }).waitFor();
  await page.keyboard.press('ArrowRight');
  await standsAt(page, 2);
  await page.keyboard.press('End');
  await standsAt(page, Number(await slider(page).getAttribute('max')));

  // From the list of speeches, and played on from there.
  const spoken = page.getByRole('region', { name: say('replay.speeches') }).getByRole('button', { name: new RegExp(`\\d\\d:\\d\\d.*${PEOPLE.gao.name}`) });
  await spoken.click();
  await standsAt(page, turns[0]);
  // On a phone the list is far below: whoever chooses is led to who speaks.
  await page.waitForFunction(() => document.activeElement && document.activeElement.matches('.floor'));
  await picture(page, 'replay-led');
  await press(page, say('replay.play'));
  await standsAt(page, turns[0] + 1);
  await press(page, say('replay.pause'));

  await picture(page, 'replay-phone');
  await assertFits('the replay', page);
  await inspect(page, 'the replay');
  await press(page, say('replay.leave'));
  await seesConnection(page);
  assert.equal(new URL(page.url()).search.includes('at='), false);
}));

test('W166 the address of a moment shows it to whoever has a seat, and to nobody else', () => inHall(async (hall) => {
  await behindTheScenes(hall, ['chair'], (chair) => open(hall, chair));
  const [chair, gao] = await enterAll(hall, 'chair', 'gao');
  const { page } = chair;
  await page.setViewportSize({ width: 1920, height: 1080 });
  await page.goto(`${chair.url}/sessions/${hall.session.id}?at=1`);
  await page.getByText(say('replay.mark')).waitFor();
  await press(page, say('replay.next'));
  await standsAt(page, 2);
  await picture(page, 'replay-desktop');
  await page.goBack();
  const stranger = await hall.device('a stranger', 'phone');
  stranger.trouble.announce(/^answered 401: GET /, /^console error: Failed to load resource: .* 401 /);
  await stranger.page.goto(`${stranger.url}/sessions/${hall.session.id}?at=1`);
  await stranger.page.getByRole('alert').getByText(say('problem.unauthorized')).waitFor();
  assert.equal(await stranger.page.getByText(ITEMS[1].title).count(), 0);
  await gao.page.goto(`${gao.url}/sessions/${hall.session.id}?at=999999`);
  await standsAt(gao.page, Number(await slider(gao.page).getAttribute('max')));
}));

test('W167 every format of the record can be taken along, and says what it is for', () => inHall(async (hall) => {
  await behindTheScenes(hall, ['chair'], (chair) => open(hall, chair));
  const [gao, observer] = await enterAll(hall, 'gao', 'observer');
  await turnTo(gao.page, 'transcript');
  const menu = gao.page.getByText(say('exports.title'), { exact: true });
  await menu.click();
  await picture(gao.page, 'exports-phone');
  for (const name of ['transcript.html', 'transcript.md', 'transcript.xml', 'transcript.jsonl', 'attendance.csv']) {
    await gao.page.getByText(say(`exports.for.${name}`)).waitFor();
    const [download] = await Promise.all([
      gao.page.waitForEvent('download'),
      gao.page.getByRole('link', { name: say(`exports.${name}`), exact: true }).click(),
    ]);
    assert.match(download.suggestedFilename(), new RegExp(`${name.split('.')[1]}$`));
    assert.equal(await download.failure(), null);
  }
  await observer.page.getByText(say('exports.title'), { exact: true }).click();
  await observer.page.getByRole('link', { name: say('exports.transcript.html') }).waitFor();
  assert.equal(await observer.page.getByRole('link', { name: say('exports.attendance.csv') }).count(), 0);
}));
