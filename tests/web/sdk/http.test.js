import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';

import { Problem, createHttp, pages, socketUrl } from '../../../web/sdk/index.js';

const SESSION = '01890000-0000-7000-8000-000000000009';
const calls = [];
let answer;
let server;
let base;

before(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => (body += part));
    request.on('end', () => {
      calls.push({ method: request.method, url: request.url, headers: request.headers, body });
      const { status = 200, headers = {}, text } = answer(request);
      response.writeHead(status, headers).end(text);
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${server.address().port}`;
});
after(() => server.close());

const json = (value, status = 200) => () => ({ status, text: JSON.stringify(value) });
const lastCall = () => calls[calls.length - 1];

test('W28 an invitation is redeemed by POST, in the body', async () => {
  answer = json({ session: SESSION, participant: 7, role: 'member', token: 'seat' });
  const seat = await createHttp({ base: `${base}/` }).redeem('abc');
  assert.equal(seat.participant, 7);
  const { method, url, headers, body } = lastCall();
  assert.deepEqual([method, url, headers['content-type'], body], [
    'POST', '/api/seat', 'application/json', '{"invitation":"abc"}']);
});

test('W28 a seat’s token and number go along with every call', async () => {
  answer = json({ position: { epoch: 'e', seq: 1 }, view: {} });
  const http = createHttp({ base, token: 'seat', participant: 7 });
  await http.session(SESSION);
  assert.deepEqual([lastCall().method, lastCall().url, lastCall().headers.authorization], [
    'GET', `/api/sessions/${SESSION}?as=7`, 'Bearer seat']);
  answer = () => ({ status: 204 });
  await http.call('GET', '/api/sessions/a/search', { q: '养老 & a=b', limit: undefined });
  assert.equal(new URL(lastCall().url, base).searchParams.get('q'), '养老 & a=b');
  assert.equal(new URL(lastCall().url, base).searchParams.has('limit'), false);
});

test('W28 leaving a session forgets its seat and none of another session', async () => {
  answer = () => ({ status: 204 });
  assert.equal(await createHttp({ base, participant: 7 }).forget(SESSION), undefined);
  assert.deepEqual([lastCall().method, lastCall().url], ['DELETE', `/api/seat?as=7&session=${SESSION}`]);
  await createHttp({ base }).forget(SESSION);
  assert.equal(lastCall().url, `/api/seat?session=${SESSION}`);
});

test('W28 pages follow each other by their next until there is none', async () => {
  const entries = Array.from({ length: 25 }, (_, index) => ({ seq: index + 1 }));
  answer = ({ url }) => {
    const query = new URL(url, base).searchParams;
    const start = Number(query.get('after') || 0);
    const page = entries.slice(start, start + Number(query.get('limit')));
    const next = start + page.length < entries.length ? { next: page[page.length - 1].seq } : {};
    return json({ entries: page, position: { epoch: 'e', seq: 25 }, ...next })();
  };
  const http = createHttp({ base });
  const seqs = [];
  for await (const page of pages((cursor) => http.proceedings(SESSION, { after: cursor, limit: 10 }))) {
    seqs.push(...page.entries.map(({ seq }) => seq));
  }
  assert.deepEqual(seqs, entries.map(({ seq }) => seq));
  answer = json({ posts: [] });
  await http.posts(SESSION, 12, { before: 99, limit: 5 });
  assert.equal(lastCall().url, `/api/sessions/${SESSION}/threads/12/posts?before=99&limit=5`);
  answer = json({ participants: [] });
  await http.participants(SESSION, { after: 500 });
  assert.equal(lastCall().url, `/api/sessions/${SESSION}/participants?after=500`);
  await http.confirmSeat(SESSION);
  assert.equal(lastCall().url, `/api/sessions/${SESSION}/participants?limit=1`);
});

test('W28 a problem keeps its code, its status and the wait that the server asked for', async () => {
  answer = () => ({
    status: 429,
    headers: { 'retry-after': '3', 'content-type': 'application/problem+json' },
    text: '{"type":"about:blank","title":"Too many","status":429,"code":"rate_limited"}',
  });
  const problem = await createHttp({ base }).session(SESSION).catch((error) => error);
  assert.ok(problem instanceof Problem && problem instanceof Error);
  assert.deepEqual([problem.code, problem.status, problem.retryMs, problem.message], ['rate_limited', 429, 3_000, 'Too many']);
  answer = json({ code: 'invitation_expired', title: 'Expired', detail: 'It was good until noon' }, 410);
  const expired = await createHttp({ base }).redeem('old').catch((error) => error);
  assert.deepEqual([expired.code, expired.retryMs, expired.message], ['invitation_expired', null, 'It was good until noon']);
});

test('W28 what is not from a server of ours is unavailable, whatever its status', async () => {
  for (const foreign of [
    () => ({ status: 403, text: '<html>log in to the hotel’s network</html>' }),
    () => ({ status: 200, text: '<html>log in to the hotel’s network</html>' }),
    () => ({ status: 502 }),
    json({ error: 'another one' }, 404),
    json(null, 500),
  ]) {
    answer = foreign;
    const problem = await createHttp({ base }).session(SESSION).catch((error) => error);
    assert.deepEqual([problem.name, problem.code, problem.status], ['Problem', 'unavailable', 0]);
  }
  const unreachable = createHttp({ base, fetch: () => Promise.reject(new TypeError('no network')) });
  const problem = await unreachable.session(SESSION).catch((error) => error);
  assert.deepEqual([problem.code, problem.status], ['unavailable', 0]);
});

test('W28 answers have objects without prototypes', async () => {
  answer = () => ({ text: '{"participants":[{"__proto__":1,"participant":7}]}' });
  const page = await createHttp({ base }).participants(SESSION);
  assert.equal(Object.getPrototypeOf(page.participants[0]), null);
  assert.equal(page.participants[0]['__proto__'], 1);
});

test('W28 the socket’s address follows the server’s, below a path and behind TLS', () => {
  assert.equal(socketUrl('https://a.test', SESSION), `wss://a.test/api/sessions/${SESSION}/socket`);
  assert.equal(socketUrl('http://a.test:8080/rostrum/', SESSION, 7),
    `ws://a.test:8080/rostrum/api/sessions/${SESSION}/socket?as=7`);
});
