// The whole floor: questions over speeches, a speaker who is lost, other rules, what is taken back, polls, and a room that
// somebody acts for.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  askFor, askForSomebody, changeDiscipline, deny, openPoll, pollOf, seesNoNotice, seesNotice, seesReason, seesTurn, seesUndo, turnConsoleTo, undo, vote,
} from './support/floor.js';
import { inHall } from './support/hall.js';
import {
  ask, enter, enterAll, floorOf, loseNetwork, press, regainNetwork, release, seesFreeFloor, seesOwnPlace, seesOwnState, seesQueue, seesSpeaker, turnTo,
} from './support/people.js';
import { picture } from './support/pictures.js';
import { begin, callNext, grant } from './support/presiding.js';
import { ITEMS, PEOPLE } from './support/session.js';
import { say, saying } from './support/text.js';

const [, ITEM] = ITEMS;
const REASON = '请没有发过言的委员先讲';
const DENIAL = '这一点请先书面提交';

test('W115 a question interrupts a speech that goes on by itself, and a speaker who is lost keeps the floor', () => inHall(async (hall) => {
  const [chair, gao, zhou] = await enterAll(hall, 'chair', 'gao', 'zhou');
  await begin(chair.page, ITEM.title);
  await ask(gao.page);
  await grant(chair.page, 'gao');
  await seesOwnState(gao.page, 'speaking');

  await askFor(zhou.page, 'question', '“装药盒”由谁来付钱？');
  await seesReason(chair.page, 'zhou', say('rank.question'));
  await grant(chair.page, 'zhou');
  await seesOwnState(zhou.page, 'speaking');
  await seesOwnState(gao.page, 'interrupted');
  await floorOf(chair.page).getByText(say('floor.interrupted', { name: PEOPLE.gao.name })).waitFor();
  await picture(gao.page, 'member-interrupted');
  await release(zhou.page);
  await Promise.all([chair, gao, zhou].map(({ page }) => seesTurn(page, 'gao', 'holding')));
  await seesOwnState(gao.page, 'speaking');

  await loseNetwork(gao);
  await Promise.all([chair, zhou].map(({ page }) => seesTurn(page, 'gao', 'dropped')));
  await chair.page.getByText(say('console.dropped', { name: PEOPLE.gao.name })).waitFor();
  await picture(chair.page, 'console-dropped');
  await regainNetwork(gao);
  await Promise.all([chair, gao, zhou].map(({ page }) => seesTurn(page, 'gao', 'holding')));
  await release(gao.page);
  await seesFreeFloor(chair.page);
}, { rules: { drop_grace_ms: 500 } }));

test('W115 another discipline reorders the queue and its reasons; what was done is taken back by button and by key', () => inHall(async (hall) => {
  const [chair, gao, ayguli] = await enterAll(hall, 'chair', 'gao', 'ayguli');
  await begin(chair.page, ITEM.title);
  await ask(gao.page);
  await grant(chair.page, 'gao');
  await seesOwnState(gao.page, 'speaking');
  await seesNotice(gao.page, 'own.news_speaking');
  await release(gao.page);
  // What is no longer so is not left standing.
  await seesNoNotice(gao.page, 'own.news_speaking');
  await ask(gao.page);
  await ask(ayguli.page);
  await seesQueue(chair.page, 'gao', 'ayguli');
  await seesReason(ayguli.page, 'gao', say('why.arrival'));

  await changeDiscipline(chair.page, 'fewest_turns', REASON);
  await Promise.all([chair, gao, ayguli].map(({ page }) => seesQueue(page, 'ayguli', 'gao')));
  await seesReason(gao.page, 'gao', say('why.turns', { turns: 1 }));
  await seesReason(gao.page, 'ayguli', say('why.turns_none'));
  await seesOwnPlace(gao.page, 2);
  await picture(gao.page, 'member-reasons');
  await seesUndo(chair.page, 'amend_rules');
  await picture(chair.page, 'console-rules');
  await undo(chair.page);
  await Promise.all([chair, gao].map(({ page }) => seesQueue(page, 'gao', 'ayguli')));

  await deny(chair.page, 'gao', DENIAL);
  await seesNotice(gao.page, 'news.request_denied');
  await gao.page.getByText(DENIAL).waitFor();
  await picture(gao.page, 'member-denied');
  await seesUndo(chair.page, 'deny_request');
  await chair.page.keyboard.press('u');
  await seesQueue(chair.page, 'ayguli', 'gao');
  await seesNotice(gao.page, 'news.request_restored');

  await grant(chair.page, 'ayguli');
  await seesOwnState(ayguli.page, 'speaking');
  await press(chair.page, say('console.floor_end'));
  await seesNotice(ayguli.page, 'news.turn_ended');
  await seesUndo(chair.page, 'end_turn');
  await undo(chair.page);
  await Promise.all([chair, gao].map(({ page }) => seesSpeaker(page, 'ayguli')));
  await seesOwnState(ayguli.page, 'speaking');

  // W78: what was arranged against the order stands there for members to read.
  await turnTo(gao.page, 'rules');
  const ledger = gao.page.getByRole('region', { name: say('ledger.title') });
  await ledger.getByText(say('ledger.request_denied', { name: PEOPLE.gao.name })).waitFor();
  await ledger.getByText(say('ledger.reason', { reason: DENIAL })).waitFor();
  await ledger.getByText(say('ledger.rules_amended', { rules: say('discipline.fewest_turns') })).waitFor();
  await ledger.getByText(say('ledger.reason', { reason: REASON })).waitFor();
  // Names come after the lines.
  await ledger.getByRole('listitem').filter({ hasText: PEOPLE.chair.name }).first().waitFor();
  assert.equal(await ledger.getByRole('listitem').filter({ hasText: PEOPLE.chair.name }).count(), await ledger.getByRole('listitem').count());
  await picture(gao.page, 'member-ledger');
}));

