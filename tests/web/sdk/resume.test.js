import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createClient } from '../../../web/sdk/index.js';
import { canonical } from './support/json.js';
import { createModelServer } from './support/model_server.js';
import { createWorld } from './support/world.js';

const SEEDS = 60;
const STEPS = 120;

/** One history under bad links; what came of it. */
async function live(seed) {
  const world = createWorld({ seed });
  const { random } = world;
  const server = createModelServer(world);
  const client = createClient({
    url: 'ws://rostrum.test',
    platform: {
      WebSocket: server.Socket,
      after: world.after,
      localNow: world.now,
      random,
      newId: (() => {
        let number = 0;
        return () => `id-${(number += 1)}`;
      })(),
      report: assert.fail,
    },
  });
  const seen = { views: 0, events: 0, states: 0, connections: 0, answers: [] };
  let last = null;
  client.on('view', ({ position, view }) => {
    seen.views += 1;
    seen.previous = last;
    last = position;
    seen.view = view;
  });
  client.on('event', ({ seq }) => {
    seen.events += 1;
    assert.equal(seq, last.seq, 'an event is told after its view');
    assert.equal(seq, seen.previous.seq + 1, 'without a gap or a repetition');
    assert.equal(last.epoch, seen.previous.epoch);
  });
  client.on('status', ({ state }) => {
    if (state === 'connected') seen.connections += 1;
    assert.notEqual(state, 'closed');
  });
  server.faults = { break: 0.02, lose: seed % 3 === 0 ? 0.01 : 0, refuse: 0.1, bye: 0.1 };
  client.connect();
  for (let step = 0; step < STEPS; step += 1) {
    const chance = random();
    if (chance < 0.5) server.append();
    else if (chance < 0.8) {
      const answer = { times: 0 };
      seen.answers.push(answer);
      client.send({ type: 'vote', poll: 1, choices: [0] }).then(
        ({ seq }) => Object.assign(answer, { seq, times: answer.times + 1 }),
        (refusal) => Object.assign(answer, { refusal, times: answer.times + 1 }),
      );
    } else if (chance < 0.82) server.breakAll();
    else if (chance < 0.84) server.changeAudience();
    else if (chance < 0.86) client.retryNow();
    else if (chance < 0.865 && server.epoch.endsWith('a')) server.restore(random.below(5));
    await world.pass(random.below(1_500));
  }
  server.faults = { break: 0, lose: 0, refuse: 0, bye: 0 };
  server.append();
  // Longer than the back-off, a gap's detection and every retry together take.
  await world.pass(300_000);
  client.on('event', () => assert.fail('nothing happens any more'));
  return { client, server, seen };
}

test('W13 over links that break, lose and delay, the view ends as the server’s, without a gap or a repetition', async () => {
  const totals = { events: 0, connections: 0 };
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const { client, server, seen } = await live(seed);
    assert.deepEqual({ ...client.position }, server.position(), `seed ${seed}`);
    assert.equal(canonical(client.view), canonical(server.view), `seed ${seed}`);
    assert.equal(seen.view, client.view);
    assert.equal(server.links, 1, `seed ${seed}: one link, no other is left open`);
    totals.events += seen.events;
    totals.connections += seen.connections;
  }
  assert.ok(totals.events > SEEDS * 40, `${totals.events} events were followed one by one`);
  assert.ok(totals.connections > SEEDS * 3, `${totals.connections} connections`);
});

test('W13 every command is answered once and has made one entry at most, however often it had to be sent', async () => {
  let repeated = 0;
  for (let seed = 1_001; seed <= 1_000 + SEEDS; seed += 1) {
    const { server, seen } = await live(seed);
    const entries = [...server.made.values()];
    assert.equal(new Set(entries).size, entries.length);
    seen.answers.forEach((answer, index) => {
      const id = `id-${index + 1}`;
      assert.equal(answer.times, 1, `seed ${seed}, ${id}`);
      if (answer.refusal) assert.equal(server.made.has(id), false, `seed ${seed}, ${id}: a refusal has changed nothing`);
      // A restored journal may have forgotten the entry, and made another of the command's repetition.
      else if (server.epoch.endsWith('a')) assert.equal(answer.seq, server.made.get(id), `seed ${seed}, ${id}`);
    });
    for (const times of server.arrivals.values()) repeated += times - 1;
  }
  assert.ok(repeated > SEEDS, `${repeated} repetitions`);
});

test('W13 the same seed gives the same history', async () => {
  const [one, other] = [await live(77), await live(77)];
  assert.deepEqual(one.server.patches, other.server.patches);
  assert.deepEqual({ ...one.seen, view: 0 }, { ...other.seen, view: 0 });
});
