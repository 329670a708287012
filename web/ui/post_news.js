// Tells somebody what moderators did to the own posts, wherever on the page one looks.
import { t } from './i18n.js';
import { namesOf } from './names.js';

/** @type {WeakMap<import('./room.js').Room, Set<number>>} the own posts that this page knows */
const known = new WeakMap();

/** @type {(room: import('./room.js').Room, post: number) => void} */
export function tellOf(room, post) {
  const posts = known.get(room) || new Set();
  if (!known.has(room)) {
    known.set(room, posts);
    room.addEventListener('entry', async (/** @type {any} */ { detail: { by, entry } }) => {
      if (!('post' in entry) || !posts.has(entry.post) || (room.me && by === room.me.participant)) return;
      await namesOf(room, [by]);
      const text = newsOfPost(entry, room.roster.name(by));
      if (text) room.notify('news', text, `post ${entry.post}`);
    });
  }
  posts.add(post);
}

/** @type {(entry: import('../sdk/types/protocol.d.ts').Entry, name: string) => string | null} */
function newsOfPost(entry, name) {
  switch (entry.type) {
    case 'post_approved':
    case 'post_shown':
      return t(`news.${entry.type}`);
    case 'post_hidden':
      return t('news.post_hidden', { name, reason: entry.reason });
    default:
      return null;
  }
}
