// What a moderator does with a request that waits, with the questions that belong to it.
import { h } from '../../dom.js';
import { t } from '../../i18n.js';
import { askForm } from '../dialogs.js';
import { drawInput, drawReason, drawSelect, textOf } from './fields.js';
import { neighbours } from './request_offers.js';

/** @typedef {import('../../../sdk/types/index.d.ts').View} View */
/** @typedef {import('../../../sdk/types/index.d.ts').Command} Command */
/** @typedef {import('./conduct.js').Conduct} Conduct */

/**
 * @param {Conduct} conduct
 * @param {View} view what the moderator saw
 * @param {import('./request_offers.js').RequestControl} name
 * @param {number} id
 * @returns {Promise<unknown>}
 */
export async function actOn(conduct, view, name, id) {
  const expect = view.floor.turn || null;
  const { before, after } = neighbours(view, id);
  switch (name) {
    case 'call':
      return conduct.send({ type: 'call_speaker', request: id, expect_turn: expect });
    case 'grant':
      return conduct.send({ type: 'grant_floor', request: id, expect_turn: expect });
    case 'call_because':
      return because(conduct, view, id, t('console.request_call'), (reason) => ({ type: 'call_speaker', request: id, expect_turn: expect, ...reason }));
    case 'grant_because':
      return because(conduct, view, id, t('console.request_grant'), (reason) => ({ type: 'grant_floor', request: id, expect_turn: expect, ...reason }));
    case 'last_word':
      return conduct.send({ type: 'last_word', request: id });
    case 'deny':
      return deny(conduct, view, id);
    case 'defer':
      return conduct.send({ type: 'defer_request', request: id });
    case 'move_end':
      return moveBefore(conduct, view, id, undefined);
    case 'withdraw':
      return conduct.send({ type: 'withdraw_request', request: id });
    case 'move_up':
      return moveBefore(conduct, view, id, before[before.length - 1]);
    case 'move_down':
      return moveBefore(conduct, view, id, after[1]);
    default:
      return moveElsewhere(conduct, view, id, [...before, ...after]);
  }
}

/** Out of the order, with a reason that the record keeps. @type {(conduct: Conduct, view: View, request: number, action: string, command: (reason: {reason?: string}) => Command) => Promise<void>} */
async function because(conduct, view, request, action, command) {
  const answer = await askForm(t('console.because_title', { name: view.requests[request].for.name }), action, [
    h('p', { class: 'hint' }, t('console.because_explained')),
    drawInput('reason', t('console.reason_optional'), { maxlength: 500 }),
  ]);
  if (!answer) return;
  const reason = textOf(answer, 'reason');
  await conduct.send(command(reason ? { reason } : {}));
}

/** @type {(conduct: Conduct, view: View, request: number) => Promise<void>} */
async function deny(conduct, view, request) {
  const answer = await askForm(t('console.deny_title', { name: view.requests[request].for.name }), t('console.deny'), [drawReason('')]);
  if (answer) await conduct.send({ type: 'deny_request', request, reason: textOf(answer, 'reason') });
}

/**
 * By whatever way a place was chosen.
 * @type {(conduct: Conduct, view: View, request: number, before: number | undefined) => Promise<void>} to the end of its rank without `before`
 */
export async function moveBefore(conduct, view, request, before) {
  const title = t('console.move_title', { name: view.requests[request].for.name });
  const answer = await askForm(title, t('console.move'), [drawReason(t('console.move_reason'))]);
  if (answer) await sendMove(conduct, request, before, answer);
}

/** @type {(conduct: Conduct, view: View, request: number, others: number[]) => Promise<void>} */
async function moveElsewhere(conduct, view, request, others) {
  const title = t('console.move_title', { name: view.requests[request].for.name });
  const answer = await askForm(title, t('console.move'), [
    drawSelect('before', t('console.place'), [
      ...others.map((id) => /** @type {[string, string]} */ ([String(id), t('console.before', { title: view.requests[id].for.name })])),
      ['', t('console.at_the_end')],
    ]),
    drawReason(t('console.move_reason')),
  ]);
  if (answer) await sendMove(conduct, request, Number(answer.get('before')) || undefined, answer);
}

/** @type {(conduct: Conduct, request: number, before: number | undefined, answer: FormData) => Promise<unknown>} */
const sendMove = (conduct, request, before, answer) =>
  conduct.send({ type: 'move_request', request, reason: textOf(answer, 'reason'), ...(before && { before }) });
