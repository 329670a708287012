import assert from 'node:assert/strict';
import { test } from 'node:test';

import { MESSAGE_BYTES_MAX, PENDING_MAX, RETRIES_MAX } from '../../../web/sdk/commands.js';
import { Refusal } from '../../../web/sdk/index.js';
import { createRoom } from './support/room.js';
import { settled } from './support/world.js';

const vote = (poll) => ({ type: 'vote', poll, choices: [0] });
const refused = (id, code, more = {}) => ({ type: 'reply', id, ok: false, refusal: { code, message: `it is ${code}`, ...more } });
const accepted = (id, seq) => ({ type: 'reply', id, ok: true, seq });
const ids = (socket) => socket.of('command').map(({ id }) => id);

/** The answer of a promise, kept to be looked at: `{resolved}` or `{rejected}`, with `times` that it came. */
function watched(promise) {
  const answer = { times: 0 };
  promise.then(
    (resolved) => Object.assign(answer, { resolved, times: answer.times + 1 }),
    (rejected) => Object.assign(answer, { rejected, times: answer.times + 1 }),
  );
  return answer;
}

test('W19 a command is answered with the entry that it made, each by its own id', async () => {
  const room = createRoom();
  room.client.connect();
  const socket = room.arrive();
  const [one, other] = [watched(room.client.send(vote(1))), watched(room.client.send(vote(2)))];
  assert.deepEqual(socket.of('command'), [
    { type: 'command', id: 'id-1', command: vote(1) },
    { type: 'command', id: 'id-2', command: vote(2) },
  ]);
  socket.say(accepted('id-2', 8));
  socket.say(accepted('id-2', 8));
  socket.say(accepted('id-none', 9));
  await settled();
  assert.deepEqual([one, other], [{ times: 0 }, { times: 1, resolved: { seq: 8 } }]);
  socket.say(accepted('id-1', 9));
  await settled();
  assert.deepEqual(one, { times: 1, resolved: { seq: 9 } });
});

test('W19 the first answer of an accepted command hands on what takes it back', async () => {
  const room = createRoom();
  room.client.connect();
  const socket = room.arrive();
  const answer = watched(room.client.send({ type: 'withdraw_request', request: 5 }));
  socket.say({ ...accepted('id-1', 8), undo: { type: 'restore_request', request: 5 } });
  await settled();
  assert.deepEqual(answer.resolved.seq, 8);
  assert.deepEqual({ ...answer.resolved.undo }, { type: 'restore_request', request: 5 });
});

test('W19 what has no answer is sent again with the same id and in the same order after each reconnection', async () => {
  const room = createRoom();
  const early = watched(room.client.send(vote(0)));
  room.client.connect();
  const first = room.sockets.last;
  first.open();
  assert.deepEqual(ids(first), [], 'nothing goes out before the welcome');
  room.arrive();
  const answers = [early, ...[1, 2, 3].map((poll) => watched(room.client.send(vote(poll))))];
  assert.deepEqual(ids(first), ['id-1', 'id-2', 'id-3', 'id-4']);
  first.say(accepted('id-2', 5));
  first.drop();
  answers.push(watched(room.client.send(vote(4))));
  await room.waitOut();
  const second = room.arrive();
  assert.deepEqual(ids(second), ['id-1', 'id-3', 'id-4', 'id-5']);
  assert.deepEqual(second.of('command').map(({ command }) => command.poll), [0, 2, 3, 4]);
  second.drop();
  await room.waitOut();
  const third = room.arrive();
  assert.deepEqual(ids(third), ['id-1', 'id-3', 'id-4', 'id-5']);
  for (const id of ids(third)) third.say(accepted(id, 6));
  await settled();
  for (const answer of answers) assert.equal(answer.times, 1);
});

test('W20 at most 64 commands wait; one more is refused here, and a place is free after an answer', async () => {
  const room = createRoom();
  room.client.connect();
  const socket = room.arrive();
  const answers = Array.from({ length: PENDING_MAX }, (_, poll) => watched(room.client.send(vote(poll))));
  const refusal = await room.client.send(vote(99)).catch((error) => error);
  assert.ok(refusal instanceof Refusal && refusal instanceof Error);
  assert.deepEqual([PENDING_MAX, refusal.code, refusal.outcome, ids(socket).length], [64, 'unavailable', 'refused', 64]);
  socket.say(accepted('id-1', 1));
  await settled();
  watched(room.client.send(vote(100)));
  assert.equal(ids(socket).length, 65);
  assert.equal(answers.filter(({ times }) => times > 0).length, 1);
});

test('W20 a command that is larger than a message may be is refused here, counted in bytes', async () => {
  const room = createRoom();
  room.client.connect();
  const socket = room.arrive();
  const post = (text) => ({ type: 'publish_post', thread: 1, text });
  const refusal = await room.client.send(post('议'.repeat(MESSAGE_BYTES_MAX / 3))).catch((error) => error);
  assert.equal(refusal.code, 'too_large');
  watched(room.client.send(post('议'.repeat(MESSAGE_BYTES_MAX / 3 - 40))));
  assert.equal(ids(socket).length, 1);
});

