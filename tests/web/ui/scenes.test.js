import assert from 'node:assert/strict';
import { test } from 'node:test';

import { chyronOf, sceneOf } from '../../../web/ui/scenes.js';

/** @type {(more?: any) => any} */
const view = (more = {}) => ({ session: { phase: 'open' }, floor: {}, turns: {}, requests: {}, polls: {}, ...more });
const speaking = { floor: { turn: 9 }, turns: { 9: { state: 'holding' } } };
const polls = { 20: { open: true }, 31: { open: true }, 40: { open: false } };

test('W210 without a choice the screens show what the session is at', () => {
  /** @type {[any, any][]} */
  const cases = [
    [{ kind: 'lobby' }, { session: { phase: 'draft' } }],
    [{ kind: 'floor' }, {}],
    [{ kind: 'floor' }, speaking],
    [{ kind: 'floor' }, { polls: { 40: { open: false } } }],
    [{ kind: 'poll', poll: 31 }, { polls }],
    [{ kind: 'floor' }, { polls, ...speaking }],
    [{ kind: 'floor' }, { polls, requests: { 8: { state: 'called' } } }],
    [{ kind: 'poll', poll: 31 }, { polls, requests: { 8: { state: 'waiting' } } }],
    [{ kind: 'break' }, { polls, session: { phase: 'recess' } }],
    [{ kind: 'closing' }, { polls, session: { phase: 'adjourned' } }],
    [{ kind: 'blank' }, { polls, ...speaking, screen: { kind: 'blank' } }],
  ];
  for (const [scene, more] of cases) assert.deepEqual(sceneOf(view(more)), scene, JSON.stringify(more));
});

test('W210 over a picture there is who speaks, whatever the screens show, and else nothing', () => {
  assert.deepEqual(chyronOf(view({ ...speaking, screen: { kind: 'poll', poll: 31 } })), { kind: 'floor' });
  assert.equal(chyronOf(view()), null);
  assert.equal(chyronOf(view({ polls, screen: { kind: 'poll', poll: 31 } })), null);
  assert.equal(chyronOf(view({ ...speaking, session: { phase: 'recess' } })), null);
});
