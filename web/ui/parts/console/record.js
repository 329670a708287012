// The record as it grows: the words of a turn, and their correction.
import { h } from '../../dom.js';
import { t } from '../../i18n.js';
import '../recorder.js';
import { reviseStatement } from '../statement_revise.js';
import '../transcript.js';
import { recordCommitment } from './commitment_form.js';
import { ConsolePart, drawControl } from './part.js';

class RecordPart extends ConsolePart {
  entered() {
    this.renew();
    // Another function draws the record anew: only what is pressed changes what stands in it.
    this.listen(this.conduct, 'change', () => this.renew());
    super.entered();
  }

  renew() {
    this.drawStatement = (/** @type {import('../../lines.js').Statement} */ statement) => this.drawControls(statement);
  }

  draw() {
    const { room } = this;
    const isSealed = !room.view || room.view.session.phase === 'sealed';
    return h('div', { class: 'stack' },
      !isSealed && h('rostrum-recorder', { room }),
      h('rostrum-transcript', { room, drawControls: isSealed ? null : this.drawStatement }));
  }

  /** @param {import('../../lines.js').Statement} statement */
  drawControls({ statement, text }) {
    const about = Array.from(text).slice(0, 12).join('');
    return h('span', { class: 'controls' },
      drawControl(this, {
        name: `revise ${statement}`, text: t('console.revise'), about, weight: 'quiet', act: () => reviseStatement((command) => this.conduct.send(command), statement, text),
      }),
      drawControl(this, {
        name: `commit ${statement}`, text: t('commitment.record'), about, weight: 'quiet', act: () => recordCommitment(this, statement, text),
      }));
  }
}

customElements.define('rostrum-console-record', RecordPart);
