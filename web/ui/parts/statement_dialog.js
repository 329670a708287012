// The words of a speech as the record has them, in all their versions.
import { h } from '../dom.js';
import { t } from '../i18n.js';
import { namesOf } from '../names.js';
import { showDialog } from './dialogs.js';
import { drawVersions } from './versions.js';

/** @typedef {import('../../sdk/types/protocol.d.ts').StatementPage} StatementPage */

/**
 * Shows a statement of a turn.
 * @param {import('../room.js').Room} room
 * @param {number} turn
 * @param {number} statement
 * @param {'statement.title' | 'threads.answered_title'} title what the dialog says, with the name of who speaks
 */
export async function showTurn(room, turn, statement, title) {
  try {
    const path = `/api/sessions/${encodeURIComponent(room.session)}/turns/${turn}/statements`;
    /** @type {StatementPage} */
    const { speaker, statements: [found] } = await room.http.call('GET', path, { after: statement - 1 });
    if (!found || found.statement !== statement) return room.notify('news', t('statement.gone'));
    await namesOf(room, [speaker, ...found.versions.map(({ by }) => by)]);
    const versions = found.versions.map(({ version, at, by, text, reason, confirmed }, place) => ({
      key: version, title: t('statement.version', { number: place + 1 }), at, text,
      notes: [
        t(place > 0 ? 'statement.revised_by' : 'statement.by', { name: room.roster.name(by) }),
        reason && t('statement.reason', { reason }),
        confirmed && t('statement.confirmed'),
      ],
    }));
    await showDialog(t(title, { name: room.roster.name(speaker) }), t('threads.close'), [
      found.cut && h('p', { class: 'hint' }, t('statement.cut')),
      drawVersions(versions),
    ]);
  } catch (error) {
    room.refused(/** @type {any} */ (error).code);
  }
}
