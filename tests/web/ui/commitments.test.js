import assert from 'node:assert/strict';
import { test } from 'node:test';

import { byState, loadCommitments, offersOf } from '../../../web/ui/commitments.js';
import { createDesk } from '../../../web/ui/desk_http.js';
import { filtersOf } from '../../../web/ui/register_filters.js';

const OWNER = 7;
const ASKED = 3;
const line = (state, verifier) => ({ state, owner: { participant: OWNER, name: '住建局' }, ...(verifier && { verifier }) });
const offers = (state, participant, { isModerator = false, isSealed = false, verifier = ASKED } = {}) =>
  offersOf(line(state, verifier), { participant, isModerator, isSealed });
const STATES = ['recorded', 'reported', 'verified', 'reopened', 'withdrawn'];

test('W173 a commitment offers its owner a report, who asked a finding, and moderators the reopening and the taking back', () => {
  assert.deepEqual(STATES.map((state) => offers(state, OWNER)), [['report'], ['report'], [], ['report'], []]);
  assert.deepEqual(STATES.map((state) => offers(state, ASKED)), [[], ['verify'], [], ['verify'], []]);
  assert.deepEqual(STATES.map((state) => offers(state, 1, { isModerator: true })), [['withdraw'], [], ['reopen'], [], []]);
  assert.deepEqual(offers('recorded', 1, { isModerator: true, isSealed: true }), [], 'a sealed record keeps its promises');
  for (const state of STATES) assert.deepEqual(offers(state, 9), []);
});

test('W173 where nobody who asked is there, moderators find, and nobody else does', () => {
  assert.deepEqual(offers('reported', 1, { isModerator: true, verifier: 0 }), ['verify']);
  assert.deepEqual(offers('reported', ASKED, { verifier: 0 }), []);
});

test('W242 on a board each commitment stands once, in the column of its state', () => {
  const lines = [...STATES, 'reported'].map((state, commitment) => ({ state, commitment }));
  assert.deepEqual(byState(/** @type {any} */ (lines)).map(({ state, lines: own }) => [state, own.map(({ commitment }) => commitment)]),
    [['recorded', [0]], ['reopened', [3]], ['reported', [1, 5]], ['verified', [2]], ['withdrawn', [4]]]);
});

test('W173 all pages of a session\'s commitments are read, in order', async () => {
  const asked = [];
  const call = async (method, path, query) => {
    asked.push([method, path, query.after]);
    return query.after ? { title: 't', commitments: [{ commitment: 9 }] } : { title: 't', commitments: [{ commitment: 5 }], next: 5 };
  };
  const { title, commitments } = await loadCommitments({ call }, 's/1');
  assert.deepEqual([title, commitments.map(({ commitment }) => commitment)], ['t', [5, 9]]);
  assert.deepEqual(asked, [['GET', '/api/sessions/s%2F1/commitments', undefined], ['GET', '/api/sessions/s%2F1/commitments', 5]]);
});

test('W174 the register is asked for what the form says, and for nothing else', () => {
  const said = new Map([['q', ' 电梯 '], ['state', ''], ['overdue', 'true'], ['due_to', '2026-03-31'], ['unknown', 'x']]);
  assert.deepEqual(filtersOf(said), { q: '电梯', overdue: 'true', due_to: '2026-03-31' });
  assert.deepEqual(filtersOf(new Map()), {});
});

test('W174 a review and its findings are made once, under a key', async () => {
  const asked = [];
  const { fetch } = globalThis;
  globalThis.fetch = async (url, request) => {
    asked.push([request.method, url, request.headers['idempotency-key'], request.headers.authorization]);
    return new Response('{"review":4}', { status: 201 });
  };
  try {
    const desk = createDesk('secret');
    await desk.makeReview({ title: 't', on: '2026-06-30', lines: [] }, 'k1');
    await desk.findInReview(4, { session: 's', commitment: 5, finding: 'done', who: 'w' }, 'k2');
    await desk.commitments({ overdue: 'true' }, 'x.1');
  } finally {
    globalThis.fetch = fetch;
  }
  assert.deepEqual(asked, [
    ['POST', '/api/reviews', 'k1', 'Bearer secret'],
    ['PUT', '/api/reviews/4/findings', 'k2', 'Bearer secret'],
    ['GET', '/api/commitments?overdue=true&after=x.1&limit=100', undefined, 'Bearer secret'],
  ]);
});
