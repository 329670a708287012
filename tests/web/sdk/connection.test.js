import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Problem } from '../../../web/sdk/index.js';
import { STATE_MS, WELCOME_MS } from '../../../web/sdk/socket.js';
import { EPOCH, HEARTBEAT_MS, createRoom, event, state, welcome } from './support/room.js';
import { settled } from './support/world.js';

const states = (room) => room.told('status').map((status) => status.state);

test('W9 the client speaks first: hello with no position, later with the one it has reached', async () => {
  const room = createRoom();
  assert.equal(room.client.status.state, 'idle');
  room.client.connect();
  room.client.connect();
  assert.equal(room.sockets.made.length, 1);
  assert.equal(room.sockets.last.protocol, 'rostrum.v1');
  room.arrive(42);
  assert.deepEqual(room.sockets.last.said[0], { type: 'hello', position: null });
  room.sockets.last.say(event(43, {}));
  room.sockets.last.drop();
  const next = await room.waitOut();
  next.open();
  assert.deepEqual(next.said, [{ type: 'hello', position: { epoch: EPOCH, seq: 43 } }]);
  assert.deepEqual(states(room), ['connecting', 'connected', 'waiting', 'connecting']);
});

test('W14 close codes decide about coming back', async () => {
  for (const code of [1000, 1008, 4000, 4001, 4002, 4003, 4004, 4050, 4099]) {
    const room = createRoom();
    room.client.connect();
    room.arrive().drop(code);
    assert.deepEqual(room.client.status, { state: 'closed', why: { closeCode: code } }, String(code));
    await room.world.pass(60_000);
    room.client.retryNow();
    room.client.connect();
    assert.equal(room.sockets.made.length, 1, String(code));
    assert.equal(room.world.timers, 0, 'nothing is left running');
  }
  for (const code of [1001, 1003, 1005, 1006, 1009, 1011, 1012, 1013, 3000, 3999, 4100, 4999]) {
    const room = createRoom();
    room.client.connect();
    room.arrive().drop(code);
    assert.equal(room.client.status.state, 'waiting', String(code));
    await room.waitOut();
  }
});

test('W15 after a bye the client waits as long as the server asked', async () => {
  const room = createRoom();
  room.client.connect();
  const socket = room.arrive();
  socket.say({ type: 'bye', code: 'going_away', retry_ms: 30_000 });
  assert.equal(room.told('bye').length, 1);
  socket.drop(1001);
  const { retryAt } = room.client.status;
  assert.ok(retryAt >= room.world.now() + 30_000 && retryAt < room.world.now() + 30_500);
  room.client.retryNow();
  await room.world.pass(29_999);
  assert.equal(room.sockets.made.length, 1, 'impatience does not go before what the server asked for');
  await room.world.pass(501);
  assert.equal(room.sockets.made.length, 2);
  room.arrive().drop(1001);
  assert.ok(room.client.status.retryAt < room.world.now() + 15_000, 'a bye counts for its own connection only');
});

test('W15 a bye without retry_ms is the last word, whatever the close code', () => {
  const room = createRoom();
  room.client.connect();
  const socket = room.arrive();
  socket.say({ type: 'bye', code: 'session_gone', retry_ms: null });
  socket.drop(1006);
  assert.deepEqual(room.client.status, { state: 'closed', why: { closeCode: 1006, bye: 'session_gone' } });
});

test('W16 what a socket still says after it was given up is not heard', async () => {
  const room = createRoom();
  room.client.connect();
  const stale = room.arrive(5, { counts: { posts: 5 } });
  const { onopen, onmessage, onclose } = stale;
  stale.say('this is no message');
  assert.equal(room.client.status.state, 'waiting');
  const current = await room.waitOut();
  const before = [room.client.view, room.client.position, room.client.status, room.told('view').length];
  onopen({});
  for (const late of [event(6, { counts: { posts: 6 } }), state(99, { counts: {} }), welcome(room.world, 99),
    { type: 'bye', code: 'x', retry_ms: null }]) onmessage({ data: JSON.stringify(late) });
  onclose({ code: 4001 });
  assert.deepEqual([room.client.view, room.client.position, room.client.status, room.told('view').length], before);
  assert.equal(room.sockets.last, current);
  assert.equal(room.told('bye').length, 0);
});

