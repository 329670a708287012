// The topic threads: a list of them, and the posts of the one that is open.
import { h } from '../dom.js';
import { RostrumElement } from '../element.js';
import { t } from '../i18n.js';
import { createPosts } from '../posts.js';
import { drawCompose } from './compose.js';
import { drawPost } from './post.js';

/** Given `room`, and `drawControls` where something can be done to a thread, or, without one, to the list. */
class Threads extends RostrumElement {
  constructor() {
    super();
    /** @type {number | null} the thread that is open */
    this.opened = null;
    /** @type {ReturnType<typeof createPosts> | null} */
    this.posts = null;
    /** @type {number | null} the post that is being answered */
    this.answered = null;
    /** @type {((thread: number | null) => import('../types.d.ts').Child) | null} */
    this.drawControls = null;
  }

  entered() {
    this.listen(this.room, 'change');
    this.listen(this.room, 'roster');
    this.listen(this.room, 'gap', () => this.posts && this.load(this.posts.load));
    this.listen(this.room, 'entry', ({ detail }) => this.posts && this.posts.apply(detail));
  }

  /** @param {number} thread */
  open(thread) {
    this.opened = thread;
    this.answered = null;
    this.posts = createPosts(this.room, thread, () => this.update());
    this.load(this.posts.load);
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
            h('span', { class: 'hint' }, ` ${t('threads.count', { count: threads[id].posts })}`, !threads[id].open && ` · ${t('threads.closed')}`))))),
      this.opened !== null && threads[this.opened] && this.drawThread(this.opened, threads[this.opened]));
  }

  /** @type {(id: number, thread: import('../../sdk/types/protocol.d.ts').ThreadView) => import('../types.d.ts').Drawn} */
  drawThread(id, thread) {
    const posts = /** @type {ReturnType<typeof createPosts>} */ (this.posts);
    const list = posts.list;
    const byId = new Map(list.map((post) => [post.post, post]));
    return h('div', { key: id, class: 'thread-open' },
      this.drawControls && this.drawControls(id),
      thread.open && this.room.may('publish_post') && drawCompose(this.room, `post-${id}`, {
        label: t('threads.compose'),
        action: t('threads.publish'),
        charactersMax: 4000,
        about: this.answered !== null && byId.get(this.answered) ? this.drawAnswered(this.answered, byId) : null,
        send: (text) => this.publish(id, text),
      }),
      !posts.isLoaded && h('p', { class: 'hint', role: 'status' }, t('loading')),
      posts.isLoaded && list.length === 0 && h('p', { class: 'hint' }, t('threads.no_posts')),
      h('ol', { class: 'plain-list', reversed: true }, ...list.map((post) => drawPost(this.room, post, byId, {
        isPinned: thread.pinned.includes(post.post),
        answer: thread.open && this.room.may('publish_post') ? () => this.answer(post.post) : null,
      }))),
      posts.hasEarlier && h('button', { type: 'button', onclick: () => this.load(posts.loadEarlier) }, t('threads.earlier')));
  }

  /** @type {(post: number, byId: Map<number, import('../posts.js').PostLine>) => import('../types.d.ts').Drawn} */
  drawAnswered(post, byId) {
    const answered = byId.get(post);
    return h('p', { class: 'hint' }, t('threads.answering', { name: answered ? answered.by.name : '' }),
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
    if (seq !== null) this.answer(null);
    return seq !== null;
  }
}

customElements.define('rostrum-threads', Threads);
