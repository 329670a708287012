// A whole consultation, held in browsers by everybody who takes part in one: from the lobby to the sealed record.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { askFor, askForSomebody, openPoll, pollOf, seesNotice, seesTurn, turnConsoleTo, vote } from './support/floor.js';
import { inHall } from './support/hall.js';
import { does, postOf, write } from './support/opinions.js';
import {
  ask, enterAll, floorOf, press, release, seesConnection, seesFreeFloor, seesOwnPlace, seesOwnState, seesQueue, seesSpeaker, turnTo, withdraw,
} from './support/people.js';
import { picture } from './support/pictures.js';
import { callNext, decide, endTurn, finishItem, grant, openSession, openThread, pause, record, resume, startItem } from './support/presiding.js';
import { ITEMS, PEOPLE, THREAD, TITLE } from './support/session.js';
import { say } from './support/text.js';
import { hang, stage } from './support/wall.js';

/** @typedef {import('./support/people.js').Page} Page */

const [, ITEM] = ITEMS;
const UNIT = '市民政局';
const GAO = '出院以后的头三天最容易吃错药。建议把“装药盒”写进上门服务的第一项。';
const AYGULI = '北仓的两家清真饭馆愿意接单，请让符合条件的餐饮也可以当助餐点。';
const POST = '送餐路上用时太久，冬天到家已经凉了。建议每个街道设两处助餐点，就近配送。';
const QUESTION = '是否先选三个街道试点？';
const CONCLUSION = '由民政局会同卫生健康委于年内提出办法。';

/** Makes a commitment of what was said. @type {(page: Page, words: string) => Promise<void>} */
async function recordPromise(page, words) {
  await press(page, say('console.about', { text: say('commitment.record'), about: Array.from(words).slice(0, 12).join('') }));
  const form = page.getByRole('dialog', { name: say('commitment.record') });
  await form.getByLabel(say('commitment.owner')).selectOption({ label: `${UNIT} · ${say('role.owner')}` });
  await form.getByRole('button', { name: say('commitment.record_look') }).click();
  await page.getByRole('dialog', { name: say('commitment.record_check') }).getByRole('button', { name: say('commitment.record_send') }).click();
  await page.getByText(say('commitment.recorded_news')).waitFor();
}