test('W20 the command for which the server closes with 1009 is not sent again', async () => {
  const room = createRoom();
  room.client.connect();
  const small = watched(room.client.send(vote(1)));
  const socket = room.arrive();
  const large = watched(room.client.send({ type: 'publish_post', thread: 1, text: 'x'.repeat(9_000) }));
  socket.drop(1009);
  const unsent = watched(room.client.send({ type: 'publish_post', thread: 1, text: 'x'.repeat(9_500) }));
  await settled();
  assert.equal(large.rejected.code, 'too_large');
  await room.waitOut();
  assert.deepEqual(ids(room.arrive()), ['id-1', 'id-3']);
  assert.deepEqual([small.times, unsent.times], [0, 0]);
});

test('W20 before the welcome no command can have been too large', async () => {
  const room = createRoom();
  const answer = watched(room.client.send(vote(1)));
  room.client.connect();
  room.sockets.last.open();
  room.sockets.last.drop(1009);
  await settled();
  assert.equal(answer.times, 0);
});

test('W21 a refusal is told with all that it says', async () => {
  const room = createRoom();
  room.client.connect();
  const socket = room.arrive();
  const free = watched(room.client.send({ type: 'release_floor', expect_turn: 43 }));
  const taken = watched(room.client.send({ type: 'end_turn', expect_turn: 43 }));
  const item = watched(room.client.send({ type: 'finish_item', expect_item: 3 }));
  socket.say(refused('id-1', 'stale_turn'));
  socket.say(refused('id-2', 'stale_turn', { current_turn: 47 }));
  socket.say(refused('id-3', 'stale_item', { current_item: 4 }));
  await settled();
  assert.deepEqual([free, taken, item].map(({ rejected }) => [rejected.code, rejected.current_turn, rejected.current_item]), [
    ['stale_turn', undefined, undefined], ['stale_turn', 47, undefined], ['stale_item', undefined, 4]]);
  assert.equal(free.rejected.message, 'it is stale_turn');
  assert.equal(free.rejected.outcome, 'refused');
  await room.world.pass(10_000);
  assert.equal(ids(socket).length, 3, 'such a refusal is not repeated');
});

test('W21 refusals that pass are repeated with the same id and growing waits, then told', async () => {
  for (const code of ['unavailable', 'rate_limited']) {
    const room = createRoom({ platform: { random: () => 0.5 } });
    room.client.connect();
    const socket = room.arrive();
    socket.say({ type: 'pong', t: 1, now: room.world.iso() });
    const answer = watched(room.client.send(vote(1)));
    for (let retry = 0; retry < RETRIES_MAX; retry += 1) {
      socket.say(refused('id-1', code));
      socket.say(refused('id-1', code));
      assert.equal(ids(socket).length, retry + 1, 'it rests first');
      await room.world.pass(250 * 2 ** retry - 1);
      assert.equal(ids(socket).length, retry + 1);
      await room.world.pass(1);
      assert.equal(ids(socket).length, retry + 2);
      socket.of('ping').forEach(({ t }) => socket.say({ type: 'pong', t, now: room.world.iso() }));
    }
    assert.equal(answer.times, 0);
    socket.say(refused('id-1', code));
    await settled();
    assert.equal(answer.rejected.code, code);
    assert.equal(new Set(ids(socket)).size, 1);
  }
});

test('W21 a command that rests when the connection is lost goes out when its rest is over and a connection is there', async () => {
  const room = createRoom({ platform: { random: () => 0.9 } });
  room.client.connect();
  const first = room.arrive();
  const answer = watched(room.client.send(vote(1)));
  first.say(refused('id-1', 'unavailable'));
  first.drop();
  await room.waitOut();
  const second = room.arrive();
  assert.deepEqual(ids(second), ['id-1']);
  second.say(refused('id-1', 'unavailable'));
  second.say(accepted('id-1', 4));
  await settled();
  assert.deepEqual(answer.resolved, { seq: 4 }, 'an acceptance counts whenever it comes');
  await room.world.pass(5_000);
  assert.deepEqual(ids(second), ['id-1']);
});

test('W21 a reconnection does not cut a rest short', async () => {
  let chance = 0.9;
  const room = createRoom({ platform: { random: () => chance } });
  room.client.connect();
  const first = room.arrive();
  watched(room.client.send(vote(1)));
  first.say(refused('id-1', 'rate_limited'));
  chance = 0;
  first.drop();
  await room.world.pass(0);
  const second = room.arrive();
  assert.notEqual(second, first);
  assert.deepEqual(ids(second), []);
  await room.world.pass(450);
  assert.deepEqual(ids(second), ['id-1']);
});

test('W22 closing answers what still waits: unknown if it was ever sent, refused if not', async () => {
  const room = createRoom();
  room.client.connect();
  const socket = room.arrive();
  const sent = watched(room.client.send(vote(1)));
  const resting = watched(room.client.send(vote(2)));
  socket.say(refused('id-2', 'unavailable'));
  socket.drop();
  const unsent = watched(room.client.send(vote(3)));
  room.client.close();
  const late = watched(room.client.send(vote(4)));
  await settled();
  assert.deepEqual([sent, resting, unsent, late].map(({ rejected }) => [rejected.code, rejected.outcome]), [
    ['unavailable', 'unknown'], ['unavailable', 'unknown'], ['unavailable', 'refused'], ['unavailable', 'refused']]);
  assert.equal(room.world.timers, 0);
});

test('W22 a server that does not want us back answers what waits too', async () => {
  const room = createRoom();
  room.client.connect();
  const socket = room.arrive();
  const answer = watched(room.client.send(vote(1)));
  socket.drop(4001);
  await settled();
  assert.equal(answer.rejected.outcome, 'unknown');
});
