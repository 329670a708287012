// One post, with what its reader may do with it.
import { h } from '../dom.js';
import { timeText } from '../format.js';
import { t } from '../i18n.js';
import { askReason } from './dialogs.js';

/**
 * @param {import('../room.js').Room} room
 * @param {import('../posts.js').PostLine} post
 * @param {Map<number, import('../posts.js').PostLine>} byId the posts that are loaded
 * @param {{isPinned: boolean, answer: (() => void) | null}} place
 * @returns {import('../types.d.ts').Drawn}
 */
export function drawPost(room, post, byId, { isPinned, answer }) {
  const answered = post.replies_to ? byId.get(post.replies_to) : undefined;
  const isGone = post.hidden || post.withdrawn;
  return h('li', { key: post.post, class: isGone ? 'post post-gone' : 'post', id: `post-${post.post}` },
    h('p', { class: 'speech-head' },
      h('b', null, post.by.name || room.roster.name(post.by.participant)),
      h('span', { class: 'hint' }, timeText(post.at), post.versions > 1 && ` · ${t('threads.revised')}`, isPinned && ` · ${t('threads.pinned')}`)),
    answered && h('p', { class: 'hint' }, t('threads.in_answer_to', { name: answered.by.name })),
    post.withdrawn ? h('p', { class: 'hint' }, t('threads.withdrawn')) : null,
    post.hidden ? h('p', { class: 'hint' }, t('threads.hidden')) : null,
    post.text && h('p', { class: 'post-text' }, post.text),
    drawControls(room, post, answer));
}

/** @type {(room: import('../room.js').Room, post: import('../posts.js').PostLine, answer: (() => void) | null) => import('../types.d.ts').Drawn} */
function drawControls(room, { post, by, hidden, withdrawn }, answer) {
  const isOwn = Boolean(room.me && room.me.participant === by.participant);
  const mayModerate = room.may('hide_post');
  return h('p', { class: 'controls' },
    answer && !withdrawn && !hidden && h('button', { type: 'button', class: 'quiet', onclick: answer }, t('threads.answer')),
    isOwn && !withdrawn && h('button', { type: 'button', class: 'quiet', onclick: () => room.send({ type: 'withdraw_post', post }) }, t('threads.withdraw')),
    mayModerate && !hidden && h('button', { type: 'button', class: 'quiet', onclick: () => hide(room, post) }, t('threads.hide')),
    mayModerate && hidden && h('button', { type: 'button', class: 'quiet', onclick: () => room.send({ type: 'show_post', post }) }, t('threads.show')));
}

/** @type {(room: import('../room.js').Room, post: number) => Promise<void>} */
async function hide(room, post) {
  const reason = await askReason(t('threads.hide_title'));
  if (reason) await room.send({ type: 'hide_post', post, reason });
}
