// The correction of words of the record, by whoever may record them.
import { t } from '../i18n.js';
import { limitedTo } from './compose.js';
import { drawArea, drawReason, textOf } from './console/fields.js';
import { askForm } from './dialogs.js';

export const STATEMENT_CHARACTERS_MAX = 8000;

/** @type {(send: (command: import('../../sdk/types/index.d.ts').Command) => Promise<unknown>, statement: number, text: string) => Promise<void>} */
export async function reviseStatement(send, statement, text) {
  const answer = await askForm(t('statement.revise_title'), t('threads.save'), [
    drawArea('text', t('statement.words'), { required: true, rows: 8, value: text, ...limitedTo(STATEMENT_CHARACTERS_MAX) }),
    drawReason(t('statement.revise_reason')),
  ]);
  if (!answer) return;
  const revised = textOf(answer, 'text');
  if (revised && revised !== text) await send({ type: 'revise_statement', statement, text: revised, reason: textOf(answer, 'reason') });
}
