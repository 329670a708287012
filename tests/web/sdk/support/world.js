// A world whose time stands still until a test moves it, and whose chances come from a seed.

export const START = Date.parse('2026-03-02T01:00:00.000Z');

/** Evenly distributed numbers from 0 up to 1, the same for the same seed (a 32-bit xorshift-multiply mixer). */
export function createRandom(seed) {
  let state = seed >>> 0;
  const random = () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
  return Object.assign(random, {
    below: (limit) => Math.floor(random() * limit),
    oneOf: (values) => values[Math.floor(random() * values.length)],
  });
}

export function createWorld({ seed = 1 } = {}) {
  const random = createRandom(seed);
  let time = START;
  let order = 0;
  let timers = [];

  const world = {
    random,
    now: () => time,
    iso: (at = time) => new Date(at).toISOString(),
    get timers() {
      return timers.length;
    },
    after(ms, run) {
      const timer = { at: time + ms, order: (order += 1), run };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    /** Lets so much time pass; every timer runs at its moment, and what it promised is settled before the next. */
    async pass(ms) {
      const end = time + ms;
      await settled();
      for (;;) {
        const due = timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at || a.order - b.order)[0];
        if (!due) break;
        timers = timers.filter((timer) => timer !== due);
        time = Math.max(time, due.at);
        due.run();
        await settled();
      }
      time = end;
    },
  };
  return world;
}

/** All that was promised so far has been heard. */
export const settled = () => new Promise((resolve) => setImmediate(resolve));
