// Questions that stop whatever else one does: native dialogs, which keep the focus and give it back.
import { h, render } from '../dom.js';
import { t } from '../i18n.js';

/** @typedef {import('../types.d.ts').Child} Child */

/** How many were opened: one may ask over another, and each has its own name. */
let opened = 0;

/**
 * Shows a form in a dialog.
 * @param {string} title
 * @param {string} action what the button that sends it says
 * @param {Child[]} fields with names
 * @returns {Promise<FormData | null>} what was filled in, or null if it was cancelled
 */
export const askForm = (title, action, fields) =>
  open(title, fields, (close) => [
    h('button', { type: 'button', onclick: close }, t('cancel')),
    h('button', { type: 'submit', class: 'primary' }, action),
  ]);

/**
 * Shows something that asks nothing.
 * @param {string} title
 * @param {string} action what the button that closes it says
 * @param {Child[]} content
 */
export const showDialog = (title, action, content) =>
  open(title, content, () => [h('button', { type: 'submit', class: 'primary' }, action)]);

/** @type {(title: string, content: Child[], buttons: (close: () => void) => Child[]) => Promise<FormData | null>} */
function open(title, content, buttons) {
  const dialog = document.createElement('dialog');
  const titleId = `dialog-title-${(opened += 1)}`;
  dialog.setAttribute('aria-labelledby', titleId);
  document.body.append(dialog);
  return new Promise((resolve) => {
    /** @type {FormData | null} */
    let answer = null;
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(answer);
    });
    const submit = (/** @type {any} */ event) => {
      event.preventDefault();
      answer = new FormData(event.currentTarget);
      dialog.close();
    };
    render(dialog,
      h('h2', { id: titleId }, title),
      h('form', { onsubmit: submit }, ...content, h('p', { class: 'controls' }, ...buttons(() => dialog.close()))));
    dialog.showModal();
  });
}

/**
 * Asks for the reason that a command must carry.
 * @param {string} title
 * @returns {Promise<string | null>} null if it was cancelled
 */
export async function askReason(title) {
  const answer = await askForm(title, t('confirm'), [
    h('label', { for: 'reason' }, t('reason')),
    h('input', { id: 'reason', name: 'reason', required: true, maxlength: 200, autocomplete: 'off' }),
  ]);
  return answer && String(answer.get('reason')).trim();
}

/**
 * Asks before what cannot be undone.
 * @param {string} title
 * @param {string} explanation
 * @param {string} action
 */
export async function confirmed(title, explanation, action) {
  return (await askForm(title, action, [h('p', null, explanation)])) !== null;
}
