import assert from 'node:assert/strict';
import { test } from 'node:test';

import { EPOCH, createRoom, event, state, welcome } from './support/room.js';

const OTHER_EPOCH = '01890000-0000-7000-8000-000000000002';

test('W10 a state replaces the view, an event moves it by one, and each is told once', () => {
  const room = createRoom();
  room.client.connect();
  const socket = room.arrive(42, { counts: { posts: 1 }, floor: { interrupted: [] } });
  const { floor } = room.client.view;
  socket.say(event(43, { counts: { posts: 2 } }));
  assert.equal(JSON.stringify(room.client.view), '{"counts":{"posts":2},"floor":{"interrupted":[]}}');
  assert.equal(room.client.view.floor, floor, 'what did not change is the same object');
  assert.deepEqual({ ...room.client.position }, { epoch: EPOCH, seq: 43 });
  socket.say(state(50, { counts: { posts: 9 } }));
  assert.equal(JSON.stringify(room.client.view), '{"counts":{"posts":9}}');
  assert.deepEqual(room.told('view').map(({ position }) => position.seq), [42, 43, 50]);
  assert.deepEqual(room.told('event').map(({ seq }) => seq), [43]);
});

test('W10 an event that the view has already is ignored', () => {
  const room = createRoom();
  room.client.connect();
  const socket = room.arrive(42);
  const { view } = room.client;
  for (const seq of [1, 41, 42]) socket.say(event(seq, { counts: { posts: 99 } }));
  assert.equal(room.client.view, view);
  assert.equal(room.client.position.seq, 42);
  assert.equal(room.client.status.state, 'connected');
});

test('W10 a view may hold members with the names of a prototype', () => {
  const room = createRoom();
  room.client.connect();
  const socket = room.arrive(1, {});
  socket.say(`{"type":"event","seq":2,"at":"","by":null,"entry":{"type":"redacted"},"patch":{"__proto__":{"posts":1}}}`);
  assert.deepEqual(Object.keys(room.client.view), ['__proto__']);
  assert.equal(Object.getPrototypeOf(room.client.view), null);
});

test('W11 after a gap the client comes back with its position and misses nothing', async () => {
  const room = createRoom();
  room.client.connect();
  const first = room.arrive(42, { counts: { posts: 0 } });
  first.say(event(44, { counts: { posts: 2 } }));
  assert.equal(room.client.status.state, 'waiting');
  assert.equal(first.closedWith, 'no code', 'this is not leaving');
  assert.equal(room.client.view.counts.posts, 0, 'the view stays until then');
  const second = await room.waitOut();
  room.arrive(44);
  assert.equal(second.said[0].position.seq, 42);
  second.say(event(43, { counts: { posts: 1 } }));
  second.say(event(44, { counts: { posts: 2 } }));
  assert.equal(room.client.view.counts.posts, 2);
});

test('W11 the same gap again asks for a whole state', async () => {
  const room = createRoom();
  room.client.connect();
  room.arrive(42).say(event(44, {}));
  await room.waitOut();
  room.arrive(44).say(event(44, {}));
  const third = await room.waitOut();
  third.open();
  assert.equal(third.said[0].position, null);
});

test('W12 a second welcome announces a state for another audience: no patch comes between', async () => {
  const room = createRoom();
  room.client.connect();
  const socket = room.arrive(42, { counts: { posts: 0 } });
  socket.say(welcome(room.world, 43, { participant: { participant: 7, name: '张三', role: 'chair' }, capabilities: ['x'] }));
  assert.equal(room.client.position, null);
  assert.equal(room.client.welcome.participant.role, 'chair');
  socket.say(state(43, { counts: { posts: 5 } }));
  socket.say(event(44, { counts: { posts: 6 } }));
  assert.equal(room.client.view.counts.posts, 6);
  assert.equal(room.client.status.state, 'connected');
  assert.deepEqual(room.told('status').map(({ state: name }) => name), ['connecting', 'connected']);

  socket.say(welcome(room.world, 44));
  socket.say(event(45, { counts: { posts: 7 } }));
  assert.equal(room.client.view.counts.posts, 6, 'a patch without its state is not applied');
  const next = await room.waitOut();
  next.open();
  assert.equal(next.said[0].position, null);
});

test('W12 a journal that began a new epoch sends a state, and no patch of it fits the view before', async () => {
  const room = createRoom();
  room.client.connect();
  room.arrive(42).drop();
  const socket = await room.waitOut();
  socket.open();
  socket.say(welcome(room.world, 44, { position: { epoch: OTHER_EPOCH, seq: 44 } }));
  socket.say(event(43, { counts: { posts: 9 } }));
  assert.equal(room.client.view.counts.posts, 0);
  const next = await room.waitOut();
  next.open();
  next.say(welcome(room.world, 44, { position: { epoch: OTHER_EPOCH, seq: 44 } }));
  next.say(state(44, { counts: { posts: 3 } }, OTHER_EPOCH));
  next.say(event(45, { counts: { posts: 4 } }));
  assert.deepEqual({ ...room.client.position }, { epoch: OTHER_EPOCH, seq: 45 });
  assert.equal(room.client.view.counts.posts, 4);
});

test('W10 presence, captions, byes and refusals that answer nothing are passed on as they came', async () => {
  const room = createRoom();
  room.client.connect();
  const socket = room.arrive();
  await room.world.pass(500);
  socket.say({ type: 'presence', online: 412, by_venue: {}, by_sector: { constructor: 3 }, away: [7], tallies: {} });
  socket.say({ type: 'caption', turn: 43, text: '各位' });
  socket.say({ type: 'reply', ok: false, refusal: { code: 'malformed', message: 'not a message' } });
  assert.equal(room.told('presence')[0].by_sector.constructor, 3);
  assert.equal(room.told('caption')[0].text, '各位');
  assert.equal(room.told('refusal')[0].code, 'malformed');
  assert.equal(room.client.heardAt, room.world.now(), 'the age of what is shown is known');
});

test('W23 a listener that throws neither stops the view nor the connection', () => {
  const room = createRoom();
  room.client.on('view', () => {
    throw new Error('a faulty screen');
  });
  room.client.connect();
  const socket = room.arrive(1);
  socket.say(event(2, { counts: { posts: 8 } }));
  assert.equal(room.client.view.counts.posts, 8);
  assert.equal(room.client.status.state, 'connected');
  assert.deepEqual(room.reported.map(({ message }) => message), ['a faulty screen', 'a faulty screen']);
});
