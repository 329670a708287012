// The words of a speech as the record has them, in all their versions.
import { h } from '../dom.js';
import { t } from '../i18n.js';
import { showDialog } from './dialogs.js';
import { drawVersions } from './versions.js';

/** @typedef {import('../../sdk/types/protocol.d.ts').StatementPage} StatementPage */

/**
 * Shows a statement of a turn.
 * @param {import('../room.js').Room} room
 * @param {number} turn
 * @param {number} statement
 * @param {string} title
 */
export async function showTurn(room, turn, statement, title) {
  try {
    const path = `/api/sessions/${encodeURIComponent(room.session)}/turns/${turn}/statements`;
    /** @type {StatementPage} */
    const { statements: [found] } = await room.http.call('GET', path, { after: statement - 1 });
    if (!found || found.statement !== statement) return room.notify('news', t('statement.gone'));
    await namesOf(room, found.versions.map(({ by }) => by));
    const versions = found.versions.map(({ version, at, by, text, reason }, place) => ({
      key: version, title: t('statement.version', { number: place + 1 }), at, text,
      notes: [
        t(place > 0 ? 'statement.revised_by' : 'statement.by', { name: room.roster.name(by) }),
        reason && t('statement.reason', { reason }),
      ],
    }));
    await showDialog(title, t('threads.close'), [
      found.cut && h('p', { class: 'hint' }, t('statement.cut')),
      drawVersions(versions),
      found.confirmed && h('p', { class: 'reached' }, t('statement.confirmed')),
    ]);
  } catch (error) {
    room.refused(/** @type {any} */ (error).code);
  }
}

/** So long it is waited for names that the page does not know yet. */
const NAMES_MS = 2000;

/** @type {(room: import('../room.js').Room, people: (number | null | undefined)[]) => Promise<unknown>} */
function namesOf(room, people) {
  // Asking for a name makes the roster load it.
  if (people.map((by) => !by || room.roster.name(by)).every(Boolean)) return Promise.resolve();
  return new Promise((resolve) => {
    room.addEventListener('roster', resolve, { once: true });
    setTimeout(resolve, NAMES_MS);
  });
}
