// A client in a still world, and words for what its server does.
import { createClient } from '../../../../web/sdk/index.js';
import { createFakeSockets } from './fake_socket.js';
import { createWorld } from './world.js';

export const EPOCH = '01890000-0000-7000-8000-000000000001';
export const HEARTBEAT_MS = 20_000;

export function welcome(world, seq = 0, more = {}) {
  const participant = { participant: 7, name: '张三', role: 'member' };
  const position = { epoch: EPOCH, seq };
  const base = { type: 'welcome', participant, capabilities: [], position, now: world.iso(), heartbeat_ms: HEARTBEAT_MS };
  return { ...base, ...more };
}

export const state = (seq, view, epoch = EPOCH) => ({ type: 'state', position: { epoch, seq }, view });

export const event = (seq, patch) => ({
  type: 'event',
  seq,
  at: '2026-03-02T01:00:00.000Z',
  by: null,
  entry: { type: 'redacted' },
  patch,
});

export function createRoom({ seed, platform, ...options } = {}) {
  const world = createWorld({ seed });
  const sockets = createFakeSockets();
  const reported = [];
  let ids = 0;
  const client = createClient({
    url: 'ws://rostrum.test/api/sessions/s/socket',
    platform: {
      WebSocket: sockets,
      after: world.after,
      localNow: world.now,
      random: world.random,
      newId: () => `id-${(ids += 1)}`,
      report: (error) => reported.push(error),
      ...platform,
    },
    ...options,
  });
  const heard = [];
  for (const name of ['status', 'welcome', 'view', 'event', 'presence', 'caption', 'bye', 'refusal']) {
    client.on(name, (told) => heard.push({ name, told }));
  }
  return {
    world,
    sockets,
    client,
    reported,
    told: (name) => heard.filter((each) => each.name === name).map((each) => each.told),
    /** The newest socket opens and is welcomed; a first visit gets a state. */
    arrive(seq = 0, view = { counts: { posts: 0 } }) {
      const socket = sockets.last;
      const first = client.position === null;
      socket.open();
      socket.say(welcome(world, seq));
      if (first) socket.say(state(seq, view));
      return socket;
    },
    /** Waits out the longest back-off; the next socket has been made. */
    async waitOut() {
      const made = sockets.made.length;
      await world.pass(15_000);
      if (sockets.made.length === made) throw new Error('no further socket was made');
      return sockets.last;
    },
  };
}
