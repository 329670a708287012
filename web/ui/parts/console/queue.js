// The queue with what a moderator does to the requests in it.
import { h } from '../../dom.js';
import { t } from '../../i18n.js';
import { itemToAskOn } from '../../standing.js';
import { drawQueue } from '../queue.js';
import { askFor } from './ask_for.js';
import { drawControl, drawFurther, pressControl } from './part.js';
import { followDrag } from './queue_drag.js';
import { drawLeft } from './queue_left.js';
import { addToRows, slotOver } from './queue_rows.js';
import { RowsPart } from './rows_part.js';
import { actOn, moveBefore } from './request_acts.js';
import { placesOf, requestOffers } from './request_offers.js';

/** How often the waiting times are drawn again. */
const TICK_MS = 15000;
const MINUTE_MS = 60000;
const ARROWS = { move_up: '↑', move_down: '↓' };

/** @typedef {import('../../../sdk/types/index.d.ts').View} View */
/** @typedef {import('./request_offers.js').RequestControl} RequestControl */

class QueuePart extends RowsPart {
  entered() {
    super.entered();
    this.listen(this.room, 'record');
    // The journal says when each of them asked.
    this.room.record.open();
    const timer = setInterval(() => this.update(), TICK_MS);
    this.leaving.push(() => clearInterval(timer));
    /** @type {{id: number, slot: number} | null} the request that is dragged, and over which place */
    this.held = null;
    this.moved = '';
    this.listen(this.room, 'entry', ({ detail }) => this.tellMoved(detail));
  }

  draw() {
    const { view, me } = this.room;
    if (!view || !me) return null;
    const item = itemToAskOn(view);
    // Drawn with the row, used again beside it: neighbours are looked for in the whole queue.
    /** @type {Map<number, ReturnType<typeof requestOffers>>} */
    const offers = new Map();
    const queue = drawQueue(this.room, item, (id) => {
      const offered = requestOffers(view, id, me.participant);
      offers.set(id, offered);
      return this.drawRequest(view, id, offered);
    });
    const movesOf = (/** @type {number} */ id) => /** @type {ReturnType<typeof requestOffers>} */ (offers.get(id)).moves;
    addToRows(queue, view, {
      held: this.held || null,
      canMove: (id) => movesOf(id).length > 0,
      drawMoves: (id) => this.drawMoves(view, id, movesOf(id)),
      hold: (id, event) => this.hold(id, event),
      place: (id) => this.conduct.press(`move_before ${id}`, () => actOn(this.conduct, view, 'move_before', id)),
    });
    // At hand, however many wait.
    queue.children.splice(1, 0, h('p', { key: 'controls', class: 'controls' }, ...this.drawControls(view, item)));
    return [
      item !== null && h('p', { class: 'hint queue-item' }, t('console.queue_of', { title: view.agenda.items[item].title })),
      h('p', { class: 'unseen', role: 'status' }, this.moved),
      queue,
      drawLeft(this, view, me.participant),
    ];
  }

  /** @type {(view: View, item: number | null) => import('../../types.d.ts').Child[]} */
  drawControls(view, item) {
    if (!item || !['draft', 'open', 'recess'].includes(view.session.phase)) return [];
    const queue = view.queues[item];
    const isOpen = Boolean(queue && queue.open);
    const type = isOpen ? 'close_queue' : 'open_queue';
    return [
      drawControl(this, { name: `${type} at hand`, action: 'queue', text: t(`console.item_${type}`), act: () => this.conduct.send({ type, item }) }),
      view.session.phase !== 'recess' && drawControl(this, { name: 'ask_for', action: 'ask_for', text: t('console.ask_for'), act: () => askFor(this.conduct, item) }),
    ];
  }

