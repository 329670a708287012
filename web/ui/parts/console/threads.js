// The threads with what a moderator does to them.
import { h } from '../../dom.js';
import { t } from '../../i18n.js';
import { askForm } from '../dialogs.js';
import '../threads.js';
import { drawInput, drawSelect, textOf } from './fields.js';
import { ConsolePart, drawControl } from './part.js';

class ThreadsPart extends ConsolePart {
  draw() {
    const { room } = this;
    // A new function each time: whatever it draws may have changed.
    return h('rostrum-threads', { room, drawControls: (/** @type {number | null} */ thread) => this.drawControls(thread) });
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
