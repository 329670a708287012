// Going to what a hit was found in, wherever on the page it is, or will be once it is loaded.
import { turnOfRequest } from './finding.js';

/** So often more is loaded, or waited for, before it is given up. */
const TRIES_MAX = 60;
const WAIT_MS = 100;
/** Where a post stands: among the others, before them, or with those that wait. */
const PLACES = ['post', 'pinned', 'waiting'];

/**
 * @param {import('./room.js').Room} room
 * @param {import('./finding.js').Hit} hit
 * @returns {Promise<boolean>} whether it is there
 */
export async function goTo(room, hit) {
  if (hit.kind === 'post') return show(await findPost(room, hit));
  return show(await findSpeech(room, hit));
}

/** @type {(element: HTMLElement | null) => boolean} */
function show(element) {
  if (!element) return false;
  element.tabIndex = -1;
  element.scrollIntoView({ block: 'center' });
  element.focus({ preventScroll: true });
  return true;
}

/** @type {(room: import('./room.js').Room, hit: import('./finding.js').Hit) => Promise<HTMLElement | null>} */
async function findSpeech(room, { kind, id, turn }) {
  const { record } = room;
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const sought = kind === 'statement' ? turn : turnOfRequest(record.entries, id);
    // What is known may not be drawn, or may be held back.
    if (sought) room.tell('reveal', sought);
    const element = sought ? document.getElementById(`turn-${sought}`) : null;
    if (element) return element;
    const isKnown = sought && record.entries.length > 0 && record.entries[0].seq <= sought;
    if (record.hasEarlier && !isKnown) await record.loadEarlier();
    else if (!sought) return null;
    await pause();
  }
  return null;
}

/** @type {(room: import('./room.js').Room, hit: import('./finding.js').Hit) => Promise<HTMLElement | null>} */
async function findPost(room, { id, thread }) {
  room.tell('show', 'threads');
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    /** @type {any} */
    const threads = document.querySelector('rostrum-threads');
    // What is known may not be drawn.
    if (threads) threads.reveal(id);
    const element = PLACES.map((place) => document.getElementById(`${place}-${id}`)).find(Boolean);
    if (element) return element;
    if (threads && threads.opened !== thread) threads.open(thread);
    else if (threads && threads.posts.isLoaded && threads.posts.hasEarlier) await threads.load(threads.posts.loadEarlier);
    await pause();
  }
  return null;
}

const pause = () => new Promise((resolve) => setTimeout(resolve, WAIT_MS));
