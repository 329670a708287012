// What stands behind a statement: that it was revised, with all its versions, and that its speaker has confirmed it, or may; and
// its correction.
import { h } from '../dom.js';
import { RostrumElement } from '../element.js';
import { t } from '../i18n.js';
import { showTurn } from './statement_dialog.js';
import { reviseStatement } from './statement_revise.js';

/** Given `room`, `turn`, `speaker` and `statement`; and `phase` and `ownRole`, for what is offered depends on them. */
class StatementMarks extends RostrumElement {
  constructor() {
    super();
    this.turn = 0;
    this.speaker = 0;
    /** @type {import('../lines.js').Statement | null} */
    this.statement = null;
    this.phase = '';
    this.ownRole = '';
  }

  draw() {
    const { room, turn, speaker, statement: own } = this;
    if (!own) return null;
    const { statement, version, text, isRevised, isConfirmed, wasConfirmed } = own;
    const isSealed = this.phase === 'sealed';
    const isMine = Boolean(room.me && room.me.participant === speaker);
    // The console has a control of its own for it.
    const revises = text && (isMine || room.may('revise_statement')) && !room.may('hide_post');
    return [
      isConfirmed && h('span', { class: 'badge badge-there' }, t('statement.confirmed')),
      wasConfirmed && !isConfirmed && h('span', { class: 'badge' }, t('statement.confirmed_before')),
      isRevised && h('button', { key: 'versions', type: 'button', class: 'quiet', onclick: () => showTurn(room, turn, statement, 'statement.title') },
        t('statement.versions')),
      isMine && !isConfirmed && !isSealed && h('button', { key: 'confirm', type: 'button', onclick: () => room.send({ type: 'confirm_statement', statement, version }) },
        t('statement.confirm')),
      revises && !isSealed && h('button', { key: 'revise', type: 'button', class: 'quiet', onclick: () => reviseStatement((command) => room.send(command), statement, text) },
        t('statement.revise')),
    ];
  }
}

customElements.define('rostrum-statement', StatementMarks);
