// What stands behind a statement: that it was revised, with all its versions, and that its speaker has confirmed it, or may.
import { h } from '../dom.js';
import { RostrumElement } from '../element.js';
import { t } from '../i18n.js';
import { showTurn } from './statement_dialog.js';

/** Given `room`, `turn`, `speaker` and `statement`. */
class StatementMarks extends RostrumElement {
  constructor() {
    super();
    this.turn = 0;
    this.speaker = 0;
    /** @type {import('./transcript.js').Statement | null} */
    this.statement = null;
  }

  draw() {
    const { room, turn, speaker, statement: own } = this;
    if (!own) return null;
    const { statement, version, isRevised, isConfirmed } = own;
    const isSealed = !room.view || room.view.session.phase === 'sealed';
    const isMine = Boolean(room.me && room.me.participant === speaker);
    return [
      isConfirmed && h('span', { class: 'badge badge-there' }, t('statement.confirmed')),
      isRevised && h('button', { type: 'button', class: 'quiet', onclick: () => showTurn(room, turn, statement, t('statement.title', { name: room.roster.name(speaker) })) },
        t('statement.versions')),
      isMine && !isConfirmed && !isSealed && h('button', { type: 'button', onclick: () => room.send({ type: 'confirm_statement', statement, version }) },
        t('statement.confirm')),
    ];
  }
}

customElements.define('rostrum-statement', StatementMarks);
