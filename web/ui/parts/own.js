// One's own place in the room: one large button, which is the state machine of a request and a turn.
import { h } from '../dom.js';
import { RostrumElement } from '../element.js';
import { t } from '../i18n.js';
import { floorTurn, isQueueOpen, itemToAskOn, placeOf, requestsOf, standing, turnOf } from '../standing.js';
import { askForm } from './dialogs.js';
import './countdown.js';

/** How a phone says that it is one's turn. */
const VIBRATION_MS = [300, 150, 300];
const KINDS = /** @type {const} */ (['impromptu', 'prepared', 'question', 'reply', 'point_of_order']);

/** Given `room`. */
class OwnPlace extends RostrumElement {
  entered() {
    /** @type {string} where one stood when something was told last; empty at first */
    this.told = '';
    this.isSending = false;
    this.listen(this.room, 'change', () => {
      this.tellNews();
      this.update();
    });
  }

  /** Tells what has changed for oneself, also to those who do not look at the page. */
  tellNews() {
    const { view, me } = this.room;
    if (!view || !me) return;
    const now = standing(view, me.participant);
    const [first] = requestsOf(view, me.participant);
    const place = now === 'waiting' ? placeOf(view, first) : 0;
    const heard = `${now} ${place}`;
    /** @type {string} */
    const told = this.told || '';
    this.told = heard;
    if (!told || told === heard) return;
    if (now === 'called' || (now === 'speaking' && !told.startsWith('paused'))) {
      this.room.notify('urgent', t(`own.news_${now}`));
      // A page may vibrate only after somebody has touched it; some browsers have no such thing.
      if (navigator.vibrate) navigator.vibrate(VIBRATION_MS);
    } else if (now === 'waiting') {
      this.room.notify('news', t('own.news_waiting', { place }));
    }
  }

  draw() {
    const { view, me } = this.room;
    if (!view || !me || !this.room.may('request_floor')) return null;
    const now = standing(view, me.participant);
    return h('section', { class: `own own-${now}`, 'aria-label': t('own.title') },
      this.drawMain(view, me.participant, now), this.drawBeside(view, me.participant, now));
  }

  /** @type {(view: import('../../sdk/types/index.d.ts').View, me: number, now: import('../standing.js').Standing) => import('../types.d.ts').Drawn} */
  drawMain(view, me, now) {
    const [request] = requestsOf(view, me);
    switch (now) {
      case 'speaking':
      case 'paused':
        return this.drawButton(t('own.release'), () => this.release(), h('rostrum-countdown', {
          key: 'clock', room: this.room, turn: view.turns[/** @type {any} */ (turnOf(view, me)).id],
        }), t(`own.${now}`));
      case 'called':
        return this.drawButton(t('own.be_ready'), () => this.room.send({ type: 'ready', request: request.id }), null, t('own.called'));
      case 'can_ask':
        return this.drawButton(t('own.ask'), () => this.ask('impromptu', ''), null, t('own.can_ask'));
      case 'waiting':
        return h('p', { class: 'own-state', key: 'state' }, t('own.waiting', { place: placeOf(view, request) }));
      default:
        return h('p', { class: 'own-state', key: 'state' }, t(`own.${now}`));
    }
  }

  /** @type {(text: string, act: () => Promise<unknown>, clock: import('../types.d.ts').Child, state: string) => import('../types.d.ts').Drawn} */
  drawButton(text, act, clock, state) {
    return h('div', { class: 'own-main', key: 'main' },
      h('p', { class: 'own-state' }, state, clock && ' ', clock),
      // The key keeps a double tap on one button from pressing the one that follows it in the same place.
      h('button', {
        type: 'button', class: 'primary', key: text, 'aria-disabled': this.isSending && 'true',
        onclick: () => this.act(act),
      }, this.isSending ? t('sending') : text));
  }

  /** @type {(view: import('../../sdk/types/index.d.ts').View, me: number, now: import('../standing.js').Standing) => import('../types.d.ts').Drawn} */
  drawBeside(view, me, now) {
    const waiting = requestsOf(view, me);
    const isOpen = view.session.phase === 'open' || view.session.phase === 'draft';
    return h('p', { class: 'controls' },
      ...waiting.map((request) =>
        h('button', { key: request.id, type: 'button', onclick: () => this.act(() => this.room.send({ type: 'withdraw_request', request: request.id })) },
          t('own.withdraw', { kind: t(`kind.${request.kind}`) }))),
      isOpen && itemToAskOn(view) && now !== 'speaking' &&
        h('button', { key: 'other', type: 'button', onclick: () => this.askOther(view) }, t('own.ask_other')));
  }

  /** @param {import('../../sdk/types/index.d.ts').View} view */
  async askOther(view) {
    const isOpen = isQueueOpen(view, itemToAskOn(view));
    // A reply needs a turn that it answers.
    const fits = (/** @type {typeof KINDS[number]} */ kind) => kind === 'point_of_order' || (isOpen && (kind !== 'reply' || floorTurn(view)));
    const kinds = KINDS.filter(fits);
    const answer = await askForm(t('own.ask_title'), t('own.ask'), [
      h('fieldset', null, h('legend', null, t('own.ask_kind')), ...kinds.map((kind, index) =>
        h('label', { class: 'choice' }, h('input', { type: 'radio', name: 'kind', value: kind, checked: index === 0 }), ' ', t(`kind.${kind}`),
          h('span', { class: 'hint' }, ` ${t(`kind_explained.${kind}`)}`)))),
      h('label', { for: 'subject' }, t('own.ask_subject')),
      h('input', { id: 'subject', name: 'subject', maxlength: 200, autocomplete: 'off' }),
    ]);
    if (answer) await this.ask(/** @type {any} */ (answer.get('kind')), String(answer.get('subject')).trim());
  }

  /** @type {(kind: typeof KINDS[number], subject: string) => Promise<unknown>} */
  async ask(kind, subject) {
    const { view } = this.room;
    const item = view && itemToAskOn(view);
    const turn = view && floorTurn(view);
    if (!item) return;
    await this.room.send({
      type: 'request_floor', item, kind, ...(subject && { subject }), ...(kind === 'reply' && turn && { replies_to: turn.id }),
    });
  }

  async release() {
    const { view } = this.room;
    if (view && view.floor.turn) await this.room.send({ type: 'release_floor', expect_turn: view.floor.turn });
  }

  /** One press, one command: until it is answered the button does nothing. @param {() => Promise<unknown>} act */
  async act(act) {
    if (this.isSending) return;
    this.isSending = true;
    this.update();
    await act();
    this.isSending = false;
    this.update();
  }
}

customElements.define('rostrum-own', OwnPlace);
