// What the desk keeps in this tab, until it is closed; where the browser keeps nothing, until the page is left.

const PREFIX = 'rostrum.desk.';
const TOKEN = `${PREFIX}token`;
/** @type {Map<string, string>} */
const held = new Map();

/** @type {(name: string) => string | null} */
function read(name) {
  if (held.has(name)) return held.get(name) || null;
  try {
    return sessionStorage.getItem(name);
  } catch {
    return null;
  }
}

/** @type {(name: string, text: string | null) => boolean} whether a reload finds it so */
function put(name, text) {
  held.delete(name);
  try {
    if (text === null) sessionStorage.removeItem(name);
    else sessionStorage.setItem(name, text);
    return true;
  } catch {
    // Storage is off or full: a reload loses it, going from page to page does not.
    if (text !== null) held.set(name, text);
    return false;
  }
}

/** The convener's token, if it was given in this tab. */
export const token = () => read(TOKEN);

/** @param {string} text */
export const keepToken = (text) => put(TOKEN, text);

export const forgetToken = () => put(TOKEN, null);

/** Forgets the token, drafts and unfinished work: the next person at this device shall find nothing. */
export function forgetAll() {
  held.clear();
  try {
    Object.keys(sessionStorage).filter((name) => name.startsWith(PREFIX)).forEach((name) => sessionStorage.removeItem(name));
  } catch {
    // Where nothing can be kept there is nothing to forget.
  }
}

/**
 * A value that was kept under a name, or null.
 * @param {string} name
 * @returns {any}
 */
export function recall(name) {
  try {
    return JSON.parse(read(PREFIX + name) || 'null');
  } catch {
    return null;
  }
}

/**
 * Keeps a value under a name; once the token is forgotten nothing more, for work may end after its desk was left.
 * @param {string} name
 * @param {unknown} value null forgets it
 * @returns {boolean} whether a reload finds it so
 */
export function keep(name, value) {
  if (value === null) return put(PREFIX + name, null);
  return token() !== null && put(PREFIX + name, JSON.stringify(value));
}
