// What a browser has of what the SDK needs.
import { createUuids } from './uuid.js';

/** @type {(given?: Partial<import('./types/index.d.ts').Platform>) => import('./types/index.d.ts').Platform} */
export function createPlatform(given = {}) {
  // Unlike `Date.now()` this does not jump when somebody sets the device's clock.
  const localNow = given.localNow || (() => performance.timeOrigin + performance.now());
  return {
    WebSocket: globalThis.WebSocket,
    after(ms, run) {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    random: Math.random,
    newId: createUuids(localNow, (count) => crypto.getRandomValues(new Uint8Array(count))),
    report: (error) => console.error(error),
    ...given,
    localNow,
  };
}
