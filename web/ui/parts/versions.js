// Versions of one text beside each other, with what each has changed.
import { h } from '../dom.js';
import { difference } from '../post_words.js';
import { timeText } from '../format.js';
import { useLaterStyles } from '../styles.js';

useLaterStyles();

/** @typedef {{key: number, title: string, at: string, notes: (string | false | null | undefined)[], text: string}} Version */

/**
 * @param {Version[]} versions the oldest first
 * @returns {import('../types.d.ts').Drawn}
 */
export const drawVersions = (versions) =>
  h('div', { class: 'versions' }, ...versions.map(({ key, title, at, notes, text }, place) =>
    h('section', { key, class: 'version', 'aria-label': title },
      h('h3', null, title, ' ', h('span', { class: 'hint' }, timeText(at))),
      ...notes.filter(Boolean).map((note) => h('p', { class: 'hint' }, note)),
      h('p', { class: 'post-text' }, ...(place > 0 ? drawChanged(versions[place - 1].text, text) : [text])))));

/** @type {(before: string, now: string) => import('../types.d.ts').Child[]} */
function drawChanged(before, now) {
  const [begin, changed, end] = difference(before, now);
  return [begin, changed && h('mark', null, changed), end];
}
