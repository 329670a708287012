// The transcript as it grows, the newest on top: turns with their statements, and the words that are being spoken. Whoever
// reads further down keeps the place: what is new waits above until it is wanted. However long it is, a stretch is drawn.
import { h } from '../dom.js';
import { RostrumElement } from '../element.js';
import { durationText, timeText } from '../format.js';
import { t, useTexts } from '../i18n.js';
import { drawLater } from '../later.js';
import { createLines, heldBack, weightOf } from '../lines.js';
import { isBelow, leadTo, onScroll } from '../scrolling.js';
import { createStretch } from '../stretch.js';
import { createUnchanged } from '../unchanged.js';
import { drawStretch } from './stretch.js';
import './unread.js';

/** @typedef {import('../lines.js').TurnLine} TurnLine */
/** @typedef {import('../lines.js').Statement} Statement */

/** So many lines and words are drawn at first, and come with each press; and so many at most. */
const PAGE = 400;
const MOST = 1200;
/** A record that begins with fewer is read further back, for entries are more than words. */
const LINES_MIN = 10;
/** So many pages at most are read at once, if something was found in them. */
const PAGES_MAX = 20;
const WAIT_MS = 100;

/** Given `room`, and `drawControls` where something can be done to a statement. */
class Transcript extends RostrumElement {
  constructor() {
    super();
    /** @type {((statement: Statement) => import('../types.d.ts').Child) | null} */
    this.drawControls = null;
    this.reader = createLines();
    this.unchanged = createUnchanged();
    /** How often lines were drawn without something that was being loaded: those are drawn again. */
    this.unfinished = 0;
    this.isUnfinished = false;
    /** @type {ReturnType<typeof createStretch<import('../lines.js').Line>>} */
    this.stretch = createStretch({ numberOf: ({ seq }) => seq, weightOf, page: PAGE, most: MOST });
    /** Whether newer lines are known than those that are drawn. */
    this.hasLater = false;
    /** The entry after which everything is held back. */
    this.upTo = Infinity;
    /** The last entry that was known when everything was drawn. */
    this.drawnUpTo = 0;
    this.isFilling = false;
  }

  entered() {
    const { room } = this;
    this.listen(room, 'record', () => this.read());
    this.listen(room, 'roster');
    this.listen(room, 'caption');
    this.listen(room, 'newest', () => this.showNewest());
    this.listen(room, 'reveal', ({ detail }) => this.reveal(detail));
    onScroll(this, () => this.upTo < Infinity && !this.isAway() && this.release());
    this.leaving.push(() => room.tell('unread', 0));
    room.record.open();
    this.read();
  }

  /** Reads on; what is no word and no turn draws nothing. */
  read() {
    const { entries } = this.room.record;
    const isChanged = this.reader.read(entries);
    this.fill(() => this.reader.lines.length >= LINES_MIN);
    if (!isChanged) return;
    if (this.upTo === Infinity && this.drawnUpTo > 0 && this.isAway()) this.upTo = this.drawnUpTo;
    this.update();
  }

  /** Whether the reader is further down than where the newest line stands. */
  isAway() {
    return this.hasLater || isBelow(this.querySelector('.stretch'));
  }

  release() {
    this.upTo = Infinity;
    this.update();
  }

  /** Goes up to the newest line. */
  showNewest() {
    this.upTo = Infinity;
    this.stretch.toNewest();
    this.drawNow();
    leadTo(/** @type {HTMLElement} */ (this.querySelector('h2')));
  }

  /** Makes sure that a line is drawn which the page knows, up to an entry. @param {{turn: number, entry: number}} sought */
  reveal({ turn, entry }) {
    const { lines } = this.reader;
    const index = lines.findIndex(({ seq }) => seq === turn);
    if (index < 0) return;
    if (Math.max(turn, entry) > this.upTo) this.upTo = Infinity;
    this.stretch.show(this.known(), index);
    this.drawNow();
  }

  /** The lines that are not held back. */
  known() {
    return heldBack(this.reader.lines, this.upTo).known;
  }

