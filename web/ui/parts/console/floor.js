// The floor with what a moderator does to it. Nothing moves before the server has said so.
import { h } from '../../dom.js';
import { t } from '../../i18n.js';
import { turnsOf } from '../../history.js';
import { calledRequest, floorTurn } from '../../standing.js';
import { askForm } from '../dialogs.js';
import { drawFloor } from '../floor.js';
import { drawChoices, drawReason, textOf } from './fields.js';
import { firstWaiting, floorOffers, keyOfFloor, restorableTurns } from './offers.js';
import { ConsolePart, drawControl, drawFurther } from './part.js';
import { askRestoredTurn, askYield } from './hand_over.js';

/** @typedef {import('../../../sdk/types/index.d.ts').View} View */
/** @typedef {import('./offers.js').FloorControl} FloorControl */

const EXTENSIONS_MS = [30000, 60000, 180000];
/** What is asked for rarely. */
const FURTHER = ['revoke', 'yield', 'restore'];
/** What each control acts upon, where that must not have changed just now. */
const GUARDED = /** @type {Partial<Record<FloorControl, string>>} */ ({
  next: 'next', grant: 'grant', recall: 'grant', pass: 'grant', end: 'end', revoke: 'end',
});

class FloorPart extends ConsolePart {
  entered() {
    super.entered();
    this.listen(this.room, 'record');
    // The journal says which speeches have ended.
    this.room.record.open();
  }

  draw() {
    const { view, me, record } = this.room;
    if (!view || !me) return null;
    const turn = floorTurn(view);
    const offers = floorOffers(view, me.participant, restorableTurns(view, turnsOf(record.entries)).length > 0);
    const atHand = offers.filter(({ name }) => !FURTHER.includes(name));
    const further = offers.filter(({ name }) => FURTHER.includes(name));
    const isResting = offers.some(({ name }) => this.rests(name));
    return [
      drawFloor(this.room),
      h('section', { class: 'console-floor', key: 'controls', 'aria-label': t('console.floor') },
        h('p', { class: 'hint resting', role: 'status' }, isResting && this.drawResting()),
        turn && turn.state === 'dropped' && h('p', { class: 'alert', role: 'alert', key: 'dropped' }, t('console.dropped', { name: turn.speaker.name })),
        h('div', { class: 'controls' }, ...atHand.flatMap((offer) => this.drawOffer(view, offer, keyOfFloor(offer.name, offers))),
          drawFurther(t('console.floor'), further.flatMap((offer) => this.drawOffer(view, offer)))),
        offers.length === 0 && view.session.phase === 'open' && h('p', { class: 'hint' }, t(view.agenda.active ? 'console.nothing_on_floor' : 'console.no_item_yet'))),
    ];
  }

  drawResting() {
    const { changedBy } = this.conduct;
    return changedBy ? t('console.changed_by', { name: changedBy }) : t('console.changed');
  }

  /** @type {(view: View, offer: import('./offers.js').Offer<FloorControl>, action?: import('../../key_table.js').Action) => import('../../types.d.ts').Drawn[]} */
  drawOffer(view, { name, weight, blocked }, action) {
    const control = {
      // Pausing and going on are one control with two texts: the focus stays on it.
      name: `floor ${name === 'resume' ? 'pause' : name}`, weight, blocked, action, rests: this.rests(name),
      text: this.text(view, name), act: () => this.act(view, name),
    };
    if (name !== 'extend') return [drawControl(this, control)];
    return [
      ...EXTENSIONS_MS.map((by, index) => drawControl(this, {
        ...control, name: `floor extend ${by}`, action: index === 0 ? 'extend' : undefined, text: t(`console.extend_${by}`), act: () => this.extend(view, by, t('console.extend_reason')),
      })),
      drawControl(this, { ...control, act: () => this.askExtension(view) }),
    ];
  }

  /** @param {FloorControl} name */
  rests(name) {
    const guarded = GUARDED[name];
    return Boolean(guarded && this.conduct.guard.isClosed(guarded));
  }

  /** @type {(view: View, name: FloorControl) => string} */
  text(view, name) {
    const id = name === 'next' ? firstWaiting(view) : null;
    const called = calledRequest(view);
    const request = id ? view.requests[id] : called;
    return t(`console.floor_${name}`, { name: request ? request.for.name : '' });
  }

  /**
   * @param {View} view what the moderator saw: the server judges by it whether that is still so
   * @param {FloorControl} name
   */
  async act(view, name) {
    const { conduct } = this;
    const turn = floorTurn(view);
    const expect = turn && turn.id;
    const called = calledRequest(view);
    const first = firstWaiting(view);
    switch (name) {
      case 'next':
        return first && conduct.send({ type: 'call_speaker', request: first, expect_turn: expect });
      case 'grant':
        return called && conduct.send({ type: 'grant_floor', request: called.id, expect_turn: expect });
      case 'ready':
        return called && conduct.send({ type: 'ready', request: called.id });
      case 'recall':
        return called && conduct.send({ type: 'recall_call', request: called.id });
      case 'pass':
        return called && conduct.send({ type: 'pass_request', request: called.id });
      case 'end':
        return conduct.send({ type: 'end_turn', expect_turn: expect });
      case 'pause':
        return conduct.send({ type: 'pause_turn', expect_turn: expect });
      case 'resume':
        return conduct.send({ type: 'resume_turn', expect_turn: expect });
      case 'revoke':
        return turn && this.revoke(turn);
      case 'yield':
        return turn && askYield(conduct, turn);
      case 'restore':
        return askRestoredTurn(conduct, restorableTurns(view, turnsOf(this.room.record.entries)));
      default:
    }
  }

  /** @param {import('../../../sdk/types/protocol.d.ts').TurnView & {id: number}} turn */
  async revoke({ id, speaker }) {
    const title = t('console.revoke_title', { name: speaker.name });
    const answer = await askForm(title, t('console.revoke'), [drawReason('')]);
    if (answer) await this.conduct.send({ type: 'revoke_turn', expect_turn: id, reason: textOf(answer, 'reason') });
  }

  /** @type {(view: View, by_ms: number, reason: string) => Promise<void>} */
  async extend({ floor }, by_ms, reason) {
    if (floor.turn) await this.conduct.send({ type: 'extend_turn', expect_turn: floor.turn, by_ms, reason });
  }

  /** @param {View} view */
  async askExtension(view) {
    const answer = await askForm(t('console.extend_title'), t('console.extend'), [
      drawChoices('by', t('console.extend_by'), EXTENSIONS_MS.map((by) => [String(by), t(`console.extend_${by}`)]), String(EXTENSIONS_MS[1])),
      drawReason(t('console.extend_reason')),
    ]);
    if (answer) await this.extend(view, Number(answer.get('by')), textOf(answer, 'reason'));
  }
}

customElements.define('rostrum-console-floor', FloorPart);
