// Looks over a page's shoulder at the countdown, and says how far it was from the truth.
import assert from 'node:assert/strict';

/**
 * One change of what the countdown shows, and when it happened by this machine's clock, which the server's is too.
 * @typedef {{ text: string, at: number }} Change
 */

/**
 * Records every change of the shown time until it has seen so many.
 * @param {import('playwright-core').Locator} timer
 * @param {number} count
 * @param {{ clockAheadMs?: number }} [device] as the device was unpacked
 * @returns {Promise<Change[]>}
 */
export function recordCountdown(timer, count, { clockAheadMs = 0 } = {}) {
  return timer.evaluate(
    (element, { wanted, aheadMs }) => new Promise((resolve) => {
      /** @type {{ text: string, at: number }[]} */
      const changes = [];
      let shown = element.textContent ?? '';
      const observer = new MutationObserver(() => {
        const at = performance.timeOrigin + performance.now() - aheadMs;
        const text = element.textContent ?? '';
        if (text === shown) return;
        shown = text;
        changes.push({ text, at });
        if (changes.length < wanted) return;
        observer.disconnect();
        resolve(changes);
      });
      observer.observe(element, { childList: true, characterData: true, subtree: true });
    }),
    { wanted: count, aheadMs: clockAheadMs },
  );
}

/**
 * The greatest distance, in milliseconds, between the moment of a change and the moment at which the turn had exactly as
 * much time left as the change says. A countdown shows the seconds that are left, rounded up: `0:00` is the end.
 * @param {Change[]} changes
 * @param {{ limit_ms: number, spent_ms: number, running_since?: string }} turn
 */
export function greatestDistance(changes, turn) {
  assert.ok(turn.running_since, 'the turn runs');
  const endsAt = Date.parse(turn.running_since) + turn.limit_ms - turn.spent_ms;
  return Math.max(...changes.map(({ text, at }) => Math.abs(at - (endsAt - secondsOf(text) * 1_000))));
}

/** @type {(text: string) => number} */
export function secondsOf(text) {
  const found = /(\d+):(\d{2})(?!.*\d)/.exec(text);
  assert.ok(found, `"${text}" shows a time`);
  return Number(found[1]) * 60 + Number(found[2]);
}
