// The keys of a member's room, for whoever has a keyboard: each presses the button that is for the same thing.
import { drawKey, withKey } from './key_hint.js';
import { showKeys } from './key_list.js';
import { KeysElement, press } from './keys.js';

/** @typedef {import('../key_table.js').Action} Action */

/** Given `room`, and `own`, whose buttons they are. */
class OwnKeys extends KeysElement {
  constructor() {
    super();
    /** @type {import('./own.js').OwnPlace} */
    this.own = /** @type {any} */ (null);
  }

  entered() {
    for (const action of /** @type {const} */ (['request', 'withdraw'])) this.on(action, () => press('rostrum-own', action));
    // One asks for them in the form that is for all that is not usual.
    for (const kind of /** @type {const} */ (['question', 'point_of_order'])) this.on(kind, () => this.askFor(kind));
    this.on('search', () => this.leadToSearch('transcript'));
    this.on('list', () => Boolean(showKeys('member')));
  }

  draw() {
    // Drawn again when keys are switched or chosen, and then the buttons with it.
    this.own.keyed = (action) => ({ properties: withKey(action), sign: drawKey(action) });
    this.own.update();
    return null;
  }

  /** @param {'question' | 'point_of_order'} kind */
  askFor(kind) {
    if (!this.own.querySelector('[data-action="ask_other"]')) return false;
    this.own.open('ask', kind);
    return true;
  }
}

customElements.define('rostrum-own-keys', OwnKeys);
