// The record as it grows: the words of a turn, and their correction.
import { h } from '../../dom.js';
import { t } from '../../i18n.js';
import { askForm } from '../dialogs.js';
import '../recorder.js';
import '../transcript.js';
import { recordCommitment } from './commitment_form.js';
import { drawArea, drawReason, textOf } from './fields.js';
import { ConsolePart, drawControl } from './part.js';

const STATEMENT_CHARACTERS_MAX = 8000;

class RecordPart extends ConsolePart {
  draw() {
    const { room } = this;
    const isSealed = !room.view || room.view.session.phase === 'sealed';
    return h('div', { class: 'stack' },
      !isSealed && h('rostrum-recorder', { room }),
      h('rostrum-transcript', {
        room, drawControls: isSealed ? null : (/** @type {any} */ statement) => this.drawStatement(statement),
      }));
  }

  /** @param {import('../transcript.js').Statement} statement */
  drawStatement({ statement, text }) {
    const about = Array.from(text).slice(0, 12).join('');
    return h('span', { class: 'controls' },
      drawControl(this, {
        name: `revise ${statement}`, text: t('console.revise'), about, weight: 'quiet', act: () => this.revise(statement, text),
      }),
      drawControl(this, {
        name: `commit ${statement}`, text: t('commitment.record'), about, weight: 'quiet', act: () => recordCommitment(this, statement, text),
      }));
  }

  /** @type {(statement: number, text: string) => Promise<void>} */
  async revise(statement, text) {
    const answer = await askForm(t('console.revise_title'), t('console.save'), [
      drawArea('text', t('console.statement'), { required: true, maxlength: STATEMENT_CHARACTERS_MAX, rows: 8, value: text }),
      drawReason(t('console.revise_reason')),
    ]);
    if (!answer) return;
    const revised = textOf(answer, 'text');
    if (revised !== text) {
      await this.conduct.send({ type: 'revise_statement', statement, text: revised, reason: textOf(answer, 'reason') });
    }
  }
}

customElements.define('rostrum-console-record', RecordPart);