test('W115 who was passed queues again, a place is deferred, points are added, and a reply answers a speech', () => inHall(async (hall) => {
  const [chair, gao, ayguli] = await enterAll(hall, 'chair', 'gao', 'ayguli');
  await begin(chair.page, ITEM.title);
  await ask(gao.page);
  await ask(ayguli.page);
  await callNext(chair.page, 'gao');
  await seesOwnState(gao.page, 'called');
  await gao.page.getByText(say('own.ready_begins')).waitFor();
  await picture(gao.page, 'member-called');
  await press(chair.page, say('console.floor_pass'));
  await seesNotice(gao.page, 'news.request_passed');
  await seesNoNotice(gao.page, 'own.news_called');
  await press(gao.page, say('own.restore', { kind: say('kind.impromptu') }));
  await seesQueue(chair.page, 'ayguli', 'gao');

  await press(ayguli.page, say('own.more'));
  const dialog = ayguli.page.getByRole('dialog', { name: say('requests.title') });
  const of = (/** @type {string} */ key) => say('requests.about', { text: say(key), about: say('kind.impromptu') });
  await dialog.getByRole('button', { name: of('requests.defer') }).click();
  await seesQueue(chair.page, 'gao', 'ayguli');
  await dialog.getByRole('button', { name: of('requests.add_point') }).click();
  const point = ayguli.page.getByRole('dialog', { name: say('requests.add_point') });
  await point.getByLabel(say('requests.point')).fill('清真助餐点的资质由谁认定');
  await point.getByRole('button', { name: say('requests.add_point_send') }).click();
  await dialog.getByText('清真助餐点的资质由谁认定').waitFor();
  await picture(ayguli.page, 'member-requests');
  await dialog.getByRole('button', { name: say('requests.done') }).click();
  await seesReason(chair.page, 'ayguli', '清真助餐点的资质由谁认定');

  await grant(chair.page, 'gao');
  await release(gao.page);
  await askFor(ayguli.page, 'reply', '回应高志远委员');
  await seesReason(chair.page, 'ayguli', say('rank.reply'));
  const requests = Object.values((await hall.session.view()).requests);
  assert.ok(requests.some(({ kind, replies_to }) => kind === 'reply' && replies_to));
}));

test('W116 a poll is opened, answered once by each, counted while it is open, and its result shown', () => inHall(async (hall) => {
  const [chair, gao, ayguli, observer] = await enterAll(hall, 'chair', 'gao', 'ayguli', 'observer');
  await begin(chair.page, ITEM.title);
  const question = '“装药盒”是否写进上门服务清单？';
  await openPoll(chair.page, question, ['赞成', '不赞成', '再议']);
  await pollOf(gao.page, question).waitFor();
  await picture(gao.page, 'member-poll');
  await vote(gao.page, question, '赞成');
  await vote(ayguli.page, question, '再议');
  await vote(chair.page, question, '赞成');
  await pollOf(gao.page, question).getByRole('listitem').filter({ hasText: /^赞成/ }).getByText(say('polls.count', { count: 2 })).waitFor();
  // Also after coming back, nobody answers twice.
  gao.trouble.announce(/^failed: GET \S+ net::ERR_ABORTED/);
  await gao.page.reload();
  await pollOf(gao.page, question).getByText(say('polls.answered')).waitFor();
  assert.equal(await pollOf(gao.page, question).getByRole('radio').count(), 0);
  await press(chair.page, say('console.about', { text: say('polls.close'), about: question }));
  await pollOf(chair.page, question).getByText(say('polls.closed')).waitFor();
  await pollOf(gao.page, question).getByText(say('polls.closed')).waitFor();
  await picture(gao.page, 'member-poll-closed');
  await picture(chair.page, 'console-polls');
  await pollOf(observer.page, question).waitFor();
}));

test('W117 an operator signs the room in, asks for somebody in it, says ready for him and ends his speech', () => inHall(async (hall) => {
  const chair = await enter(hall, 'chair');
  const operator = await enter(hall, 'operator');
  const { page } = operator;
  const { name } = PEOPLE.zhou;
  await begin(chair.page, ITEM.title);
  await page.getByRole('tab', { name: say('tabs.venue') }).click();
  await page.getByText(say('operator.there', { there: 0, all: 1 })).waitFor();
  await page.getByRole('checkbox', { name: say('operator.all') }).check();
  await page.getByText(say('operator.sign_in_final')).waitFor();
  await press(page, say('operator.sign_in_send', { count: 1 }));
  await page.getByText(say('operator.signed_in', { count: 1, names: name })).waitFor();
  await page.getByText(say('operator.there', { there: 1, all: 1 })).waitFor();
  await chair.page.getByText(saying('console.arrived')).waitFor();

  await askForSomebody(page, 'zhou');
  await seesQueue(chair.page, 'zhou');
  await picture(page, 'operator');
  await callNext(chair.page, 'zhou');
  await seesNotice(page, 'own.news_called_other');
  await press(page, say('requests.about', { text: say('requests.ready'), about: name }));
  await seesSpeaker(chair.page, 'zhou');
  await picture(page, 'operator-speaking');
  await press(page, say('operator.release', { name }));
  await seesFreeFloor(chair.page);
  // A moderator asks for somebody in the same way.
  await askForSomebody(chair.page, 'gao');
  await seesQueue(chair.page, 'gao');
  await turnConsoleTo(chair.page, 'people');
  await chair.page.getByRole('listitem').filter({ hasText: name }).getByText(say('console.is_there'), { exact: true }).waitFor();
  await picture(chair.page, 'console-people');
}));
