// Invites somebody while the session runs, and shows the link once: it is a key, and is kept nowhere.
import { createHttp } from '../../../sdk/index.js';
import { h } from '../../dom.js';
import { dateTimeText } from '../../format.js';
import { t, tOr } from '../../i18n.js';
import { fetchUnder, once } from '../../once.js';
import { askForm, confirmed, showDialog } from '../dialogs.js';
import { drawInput, drawSelect, textOf } from './fields.js';

const ROLES = /** @type {const} */ (['member', 'respondent', 'operator', 'captioner', 'observer', 'display', 'owner', 'clerk', 'chair']);

/** @typedef {import('../../../sdk/types/protocol.d.ts').Invitation} Invitation */

/**
 * @param {import('./conduct.js').Conduct} conduct
 * @param {(typeof ROLES[number])[]} [among] the roles to choose from
 * @returns {Promise<Invitation | null>} what was made
 */
export async function invite({ room }, among = [...ROLES]) {
  const { view } = room;
  if (!view) return null;
  const venues = Object.values(view.venues).map(({ name }) => /** @type {[string, string]} */ ([name, name]));
  // Of a sealed session the units that answer for its commitments may still be told.
  const roles = view.session.phase === 'sealed' ? among.filter((role) => role === 'owner') : among;
  const answer = await askForm(t('console.invite'), t('console.invite_send'), [
    drawInput('name', t('console.person_name'), { required: true, maxlength: 100, pattern: '.*\\S.*' }),
    drawSelect('role', t('console.role'), roles.map((role) => [role, t(`role.${role}`)])),
    drawInput('sector', t('console.person_sector'), { maxlength: 100 }),
    venues.length > 0 && drawSelect('venue', t('console.person_venue'), [['', t('console.no_venue')], ...venues]),
  ]);
  if (!answer) return null;
  const [sector, venue] = [textOf(answer, 'sector'), textOf(answer, 'venue')];
  /** @type {any} a role of the list above */
  const invited = { name: textOf(answer, 'name'), role: textOf(answer, 'role'), ...(sector && { sector }), ...(venue && { venue }) };
  return order(room, { invite: [invited] });
}

/**
 * Gives somebody a new link, which voids the one before and whatever was entered with it.
 * @type {(conduct: import('./conduct.js').Conduct, person: {participant: number, name: string}) => Promise<void>}
 */
export async function renew({ room }, { participant, name }) {
  const isSure = await confirmed(t('console.renew_title', { name }), t('console.renew_explained'), t('console.renew'));
  if (isSure) await order(room, { renew: participant });
}

/** @type {(room: import('../../room.js').Room, what: import('../../../sdk/types/protocol.d.ts').InvitationOrder) => Promise<Invitation | null>} */
async function order(room, what) {
  try {
    const path = `/api/sessions/${encodeURIComponent(room.session)}/invitations`;
    const call = (/** @type {string} */ key) =>
      createHttp({ participant: room.participant, fetch: fetchUnder(key) }).call('POST', path, {}, what);
    const { invitations } = await once(call, tryAgain);
    await showLink(invitations[0]);
    return invitations[0];
  } catch (error) {
    room.notify('refusal', problemText(/** @type {any} */ (error).code));
    return null;
  }
}

/** Asks whether to go on where the answer was lost: a new order would invite somebody a second time. @type {(problem: {code: string}) => Promise<boolean>} */
const tryAgain = ({ code }) =>
  confirmed(t('console.unanswered'), `${problemText(code)} ${t('console.unanswered_explained')}`, t('console.try_again'));

/** A problem may have a refusal's code, which reads better for what somebody did. @type {(code: string) => string} */
const problemText = (code) => (tOr('problem', code) === code ? tOr('refusal', code) : tOr('problem', code));

/** @param {Invitation} invitation */
async function showLink({ name, role, url, until }) {
  await showDialog(t('console.invited_title', { name }), t('console.done'), [
    h('p', null, t(role === 'owner' ? 'console.invited_unit' : 'console.invited_explained')),
    h('p', { class: 'hint' }, t('console.link_until', { time: dateTimeText(until) })),
    drawInput('link', t('console.link'), { readonly: true, value: url, onfocus: (/** @type {any} */ event) => event.target.select() }),
    h('p', { class: 'controls' },
      h('button', { type: 'button', onclick: (/** @type {any} */ event) => copy(event.currentTarget, url) }, t('console.copy_link')),
      h('span', { role: 'status', class: 'copied' })),
  ]);
}

/**
 * Copies the link where the browser lets pages do it, which takes a secure connection; else selects it for the hand.
 * @param {HTMLElement} button
 * @param {string} url
 */
async function copy(button, url) {
  const dialog = /** @type {HTMLElement} */ (button.closest('dialog'));
  const status = /** @type {HTMLElement} */ (dialog.querySelector('.copied'));
  try {
    await navigator.clipboard.writeText(url);
    status.textContent = t('console.copied');
  } catch {
    const link = /** @type {HTMLInputElement} */ (dialog.querySelector('#link'));
    link.focus();
    link.select();
    status.textContent = t('console.copy_by_hand');
  }
}
