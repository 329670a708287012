// Plots as SVG, drawn from shapes alone: what they say in words and numbers stands beside them, in tables that everybody can read.
import { h } from './dom.js';

/** @typedef {import('./types.d.ts').Drawn} Drawn */

/** Of a hundred, with one place. @type {(part: number, whole: number) => number} */
const length = (part, whole) => (whole > 0 ? Math.round((1000 * part) / whole) / 10 : 0);

/**
 * A bar in a row of a table, whose number stands beside it. With `mark`, what was planned: the bar goes on behind the mark as another shape.
 * @param {number} part
 * @param {number} whole the longest of the bars
 * @param {number} [mark]
 * @returns {Drawn}
 */
export function drawBar(part, whole, mark) {
  const until = mark === undefined ? part : Math.min(part, mark);
  const over = mark === undefined ? 0 : Math.max(0, part - mark);
  return h('svg', { class: 'plot-bar', viewBox: '0 0 100 12', preserveAspectRatio: 'none', 'aria-hidden': 'true', focusable: 'false' },
    h('rect', { class: 'track', y: 3, width: 100, height: 6 }),
    h('rect', { key: 'part', class: 'part', y: 3, width: length(until, whole), height: 6 }),
    over > 0 && h('rect', { key: 'over', class: 'over', x: length(until, whole), y: 1, width: length(over, whole), height: 10 }),
    mark !== undefined && mark > 0 && h('path', { key: 'mark', class: 'mark', d: `M${Math.min(99.5, length(mark, whole))} 0V12` }));
}

/**
 * A median and the longest: a bar, and a thin line that goes on to a mark.
 * @param {number} median
 * @param {number} longest
 * @param {number} whole
 * @returns {Drawn}
 */
export const drawRange = (median, longest, whole) =>
  h('svg', { class: 'plot-bar', viewBox: '0 0 100 12', preserveAspectRatio: 'none', 'aria-hidden': 'true', focusable: 'false' },
    h('rect', { class: 'part', y: 3, width: length(median, whole), height: 6 }),
    h('path', { class: 'whisker', d: `M${length(median, whole)} 6H${Math.min(99.5, length(longest, whole))}M${Math.min(99.5, length(longest, whole))} 1V11` }));

/** The curve's points as a path over a square of 100. @type {(points: number[][]) => string} */
export const curveOf = (points) => points.map(([people, time], index) => `${index ? 'L' : 'M'}${people / 10} ${(1000 - time) / 10}`).join('');

/**
 * The Lorenz curve under the line of equality.
 * @param {number[][]} points
 * @param {string} title
 * @param {string} describedBy the id of what says the same in words
 * @returns {Drawn}
 */
export function drawLorenz(points, title, describedBy) {
  const curve = curveOf(points);
  return h('svg', { class: 'plot-lorenz', viewBox: '-1 -1 102 102', role: 'img', 'aria-label': title, 'aria-describedby': describedBy, focusable: 'false' },
    h('title', null, title),
    h('path', { class: 'grid', d: 'M25 0V100M50 0V100M75 0V100M0 25H100M0 50H100M0 75H100' }),
    h('path', { key: 'area', class: 'area', d: `${curve}L0 100Z` }),
    h('path', { class: 'equal', d: 'M0 100L100 0' }),
    h('path', { key: 'curve', class: 'curve', d: curve }),
    h('path', { class: 'frame', d: 'M0 0V100H100' }));
}

/**
 * A column for each session; one that has no such figure has a short line on the ground.
 * @param {(number | undefined)[]} values
 * @param {string} title
 * @param {string} describedBy the id of the table with the same figures
 * @returns {Drawn}
 */
export function drawColumns(values, title, describedBy) {
  const whole = Math.max(0, ...values.map((value) => value || 0));
  const column = (/** @type {number | undefined} */ value, /** @type {number} */ index) => {
    const height = value === undefined ? 0 : length(value, whole) / 2;
    return value === undefined || height === 0
      ? h('path', { key: `none ${index}`, class: 'none', d: `M${index * 10 + 3} 49H${index * 10 + 7}` })
      : h('rect', { key: index, class: 'part', x: index * 10 + 2, y: 50 - height, width: 6, height });
  };
  return h('svg', {
    class: 'plot-columns', viewBox: `0 0 ${values.length * 10} 50`, preserveAspectRatio: 'none', role: 'img', 'aria-label': title, 'aria-describedby': describedBy, focusable: 'false',
  },
  h('title', null, title), ...values.map(column), h('path', { class: 'frame', d: `M0 50H${values.length * 10}` }));
}
