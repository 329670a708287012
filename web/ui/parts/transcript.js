// The transcript as it grows, the newest on top: turns with their statements, and the words that are being spoken.
import { h } from '../dom.js';
import { RostrumElement } from '../element.js';
import { durationText, timeText } from '../format.js';
import { createTurns } from '../history.js';
import { t, useTexts } from '../i18n.js';
import { drawLater } from '../later.js';

/** @typedef {{turn: number, past: import('../history.js').TurnPast, statements: Statement[]}} TurnLine */
/** @typedef {{statement: number, version: number, text: string, isRevised: boolean, isConfirmed: boolean, wasConfirmed?: boolean}} Statement */
/** @typedef {{seq: number, at: string, text: string}} StageLine */

/** Given `room`, and `drawControls` where something can be done to a statement. */
class Transcript extends RostrumElement {
  constructor() {
    super();
    /** @type {((statement: Statement) => import('../types.d.ts').Child) | null} */
    this.drawControls = null;
  }

  entered() {
    this.listen(this.room, 'record');
    this.listen(this.room, 'roster');
    this.listen(this.room, 'caption');
    this.room.record.open();
  }

  draw() {
    const { record, caption, view } = this.room;
    // What is new stands on top, where it is seen without scrolling; the words of one turn go on downwards.
    const lines = linesOf(this.room, record.entries).reverse();
    const isLive = caption && view && view.turns[caption.turn];
    return h('section', { class: 'transcript', 'aria-labelledby': 'transcript-title' },
      h('h2', { id: 'transcript-title' }, t('transcript.title')),
      drawLater(this, 'rostrum-search', () => Promise.all([import('./search.js'), useTexts('search')]), { room: this.room }),
      isLive && caption.text && h('p', { class: 'caption', role: 'group', 'aria-label': t('transcript.live') }, caption.text),
      record.entries.length === 0 && h('p', { class: 'hint', role: 'status' }, t('loading')),
      record.entries.length > 0 && lines.length === 0 && h('p', { class: 'hint' }, t('transcript.empty')),
      h('ol', { class: 'plain-list', reversed: true }, ...lines.map((line) => ('turn' in line ? this.drawTurn(line) : drawStage(line)))),
      record.hasEarlier && h('button', { type: 'button', onclick: () => this.loadEarlier() }, t('transcript.earlier')),
      drawLater(this, 'rostrum-exports', () => import('./exports.js'), { room: this.room }));
  }

  async loadEarlier() {
    try {
      await this.room.record.loadEarlier();
    } catch (error) {
      this.room.refused(/** @type {any} */ (error).code);
    }
  }

  /** The address of the session as it was then, which can be given to others. @param {number} seq */
  replayAt(seq) {
    const { session, participant } = this.room;
    return `/sessions/${encodeURIComponent(session)}?at=${seq}${participant ? `&as=${participant}` : ''}`;
  }

  /** @param {TurnLine} line */
  drawTurn({ turn, past: { at, speaker, kind, ended }, statements }) {
    return h('li', { key: turn, class: 'speech', id: `turn-${turn}` },
      h('p', { class: 'speech-head' },
        h('b', null, this.room.roster.name(speaker) || '…'),
        h('span', { class: `badge badge-${kind}` }, t(`kind.${kind}`)),
        h('span', { class: 'hint' }, timeText(at), ended && ` · ${durationText(ended.spent_ms)} · ${t(`how.${ended.how}`)}`),
        h('a', { class: 'replay-link', href: this.replayAt(turn) }, t('transcript.replay'))),
      ...statements.map((each) =>
        h('p', { key: each.statement, class: 'statement' }, each.text || h('i', { class: 'hint' }, t('erased')),
          ' ', this.drawMarks(turn, speaker, each) || (each.isRevised && h('span', { class: 'hint' }, t('transcript.revised'))),
          this.drawControls && this.drawControls(each))),
      statements.length === 0 && h('p', { class: 'hint' }, t(ended ? 'transcript.no_words' : 'transcript.speaking')));
  }

  /** What most statements have not: a revision, or a reader who may correct them. @type {(turn: number, speaker: number, statement: Statement) => import('../types.d.ts').Child} */
  drawMarks(turn, speaker, statement) {
    const { room } = this;
    const isMine = room.me && room.me.participant === speaker;
    if (!statement.isRevised && !statement.isConfirmed && !isMine && !room.may('caption')) return null;
    return drawLater(this, 'rostrum-statement', () => Promise.all([import('./statement.js'), useTexts('threads')]), { key: 'marks', room, turn, speaker, statement });
  }
}

/** @type {(line: StageLine) => import('../types.d.ts').Drawn} */
const drawStage = ({ seq, at, text }) =>
  h('li', { key: seq, class: 'stage' }, h('span', { class: 'hint' }, timeText(at)), ' ', text);

/**
 * Turns with their words, and what happened between them, in the order of the journal.
 * @param {import('../room.js').Room} room
 * @param {import('../../sdk/types/protocol.d.ts').ProceedingsEntry[]} entries
 * @returns {(TurnLine | StageLine)[]}
 */
export function linesOf({ view }, entries) {
  const { add } = createTurns();
  /** @type {Map<number, TurnLine>} */
  const turns = new Map();
  /** @type {Map<number, Statement>} */
  const statements = new Map();
  /** @type {(TurnLine | StageLine)[]} */
  const lines = [];
  /** @type {(item: number) => string} */
  const titleOf = (item) => (view && view.agenda.items[item] ? view.agenda.items[item].title : '');
  for (const line of entries) {
    const { seq, at, entry } = line;
    const past = add(line);
    if (past) {
      const begun = { turn: seq, past, statements: [] };
      turns.set(seq, begun);
      lines.push(begun);
    }
    switch (entry.type) {
      case 'statement_recorded': {
        const statement = { statement: seq, version: seq, text: entry.text, isRevised: false, isConfirmed: false };
        statements.set(seq, statement);
        withTurn(turns, entry.turn, ({ statements: said }) => said.push(statement));
        break;
      }
      case 'statement_revised': {
        const statement = statements.get(entry.statement);
        if (statement) Object.assign(statement, { version: seq, text: entry.text, isRevised: true, isConfirmed: false });
        break;
      }
      case 'statement_confirmed': {
        const statement = statements.get(entry.statement);
        if (statement) statement.isConfirmed = statement.wasConfirmed = true;
        break;
      }
      case 'item_started':
        lines.push({ seq, at, text: t('stage.item_started', { title: titleOf(entry.item) }) });
        break;
      case 'session_opened':
      case 'recess_called':
      case 'session_resumed':
      case 'session_adjourned':
        lines.push({ seq, at, text: t(`stage.${entry.type}`) });
        break;
      default:
    }
  }
  return lines;
}

/** @type {(turns: Map<number, TurnLine>, turn: number, change: (line: TurnLine) => void) => void} */
function withTurn(turns, turn, change) {
  const line = turns.get(turn);
  // Its beginning may lie before what is loaded.
  if (line) change(line);
}

customElements.define('rostrum-transcript', Transcript);
