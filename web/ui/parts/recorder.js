// Records the words of a turn: of the one that runs, or of one that has ended lately.
import { h } from '../dom.js';
import { draftOf, keepDraft } from '../drafts.js';
import { RostrumElement } from '../element.js';
import { timeText } from '../format.js';
import { turnsOf } from '../history.js';
import { t } from '../i18n.js';
import { floorTurn } from '../standing.js';
import { drawCompose } from './compose.js';
import { STATEMENT_CHARACTERS_MAX } from './statement_revise.js';

/** Roles that record everybody's words; others record their own. */
const RECORDING_ROLES = ['chair', 'clerk', 'captioner'];
/** So many turns can be chosen from. */
const TURNS_MAX = 10;
/** The draft of the words, and the turn that they belong to. */
const [WORDS, TURN] = ['statement', 'statement-turn'];

/** @typedef {{id: number, name: string, at: string}} RecordedTurn */

/** Given `room`. For whoever may record, and for speakers of their own turns; shows nothing to others. */
class Recorder extends RostrumElement {
  entered() {
    // Words that were begun belong to their turn, wherever this part has been meanwhile.
    /** @type {number | null} */
    this.kept = draftOf(this.room.seat, WORDS) ? Number(draftOf(this.room.seat, TURN)) || null : null;
    for (const name of ['change', 'record', 'roster']) this.listen(this.room, name);
    this.room.record.open();
  }

  draw() {
    const turns = this.turns();
    const turn = turns.find(({ id }) => id === this.kept) || turns[0];
    if (!turn) return null;
    const { view } = this.room;
    const running = view && floorTurn(view);
    const isOther = this.kept === turn.id && running && running.id !== turn.id && turns.some(({ id }) => id === running.id);
    return h('section', { class: 'recorder', 'aria-labelledby': 'recorder-title' },
      h('h2', { id: 'recorder-title' }, t('recorder.title')),
      turns.length > 1 && h('p', null,
        h('label', { for: 'recorded-turn' }, t('recorder.turn')), ' ',
        h('select', { id: 'recorded-turn', value: String(turn.id), onchange: (/** @type {any} */ event) => this.keep(Number(event.target.value)) },
          ...turns.map(({ id, name, at }) => h('option', { key: id, value: String(id) }, `${name} ${timeText(at)}`)))),
      isOther && h('p', { class: 'hint', key: 'other' }, t('recorder.other_speaks', { name: turn.name, speaker: running.speaker.name })),
      drawCompose(this, WORDS, {
        label: t('recorder.label', { name: turn.name }),
        action: t('recorder.record'),
        charactersMax: STATEMENT_CHARACTERS_MAX,
        rows: 4,
        typed: (text) => this.type(turn.id, text),
        send: (text) => this.record(turn.id, text),
      }));
  }

  /** @type {(turn: number, text: string) => void} */
  type(turn, text) {
    this.caption(turn, text);
    const kept = text ? turn : null;
    if (kept !== this.kept) this.keep(kept);
  }

  /** Live words are those of a turn that is not over. @type {(turn: number, text: string) => void} */
  caption(turn, text) {
    const { client, view } = this.room;
    // What is too long to be recorded is too long for a message as well.
    if (this.room.may('caption') && view && view.turns[turn] && text.length <= STATEMENT_CHARACTERS_MAX) client.caption(turn, text);
  }

  /** @param {number | null} turn */
  keep(turn) {
    this.kept = turn;
    keepDraft(this.room.seat, TURN, turn === null ? '' : String(turn));
    this.update();
  }

  /** @type {(turn: number, text: string) => Promise<boolean>} */
  async record(turn, text) {
    const seq = await this.room.send({ type: 'record_statement', turn, text });
    if (seq === null) return false;
    this.keep(null);
    // They stand in the record now.
    this.caption(turn, '');
    return true;
  }

  /** @returns {RecordedTurn[]} those whose words one may record, the running one first, then the newest ones */
  turns() {
    const { view, me, roster, record } = this.room;
    if (!view || !me || view.session.phase === 'sealed') return [];
    const running = floorTurn(view);
    const turns = turnsOf(record.entries)
      .filter(({ speaker }) => RECORDING_ROLES.includes(me.role) || speaker === me.participant)
      .filter(({ turn }, index) => index < TURNS_MAX || turn === this.kept)
      .map(({ turn, speaker, at }) => ({ id: turn, name: roster.name(speaker), at }));
    const isRunning = (/** @type {RecordedTurn} */ { id }) => Boolean(running && id === running.id);
    return [...turns.filter(isRunning), ...turns.filter((turn) => !isRunning(turn))];
  }
}

customElements.define('rostrum-recorder', Recorder);
