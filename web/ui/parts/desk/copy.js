// Texts to take elsewhere: by the clipboard, or, where a page may not use it, by hand out of a selected field.
import { textOfRows } from '../../desk_cells.js';
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

/**
 * A table of people with their links. Two people may have one name: whoever hands the links out needs to know which is whose.
 * @param {import('../../desk_http.js').InvitationLine[]} lines
 * @param {(venue: number | null | undefined) => string} venueName
 */
export function copyLinks(lines, venueName) {
  const head = ['name', 'role', 'sector', 'venue', 'link'].map((column) => t(`desk.column.${column}`));
  const rows = lines.map(({ name, role, sector, venue, url }) => [name, t(`role.${role}`), sector || '', venueName(venue), url || '']);
  return copy(t('desk.copy_table', { count: lines.length }), textOfRows([head, ...rows]));
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
