// The commitments of a session in the room: what was promised, and what somebody has to say of it.
import { COMMITMENT_ENTRIES, FINDINGS, REPORT_MAX, TEXT_MAX, loadCommitments, offersOf } from '../commitments.js';
import { h } from '../dom.js';
import { RostrumElement } from '../element.js';
import { t } from '../i18n.js';
import { drawArrangement, drawBoard } from './commitment_board.js';
import { drawCommitment } from './commitment_card.js';
import { drawArea, drawChoices, drawReason, textOf } from './console/fields.js';
import { useCommitmentStyles } from '../styles.js';
import { askForm } from './dialogs.js';

/** @typedef {import('../commitments.js').CommitmentLine} CommitmentLine */

/** Given `room`, and `arranged` where there may be many: then they are a list or a board, of all or of those that are late. */
class Commitments extends RostrumElement {
  constructor() {
    super();
    this.arranged = false;
    /** @type {import('./commitment_board.js').Arrangement} */
    this.arrangement = 'list';
    this.onlyOverdue = false;
  }

  entered() {
    /** @type {CommitmentLine[] | null} */
    this.lines = null;
    this.isSending = false;
    for (const name of ['change', 'roster']) this.listen(this.room, name);
    this.listen(this.room, 'entry', ({ detail }) => COMMITMENT_ENTRIES.includes(detail.entry.type) && this.load());
    this.listen(this.room, 'gap', () => this.load());
    useCommitmentStyles().then(() => this.load());
  }

  async load() {
    try {
      this.lines = (await loadCommitments(this.room.http, this.room.session)).commitments;
    } catch (error) {
      this.room.refused(/** @type {any} */ (error).code);
    }
    this.update();
  }

  draw() {
    const { lines, onlyOverdue, arrangement } = this;
    const shown = (lines || []).filter(({ overdue }) => overdue || !onlyOverdue);
    const isBoard = arrangement === 'board';
    /** @type {(line: CommitmentLine) => import('../types.d.ts').Drawn} */
    const drawCard = (line) => drawCommitment(line, this.drawControls(line), isBoard ? 'h4' : 'h3');
    return h('section', { class: 'stack', 'aria-labelledby': 'commitments-title' },
      h('h2', { id: 'commitments-title' }, t('commitment.title')),
      h('p', { class: 'hint' }, t('commitment.explanation')),
      !lines && h('p', { class: 'hint', role: 'status' }, t('loading')),
      lines && lines.length === 0 && h('p', { class: 'hint' }, t(this.arranged ? 'commitment.none_yet' : 'commitment.none')),
      this.arranged && lines && lines.length > 0 && this.drawChoices(),
      shown.length === 0 && onlyOverdue && h('p', { class: 'hint' }, t('board.none_overdue')),
      lines && (isBoard ? drawBoard(shown, drawCard) : h('ol', { class: 'plain-list commitments', key: 'list' }, ...shown.map(drawCard))));
  }

  drawChoices() {
    return h('div', { class: 'controls', key: 'choices' },
      drawArrangement(this.arrangement, (arrangement) => this.become({ arrangement })),
      h('label', { class: 'choice', key: 'overdue' }, h('input', {
        type: 'checkbox', checked: this.onlyOverdue, onchange: (/** @type {any} */ { target }) => this.become({ onlyOverdue: target.checked }),
      }), ' ', t('board.only_overdue')));
  }

  /** @param {Partial<Pick<Commitments, 'arrangement' | 'onlyOverdue'>>} now */
  become(now) {
    Object.assign(this, now);
    this.update();
  }

  /** @param {CommitmentLine} line */
  drawControls(line) {
    const { me } = this.room;
    if (!me) return [];
    const isModerator = this.room.may('reopen_commitment');
    const isSealed = !this.room.view || this.room.view.session.phase === 'sealed';
    const about = Array.from(line.text).slice(0, 12).join('');
    return offersOf(line, { participant: me.participant, isModerator, isSealed }).map((offer) => h('button', {
      key: offer, type: 'button', 'aria-label': t('commitment.about', { text: t(`commitment.${offer}`), about }),
      'aria-disabled': this.isSending && 'true', onclick: () => this.act(offer, line.commitment),
    }, t(`commitment.${offer}`)));
  }

  /** @type {(offer: import('../commitments.js').Offer, commitment: number) => Promise<void>} */
  async act(offer, commitment) {
    if (this.isSending) return;
    const command = await asked(offer, commitment);
    if (!command) return;
    this.isSending = true;
    this.update();
    // What is refused is told by the room.
    if (await this.room.send(command)) await this.load();
    this.isSending = false;
    this.update();
  }
}

/** @type {(offer: import('../commitments.js').Offer, commitment: number) => Promise<import('../../sdk/types/index.d.ts').Command | null>} */
async function asked(offer, commitment) {
  if (offer === 'report') {
    const answer = await askForm(t('commitment.report'), t('commitment.send'), [
      drawArea('text', t('commitment.report_text'), { required: true, maxlength: REPORT_MAX, rows: 6 }),
    ]);
    return answer && { type: 'report_commitment', commitment, text: textOf(answer, 'text') };
  }
  if (offer === 'reopen') {
    const answer = await askForm(t('commitment.reopen'), t('commitment.send'), [drawReason(t('commitment.reopen_usual'))]);
    return answer && { type: 'reopen_commitment', commitment, reason: textOf(answer, 'reason') };
  }
  if (offer === 'withdraw') {
    const answer = await askForm(t('commitment.withdraw'), t('commitment.withdraw'), [
      h('p', null, t('commitment.withdraw_explained')), drawReason(t('commitment.withdraw_usual')),
    ]);
    return answer && { type: 'withdraw_commitment', commitment, reason: textOf(answer, 'reason') };
  }
  const answer = await askForm(t('commitment.verify'), t('commitment.send'), [
    drawChoices('finding', t('commitment.finding'), FINDINGS.map((finding) => [finding, t(`finding.${finding}`)])),
    drawArea('text', t('commitment.verify_text'), { maxlength: TEXT_MAX, rows: 4 }),
  ]);
  if (!answer) return null;
  const text = textOf(answer, 'text');
  const finding = /** @type {typeof FINDINGS[number]} */ (answer.get('finding'));
  return { type: 'verify_commitment', commitment, finding, ...(text && { text }) };
}

customElements.define('rostrum-commitments', Commitments);