test('W16 nothing is begun any more by what arrives after the end', () => {
  const room = createRoom();
  room.client.connect();
  const socket = room.arrive();
  assert.equal(room.world.timers, 1);
  room.client.close();
  socket.say({ type: 'pong', t: socket.of('ping')[0].t, now: room.world.iso() });
  socket.say(welcome(room.world));
  assert.equal(room.world.timers, 0);
  assert.equal(socket.of('ping').length, 1);
});

test('W17 a ping goes out with every heartbeat, and one without an answer is the end of the connection', async () => {
  const room = createRoom();
  room.client.connect();
  const socket = room.arrive();
  const pings = () => socket.of('ping');
  const answer = () => socket.say({ type: 'pong', t: pings()[pings().length - 1].t, now: room.world.iso() });
  assert.equal(pings().length, 1, 'the first goes out at once, so that the clock is right soon');
  for (const expected of [2, 3, 4]) {
    answer();
    await room.world.pass(1_000);
    assert.equal(pings().length, expected);
  }
  for (const expected of [5, 6, 7]) {
    answer();
    assert.equal(room.client.heardAt, room.world.now(), 'in a quiet room the answer is all that is heard');
    await room.world.pass(HEARTBEAT_MS - 1);
    assert.equal(pings().length, expected - 1);
    await room.world.pass(1);
    assert.equal(pings().length, expected);
  }
  await room.world.pass(HEARTBEAT_MS - 1);
  socket.say({ type: 'pong', t: 1, now: room.world.iso() });
  assert.equal(room.client.status.state, 'connected');
  await room.world.pass(1);
  assert.equal(room.client.status.state, 'waiting', 'the answer to an older ping was none');
  assert.equal(socket.closedWith, 'no code');
});

test('W18 a connection that is not welcomed in time is given up', async () => {
  const room = createRoom();
  room.client.connect();
  room.sockets.last.open();
  await room.world.pass(WELCOME_MS - 1);
  assert.equal(room.client.status.state, 'connecting');
  await room.world.pass(1);
  assert.equal(room.client.status.state, 'waiting');
});

test('W18 while a state is on its way over a slow link no answer to a ping is expected, but not for ever', async () => {
  const room = createRoom();
  room.client.connect();
  const socket = room.sockets.last;
  socket.open();
  socket.say(welcome(room.world, 9));
  await room.world.pass(STATE_MS - 1);
  assert.equal(room.client.status.state, 'connected');
  assert.equal(socket.of('ping').length, 0);
  socket.say(state(9, {}));
  assert.equal(socket.of('ping').length, 1);
  const other = createRoom();
  other.client.connect();
  other.sockets.last.open();
  other.sockets.last.say(welcome(other.world, 9));
  await other.world.pass(STATE_MS);
  assert.equal(other.client.status.state, 'waiting');
});

test('W18 a state that a second welcome has announced must come in time, also on a resumed connection', async () => {
  const room = createRoom();
  room.client.connect();
  room.arrive(9).drop();
  await room.waitOut();
  const resumed = room.arrive(9);
  resumed.say(welcome(room.world, 9));
  for (let second = 0; second < STATE_MS / 1_000; second += 1) {
    assert.equal(room.client.status.state, 'connected');
    const pings = resumed.of('ping');
    resumed.say({ type: 'pong', t: pings[pings.length - 1].t, now: room.world.iso() });
    await room.world.pass(1_000);
  }
  assert.equal(room.client.status.state, 'waiting');
});

test('W18 what is no message ends the connection, what is an unknown one does not', async () => {
  const room = createRoom();
  room.client.connect();
  room.arrive().say({ type: 'weather', sunny: true });
  assert.equal(room.client.status.state, 'connected');
  for (const nonsense of ['<html>', 'null', '']) {
    room.sockets.last.say(nonsense);
    assert.equal(room.client.status.state, 'waiting', nonsense);
    await room.waitOut();
    room.arrive();
  }
});

test('W25 retryNow ends the waiting at once', async () => {
  const room = createRoom();
  room.client.connect();
  for (let index = 0; index < 8; index += 1) room.sockets.last.drop(), await room.waitOut();
  room.sockets.last.drop();
  const made = room.sockets.made.length;
  room.client.retryNow();
  assert.equal(room.sockets.made.length, made + 1);
  room.client.retryNow();
  await room.world.pass(14_999);
  assert.equal(room.sockets.made.length, made + 1, 'the old timer is gone, and one attempt at a time');
});

