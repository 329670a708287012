// The topic threads: a list of them, and the posts of the one that is open.
import { h } from '../dom.js';
import { RostrumElement } from '../element.js';
import { t } from '../i18n.js';
import { tellOf } from '../post_news.js';
import { createPosts } from '../posts.js';
import { isBelow, leadTo, onScroll } from '../scrolling.js';
import { createStretch } from '../stretch.js';
import { useLaterStyles } from '../styles.js';
import { createUnchanged } from '../unchanged.js';
import { whyNoWords } from '../thread_stage.js';
import { drawCompose } from './compose.js';
import { drawPost, nameOf } from './post.js';
import { POST_CHARACTERS_MAX } from './post_dialogs.js';
import { drawStretch } from './stretch.js';

useLaterStyles();

/** So many opinions are drawn at first, and come with each press; and so many at most. */
const PAGE = 50;
const MOST = 100;
/** So many of those that wait, and so many more with each press. */
const WAITING = 20;

/** Given `room`, and `drawControls` where something can be done to a thread, or, without one, to the list. */
class Threads extends RostrumElement {
  constructor() {
    super();
    /** @type {number | null} the thread that is open */
    this.opened = null;
    /** @type {ReturnType<typeof createPosts> | null} */
    this.posts = null;
    /** @type {ReturnType<typeof createStretch<import('../posts.js').PostLine>>} */
    this.stretch = createStretch({ numberOf: ({ post }) => post, weightOf: () => 1, page: PAGE, most: MOST });
    /** @type {import('../posts.js').PostLine[]} what was known when it was drawn */
    this.drawn = [];
    this.unchanged = createUnchanged();
    this.waiting = WAITING;
    /** @type {number | null} the post that is being answered */
    this.answered = null;
    /** @type {((thread: number | null) => import('../types.d.ts').Child) | null} */
    this.drawControls = null;
  }

  entered() {
    this.listen(this.room, 'change');
    this.listen(this.room, 'roster');
    this.listen(this.room, 'gap', () => this.reload());
    onScroll(this, () => this.stretch.isHeld && !this.isAway() && this.release());
    this.listen(this.room, 'entry', ({ detail }) => this.posts && this.posts.apply(detail));
    // A moderator links posts to words of the record.
    if (this.room.may('answer_post')) this.room.record.open();
  }

  /** @param {number} thread */
  open(thread) {
    this.opened = thread;
    this.answered = null;
    this.stretch.toNewest();
    this.drawn = [];
    this.waiting = WAITING;
    this.posts = createPosts(this.room, thread, () => this.changed());
    this.load(this.posts.load);
    if (this.room.may('approve_post')) this.load(this.posts.loadWaiting);
    this.update();
  }

  /** From its newest page on: what stood further back is not known any more. */
  reload() {
    this.stretch.toNewest();
    if (this.posts) this.load(this.posts.reload);
  }

  /** Whether the reader is further down than where the newest opinion stands. */
  isAway() {
    return isBelow(this.querySelector('.stretch'));
  }

  /** What is one's own is told of from now on, wherever on the page one looks. Whoever reads further down keeps the place: what is new waits above. */
  changed() {
    const { me } = this.room;
    if (this.isAway()) this.stretch.hold(this.drawn);
    if (this.posts) this.posts.list.forEach(({ post, by }) => me && by.participant === me.participant && tellOf(this.room, post));
    this.update();
  }

  /** @param {() => Promise<void>} load */
  async load(load) {
    try {
      await load();
    } catch (error) {
      this.room.refused(/** @type {any} */ (error).code);
    }
  }

  draw() {
    const { threads } = /** @type {import('../../sdk/types/index.d.ts').View} */ (this.room.view);
    const ids = Object.keys(threads).map(Number);
    if (this.opened === null && ids.length > 0) this.open(ids[0]);
    return h('section', { class: 'threads', 'aria-labelledby': 'threads-title' },
      h('h2', { id: 'threads-title' }, t('threads.title')),
      this.drawControls && this.drawControls(null),
      ids.length === 0 && h('p', { class: 'hint' }, t('threads.empty')),
      h('ul', { class: 'thread-list plain-list' }, ...ids.map((id) =>
        h('li', { key: id },
          h('button', { type: 'button', class: 'thread', 'aria-pressed': id === this.opened ? 'true' : 'false', onclick: () => this.open(id) },
            threads[id].title,
            h('span', { class: 'hint' }, ` ${t('threads.count', { count: threads[id].posts })}`, !threads[id].open && ` · ${t('threads.closed')}`,
              this.room.may('approve_post') && Boolean(threads[id].waiting) && ` · ${t('threads.lane_count', { count: threads[id].waiting || 0 })}`))))),
      this.opened !== null && threads[this.opened] && this.drawThread(this.opened, threads[this.opened]));
  }

