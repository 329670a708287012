// The steps in which a session is made, and what a look at it says before it is.

/** @typedef {typeof STEPS[number]} Step */
/** @typedef {import('./desk_draft.js').Fault} Fault */

export const STEPS = /** @type {const} */ (['form', 'about', 'people', 'look']);

/** The step of an address: the first one where it says none. @param {string} hash @returns {Step} */
export const stepAt = (hash) => STEPS.find((step) => hash === `#new-${step}`) || STEPS[0];

/** @param {Step} step */
export const pathOf = (step) => (step === STEPS[0] ? '/desk#new' : `/desk#new-${step}`);

/** The one that comes so many steps after another, if there is one. @type {(step: Step, count: number) => Step | undefined} */
export const stepAfter = (step, count) => STEPS[STEPS.indexOf(step) + count];

/** Where a field is filled in. @type {(field: string) => Step} */
export const stepOf = (field) => (field.startsWith('item-') ? 'form' : 'about');

/**
 * How many there are of each, the most first, then in the order of the list; what is empty last.
 * @param {string[]} values
 * @returns {[value: string, count: number][]}
 */
export function tally(values) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) || 0) + 1);
  return [...counts].sort(([one, few], [other, many]) => Number(one === '') - Number(other === '') || many - few);
}

/**
 * When a step of preparation is due, or null where that depends on a beginning that nobody has chosen.
 * @param {string} startsAt local
 * @param {number | null | undefined} beforeMs
 * @returns {string | null} RFC 3339
 */
export function dueAt(startsAt, beforeMs) {
  const start = new Date(startsAt).getTime();
  return startsAt === '' || Number.isNaN(start) || typeof beforeMs !== 'number' ? null : new Date(start - beforeMs).toISOString();
}
