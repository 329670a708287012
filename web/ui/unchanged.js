// Descriptions of what has not changed: `dom.js` does not look into one that it is given again.
import { currentLanguage } from './i18n.js';

/** @typedef {import('./types.d.ts').Drawn} Drawn */

/**
 * Remembers how things were drawn, for long lists of which one line changes at a time.
 * @returns {(thing: object, from: unknown[], draw: () => Drawn) => Drawn} draws a thing again only when something of `from` is another
 */
export function createUnchanged() {
  /** @type {WeakMap<object, {from: unknown[], drawn: Drawn}>} */
  const remembered = new WeakMap();
  return (thing, from, draw) => {
    const now = [...from, currentLanguage()];
    const before = remembered.get(thing);
    if (before && now.every((each, index) => each === before.from[index])) return before.drawn;
    const drawn = draw();
    remembered.set(thing, { from: now, drawn });
    return drawn;
  };
}
