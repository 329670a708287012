import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';

import { draftOf, forgetDrafts, keepDraft } from '../../../web/ui/drafts.js';

const seat = (participant, session = 's') => ({ session, participant });

beforeEach(() => {
  const functions = {
    getItem: (name) => (Object.hasOwn(made, name) ? made[name] : null),
    setItem: (name, text) => { made[name] = text; },
    removeItem: (name) => void delete made[name],
  };
  const made = Object.create(functions);
  globalThis.sessionStorage = made;
});

test('W103 a draft is its seat’s alone', () => {
  keepDraft(seat(2), 'post-9', '还没有发出');
  assert.equal(draftOf(seat(2), 'post-9'), '还没有发出');
  for (const [other, name] of [[seat(3), 'post-9'], [seat(22), 'post-9'], [seat(2, 't'), 'post-9'], [seat(2), 'statement']]) {
    assert.equal(draftOf(other, name), '');
  }
  keepDraft(seat(2), 'post-9', '');
  assert.deepEqual(Object.keys(sessionStorage), []);
});

test('W103 who leaves leaves no draft behind, and others keep theirs', () => {
  const seats = [seat(2), seat(22), seat(3), seat(2, 't')];
  for (const each of seats) keepDraft(each, 'post-9', 'x');
  const left = () => seats.map((each) => draftOf(each, 'post-9') !== '');
  forgetDrafts('s', 2);
  assert.deepEqual(left(), [false, true, true, true]);
  // Where the address names no seat all of the session go, as their cookies do.
  forgetDrafts('s', undefined);
  assert.deepEqual(left(), [false, false, false, true]);
});

test('W103 a browser that keeps nothing fails nobody', () => {
  Object.defineProperty(globalThis, 'sessionStorage', { configurable: true, get: () => { throw new Error('refused'); } });
  keepDraft(seat(2), 'post-9', 'x');
  assert.equal(draftOf(seat(2), 'post-9'), '');
  forgetDrafts('s', 2);
  Object.defineProperty(globalThis, 'sessionStorage', { configurable: true, writable: true, value: undefined });
});
