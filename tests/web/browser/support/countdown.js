// Looks over a page's shoulder at the countdown, and says how far it was from the truth.
import assert from 'node:assert/strict';

/**
 * One change of what the countdown shows. `at` is when it happened by this machine's clock, which the server's is too;
 * `heldUpMs` is how late another timer of the same page came that was set for the very moment: a machine that has more to
 * do than it can makes every timer late, and no countdown wrong.
 * @typedef {{ text: string, at: number, heldUpMs: number }} Change
 */

/** @typedef {{ limit_ms: number, spent_ms: number, running_since?: string }} Turn */

/**
 * Records so many changes of the shown time.
 * @param {import('playwright-core').Locator} timer
 * @param {Turn} turn that it counts down
 * @param {number} count
 * @param {{ clockAheadMs?: number }} [device] as it was unpacked
 * @returns {Promise<Change[]>}
 */
export function recordCountdown(timer, turn, count, { clockAheadMs = 0 } = {}) {
  return timer.evaluate(
    (element, { endsAt, wanted, aheadMs }) => new Promise((resolve) => {
      const now = () => performance.timeOrigin + performance.now() - aheadMs;
      /** @type {Map<number, number>} by the second that begins, how late a timer came that was set for it */
      const heldUp = new Map();
      const next = Math.ceil((endsAt - now()) / 1_000) - 1;
      for (let second = next; second >= next - wanted - 1; second -= 1) {
        const due = endsAt - second * 1_000;
        setTimeout(() => heldUp.set(due, now() - due), due - now());
      }
      /** @type {Change[]} */
      const changes = [];
      let shown = element.textContent ?? '';
      const observer = new MutationObserver(() => {
        const at = now();
        const text = element.textContent ?? '';
        if (text === shown) return;
        shown = text;
        const due = endsAt - Math.round((endsAt - at) / 1_000) * 1_000;
        changes.push({ text, at, heldUpMs: heldUp.get(due) ?? 0 });
        if (changes.length < wanted) return;
        observer.disconnect();
        resolve(changes);
      });
      observer.observe(element, { childList: true, characterData: true, subtree: true });
    }),
    { endsAt: endOf(turn), wanted: count, aheadMs: clockAheadMs },
  );
}

/**
 * Fails when a change came at another moment than that at which the turn had exactly as much time left as it says, give
 * or take 100 ms. A countdown shows the seconds that are left, rounded up: `0:00` is the end.
 * @param {import('node:test').TestContext} test
 * @param {string} whose
 * @param {Change[]} changes
 * @param {Turn} turn
 */
export function assertRight(test, whose, changes, turn) {
  const distances = changes.map(({ text, at, heldUpMs }) => {
    const late = at - (endOf(turn) - secondsOf(text) * 1_000);
    return { late, own: late > 0 ? Math.max(0, late - heldUpMs) : -late };
  });
  const greatest = Math.max(...distances.map(({ late }) => Math.abs(late)));
  const own = Math.max(...distances.map((each) => each.own));
  test.diagnostic(`${whose}: ${changes.length} changes, at most ${greatest.toFixed(1)} ms from the server's clock`);
  assert.ok(own <= 100, `${whose}: ${greatest} ms, ${own} of them the countdown's own`);
}

/** @param {Turn} turn */
function endOf({ limit_ms, spent_ms, running_since }) {
  assert.ok(running_since, 'the turn runs');
  return Date.parse(running_since) + limit_ms - spent_ms;
}

/** @type {(text: string) => number} */
function secondsOf(text) {
  const found = /(\d+):(\d{2})(?!.*\d)/.exec(text);
  assert.ok(found, `"${text}" shows a time`);
  return Number(found[1]) * 60 + Number(found[2]);
}
