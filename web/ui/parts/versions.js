// Versions of one text beside each other: in each, what went from the one before is struck through, and what came is underlined.
import { h } from '../dom.js';
import { difference } from '../post_words.js';
import { timeText } from '../format.js';
import { t } from '../i18n.js';
import { useLaterStyles } from '../styles.js';

useLaterStyles();

/** @typedef {{key: number, title: string, at: string, notes: (string | false | null | undefined)[], text: string}} Version */

/**
 * @param {Version[]} versions the oldest first
 * @returns {import('../types.d.ts').Drawn}
 */
export const drawVersions = (versions) => h('div', null,
  versions.length > 1 && h('p', { class: 'hint' }, t('versions.legend')),
  h('div', { class: 'versions' }, ...versions.map(({ key, title, at, notes, text }, place) =>
    h('section', { key, class: 'version', 'aria-label': title },
      h('h3', null, title, ' ', h('span', { class: 'hint' }, timeText(at))),
      ...notes.filter(Boolean).map((note) => h('p', { class: 'hint' }, note)),
      h('p', { class: 'post-text' }, ...(place > 0 ? drawChanged(versions[place - 1].text, text) : [text]))))));

/** @type {(before: string, now: string) => import('../types.d.ts').Child[]} */
const drawChanged = (before, now) => difference(before, now).map(({ kind, text }) => (kind === 'same' ? text : h(kind === 'gone' ? 'del' : 'ins', null, text)));
