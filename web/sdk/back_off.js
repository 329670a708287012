// How long to wait before the next attempt, in milliseconds.

export const FIRST_MS = 500;
export const CEILING_MS = 15000;
/** A connection that has held for so long was a good one: the next wait is a first one again. */
export const STABLE_MS = 10000;
/** The longest wait that a server can ask for: beyond 24.8 days timers fire at once. */
export const ASKED_MS_MAX = 86400000;

/**
 * Full jitter, so that the members of a hall whose network returns do not all come in the same moment; 0 is the first.
 * @type {(random: () => number, attempt: number) => number}
 */
export const fullJitter = (random, attempt) => random() * Math.min(CEILING_MS, FIRST_MS * 2 ** attempt);

/** @type {(askedMs: number | null | undefined) => number} */
export const boundedMs = (askedMs) => Math.min(ASKED_MS_MAX, Math.max(0, askedMs || 0));

/** @type {import('./types/parts.d.ts').CreateBackOff} */
export function createBackOff(random) {
  let attempt = 0;
  let connectedAt = Infinity;
  return {
    connected(at) {
      connectedAt = at;
    },
    wait(at, askedMs) {
      if (at - connectedAt >= STABLE_MS) attempt = 0;
      connectedAt = Infinity;
      return askedMs + fullJitter(random, attempt++);
    },
  };
}
