// The choice of the language; each language stands there in its own name.
import { h } from '../dom.js';
import { currentLanguage, t, useLanguage } from '../i18n.js';

/** @returns {import('../types.d.ts').Drawn} */
export function drawLanguages() {
  const next = currentLanguage() === 'en' ? 'zh-CN' : 'en';
  return h('button', { class: 'quiet language', type: 'button', lang: next, onclick: () => useLanguage(next) }, t('other_language'));
}
