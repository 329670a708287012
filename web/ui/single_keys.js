// Single keys as shortcuts, the one switch that turns all of them off, and the choice of others: whoever speaks to the
// device, or strikes keys by mistake, needs it. The device remembers both.
import { chosenFrom, isKey, keyIn, takenBy } from './key_table.js';

/** @typedef {import('./key_table.js').Action} Action */

const STORED = 'rostrum.keys';
const CHOSEN = 'rostrum.keys.chosen';
const WRITING = 'input:not([type="radio"], [type="checkbox"]), textarea, select, [contenteditable]';
const changes = new EventTarget();
let isOn = stored(STORED) !== 'off';
let chosen = chosenFrom(stored(CHOSEN));

/** @param {string} name */
function stored(name) {
  // A browser that keeps nothing says so by throwing.
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

/** @type {(name: string, value: string) => void} */
function store(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // Then it holds for this page.
  }
  changes.dispatchEvent(new Event('change'));
}

export const hasSingleKeys = () => isOn;

export function switchSingleKeys() {
  isOn = !isOn;
  store(STORED, isOn ? 'on' : 'off');
}

/** @param {Action} action */
export const keyOf = (action) => keyIn(chosen, action);

/** The key as people read it. @param {Action} action */
export const keyText = (action) => keyOf(action).toUpperCase();

/** As `aria-keyshortcuts` has it, while there is one. @param {Action} action */
export const shortcutOf = (action) => (isOn ? keyText(action).replace('+', 'Plus') : false);

/**
 * Gives an action another key.
 * @type {(action: Action, key: string) => Action | 'no_key' | null} what has the key already, or that it is none; null if it is done
 */
export function chooseKey(action, key) {
  const wanted = key.toLowerCase();
  if (!isKey(wanted)) return 'no_key';
  const other = takenBy(chosen, action, wanted);
  if (other) return other;
  chosen = { ...chosen, [action]: wanted };
  store(CHOSEN, JSON.stringify(chosen));
  return null;
}

export function resetKeys() {
  chosen = {};
  store(CHOSEN, '{}');
}

// Two tabs of one device agree.
addEventListener('storage', ({ key, newValue }) => {
  if (key !== STORED && key !== CHOSEN) return;
  if (key === STORED) isOn = newValue !== 'off';
  else chosen = chosenFrom(newValue);
  changes.dispatchEvent(new Event('change'));
});

/** Draws an element again when keys are switched or chosen. @param {import('./element.js').RostrumElement} element */
export const followKeys = (element) => element.listen(changes, 'change');

/**
 * Has a key do something while an element is on the page.
 * @param {import('./element.js').RostrumElement} element
 * @param {Action} action
 * @param {() => boolean} act whether there was something to do
 * @param {boolean} [repeats] whether it goes on while the key is held down
 */
export function onSingleKey(element, action, act, repeats = false) {
  followKeys(element);
  element.listen(document, 'keydown', (/** @type {KeyboardEvent} */ event) => {
    if (!isOn || (event.repeat && !repeats) || document.querySelector('dialog[open]')) return;
    if (means(event, keyOf(action)) && act()) event.preventDefault();
  });
}

/**
 * Whether a key that was pressed means what it is for: not while somebody writes, or composes a sign, or holds another key.
 * @type {(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey' | 'isComposing' | 'keyCode' | 'target'>, key: string) => boolean}
 */
export function means({ key: pressed, ctrlKey, altKey, metaKey, isComposing, keyCode, target }, key) {
  // What fills a form in by itself strikes keys without a name.
  return Boolean(pressed) && pressed.toLowerCase() === key && !ctrlKey && !altKey && !metaKey && !isComposing && keyCode !== 229 && !isWriting(target);
}

/** @param {EventTarget | null} target */
export function isWriting(target) {
  const element = /** @type {Element} */ (target);
  // The document itself is within nothing.
  return Boolean(element.closest && element.closest(WRITING));
}