  draw() {
    const { room, upTo } = this;
    const { record, caption, view } = room;
    const { known, unread } = heldBack(this.reader.lines, upTo);
    this.hasLater = this.stretch.range(known).end < known.length;
    if (this.isUnfinished) this.unfinished += 1;
    this.isUnfinished = false;
    const phase = view && view.session.phase;
    const role = room.me && room.me.role;
    /** @type {(line: import('../lines.js').Line) => import('../types.d.ts').Drawn} */
    const drawLine = (line) => ('turn' in line
      ? this.unchanged(line, [line.version, room.roster.name(line.past.speaker), phase, role, this.drawControls, this.unfinished], () => this.drawTurn(line))
      : this.unchanged(line, [this.titleOf(line)], () => this.drawStage(line)));
    if (upTo === Infinity) this.drawnUpTo = record.entries.length > 0 ? record.entries[record.entries.length - 1].seq : 0;
    room.tell('unread', unread);
    const isEmpty = this.reader.lines.length === 0;
    const isLoading = record.entries.length === 0 || (isEmpty && this.isFilling);
    const isLive = caption && view && view.turns[caption.turn];
    // What is new stands on top, where it is seen without scrolling; the words of one turn go on downwards.
    return h('section', { class: 'transcript', 'aria-labelledby': 'transcript-title' },
      h('h2', { id: 'transcript-title' }, t('transcript.title')),
      drawLater(this, 'rostrum-search', () => Promise.all([import('./search.js'), useTexts('search')]), { room }),
      isLive && caption.text && h('p', { class: 'caption', role: 'group', 'aria-label': t('transcript.live') }, caption.text),
      isLoading && h('p', { class: 'hint', role: 'status' }, t('loading')),
      !isLoading && isEmpty && !record.hasEarlier && h('p', { class: 'hint' }, t('transcript.empty')),
      ...drawStretch(this, {
        stretch: this.stretch, list: () => this.known(), drawOne: drawLine, hasEarlier: record.hasEarlier, isLoading: this.isFilling,
        loadEarlier: () => this.loadEarlier(), earlier: t('transcript.earlier'), showNewest: () => this.showNewest(),
      }),
      // In the room of members it stands at the thumb.
      !this.closest('.member') && h('rostrum-unread', { room, key: 'unread' }),
      drawLater(this, 'rostrum-exports', () => import('./exports.js'), { room }));
  }

  /** Makes sure that a page of earlier lines is known: it is read until something is found, however much else was done then. */
  loadEarlier() {
    const before = () => this.stretch.before(this.known());
    return this.fill(() => before() >= PAGE, () => before() > 0);
  }

  /** Reads further back until it is enough, or until so many pages were read and it may stop. @param {() => boolean} isEnough @param {() => boolean} [mayStop] */
  async fill(isEnough, mayStop = () => true) {
    const { record } = this.room;
    if (this.isFilling || !record.hasEarlier || isEnough()) return;
    this.isFilling = true;
    this.update();
    // The page that brought this about may still be under way.
    await null;
    try {
      for (let pages = 0; this.isConnected && record.hasEarlier && !isEnough() && (pages < PAGES_MAX || !mayStop()); pages += 1) {
        const { length } = record.entries;
        await record.loadEarlier();
        // Another page is under way, from the other end.
        if (record.entries.length === length) await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
      }
    } catch (error) {
      this.room.refused(/** @type {any} */ (error).code);
    }
    this.isFilling = false;
    this.update();
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

  /** @param {import('../lines.js').StageLine} line */
  titleOf({ item }) {
    const { view } = this.room;
    return item && view && view.agenda.items[item] ? view.agenda.items[item].title : '';
  }

  /** @param {import('../lines.js').StageLine} line */
  drawStage(line) {
    const text = t(`stage.${line.stage}`, { title: this.titleOf(line) });
    return h('li', { key: line.seq, class: 'stage' }, h('span', { class: 'hint' }, timeText(line.at)), ' ', text);
  }

  /** What most statements have not: a revision, or a reader who may correct them. @type {(turn: number, speaker: number, statement: Statement) => import('../types.d.ts').Child} */
  drawMarks(turn, speaker, statement) {
    const { room } = this;
    const isMine = room.me && room.me.participant === speaker;
    if (!statement.isRevised && !statement.isConfirmed && !isMine && !room.may('caption')) return null;
    const marks = drawLater(this, 'rostrum-statement', () => Promise.all([import('./statement.js'), useTexts('threads')]), {
      key: 'marks', room, turn, speaker, statement, phase: room.view && room.view.session.phase, ownRole: room.me && room.me.role,
    });
    this.isUnfinished = this.isUnfinished || !marks;
    return marks;
  }
}

customElements.define('rostrum-transcript', Transcript);
