// The key that does what a button does, shown on it while single keys are on.
import { h } from '../dom.js';
import { hasSingleKeys, keyText, shortcutOf } from '../single_keys.js';

/** @typedef {import('../key_table.js').Action} Action */

/** What those who do not see it hear as the button's shortcut. @type {(action: Action) => import('../types.d.ts').Child} */
export const drawKey = (action) => hasSingleKeys() && h('kbd', { class: 'key', 'aria-hidden': 'true', key: 'key' }, keyText(action));

/** The properties of a button that a key presses. @type {(action: Action) => import('../types.d.ts').Properties} */
export const withKey = (action) => ({ 'data-action': action, 'aria-keyshortcuts': shortcutOf(action) });
