// One item of a consultation, held by five people in five browsers, from the opening to the transcript.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { inHall } from './support/hall.js';
import {
  ask, enterAll, floorOf, press, release, seesFreeFloor, seesOwnPlace, seesOwnState, seesQueue, seesSpeaker, turnTo, withdraw,
} from './support/people.js';
import { picture } from './support/pictures.js';
import { callNext, endTurn, finishItem, grant, openSession, pause, record, resume, startItem } from './support/presiding.js';
import { ITEMS, PEOPLE } from './support/session.js';
import { say } from './support/text.js';

const [, ITEM] = ITEMS;
const GAO = '出院以后的头三天最容易吃错药。建议把“装药盒”写进上门服务的第一项。';
const AYGULI = '北仓的两家清真饭馆愿意接单，请让符合条件的餐饮也可以当助餐点。';
const CONCLUSION = '由民政局会同卫生健康委于年内提出办法。';

test('W40 chair, clerk and three members hold one item from the opening to the transcript', () => inHall(async (hall) => {
  const people = await enterAll(hall, 'chair', 'clerk', 'gao', 'ayguli', 'zhou');
  const [chair, clerk, gao, ayguli, zhou] = people;
  await openSession(chair.page);
  await startItem(chair.page, ITEM.title);
  await Promise.all(people.map(({ page }) => floorOf(page).getByText(ITEM.title, { exact: true }).waitFor()));

  await ask(gao.page);
  await ask(ayguli.page);
  await ask(zhou.page);
  await seesOwnPlace(zhou.page, 3);
  await Promise.all(people.map(({ page }) => seesQueue(page, 'gao', 'ayguli', 'zhou')));

  // The chair calls, the speaker is ready, the clerk writes down what is said.
  await callNext(chair.page, 'gao');
  await seesOwnState(gao.page, 'called');
  await press(gao.page, say('own.be_ready'));
  await Promise.all(people.map(({ page }) => seesSpeaker(page, 'gao')));
  await record(clerk.page, 'gao', GAO);
  await picture(gao.page, 'member-speaking');
  await picture(chair.page, 'console');
  await release(gao.page);
  await Promise.all(people.map(({ page }) => seesFreeFloor(page)));

  // Granted without a call, interrupted by the clerk's pause, ended by the chair.
  await grant(chair.page, 'ayguli');
  await seesOwnState(ayguli.page, 'speaking');
  await pause(clerk.page);
  await seesOwnState(ayguli.page, 'paused');
  await resume(clerk.page);
  await seesOwnState(ayguli.page, 'speaking');
  await record(clerk.page, 'ayguli', AYGULI);
  await picture(zhou.page, 'member-waiting');
  await endTurn(chair.page);
  await seesOwnState(ayguli.page, 'can_ask');

  await seesOwnPlace(zhou.page, 1);
  await withdraw(zhou.page);
  await seesOwnState(zhou.page, 'can_ask');
  await finishItem(chair.page, ITEM.title, CONCLUSION);
  await seesOwnState(zhou.page, 'no_item');

  await turnTo(zhou.page, 'transcript');
  const speeches = zhou.page.getByRole('region', { name: say('transcript.title') }).getByRole('listitem');
  await speeches.filter({ hasText: AYGULI }).waitFor();
  const lines = (await speeches.allTextContents()).join('\n');
  // What is new stands on top.
  assertInOrder(lines, [PEOPLE.ayguli.name, AYGULI, PEOPLE.gao.name, GAO]);
  await picture(zhou.page, 'transcript');
  await turnTo(zhou.page, 'agenda');
  await zhou.page.getByText(say('agenda.conclusion', { text: CONCLUSION })).waitFor();
  const transcript = await hall.session.transcript();
  assertInOrder(transcript, [ITEM.title, PEOPLE.gao.name, GAO, PEOPLE.ayguli.name, AYGULI]);
  await assertEverybodyActedAsHimself(hall);
}));

/** @type {(text: string, parts: string[]) => void} */
function assertInOrder(text, parts) {
  let from = 0;
  for (const part of parts) {
    const at = text.indexOf(part, from);
    assert.ok(at >= 0, `"${part}" is missing, or stands too early, in:\n${text}`);
    from = at + part.length;
  }
}

/** @param {import('./support/hall.js').Hall} hall */
async function assertEverybodyActedAsHimself({ session: { entries, invitations } }) {
  /** @type {[string, import('./support/session.js').Who][]} */
  const expected = [
    ['session_opened', 'chair'], ['item_started', 'chair'],
    ['floor_requested', 'gao'], ['floor_requested', 'ayguli'], ['floor_requested', 'zhou'],
    ['request_called', 'chair'], ['floor_granted', 'gao'], ['statement_recorded', 'clerk'], ['turn_ended', 'gao'],
    ['floor_granted', 'chair'], ['turn_paused', 'clerk'], ['turn_resumed', 'clerk'], ['statement_recorded', 'clerk'], ['turn_ended', 'chair'],
    ['request_withdrawn', 'zhou'], ['item_finished', 'chair'],
  ];
  /** @type {[string, number][]} */
  const made = (await entries()).map((/** @type {any} */ { entry, by }) => [entry.type, by]);
  const opened = made.findIndex(([type]) => type === 'session_opened');
  const acts = made.slice(opened).filter(([type]) => type !== 'attendance_recorded');
  assert.deepEqual(acts, expected.map(([type, who]) => [type, invitations[who].participant]));
}
