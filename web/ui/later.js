// Parts of the room that most people do not need at first: they are loaded, with their texts, when somebody does.
import { h } from './dom.js';
import { useTexts } from './i18n.js';

/** @type {Map<string, Promise<unknown>>} what is being loaded, by the tag of its element */
const loading = new Map();

/**
 * Loads a module and the texts of its kind.
 * @template Module
 * @param {() => Promise<Module>} load
 * @returns {Promise<Module>}
 */
export async function loadLater(load) {
  const [module] = await Promise.all([load(), useTexts('more')]);
  return module;
}

/**
 * Draws an element of our own once it is loaded, and nothing before.
 * @param {import('./element.js').RostrumElement} around what is drawn again then
 * @param {string} tag
 * @param {() => Promise<unknown>} load
 * @param {import('./types.d.ts').Properties} properties
 * @returns {import('./types.d.ts').Child}
 */
export function drawLater(around, tag, load, properties) {
  const begun = loading.get(tag);
  if (begun === done) return h(tag, properties);
  const loaded = begun || loadLater(load).then(() => loading.set(tag, done), () => loading.delete(tag));
  loading.set(tag, loaded);
  loaded.then(() => around.update());
  return null;
}

export const loadLobby = () => import('./parts/lobby.js').then(({ useLobby }) => useLobby());

const done = Promise.resolve();
