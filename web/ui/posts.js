// The posts of one thread that this page has loaded, kept up to date by the entries that come.

import { pages } from '../sdk/index.js';

/** @typedef {import('../sdk/types/protocol.d.ts').PostLine} PostLine */
/** @typedef {import('../sdk/types/index.d.ts').MessageOf<'event'>} Event */

const PAGE = 50;
/** All that wait are read, in pages as large as the server gives them. */
const WAITING_PAGE = 500;
/** Pages that all ask at once after something was shown again would be a storm. */
const SPREAD_MS = 2000;

/**
 * @param {import('./room.js').Room} room
 * @param {number} thread
 * @param {() => void} changed
 * @param {number} [lines] of a page; the server gives no more than it wants to
 */
export function createPosts(room, thread, changed, lines = PAGE) {
  /** @type {Map<number, PostLine>} the newest ones without a gap, and single ones that others point at */
  let posts = new Map();
  /** @type {Map<number, number>} the entry that each was read at: what was said up to it is in it */
  let readAt = new Map();
  /** @type {Set<number>} those whose newest words wait for a moderator */
  let waiting = new Set();
  /** @type {Set<number>} those that are to be read again, or for the first time */
  const due = new Set();
  /** @type {Set<number>} those that are being read */
  const underway = new Set();
  /** @type {Set<number>} those that were asked for and are not for this reader */
  const missing = new Set();
  /** The page goes down to this post. */
  let oldest = Infinity;
  /** @type {number | null | undefined} */
  let earlier;
  let isLoaded = false;
  /** @type {PostLine[] | null} the list, until a post is another one: ten thousand are not sorted for each look */
  let listed = null;
  /** @type {Promise<void> | null} the page of earlier ones that is on its way: a second answer would not fit to the first */
  let earlierUnderway = null;

  /** @type {(query: Parameters<import('../sdk/types/index.d.ts').Http['posts']>[2]) => Promise<import('../sdk/types/protocol.d.ts').PostPage>} */
  async function read(query) {
    const page = await room.http.posts(room.session, thread, query);
    listed = null;
    for (const post of page.posts) {
      posts.set(post.post, post);
      readAt.set(post.post, page.position.seq);
      room.roster.learn(post.by.participant, post.by.name);
    }
    return page;
  }

  /** @type {(before?: number) => Promise<void>} */
  async function load(before) {
    const page = await read({ before, limit: lines });
    earlier = page.next;
    oldest = earlier || 0;
    listed = null;
    isLoaded = true;
    const answered = page.posts.map(({ replies_to }) => replies_to);
    learn(.../** @type {number[]} */ (answered.filter(Boolean)));
    changed();
  }

  /** Reads single posts, all that are due at once in one call. @param {...number} ids */
  function learn(...ids) {
    learnIn(0, ids.filter((id) => !posts.has(id) && !missing.has(id) && !underway.has(id)));
  }

  /** @type {(ms: number, ids: number[]) => void} */
  function learnIn(ms, ids) {
    const isSet = due.size > 0;
    ids.forEach((id) => due.add(id));
    if (due.size > 0 && !isSet) setTimeout(readDue, ms);
  }

  async function readDue() {
    const ids = [...due].slice(0, PAGE);
    // What became due as the last answer came has set a timer of its own.
    if (ids.length === 0) return;
    ids.forEach((id) => due.delete(id) && underway.add(id));
    try {
      await read({ ids: ids.join(',') });
      ids.filter((id) => !posts.has(id)).forEach((id) => missing.add(id));
      changed();
    } catch {
      // Whoever needs them asks again.
    }
    ids.forEach((id) => underway.delete(id));
    if (due.size > 0) setTimeout(readDue, 0);
  }

  /** What became readable, or is no longer, is read anew: its words are there, or not there, for this audience. @param {number} id */
  const readSoon = (id) => {
    missing.delete(id);
    learnIn(Math.random() * SPREAD_MS, [id]);
  };

  async function loadWaiting() {
    /** @type {Set<number>} */
    const found = new Set();
    for await (const page of pages((before) => read({ waiting: 'true', before, limit: WAITING_PAGE }))) {
      page.posts.forEach(({ post }) => found.add(post));
    }
    waiting = found;
    changed();
  }

  /** @type {(event: Event) => PostLine | null} a post that this audience may read at once */
  function published({ seq, at, by, entry }) {
    if (entry.type !== 'post_published' || entry.thread !== thread) return null;
    return {
      post: seq, at, by: { participant: by || 0, name: room.roster.name(by) }, text: entry.text, version: seq, versions: 1, endorsements: 0,
      replies_to: entry.replies_to, approved: entry.unapproved ? false : undefined,
    };
  }

  /** @type {(known: PostLine, event: Event) => PostLine | null} the post after an entry about it; null where it has to be read */
  function after(known, { seq, at, by, entry }) {
    switch (entry.type) {
      case 'post_revised':
        return { ...known, text: entry.text, version: seq, versions: known.versions + 1, approved: entry.unapproved ? false : undefined };
      case 'post_withdrawn':
        return { ...known, text: '', version: undefined, approved: undefined, withdrawn: true };
      case 'post_hidden': {
        const isReadable = room.may('hide_post') || isMine(known.by.participant);
        return { ...known, text: isReadable ? known.text : '', hidden: true, hiding: { by, at, reason: entry.reason } };
      }
      case 'post_endorsed':
        return { ...known, endorsements: known.endorsements + 1, endorsed: isMine(by) || known.endorsed };
      case 'post_approved':
        // Who sees everything has the words already.
        return room.may('hide_post') ? { ...known, approved: entry.version === known.version ? undefined : known.approved } : null;
      case 'floor_requested':
        return { ...known, raised: seq };
      default:
        return null;
    }
  }

  /** @type {(by: number | null | undefined) => boolean} */
  const isMine = (by) => Boolean(room.me && by === room.me.participant);

  /** Whether a post is one that waits for a moderator. @param {PostLine} post */
  const waits = ({ approved, hidden, withdrawn }) => approved === false && !hidden && !withdrawn;

  /** @param {PostLine} post */
  function put(post) {
    posts.set(post.post, post);
    listed = null;
    if (!room.may('hide_post')) return;
    if (waits(post)) waiting.add(post.post);
    else waiting.delete(post.post);
  }

  return {
    get isLoaded() {
      return isLoaded;
    },
    get hasEarlier() {
      return Boolean(earlier);
    },
    get isLoadingEarlier() {
      return Boolean(earlierUnderway);
    },
    /** The newest first, down to where the pages go. @returns {PostLine[]} */
    get list() {
      listed = listed || [...posts.values()].filter(({ post }) => post >= oldest).sort((one, other) => other.post - one.post);
      return listed;
    },
    /** Those that wait for a moderator, who waits longest first. @returns {PostLine[]} */
    get waiting() {
      const known = [...waiting].map((id) => /** @type {PostLine} */ (posts.get(id)));
      return known.filter((post) => post && waits(post)).sort((one, other) => one.post - other.post);
    },
    /** A post, if it is here. @type {(id: number | null | undefined) => PostLine | undefined} */
    find: (id) => (id ? posts.get(id) : undefined),
    learn,
    load: () => load(),
    loadEarlier() {
      earlierUnderway = earlierUnderway || load(earlier || undefined).finally(() => {
        earlierUnderway = null;
      });
      return earlierUnderway;
    },
    loadWaiting,
    /** Everything anew, after entries that were not told one by one. */
    async reload() {
      if (earlierUnderway) await earlierUnderway.catch(() => {});
      posts = new Map();
      listed = null;
      readAt = new Map();
      missing.clear();
      await load();
      if (room.may('hide_post')) await loadWaiting();
    },
    /** One's own words may be told to nobody yet: they are read from the server. @param {number} id */
    learnAnew(id) {
      missing.delete(id);
      learnIn(0, [id]);
    },
    /** @param {Event} event */
    apply(event) {
      const { entry, seq } = event;
      const post = published(event);
      if (post) {
        put(post);
        learn(...(post.replies_to ? [post.replies_to] : []));
        return changed();
      }
      const about = 'post' in entry ? entry.post : undefined;
      if (!about) return;
      const known = posts.get(about);
      if (known && seq <= (readAt.get(about) || 0)) return;
      const next = known && after(known, event);
      if (next) put(next);
      // What nobody was told of so far belongs here if it is newer than what was loaded.
      else if (known || (about >= oldest && ['post_shown', 'post_approved'].includes(entry.type))) readSoon(about);
      if (next) changed();
    },
  };
}
