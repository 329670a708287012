// What a moderator fills in to make a commitment of words that were spoken.
import { CATEGORY_MAX, TEXT_MAX } from '../../commitments.js';
import { h } from '../../dom.js';
import { SPEAKING_ROLES } from '../../kinds.js';
import { t } from '../../i18n.js';
import { useCommitmentStyles } from '../../styles.js';
import { askForm } from '../dialogs.js';
import { drawArea, drawInput, drawSelect, textOf } from './fields.js';

/** @type {(part: import('./part.js').ConsolePart, statement: number, text: string) => Promise<void>} */
export async function recordCommitment({ room, conduct }, statement, text) {
  /** @type {import('./people_search.js').ParticipantLine[]} */
  let people;
  try {
    [people] = await Promise.all([room.people(), useCommitmentStyles()]);
  } catch (error) {
    room.refused(/** @type {any} */ (error).code);
    return;
  }
  /** @type {(roles: string[]) => [string, string][]} */
  const named = (roles) => people.filter(({ role }) => roles.includes(role))
    .map(({ participant, name, role, sector }) => [String(participant), [name, sector, t(`role.${role}`)].filter(Boolean).join(' · ')]);
  const owners = named(['owner', 'respondent']);
  if (owners.length === 0) {
    room.notify('news', t('commitment.no_owner'));
    return;
  }
  const answer = await askForm(t('commitment.record'), t('commitment.record_send'), [
    h('blockquote', { class: 'source' }, text),
    drawArea('text', t('commitment.text'), { required: true, maxlength: TEXT_MAX, rows: 3, value: Array.from(text).slice(0, TEXT_MAX).join('') }),
    drawSelect('owner', t('commitment.owner'), owners),
    drawInput('due', t('commitment.due'), { type: 'date', min: '1970-01-01', max: '9999-12-31' }),
    drawInput('category', t('commitment.category'), { maxlength: CATEGORY_MAX, list: 'commitment-categories' }),
    h('datalist', { id: 'commitment-categories' }, ...t('commitment.categories').split('|').map((each) => h('option', { value: each }))),
    drawSelect('asked_by', t('commitment.asked_by'), [['', t('commitment.asked_by_found')], ...named(SPEAKING_ROLES)]),
  ]);
  if (!answer) return;
  const [due, category, asked] = ['due', 'category', 'asked_by'].map((name) => textOf(answer, name));
  await conduct.send({
    type: 'record_commitment', text: textOf(answer, 'text'), owner: Number(answer.get('owner')), source: statement,
    ...(due && { due }), ...(category && { category }), ...(asked && { asked_by: Number(asked) }),
  });
}
