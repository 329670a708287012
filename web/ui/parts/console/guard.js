// Keeps two moderators who press together from skipping somebody: what has just changed under somebody's hand takes no
// press until it could be read.

/** So long does a control rest after somebody else changed what it acts upon. */
export const GUARD_MS = 1500;

/**
 * @param {{after: (ms: number, run: () => void) => (() => void), changed: () => void}} needs
 */
export function createGuard({ after, changed }) {
  /** @type {Record<string, string | null>} */
  let seen = {};
  /** @type {Map<string, () => void>} how to stop the timer of each closed control */
  const closed = new Map();

  /** @param {string} name */
  function close(name) {
    const stop = closed.get(name);
    if (stop) stop();
    closed.set(name, after(GUARD_MS, () => {
      closed.delete(name);
      changed();
    }));
  }

  return {
    /**
     * Tells what each control acts upon now, and who made it so.
     * @param {Record<string, string | null>} targets
     * @param {'me' | 'somebody'} by
     */
    look(targets, by) {
      // Where there was nothing to press, nothing is pressed by mistake.
      const names = Object.keys(targets).filter((name) => seen[name] && targets[name] && targets[name] !== seen[name]);
      seen = targets;
      if (by === 'me') return;
      names.forEach(close);
      if (names.length > 0) changed();
    },
    /** @param {string} name */
    isClosed: (name) => closed.has(name),
    stop() {
      closed.forEach((stop) => stop());
      closed.clear();
    },
  };
}
