// The agenda with what a moderator does to it.
import { h } from '../../dom.js';
import { t } from '../../i18n.js';
import { onSingleKey } from '../../single_keys.js';
import { drawAgenda } from '../agenda.js';
import { askForm } from '../dialogs.js';
import { drawArea, drawChoices, textOf } from './fields.js';
import { addItem, editItem } from './item_form.js';
import { itemOffers, itemToStart, nextItem, waitingFor } from './offers.js';
import { ConsolePart, drawControl, drawFurther, pressControl } from './part.js';

const CONCLUSION_CHARACTERS_MAX = 1000;

/** @typedef {import('../../../sdk/types/index.d.ts').View} View */

class AgendaPart extends ConsolePart {
  entered() {
    super.entered();
    onSingleKey(this, 'next_item', () => this.startNext());
  }

  draw() {
    const { view } = this.room;
    if (!view) return null;
    const canAdd = ['draft', 'open', 'recess'].includes(view.session.phase);
    return [
      drawAgenda(this.room, (item) => this.drawItem(view, item)),
      canAdd && h('p', { class: 'controls' }, drawControl(this, {
        name: 'add_item', text: t('console.add_item'), act: () => addItem(this.conduct, view),
      })),
    ];
  }

  /** @type {(view: View, item: number) => import('../../types.d.ts').Drawn} */
  drawItem(view, item) {
    const { title } = view.agenda.items[item];
    const { atHand, further } = itemOffers(view, item);
    const draw = (/** @type {import('./offers.js').Offer<import('./offers.js').ItemControl>} */ { name, weight, blocked }) =>
      drawControl(this, {
        name: `${name} ${item}`, weight, blocked, text: t(`console.item_${name}`), about: title, act: () => this.act(view, name, item),
      });
    return h('div', { class: 'controls' }, ...atHand.map(draw), drawFurther(title, further.map(draw)));
  }

  /**
   * @param {View} view what the moderator saw
   * @param {import('./offers.js').ItemControl} name
   * @param {number} item
   */
  act(view, name, item) {
    const { conduct } = this;
    const { order } = view.agenda;
    const place = order.indexOf(item);
    switch (name) {
      case 'start':
        return this.start(view, item);
      case 'finish':
        return this.finish(view, item);
      case 'conclude':
        return this.conclude(view, item);
      case 'edit':
        return editItem(conduct, view, item);
      case 'move_up':
        return conduct.send({ type: 'move_item', item, before: order[place - 1] });
      case 'move_down':
        return conduct.send({ type: 'move_item', item, before: order[place + 2] });
      case 'defer':
        return conduct.send({ type: 'defer_item', item });
      default:
        return conduct.send({ type: name, item });
    }
  }

  /** By its key the next item is asked about in any case: a key is struck by mistake more easily. */
  startNext() {
    const { view } = this.room;
    const item = view && itemToStart(view);
    const start = view && item && itemOffers(view, item).atHand.find(({ name }) => name === 'start');
    if (start) pressControl(this, { name: `start ${item}`, blocked: start.blocked, act: () => this.start(view, item, true) });
    return Boolean(start);
  }

  /** @type {(view: View, item: number, isAsked?: boolean) => Promise<void>} */
  async start(view, item, isAsked = false) {
    const active = view.agenda.active || null;
    const waiting = active ? waitingFor(view, active) : 0;
    // What begins ends what goes on, for good.
    if (!active && !isAsked) return void (await this.conduct.send({ type: 'start_item', item, expect_item: active }));
    const title = t('console.start_title', { title: view.agenda.items[item].title });
    const answer = await askForm(title, t('console.item_start'), [
      active && h('p', null, t('console.start_ends', { title: view.agenda.items[active].title })),
      waiting > 0 && drawWaiting(waiting, t('console.carry_over_to_started')),
    ]);
    if (!answer) return;
    await this.conduct.send({
      type: 'start_item', item, expect_item: active, ...(waiting > 0 && { waiting: /** @type {any} */ (answer.get('waiting')) }),
    });
  }

  /** @type {(view: View, item: number) => Promise<void>} */
  async finish(view, item) {
    const waiting = waitingFor(view, item);
    const { items } = view.agenda;
    const next = nextItem(view);
    const carry = next ? t('console.carry_over_to', { title: items[next].title }) : '';
    const title = t('console.finish_title', { title: items[item].title });
    const answer = await askForm(title, t('console.item_finish'), [
      waiting > 0 && drawWaiting(waiting, carry),
      drawArea('conclusion', t('console.conclusion_optional'), { maxlength: CONCLUSION_CHARACTERS_MAX }),
    ]);
    if (!answer) return;
    const conclusion = textOf(answer, 'conclusion');
    await this.conduct.send({
      type: 'finish_item', expect_item: item, ...(conclusion && { conclusion }),
      ...(waiting > 0 && { waiting: /** @type {any} */ (answer.get('waiting')) }),
    });
  }

  /** @type {(view: View, item: number) => Promise<void>} */
  async conclude(view, item) {
    const { title, conclusion } = view.agenda.items[item];
    const answer = await askForm(t('console.conclude_title', { title }), t('confirm'), [
      drawArea('conclusion', t('console.conclusion'), { required: true, maxlength: CONCLUSION_CHARACTERS_MAX, value: conclusion || '' }),
    ]);
    if (answer) await this.conduct.send({ type: 'conclude_item', item, text: textOf(answer, 'conclusion') });
  }
}

/**
 * What becomes of those who still wait. Nothing is chosen beforehand: both ways lose something.
 * @type {(waiting: number, carry: string) => import('../../types.d.ts').Drawn}
 */
const drawWaiting = (waiting, carry) =>
  drawChoices('waiting', t('console.waiting_left', { count: waiting }), carry
    ? [['expire', t('console.expire')], ['carry_over', carry]]
    : [['expire', t('console.expire')]]);

customElements.define('rostrum-console-agenda', AgendaPart);
