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
    // Words that were begun belong to their turn, wherever this part has been meanwhile, and whether or not the record is read that far back.
    /** @type {RecordedTurn | null} */
    this.kept = draftOf(this.room.seat, WORDS) ? turnOf(draftOf(this.room.seat, TURN)) : null;
    for (const name of ['change', 'record', 'roster']) this.listen(this.room, name);
    this.room.record.open();
  }

  draw() {
    const turns = this.turns();
    const kept = this.kept && this.kept.id;
    const turn = turns.find(({ id }) => id === kept) || turns[0];
    if (!turn) return null;
    const { view } = this.room;
    const running = view && floorTurn(view);
    const isOther = kept === turn.id && running && running.id !== turn.id && turns.some(({ id }) => id === running.id);
    return h('section', { class: 'recorder', 'aria-labelledby': 'recorder-title' },
      h('h2', { id: 'recorder-title' }, t('recorder.title')),
      turns.length > 1 && h('p', null,
        h('label', { for: 'recorded-turn' }, t('recorder.turn')), ' ',
        h('select', { id: 'recorded-turn', value: String(turn.id), onchange: (/** @type {any} */ event) => this.keep(turns.find(({ id }) => id === Number(event.target.value)) || null) },
          ...turns.map(({ id, name, at }) => h('option', { key: id, value: String(id) }, `${name} ${timeText(at)}`)))),
      isOther && h('p', { class: 'hint', key: 'other' }, t('recorder.other_speaks', { name: turn.name, speaker: running.speaker.name })),
      drawCompose(this, WORDS, {
        label: t('recorder.label', { name: turn.name }),
        action: t('recorder.record'),
        charactersMax: STATEMENT_CHARACTERS_MAX,
        rows: 4,
        typed: (text) => this.type(turn, text),
        send: (text) => this.record(turn.id, text),
      }));
  }

  /** @type {(turn: RecordedTurn, text: string) => void} */
  type(turn, text) {
    this.caption(turn.id, text);
    const kept = this.kept && this.kept.id;
    if (kept !== (text ? turn.id : null)) this.keep(text ? turn : null);
  }

  /** Live words are those of a turn that is not over. @type {(turn: number, text: string) => void} */
  caption(turn, text) {
    const { client, view } = this.room;
    // What is too long to be recorded is too long for a message as well.
    if (this.room.may('caption') && view && view.turns[turn] && text.length <= STATEMENT_CHARACTERS_MAX) client.caption(turn, text);
  }

  /** @param {RecordedTurn | null} turn */
  keep(turn) {
    this.kept = turn;
    keepDraft(this.room.seat, TURN, turn ? JSON.stringify(turn) : '');
    this.update();
  }

  /** @type {(turn: number, text: string) => Promise<boolean>} */
  async record(turn, text) {
    return (await this.room.send({ type: 'record_statement', turn, text })) !== null;
  }

  /** @returns {RecordedTurn[]} those whose words one may record, the running one first, then the newest ones */
  turns() {
    const { view, me, roster, record } = this.room;
    if (!view || !me || view.session.phase === 'sealed') return [];
    const running = floorTurn(view);
    const turns = turnsOf(record.entries)
      .filter(({ speaker }) => RECORDING_ROLES.includes(me.role) || speaker === me.participant)
      .slice(0, TURNS_MAX)
      .map(({ turn, speaker, at }) => ({ id: turn, name: roster.name(speaker), at }));
    const { kept } = this;
    if (kept && !turns.some(({ id }) => id === kept.id)) turns.push(kept);
    const isRunning = (/** @type {RecordedTurn} */ { id }) => Boolean(running && id === running.id);
    return [...turns.filter(isRunning), ...turns.filter((turn) => !isRunning(turn))];
  }
}

/** What was kept of a turn, unless it is damaged. @type {(text: string) => RecordedTurn | null} */
function turnOf(text) {
  try {
    const { id, name, at } = JSON.parse(text);
    return Number.isInteger(id) ? { id, name: String(name), at: String(at) } : null;
  } catch {
    return null;
  }
}

customElements.define('rostrum-recorder', Recorder);
