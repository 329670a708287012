// What is asked and shown about a post in a dialog.
import { h } from '../dom.js';
import { timeText } from '../format.js';
import { t } from '../i18n.js';
import { beginning } from '../post_words.js';
import { limitedTo } from './compose.js';
import { askForm, askReason, confirmed, showDialog } from './dialogs.js';
import { linesOf } from '../lines.js';
import { drawVersions } from './versions.js';

export const POST_CHARACTERS_MAX = 4000;
/** So many of the last statements can be chosen from. */
const STATEMENTS_MAX = 40;

/** @typedef {import('../room.js').Room} Room */

/** @type {(room: Room, thread: number, post: number) => Promise<void>} */
export async function showVersions(room, thread, post) {
  try {
    const path = `/api/sessions/${encodeURIComponent(room.session)}/threads/${thread}/posts/${post}/versions`;
    /** @type {import('../../sdk/types/protocol.d.ts').PostVersions} */
    const page = await room.http.call('GET', path);
    const versions = page.versions.slice().reverse().map(({ version, at, text, approved }, place) => ({
      key: version, title: t('statement.version', { number: place + 1 }), at, notes: [approved === false && t('threads.version_waiting')], text,
    }));
    await showDialog(t('threads.versions_title'), t('threads.close'), [page.next && h('p', { class: 'hint' }, t('statement.cut')), drawVersions(versions)]);
  } catch (error) {
    room.refused(/** @type {any} */ (error).code);
  }
}

/** @type {(room: Room, post: import('../posts.js').PostLine, posts: ReturnType<typeof import('../posts.js').createPosts>) => Promise<void>} */
export async function revise(room, { post, text }, posts) {
  const answer = await askForm(t('threads.revise_title'), t('threads.save'), [
    h('label', { for: 'revised' }, t('threads.compose')),
    h('textarea', { id: 'revised', name: 'text', rows: 8, required: true, value: text, ...limitedTo(POST_CHARACTERS_MAX) }),
  ]);
  const revised = answer && String(answer.get('text')).trim();
  if (!revised || revised === text) return;
  if ((await room.send({ type: 'revise_post', post, text: revised })) !== null) posts.learnAnew(post);
}

/** @type {(room: Room, post: import('../posts.js').PostLine) => Promise<void>} */
export async function withdraw(room, { post, text }) {
  if (await confirmed(t('threads.withdraw_title'), t('threads.withdraw_explained', { text: beginning(text, 40) }), t('threads.withdraw'))) {
    await room.send({ type: 'withdraw_post', post });
  }
}

/** Hides a post; `title` says what that means where it stands. @type {(room: Room, post: number, title: string) => Promise<void>} */
export async function hide(room, post, title) {
  const reason = await askReason(title);
  if (reason) await room.send({ type: 'hide_post', post, reason });
}

/** @type {(room: Room, post: number) => Promise<void>} */
export async function linkAnswer(room, post) {
  room.record.open();
  const turns = linesOf(room.record.entries).reverse();
  const choices = turns.flatMap((line) => ('turn' in line
    ? line.statements.map(({ statement, text }) => h('option', { key: statement, value: String(statement) },
      `${room.roster.name(line.past.speaker)} ${timeText(line.past.at)} ${beginning(text, 24)}`)).reverse()
    : [])).slice(0, STATEMENTS_MAX);
  const answer = await askForm(t('threads.link_answer_title'), t('threads.link_answer_send'), choices.length > 0
    ? [h('label', { for: 'answering' }, t('threads.statement')), h('select', { id: 'answering', name: 'statement', required: true }, ...choices)]
    : [h('p', { class: 'hint' }, t('threads.link_answer_none'))]);
  const statement = answer && Number(answer.get('statement'));
  if (statement) await room.send({ type: 'answer_post', post, statement });
}
