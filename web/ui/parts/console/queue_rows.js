// The rows of the queue at the console: one of them is chosen, and each can be moved. Members have the same list without it,
// so it is added to what was drawn.
import { h } from '../../dom.js';
import { t } from '../../i18n.js';
import { slotAt } from './queue_drag.js';
import { placesOf } from './request_offers.js';

/** @typedef {import('../../../sdk/types/index.d.ts').View} View */
/** @typedef {import('../../types.d.ts').Drawn} Drawn */

/**
 * Where a request that is held over the rows would go.
 * @type {(list: Element, view: View, id: number, y: number) => number}
 */
export function slotOver(list, view, id, y) {
  const middles = placesOf(view, id).others.map((other) => {
    const row = list.querySelector(`[data-request="${other}"]`);
    const { top, height } = row ? row.getBoundingClientRect() : { top: Infinity, height: 0 };
    return top + height / 2;
  });
  return slotAt(middles, y);
}

/**
 * @param {Drawn} queue as everybody has it
 * @param {View} view
 * @param {{held: {id: number, slot: number} | null, canMove: (id: number) => boolean, drawMoves: (id: number) => Drawn, hold: (id: number, event: PointerEvent) => void,
 *   place: (id: number) => void}} acting `place` asks for the place
 */
export function addToRows(queue, view, { held, canMove, drawMoves, hold, place }) {
  const list = queue.children.find(({ tag }) => tag === 'ol');
  if (!list) return;
  const all = list.children.length;
  const line = held && lineOf(view, held);
  list.children.forEach((row, index) => {
    const id = Number(row.key);
    const { for: person, kind } = view.requests[id];
    Object.assign(row.properties, {
      'data-request': id,
      'aria-label': t('console.row', { name: person.name, place: index + 1, all }),
      'aria-keyshortcuts': 'Enter Delete Alt+ArrowUp Alt+ArrowDown',
      class: [row.properties.class, held && held.id === id && 'request-held', line && line.id === id && `request-drop-${line.side}`].filter(Boolean).join(' '),
    });
    const about = t('console.request', { name: person.name, kind: t(`kind.${kind}`) });
    const text = t('console.about', { text: t('console.request_drag'), about });
    // Whoever is alone in a rank has nowhere to go.
    const handle = canMove(id) && h('button', {
      key: 'handle', type: 'button', class: 'quiet handle', 'aria-label': text, title: t('console.request_drag'),
      onpointerdown: (/** @type {PointerEvent} */ event) => hold(id, event), onclick: () => place(id),
    }, h('span', { 'aria-hidden': 'true' }, '⠿'));
    row.children.unshift(handle || h('span', { key: 'handle', class: 'handle' }));
    row.children.splice(row.children.length - 1, 0, drawMoves(id));
  });
}

/** Where the line is drawn that shows the place. @type {(view: View, held: {id: number, slot: number}) => {id: number, side: 'before' | 'behind'} | null} */
function lineOf(view, { id, slot }) {
  if (!view.requests[id]) return null;
  const { others, own } = placesOf(view, id);
  if (slot === own) return null;
  return slot < others.length ? { id: others[slot], side: 'before' } : { id: others[others.length - 1], side: 'behind' };
}
