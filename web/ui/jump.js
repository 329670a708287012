// Going to what a hit was found in, wherever on the page it is, or will be once it is loaded.
import { turnOfRequest } from './finding.js';
import { leadTo } from './scrolling.js';

/** So often it is waited for without anything coming, before it is given up. */
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
  if (element) leadTo(element);
  return Boolean(element);
}

/** @type {(room: import('./room.js').Room, hit: import('./finding.js').Hit) => Promise<HTMLElement | null>} */
async function findSpeech(room, { kind, id, turn }) {
  const { record } = room;
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const sought = kind === 'statement' ? turn : turnOfRequest(record.entries, id);
    // What is known may not be drawn, or may be held back.
    if (sought) room.tell('reveal', { turn: sought, entry: kind === 'statement' ? id : sought });
    const element = sought ? document.getElementById(`turn-${sought}`) : null;
    if (element) return element;
    const isKnown = sought && record.entries.length > 0 && record.entries[0].seq <= sought;
    const { length } = record.entries;
    if (record.hasEarlier && !isKnown) await record.loadEarlier();
    else if (!sought) return null;
    if (record.entries.length > length) tries = 0;
    else await pause();
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
    const { posts } = threads || {};
    const { length } = posts ? posts.list : [];
    if (posts && posts.isLoaded && posts.hasEarlier) await threads.load(posts.loadEarlier);
    if (posts && posts.list.length > length) tries = 0;
    else await pause();
  }
  return null;
}

const pause = () => new Promise((resolve) => setTimeout(resolve, WAIT_MS));
