// What the convener orders about a form: written down as text, sent once.
import { h } from '../../dom.js';
import { t, tOr } from '../../i18n.js';
import { newKey } from '../../once.js';
import { drawButton, drawField, problemText } from './help.js';

/** @typedef {import('../../desk_forms.js').FormVersion} FormVersion */
/** @typedef {'enact' | 'amend' | 'repeal'} Kind */

/**
 * What is being written: `name` is the form's, which only a new one's may still change.
 * @typedef {{kind: Kind, name: string, isNew: boolean, text: string, reason: string, key: string, problem: string,
 *   detail: string, isRunning: boolean}} FormOrder
 */

/** What a new form may begin with. */
const EMPTY_PRESET = { title: '', rules: {}, agenda: [], steps: [] };

/**
 * @param {Kind} kind
 * @param {FormVersion} [version] the latest; without one it is a new form
 * @returns {FormOrder}
 */
export const formOrder = (kind, version) => ({
  kind, name: version ? version.form : '', isNew: !version, text: JSON.stringify(version ? version.preset : EMPTY_PRESET, null, 2), reason: '',
  key: newKey(), problem: '', detail: '', isRunning: false,
});

/**
 * Sends it, and rejects with what people read of it.
 * @param {FormOrder} order
 * @param {import('../../desk_http.js').Desk} desk
 */
export async function send({ kind, name, text, reason, key }, desk) {
  if (kind === 'repeal') return desk.repealForm(name, { reason }, key);
  let preset;
  try {
    preset = JSON.parse(text);
  } catch (error) {
    throw { problem: t('desk.forms.no_json'), detail: String(/** @type {any} */ (error).message) };
  }
  return kind === 'amend' ? desk.amendForm(name, { preset, reason }, key) : desk.enactForm(name, reason.trim() ? { preset, reason } : { preset }, key);
}

/** @type {(problem: any) => {problem: string, detail: string}} */
export function problemOf(problem) {
  if (problem.problem) return problem;
  const text = tOr('desk.forms.refusal', problem.code);
  // The server's own sentence says which member is wrong.
  return { problem: text === problem.code ? problemText(problem) : text, detail: problem.status === 400 ? problem.message : '' };
}

/**
 * @param {{order: FormOrder, title: string, change: (changes: Partial<FormOrder>) => void, send: () => void, cancel: () => void}} given
 * @returns {import('../../types.d.ts').Drawn}
 */
export function drawFormOrder({ order, title, change, send: submit, cancel }) {
  const { kind, isNew } = order;
  /** @type {(name: 'name' | 'text' | 'reason', more?: {[property: string]: any}) => import('../../types.d.ts').Drawn} */
  const field = (name, more = {}) => drawField({
    id: `form-${name}`, label: t(`desk.forms.${name}`), value: order[name], oninput: (/** @type {any} */ event) => change({ [name]: event.target.value }), ...more,
  });
  return h('form', {
    key: `order ${kind} ${isNew ? '' : order.name}`, class: 'stack card', novalidate: true, 'aria-labelledby': 'form-order-title',
    onsubmit: (/** @type {SubmitEvent} */ event) => {
      event.preventDefault();
      submit();
    },
  },
  h('h2', { id: 'form-order-title', tabindex: -1 }, t(`desk.forms.${kind}_title`, { form: title })),
  h('p', { class: 'hint' }, t(`desk.forms.${kind}_explained`)),
  h('div', { role: 'alert' }, order.problem && h('p', { class: 'alert' }, order.problem),
    order.detail && h('p', { class: 'hint', lang: 'en' }, order.detail)),
  isNew && field('name', { hint: t('desk.forms.name_hint'), autocapitalize: 'none' }),
  kind !== 'repeal' && field('text', { tag: 'textarea', rows: 16, spellcheck: 'false', hint: t('desk.forms.text_hint') }),
  field('reason'),
  h('p', { class: 'controls' },
    h('button', { type: 'submit', class: 'primary', 'aria-disabled': order.isRunning && 'true' }, t(`desk.forms.${kind}`)),
    drawButton(t('desk.close'), cancel, { class: 'quiet' })));
}
