// The fields of the console's dialogs.
import { h } from '../../dom.js';
import { t } from '../../i18n.js';

/** @typedef {import('../../types.d.ts').Drawn} Drawn */

/**
 * @param {string} name of the field, and its id
 * @param {string} label
 * @param {import('../../types.d.ts').Properties} [properties] further ones of the input
 * @returns {Drawn}
 */
export const drawInput = (name, label, properties) =>
  h('div', { class: 'field' }, h('label', { for: name }, label), h('input', { id: name, name, autocomplete: 'off', ...properties }));

/**
 * @param {string} name
 * @param {string} label
 * @param {import('../../types.d.ts').Properties} [properties]
 * @returns {Drawn}
 */
export const drawArea = (name, label, properties) =>
  h('div', { class: 'field' }, h('label', { for: name }, label), h('textarea', { id: name, name, rows: 4, ...properties }));

/**
 * @param {string} name
 * @param {string} label
 * @param {[value: string, text: string][]} options
 * @param {string} [chosen]
 * @param {boolean} [isRequired] whether an empty value is none
 * @returns {Drawn}
 */
export const drawSelect = (name, label, options, chosen, isRequired) =>
  h('div', { class: 'field' }, h('label', { for: name }, label),
    h('select', { id: name, name, required: isRequired }, ...options.map(([value, text]) => h('option', { value, selected: value === chosen }, text))));

/**
 * Some choices, one of which must be made.
 * @param {string} name
 * @param {string} legend
 * @param {[value: string, text: string, explanation?: string][]} options
 * @param {string} [chosen]
 * @returns {Drawn}
 */
export const drawChoices = (name, legend, options, chosen) =>
  h('fieldset', { class: 'choices' }, h('legend', null, legend), ...options.map(([value, text, explanation]) =>
    h('label', { class: 'choice' },
      h('input', { type: 'radio', name, value, required: true, checked: value === chosen }), ' ', text,
      explanation && h('span', { class: 'hint' }, ` ${explanation}`))));

/**
 * The reason that a command carries, with one that fits most often.
 * @param {string} suggestion
 * @returns {Drawn}
 */
export const drawReason = (suggestion) =>
  drawInput('reason', t('reason'), { required: true, maxlength: 500, pattern: '.*\\S.*', value: suggestion });

/** @type {(answer: FormData, name: string) => string} */
export const textOf = (answer, name) => String(answer.get(name) || '').trim();
