import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  firstWaiting, floorOffers, itemOffers, itemToStart, keyOfFloor, openMandatory, restorableTurns, sessionOffers, targets, waitingFor, withoutVenue,
} from '../../../web/ui/parts/console/offers.js';
import { neighbours, requestOffers } from '../../../web/ui/parts/console/request_offers.js';

const CHAIR = 1;
const CLERK = 2;
const MEMBER = 3;

const request = (speaker, kind = 'impromptu', more = {}) =>
  ({ item: 10, kind, state: 'waiting', for: { participant: speaker, name: `P${speaker}` }, asked_by: speaker, why: [], ...more });
const turn = (speaker, state = 'holding') =>
  ({ item: 10, request: 99, kind: 'impromptu', state, speaker: { participant: speaker, name: `P${speaker}` }, limit_ms: 60_000, spent_ms: 0 });

/** A view of an open session whose item 10 is being discussed, 11 is to come, 12 was put off and 13 is over. */
const view = ({ phase = 'open', active = 10, requests = {}, order, turns = {}, floor = { interrupted: [] }, isOpen = true } = {}) => ({
  session: { phase },
  agenda: {
    order: [13, 10, 11, 12],
    active,
    items: {
      10: { title: 'a', kind: 'discussion', state: active === 10 ? 'active' : 'pending' },
      11: { title: 'b', kind: 'response', state: 'pending' },
      12: { title: 'c', kind: 'report', state: 'deferred' },
      13: { title: 'd', kind: 'report', state: 'finished' },
    },
  },
  queues: { 10: { open: isOpen, order: order || Object.keys(requests).map(Number).filter((id) => requests[id].state === 'waiting') } },
  requests,
  turns,
  floor,
});
const speaking = (speaker, state) => ({ turns: { 50: turn(speaker, state) }, floor: { turn: 50, interrupted: [] } });

const names = (offers) => offers.map(({ name }) => name);
const main = (offers) => names(offers.filter(({ weight }) => weight === 'main'));
const blocked = (offers) => Object.fromEntries(offers.filter((offer) => offer.blocked).map((offer) => [offer.name, offer.blocked]));

test('W70 each phase offers the moves that leave it, and the one that comes next is the main one', () => {
  const by = (phase) => sessionOffers(view({ phase }));
  assert.deepEqual(names(by('draft')), ['open_session']);
  assert.deepEqual(names(by('open')), ['call_recess', 'adjourn_session']);
  assert.deepEqual(names(by('recess')), ['resume_session', 'adjourn_session']);
  assert.deepEqual(names(by('adjourned')), ['seal_session']);
  assert.deepEqual(names(by('sealed')), []);
  assert.deepEqual(main(by('draft')), ['open_session']);
  assert.deepEqual(main(by('recess')), ['resume_session']);
  assert.deepEqual(main(by('open')), [], 'nothing asks to be pressed that ends the meeting');
});

test('W70 while somebody has the floor, what must wait for it says so', () => {
  const taken = view(speaking(MEMBER));
  assert.deepEqual(blocked(sessionOffers(taken)), { adjourn_session: 'floor_taken' });
  assert.deepEqual(blocked(itemOffers(taken, 10).atHand), { finish: 'floor_taken' });
  assert.deepEqual(blocked(itemOffers(taken, 11).atHand), { start: 'floor_taken' });
  assert.deepEqual(blocked(itemOffers(view(), 11).atHand), {});
});

test('W70 an item offers what its state allows', () => {
  const at = (item, given) => names(itemOffers(view(given), item).atHand);
  const further = (item, given) => names(itemOffers(view(given), item).further);
  assert.deepEqual(at(10), ['finish']);
  assert.deepEqual(further(10), ['close_queue', 'conclude', 'edit', 'move_up', 'move_down']);
  assert.deepEqual(further(10, { isOpen: false }), ['open_queue', 'conclude', 'edit', 'move_up', 'move_down']);
  assert.deepEqual(at(11), ['start']);
  assert.deepEqual(further(11), ['open_queue', 'edit', 'move_up', 'move_down', 'defer']);
  assert.deepEqual(further(12), ['start', 'open_queue', 'conclude', 'edit', 'move_up'], 'the last one cannot go further down');
  assert.deepEqual(further(13), ['start', 'conclude', 'edit', 'move_down'], 'the queue of what is over is not opened again');
  assert.deepEqual(at(11, { phase: 'recess' }), [], 'nothing starts in a recess');
  assert.deepEqual(further(13, { phase: 'adjourned' }), ['conclude']);
  assert.deepEqual(further(13, { phase: 'sealed' }), []);
});

