// Single keys as shortcuts, and the one switch that turns all of them off: whoever speaks to the device, or strikes keys by
// mistake, needs it. The device remembers it.

const STORED = 'rostrum.keys';
const WRITING = 'input:not([type="radio"], [type="checkbox"]), textarea, select, [contenteditable]';
const switched = new EventTarget();
let isOn = stored();

function stored() {
  // A browser that keeps nothing says so by throwing.
  try {
    return localStorage.getItem(STORED) !== 'off';
  } catch {
    return true;
  }
}

export const hasSingleKeys = () => isOn;

export function switchSingleKeys() {
  isOn = !isOn;
  try {
    localStorage.setItem(STORED, isOn ? 'on' : 'off');
  } catch {
    // Then it holds for this page.
  }
  switched.dispatchEvent(new Event('change'));
}

/**
 * Has a key do something while an element is on the page, and draws the element again when single keys are switched.
 * @param {import('./element.js').RostrumElement} element
 * @param {string} key lower case
 * @param {() => boolean} act whether there was something to do
 */
export function onSingleKey(element, key, act) {
  element.listen(switched, 'change');
  element.listen(document, 'keydown', (/** @type {KeyboardEvent} */ event) => {
    if (isOn && !document.querySelector('dialog[open]') && means(event, key) && act()) event.preventDefault();
  });
}

/**
 * Whether a key that was pressed means what it is for: not while somebody writes, or composes a sign, or holds another key.
 * @type {(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey' | 'isComposing' | 'keyCode' | 'repeat' | 'target'>, key: string) => boolean}
 */
export function means({ key: pressed, ctrlKey, altKey, metaKey, isComposing, keyCode, repeat, target }, key) {
  const element = /** @type {Element} */ (target);
  // The document itself is within nothing.
  const isWriting = Boolean(element.closest && element.closest(WRITING));
  return pressed.toLowerCase() === key && !ctrlKey && !altKey && !metaKey && !isComposing && keyCode !== 229 && !repeat && !isWriting;
}
