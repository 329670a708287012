// Named events for listeners that may fail.

/** @type {import('./types/parts.d.ts').CreateEmitter} */
export function createEmitter(report) {
  /** @type {Map<string, Set<{listener: (told: any) => void}>>} */
  const places = new Map();
  return {
    on(name, listener) {
      const place = { listener };
      const listeners = places.get(name) || new Set();
      places.set(name, listeners.add(place));
      return () => void listeners.delete(place);
    },
    emit(name, told) {
      const listeners = places.get(name) || new Set();
      for (const place of [...listeners]) {
        // Who has stopped listening during this very event is not called any more.
        if (!listeners.has(place)) continue;
        try {
          place.listener(told);
        } catch (error) {
          report(error);
        }
      }
    },
  };
}