test('W25 retryNow on a connection that seems to be there demands a sign of life within five seconds', async () => {
  const room = createRoom();
  room.client.connect();
  const socket = room.arrive();
  socket.say({ type: 'pong', t: 1, now: room.world.iso() });
  await room.world.pass(100);
  room.client.retryNow();
  assert.equal(socket.of('ping').length, 2);
  socket.say({ type: 'pong', t: 2, now: room.world.iso() });
  await room.world.pass(10_000);
  assert.equal(room.client.status.state, 'connected');
  room.client.retryNow();
  await room.world.pass(3_000);
  room.client.retryNow();
  await room.world.pass(2_000);
  assert.equal(room.client.status.state, 'waiting', 'asking again gave it no more time');
});

test('W26 after two failed handshakes the seat is asked about, and a seat that is gone ends the attempts', async () => {
  for (const [status, code, ended] of [[400, 'malformed', true], [401, 'unauthorized', true], [403, 'not_permitted', true], [404, 'not_found', true],
    [410, 'invitation_revoked', true], [0, 'unavailable', false], [429, 'rate_limited', false], [503, 'unavailable', false]]) {
    let asked = 0;
    const room = createRoom({
      confirmSeat: () => Promise.reject(new Problem(code, status, code, null), (asked += 1)),
    });
    room.client.connect();
    room.sockets.last.drop();
    await settled();
    assert.equal(asked, 0, 'one failure is the network’s');
    await room.waitOut();
    room.sockets.last.drop();
    await settled();
    assert.equal(asked, 1);
    if (ended) assert.deepEqual(room.client.status, { state: 'closed', why: { problem: code } });
    else await room.waitOut();
    assert.equal(room.world.timers, ended ? 0 : 1);
  }
});

test('W26 failures count only in a row', async () => {
  let asked = 0;
  const room = createRoom({ confirmSeat: () => Promise.resolve((asked += 1)) });
  room.client.connect();
  for (let round = 0; round < 4; round += 1) {
    room.sockets.last.drop();
    await room.waitOut();
    room.arrive().drop();
    await room.waitOut();
  }
  assert.equal(asked, 0);
});

test('W26 an answer about the seat that comes after the welcome is out of date', async () => {
  let reject;
  const room = createRoom({ confirmSeat: () => new Promise((_, no) => { reject = no; }) });
  room.client.connect();
  room.sockets.last.drop();
  await room.waitOut();
  room.sockets.last.drop();
  await room.waitOut();
  room.arrive();
  reject(new Problem('unauthorized', 401, '', null));
  await settled();
  assert.equal(room.client.status.state, 'connected');
});

test('W14 leaving closes with 1000, for good, at every moment', async () => {
  for (const moment of ['idle', 'connecting', 'connected', 'waiting']) {
    const room = createRoom();
    if (moment !== 'idle') room.client.connect();
    if (moment === 'connected' || moment === 'waiting') room.arrive();
    if (moment === 'waiting') room.sockets.last.drop();
    assert.equal(room.client.status.state, moment);
    room.client.close();
    assert.deepEqual(room.client.status, { state: 'closed', why: { closeCode: 1000 } });
    if (moment === 'connecting' || moment === 'connected') assert.equal(room.sockets.last.closedWith, 1000);
    await room.world.pass(60_000);
    assert.ok(room.sockets.made.length <= 1);
    assert.equal(room.world.timers, 0);
  }
});

test('W14 a listener may leave while it is told of the welcome', () => {
  const room = createRoom();
  room.client.on('welcome', () => room.client.close());
  room.client.connect();
  room.sockets.last.open();
  room.sockets.last.say(welcome(room.world));
  assert.deepEqual(states(room), ['connecting', 'closed']);
});

test('W16 an error of the socket is heard, also of one that was given up: in Node an unheard one ends the process', () => {
  const room = createRoom();
  room.client.connect();
  const first = room.arrive(1);
  assert.doesNotThrow(() => first.onerror(new Error('connection refused')));
  room.client.close();
  assert.doesNotThrow(() => first.onerror(new Error('too late')));
});
