// Who left the queue without a turn, to be let in again.
import { h } from '../../dom.js';
import { leftRequests, restorable } from '../../history.js';
import { t } from '../../i18n.js';
import { reasonInWords } from '../../why.js';
import { drawControl } from './part.js';

/** Whoever left long ago asks again. */
const LEFT_MAX = 20;

/** @type {(part: import('./part.js').ConsolePart, view: import('../../../sdk/types/index.d.ts').View, me: number) => import('../../types.d.ts').Child} */
export function drawLeft(part, view, me) {
  const { record, roster } = part.room;
  const left = restorable(leftRequests(record.entries), view, me, true).filter(({ id }) => !view.requests[id]).slice(0, LEFT_MAX);
  if (left.length === 0) return null;
  return h('details', { class: 'further left', key: 'left' },
    h('summary', null, t('console.left', { count: left.length })),
    h('ul', { class: 'plain-list' }, ...left.map(({ id, kind, speaker, left: how }) => {
      const about = t('console.request', { name: roster.name(speaker), kind: t(`kind.${kind}`) });
      return h('li', { key: id, class: 'person-line' },
        h('p', null, about, ' ', h('span', { class: 'hint' }, how && t(`left.${how.how}`), how && how.reason && t('news.reason', { reason: reasonInWords(how.reason) }))),
        drawControl(part, { name: `restore ${id}`, text: t('requests.restore'), about, act: () => part.conduct.send({ type: 'restore_request', request: id }) }));
    })));
}
