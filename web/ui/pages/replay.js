// A session as it was, entry by entry: nobody shall take it for what happens now.
import { createHttp, pages } from '../../sdk/index.js';
import { h } from '../dom.js';
import { RostrumElement } from '../element.js';
import { timeText } from '../format.js';
import { currentLanguage, t, tOr, useTexts } from '../i18n.js';
import { navigate } from '../navigate.js';
import { drawAgenda } from '../parts/agenda.js';
import { drawFloor } from '../parts/floor.js';
import { drawPageTools } from '../parts/page_tools.js';
import { drawQueue } from '../parts/queue.js';
import { createReplay, standing, turnAt } from '../replay.js';
import { createPast, detailsOf, spokenIn } from '../replay_words.js';
import { createRoster } from '../roster.js';
import { itemToAskOn } from '../standing.js';
import { useStyles } from '../styles.js';

/** @typedef {import('../../sdk/types/protocol.d.ts').TurnLine} TurnLine */
/** @typedef {import('../../sdk/types/protocol.d.ts').ProceedingsEntry} ProceedingsEntry */

const PAGE = 500;

class ReplayPage extends RostrumElement {
  constructor() {
    super();
    this.session = decodeURIComponent(location.pathname.split('/')[2]);
    const query = new URLSearchParams(location.search);
    this.seat = Number(query.get('as')) || undefined;
    this.at = Number(query.get('at')) || 1;
    this.http = createHttp({ participant: this.seat });
    this.roster = createRoster(this.http, this.session, () => this.update());
    /** @type {ReturnType<typeof createReplay> | null} */
    this.replay = null;
    /** @type {TurnLine[]} */
    this.turns = [];
    /** @type {ReturnType<typeof createPast> | null} */
    this.past = null;
    /** What was said and done at the moment that is shown. @type {{seq: number, entry: ProceedingsEntry | null, turn: number | null, spoken: import('../replay_words.js').Spoken[]} | null} */
    this.words = null;
    /** Whether somebody who chose a speech is to be led to who has the floor. */
    this.leadsToFloor = false;
    this.isReady = false;
    this.problem = '';
  }

  entered() {
    this.leaving.push(() => this.replay && this.replay.end());
    this.listen(document, 'keydown', (event) => this.pressed(event));
    this.begin();
  }

  async begin() {
    const path = `/api/sessions/${encodeURIComponent(this.session)}`;
    try {
      const [{ position, view }] = await Promise.all([this.http.session(this.session), useTexts('room', 'more', 'replay'), useStyles(new URL('../../replay.css', import.meta.url))]);
      this.isReady = true;
      document.title = `${t('replay.title')} · ${view.session.title} · Rostrum`;
      const load = (/** @type {number} */ after, /** @type {number} */ limit) => this.http.proceedings(this.session, { after, limit }).then(({ entries }) => entries);
      this.past = createPast(load, position.seq);
      this.replay = createReplay({
        load: (at) => this.http.call('GET', path, { at }),
        changed: () => this.changed(),
        head: position.seq,
        at: this.at,
      });
      this.replay.begin();
      for await (const page of pages((after) => this.http.call('GET', `${path}/turns`, { after, limit: PAGE }))) {
        this.turns = this.turns.concat(page.turns);
        this.update();
      }
    } catch (error) {
      this.problem = /** @type {any} */ (error).code || 'unavailable';
      await useTexts('room', 'more', 'replay');
      this.isReady = true;
    }
    this.update();
  }

  /** The address follows what is shown, so that it can be given to others. */
  changed() {
    const { replay } = this;
    if (replay && replay.shown && !replay.isBehind) {
      const query = new URLSearchParams(location.search);
      query.set('at', String(replay.wanted));
      history.replaceState(null, '', `${location.pathname}?${query}`);
      this.read(replay.wanted, replay.shown.view.floor.turn || null);
    }
    this.update();
  }

  /** Reads what was said and done; without it the moment is shown all the same. @type {(seq: number, turn: number | null) => Promise<void>} */
  async read(seq, turn) {
    if (!this.past || (this.words && this.words.seq === seq)) return;
    try {
      const entries = await this.past.between(turn ? Math.min(turn, seq) : seq, seq);
      if (!this.replay || this.replay.wanted !== seq) return;
      const entry = entries.find((each) => each.seq === seq) || null;
      this.problem = '';
      this.words = { seq, entry, turn, spoken: turn ? spokenIn(entries, turn) : [] };
      this.update();
    } catch (error) {
      this.problem = /** @type {any} */ (error).code || 'unavailable';
      this.update();
    }
  }

