// What the desk keeps in this tab, until it is closed; where the browser keeps nothing, until the page is left.

const TOKEN = 'rostrum.desk.token';
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

/** @type {(name: string, text: string | null) => void} */
function put(name, text) {
  held.delete(name);
  try {
    if (text === null) sessionStorage.removeItem(name);
    else sessionStorage.setItem(name, text);
  } catch {
    // Storage is off or full: a reload loses it, going from page to page does not.
    if (text !== null) held.set(name, text);
  }
}

/** The convener's token, if it was given in this tab. */
export const token = () => read(TOKEN);

/** @param {string} text */
export const keepToken = (text) => put(TOKEN, text);

export const forgetToken = () => put(TOKEN, null);

/**
 * A value that was kept under a name, or null.
 * @param {string} name
 * @returns {any}
 */
export function recall(name) {
  try {
    return JSON.parse(read(`rostrum.desk.${name}`) || 'null');
  } catch {
    return null;
  }
}

/**
 * @param {string} name
 * @param {unknown} value null forgets it
 */
export const keep = (name, value) => put(`rostrum.desk.${name}`, value === null ? null : JSON.stringify(value));
