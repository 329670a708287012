import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createPosts } from '../../../web/ui/posts.js';
import { beginning, difference } from '../../../web/ui/post_words.js';
import { whyNoWords } from '../../../web/ui/thread_stage.js';

const ME = 3;
const THREAD = 8;

/** @type {(post: number, more?: object) => any} a post as the server tells it */
const line = (post, more = {}) => ({
  post, by: { participant: 4, name: '吴委员' }, at: '2026-01-01T00:00:00.000Z', text: `第${post}条`, version: post, versions: 1, endorsements: 0, ...more,
});
/** @type {(seq: number, entry: object, by?: number) => any} */
const event = (seq, entry, by = 4) => ({ type: 'event', seq, at: '2026-01-01T00:00:00.000Z', by, entry, patch: {} });

/**
 * A room whose server has these posts, the newest first, as they were at entry `seq`.
 * @param {{capabilities?: string[]}} [me]
 */
function roomOf({ capabilities = [] } = {}) {
  /** @type {any[]} */
  const asked = [];
  const server = { posts: /** @type {any[]} */ ([]), seq: 0 };
  const room = {
    session: 'abc', me: { participant: ME }, may: (/** @type {string} */ name) => capabilities.includes(name),
    roster: { name: (/** @type {number} */ by) => `No. ${by}`, learn() {} },
    http: {
      async posts(/** @type {string} */ session, /** @type {number} */ thread, /** @type {any} */ query) {
        assert.deepEqual([session, thread], ['abc', THREAD]);
        asked.push(query);
        const ids = query.ids && query.ids.split(',').map(Number);
        const chosen = server.posts.filter(({ post, approved, hidden }) =>
          (ids ? ids.includes(post) : query.before ? post < query.before : true) && (!query.waiting || (approved === false && !hidden)));
        const page = ids ? chosen : chosen.slice(0, query.limit === 50 ? 2 : query.limit);
        const next = page.length < chosen.length ? page[page.length - 1].post : undefined;
        return { posts: page.map((post) => ({ ...post })), next, position: { epoch: 'e', seq: server.seq } };
      },
    },
  };
  return { room: /** @type {any} */ (room), server, asked };
}

/** Lets what is due be read. */
const soon = (ms = 5) => new Promise((resolve) => setTimeout(resolve, ms));

test('W130 what becomes due while others are being read is asked for once, and never nothing', async () => {
  const { room, server, asked } = roomOf();
  server.posts = [line(11), line(10)];
  const { posts: answer } = room.http;
  room.http.posts = async (/** @type {[any, any, any]} */ ...asking) => {
    const page = await answer(...asking);
    // As the answer comes, so does an entry about another one.
    if (asked.length === 1) posts.learnAnew(11);
    return page;
  };
  const posts = createPosts(room, THREAD, () => {});
  posts.learn(10);
  await soon(100);
  assert.deepEqual(asked.map(({ ids }) => ids), ['10', '11']);
  assert.equal(posts.find(11)?.text, '第11条');
});

test('W130 posts that others point at are loaded one by one, together, once, and stand in no page', async () => {
  const { room, server, asked } = roomOf();
  server.posts = [line(30, { replies_to: 10 }), line(20, { replies_to: 11 }), line(11), line(10)];
  const posts = createPosts(room, THREAD, () => {});
  await posts.load();
  posts.learn(10, 99);
  await soon();
  assert.deepEqual(asked.map(({ ids }) => ids), [undefined, '10,11,99']);
  assert.deepEqual(posts.list.map(({ post }) => post), [30, 20]);
  assert.equal(posts.find(10)?.text, '第10条');
  posts.learn(10, 99);
  await soon();
  assert.equal(asked.length, 2, 'what is here, and what is not there for us, is not asked for again');
  await posts.loadEarlier();
  assert.deepEqual(posts.list.map(({ post }) => post), [30, 20, 11, 10]);
  assert.equal(posts.hasEarlier, false);
});

test('W131 an entry that a page has in it already is not counted again', async () => {
  const { room, server } = roomOf();
  server.posts = [line(20, { endorsements: 2, versions: 2 })];
  server.seq = 25;
  const posts = createPosts(room, THREAD, () => {});
  await posts.load();
  posts.apply(event(24, { type: 'post_revised', post: 20, text: '旧' }));
  posts.apply(event(25, { type: 'post_endorsed', post: 20 }));
  assert.deepEqual([posts.list[0].endorsements, posts.list[0].versions, posts.list[0].text], [2, 2, '第20条']);
  posts.apply(event(26, { type: 'post_endorsed', post: 20 }, ME));
  posts.apply(event(27, { type: 'post_revised', post: 20, text: '新' }));
  posts.apply(event(28, { type: 'floor_requested', item: 3, kind: 'impromptu', post: 20 }));
  const [{ endorsements, endorsed, text, versions, version, raised }] = posts.list;
  assert.deepEqual([endorsements, endorsed, text, versions, version, raised], [3, true, '新', 3, 27, 28]);
  posts.apply(event(29, { type: 'post_hidden', post: 20, reason: 'x' }));
  assert.deepEqual([posts.list[0].hidden, posts.list[0].text], [true, '']);
  posts.apply(event(30, { type: 'post_published', thread: 9, text: '别处' }));
  assert.equal(posts.list.length, 1, 'of another thread');
});

