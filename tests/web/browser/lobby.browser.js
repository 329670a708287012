// What somebody finds before a session begins.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

import { assertAccessible } from './support/axe.js';
import { behindTheScenes, open } from './support/backstage.js';
import { assertFits } from './support/fits.js';
import { inHall } from './support/hall.js';
import { enter, press, seesOwnState } from './support/people.js';
import { ITEMS, MATERIAL, TITLE } from './support/session.js';
import { say } from './support/text.js';

/** @typedef {import('playwright-core').Page} Page */

/** Two hours and a half from now, so that nothing of it passes while the test runs. */
const STARTS_AT = new Date(Date.now() + 2.5 * 3_600_000).toISOString();
const MEETING = 'https://meeting.example.org/j/123456';
const ORDER = { startsAt: STARTS_AT, links: [MATERIAL, { label: '▶ 腾讯会议 123-456', url: MEETING }] };

/** @param {Page} page */
const lobbyOf = (page) => page.getByRole('region', { name: say('lobby.title') });

/** A point of the check, by its name. @type {(page: Page, what: string) => import('playwright-core').Locator} */
const check = (page, what) => page.getByRole('dialog', { name: say('check.title') }).getByRole('listitem').filter({ hasText: say(`check.${what}`) }).first();

/** @type {(page: Page, what: string, is: string, name: string) => Promise<void>} */
async function seesVerdict(page, what, is, name) {
  const text = say(`check_says.${name}`).split(/\{\w+\}/)[0];
  await check(page, what).filter({ hasText: say(`verdict.${is}`) }).filter({ hasText: text }).waitFor();
}

test('W199 W200 W201 before the session a member finds the time, the meeting, the materials and a date for the calendar', () => inHall(async (hall) => {
  const { page } = await enter(hall, 'zhou');
  const lobby = lobbyOf(page);
  await lobby.getByRole('timer').filter({ hasText: /2 小时 (29|30) 分钟/ }).waitFor();
  await lobby.getByText('UTC+8').waitFor();
  assert.equal(await lobby.getByRole('link', { name: say('lobby.meeting', { label: '腾讯会议 123-456' }) }).getAttribute('href'), MEETING);
  await lobby.getByRole('link', { name: MATERIAL.label }).waitFor();
  // The way to one's own venue.
  await lobby.getByRole('link', { name: '会场路线' }).waitFor();
  await lobby.getByText(say('lobby.present', { online: 1, arrived: 0, all: 7 })).waitFor();
  await lobby.getByText(ITEMS[0].title).waitFor();
  const downloading = page.waitForEvent('download');
  await press(page, say('lobby.calendar'));
  const calendar = await readFile(await (await downloading).path(), 'utf8');
  for (const line of [`SUMMARY:${TITLE}`, `DTSTART:${STARTS_AT.replace(/[-:]|\.\d+/g, '')}`, `URL:${MEETING}`, 'LOCATION:青石街道分会场']) {
    assert.ok(calendar.split('\r\n').includes(line), `${line} in\n${calendar}`);
  }

  await behindTheScenes(hall, ['chair'], async (chair) => void (await open(hall, chair)));
  await seesOwnState(page, 'can_ask');
  await lobby.waitFor({ state: 'detached' });
  await press(page, say('settings'));
  await press(page, say('settings.lobby'));
  const dialog = page.getByRole('dialog', { name: say('lobby.title') });
  await dialog.getByRole('link', { name: MATERIAL.label }).waitFor();
  assert.equal(await dialog.getByRole('timer').count(), 0, 'nothing is waited for any more');
  await assertFits('the lobby', page);
  await assertAccessible(page, 'the lobby, later');
}, ORDER));

test('W199 who is elsewhere is told both times', () => inHall(async (hall) => {
  const { page } = await enter(hall, 'gao');
  const lobby = lobbyOf(page);
  await lobby.getByText('UTC-5').waitFor();
  // The device stands in Shanghai.
  await lobby.getByText(say('lobby.here', { time: '' })).waitFor();
}, { ...ORDER, configuration: 'utc_offset_minutes = -300\n' }));

test('W202 a device is checked before and in the room, with what to do in plain words', () => inHall(async (hall) => {
  const device = await hall.device('gao', 'narrow', { clockAheadMs: 90_000 });
  const { page, url } = device;
  await page.goto(url + hall.session.invitations.gao.path);
  await press(page, say('settings'));
  await press(page, say('settings.check'));
  await seesVerdict(page, 'connection', 'good', 'connected');
  await seesVerdict(page, 'safety', 'good', 'local');
  await assertFits('the check before the room', page);
  for (const title of ['check.title', 'settings.title']) {
    await page.getByRole('dialog', { name: say(title) }).getByRole('button', { name: say('check.done'), exact: true }).click();
  }
  await press(page, say('join.enter'));
  await lobbyOf(page).waitFor();
  await press(page, say('lobby.check'));
  await seesVerdict(page, 'connection', 'good', 'connected');
  await seesVerdict(page, 'clock', 'weak', 'clock_ahead');
  await seesVerdict(page, 'sound', 'open', 'try_sound');
  await press(page, say('check.play_sound'));
  await press(page, say('check.no_sound'));
  await seesVerdict(page, 'sound', 'weak', 'sound_fails');
  await press(page, say('check.yes_sound'));
  await seesVerdict(page, 'sound', 'good', 'sound_works');
  await assertFits('the check', page);
  await assertAccessible(page, 'the check');
}, ORDER));
