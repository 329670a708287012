import assert from 'node:assert/strict';
import { test } from 'node:test';

import { CEILING_MS, FIRST_MS, STABLE_MS, boundedMs, createBackOff } from '../../../web/sdk/back_off.js';
import { CAPTION_MS, createCaptions } from '../../../web/sdk/captions.js';
import { createEmitter } from '../../../web/sdk/emitter.js';
import { createPlatform } from '../../../web/sdk/platform.js';
import { createUuids } from '../../../web/sdk/uuid.js';
import { createRandom, createWorld } from './support/world.js';

const ALMOST_ONE = 1 - 2 ** -32;

test('W4 waits lie between nothing and a ceiling that doubles from half a second to fifteen', () => {
  const [longest, shortest] = [createBackOff(() => ALMOST_ONE), createBackOff(() => 0)];
  for (const ceiling of [500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000]) {
    const wait = longest.wait(0, 0);
    assert.ok(wait < ceiling && wait > ceiling - 1, `${wait} under ${ceiling}`);
    assert.equal(shortest.wait(0, 0), 0);
  }
  assert.deepEqual([FIRST_MS, CEILING_MS], [500, 15_000]);
  for (let attempt = 0; attempt < 5_000; attempt += 1) assert.ok(longest.wait(0, 0) < CEILING_MS, 'also after hours');
});

test('W4 the jitter is full: waits are spread over the whole range', () => {
  const random = createRandom(4);
  const waits = Array.from({ length: 2_000 }, () => createBackOff(random).wait(0, 0));
  const quarters = [0, 1, 2, 3].map((quarter) => waits.filter((wait) => Math.floor(wait / (FIRST_MS / 4)) === quarter));
  for (const quarter of quarters) assert.ok(quarter.length > 400 && quarter.length < 600, `${quarter.length} of 2000`);
});

test('W5 only a connection that held long enough makes the next wait a first one again', () => {
  const backOff = createBackOff(() => ALMOST_ONE);
  for (let attempt = 0; attempt < 6; attempt += 1) backOff.wait(0, 0);
  backOff.connected(1_000);
  assert.ok(backOff.wait(1_000 + STABLE_MS - 1, 0) > 14_000, 'too short');
  assert.ok(backOff.wait(99_000, 0) > 14_000, 'a failed attempt is no connection');
  backOff.connected(100_000);
  assert.ok(backOff.wait(100_000 + STABLE_MS, 0) < FIRST_MS);
});

test('W5 what the server asked for comes before the jitter, and stays within what a timer can do', () => {
  assert.equal(createBackOff(() => 0).wait(0, boundedMs(3_000)), 3_000);
  const wait = createBackOff(() => ALMOST_ONE).wait(0, boundedMs(3_000));
  assert.ok(wait > 3_400 && wait < 3_500);
  assert.deepEqual([-5, null, undefined, NaN, 1e15].map(boundedMs), [0, 0, 0, 0, 86_400_000]);
});

test('W23 a listener that fails stops no other, and its error is reported', () => {
  const reported = [];
  const { on, emit } = createEmitter((error) => reported.push(error.message));
  const heard = [];
  on('view', () => heard.push('first'));
  on('view', () => {
    throw new Error('mine');
  });
  on('view', (told) => heard.push(told));
  emit('view', 'third');
  assert.deepEqual(heard, ['first', 'third']);
  assert.deepEqual(reported, ['mine']);
});

test('W23 listening ends at once, also during an event; the same function may listen twice', () => {
  const { on, emit } = createEmitter(assert.fail);
  const heard = [];
  const offs = [];
  on('view', () => offs.forEach((off) => off()));
  const listener = () => heard.push('late');
  offs.push(on('view', listener), on('view', listener));
  on('view', () => void on('view', () => heard.push('new')));
  emit('view', 1);
  assert.deepEqual(heard, []);
  emit('view', 2);
  assert.deepEqual(heard, ['new']);
});

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test('W24 ids are UUIDs of version 7 that carry their millisecond', () => {
  const time = 0x0190_1234_5678;
  for (const byte of [0, 0x55, 0xff]) {
    const id = createUuids(() => time + 0.75, (count) => new Uint8Array(count).fill(byte))();
    assert.match(id, UUID_V7);
    assert.equal(id.slice(0, 13), '01901234-5678');
  }
});

test('W24 ids sort in the order in which they were made, also within a millisecond and when the clock goes back', () => {
  const random = createRandom(24);
  let time = 1_700_000_000_000;
  const newId = createUuids(() => time, (count) => Uint8Array.from({ length: count }, () => random.below(256)));
  let previous = '';
  for (let index = 0; index < 20_000; index += 1) {
    if (random() < 0.001) time += random.below(20) - 10;
    const id = newId();
    assert.match(id, UUID_V7);
    assert.ok(id > previous, `${id} after ${previous}`);
    previous = id;
  }
});

test('W24 by default ids come from crypto.getRandomValues and the performance clock', () => {
  const { newId, localNow } = createPlatform({ WebSocket: Object });
  const [one, other] = [newId(), newId()];
  assert.match(one, UUID_V7);
  assert.notEqual(one.slice(24), other.slice(24), 'both random');
  assert.ok(Math.abs(localNow() - Date.now()) < 60_000);
  assert.ok(Math.abs(parseInt(one.slice(0, 13).replace('-', ''), 16) - Date.now()) < 60_000);
});

test('W27 of live words only the newest are sent, four times a second at most', async () => {
  const world = createWorld();
  const sent = [];
  const captions = createCaptions({
    platform: { after: world.after, localNow: world.now },
    transmit: (text) => sent.push({ at: world.now(), ...JSON.parse(text) }),
  });
  for (let word = 0; word < 100; word += 1) {
    captions.send(43, `word ${word}`);
    await world.pass(20);
  }
  await world.pass(1_000);
  assert.equal(sent[0].text, 'word 0');
  assert.deepEqual(sent[sent.length - 1], { ...sent[sent.length - 1], type: 'caption', turn: 43, text: 'word 99' });
  sent.slice(1).forEach((caption, index) => assert.ok(caption.at - sent[index].at >= CAPTION_MS));
  assert.ok(sent.length >= 8 && sent.length <= 10, `${sent.length} in two seconds`);
  assert.throws(() => captions.send(43, '字'.repeat(8_001)), RangeError);
});
