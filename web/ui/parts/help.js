// One block of a page of the help.
import { h } from '../dom.js';
import { SIZES } from '../../help/pictures.js';
import { partsOf } from '../help.js';

/** @typedef {import('../types.d.ts').Drawn} Drawn */
/** @typedef {import('../../help/types.d.ts').Block} Block */

/** @type {(text: string) => (Drawn | string)[]} */
export const drawText = (text) =>
  partsOf(text).map(({ kind, text: part }) => (kind === 'screen' ? h('b', null, part) : kind === 'code' ? h('code', null, part) : part));

/**
 * @param {Block} block
 * @param {(name: string) => {url: string, kind: import('../../help/pictures.js').Kind}} find a picture
 * @returns {Drawn}
 */
export function drawBlock(block, find) {
  if (typeof block === 'string') return h('p', null, ...drawText(block));
  if ('steps' in block) return h('ol', null, ...block.steps.map((step) => h('li', null, ...drawText(step))));
  if ('points' in block) return h('ul', null, ...block.points.map((point) => h('li', null, ...drawText(point))));
  if ('code' in block) return h('pre', null, h('code', null, block.code));
  if ('note' in block) return h('p', { class: 'help-note' }, ...drawText(block.note));
  const { url, kind } = find(block.picture);
  // With its size, so that nothing moves once it comes.
  const [width, height] = SIZES[kind];
  const image = h('img', { src: url, alt: block.alt, width, height, loading: 'lazy', decoding: 'async' });
  // A console is small on a phone; alone in a tab it can be enlarged.
  const isPhone = kind.startsWith('phone');
  return h('figure', { class: isPhone ? 'help-phone' : 'help-desktop' }, isPhone ? image : h('a', { href: url, target: '_blank', rel: 'noopener' }, image));
}
