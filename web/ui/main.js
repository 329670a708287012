// Chooses the page by its address, and begins it once the language is there.
import { useTexts } from './i18n.js';

/** @type {[RegExp, () => Promise<unknown>, string][]} the first that fits; a page loads what it needs when it is needed */
const PAGES = [
  [/^\/join\/?$/, () => import('./pages/join.js'), 'rostrum-join'],
  [/^\/sessions\/[^/]+\/?\?(.*&)?at=\d/, () => import('./pages/replay.js'), 'rostrum-replay'],
  [/^\/sessions\/[^/]+\/participation\/?$/, () => import('./pages/participation.js'), 'rostrum-participation'],
  [/^\/sessions\/[^/]+\/?$/, () => import('./pages/room.js'), 'rostrum-room'],
  [/^\/commitments\/[^/]+\/?$/, () => import('./pages/commitments.js'), 'rostrum-own-commitments'],
  [/^\/setup\/?$/, () => import('./pages/setup.js'), 'rostrum-setup'],
  [/^\/help(\/[^/]+)?\/?$/, () => import('./pages/help.js'), 'rostrum-help'],
  [/^\/desk(\/[^/]+)?\/?$/, () => import('./pages/desk.js'), 'rostrum-desk'],
  [/^\/?$/, () => import('./pages/start.js'), 'rostrum-start'],
  [/(?:)/, () => import('./pages/missing.js'), 'rostrum-missing'],
];

/** Pages take ids out of the address: one that cannot be decoded is no page's. @type {(path: string) => boolean} */
function isReadable(path) {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

/** Where the page that is shown was asked for. */
let shown = '';

/** Shows the page of the present address in the place of the one before. */
export async function show() {
  const { pathname, search } = location;
  const page = isReadable(pathname) && PAGES.find(([path]) => path.test(pathname) || path.test(pathname + search));
  const [, load, tag] = page || PAGES[PAGES.length - 1];
  await Promise.all([load(), useTexts()]);
  // Within a room its tabs are places of the history: nobody is to come in anew by going back to one.
  if (tag === 'rostrum-room' && shown === pathname + search && document.querySelector(tag)) return;
  shown = pathname + search;
  const main = document.getElementById('page');
  // Another invitation in the same tab: the page hears of it by itself, and a button is not to go from under a finger.
  if (tag === 'rostrum-join' && document.querySelector(tag)) return;
  if (main) main.replaceChildren(document.createElement(tag));
}

addEventListener('popstate', show);
addEventListener('rostrum-navigate', show);
show();
