// Dragging a request to another place, by whatever points: a mouse, a finger, a pen.

/** A hand trembles by so many pixels without meaning to drag. */
const SLACK_PX = 6;
/** So near to an edge of the window the page scrolls, by so much in each frame. */
const EDGE_PX = 72;
const SCROLL_PX = 10;
/** Before whatever else on the page hears of it. */
const FIRST = { capture: true };

/**
 * Which place something that is held there would get among others, by the lines through their middles.
 * @type {(middles: number[], y: number) => number}
 */
export const slotAt = (middles, y) => middles.filter((middle) => middle < y).length;

/**
 * Follows a pointer that came down on a handle, until it comes up, or Escape, or the browser takes it away.
 * @param {PointerEvent} event
 * @param {{over: (y: number | null) => void, drop: (y: number) => void}} told `over` where it is, and null once it is over
 */
export function followDrag({ pointerId, clientY, isPrimary, button }, { over, drop }) {
  if (!isPrimary || button !== 0) return;
  let y = clientY;
  let isDragging = false;
  let frame = 0;

  /** @param {PointerEvent} event */
  function move(event) {
    if (event.pointerId !== pointerId) return;
    y = event.clientY;
    if (!isDragging && Math.abs(y - clientY) < SLACK_PX) return;
    if (!isDragging) frame = requestAnimationFrame(scroll);
    isDragging = true;
    over(y);
  }

  function scroll() {
    const step = y < EDGE_PX ? -SCROLL_PX : y > innerHeight - EDGE_PX ? SCROLL_PX : 0;
    if (step) {
      scrollBy(0, step);
      over(y);
    }
    frame = requestAnimationFrame(scroll);
  }

  function stop() {
    cancelAnimationFrame(frame);
    for (const [name, listener] of Object.entries(listeners)) document.removeEventListener(name, /** @type {any} */ (listener), FIRST);
    removeEventListener('blur', stop);
    if (isDragging) over(null);
  }

  const listeners = {
    pointermove: move,
    /** @param {PointerEvent} event */
    pointerup(event) {
      if (event.pointerId !== pointerId) return;
      stop();
      if (!isDragging) return;
      ignoreClick();
      drop(y);
    },
    /** @param {PointerEvent} event */
    pointercancel(event) {
      if (event.pointerId === pointerId) stop();
    },
    /** A mouse that is pulled over rows marks their words. @param {Event} event */
    selectstart(event) {
      event.preventDefault();
    },
    /** @param {KeyboardEvent} event */
    keydown(event) {
      // Whoever holds a row does nothing else meanwhile.
      event.preventDefault();
      event.stopImmediatePropagation();
      if (event.key !== 'Escape') return;
      stop();
      ignoreClick();
    },
  };
  for (const [name, listener] of Object.entries(listeners)) document.addEventListener(name, /** @type {any} */ (listener), FIRST);
  addEventListener('blur', stop);
}

/** What was dragged was not clicked. */
function ignoreClick() {
  const ignore = (/** @type {Event} */ event) => event.stopPropagation();
  document.addEventListener('click', ignore, { ...FIRST, once: true });
  document.addEventListener('pointerdown', () => document.removeEventListener('click', ignore, FIRST), { ...FIRST, once: true });
}
