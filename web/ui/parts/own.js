// One's own place in the room: one large button, which is the state machine of a request and a turn.
import { h } from '../dom.js';
import { RostrumElement } from '../element.js';
import { leftRequests, restorable } from '../history.js';
import { t, useTexts } from '../i18n.js';
import { drawLater, loadLater } from '../later.js';
import { createOwnNews } from '../own_news.js';
import { floorTurn, itemToAskOn, placeOf, requestsOf, standing, turnOf, waitOf } from '../standing.js';
import { reasonsOf } from '../why.js';
import './countdown.js';

/** @typedef {import('../../sdk/types/index.d.ts').View} View */
/** @typedef {import('../standing.js').Standing} Standing */
/** @typedef {import('../key_table.js').Action} Action */

const MINUTE_MS = 60000;
/** How often the wait is drawn again: nothing else may happen during a long speech. */
const TICK_MS = 15000;
/** Keys are for whoever has some, which no browser says: a mouse comes with them. */
const hasKeyboard = matchMedia('(hover: hover) and (pointer: fine)').matches;

/** Given `room`. */
export class OwnPlace extends RostrumElement {
  constructor() {
    super();
    /** How a button shows its key, once the keys are there. @type {(action: Action) => { properties: import('../types.d.ts').Properties, sign: import('../types.d.ts').Child }} */
    this.keyed = (action) => ({ properties: { 'data-action': action }, sign: null });
  }

  entered() {
    /** The button whose command is on its way. @type {string | null} */
    this.sending = null;
    const news = createOwnNews(this.room);
    const timer = setInterval(() => this.update(), TICK_MS);
    this.leaving.push(() => clearInterval(timer));
    this.listen(this.room, 'record');
    this.listen(this.room, 'entry', ({ detail }) => news.tellEntry(detail));
    this.listen(this.room, 'change', () => {
      news.tellChange();
      this.update();
    });
  }

  draw() {
    const { view, me } = this.room;
    if (!view || !me || !this.room.may('request_floor')) return null;
    const now = standing(view, me.participant, me.role);
    return h('section', { class: `own own-${now}`, 'aria-label': t('own.title') },
      this.drawMain(view, me.participant, now), this.drawBeside(view, me.participant, now),
      // The console has keys of its own.
      hasKeyboard && this.closest('rostrum-member') && drawLater(this, 'rostrum-own-keys', () => Promise.all([import('./own_keys.js'), useTexts('keys')]), { room: this.room, own: this }));
  }

  /** @type {(view: View, me: number, now: Standing) => import('../types.d.ts').Drawn} */
  drawMain(view, me, now) {
    const [request] = requestsOf(view, me);
    switch (now) {
      case 'speaking':
      case 'paused':
      case 'dropped':
        return this.drawButton(t('own.release'), () => this.release(), null, h('rostrum-countdown', {
          key: 'clock', room: this.room, turn: view.turns[/** @type {any} */ (turnOf(view, me)).id],
        }), t(`own.${now}`));
      case 'called': {
        const called = requestsOf(view, me).find(({ state }) => state === 'called') || request;
        return this.drawButton(t('own.be_ready'), () => this.room.send({ type: 'ready', request: called.id }), 'request', null, t('own.called'),
          t(floorTurn(view) ? 'own.ready_waits' : 'own.ready_begins'));
      }
      case 'can_ask':
        return this.drawButton(t('own.ask'), () => this.ask(), 'request', null, t('own.can_ask'));
      case 'waiting': {
        const minutes = Math.ceil(waitOf(view, request, this.room.client.remaining) / MINUTE_MS);
        return h('div', { key: 'state' },
          h('p', { class: 'own-state' }, t('own.waiting', { place: placeOf(view, request) })),
          h('p', { class: 'hint' }, [minutes && t('own.wait', { minutes }), ...reasonsOf(request, (by) => this.room.roster.name(by))].filter(Boolean).join(' · ')));
      }
      default:
        return h('p', { class: 'own-state', key: 'state' }, t(`own.${now}`));
    }
  }

