// Where what scrolls by comes out, and how a line keeps its place while others around it come and go.

/** What an element scrolls in: a column of the console, or the page. @param {Element} element @returns {Element | null} */
function columnOf(element) {
  for (let around = element.parentElement; around; around = around.parentElement) {
    if (around.scrollHeight > around.clientHeight && getComputedStyle(around).overflowY === 'auto') return around;
  }
  return null;
}

/** Where what scrolls by comes out: at the edge of the column, or below what stays. @param {Element} element */
function topOf(element) {
  const column = columnOf(element);
  if (column) return column.getBoundingClientRect().top;
  const floor = document.querySelector('.member .floor');
  return floor ? Math.max(0, floor.getBoundingClientRect().bottom) : 0;
}

/** Whether somebody is further down in what scrolls than where a list begins. @param {Element | null} list */
export const isBelow = (list) => Boolean(list) && /** @type {Element} */ (list).getBoundingClientRect().top < topOf(/** @type {Element} */ (list));

/** Hears of scrolling wherever it happens: the console has columns of its own. @param {import('./element.js').RostrumElement} element @param {() => void} scrolled */
export function onScroll(element, scrolled) {
  document.addEventListener('scroll', scrolled, { capture: true, passive: true });
  element.leaving.push(() => document.removeEventListener('scroll', scrolled, { capture: true }));
}

/** Brings an element before the eyes, and the focus to it. @param {HTMLElement} element */
export function leadTo(element) {
  element.tabIndex = -1;
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: 'center' });
}

/**
 * Does something to the page and leaves a line where it is before the eyes: not every browser does so by itself.
 * @param {Element | null} line
 * @param {() => void} act
 */
export function holding(line, act) {
  const before = line ? line.getBoundingClientRect().top : 0;
  act();
  if (!line || !line.isConnected) return;
  const scroller = columnOf(line) || document.scrollingElement;
  if (scroller) scroller.scrollTop += line.getBoundingClientRect().top - before;
}
