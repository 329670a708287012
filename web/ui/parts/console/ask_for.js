// Asks for the floor for somebody else: for whoever raises a hand in the hall.
import { h } from '../../dom.js';
import { t } from '../../i18n.js';
import { requestIn } from '../ask.js';
import { askForm } from '../dialogs.js';
import './person_choice.js';

/**
 * @param {{room: import('../../room.js').Room, send: (command: import('../../../sdk/types/index.d.ts').Command) => Promise<unknown>}} acting
 * who sends; kept whole, for its `send` may need the rest of it
 * @param {number} item
 * @param {number | null} [venue] whose people can be chosen; everybody without one
 */
export async function askFor(acting, item, venue) {
  const { room } = acting;
  const answer = await askForm(t('console.ask_for'), t('console.ask_for_send'), [
    h('rostrum-person-choice', { room, venue }),
    h('rostrum-ask', { room, item }),
  ]);
  if (answer) await acting.send({ ...requestIn(answer, item), for: Number(answer.get('participant')) });
}
