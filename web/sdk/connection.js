// Keeps one socket after the other until it is told, or tells, not to come back.
import { boundedMs, createBackOff } from './back_off.js';
import { NO_CLOSE_FRAME, createSocket } from './socket.js';

/** @typedef {import('./types/parts.d.ts').Socket} Socket */

const LEFT = 1000;
const ABUSE = 1008;
/** Answers about a seat that time does not change. */
const FINAL_STATUSES = [400, 401, 403, 404, 410];
/** A browser hides why a handshake was refused; so many failures in a row are a reason to ask by HTTP. */
const FAILURES_BEFORE_ASKING = 2;

/** @type {import('./types/parts.d.ts').CreateConnection} */
export function createConnection({ url, platform, clock, position, received, changed, confirmSeat }) {
  const backOff = createBackOff(platform.random);
  /** @type {import('./types/parts.d.ts').Status} */
  let status = { state: 'idle' };
  /** @type {Socket | null} */
  let current = null;
  /** @type {import('./types/parts.d.ts').MessageOf<'bye'> | null} */
  let bye = null;
  let notBefore = 0;
  let failures = 0;
  let cancelRetry = () => {};

  /** @type {(next: typeof status, closeCode?: number) => void} */
  function become(next, closeCode) {
    status = next;
    changed(next, closeCode);
  }

  function connect() {
    cancelRetry();
    bye = null;
    /** @type {Socket} */
    const mine = createSocket({
      url,
      platform,
      clock,
      position: position(),
      // A socket that was given up may still have something to say: only the current one is heard.
      received: (message) => current === mine && hear(mine, message),
      lost: (closeCode) => current === mine && lose(closeCode),
    });
    current = mine;
    become({ state: 'connecting' });
  }

  /** @type {(mine: Socket, message: import('./types/protocol.d.ts').ServerMessage) => void} */
  function hear(mine, message) {
    if (message.type === 'bye') bye = message;
    if (message.type !== 'welcome' || status.state !== 'connecting') return received(message);
    clock.restart(message.now);
    received(message);
    // Whoever received it may have left.
    if (current !== mine) return;
    failures = 0;
    backOff.connected(platform.localNow());
    become({ state: 'connected' });
  }

  /** @type {(closeCode: number) => void} */
  function lose(closeCode) {
    current = null;
    const final = closeCode === LEFT || closeCode === ABUSE || (closeCode >= 4000 && closeCode <= 4099);
    if (final || (bye && bye.retry_ms == null)) return close({ closeCode, ...(bye && { bye: bye.code }) });
    if (status.state === 'connecting') failures += 1;
    const askedMs = boundedMs(bye && bye.retry_ms);
    notBefore = platform.localNow() + askedMs;
    waitFor(backOff.wait(platform.localNow(), askedMs), closeCode);
    if (failures >= FAILURES_BEFORE_ASKING && confirmSeat) confirmSeat().catch(judge);
  }

  /** @type {(ms: number, closeCode?: number) => void} */
  function waitFor(ms, closeCode) {
    cancelRetry();
    cancelRetry = platform.after(ms, connect);
    become({ state: 'waiting', retryAt: clock.now() + ms }, closeCode);
  }

  /** @type {(problem: any) => void} */
  function judge(problem) {
    const final = problem && FINAL_STATUSES.includes(problem.status);
    // A connection that has come about meanwhile knows better; and who has left asks nothing any more.
    if (final && (status.state === 'connecting' || status.state === 'waiting')) close({ problem: problem.code });
  }

  /** @type {(why: import('./types/parts.d.ts').Farewell, closeCode?: number) => void} */
  function close(why, closeCode) {
    cancelRetry();
    if (current) current.end(closeCode);
    current = null;
    become({ state: 'closed', why });
  }

  return {
    get status() {
      return status;
    },
    open() {
      if (status.state === 'idle') connect();
    },
    send(text) {
      if (current && status.state === 'connected') current.send(text);
    },
    retryNow() {
      if (status.state === 'connected' && current) return current.doubt();
      if (status.state !== 'waiting') return;
      const askedMs = notBefore - platform.localNow();
      if (askedMs > 0) waitFor(askedMs);
      else connect();
    },
    restart() {
      if (!current) return;
      current.end();
      lose(NO_CLOSE_FRAME);
    },
    leave() {
      if (status.state !== 'closed') close({ closeCode: LEFT }, LEFT);
    },
  };
}
