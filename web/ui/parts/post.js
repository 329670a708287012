// One post, with what its reader may do with it.
import { h } from '../dom.js';
import { timeText } from '../format.js';
import { t } from '../i18n.js';
import { beginning } from '../post_words.js';
import { takesWords } from '../thread_stage.js';
import { hide, linkAnswer, revise, showVersions, withdraw } from './post_dialogs.js';
import { showTurn } from './statement_dialog.js';

/** What a post says of another one that it answers. */
const QUOTED_CHARACTERS = 40;
/** What a request says that is made with a post. */
const SUBJECT_CHARACTERS = 60;

/** @typedef {import('../posts.js').PostLine} PostLine */
/** @typedef {import('../../sdk/types/protocol.d.ts').ThreadView} ThreadView */

/**
 * @param {import('../room.js').Room} room
 * @param {PostLine} post
 * @param {{id: number, thread: ThreadView, posts: ReturnType<typeof import('../posts.js').createPosts>, answer: ((post: number) => void) | null,
 *   isPinned?: boolean, place?: string}} around `place` tells apart the places where one post stands twice
 * @returns {import('../types.d.ts').Drawn}
 */
export function drawPost(room, post, around) {
  const { posts, isPinned, place = 'post' } = around;
  const answered = posts.find(post.replies_to);
  const isGone = post.hidden || post.withdrawn;
  return h('li', { key: `${place} ${post.post}`, class: isGone ? 'post post-gone' : 'post', id: `${place}-${post.post}` },
    h('p', { class: 'speech-head' },
      h('b', null, nameOf(room, post)),
      h('span', { class: 'hint' }, timeText(post.at), isPinned && ` · ${t('threads.pinned')}`, post.versions > 1 && !isGone && ` · ${t('threads.revised')}`)),
    post.replies_to && h('p', { class: 'hint quoted' }, answered && answered.text
      ? t('threads.quoted', { name: nameOf(room, answered), text: beginning(answered.text, QUOTED_CHARACTERS) })
      : t('threads.in_answer_to', { name: answered ? nameOf(room, answered) : '…' })),
    post.withdrawn && h('p', { class: 'hint' }, t('threads.withdrawn')),
    post.hidden && drawHidden(room, post),
    post.text && h('p', { class: 'post-text' }, post.text),
    !post.text && !isGone && h('p', { class: 'hint' }, t('erased')),
    post.approved === false && !post.hidden && h('p', { class: 'hint' }, t(post.versions > 1 ? 'threads.waiting_new' : 'threads.waiting')),
    !post.withdrawn && drawMade(room, post),
    drawControls(room, post, around));
}

/** That it is hidden, by whom and why: for everybody. @type {(room: import('../room.js').Room, post: PostLine) => import('../types.d.ts').Drawn} */
function drawHidden(room, { hiding, text }) {
  const reason = hiding && hiding.reason;
  return h('p', { class: 'hint' },
    reason ? t('threads.hidden_because', { name: room.roster.name(hiding.by), reason }) : t('threads.hidden'),
    text && ` ${t('threads.hidden_text')}`);
}

/** What others made of it. @type {(room: import('../room.js').Room, post: PostLine) => import('../types.d.ts').Drawn} */
const drawMade = (room, { answered, raised, endorsements }) =>
  h('p', { class: 'made' },
    endorsements > 0 && h('span', { class: 'badge' }, t('threads.endorsements', { count: endorsements })),
    raised && h('span', { class: 'badge' }, t('threads.raised')),
    answered && h('span', { class: 'badge badge-there' }, t('threads.answered')),
    answered && h('button', { type: 'button', class: 'quiet', onclick: () => showTurn(room, answered.turn, answered.statement, 'threads.answered_title') },
      t('threads.answered_show')));

/** @type {(room: import('../room.js').Room, post: PostLine, around: Parameters<typeof drawPost>[2]) => import('../types.d.ts').Drawn} */
function drawControls(room, line, { id, thread, posts, answer, isPinned }) {
  const { post, by, hidden, withdrawn, approved, endorsed, version, versions } = line;
  const { view } = room;
  const isOwn = Boolean(room.me && room.me.participant === by.participant);
  const isPublic = !hidden && !withdrawn && approved !== false;
  const isSealed = !view || view.session.phase === 'sealed';
  const takesPosts = Boolean(view && thread.open && takesWords(view));
  const moderates = room.may('hide_post') && !isSealed;
  const item = thread.item || (view && view.agenda.active) || 0;
  const takesRequests = Boolean(view && view.queues[item] && view.queues[item].open);
  /** @type {(text: string, act: () => unknown, more?: import('../types.d.ts').Properties) => import('../types.d.ts').Drawn} */
  const button = (text, act, more) =>
    h('button', { key: text, type: 'button', class: 'quiet', 'aria-label': t('threads.about', { text, name: nameOf(room, line) }), onclick: act, ...more }, text);
  /** @type {(command: import('../../sdk/types/index.d.ts').Command) => () => Promise<unknown>} */
  const sends = (command) => () => room.send(command);
  const further = [
    isPublic && takesRequests && !isSealed && room.may('raise_post') && button(t('threads.raise'), sends({ type: 'raise_post', post, subject: beginning(line.text, SUBJECT_CHARACTERS) })),
    versions > 1 && !withdrawn && button(t('threads.versions'), () => showVersions(room, id, post)),
    isOwn && !withdrawn && takesPosts && room.may('publish_post') && button(t('threads.revise'), () => revise(room, line, posts)),
    isOwn && !withdrawn && !isSealed && button(t('threads.withdraw'), () => withdraw(room, line)),
    moderates && isPinned && button(t('threads.unpin'), sends({ type: 'unpin_post', post })),
    moderates && isPublic && !isPinned && button(t('threads.pin'), sends({ type: 'pin_post', post })),
    moderates && isPublic && button(t('threads.link_answer'), () => linkAnswer(room, post)),
    moderates && !hidden && button(t('threads.hide'), () => hide(room, post, t('threads.hide_title'))),
    moderates && hidden && button(t('threads.show'), sends({ type: 'show_post', post })),
  ].filter(Boolean);
  return h('div', { class: 'controls' },
    moderates && approved === false && !hidden && !withdrawn && button(t('threads.approve'), sends({ type: 'approve_post', post, version }), { class: 'primary' }),
    moderates && approved === false && !hidden && !withdrawn
      && button(t('threads.refuse'), () => hide(room, post, t(versions > 1 ? 'threads.refuse_all_title' : 'threads.refuse_title'))),
    isPublic && !isOwn && takesPosts && room.may('endorse_post') && (endorsed
      ? h('span', { class: 'badge badge-there' }, t('threads.endorsed'))
      : button(t('threads.endorse'), sends({ type: 'endorse_post', post }))),
    answer && isPublic && button(t('threads.answer'), () => answer(post)),
    further.length > 0 && h('details', { class: 'further', key: 'further', ontoggle: showWhole },
      h('summary', { 'aria-label': t('threads.about', { text: t('threads.further'), name: nameOf(room, line) }) }, t('threads.further')),
      h('p', { class: 'controls' }, ...further)));
}

/** On a phone something may lie over what has just been unfolded. @param {any} event */
function showWhole({ currentTarget }) {
  if (currentTarget.open) currentTarget.scrollIntoView({ block: 'nearest' });
}

/** @type {(room: import('../room.js').Room, post: PostLine) => string} */
export const nameOf = (room, { by }) => by.name || room.roster.name(by.participant);