test('W131 what became readable is read from the server, and so is what is one’s own and told to nobody', async (context) => {
  context.mock.method(Math, 'random', () => 0);
  const { room, server } = roomOf();
  const posts = createPosts(room, THREAD, () => {});
  await posts.load();
  server.posts = [line(31, { approved: false, by: { participant: ME, name: '我' } })];
  posts.learnAnew(31);
  await soon();
  assert.deepEqual(posts.list.map(({ post, approved }) => [post, approved]), [[31, false]]);
  server.posts = [line(32), line(31)];
  server.seq = 34;
  posts.apply(event(33, { type: 'post_approved', post: 31, version: 31 }));
  posts.apply(event(34, { type: 'post_approved', post: 32, version: 32 }));
  await soon();
  assert.deepEqual(posts.list.map(({ post, approved }) => [post, approved]), [[32, undefined], [31, undefined]]);
  assert.deepEqual(posts.waiting, [], 'what waits is a moderator’s');
});

test('W132 a moderator has what waits, the longest first, and it leaves when it is approved, hidden or taken back', async () => {
  const { room, server } = roomOf({ capabilities: ['hide_post', 'approve_post'] });
  server.posts = [line(33), line(32, { approved: false }), line(31, { approved: false }), line(30, { approved: false })];
  const posts = createPosts(room, THREAD, () => {});
  await posts.load();
  await posts.loadWaiting();
  const waiting = () => posts.waiting.map(({ post }) => post);
  assert.deepEqual(waiting(), [30, 31, 32], 'from as many pages as there are');
  posts.apply(event(34, { type: 'post_published', thread: THREAD, text: '新', unapproved: true }));
  assert.deepEqual(waiting(), [30, 31, 32, 34]);
  posts.apply(event(35, { type: 'post_revised', post: 30, text: '改', unapproved: true }));
  posts.apply(event(36, { type: 'post_approved', post: 30, version: 30 }));
  assert.deepEqual(waiting(), [30, 31, 32, 34], 'words that came in between still wait');
  posts.apply(event(37, { type: 'post_approved', post: 30, version: 35 }));
  posts.apply(event(38, { type: 'post_hidden', post: 31, reason: 'x' }));
  posts.apply(event(39, { type: 'post_withdrawn', post: 32 }));
  assert.deepEqual(waiting(), [34]);
  assert.equal(posts.find(30)?.approved, undefined);
});

/** What a difference says in one line: `-gone-`, `+new+`, the rest as it is. @type {(before: string, now: string) => string} */
const written = (before, now) =>
  difference(before, now).map(({ kind, text }) => ({ same: text, gone: `-${text}-`, new: `+${text}+` })[kind]).join('');

test('W221 versions show what went and what came, in whole signs', () => {
  for (const [before, now, expected] of [
    ['其中不少人是辞了职。', '其中多数辞了职。', '其中-不少人是-+多数+辞了职。'],
    ['每个街道一家。', '每个街道两家。', '每个街道-一-+两+家。'],
    ['同', '同', '同'],
    ['', '新', '+新+'],
    ['旧', '', '-旧-'],
    ['去掉这里', '去这里', '去-掉-这里'],
    ['aa', 'aaa', 'aa+a+'],
    ['💡', '💣', '-💡-+💣+'],
    ['早上送药，中午送餐，晚上送人。', '上午送药，中午送餐，夜里送人。', '-早上-+上午+送药，中午送餐，-晚上-+夜里+送人。'],
  ]) assert.equal(written(before, now), expected);
  // However much has changed, both texts can be read from it, and in time.
  const signs = Array.from({ length: 8000 }, (_, place) => String.fromCharCode(0x4e00 + ((place * place * 7 + place) % 997)));
  const other = signs.filter((_, place) => place % 7).map((sign, place) => (place % 11 ? sign : '改'));
  for (const [one, two] of [[signs, other], [signs, signs.slice().reverse()], [signs, [...signs.slice(0, 30), '插', ...signs.slice(40)]]]) {
    const pieces = difference(one.join(''), two.join(''));
    const without = (/** @type {string} */ kind) => pieces.filter((piece) => piece.kind !== kind).map(({ text }) => text).join('');
    assert.equal(without('new'), one.join(''));
    assert.equal(without('gone'), two.join(''));
  }
});

test('W220 threads take words by phase and rule, and say why not', () => {
  const rules = { threads_before: false, threads_after: false };
  /** @type {(phase: string, own?: Partial<typeof rules>) => unknown} */
  const why = (phase, own = {}) => whyNoWords(/** @type {any} */ ({ session: { phase }, rules: { ...rules, ...own } }));
  assert.deepEqual(['draft', 'open', 'recess', 'adjourned', 'sealed'].map((phase) => why(phase)), ['before', null, null, 'after', 'sealed']);
  assert.equal(why('draft', { threads_before: true }), null);
  assert.equal(why('adjourned', { threads_after: true }), null);
  assert.equal(why('sealed', { threads_before: true, threads_after: true }), 'sealed');
});

test('W133 a text is named by its beginning, in whole signs', () => {
  assert.equal(beginning(' 一\n二  三 ', 10), '一 二 三');
  assert.equal(beginning('💡💡💡', 2), '💡…');
  assert.equal(beginning('一二三', 3), '一二三');
});
