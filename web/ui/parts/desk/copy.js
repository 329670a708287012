// Texts to take elsewhere: by the clipboard, or, where a page may not use it, by hand out of a selected field.
import { h, render } from '../../dom.js';
import { t } from '../../i18n.js';

/**
 * @param {string} title what it is
 * @param {string} text
 * @returns {Promise<boolean>} whether it is on the clipboard; if not, it was shown to be copied
 */
export async function copy(title, text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Plain HTTP has no clipboard, and a browser may refuse it.
    await show(title, text);
    return false;
  }
}

/** @type {(title: string, text: string) => Promise<void>} */
function show(title, text) {
  const dialog = document.createElement('dialog');
  dialog.setAttribute('aria-labelledby', 'copy-title');
  document.body.append(dialog);
  render(dialog,
    h('h2', { id: 'copy-title' }, title),
    h('p', { id: 'copy-hint' }, t('desk.copy_by_hand')),
    h('textarea', { rows: 5, readonly: true, value: text, 'aria-labelledby': 'copy-title', 'aria-describedby': 'copy-hint' }),
    h('p', { class: 'controls' }, h('button', { type: 'button', class: 'primary', onclick: () => dialog.close() }, t('desk.close'))));
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve();
    });
    dialog.showModal();
    const field = dialog.querySelector('textarea');
    if (field) field.select();
  });
}
