// One scene of a big screen, on a hall of sixteen to nine: the hall's screen and its picture at the console are the same element.
import { h } from '../../dom.js';
import { RostrumElement } from '../../element.js';
import { clockText, dateTimeText, timeText } from '../../format.js';
import { t } from '../../i18n.js';
import { isShown, itemsShown, nextOf, turnout } from '../../scenes.js';
import { activeItem, calledRequest, floorTurn } from '../../standing.js';
import { useStyles } from '../../styles.js';
import '../countdown.js';
import { concerns, wordsOf } from './words.js';

/** @typedef {import('../../scenes.js').Shown} Shown */
/** @typedef {import('../../types.d.ts').Child} Child */
/** @typedef {import('../../../sdk/types/index.d.ts').View} View */

const SECOND_MS = 1000;
/** Words that do not fit are made smaller, by steps, down to this share. */
const FIT_MIN = 0.4;
const FIT_STEP = 0.92;
/** These have the title of the session large. */
const TITLED = ['lobby', 'blank'];

useStyles(new URL('../../../screen.css', import.meta.url));

/** Given `room` and `scene`. */
class Scene extends RostrumElement {
  constructor() {
    super();
    /** @type {Shown} */
    this.scene = { kind: 'blank' };
    /** @type {import('./words.js').Words | null} */
    this.words = null;
    /** @type {Shown | null} what the words are of */
    this.read = null;
    this.reads = 0;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  entered() {
    for (const name of ['change', 'presence', 'caption', 'roster']) this.listen(this.room, name);
    this.listen(this.room, 'entry', ({ detail }) => concerns(this.wanted, detail.entry) && this.readWords());
    this.listen(this.room, 'gap', () => this.readWords());
    // What is large is as large as it can be: measured again when the hall changes.
    const observer = new ResizeObserver(() => this.fit());
    observer.observe(this);
    this.leaving.push(() => observer.disconnect(), () => clearTimeout(this.timer));
  }

  /** Whose words are to be read; captions are of whoever speaks. @returns {Shown} */
  get wanted() {
    const { scene, room } = this;
    const turn = scene.kind === 'captions' && room.view && floorTurn(room.view);
    return turn ? { ...scene, turn: turn.id } : scene;
  }

  /** Reads the words that the scene shows, if it shows any. */
  async readWords() {
    const { room, wanted } = this;
    this.reads += 1;
    const { reads } = this;
    this.read = wanted;
    const words = await wordsOf(room, wanted).catch(() => this.words);
    if (reads !== this.reads) return;
    this.words = words;
    this.update();
  }

  drawNow() {
    super.drawNow();
    this.fit();
  }

  draw() {
    const { scene, room } = this;
    const { view } = room;
    if (!view) return null;
    if (!this.read || !isShown(/** @type {any} */ (this.wanted), this.read)) {
      this.words = null;
      this.readWords();
    }
    return h('section', { class: `hall hall-${scene.kind}`, 'aria-label': t(`scene.${scene.kind}`) },
      h('div', { class: 'hall-body', key: scene.kind }, ...this.drawScene(view)),
      !TITLED.includes(scene.kind) && h('p', { class: 'hall-foot' }, view.session.title));
  }

  /** @type {(view: View) => Child[]} */
  drawScene(view) {
    switch (this.scene.kind) {
      case 'lobby':
        return this.drawLobby(view);
      case 'floor':
        return this.drawFloor(view);
      case 'agenda':
        return [h('h2', null, t('scene.agenda')), this.drawAgenda(view)];
      case 'captions':
        return this.drawCaptions(view);
      case 'post':
      case 'statement':
        return this.words ? this.drawWords(this.words) : this.drawFloor(view);
      case 'poll':
        return this.drawPoll(view);
      case 'message':
        return [h('p', { class: 'hall-large' }, this.scene.text || t('erased'))];
      case 'break':
        return [h('p', { class: 'hall-large' }, t(view.session.phase === 'recess' ? 'phase_explained.recess' : 'screen.break')), this.drawUntil()];
      case 'closing':
        return [h('h2', { class: 'hall-large' }, t(`phase_explained.${view.session.phase}`))];
      default:
        return [h('h2', { class: 'hall-large' }, view.session.title)];
    }
  }

  /** @type {(view: View) => Child[]} */
  drawLobby(view) {
    const { session, counts } = view;
    return [
      h('h2', { class: 'hall-large' }, session.title),
      session.body && h('p', null, session.body),
      session.starts_at && h('p', null, t('screen.starts', { time: dateTimeText(session.starts_at) })),
      h('p', { class: 'hall-soft' }, t('screen.present', { online: (this.room.presence && this.room.presence.online) || 0, expected: counts.participants - counts.screens })),
      this.drawAgenda(view),
    ];
  }

  /** @param {View} view */
  drawAgenda(view) {
    const { items, active } = view.agenda;
    return h('ol', { class: 'hall-items' }, ...itemsShown(view).map((id) =>
      h('li', { key: id, class: id === active ? 'hall-active' : items[id].state === 'finished' && 'hall-soft', 'aria-current': id === active && 'step' },
        items[id].title, h('span', { class: 'hall-mark' }, id === active ? t('screen.now') : items[id].state === 'finished' && t('screen.done')))));
  }

  /** @type {(view: View) => Child[]} */
  drawFloor(view) {
    const { room } = this;
    const turn = floorTurn(view);
    const called = calledRequest(view);
    const item = activeItem(view);
    const next = nextOf(view, item && item.id);
    return [
      h('p', { class: 'hall-item' }, item ? item.title : t(`phase_explained.${view.session.phase}`)),
      turn
        ? h('div', { key: `turn ${turn.id}`, class: 'hall-turn' },
          this.drawWho(turn.speaker), h('p', { class: 'hall-soft' }, t(`kind.${turn.kind}`), ' · ', t(`turn_state.${turn.state}`)),
          h('p', { class: 'hall-clock' }, this.isLost() ? this.drawStopped(view, turn.id) : h('rostrum-countdown', { room, turn: view.turns[turn.id] })))
        : called
          ? h('div', { key: 'first', class: 'hall-turn' }, this.drawWho(called.for), h('p', { class: 'hall-called' }, t(`screen.${called.state}`)))
          : h('p', { key: 'free', class: 'hall-large' }, t('floor.free')),
      turn && called && h('p', { key: 'called', class: 'hall-called' }, t(`floor.${called.state}`, { name: called.for.name })),
      next.length > 0 && h('div', { key: 'next', class: 'hall-next' }, h('h3', null, t('screen.next')),
        h('ol', null, ...next.map((request, place) => h('li', { key: place }, request.for.name, request.for.sector && h('span', { class: 'hall-soft' }, request.for.sector))))),
    ];
  }

  /** @param {import('../../../sdk/types/index.d.ts').Person} person */
  drawWho(person) {
    const place = person.venue && this.room.view && this.room.view.venues[person.venue];
    const origin = [person.sector, place && place.name].filter(Boolean).join(' · ');
    return h('h2', { class: 'hall-who' }, person.name || t('nameless', { participant: person.participant }), origin && h('span', { class: 'hall-soft' }, origin));
  }

  /** Whether what is shown is of an earlier moment. */
  isLost() {
    return this.room.client.status.state !== 'connected';
  }

  /** The clock as it was when the server was last heard: one that ran on would say what nobody knows. @type {(view: View, turn: number) => Child} */
  drawStopped(view, turn) {
    const { client } = this.room;
    const own = view.turns[turn];
    const since = own.running_since && client.heardAt !== null ? Math.max(0, client.now() - client.heardAt) : 0;
    const remaining = client.remaining(own) + since;
    const seconds = remaining > 0 ? Math.ceil(remaining / SECOND_MS) : Math.floor(-remaining / SECOND_MS);
    return h('span', { class: 'countdown countdown-stopped', role: 'timer' }, remaining <= 0 ? t('floor.over', { time: clockText(seconds) }) : clockText(seconds));
  }

  /** @type {(view: View) => Child[]} */
  drawCaptions(view) {
    const turn = floorTurn(view);
    if (!turn) return [h('h2', { class: 'hall-large' }, t('floor.free'))];
    const { caption } = this.room;
    const heard = caption && caption.turn === turn.id && caption.text;
    return [this.drawWho(turn.speaker), h('p', { class: 'hall-caption' }, heard || (this.words && this.words.text))];
  }

  /** @type {(words: import('./words.js').Words) => Child[]} */
  drawWords({ text, by }) {
    return [h('blockquote', { class: 'hall-words' }, text), by && this.drawWho(by)];
  }

  /** @type {(view: View) => Child[]} */
  drawPoll(view) {
    const id = this.scene.poll;
    const poll = id ? view.polls[id] : null;
    if (!id || !poll) return this.drawFloor(view);
    const { presence } = this.room;
    const answered = turnout(poll, presence ? /** @type {any} */ (presence.tallies)[id] : undefined);
    const all = Math.max(1, (poll.result || []).reduce((sum, each) => sum + each, 0));
    return [
      h('h2', { class: 'hall-question' }, poll.question),
      h('ol', { class: 'hall-options' }, ...poll.options.map((option, place) => h('li', { key: place },
        h('span', null, option),
        poll.result && h('span', { class: 'hall-count' }, t('screen.votes', { count: poll.result[place] })),
        poll.result && h('meter', { min: 0, max: all, value: poll.result[place], 'aria-label': option })))),
      h('p', { class: 'hall-soft' }, poll.open ? (answered === null ? t('screen.poll_open') : t('screen.poll_answered', { count: answered })) : t('screen.poll_closed')),
    ];
  }

  /** How long a break lasts yet. @returns {Child} */
  drawUntil() {
    const { until } = this.scene;
    clearTimeout(this.timer);
    if (!until) return null;
    const left = new Date(until).getTime() - this.room.client.now();
    if (left <= 0) return h('p', { class: 'hall-soft' }, t('screen.break_over'));
    if (!this.isLost()) this.timer = setTimeout(() => this.update(), (left % SECOND_MS) + 5);
    return h('p', { class: 'hall-clock' }, h('span', { role: 'timer', class: 'countdown' }, clockText(Math.ceil(left / SECOND_MS))),
      h('span', { class: 'hall-soft' }, t('screen.break_until', { time: timeText(until) })));
  }

  /** Makes words smaller until all of them are there. */
  fit() {
    const body = this.querySelector('.hall-body');
    if (!(body instanceof HTMLElement)) return;
    let share = 1;
    body.style.setProperty('--fit', '1');
    while (share > FIT_MIN && (body.scrollHeight > body.clientHeight + 1 || body.scrollWidth > body.clientWidth + 1)) {
      share *= FIT_STEP;
      body.style.setProperty('--fit', String(share));
    }
  }
}

customElements.define('rostrum-scene', Scene);
