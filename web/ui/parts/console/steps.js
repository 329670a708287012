// The steps of preparation that the form asks for: what is to be done, by whom and when, and what was said of it.
import { h } from '../../dom.js';
import { dateTimeText } from '../../format.js';
import { t } from '../../i18n.js';
import { askForm } from '../dialogs.js';
import { drawArea, textOf } from './fields.js';
import { ConsolePart, drawControl } from './part.js';

const NOTE_CHARACTERS_MAX = 500;

class StepsPart extends ConsolePart {
  draw() {
    const { view } = this.room;
    if (!view || !view.steps) return null;
    const { steps } = view;
    const ids = Object.keys(steps).map(Number);
    const open = ids.filter((id) => !steps[id].completed_at);
    const isDraft = view.session.phase === 'draft';
    // Once everything runs, what is done is in nobody's way.
    return h('details', { class: 'steps', open: isDraft },
      h('summary', null, t('steps.title'), ' ', h('span', { class: 'hint' }, t('steps.left', { open: open.length, all: ids.length }))),
      h('ol', { class: 'plain-list' }, ...ids.map((id) => this.drawStep(id, steps[id], ['draft', 'open', 'recess'].includes(view.session.phase)))));
  }

  /** @type {(id: number, step: import('../../../sdk/types/protocol.d.ts').StepView, canComplete: boolean) => import('../../types.d.ts').Drawn} */
  drawStep(id, { title, who, mandatory, due_at: due, completed_at: at, completed_by: by, note }, canComplete) {
    const hints = [who, due && t('steps.due', { at: dateTimeText(due) })].filter(Boolean).join(' · ');
    return h('li', { key: id, class: at ? 'step step-done' : 'step' },
      h('p', null, at ? '✓ ' : '○ ', title, mandatory && h('span', { class: 'badge' }, t('steps.mandatory'))),
      h('p', { class: 'hint' }, hints),
      at && h('p', { class: 'hint' }, t('steps.done', { name: this.room.roster.name(by), at: dateTimeText(at) }), note && ` · ${note}`),
      !at && canComplete && h('p', { class: 'controls' }, drawControl(this, {
        name: `step ${id}`, text: t('steps.complete'), about: title, act: () => this.complete(id, title),
      })));
  }

  /** @type {(step: number, title: string) => Promise<void>} */
  async complete(step, title) {
    const answer = await askForm(t('steps.complete_title', { title }), t('steps.complete'), [
      drawArea('note', t('steps.note'), { maxlength: NOTE_CHARACTERS_MAX }),
    ]);
    if (!answer) return;
    const note = textOf(answer, 'note');
    await this.conduct.send({ type: 'complete_step', step, ...(note && { note }) });
  }
}

customElements.define('rostrum-console-steps', StepsPart);
