// Death needs a ping that was not answered.

/** The first exchanges after a welcome follow each other quickly, so that the clock is right soon. */
const QUICK_EXCHANGES = 3;
const QUICK_MS = 1000;
/** The time to answer when there is a reason for doubt, such as a phone that was unlocked. */
const PROBE_MS = 5000;
const HEARTBEAT_MS_MIN = 1000;

/** @type {import('./types/parts.d.ts').CreateHeart} */
export function createHeart({ platform, clock, send, died }) {
  let heartbeatMs = 0;
  let exchanges = 0;
  // The number of a ping is its `t`: a fraction of a millisecond might not come back as it was sent.
  let number = 0;
  /** @type {number | null} */
  let sentAt = null;
  let doubted = false;
  let cancel = () => {};

  /** @type {(ms: number, run: () => void) => void} */
  function arm(ms, run) {
    cancel();
    cancel = platform.after(ms, run);
  }

  function ping() {
    number += 1;
    sentAt = platform.localNow();
    arm(heartbeatMs, died);
    send({ type: 'ping', t: number });
  }

  return {
    start(ms) {
      const first = heartbeatMs === 0;
      heartbeatMs = Math.max(HEARTBEAT_MS_MIN, ms);
      if (first) ping();
    },
    pong({ t, now }) {
      if (sentAt === null || t !== number) return;
      clock.learn(sentAt, now, platform.localNow());
      sentAt = null;
      doubted = false;
      exchanges += 1;
      arm(exchanges > QUICK_EXCHANGES ? heartbeatMs : QUICK_MS, ping);
    },
    doubt() {
      if (heartbeatMs === 0 || doubted) return;
      if (sentAt === null) ping();
      doubted = true;
      arm(Math.min(heartbeatMs, PROBE_MS), died);
    },
    stop() {
      cancel();
    },
  };
}
