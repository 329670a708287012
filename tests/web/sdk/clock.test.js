import assert from 'node:assert/strict';
import { test } from 'node:test';

import { EXCHANGES_MAX, createClock } from '../../../web/sdk/clock.js';
import { START, createRandom, createWorld } from './support/world.js';

const AHEAD_MS = 600_000;

/** A device whose clock goes before the server's by `ahead` milliseconds. */
function createDevice(ahead = AHEAD_MS) {
  const world = createWorld();
  const device = { ahead };
  const clock = createClock(() => world.now() + device.ahead);
  /** The server answers after `there` milliseconds, the answer comes after `back` more. */
  const exchange = async (there, back) => {
    const sentAt = world.now() + device.ahead;
    await world.pass(there);
    const serverNow = world.iso();
    await world.pass(back);
    clock.learn(sentAt, serverNow, world.now() + device.ahead);
  };
  return { world, device, clock, exchange, error: () => clock.now() - world.now() };
}

test('W6 a device that is wrong by ten minutes learns the time, exactly when both ways are equally long', async () => {
  const { clock, exchange, error } = createDevice();
  await exchange(80, 80);
  assert.equal(error(), 0);
  assert.equal(clock.roundTripMs, 160);
});

test('W6 the exchange with the shortest round trip of the last eight decides', async () => {
  const { exchange, error } = createDevice();
  await exchange(10, 14);
  assert.equal(error(), -2);
  for (let index = 0; index < EXCHANGES_MAX - 1; index += 1) {
    await exchange(20, 420);
    assert.equal(error(), -2, 'the short one is still remembered');
  }
  await exchange(20, 420);
  assert.equal(error(), -200, 'the ninth has pushed it out');
});

test('W6 the error is never more than half the best round trip', async () => {
  const random = createRandom(6);
  for (let round = 0; round < 50; round += 1) {
    const { exchange, error } = createDevice(random.below(2e7) - 1e7);
    let best = Infinity;
    for (let index = 0; index < EXCHANGES_MAX; index += 1) {
      const [there, back] = [random.below(800), random.below(800)];
      await exchange(there, back);
      best = Math.min(best, there + back);
      assert.ok(Math.abs(error()) <= best / 2, `${error()} with a round trip of ${best}`);
    }
  }
});

test('W7 a clock that stood still while the device slept is found out by the next exchange', async () => {
  const { device, exchange, error } = createDevice();
  await exchange(5, 5);
  device.ahead -= 90_000;
  await exchange(300, 300);
  assert.equal(error(), 0, 'the better but older exchange is not believed any more');
});

test('W7 a new connection begins with the time of its welcome', async () => {
  const { world, device, clock, exchange, error } = createDevice();
  await exchange(5, 5);
  device.ahead = -1_000;
  clock.restart(world.iso());
  assert.equal(error(), 0);
  assert.equal(clock.roundTripMs, null);
});

test('W8 the countdown follows the server’s time while the turn runs, and stands otherwise', async () => {
  const { world, clock, exchange } = createDevice();
  await exchange(30, 30);
  const running = { limit_ms: 300_000, spent_ms: 60_000, running_since: world.iso() };
  await world.pass(15_000);
  assert.equal(clock.spent(running), 75_000);
  assert.equal(clock.remaining(running), 225_000);
  await world.pass(240_000);
  assert.equal(clock.remaining(running), -15_000, 'it counts below zero');
  const paused = { limit_ms: 300_000, spent_ms: 75_000 };
  assert.equal(clock.remaining(paused), 225_000);
  await world.pass(60_000);
  assert.equal(clock.remaining(paused), 225_000);
});

test('W8 a turn that was granted a moment ago has not used less than nothing', () => {
  const clock = createClock(() => START);
  clock.restart(new Date(START).toISOString());
  const running_since = new Date(START + 40).toISOString();
  assert.equal(clock.spent({ limit_ms: 1_000, spent_ms: 0, running_since }), 0);
});
