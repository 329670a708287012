// The key that does what a button does, shown on it while single keys are on.
import { h } from '../dom.js';
import { hasSingleKeys, keyText, shortcutOf } from '../single_keys.js';

/** @typedef {import('../key_table.js').Action} Action */

/** A sign that is no text of the button, whose name stays as it is. @type {(action: Action) => import('../types.d.ts').Child} */
export const drawKey = (action) => hasSingleKeys() && h('kbd', { class: 'key', 'aria-hidden': 'true', key: 'key', 'data-key': keyText(action) });

/** The properties of a button that a key presses. @type {(action: Action) => import('../types.d.ts').Properties} */
export const withKey = (action) => ({ 'data-action': action, 'aria-keyshortcuts': shortcutOf(action) });
