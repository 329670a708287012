// A post as a card of a lane, with what can be done with it at once.
import { h } from '../../dom.js';
import { timeText } from '../../format.js';
import { t } from '../../i18n.js';
import { laneOf, movesOf } from '../../lanes.js';
import { beginning } from '../../post_words.js';
import { nameOf } from '../post.js';
import { hide, linkAnswer } from '../post_dialogs.js';
import { drawControl } from './part.js';

/** @typedef {import('../../posts.js').PostLine} PostLine */
/** @typedef {import('../../../sdk/types/index.d.ts').View} View */
/** @typedef {import('./part.js').ConsolePart} ConsolePart */

/** What is longer unfolds; what waits is seen whole, for it is approved as it is seen. */
const BEGINNING_CHARS = 140;
const SUBJECT_CHARS = 60;

/** @type {(part: ConsolePart, view: View, thread: number, post: PostLine, sector: string | undefined) => import('../../types.d.ts').Drawn} */
export function drawCard(part, view, thread, post, sector) {
  const { room } = part;
  const { item, pinned } = view.threads[thread];
  const queue = view.queues[item || view.agenda.active || 0];
  const about = nameOf(room, post);
  const moves = movesOf(post, { pinned }, {
    isSealed: view.session.phase === 'sealed', takesRequests: room.may('raise_post') && Boolean(queue && queue.open),
  });
  return h('li', { key: post.post, class: 'post lane-card' },
    h('p', { class: 'speech-head' }, h('b', null, about), sector && h('span', { class: 'origin' }, sector), h('span', { class: 'hint' }, timeText(post.at))),
    drawWords(post),
    post.hidden && post.hiding && h('p', { class: 'hint' }, t('threads.hidden_because', { name: room.roster.name(post.hiding.by), reason: post.hiding.reason || '' })),
    h('p', { class: 'made' },
      post.endorsements > 0 && h('span', { class: 'badge' }, t('threads.endorsements', { count: post.endorsements })),
      pinned.includes(post.post) && h('span', { class: 'badge' }, t('threads.pinned')),
      isOnScreen(view, post) && h('span', { class: 'badge badge-there' }, t('lanes.is_on_screen'))),
    moves.length > 0 && h('p', { class: 'controls' }, ...moves.map((move) => drawControl(part, {
      name: `${move} post ${post.post}`, text: t(`lanes.do_${move}`), weight: move === 'approve' ? 'main' : 'quiet', about, act: () => act(part, move, post),
    }))));
}

/** @param {PostLine} post */
function drawWords(post) {
  const text = post.text || t(post.withdrawn ? 'threads.withdrawn' : 'erased');
  const isLong = laneOf(post) !== 'waiting' && Array.from(text).length > BEGINNING_CHARS;
  if (!isLong) return h('p', { class: 'post-text' }, text);
  return h('details', { key: 'words' }, h('summary', { class: 'post-text' }, beginning(text, BEGINNING_CHARS)), h('p', { class: 'post-text' }, text));
}

/** @type {(part: ConsolePart, move: import('../../lanes.js').PostMove, line: PostLine) => Promise<unknown>} */
async function act({ room, conduct }, move, { post, version, versions, text }) {
  switch (move) {
    case 'approve':
      return conduct.send({ type: 'approve_post', post, version });
    case 'refuse':
      return hide(room, post, t(versions > 1 ? 'threads.refuse_all_title' : 'threads.refuse_title'));
    case 'on_screen':
      return conduct.send({ type: 'show_scene', scene: { kind: 'post', post } });
    case 'raise':
      return conduct.send({ type: 'raise_post', post, subject: beginning(text, SUBJECT_CHARS) });
    case 'link_answer':
      return linkAnswer(room, post);
    case 'hide':
      return hide(room, post, t('threads.hide_title'));
    default:
      return conduct.send({ type: `${move}_post`, post });
  }
}

/** @type {(view: View, post: PostLine) => boolean} */
const isOnScreen = ({ screen }, { post }) => Boolean(screen && screen.kind === 'post' && screen.post === post);
