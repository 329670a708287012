// Texts for people, from the catalogue of the chosen language.

export const LANGUAGES = ['zh-CN', 'en'];
const STORED = 'rostrum.language';
const languages = new EventTarget();

/** The parts of the catalogue that the page needs so far. */
const parts = new Set(['common']);
/** @type {Record<string, Record<string, string>>} the texts that were loaded, by language */
const loaded = {};
/** @type {Record<string, string>} */
let catalogue = {};
let language = asked();

/** The language of the address, else the one that was chosen on this device, else Chinese. */
function asked() {
  const wish = new URLSearchParams(location.search).get('lang') || stored();
  return wish && LANGUAGES.includes(wish) ? wish : LANGUAGES[0];
}

function stored() {
  // A browser that keeps nothing says so by throwing.
  try {
    return localStorage.getItem(STORED);
  } catch {
    return null;
  }
}

/** Several may be under way at once, and end in any order: none takes away what another brought, each ends with all that is needed by then. */
async function load() {
  let count = 0;
  let wanted = '';
  while (count !== parts.size || wanted !== language) {
    [count, wanted] = [parts.size, language];
    const modules = await Promise.all([...parts].map((part) => import(`../i18n/${wanted}/${part}.js`)));
    loaded[wanted] = Object.assign(loaded[wanted] || {}, ...modules.map((module) => module.default));
  }
  catalogue = loaded[language];
  document.documentElement.lang = language;
}

/**
 * Makes further parts of the catalogue ready.
 * @param {...string} more
 */
export async function useTexts(...more) {
  more.forEach((part) => parts.add(part));
  await load();
}

/** @param {string} next */
export async function useLanguage(next) {
  language = next;
  await load();
  try {
    localStorage.setItem(STORED, next);
  } catch {
    // Then it holds for this page.
  }
  languages.dispatchEvent(new Event('change'));
}

export const currentLanguage = () => language;

/**
 * Listens to changes of the language until the function that it returns is called.
 * @param {() => void} listener
 */
export function onLanguage(listener) {
  languages.addEventListener('change', listener);
  return () => languages.removeEventListener('change', listener);
}

/**
 * The text of a key, with its `{placeholders}` filled in.
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 */
export function t(key, values = {}) {
  const text = catalogue[key];
  if (text === undefined) {
    // Never an empty button: the key says at least something, and a test finds it.
    console.error(`no text for ${key}`);
    return key;
  }
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/**
 * The text of a key that a newer server may have made up; the key itself if this client has none.
 * @param {string} prefix
 * @param {string} name
 */
export const tOr = (prefix, name) => (`${prefix}.${name}` in catalogue ? t(`${prefix}.${name}`) : name);
