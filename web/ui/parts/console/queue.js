// The queue with what a moderator does to the requests in it.
import { h } from '../../dom.js';
import { t } from '../../i18n.js';
import { itemToAskOn } from '../../standing.js';
import { askForm } from '../dialogs.js';
import { drawQueue } from '../queue.js';
import { askFor } from './ask_for.js';
import { drawInput, drawReason, drawSelect, textOf } from './fields.js';
import { ConsolePart, drawControl, drawFurther } from './part.js';
import { drawLeft } from './queue_left.js';
import { neighbours, requestOffers } from './request_offers.js';

/** How often the waiting times are drawn again. */
const TICK_MS = 15000;
const MINUTE_MS = 60000;

/** @typedef {import('../../../sdk/types/index.d.ts').View} View */
/** @typedef {import('./request_offers.js').RequestControl} RequestControl */

class QueuePart extends ConsolePart {
  entered() {
    super.entered();
    this.listen(this.room, 'record');
    // The journal says when each of them asked.
    this.room.record.open();
    const timer = setInterval(() => this.update(), TICK_MS);
    this.leaving.push(() => clearInterval(timer));
  }

  draw() {
    const { view, me } = this.room;
    if (!view || !me) return null;
    const item = itemToAskOn(view);
    return [
      item !== null && h('p', { class: 'hint queue-item' }, t('console.queue_of', { title: view.agenda.items[item].title })),
      drawQueue(this.room, item, (id) => this.drawRequest(view, id, me.participant)),
      h('p', { class: 'controls queue-controls' }, ...this.drawControls(view, item)),
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
      drawControl(this, { name: `${type} at hand`, text: t(`console.item_${type}`), act: () => this.conduct.send({ type, item }) }),
      view.session.phase !== 'recess' && drawControl(this, { name: 'ask_for', text: t('console.ask_for'), act: () => askFor(this.conduct, item) }),
    ];
  }

  /** @type {(view: View, id: number, me: number) => import('../../types.d.ts').Drawn} */
  drawRequest(view, id, me) {
    const request = view.requests[id];
    const about = t('console.request', { name: request.for.name, kind: t(`kind.${request.kind}`) });
    const { atHand, further } = requestOffers(view, id, me);
    const draw = (/** @type {import('./offers.js').Offer<RequestControl>} */ { name, weight, blocked }) =>
      drawControl(this, {
        name: `${name} ${id}`, weight, blocked, text: t(`console.request_${name}`), about, act: () => this.act(view, name, id),
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

  /**
   * @param {View} view what the moderator saw
   * @param {RequestControl} name
   * @param {number} id
   */
  async act(view, name, id) {
    const { conduct } = this;
    const expect = view.floor.turn || null;
    const { before, after } = neighbours(view, id);
    switch (name) {
      case 'call':
        return conduct.send({ type: 'call_speaker', request: id, expect_turn: expect });
      case 'grant':
        return conduct.send({ type: 'grant_floor', request: id, expect_turn: expect });
      case 'call_because':
        return this.because(id, t('console.request_call'), (reason) => ({ type: 'call_speaker', request: id, expect_turn: expect, ...reason }));
      case 'grant_because':
        return this.because(id, t('console.request_grant'), (reason) => ({ type: 'grant_floor', request: id, expect_turn: expect, ...reason }));
      case 'last_word':
        return conduct.send({ type: 'last_word', request: id });
      case 'deny':
        return this.deny(view, id);
      case 'defer':
        return conduct.send({ type: 'defer_request', request: id });
      case 'move_end':
        return this.move(view, id, undefined);
      case 'withdraw':
        return conduct.send({ type: 'withdraw_request', request: id });
      case 'move_up':
        return this.move(view, id, before[before.length - 1]);
      case 'move_down':
        return this.move(view, id, after[1]);
      default:
        return this.moveElsewhere(view, id, [...before, ...after]);
    }
  }

  /** Out of the order, with a reason that the record keeps. @type {(request: number, action: string, command: (reason: {reason?: string}) => import('../../../sdk/types/index.d.ts').Command) => Promise<void>} */
  async because(request, action, command) {
    const { view } = this.room;
    const name = view && view.requests[request] ? view.requests[request].for.name : '';
    const answer = await askForm(t('console.because_title', { name }), action, [
      h('p', { class: 'hint' }, t('console.because_explained')),
      drawInput('reason', t('console.reason_optional'), { maxlength: 500 }),
    ]);
    if (!answer) return;
    const reason = textOf(answer, 'reason');
    await this.conduct.send(command(reason ? { reason } : {}));
  }

  /** @type {(view: View, request: number) => Promise<void>} */
  async deny(view, request) {
    const answer = await askForm(t('console.deny_title', { name: view.requests[request].for.name }), t('console.deny'), [drawReason('')]);
    if (answer) await this.conduct.send({ type: 'deny_request', request, reason: textOf(answer, 'reason') });
  }

  /** @type {(view: View, request: number, before: number | undefined) => Promise<void>} */
  async move(view, request, before) {
    const title = t('console.move_title', { name: view.requests[request].for.name });
    const answer = await askForm(title, t('console.move'), [drawReason(t('console.move_reason'))]);
    if (answer) await this.sendMove(request, before, answer);
  }

  /** @type {(view: View, request: number, others: number[]) => Promise<void>} */
  async moveElsewhere(view, request, others) {
    const title = t('console.move_title', { name: view.requests[request].for.name });
    const answer = await askForm(title, t('console.move'), [
      drawSelect('before', t('console.place'), [
        ...others.map((id) => /** @type {[string, string]} */ ([String(id), t('console.before', { title: view.requests[id].for.name })])),
        ['', t('console.at_the_end')],
      ]),
      drawReason(t('console.move_reason')),
    ]);
    if (answer) await this.sendMove(request, Number(answer.get('before')) || undefined, answer);
  }

  /** @type {(request: number, before: number | undefined, answer: FormData) => Promise<unknown>} */
  sendMove(request, before, answer) {
    return this.conduct.send({ type: 'move_request', request, reason: textOf(answer, 'reason'), ...(before && { before }) });
  }
}

customElements.define('rostrum-console-queue', QueuePart);
