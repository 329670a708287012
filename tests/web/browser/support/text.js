// The texts that people read, from the client's own catalogues: tests name a key, so that a wording may change.
import { readdir } from 'node:fs/promises';

export const LANGUAGES = ['zh-CN', 'en'];

const I18N = new URL('../../../../web/i18n/', import.meta.url);

/** @type {Record<string, Record<string, string>>} */
const catalogues = {};
for (const language of LANGUAGES) {
  const folder = new URL(`${language}/`, I18N);
  const parts = await Promise.all((await readdir(folder)).map((name) => import(new URL(name, folder).href)));
  catalogues[language] = Object.assign({}, ...parts.map((part) => part.default));
}

/**
 * The text of a key, with its `{placeholders}` filled in.
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 * @param {string} [language]
 */
export function say(key, values = {}, language = LANGUAGES[0]) {
  const text = catalogues[language][key];
  if (text === undefined) throw new Error(`the catalogue ${language} has no ${key}`);
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/**
 * A text in which every placeholder may be anything.
 * @param {string} key
 * @param {string} [language]
 */
export function saying(key, language = LANGUAGES[0]) {
  const parts = say(key, {}, language).split(/\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's');
}
