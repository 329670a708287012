// What the figures of participation come to: pure, so that it can be tested. The figures themselves are the server's.

/** @typedef {import('../sdk/types/protocol.d.ts').Participation} Participation */
/** @typedef {Participation['people'][number]} PersonSpoken */

const SOON_MS = 15000;
const SELDOM_MS = 60000;

/**
 * After how long the figures are asked for again; never once nothing can change.
 * @param {Participation} own
 * @returns {number | null}
 */
export function askAgainMs({ sessions }) {
  if (sessions.some(({ phase }) => phase === 'open')) return SOON_MS;
  return sessions.some(({ phase }) => phase === 'draft' || phase === 'recess') ? SELDOM_MS : null;
}

/** The members who were not heard. @type {(own: Participation) => PersonSpoken[]} */
export const notHeard = ({ people }) => people.filter(({ role, heard_in: heardIn }) => role === 'member' && heardIn === 0);

/** Whoever was heard. @type {(own: Participation) => PersonSpoken[]} */
export const heard = ({ people }) => people.filter(({ heard_in: heardIn }) => heardIn > 0);

/** In one word how equal it is; from where on is our own judgement. @type {(permille: number) => 'even' | 'fair' | 'uneven' | 'few'} */
export function equalityWord(permille) {
  if (permille < 250) return 'even';
  if (permille < 450) return 'fair';
  return permille < 700 ? 'uneven' : 'few';
}

/** `0.42` of 420. @type {(permille: number) => string} */
export const coefficientText = (permille) => (permille / 1000).toFixed(2);

/** @type {(part: number, whole: number) => number} of a hundred, rounded */
export const percent = (part, whole) => (whole > 0 ? Math.round((100 * part) / whole) : 0);

/** Whole hours, minutes and seconds. @type {(ms: number) => {hours: number, minutes: number, seconds: number}} */
export function spanOf(ms) {
  const all = Math.round(ms / 1000);
  return { hours: Math.floor(all / 3600), minutes: Math.floor((all % 3600) / 60), seconds: all % 60 };
}

/**
 * The session or the sessions that an address of the desk names.
 * @param {string} search
 * @returns {{series?: string, sessions?: string}}
 */
export function chosenOf(search) {
  const query = new URLSearchParams(search);
  const [series, sessions] = [query.get('series'), query.get('sessions')];
  if (series) return { series };
  return sessions ? { sessions } : {};
}