test('W40 W254 chair, clerk, three members, an operator and a big screen hold a consultation from the lobby to the sealed record', () => inHall(async (hall) => {
  const [people, wall] = await Promise.all([
    enterAll(hall, 'chair', 'clerk', 'gao', 'ayguli', 'zhou', 'operator'), hang(hall), hall.session.invite([{ name: UNIT, role: 'owner' }]),
  ]);
  const [chair, clerk, gao, ayguli, zhou, operator] = people;
  const members = [gao, ayguli, zhou];
  /** @type {(see: (page: Page) => Promise<unknown>) => Promise<unknown>} */
  const everybody = (see) => Promise.all(people.map(({ page }) => see(page)));
  /** @type {(kind: string, text: string) => Promise<void>} */
  const wallShows = (kind, text) => stage(wall.page, kind).getByText(text, { exact: true }).first().waitFor();
  const wallShowsSpeaker = (/** @type {import('./support/session.js').Who} */ who) => stage(wall.page, 'floor').getByRole('heading', { name: PEOPLE[who].name }).waitFor();

  await Promise.all([wallShows('lobby', TITLE), ...members.map(({ page }) => seesOwnState(page, 'draft'))]);
  await openThread(clerk.page, THREAD);
  await turnConsoleTo(clerk.page, 'record');
  await openSession(chair.page);
  await startItem(chair.page, ITEM.title);
  await Promise.all([everybody((page) => floorOf(page).getByText(ITEM.title, { exact: true }).waitFor()), wallShows('floor', ITEM.title)]);

  // Two ask by themselves, the operator asks for the third, who is in the room.
  await ask(gao.page);
  await ask(ayguli.page);
  await turnTo(operator.page, 'venue');
  await askForSomebody(operator.page, 'zhou');
  await seesOwnPlace(zhou.page, 3);
  await operator.page.getByText(say('own.waiting', { place: 3 })).waitFor();
  await Promise.all([chair, clerk, ...members].map(({ page }) => seesQueue(page, 'gao', 'ayguli', 'zhou')));
  const next = stage(wall.page, 'floor').getByRole('listitem');
  await next.nth(2).filter({ hasText: PEOPLE.zhou.name }).waitFor();

  // Called, ready, written down; a point of order breaks in, and the speech goes on.
  await callNext(chair.page, 'gao');
  await seesOwnState(gao.page, 'called');
  await press(gao.page, say('own.be_ready'));
  await Promise.all([everybody((page) => seesSpeaker(page, 'gao')), wallShowsSpeaker('gao')]);
  await record(clerk.page, 'gao', GAO);
  await picture(gao.page, 'member-speaking');
  await picture(chair.page, 'console');
  await askFor(zhou.page, 'point_of_order', '请先说明发言时间');
  const order = say('console.request', { name: PEOPLE.zhou.name, kind: say('kind.point_of_order') });
  await press(chair.page, say('console.about', { text: say('console.request_grant'), about: order }));
  await Promise.all([seesOwnState(gao.page, 'interrupted'), wallShowsSpeaker('zhou')]);
  await release(zhou.page);
  await Promise.all([everybody((page) => seesTurn(page, 'gao', 'holding')), wallShowsSpeaker('gao')]);
  await release(gao.page);
  await Promise.all([everybody(seesFreeFloor), wallShows('floor', say('floor.free'))]);

  // Granted without a call, interrupted by the clerk's pause, ended by the chair.
  await grant(chair.page, 'ayguli');
  await seesOwnState(ayguli.page, 'speaking');
  await pause(clerk.page);
  await seesOwnState(ayguli.page, 'paused');
  await resume(clerk.page);
  await record(clerk.page, 'ayguli', AYGULI);
  await picture(zhou.page, 'member-waiting');
  await endTurn(chair.page);
  await seesOwnState(ayguli.page, 'can_ask');
  await callNext(chair.page, 'zhou');
  await seesNotice(operator.page, 'own.news_called_other');
  await press(operator.page, say('requests.about', { text: say('requests.ready'), about: PEOPLE.zhou.name }));
  await Promise.all([seesOwnState(zhou.page, 'speaking'), wallShowsSpeaker('zhou')]);
  await press(operator.page, say('operator.release', { name: PEOPLE.zhou.name }));
  await everybody(seesFreeFloor);

  // An opinion that another member takes to the floor, and withdraws.
  await Promise.all([gao, ayguli].map(({ page }) => turnTo(page, 'threads')));
  await write(gao.page, POST);
  await postOf(ayguli.page, POST).waitFor();
  await does(ayguli.page, POST, 'threads.raise', 'gao', 'rarely');
  await seesQueue(chair.page, 'ayguli');
  await postOf(gao.page, POST).getByText(say('threads.raised')).waitFor();
  await withdraw(ayguli.page);
  await seesQueue(chair.page);

  await Promise.all([gao, ayguli].map(({ page }) => turnTo(page, 'live')));
  await openPoll(chair.page, QUESTION, ['赞成', '再议']);
  await Promise.all(members.map(({ page }) => vote(page, QUESTION, '赞成')));
  await press(chair.page, say('console.about', { text: say('polls.close'), about: QUESTION }));
  await Promise.all(members.map(({ page }) => pollOf(page, QUESTION).getByText(say('polls.count', { count: 3 })).waitFor()));
  await recordPromise(clerk.page, AYGULI);
  await press(chair.page, say('console.call_recess'));
  await Promise.all([stage(wall.page, 'break').waitFor(), ...members.map(({ page }) => seesOwnState(page, 'recess'))]);
  await press(chair.page, say('console.resume_session'));
  await wallShows('floor', ITEM.title);
  await finishItem(chair.page, ITEM.title, CONCLUSION);
  await seesOwnState(zhou.page, 'no_item');
  await decide(chair.page, 'console.adjourn_session');
  await Promise.all([stage(wall.page, 'closing').waitFor(), ...members.map(({ page }) => seesOwnState(page, 'adjourned'))]);

  // What is new stands on top; its speaker finds it right, and the record is sealed.
  await Promise.all([ayguli, zhou].map(({ page }) => turnTo(page, 'transcript')));
  const speeches = zhou.page.getByRole('region', { name: say('transcript.title') }).getByRole('listitem');
  await speeches.filter({ hasText: AYGULI }).waitFor();
  assertInOrder((await speeches.allTextContents()).join('\n'), [PEOPLE.ayguli.name, AYGULI, PEOPLE.gao.name, GAO]);
  await picture(zhou.page, 'transcript');
  await press(ayguli.page, say('statement.confirm'));
  await Promise.all([ayguli, zhou, clerk].map(({ page }) => page.getByText(say('statement.confirmed')).waitFor()));
  await turnTo(zhou.page, 'agenda');
  await zhou.page.getByText(say('agenda.conclusion', { text: CONCLUSION })).waitFor();
  await decide(chair.page, 'console.seal_session');
  await Promise.all(members.map(({ page }) => seesOwnState(page, 'sealed')));
  await Promise.all([everybody(seesConnection), ayguli.page.getByRole('button', { name: say('statement.revise') }).waitFor({ state: 'detached' })]);

  assertInOrder(await hall.session.transcript(), [ITEM.title, PEOPLE.gao.name, GAO, PEOPLE.ayguli.name, AYGULI]);
  await assertEverybodyActedAsHimself(hall);
  assert.match(await hall.server.verify(await hall.session.record()), new RegExp(`^verified: ${TITLE}$`, 'm'));
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
    ['thread_opened', 'clerk'], ['session_opened', 'chair'], ['item_started', 'chair'],
    ['floor_requested', 'gao'], ['floor_requested', 'ayguli'], ['floor_requested', 'operator'],
    ['request_called', 'chair'], ['floor_granted', 'gao'], ['statement_recorded', 'clerk'],
    ['floor_requested', 'zhou'], ['floor_granted', 'chair'], ['turn_ended', 'zhou'], ['turn_ended', 'gao'],
    ['floor_granted', 'chair'], ['turn_paused', 'clerk'], ['turn_resumed', 'clerk'], ['statement_recorded', 'clerk'], ['turn_ended', 'chair'],
    ['request_called', 'chair'], ['floor_granted', 'operator'], ['turn_ended', 'operator'],
    ['post_published', 'gao'], ['floor_requested', 'ayguli'], ['request_withdrawn', 'ayguli'], ['poll_opened', 'chair'], ['poll_closed', 'chair'],
    ['commitment_recorded', 'clerk'], ['recess_called', 'chair'], ['session_resumed', 'chair'], ['item_finished', 'chair'], ['session_adjourned', 'chair'],
    ['statement_confirmed', 'ayguli'], ['session_sealed', 'chair'],
  ];
  /** @type {[string, number][]} */
  const made = (await entries()).map((/** @type {any} */ { entry, by }) => [entry.type, by]);
  const votes = made.filter(([type]) => type === 'vote_cast').map(([, by]) => by);
  assert.deepEqual(new Set(votes), new Set([invitations.gao.participant, invitations.ayguli.participant, invitations.zhou.participant]));
  const acts = made.slice(made.findIndex(([type]) => type === 'thread_opened')).filter(([type]) => !['attendance_recorded', 'vote_cast'].includes(type));
  assert.deepEqual(acts, expected.map(([type, who]) => [type, invitations[who].participant]));
}
