// A choice of one that holds at once, with its label.
import { h } from '../dom.js';

/**
 * @param {{id: string, label: string, value: string, options: [string, string][], choose: (value: string) => void,
 *   isLabelHidden?: boolean}} field
 * @returns {import('../types.d.ts').Drawn}
 */
export const drawChoice = ({ id, label, value, options, choose, isLabelHidden }) =>
  h('div', { class: 'field', key: id },
    h('label', { for: id, class: isLabelHidden ? 'unseen' : null }, label),
    h('select', { id, onchange: (/** @type {any} */ event) => choose(event.target.value) },
      ...options.map(([each, text]) => h('option', { key: each, value: each, selected: each === value }, text))));
