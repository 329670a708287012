// What the keys of the console and those of a member's room have in common.
import { RostrumElement } from '../element.js';
import { onSingleKey } from '../single_keys.js';

/** A key that is struck twice so quickly meant one press. */
const REST_MS = 400;
/** So long what a key leads to is waited for. */
const PATIENCE_MS = 5000;

/** @typedef {import('../key_table.js').Action} Action */

/** Given `room`. */
export class KeysElement extends RostrumElement {
  constructor() {
    super();
    /** When each was struck last. @type {Map<Action, number>} */
    this.struck = new Map();
  }

  /** Nothing happens twice because a hand trembles. @type {(action: Action, act: () => boolean) => void} */
  on(action, act) {
    onSingleKey(this, action, () => {
      const before = this.struck.get(action);
      const now = performance.now();
      if (before !== undefined && now - before < REST_MS) return true;
      const isDone = act();
      if (isDone) this.struck.set(action, now);
      return isDone;
    });
  }

  /** The box of a search that is on the page takes the key itself. @param {string} tab where it would be */
  leadToSearch(tab) {
    if (document.querySelector('rostrum-search')) return false;
    this.room.tell('show', tab);
    const enter = () => {
      /** @type {any} */
      const search = document.querySelector('rostrum-search');
      if (search && search.enterBox()) stop();
    };
    const watch = new MutationObserver(enter);
    const stop = () => watch.disconnect();
    watch.observe(document.body, { childList: true, subtree: true });
    setTimeout(stop, PATIENCE_MS);
    this.leaving.push(stop);
    enter();
    return true;
  }
}

/** @type {(screen: 'rostrum-console' | 'rostrum-own', action: Action) => boolean} whether there was a button to press */
export function press(screen, action) {
  const button = /** @type {HTMLElement | null} */ (document.querySelector(`${screen} [data-action="${action}"]`));
  if (button) button.click();
  return Boolean(button);
}