  /** @param {SubmitEvent} event */
  async seekTime(event) {
    event.preventDefault();
    const { value } = /** @type {HTMLInputElement} */ (/** @type {HTMLElement} */ (event.currentTarget).querySelector('input'));
    const moment = Date.parse(value);
    if (!this.past || !this.replay || Number.isNaN(moment)) return;
    try {
      // The field says whole seconds, entries are made within them.
      this.replay.seek(await this.past.at(moment + 999));
    } catch (error) {
      this.problem = /** @type {any} */ (error).code || 'unavailable';
      this.update();
    }
  }

  drawNow() {
    super.drawNow();
    if (!this.leadsToFloor || !this.replay || this.replay.isBehind) return;
    this.leadsToFloor = false;
    const floor = /** @type {HTMLElement | null} */ (this.querySelector('.floor'));
    if (!floor) return;
    const { top, bottom } = floor.getBoundingClientRect();
    if (top >= 0 && bottom <= innerHeight) return;
    floor.tabIndex = -1;
    floor.focus({ preventScroll: true });
    floor.scrollIntoView();
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    const { replay } = this;
    const target = /** @type {HTMLElement} */ (event.target);
    // The slider has keys of its own, and so have lists and buttons.
    if (!replay || event.ctrlKey || event.metaKey || event.altKey || target.closest('input, select, textarea, button, a')) return;
    if (event.key === 'ArrowLeft') replay.seek(replay.wanted - 1);
    else if (event.key === 'ArrowRight') replay.seek(replay.wanted + 1);
    else return;
    event.preventDefault();
  }

  leave() {
    navigate(`/sessions/${encodeURIComponent(this.session)}${this.seat ? `?as=${this.seat}` : ''}`);
  }

  draw() {
    if (!this.isReady) return h('main', { class: 'plain' }, h('p', { role: 'status' }, '…'));
    const { replay } = this;
    if (!replay) {
      return h('main', { class: 'plain' }, h('h1', null, t('replay.title')), h('p', { role: 'alert' }, problemText(this.problem)), this.drawLeave(), drawPageTools());
    }
    const { shown } = replay;
    return [
      h('header', { class: 'replay-top' },
        h('p', { class: 'replay-mark' }, h('strong', null, t('replay.mark')), shown ? ` ${momentText(shown.at)}` : ''),
        h('h1', null, shown ? shown.view.session.title : t('replay.title')),
        h('div', { class: 'controls' }, this.drawLeave(), drawPageTools())),
      h('main', { class: 'replay' },
        this.drawControls(replay),
        h('div', { role: 'alert' }, (replay.problem || this.problem) && h('p', { class: 'alert' }, problemText(replay.problem || this.problem))),
        shown ? this.drawMoment(shown) : h('p', { role: 'status' }, t('loading'))),
    ];
  }

  drawLeave() {
    return h('button', { type: 'button', class: 'primary', onclick: () => this.leave() }, t('replay.leave'));
  }

  /** @param {NonNullable<ReplayPage['replay']>} replay */
  drawControls(replay) {
    const { wanted, head, shown, isPlaying } = replay;
    const before = this.turns.filter(({ turn }) => turn < wanted);
    const after = this.turns.find(({ turn }) => turn > wanted);
    const place = t('replay.place', { seq: wanted, head });
    const spoken = shown && !replay.isBehind ? t('replay.at', { place, time: momentText(shown.at) }) : place;
    return h('section', { class: 'replay-controls', 'aria-label': t('replay.controls') },
      h('label', { for: 'replay-slider' }, t('replay.controls')),
      h('input', {
        id: 'replay-slider', type: 'range', min: 1, max: head, step: 1, value: String(wanted), 'aria-valuetext': spoken,
        oninput: (/** @type {any} */ { target }) => replay.seek(Number(target.value), true),
      }),
      h('div', { class: 'controls' },
        drawButton('previous_speech', before.length > 0, () => replay.seek(before[before.length - 1].turn)),
        drawButton('previous', wanted > 1, () => replay.seek(wanted - 1)),
        drawButton(isPlaying ? 'pause' : 'play', isPlaying || wanted < head, () => (isPlaying ? replay.pause() : replay.play())),
        drawButton('next', wanted < head, () => replay.seek(wanted + 1)),
        drawButton('next_speech', Boolean(after), () => after && replay.seek(after.turn))),
      h('form', { class: 'replay-time controls', onsubmit: (/** @type {any} */ event) => this.seekTime(event) },
        h('label', { for: 'replay-time' }, t('replay.time')),
        h('input', { id: 'replay-time', type: 'datetime-local', step: 1, required: true, value: shown ? localText(shown.at) : '' }),
        h('button', { type: 'submit' }, t('replay.go'))),
      h('p', { role: 'status', class: 'hint' }, isPlaying ? '' : spoken),
      this.drawEntry());
  }