test('W70 the first item to come is the main one while none is discussed', () => {
  const between = view({ active: null });
  assert.deepEqual(main(itemOffers(between, 10).atHand), ['start']);
  assert.deepEqual(main(itemOffers(between, 11).atHand), []);
  assert.deepEqual(main(itemOffers(view(), 11).atHand), []);
});

test('W71 the floor has one main control: call, then grant, then end', () => {
  const waiting = { 20: request(MEMBER), 21: request(4) };
  const called = { 20: request(MEMBER, 'impromptu', { state: 'called' }), 21: request(4) };
  const offers = (given) => floorOffers(view(given), CHAIR);
  assert.deepEqual(offers({}), []);
  assert.deepEqual(names(offers({ requests: waiting })), ['next']);
  assert.deepEqual(main(offers({ requests: waiting })), ['next']);
  assert.deepEqual(names(offers({ requests: called })), ['grant', 'recall', 'pass', 'next']);
  assert.deepEqual(main(offers({ requests: called })), ['grant']);
  const both = offers({ requests: called, ...speaking(5) });
  assert.deepEqual(main(both), ['end'], 'who is called waits for the end of the turn');
  assert.deepEqual(blocked(both), { grant: 'floor_taken' });
});

test('W235 one key calls the next, and grants whoever is called; where that has to wait nobody else is called instead', () => {
  const keys = (given) => {
    const offers = floorOffers(view(given), CHAIR);
    return Object.fromEntries(offers.map(({ name }) => [name, keyOfFloor(name, offers)]).filter(([, key]) => key));
  };
  const called = { 20: request(MEMBER, 'impromptu', { state: 'called' }), 21: request(4) };
  assert.deepEqual(keys({ requests: { 20: request(MEMBER) } }), { next: 'next' });
  assert.deepEqual(keys({ requests: called }), { grant: 'next' });
  assert.deepEqual(keys({ requests: called, ...speaking(5) }), { grant: 'next', end: 'end', pause: 'pause' });
  assert.deepEqual(keys({ requests: { 21: request(4) }, ...speaking(5, 'paused') }), { next: 'next', end: 'end', resume: 'pause' });
  assert.deepEqual([itemToStart(view()), itemToStart(view({ active: null }))], [11, 10]);
  const passedOver = { order: [10, 11], active: 11, items: { 10: { state: 'pending' }, 11: { state: 'active' } } };
  assert.equal(itemToStart(/** @type {any} */ ({ agenda: passedOver })), 10);
});

test('W71 a question or a point of order is granted over a turn, two deep, and not to somebody who stands there', () => {
  const called = (kind, speaker = MEMBER) => ({ 20: request(speaker, kind, { state: 'ready' }) });
  for (const kind of ['question', 'point_of_order']) {
    const offers = floorOffers(view({ requests: called(kind), ...speaking(5) }), CHAIR);
    assert.deepEqual(main(offers), ['grant']);
    assert.deepEqual(blocked(offers), {});
  }
  assert.deepEqual(blocked(floorOffers(view({ requests: called('question', 5), ...speaking(5) }), CHAIR)), { grant: 'floor_taken' });
  const three = { turns: { 50: turn(5), 51: turn(6), 52: turn(7) }, floor: { turn: 52, interrupted: [51, 50] } };
  assert.deepEqual(blocked(floorOffers(view({ requests: called('question'), ...three }), CHAIR)), { grant: 'floor_taken' });
});

test('W71 a turn is paused or resumed, never both, and resumed only while the meeting goes on', () => {
  const offered = (state, phase) => names(floorOffers(view({ phase, ...speaking(MEMBER, state) }), CHAIR));
  assert.deepEqual(offered('holding', 'open'), ['end', 'pause', 'extend', 'revoke', 'yield']);
  assert.deepEqual(offered('paused', 'open'), ['end', 'resume', 'extend', 'revoke', 'yield']);
  assert.deepEqual(offered('paused', 'recess'), ['end', 'extend', 'revoke']);
  assert.deepEqual(offered('paused', 'sealed'), []);
});

test('W71 who asked for somebody says that he is ready', () => {
  const called = { 20: request(MEMBER, 'impromptu', { state: 'called', asked_by: CLERK }) };
  assert.ok(names(floorOffers(view({ requests: called }), CLERK)).includes('ready'));
  assert.ok(!names(floorOffers(view({ requests: called }), CHAIR)).includes('ready'));
});

