// What is right with a device and its network, and what is not: pure functions. Each verdict says how good it is and why;
// what is to be done is in the text of the same name.

/** @typedef {{is: 'good' | 'weak' | 'bad' | 'open', name: string, values?: Record<string, number>}} Verdict */

/** Within these a conversation does not suffer, or is still possible. */
const ROUND_TRIP_GOOD_MS = 300;
const ROUND_TRIP_WEAK_MS = 1000;
/** Nobody notices less on the own clock. */
const CLOCK_GOOD_MS = 5000;

/** @type {(state: string) => Verdict} of a room's connection */
export const ofConnection = (state) => (state === 'connected' ? { is: 'good', name: 'connected' } : { is: 'bad', name: 'unconnected' });

/** @type {(ms: number | null) => Verdict} null as long as it was not measured */
export function ofRoundTrip(ms) {
  if (ms === null) return { is: 'open', name: 'measuring' };
  const values = { ms: Math.round(ms) };
  if (ms <= ROUND_TRIP_GOOD_MS) return { is: 'good', name: 'fast', values };
  return ms <= ROUND_TRIP_WEAK_MS ? { is: 'weak', name: 'slow', values } : { is: 'bad', name: 'very_slow', values };
}

/** @type {(differenceMs: number) => Verdict} the room's clock less the device's */
export function ofClock(differenceMs) {
  const values = { seconds: Math.round(Math.abs(differenceMs) / 1000) };
  if (Math.abs(differenceMs) < CLOCK_GOOD_MS) return { is: 'good', name: 'clock_right' };
  return { is: 'weak', name: differenceMs > 0 ? 'clock_behind' : 'clock_ahead', values };
}

/** The browser trusts an address of the own device without encryption. @type {(isSecure: boolean, protocol: string) => Verdict} */
export function ofSafety(isSecure, protocol) {
  if (!isSecure) return { is: 'weak', name: 'insecure' };
  return { is: 'good', name: protocol === 'https:' ? 'secure' : 'local' };
}

/** @type {(permission: string | null) => Verdict} null where the browser has no notifications */
export function ofPermission(permission) {
  if (permission === 'granted') return { is: 'good', name: 'allowed' };
  if (permission === 'default') return { is: 'open', name: 'not_asked' };
  return { is: 'weak', name: permission === null ? 'no_notifications' : 'not_allowed' };
}

/**
 * What only the person knows: whether it was heard, or felt.
 * @type {(what: 'sound' | 'vibration', isPossible: boolean, answer: boolean | null) => Verdict}
 */
export function ofTrial(what, isPossible, answer) {
  if (!isPossible) return { is: 'weak', name: `no_${what}` };
  if (answer === null) return { is: 'open', name: `try_${what}` };
  return answer ? { is: 'good', name: `${what}_works` } : { is: 'weak', name: `${what}_fails` };
}
