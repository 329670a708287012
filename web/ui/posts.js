// The posts of one thread that this page has loaded, the newest first, kept up to date by the entries that come.

/** @typedef {import('../sdk/types/protocol.d.ts').PostLine} PostLine */

const PAGE = 50;
/** Pages that all ask at once after something was shown again would be a storm. */
const SPREAD_MS = 2000;

/**
 * @param {import('./room.js').Room} room
 * @param {number} thread
 * @param {() => void} changed
 */
export function createPosts(room, thread, changed) {
  /** @type {Map<number, PostLine>} */
  let posts = new Map();
  /** @type {number | null | undefined} */
  let earlier;
  let isLoaded = false;

  /** @type {(before?: number) => Promise<void>} */
  async function load(before) {
    const page = await room.http.posts(room.session, thread, { before, limit: PAGE });
    for (const post of page.posts) {
      posts.set(post.post, post);
      room.roster.learn(post.by.participant, post.by.name);
    }
    earlier = page.next;
    isLoaded = true;
    changed();
  }

  /** What became hidden or shown is read anew: its text is there, or not there, for this audience. */
  function reloadSoon() {
    setTimeout(() => {
      posts = new Map();
      load().catch(() => {});
    }, Math.random() * SPREAD_MS);
  }

  return {
    get isLoaded() {
      return isLoaded;
    },
    get hasEarlier() {
      return Boolean(earlier);
    },
    /** @returns {PostLine[]} */
    get list() {
      return [...posts.values()].sort((one, other) => other.post - one.post);
    },
    load: () => load(),
    loadEarlier: () => load(earlier || undefined),
    /** @param {import('../sdk/types/index.d.ts').MessageOf<'event'>} event */
    apply({ seq, at, by, entry }) {
      if (entry.type === 'post_published' && entry.thread === thread) {
        const person = { participant: by || 0, name: room.roster.name(by) };
        posts.set(seq, { post: seq, at, by: person, text: entry.text, replies_to: entry.replies_to, versions: 1 });
        return changed();
      }
      const known = 'post' in entry ? posts.get(entry.post) : undefined;
      if (!known) return;
      if (entry.type === 'post_revised') {
        posts.set(known.post, { ...known, text: entry.text, versions: known.versions + 1 });
      } else if (entry.type === 'post_withdrawn') {
        posts.set(known.post, { ...known, text: '', withdrawn: true });
      } else if (entry.type === 'post_hidden') {
        const isReadable = room.may('hide_post') || known.by.participant === (room.me && room.me.participant);
        posts.set(known.post, { ...known, text: isReadable ? known.text : '', hidden: true });
      } else if (entry.type === 'post_shown') {
        return reloadSoon();
      }
      changed();
    },
  };
}