  /** What the entry was, in words. */
  drawEntry() {
    const { words, replay, roster } = this;
    if (!words || !replay || words.seq !== replay.wanted) return null;
    if (!words.entry) return h('p', { class: 'replay-entry' }, t('replay.unseen'));
    const { by, entry } = words.entry;
    const { participant, words: said } = detailsOf(entry);
    const nameOf = (/** @type {number | null | undefined} */ id) => (id ? roster.name(id) || t('nameless', { participant: id }) : t('replay.system'));
    return h('div', { class: 'replay-entry' },
      h('p', null, h('b', null, tOr('did', entry.type)), participant ? ` · ${nameOf(participant)}` : null, h('span', { class: 'hint' }, ` ${t('replay.by', { name: nameOf(by) })}`)),
      said ? h('blockquote', { class: 'source' }, said) : null);
  }

  /** The words of who has the floor, as far as they were written down by then. */
  drawWords() {
    const { words, replay } = this;
    if (!words || !words.turn || !replay || words.seq !== replay.wanted) return null;
    return h('section', { class: 'replay-words', 'aria-labelledby': 'replay-words' },
      h('h2', { id: 'replay-words' }, t('replay.words')),
      words.spoken.length === 0 && h('p', { class: 'hint' }, t('replay.no_words')),
      ...words.spoken.map(({ statement, text, isRevised }) =>
        h('p', { key: statement, class: 'statement' }, text || h('i', { class: 'hint' }, t('erased')), isRevised && h('span', { class: 'hint' }, ` ${t('transcript.revised')}`))));
  }

  /** @param {import('../../sdk/types/protocol.d.ts').Replay} shown */
  drawMoment(shown) {
    const view = standing(shown);
    const { roster } = this;
    roster.learnFrom(view);
    const past = new PastRoom(view, roster);
    return h('div', { class: 'columns replay-moment' },
      h('div', { class: 'stack' }, drawFloor(/** @type {any} */ (past)), this.drawWords(), drawQueue(/** @type {any} */ (past), itemToAskOn(view))),
      drawAgenda(/** @type {any} */ (past)),
      this.drawSpeeches());
  }

  drawSpeeches() {
    const { replay, turns } = this;
    if (!replay) return null;
    const current = turnAt(turns, replay.wanted);
    return h('section', { class: 'replay-speeches', 'aria-labelledby': 'speeches-title' },
      h('h2', { id: 'speeches-title' }, t('replay.speeches')),
      turns.length === 0 && h('p', { class: 'hint' }, t('replay.no_speeches')),
      h('ol', { class: 'plain-list' }, ...turns.map((line, index) =>
        h('li', { key: line.turn }, h('button', {
          type: 'button', class: 'quiet', 'aria-current': line === current && 'true', onclick: () => this.choose(line.turn),
        }, `${index + 1}. ${line.at ? `${timeText(line.at)} ` : ''}${line.speaker.name} · ${t(`kind.${line.kind}`)}`)))));
  }

  /** @param {number} turn */
  choose(turn) {
    if (!this.replay) return;
    this.leadsToFloor = true;
    this.replay.seek(turn);
  }
}

/** To the second: entries follow each other quickly. @type {(at: string) => string} */
const momentText = (at) =>
  new Intl.DateTimeFormat(currentLanguage(), { dateStyle: 'medium', timeStyle: 'medium', hour12: false }).format(new Date(at));

/** As a field for a local time says it. @type {(at: string) => string} */
const localText = (at) => {
  const moment = new Date(at);
  return new Date(moment.getTime() - moment.getTimezoneOffset() * 60000).toISOString().slice(0, 19);
};

/** @type {(code: string) => string} what refuses a command, or whoever has no seat */
const problemText = (code) => {
  const text = tOr('refusal', code);
  return text === code ? tOr('problem', code) : text;
};

/** What the parts of a room ask of it; nobody is connected in the past, and no clock runs. */
class PastRoom extends EventTarget {
  /**
   * @param {import('../../sdk/types/index.d.ts').View} view
   * @param {ReturnType<typeof createRoster>} roster
   */
  constructor(view, roster) {
    super();
    this.view = view;
    this.roster = roster;
    this.me = null;
    this.presence = null;
    this.record = { entries: [] };
    this.client = {
      // What was is known.
      status: { state: 'connected' },
      /** @type {(turn: {limit_ms: number, spent_ms: number}) => number} */
      remaining: ({ limit_ms, spent_ms }) => limit_ms - spent_ms,
    };
  }
}

/** @type {(name: string, isPossible: boolean, act: () => void) => import('../types.d.ts').Drawn} */
function drawButton(name, isPossible, act) {
  return h('button', {
    key: name === 'pause' ? 'play' : name, type: 'button', 'aria-disabled': isPossible ? null : 'true', onclick: () => isPossible && act(),
  }, t(`replay.${name}`));
}

customElements.define('rostrum-replay', ReplayPage);
