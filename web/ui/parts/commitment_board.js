// Commitments by how far they have come, in columns beside each other; on a narrow screen below each other.
import { byState } from '../commitments.js';
import { h } from '../dom.js';
import { t } from '../i18n.js';

/** @typedef {'list' | 'board'} Arrangement */

/**
 * Two ways to see the same, the list first.
 * @type {(now: Arrangement, choose: (next: Arrangement) => void) => import('../types.d.ts').Drawn}
 */
export const drawArrangement = (now, choose) =>
  h('div', { class: 'controls unprinted', role: 'group', key: 'arrangement', 'aria-label': t('board.arrangement') },
    .../** @type {const} */ (['list', 'board']).map((each) => h('button', {
      key: each, type: 'button', 'aria-pressed': String(each === now), onclick: () => choose(each),
    }, t(`board.as_${each}`))));

/**
 * @template {{state: import('../commitments.js').State, overdue: boolean}} Line
 * @param {Line[]} lines
 * @param {(line: Line) => import('../types.d.ts').Drawn} drawCard
 */
export function drawBoard(lines, drawCard) {
  return h('div', { class: 'board', key: 'board', role: 'region', tabindex: 0, 'aria-label': t('board.title') },
    ...byState(lines).map(({ state, lines: own }) => {
      const overdue = own.filter((line) => line.overdue).length;
      return h('section', { key: state, class: 'board-column', 'aria-labelledby': `board-${state}` },
        h('h3', { id: `board-${state}` }, t('board.count', { state: t(`commitment_state.${state}`), count: own.length }),
          overdue > 0 && h('span', { class: 'overdue' }, t('board.overdue', { overdue }))),
        own.length === 0 && h('p', { class: 'hint' }, t('board.none')),
        h('ol', { class: 'plain-list commitments' }, ...own.map(drawCard)));
    }));
}
