// The opinions of a thread in lanes: what waits, what is shown, what was raised on the floor, what was answered there, and
// what nobody reads any more.
import { h } from '../../dom.js';
import { t } from '../../i18n.js';
import { inLanes, LANES, SORTS } from '../../lanes.js';
import { compareNames } from '../../name_order.js';
import { createPosts } from '../../posts.js';
import { drawChoice } from '../choice.js';
import { drawCard } from './lane_card.js';
import { ConsolePart } from './part.js';

/** @typedef {import('../../posts.js').PostLine} PostLine */
/** @typedef {import('../../lanes.js').Lane} Lane */

/** All posts are read, in pages as large as the server gives them. */
const PAGE = 500;
/** So many cards of a lane stand on the page, and so many more each time. */
const SHOWN = 20;

class LanesPart extends ConsolePart {
  constructor() {
    super();
    /** @type {number | null} */
    this.thread = null;
    /** @type {ReturnType<typeof createPosts> | null} */
    this.posts = null;
    /** @type {Lane} on a narrow screen one of them is seen */
    this.lane = LANES[0];
    /** @type {import('../../lanes.js').Sort} */
    this.sort = SORTS[0];
    this.sector = '';
    /** @type {Map<number, string>} */
    this.sectors = new Map();
    /** @type {ReturnType<typeof inLanes> | null} made again when a post or the choice has changed, and not whenever the room has */
    this.lanes = null;
    /** @type {Record<string, number>} how many cards of each lane are drawn */
    this.shown = {};
  }

  entered() {
    super.entered();
    this.room.record.open();
    this.listen(this.room, 'gap', () => this.load());
    this.listen(this.room, 'entry', ({ detail }) => this.posts && this.posts.apply(detail));
    this.learnSectors();
    const [first] = Object.keys((this.room.view && this.room.view.threads) || {}).map(Number);
    if (first) this.open(this.thread || first);
  }

  /** Entries do not say of which sector somebody is. */
  async learnSectors() {
    try {
      this.sectors = new Map((await this.room.people()).map(({ participant, sector }) => [participant, sector || '']));
    } catch (error) {
      this.room.refused(/** @type {any} */ (error).code);
    }
    this.renew();
  }

  renew() {
    this.lanes = null;
    this.update();
  }

  /** @param {number} thread */
  open(thread) {
    this.thread = thread;
    this.posts = createPosts(this.room, thread, () => this.renew(), PAGE);
    this.lanes = null;
    this.shown = {};
    this.load();
  }

  /** Page after page: the lanes count what there is. */
  async load() {
    const { posts } = this;
    if (!posts) return;
    try {
      await posts.reload();
      while (posts === this.posts && this.isConnected && posts.hasEarlier) await posts.loadEarlier();
    } catch (error) {
      this.room.refused(/** @type {any} */ (error).code);
    }
    this.renew();
  }

  /** @param {PostLine} post */
  sectorOf({ by }) {
    return by.sector || this.sectors.get(by.participant);
  }

  draw() {
    const { posts, thread, room } = this;
    const { view } = room;
    if (!view) return null;
    if (!posts || !thread || !view.threads[thread]) return h('p', { class: 'hint' }, t('threads.empty'));
    this.lanes = this.lanes || inLanes(posts.list, { sort: this.sort, sector: this.sector, sectorOf: (post) => this.sectorOf(post) });
    const { lanes } = this;
    const isWhole = posts.isLoaded && !posts.hasEarlier;
    return h('div', { class: 'lanes' },
      this.drawChoices(view),
      h('p', { class: 'hint', role: 'status' }, isWhole ? '' : t('lanes.loading', { count: posts.list.length })),
      h('div', { class: 'lane-switch', role: 'group', 'aria-label': t('lanes.choose') }, ...LANES.map((lane) => h('button', {
        key: lane, type: 'button', 'aria-pressed': String(lane === this.lane), onclick: () => this.turnTo(lane),
      }, t('lanes.count', { lane: t(`lanes.${lane}`), count: lanes[lane].length })))),
      h('div', { class: 'lane-columns', role: 'region', tabindex: 0, 'aria-label': t('lanes.title') }, ...LANES.map((lane) => this.drawLane(view, lane, lanes[lane]))));
  }

  /** @param {import('../../../sdk/types/index.d.ts').View} view */
  drawChoices({ threads }) {
    const sectors = [...new Set(this.sectors.values())].filter(Boolean).sort(compareNames);
    return h('div', { class: 'lane-choices' },
      drawChoice({
        id: 'lanes-thread', label: t('lanes.thread'), value: String(this.thread), choose: (value) => this.open(Number(value)),
        options: Object.keys(threads).map((id) => [id, threads[id].title]),
      }),
      drawChoice({
        id: 'lanes-sort', label: t('lanes.sort'), value: this.sort, choose: (value) => this.become({ sort: /** @type {any} */ (value) }),
        options: SORTS.map((sort) => [sort, t(`lanes.by_${sort}`)]),
      }),
      drawChoice({
        id: 'lanes-sector', label: t('lanes.sector'), value: this.sector, choose: (value) => this.become({ sector: value }),
        options: [['', t('lanes.every_sector')], ...sectors.map((each) => /** @type {[string, string]} */ ([each, each]))],
      }));
  }

  /** @type {(view: import('../../../sdk/types/index.d.ts').View, lane: Lane, posts: PostLine[]) => import('../../types.d.ts').Drawn} */
  drawLane(view, lane, posts) {
    const shown = this.shown[lane] || SHOWN;
    return h('section', { key: lane, class: lane === this.lane ? 'lane-column lane-now' : 'lane-column', 'aria-labelledby': `lane-${lane}` },
      h('h3', { id: `lane-${lane}` }, t('lanes.count', { lane: t(`lanes.${lane}`), count: posts.length })),
      posts.length === 0 && h('p', { class: 'hint' }, t('lanes.none')),
      h('ol', { class: 'plain-list' }, ...posts.slice(0, shown).map((post) => drawCard(this, view, Number(this.thread), post, this.sectorOf(post)))),
      posts.length > shown && h('button', { type: 'button', onclick: () => this.become({ shown: { ...this.shown, [lane]: shown + SHOWN } }) },
        t('list.more', { count: posts.length - shown })));
  }

  /** @param {Lane} lane */
  turnTo(lane) {
    this.lane = lane;
    this.update();
  }

  /** @param {Partial<Pick<LanesPart, 'sort' | 'sector' | 'shown'>>} now */
  become(now) {
    Object.assign(this, now);
    this.renew();
  }
}

customElements.define('rostrum-console-lanes', LanesPart);
