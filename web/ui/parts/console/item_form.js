// The dialog in which an item of the agenda is written or changed.
import { t } from '../../i18n.js';
import { askForm } from '../dialogs.js';
import { drawInput, drawSelect, textOf } from './fields.js';

/** @typedef {import('../../../sdk/types/index.d.ts').View} View */
/** @typedef {import('../../../sdk/types/protocol.d.ts').ItemKind} ItemKind */
/** @typedef {import('../../../sdk/types/protocol.d.ts').ItemView} ItemView */

const KINDS = /** @type {const} */ (['study', 'report', 'keynote', 'discussion', 'response', 'summary']);
const MINUTE_MS = 60000;

/** @type {(conduct: import('./conduct.js').Conduct, view: View) => Promise<void>} */
export async function addItem(conduct, { agenda }) {
  const places = agenda.order
    .filter((id) => agenda.items[id].state === 'pending')
    .map((id) => /** @type {[string, string]} */ ([String(id), t('console.before', { title: agenda.items[id].title })]));
  const answer = await askForm(t('console.add_item'), t('console.add'), [
    ...fieldsOf({ kind: 'discussion' }),
    drawSelect('before', t('console.place'), [['', t('console.at_the_end')], ...places]),
  ]);
  if (!answer) return;
  const { title, kind, limit_ms } = written(answer);
  const before = Number(answer.get('before'));
  await conduct.send({ type: 'add_item', title, kind, ...(limit_ms && { limit_ms }), ...(before && { before }) });
}

/** @type {(conduct: import('./conduct.js').Conduct, view: View, item: number) => Promise<void>} */
export async function editItem(conduct, { agenda }, item) {
  const before = agenda.items[item];
  const answer = await askForm(t('console.edit_title'), t('console.save'), fieldsOf(before));
  if (!answer) return;
  const { title, kind, limit_ms } = written(answer);
  // Only what is different: whatever somebody else has changed meanwhile stays.
  const changes = {
    ...(title !== before.title && { title }),
    ...(kind !== before.kind && { kind }),
    ...(limit_ms && limit_ms !== before.limit_ms && { limit_ms }),
  };
  if (Object.keys(changes).length > 0) await conduct.send({ type: 'edit_item', item, ...changes });
}

/**
 * The fields of an item as it is. A limit can be changed, but not taken away.
 * @type {(item: Partial<ItemView>) => import('../../types.d.ts').Drawn[]}
 */
const fieldsOf = ({ title = '', kind, limit_ms: limit }) => [
  drawInput('title', t('console.item_title'), { required: true, maxlength: 200, pattern: '.*\\S.*', value: title }),
  drawSelect('kind', t('console.item_kind'), KINDS.map((each) => [each, t(`item_kind.${each}`)]), kind),
  drawInput('minutes', t(limit ? 'console.item_limit' : 'console.item_limit_optional'), {
    type: 'number', min: 0.5, max: 1440, step: 0.5, required: Boolean(limit), value: limit ? String(limit / MINUTE_MS) : '',
  }),
];

/** @type {(answer: FormData) => {title: string, kind: ItemKind, limit_ms: number}} */
const written = (answer) => ({
  title: textOf(answer, 'title'),
  kind: /** @type {ItemKind} */ (answer.get('kind')),
  limit_ms: Math.round(Number(answer.get('minutes')) * MINUTE_MS),
});
