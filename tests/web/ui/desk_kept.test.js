import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';

import { forgetAll, forgetToken, keep, keepToken, recall, token } from '../../../web/ui/desk_kept.js';

/** A storage as far as it is used: what is kept are its own members, and its functions are none. */
function storage({ isFull = false } = {}) {
  const functions = {
    getItem: (name) => (Object.hasOwn(made, name) ? made[name] : null),
    setItem: (name, text) => {
      if (isFull) throw new Error('full');
      made[name] = text;
    },
    removeItem: (name) => void delete made[name],
  };
  const made = Object.create(functions);
  return made;
}

beforeEach(() => {
  forgetAll();
  globalThis.sessionStorage = storage();
});

function work() {
  keepToken('T');
  keep('draft', { title: '协商会' });
  keep('job.s', { calls: [{ invite: [{ name: '李明' }] }] });
}

test('W101 who leaves the desk leaves nothing of it behind, and what is not the desk’s stays', () => {
  for (const isFull of [false, true]) {
    globalThis.sessionStorage = storage({ isFull });
    work();
    if (!isFull) sessionStorage.setItem('rostrum.draft.x', 'somebody’s');
    assert.deepEqual([token(), recall('draft').title, recall('job.s').calls.length], ['T', '协商会', 1]);
    forgetAll();
    assert.deepEqual([token(), recall('draft'), recall('job.s')], [null, null, null]);
    assert.deepEqual(Object.keys(sessionStorage), isFull ? [] : ['rostrum.draft.x']);
  }
});

test('W101 work that ends after its desk was left keeps nothing more', () => {
  work();
  forgetAll();
  keep('job.s', { calls: [] });
  keep('draft', { title: '协商会' });
  assert.deepEqual(Object.keys(sessionStorage), []);
});

test('W101 a token that is no longer good takes nothing of the work with it', () => {
  work();
  forgetToken();
  assert.equal(token(), null);
  keepToken('U');
  assert.deepEqual([recall('draft').title, recall('job.s').calls.length], ['协商会', 1]);
});