  /** Says the new place of who was moved here. @param {import('../../../sdk/types/index.d.ts').MessageOf<'event'>} event */
  tellMoved({ by, entry }) {
    const { view, me } = this.room;
    if (entry.type !== 'request_moved' || !view || !me || by !== me.participant || !view.requests[entry.request]) return;
    const { item, for: person } = view.requests[entry.request];
    const { order } = view.queues[item];
    this.moved = t('console.row', { name: person.name, place: order.indexOf(entry.request) + 1, all: order.length });
    this.update();
  }

  /** Does what a button of the row does, if there is one. @type {(id: number, name: RequestControl) => void} */
  pressRow(id, name) {
    const { view, me } = this.room;
    if (!view || !me || !view.requests[id]) return;
    const { atHand, moves, further } = requestOffers(view, id, me.participant);
    const offered = [...atHand, ...moves, ...further].find((each) => each.name === name);
    if (offered) pressControl(this, { name: `${name} ${id}`, blocked: offered.blocked, act: () => actOn(this.conduct, view, name, id) });
  }

  /** @type {(id: number, event: PointerEvent) => void} */
  hold(id, event) {
    const handle = /** @type {HTMLElement} */ (event.currentTarget);
    const slot = (/** @type {number} */ y) => {
      const { view } = this.room;
      return view && view.requests[id] ? { id, slot: slotOver(this, view, id, y) } : null;
    };
    followDrag(event, {
      over: (y) => {
        this.held = y === null ? null : slot(y);
        this.update();
      },
      drop: (y) => {
        const held = slot(y);
        // Where the dialog shall give the focus back to.
        handle.focus({ preventScroll: true });
        if (held) this.drop(held);
      },
    });
  }

  /** @param {{id: number, slot: number}} held */
  drop({ id, slot }) {
    const { view } = this.room;
    if (!view) return;
    const { others, own } = placesOf(view, id);
    if (slot !== own) this.conduct.press(`drop ${id}`, () => moveBefore(this.conduct, view, id, others[slot]));
  }

  /** @type {(view: View, id: number, moves: ReturnType<typeof requestOffers>['moves']) => import('../../types.d.ts').Drawn} */
  drawMoves(view, id, moves) {
    const about = t('console.request', { name: view.requests[id].for.name, kind: t(`kind.${view.requests[id].kind}`) });
    return h('span', { key: 'moves', class: 'moves' }, ...moves.map(({ name }) => drawControl(this, {
      name: `${name} ${id}`, text: t(`console.request_${name}`), icon: ARROWS[/** @type {'move_up'} */ (name)], weight: 'quiet', about,
      act: () => actOn(this.conduct, view, name, id),
    })));
  }

  /** @type {(view: View, id: number, offers: ReturnType<typeof requestOffers>) => import('../../types.d.ts').Drawn} */
  drawRequest(view, id, { atHand, further }) {
    const request = view.requests[id];
    const about = t('console.request', { name: request.for.name, kind: t(`kind.${request.kind}`) });
    const draw = (/** @type {import('./offers.js').Offer<RequestControl>} */ { name, weight, blocked }) =>
      drawControl(this, {
        name: `${name} ${id}`, weight, blocked, text: t(`console.request_${name}`), about, act: () => actOn(this.conduct, view, name, id),
      });
    return h('div', { class: 'controls' }, this.drawWaited(id), ...atHand.map(draw), drawFurther(about, further.map(draw)));
  }

  /** @param {number} request */
  drawWaited(request) {
    const { record, client } = this.room;
    const { entries } = record;
    // Entries are numbered without gaps; one that is not loaded is older than what this page has read.
    const asked = entries.length > 0 ? entries[request - entries[0].seq] : undefined;
    if (!asked) return null;
    const minutes = Math.floor(Math.max(0, client.now() - Date.parse(asked.at)) / MINUTE_MS);
    return h('span', { class: 'hint waited', key: 'waited' }, minutes > 0 ? t('console.waited', { minutes }) : t('console.waited_little'));
  }
}

customElements.define('rostrum-console-queue', QueuePart);
