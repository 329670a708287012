// Rows of a form that can be added, taken away and moved.
import { h } from '../../dom.js';
import { t } from '../../i18n.js';
import { drawButton } from './help.js';

/**
 * @template {{id: number}} Row
 * @param {{name: string, rows: Row[], max: number, title: string, drawFields: (row: Row) => import('../../types.d.ts').Child[],
 *   nameOf: (row: Row, index: number) => string, add: () => void, remove: (id: number) => void,
 *   move?: (id: number, step: -1 | 1) => void}} given
 *   `nameOf` is what a screen reader hears of a row; without `move` their order means nothing
 * @returns {import('../../types.d.ts').Drawn}
 */
export function drawRows({ name, rows, max, title, drawFields, nameOf, add, remove, move }) {
  const drawMove = (/** @type {Row} */ row, /** @type {number} */ index, /** @type {-1 | 1} */ step) => {
    const isEnd = step < 0 ? index === 0 : index === rows.length - 1;
    const text = t(step < 0 ? 'desk.up' : 'desk.down');
    const press = () => isEnd || !move || move(row.id, step);
    return drawButton(step < 0 ? '↑' : '↓', press, {
      key: step, class: 'quiet', 'aria-label': t('desk.of', { text, of: nameOf(row, index) }), 'aria-disabled': isEnd && 'true',
    });
  };
  return h('fieldset', { class: 'rows' },
    h('legend', null, title),
    h('ol', { class: 'plain-list' }, ...rows.map((row, index) =>
      h('li', { key: row.id, class: `row row-${name}` },
        ...drawFields(row),
        h('div', { class: 'row-controls' },
          move && drawMove(row, index, -1),
          move && drawMove(row, index, 1),
          drawButton(t('desk.remove'), () => remove(row.id), { key: 'remove', class: 'quiet', of: nameOf(row, index) }))))),
    rows.length < max && drawButton(t(`desk.add_${name}`), add));
}
