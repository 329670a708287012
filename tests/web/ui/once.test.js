import assert from 'node:assert/strict';
import { test } from 'node:test';

import { fetchUnder, isUndecided, once } from '../../../web/ui/once.js';

/** Fails with these statuses, one after the other, and then answers; tells under which keys it was called. */
function calls(...statuses) {
  const keys = [];
  const call = async (key) => {
    keys.push(key);
    if (keys.length <= statuses.length) throw { status: statuses[keys.length - 1] };
    return 'answer';
  };
  return { keys, call };
}

test('W102 a call whose answer was lost is made again under the same key', async () => {
  const { keys, call } = calls(0, 503, 429);
  const asked = [];
  assert.equal(await once(call, async ({ status }) => Boolean(asked.push(status))), 'answer');
  assert.deepEqual(asked, [0, 503, 429]);
  assert.deepEqual([keys.length, new Set(keys).size], [4, 1]);
  const other = calls();
  await once(other.call, async () => false);
  assert.notEqual(other.keys[0], keys[0], 'another call has another key');
});

test('W102 what was refused is not made again, and nothing is once nobody wants to', async () => {
  const refused = calls(409);
  await assert.rejects(once(refused.call, async () => assert.fail('asked')), { status: 409 });
  const givenUp = calls(0);
  await assert.rejects(once(givenUp.call, async () => false), { status: 0 });
  assert.deepEqual([refused.keys.length, givenUp.keys.length], [1, 1]);
  assert.deepEqual([401, 403, 404, 410].filter((status) => isUndecided({ status })), []);
});

test('W102 the key goes along in the header that the server looks at', async () => {
  const { fetch } = globalThis;
  const asked = [];
  globalThis.fetch = async (url, request) => asked.push([url, request.headers]);
  await fetchUnder('key')('/x', { method: 'POST', headers: { accept: 'a' } });
  globalThis.fetch = fetch;
  assert.deepEqual(asked, [['/x', { accept: 'a', 'idempotency-key': 'key' }]]);
});
