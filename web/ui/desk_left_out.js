// Which lines of a list stay left out while somebody goes on writing it.
import { rowsOf } from './desk_cells.js';

/**
 * Lines before and after the place where somebody writes are the same as before, with other numbers perhaps. Whatever
 * is not among them was changed, and nobody has looked at it since: it is left out no more, and counted.
 * @param {string} before
 * @param {string} after
 * @param {number[]} leftOut lines of `before`
 * @returns {{leftOut: number[], undone: number}} lines of `after`
 */
export function stillLeftOut(before, after, leftOut) {
  if (leftOut.length === 0) return { leftOut: [], undone: 0 };
  const [old, made] = [before, after].map((text) => rowsOf(text).map(({ line, cells }) => ({ line, said: JSON.stringify(cells) })));
  const shorter = Math.min(old.length, made.length);
  let [head, tail] = [0, 0];
  while (head < shorter && old[head].said === made[head].said) head += 1;
  while (tail < shorter - head && old[old.length - 1 - tail].said === made[made.length - 1 - tail].said) tail += 1;
  const meant = new Set(leftOut);
  const still = old.flatMap(({ line }, index) => {
    if (!meant.has(line)) return [];
    if (index < head) return [made[index].line];
    return index >= old.length - tail ? [made[index + made.length - old.length].line] : [];
  });
  return { leftOut: still, undone: leftOut.length - still.length };
}
