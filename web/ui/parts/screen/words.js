// The words of an opinion or of a speech, for a screen: read as everybody reads them, and again whenever they may have changed.
import { pages } from '../../../sdk/index.js';

/** @typedef {import('../../scenes.js').Shown} Shown */
/** @typedef {{ text: string, by: { participant: number, name: string, sector?: string | null, venue?: number | null } | null }} Words */

/**
 * Reads the words of a scene; null where they cannot be read, or not any more.
 * @param {import('../../room.js').Room} room
 * @param {Shown} scene
 * @returns {Promise<Words | null>}
 */
export async function wordsOf({ http, session }, { kind, post, thread, statement, turn }) {
  const base = `/api/sessions/${encodeURIComponent(session)}`;
  if (kind === 'post' && post && thread) {
    const { posts } = await http.call('GET', `${base}/threads/${thread}/posts`, { before: post + 1, limit: 1 });
    const found = posts.find((/** @type {any} */ one) => one.post === post);
    return found && found.text && !found.hidden && !found.withdrawn ? { text: found.text, by: found.by } : null;
  }
  if (kind === 'statement' && statement && turn) {
    const [{ statements }, { turns }] = await Promise.all([
      http.call('GET', `${base}/turns/${turn}/statements`, { after: statement - 1, limit: 1 }),
      http.call('GET', `${base}/turns`, { after: turn - 1, limit: 1 }),
    ]);
    const found = statements.find((/** @type {any} */ one) => one.statement === statement);
    const newest = found && found.versions[found.versions.length - 1];
    return newest && newest.text ? { text: newest.text, by: turns[0] && turns[0].speaker } : null;
  }
  if (kind === 'captions' && turn) {
    let text = '';
    for await (const { statements } of pages((after) => http.call('GET', `${base}/turns/${turn}/statements`, { after }))) {
      const last = statements[statements.length - 1];
      if (last) text = last.versions[last.versions.length - 1].text;
    }
    return text ? { text, by: null } : null;
  }
  return null;
}

/** Whether an entry may change them. @type {(scene: Shown, entry: any) => boolean} */
export const concerns = ({ kind, post, statement, turn }, entry) => Boolean((post && entry.post === post) || (statement && entry.statement === statement)
  || (kind === 'captions' && turn && (entry.turn === turn || entry.statement)));