test('W72 a request is moved within its rank, and withdrawn by its person or by who asked', () => {
  const requests = { 20: request(MEMBER, 'question'), 21: request(4), 22: request(5, 'impromptu', { asked_by: CLERK }), 23: request(6) };
  const always = ['call_because', 'grant_because', 'last_word', 'deny'];
  const further = (id, me = CHAIR, given = {}) => {
    const offers = requestOffers(view({ requests, ...given }), id, me);
    return names([...offers.moves, ...offers.further]).filter((name) => !always.includes(name));
  };
  assert.deepEqual(further(20), [], 'alone in its rank');
  assert.deepEqual(further(21), ['move_down', 'move_before', 'move_end']);
  assert.deepEqual(further(22), ['move_up', 'move_down', 'move_before']);
  assert.deepEqual(further(22, CLERK), ['move_up', 'move_down', 'move_before', 'defer', 'withdraw']);
  assert.deepEqual(further(20, MEMBER), ['defer', 'withdraw']);
  assert.deepEqual(neighbours(view({ requests }), 22), { before: [21], after: [23] });
});

test('W72 requests of the active item are called and granted, others wait for theirs', () => {
  const requests = { 20: request(MEMBER), 21: request(4, 'question') };
  const atHand = (id, given) => requestOffers(view({ requests, ...given }), id, CHAIR).atHand;
  assert.deepEqual(names(atHand(20)), ['call', 'grant']);
  assert.deepEqual(names(atHand(20, { active: 11 })), []);
  assert.deepEqual(names(atHand(20, { phase: 'recess' })), []);
  assert.deepEqual(blocked(atHand(20, speaking(5))), { grant: 'floor_taken' });
  assert.deepEqual(blocked(atHand(21, speaking(5))), {}, 'a question interrupts');
});

test('W72 the next is the first who waits for the active item', () => {
  const requests = { 20: request(MEMBER, 'impromptu', { state: 'called' }), 21: request(4), 22: request(5) };
  assert.equal(firstWaiting(view({ requests })), 21);
  assert.equal(firstWaiting(view({ requests, active: 11 })), null);
  assert.equal(firstWaiting(view({})), null);
  assert.equal(waitingFor(view({ requests }), 10), 3, 'who is called is lost with the others when the item ends');
});

test('W76 who stands not first is called and granted with a reason, too; moves, a last word and a refusal stay in the rank', () => {
  const requests = { 20: request(MEMBER), 21: request(4), 22: request(5, 'impromptu', { why: [{ code: 'last_word', by: CHAIR }] }) };
  const further = (id, given = {}) => names(requestOffers(view({ requests, ...given }), id, CHAIR).further);
  assert.deepEqual(further(20), ['move_before', 'move_end', 'last_word', 'deny'], 'the first one needs no reason');
  assert.deepEqual(further(21), ['call_because', 'grant_because', 'move_before', 'last_word', 'deny']);
  assert.ok(!further(22).includes('last_word'), 'it has it');
  assert.ok(!further(21, { phase: 'recess' }).includes('call_because'));
});

test('W76 the floor is handed on while somebody speaks, and given back while something can be', () => {
  const offered = (given, canRestore) => names(floorOffers(view(given), CHAIR, canRestore));
  assert.ok(offered(speaking(MEMBER)).includes('yield'));
  assert.ok(!offered({}).includes('yield'));
  assert.ok(offered({}, true).includes('restore'));
  assert.ok(!offered({ phase: 'recess' }, true).includes('restore'));
  const past = (turn, more = {}) => ({ turn, at: '', speaker: MEMBER, kind: 'impromptu', item: 10, limit_ms: 60_000, ended: { how: 'ended', spent_ms: 1_000 }, ...more });
  const turns = [
    past(60), past(61, { restored: true }), past(62, { item: 11 }), past(63, { ended: { how: 'timed_out', spent_ms: 60_000 } }), past(64, { ended: undefined }),
    past(65, { ended: { how: 'yielded', spent_ms: 1_000 } }),
  ];
  assert.deepEqual(restorableTurns(view({}), turns).map(({ turn }) => turn), [60]);
});

test('W76 an opening asks for the mandatory steps that are open; who is at no venue is counted', () => {
  const steps = { 1: { title: 'a', mandatory: true }, 2: { title: 'b', mandatory: false }, 3: { title: 'c', mandatory: true, completed_at: 't' } };
  assert.deepEqual(openMandatory(/** @type {any} */ ({ steps })).map(({ title }) => title), ['a']);
  assert.deepEqual(openMandatory(/** @type {any} */ ({})), []);
  assert.equal(withoutVenue({ online: 7, by_venue: { 1: 2, 2: 3 } }), 2);
});

test('W73 a control acts upon what it shows: the turn, who is called, who comes next', () => {
  const requests = { 20: request(MEMBER, 'impromptu', { state: 'called' }), 21: request(4) };
  assert.deepEqual(targets(view({})), { next: null, grant: null, end: null });
  assert.deepEqual(targets(view({ requests, ...speaking(5) })), { next: '21 20', grant: '20', end: '50' });
});
