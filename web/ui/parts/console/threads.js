// The threads with what a moderator does to them.
import { h } from '../../dom.js';
import { t } from '../../i18n.js';
import { askForm } from '../dialogs.js';
import '../threads.js';
import './lanes.js';
import { drawInput, drawSelect, textOf } from './fields.js';
import { ConsolePart, drawControl } from './part.js';

class ThreadsPart extends ConsolePart {
  constructor() {
    super();
    /** @type {'list' | 'lanes'} */
    this.as = 'list';
  }

  draw() {
    const { room, conduct } = this;
    const isEmpty = !room.view || Object.keys(room.view.threads).length === 0;
    return [
      !isEmpty && h('div', { key: 'view', class: 'controls', role: 'group', 'aria-label': t('lanes.view') },
        this.drawView('list', t('lanes.as_list')), this.drawView('lanes', t('lanes.as_lanes'))),
      this.as === 'lanes' && !isEmpty ? h('rostrum-console-lanes', { key: 'lanes', room, conduct }) : this.drawList(room),
    ];
  }

  /** @type {(as: 'list' | 'lanes', text: string) => import('../../types.d.ts').Drawn} */
  drawView(as, text) {
    return h('button', { key: as, type: 'button', 'aria-pressed': String(this.as === as), onclick: () => this.show(as) }, text);
  }

  /** @param {'list' | 'lanes'} as */
  show(as) {
    this.as = as;
    this.update();
  }

  /** @param {import('../../room.js').Room} room */
  drawList(room) {
    // A new function each time: whatever it draws may have changed.
    return h('rostrum-threads', { key: 'list', room, drawControls: (/** @type {number | null} */ thread) => this.drawControls(thread) });
  }

  /** @param {number | null} thread */
  drawControls(thread) {
    const { view } = this.room;
    if (!view || view.session.phase === 'sealed') return null;
    if (thread === null) {
      return h('p', { class: 'controls' }, drawControl(this, { name: 'open_thread', text: t('console.open_thread'), act: () => this.openThread() }));
    }
    const { open, title } = view.threads[thread];
    return h('p', { class: 'controls' }, open
      ? drawControl(this, { name: `close_thread ${thread}`, text: t('console.close_thread'), about: title, act: () => this.conduct.send({ type: 'close_thread', thread }) })
      : drawControl(this, { name: `reopen_thread ${thread}`, text: t('console.reopen_thread'), about: title, act: () => this.conduct.send({ type: 'reopen_thread', thread }) }));
  }

  async openThread() {
    const { view } = this.room;
    if (!view) return;
    const { order, items, active } = view.agenda;
    const answer = await askForm(t('console.open_thread'), t('console.open_thread_send'), [
      drawInput('title', t('console.thread_title'), { required: true, maxlength: 200, pattern: '.*\\S.*' }),
      drawSelect('item', t('console.thread_item'), [
        ['', t('console.thread_no_item')], ...order.map((id) => /** @type {[string, string]} */ ([String(id), items[id].title])),
      ], active ? String(active) : ''),
    ]);
    if (!answer) return;
    const item = Number(answer.get('item'));
    await this.conduct.send({ type: 'open_thread', title: textOf(answer, 'title'), ...(item && { item }) });
  }
}

customElements.define('rostrum-console-threads', ThreadsPart);