  /** @type {(text: string, act: () => Promise<unknown>, action: Action | null, clock: import('../types.d.ts').Child, state: string, hint?: string) => import('../types.d.ts').Drawn} */
  drawButton(text, act, action, clock, state, hint) {
    const keyed = action && this.keyed(action);
    return h('div', { class: 'own-main', key: 'main' },
      h('p', { class: 'own-state' }, state, clock && ' ', clock), hint && h('p', { class: 'hint' }, hint),
      // The key keeps a double tap on one button from pressing the one that follows it in the same place.
      h('button', {
        type: 'button', class: 'primary', key: text, ...keyed && keyed.properties, 'aria-disabled': this.sending && 'true',
        onclick: () => this.act(act, 'main'),
      }, this.sending === 'main' ? t('sending') : text, keyed && keyed.sign));
  }

  /** @type {(view: View, me: number, now: Standing) => import('../types.d.ts').Drawn} */
  drawBeside(view, me, now) {
    const waiting = requestsOf(view, me);
    const isOpen = view.session.phase === 'open' || view.session.phase === 'draft';
    const left = restorable(leftRequests(this.room.record.entries), view, me, false).filter(({ speaker }) => speaker === me);
    const withdraw = this.keyed('withdraw');
    const isOnly = waiting.length === 1;
    const textOf = (/** @type {typeof waiting[number]} */ { id, kind }) => {
      if (this.sending === `withdraw ${id}`) return t('sending');
      return isOnly ? t('own.withdraw_only') : t('own.withdraw', { kind: t(`kind.${kind}`) });
    };
    const passed = now === 'can_ask' && left.find(({ left: how }) => how && how.how === 'passed');
    return h('p', { class: 'controls' },
      passed && h('button', { key: 'restore', type: 'button', onclick: () => this.act(() => this.room.send({ type: 'restore_request', request: passed.id }), 'restore') },
        t('own.restore', { kind: t(`kind.${passed.kind}`) })),
      ...waiting.map((request) =>
        h('button', {
          key: request.id, type: 'button', ...isOnly && withdraw.properties, 'aria-disabled': this.sending && 'true',
          onclick: () => this.act(() => this.room.send({ type: 'withdraw_request', request: request.id }), `withdraw ${request.id}`),
        }, textOf(request), isOnly && withdraw.sign)),
      isOpen && !['called', 'ready'].includes(now) && waiting.length + left.length > 0 && h('button', {
        key: 'more', type: 'button', ...waiting.length > 1 && withdraw.properties, onclick: () => this.open('requests'),
      }, t('own.more'), waiting.length > 1 && withdraw.sign),
      isOpen && itemToAskOn(view) && now !== 'speaking' &&
        h('button', { key: 'other', type: 'button', 'data-action': 'ask_other', onclick: () => this.open('ask') }, t('own.ask_other')));
  }

  /** Opens what is loaded only when somebody wants it. @type {(what: 'ask' | 'requests', kind?: import('../kinds.js').Kind) => Promise<void>} */
  async open(what, kind) {
    try {
      if (what === 'ask') await (await loadLater(() => import('./ask.js'))).askOther(this.room, kind);
      else await (await loadLater(() => import('./requests.js'))).showOwn(this.room);
    } catch (error) {
      console.error(error);
      this.room.refused('unavailable');
    }
  }

  async ask() {
    const item = this.room.view && itemToAskOn(this.room.view);
    if (item) await this.room.send({ type: 'request_floor', item, kind: 'impromptu' });
  }

  async release() {
    const { view } = this.room;
    if (view && view.floor.turn) await this.room.send({ type: 'release_floor', expect_turn: view.floor.turn });
  }

  /** One press, one command: until it is answered no button does anything. @type {(act: () => Promise<unknown>, button: string) => Promise<void>} */
  async act(act, button) {
    if (this.sending) return;
    this.sending = button;
    this.update();
    await act();
    this.sending = null;
    this.update();
  }
}

customElements.define('rostrum-own', OwnPlace);
