// One line of a list of people, filled in anew.
import { ROLES } from '../../desk_people.js';
import { h } from '../../dom.js';
import { t } from '../../i18n.js';
import { drawInput, drawSelect, textOf } from '../console/fields.js';
import { askForm } from '../dialogs.js';

/**
 * @param {import('../../desk_people.js').PersonLine} line
 * @param {string[]} venues
 * @returns {Promise<import('../../desk_columns.js').PersonRow | null>} null where it stays as it is
 */
export async function askLine({ line, row, person, errors }, venues) {
  const isUnknown = errors.some(({ code }) => code === 'unknown_role');
  /** @type {[string, string][]} */
  const roles = ROLES.map((role) => [role, t(`role.${role}`)]);
  if (isUnknown) roles.unshift(['', t('desk.people.choose_role', { text: row.role })]);
  const answer = await askForm(t('desk.people.mend_title', { line }), t('desk.people.mend_done'), [
    drawInput('mend-name', t('desk.column.name'), { required: true, pattern: '.*\\S.*', value: row.name }),
    drawSelect('mend-role', t('desk.column.role'), roles, isUnknown ? '' : person.role, true),
    drawInput('mend-sector', t('desk.column.sector'), { value: row.sector }),
    drawSelect('mend-venue', t('desk.column.venue'), [['', t('desk.people.no_venue')], ...venues.map(twice)], person.venue || ''),
    row.venue !== '' && !person.venue && h('p', { class: 'hint' }, t('desk.people.unknown_venue', { text: row.venue })),
  ]);
  if (!answer) return null;
  const chosen = textOf(answer, 'mend-role');
  const isSame = chosen === person.role && !isUnknown;
  return {
    line, name: textOf(answer, 'mend-name'), role: isSame ? row.role : t(`role.${chosen}`), sector: textOf(answer, 'mend-sector'),
    venue: textOf(answer, 'mend-venue'), extra: [],
  };
}

/** @type {(text: string) => [string, string]} */
const twice = (text) => [text, text];
