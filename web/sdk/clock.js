// Learns from every ping and pong how far the server's clock is from the local one.

/** So many of the newest exchanges are remembered. */
export const EXCHANGES_MAX = 8;
/** The server tells whole milliseconds. */
const ROUNDING_MS = 1;

/** @type {import('./types/parts.d.ts').CreateClock} */
export function createClock(localNow) {
  /** @type {import('./types/parts.d.ts').Exchange[]} */
  let exchanges = [];
  let offset = 0;

  const now = () => localNow() + offset;

  /** @type {import('./types/parts.d.ts').Clock['spent']} */
  const spent = ({ spent_ms, running_since }) =>
    running_since == null ? spent_ms : spent_ms + Math.max(0, now() - Date.parse(running_since));

  return {
    now,
    spent,
    remaining: (turn) => turn.limit_ms - spent(turn),
    get roundTripMs() {
      return exchanges.length > 0 ? exchanges[exchanges.length - 1].roundTrip : null;
    },
    restart(serverNow) {
      // The local clock of a device that slept may have stood still.
      exchanges = [];
      offset = Date.parse(serverNow) - localNow();
    },
    learn(sentAt, serverNow, receivedAt) {
      const server = Date.parse(serverNow);
      const newest = { offset: (server - sentAt + (server - receivedAt)) / 2, roundTrip: receivedAt - sentAt };
      // Exchanges that cannot both be right say that a clock has jumped: then only the newest counts.
      exchanges = exchanges.filter(({ offset: earlier, roundTrip }) =>
        Math.abs(earlier - newest.offset) <= (roundTrip + newest.roundTrip) / 2 + ROUNDING_MS);
      exchanges = [...exchanges.slice(1 - EXCHANGES_MAX), newest];
      offset = exchanges.reduce((best, each) => (each.roundTrip < best.roundTrip ? each : best)).offset;
    },
  };
}
