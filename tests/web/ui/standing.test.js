import assert from 'node:assert/strict';
import { test } from 'node:test';

import { activeItem, calledRequest, floorTurn, isQueueOpen, itemToAskOn, placeOf, requestsOf, standing, turnOf, waitOf } from '../../../web/ui/standing.js';

const ME = 7;
/** @type {(more?: any) => any} */
const view = (more = {}) => ({
  session: { phase: 'open' }, agenda: { order: [3, 4], active: 3, items: { 3: { title: 'A' }, 4: { title: 'B' } } },
  floor: { interrupted: [] }, turns: {}, queues: { 3: { open: true, order: [] } }, requests: {}, ...more,
});
/** @type {(state: string, participant?: number) => any} */
const request = (state, participant = ME) => ({ item: 3, state, for: { participant, name: '张桂芬' } });
/** @type {(state: string) => any} */
const turn = (state) => ({ state, speaker: { participant: ME, name: '张桂芬' } });

test('W98 the one button is for what the view says of its owner', () => {
  /** @type {[string, any][]} */
  const cases = [
    ['can_ask', {}],
    ['waiting', { requests: { 9: request('waiting') } }],
    ['called', { requests: { 9: request('called') } }],
    ['ready', { requests: { 9: request('ready') } }],
    ['can_ask', { requests: { 9: request('called', 8) } }],
    ['speaking', { turns: { 9: turn('holding') }, floor: { turn: 9, interrupted: [] } }],
    ['paused', { turns: { 9: turn('paused') }, floor: { turn: 9, interrupted: [] } }],
    ['dropped', { turns: { 9: turn('dropped') }, floor: { turn: 9, interrupted: [] } }],
    ['not_asked', { rules: { may_ask: ['respondent'] } }],
    ['can_ask', { rules: { may_ask: ['member'] } }],
    ['interrupted', { turns: { 9: turn('interrupted') }, floor: { turn: 12, interrupted: [9] } }],
    ['queue_closed', { queues: { 3: { open: false, order: [] } } }],
    ['queue_closed', { queues: {} }],
    ['no_item', { agenda: { order: [3], items: { 3: {} } }, queues: {} }],
    ['can_ask', { agenda: { order: [3], items: { 3: {} } } }],
    ['draft', { session: { phase: 'draft' }, agenda: { order: [], items: {} } }],
    ['recess', { session: { phase: 'recess' } }],
    ['recess', { session: { phase: 'recess' }, turns: { 9: turn('paused') }, floor: { turn: 9, interrupted: [] } }],
    ['waiting', { session: { phase: 'recess' }, requests: { 9: request('waiting') } }],
    ['adjourned', { session: { phase: 'adjourned' }, requests: { 9: request('waiting') } }],
    ['sealed', { session: { phase: 'sealed' } }],
  ];
  for (const [expected, more] of cases) assert.equal(standing(view(more), ME, 'member'), expected, JSON.stringify(more));
});

test('W98 while somebody waits with one request and is called with another, the call goes first', () => {
  assert.equal(standing(view({ requests: { 9: request('waiting'), 10: request('called') } }), ME), 'called');
});

test('W99 places are counted in the order that the server sent', () => {
  const room = view({ queues: { 3: { open: true, order: [12, 9] } }, requests: { 9: request('waiting'), 12: request('waiting', 8) } });
  assert.deepEqual(requestsOf(room, ME).map((mine) => placeOf(room, mine)), [2]);
  assert.equal(placeOf(room, { ...request('called'), id: 5 }), 0);
});

test('W99 what is not there is null, never something else', () => {
  const empty = view({ agenda: { order: [], items: {} }, queues: {} });
  assert.deepEqual([floorTurn(empty), calledRequest(empty), activeItem(empty), itemToAskOn(empty), turnOf(empty, ME)], [null, null, null, null, null]);
  assert.equal(isQueueOpen(empty, null), false);
});

test('W261 the wait is what is left of whoever speaks, and the time allowed to those before', () => {
  const rules = { kind_limits_ms: { question: 60_000 }, turn_limit_ms: 480_000 };
  const items = { 3: { limit_ms: 300_000 }, 4: {} };
  /** @type {(kind: string, state?: string, item?: number) => any} */
  const asked = (kind, state = 'waiting', item = 3) => ({ item, kind, state, for: { participant: 8 } });
  const requests = { 10: asked('impromptu'), 11: asked('question'), 12: asked('impromptu'), 13: asked('reply', 'called', 4) };
  const queues = { 3: { open: true, order: [10, 11, 12] } };
  /** As the clock of the client has it; one is over its time. @type {(turn: any) => number} */
  const remaining = ({ left }) => left;
  const full = view({ rules, agenda: { order: [3, 4], items }, requests, queues, turns: { 5: { left: 180_000 }, 4: { left: 10_000 }, 3: { left: -4_000 } } });
  assert.equal(waitOf(full, { ...full.requests[12], id: 12 }, remaining), 180_000 + 10_000 + 0 + 480_000 + 300_000 + 60_000);
  const quiet = view({ rules, agenda: { order: [3, 4], items }, requests: { 10: asked('impromptu') }, queues: { 3: { open: true, order: [10] } } });
  assert.equal(waitOf(quiet, { ...quiet.requests[10], id: 10 }, remaining), 0);
});
