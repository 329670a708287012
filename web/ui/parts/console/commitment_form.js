// What a moderator fills in to make a commitment of words that were spoken.
import { CATEGORY_MAX, TEXT_MAX } from '../../commitments.js';
import { h } from '../../dom.js';
import { SPEAKING_ROLES } from '../../kinds.js';
import { t } from '../../i18n.js';
import { useCommitmentStyles } from '../../styles.js';
import { askForm } from '../dialogs.js';
import { drawArea, drawInput, drawSelect, textOf } from './fields.js';
import { invite } from './invite.js';

/** @typedef {[value: string, text: string]} Choice */

/** So long the links of units are good where nothing else is configured. */
const LINK_DAYS = 90;

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
  /** @type {(roles: string[]) => Choice[]} */
  const named = (roles) => people.filter(({ role }) => roles.includes(role))
    .map(({ participant, name, role, sector }) => [String(participant), [name, sector, t(`role.${role}`)].filter(Boolean).join(' · ')]);
  const owners = named(['owner', 'respondent']);
  const units = people.filter(({ role }) => role === 'owner').map(({ participant }) => String(participant));
  /** Somebody who was invited meanwhile can be chosen at once. @param {Event} event */
  const inviteUnit = async ({ currentTarget }) => {
    const select = /** @type {HTMLSelectElement} */ (/** @type {any} */ (currentTarget).form.elements.namedItem('owner'));
    const unit = await invite(conduct, ['owner']);
    if (!unit) return;
    owners.push([String(unit.participant), [unit.name, t('role.owner')].join(' · ')]);
    units.push(String(unit.participant));
    select.add(new Option(owners[owners.length - 1][1], String(unit.participant), false, true));
  };
  /** What was filled in; who goes back from the last look finds it again. @type {FormData | null} */
  let answer = null;
  do {
    answer = await ask(text, answer, owners, named(SPEAKING_ROLES), inviteUnit);
    if (!answer) return;
  } while (!(await isRight(answer, owners, units)));
  const [due, category, asked] = ['due', 'category', 'asked_by'].map((name) => textOf(/** @type {FormData} */ (answer), name));
  const isDone = await conduct.send({
    type: 'record_commitment', text: textOf(answer, 'text'), owner: Number(answer.get('owner')), source: statement,
    ...(due && { due }), ...(category && { category }), ...(asked && { asked_by: Number(asked) }),
  });
  if (isDone) room.notify('news', t('commitment.recorded_news'));
}

/** @type {(words: string, said: FormData | null, owners: Choice[], speakers: Choice[], inviteUnit: (event: any) => void) => Promise<FormData | null>} */
function ask(words, said, owners, speakers, inviteUnit) {
  const value = (/** @type {string} */ name) => (said ? textOf(said, name) : '');
  return askForm(t('commitment.record'), t('commitment.record_look'), [
    h('blockquote', { class: 'source' }, words),
    drawArea('text', t('commitment.text'), { required: true, maxlength: TEXT_MAX, rows: 3, value: said ? value('text') : Array.from(words).slice(0, TEXT_MAX).join('') }),
    // Nobody is responsible because the name happens to stand first.
    h('div', { class: 'field' }, h('label', { for: 'owner' }, t('commitment.owner')),
      h('select', { id: 'owner', name: 'owner', required: true },
        h('option', { value: '' }, t('commitment.choose_owner')),
        ...owners.map(([owner, text]) => h('option', { value: owner, selected: owner === value('owner') }, text)))),
    h('p', null, h('button', { type: 'button', class: 'quiet', onclick: inviteUnit }, t('commitment.invite_unit'))),
    drawInput('due', t('commitment.due'), { type: 'date', min: '1970-01-01', max: '9999-12-31', value: value('due'), oninput: warn }),
    h('p', { class: 'due-warning', role: 'status' }, dueWarning(value('due'))),
    drawInput('category', t('commitment.category'), { maxlength: CATEGORY_MAX, list: 'commitment-categories', value: value('category') }),
    h('datalist', { id: 'commitment-categories' }, ...t('commitment.categories').split('|').map((each) => h('option', { value: each }))),
    drawSelect('asked_by', t('commitment.asked_by'), [['', t('commitment.asked_by_found')], ...speakers], value('asked_by')),
  ]);
}

/** A last look at what will stand in the record. @type {(said: FormData, owners: Choice[], units: string[]) => Promise<boolean>} */
async function isRight(said, owners, units) {
  const [owner, due] = [textOf(said, 'owner'), textOf(said, 'due')];
  const [, name] = owners.find(([each]) => each === owner) || ['', owner];
  const isLong = units.includes(owner) && due > dayAfter(LINK_DAYS);
  return (await askForm(t('commitment.record_check'), t('commitment.record_send'), [
    h('blockquote', { class: 'source' }, textOf(said, 'text')),
    h('dl', { class: 'facts' },
      h('dt', null, t('commitment.owner')), h('dd', null, name),
      h('dt', null, t('commitment.due')), h('dd', null, due || t('commitment.no_due'))),
    due && due < dayAfter(0) && h('p', { class: 'due-warning' }, dueWarning(due)),
    isLong && h('p', { class: 'hint' }, t('commitment.link_ends', { days: LINK_DAYS })),
    h('p', { class: 'hint' }, t('commitment.record_explained')),
  ])) !== null;
}

/** @type {(due: string) => string} */
const dueWarning = (due) => (due && due < dayAfter(0) ? t('commitment.due_past', { due }) : '');

/** @param {any} event */
function warn({ target }) {
  target.form.querySelector('.due-warning').textContent = dueWarning(target.value);
}

/** The day after so many, where this device is, as a date field says it. @type {(days: number) => string} */
function dayAfter(days) {
  const day = new Date();
  day.setDate(day.getDate() + days);
  return [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}