  /** @type {(id: number, thread: import('../../sdk/types/protocol.d.ts').ThreadView) => import('../types.d.ts').Drawn} */
  drawThread(id, thread) {
    const posts = /** @type {ReturnType<typeof createPosts>} */ (this.posts);
    const { room } = this;
    const view = /** @type {import('../../sdk/types/index.d.ts').View} */ (room.view);
    const why = whyNoWords(view) || (thread.open ? null : 'closed');
    const mayPost = !why && room.may('publish_post');
    const answered = posts.find(this.answered);
    posts.learn(...thread.pinned);
    const around = { id, thread, posts, answer: mayPost ? (/** @type {number} */ post) => this.answer(post) : null };
    /** @type {(post: import('../posts.js').PostLine, place?: string) => import('../types.d.ts').Drawn} */
    const drawOne = (post, place) => {
      const quoted = posts.find(post.replies_to);
      const names = [post.by.participant, quoted && quoted.by.participant, post.hiding && post.hiding.by].map((by) => room.roster.name(by)).join('\n');
      // While somebody reads back nothing else is another for those that stand there.
      return this.unchanged(post, [place, quoted, names, posts, view, room.client.welcome], () => drawPost(room, post, { ...around, place, isPinned: thread.pinned.includes(post.post) }));
    };
    const pinned = thread.pinned.map(posts.find);
    const { lane, listed } = this.sorted();
    this.drawn = listed;
    return h('div', { key: id, class: 'thread-open' },
      this.drawControls && this.drawControls(id),
      why && room.may('publish_post') && h('p', { class: 'hint', role: 'note' }, t(`threads.why_${why}`)),
      mayPost && drawCompose(this, `post-${id}`, {
        label: t('threads.compose'),
        action: t('threads.publish'),
        charactersMax: POST_CHARACTERS_MAX,
        about: [answered && this.drawAnswered(answered), this.waits() && h('p', { class: 'hint' }, t('threads.moderated'))],
        send: (text) => this.publish(id, text),
      }),
      lane.length > 0 && this.drawLane(lane, drawOne),
      thread.pinned.length > 0 && h('ul', { class: 'plain-list pinned', 'aria-label': t('threads.pinned') },
        ...pinned.map((post) => post && drawOne(post, 'pinned'))),
      !posts.isLoaded && h('p', { class: 'hint', role: 'status' }, t('loading')),
      posts.isLoaded && listed.length + lane.length + pinned.length === 0 && h('p', { class: 'hint' }, t('threads.no_posts')),
      ...drawStretch(this, {
        stretch: this.stretch, list: () => this.sorted().listed, drawOne, hasEarlier: posts.hasEarlier, isLoading: posts.isLoadingEarlier, loadEarlier: () => this.loadEarlier(posts),
        earlier: t('threads.earlier'), showNewest: () => this.showNewest(),
      }));
  }

  /** What waits for this reader, who waits longest first, and the others, the oldest first: what stands elsewhere on the page stands there alone. */
  sorted() {
    const { posts, opened, room } = this;
    const thread = room.view && opened !== null ? room.view.threads[opened] : null;
    if (!posts || !thread) return { lane: [], listed: [] };
    const lane = room.may('approve_post') ? posts.waiting : [];
    const elsewhere = new Set([...thread.pinned, ...lane.map(({ post }) => post)]);
    return { lane, listed: posts.list.filter(({ post }) => !elsewhere.has(post)).reverse() };
  }

  /** @param {ReturnType<typeof createPosts>} posts */
  async loadEarlier(posts) {
    if (!posts.hasEarlier || this.stretch.before(this.sorted().listed) >= PAGE) return;
    const loading = this.load(posts.loadEarlier);
    this.update();
    await loading;
  }

  release() {
    this.stretch.toNewest();
    this.update();
  }

  /** Goes up to the newest opinion. */
  showNewest() {
    this.stretch.toNewest();
    this.drawNow();
    const newest = /** @type {HTMLElement | null} */ (this.querySelector('.stretch > :first-child'));
    if (newest) leadTo(newest);
  }

  /** Makes sure that a post is drawn which the page knows. @param {number} post */
  reveal(post) {
    const { lane, listed } = this.sorted();
    const [waits, stands] = [lane, listed].map((posts) => posts.findIndex((each) => each.post === post));
    if (waits < 0 && stands < 0) return;
    this.waiting = Math.max(this.waiting, waits + 1);
    if (stands >= 0) this.stretch.show(listed, stands);
    this.drawNow();
  }

  /** What waits for a moderator. @type {(waiting: import('../posts.js').PostLine[], drawOne: (post: import('../posts.js').PostLine, place: string) => import('../types.d.ts').Drawn) => import('../types.d.ts').Drawn} */
  drawLane(waiting, drawOne) {
    return h('section', { class: 'lane', 'aria-labelledby': 'lane-title' },
      h('h3', { id: 'lane-title' }, t('threads.lane')),
      h('ol', { class: 'plain-list' }, ...waiting.slice(0, this.waiting).map((post) => drawOne(post, 'waiting'))),
      waiting.length > this.waiting && h('button', { type: 'button', onclick: () => this.showMoreWaiting() }, t('list.more', { count: waiting.length - this.waiting })));
  }

  showMoreWaiting() {
    this.waiting += WAITING;
    this.update();
  }

  /** @type {(post: import('../posts.js').PostLine) => import('../types.d.ts').Drawn} */
  drawAnswered(post) {
    return h('p', { class: 'hint' }, t('threads.answering', { name: nameOf(this.room, post) }), ' ',
      h('button', { type: 'button', class: 'quiet', onclick: () => this.answer(null) }, t('cancel')));
  }

  /** @param {number | null} post */
  answer(post) {
    this.answered = post;
    this.update();
    const area = this.querySelector('textarea');
    if (post !== null && area) area.focus();
  }

  /** @type {(thread: number, text: string) => Promise<boolean>} */
  async publish(thread, text) {
    const seq = await this.room.send({ type: 'publish_post', thread, text, ...(this.answered && { replies_to: this.answered }) });
    if (seq === null) return false;
    this.answer(null);
    tellOf(this.room, seq);
    this.room.notify('news', t(this.waits() ? 'threads.sent_waits' : 'threads.sent'), 'sent');
    // Words that wait are told to nobody, not even to who wrote them.
    if (this.posts && this.waits()) this.posts.learnAnew(seq);
    return true;
  }

  /** Whether what one writes waits for a moderator. */
  waits() {
    const { view } = this.room;
    return Boolean(view && view.rules.posts_moderated) && !this.room.may('approve_post');
  }
}

customElements.define('rostrum-threads', Threads);
