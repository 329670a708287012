import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createDesk, redeemSetup } from '../../../web/ui/desk_http.js';

/** Answers the calls of a function with what is given, and tells what was asked. */
async function asking(answer, ask) {
  const asked = [];
  const { fetch } = globalThis;
  globalThis.fetch = async (url, request) => {
    asked.push({ url, ...request });
    return answer();
  };
  try {
    return { asked, answered: await ask().catch((problem) => problem) };
  } finally {
    globalThis.fetch = fetch;
  }
}

const json = (body, status = 200) => () => new Response(JSON.stringify(body), { status });

test('W88 every call carries the token, and what makes something its key', async () => {
  const desk = createDesk('secret');
  const made = await asking(json({ id: 'a' }, 201), () => desk.create({ title: 't', agenda: [], participants: [] }, 'key'));
  assert.deepEqual(made.asked.map(({ url, method, headers }) => [url, method, headers.authorization, headers['idempotency-key']]), [
    ['/api/sessions', 'POST', 'Bearer secret', 'key'],
  ]);
  assert.equal(made.answered.id, 'a');
  const ordered = await asking(json({ invitations: [] }), () => desk.order('s/1', { renew: 4 }, 'other'));
  const [{ url, headers, body }] = ordered.asked;
  assert.deepEqual([url, headers['idempotency-key'], body], ['/api/sessions/s%2F1/invitations', 'other', '{"renew":4}']);
  const listed = await asking(json({ sessions: [] }), () => desk.sessions('x'));
  assert.equal(listed.asked[0].url, '/api/sessions?before=x&limit=50');
  assert.equal(listed.asked[0].headers['idempotency-key'], undefined);
});

test('W88 what is ordered about a form has its key and its reason', async () => {
  const desk = createDesk('secret');
  const preset = { title: 't', rules: {} };
  const made = json({ form: 'a_b', version: 2 });
  const asked = [];
  for (const ask of [
    () => desk.enactForm('a_b', { preset }, 'k1'), () => desk.amendForm('a_b', { preset, reason: 'r' }, 'k2'), () => desk.repealForm('a_b', { reason: 'r' }, 'k3'),
  ]) asked.push(...(await asking(made, ask)).asked);
  assert.deepEqual(asked.map(({ method, url, headers, body }) => [method, url, headers['idempotency-key'], JSON.parse(body)]), [
    ['POST', '/api/forms/a_b', 'k1', { preset }], ['PUT', '/api/forms/a_b', 'k2', { preset, reason: 'r' }], ['DELETE', '/api/forms/a_b', 'k3', { reason: 'r' }],
  ]);
});

test('W88 a file comes as it is, and its problem as one', async () => {
  const desk = createDesk('secret');
  const { asked, answered } = await asking(() => new Response('not { JSON'), () => desk.file('s', 'transcript.md'));
  assert.deepEqual([asked[0].url, asked[0].headers.authorization], ['/api/sessions/s/transcript.md', 'Bearer secret']);
  assert.equal(await answered.text(), 'not { JSON');
  const refused = await asking(json({ code: 'not_found' }, 404), () => desk.file('s', 'transcript.md'));
  assert.deepEqual([refused.answered.code, refused.answered.status], ['not_found', 404]);
});

test('W179 an erasure is ordered under its key', async () => {
  const order = { seqs: [3, 4], reason: 'r' };
  const { asked, answered } = await asking(json({ seq: 9, seqs: [3], cleared: [], remaining: [] }), () => createDesk('secret').erase('s/1', order, 'key'));
  assert.deepEqual([asked[0].method, asked[0].url, asked[0].headers['idempotency-key'], JSON.parse(asked[0].body)], ['POST', '/api/sessions/s%2F1/erasures', 'key', order]);
  assert.deepEqual(answered.seqs, [3]);
});

test('W175 a file is asked for in a language', async () => {
  const { asked } = await asking(() => new Response(''), () => createDesk('secret').file('s', 'transcript.md', 'en'));
  assert.equal(asked[0].url, '/api/sessions/s/transcript.md?lang=en');
});

test('W88 a token that is not good is told once for each call, and other problems are not taken for one', async () => {
  let told = 0;
  const desk = createDesk('secret', () => { told += 1; });
  const refused = await asking(json({ code: 'unauthorized' }, 401), () => desk.sessions());
  assert.deepEqual([told, refused.answered.code], [1, 'unauthorized']);
  await asking(json({ code: 'not_found' }, 404), () => desk.session('s'));
  await asking(() => { throw new TypeError('offline'); }, () => desk.session('s'));
  assert.equal(told, 1);
});

test('W88 the set-up secret goes in the body alone', async () => {
  const { asked, answered } = await asking(json({ token: 'T' }), () => redeemSetup('once'));
  assert.equal(answered, 'T');
  assert.deepEqual([asked[0].url, asked[0].method, asked[0].body], ['/api/setup', 'POST', '{"setup":"once"}']);
});
