// Asks for the floor for somebody else: for whoever raises a hand in the hall.
import { h } from '../../dom.js';
import { t } from '../../i18n.js';
import { floorTurn } from '../../standing.js';
import { askForm } from '../dialogs.js';
import { drawChoices, drawInput, textOf } from './fields.js';
import { kindsNow } from './offers.js';
import './person_choice.js';

/** @type {(conduct: import('./conduct.js').Conduct, item: number) => Promise<void>} */
export async function askFor(conduct, item) {
  const { room } = conduct;
  const { view } = room;
  if (!view) return;
  const turn = floorTurn(view);
  const kinds = kindsNow(view, item);
  const answer = await askForm(t('console.ask_for'), t('console.ask_for_send'), [
    h('rostrum-person-choice', { room }),
    drawChoices('kind', t('own.ask_kind'), kinds.map((kind) => [kind, t(`kind.${kind}`)]), kinds[0]),
    drawInput('subject', t('own.ask_subject'), { maxlength: 200 }),
  ]);
  if (!answer) return;
  const kind = /** @type {import('./offers.js').Kind} */ (answer.get('kind'));
  const subject = textOf(answer, 'subject');
  await conduct.send({
    type: 'request_floor', item, kind, for: Number(answer.get('participant')),
    ...(subject && { subject }), ...(kind === 'reply' && turn && { replies_to: turn.id }),
  });
}
