// Keeps the focus near when what has it goes away under the hand: on what stood around it, so that the next press of a key
// does not press what has come into its place.

/** What the focus can stay on: lines, parts of a page, and every element of our own. */
const AROUND = 'li, section, [role="tabpanel"], main';

/** Where the focus was last, on the page (under its body) and in each dialog. @type {WeakMap<Element, {on: Element, around: HTMLElement[]}>} */
const places = new WeakMap();
/** @type {Element | null} what has the focus only because something else went away */
let kept = null;

/** @param {Element} element */
const layerOf = (element) => element.closest('dialog') || document.body;

/** Begins to see where the focus goes. */
export function followFocus() {
  document.addEventListener('focusin', ({ target }) => {
    const on = /** @type {Element} */ (target);
    const around = [];
    for (let near = on.parentElement; near; near = near.parentElement) if (near.matches(AROUND) || near.localName.includes('-')) around.push(near);
    // A dialog gives the focus back to where it was.
    places.set(layerOf(on), { on, around });
    kept = null;
  });
}

/** Whether somebody's focus is on nothing that can be pressed or written in. */
export const isNowhere = () => document.activeElement === document.body || document.activeElement === kept;

/** Called whenever a part of the page, which stands in `inside`, was drawn anew. @param {Element} inside */
export function keepFocus(inside) {
  if (document.activeElement !== document.body) return;
  const place = places.get(layerOf(inside));
  if (!place || place.on.isConnected) return;
  const near = place.around.find((each) => each.isConnected);
  if (!near) return;
  if (!near.hasAttribute('tabindex')) near.tabIndex = -1;
  near.focus({ preventScroll: true });
  kept = near;
}
