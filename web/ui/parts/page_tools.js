// What every page has in one place: the help, how it looks, and the other language in its own name.
import { h } from '../dom.js';
import { currentLanguage, t, useLanguage, useTexts } from '../i18n.js';

/**
 * @param {string} [page] of the help, such as `/member`
 * @param {import('../room.js').Room} [room] where there is one
 * @returns {import('../types.d.ts').Drawn}
 */
export function drawPageTools(page = '', room) {
  const now = currentLanguage();
  const next = now === 'en' ? 'zh-CN' : 'en';
  // Help opens beside: the room stays where it is.
  return h('p', { class: 'page-tools' },
    h('a', { href: `/help${page}?lang=${now}`, target: '_blank', rel: 'noopener' }, t('help')),
    h('button', { type: 'button', class: 'quiet', onclick: () => open(room) }, t('settings')),
    h('button', { class: 'quiet', type: 'button', lang: next, onclick: () => useLanguage(next) }, t('other_language')));
}

/** @param {import('../room.js').Room | undefined} room */
async function open(room) {
  try {
    const [{ showSettings }] = await Promise.all([import('./settings.js'), useTexts('settings')]);
    await showSettings(room);
  } catch {
    alert(t('problem.unavailable'));
  }
}
