// The choice of the language, each in its own name, and beside it the way to the help: on every screen in the same place.
import { h } from '../dom.js';
import { currentLanguage, t, useLanguage } from '../i18n.js';

/**
 * @param {string} [page] of the help, such as `/member`
 * @returns {import('../types.d.ts').Drawn}
 */
export function drawLanguages(page = '') {
  const now = currentLanguage();
  const next = now === 'en' ? 'zh-CN' : 'en';
  // Help opens beside: the room stays where it is.
  return h('p', { class: 'controls language' },
    h('a', { href: `/help${page}?lang=${now}`, target: '_blank', rel: 'noopener' }, t('help')),
    h('button', { class: 'quiet', type: 'button', lang: next, onclick: () => useLanguage(next) }, t('other_language')));
}
