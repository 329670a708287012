// The parts of the form that are lists: agenda, venues, materials.
import { ITEMS_MAX, ITEM_KINDS, VENUES_MAX, VENUE_KINDS, moved } from '../../desk_draft.js';
import { t } from '../../i18n.js';
import { drawChoice } from '../choice.js';
import { drawField } from './help.js';
import { drawRows } from './rows.js';

/** @typedef {import('../../desk_draft.js').Draft} Draft */

/**
 * @typedef {{draft: Draft, faultOf: (field: string) => string | undefined, change: (changes: Partial<Draft>) => void}} Form
 */

/**
 * What changes one list of the draft.
 * @template {'items' | 'venues' | 'links'} List
 * @param {Form} form
 * @param {List} list
 */
function editing({ draft, change }, list) {
  /** @type {any[]} */
  const rows = draft[list];
  return {
    rows,
    add: (/** @type {object} */ row) => change({ [list]: [...rows, { id: draft.made + 1, ...row }], made: draft.made + 1 }),
    remove: (/** @type {number} */ id) => change({ [list]: rows.filter((row) => row.id !== id) }),
    move: (/** @type {number} */ id, /** @type {-1 | 1} */ step) => change({ [list]: moved(rows, id, step) }),
    edit: (/** @type {number} */ id, /** @type {object} */ changes) =>
      change({ [list]: rows.map((row) => (row.id === id ? { ...row, ...changes } : row)) }),
  };
}

/** @type {(form: Form) => import('../../types.d.ts').Drawn} */
export function drawAgendaRows(form) {
  const { rows, add, remove, move, edit } = editing(form, 'items');
  return drawRows({
    name: 'item', rows, max: ITEMS_MAX, title: t('agenda.title'), remove, move,
    add: () => add({ title: '', kind: 'discussion', minutes: '5' }),
    nameOf: (row, index) => row.title.trim() || t('desk.nth_item', { number: index + 1 }),
    drawFields: ({ id, title, kind, minutes }) => [
      drawField({
        id: `item-title-${id}`, label: t('desk.item_title'), value: title, fault: form.faultOf(`item-title-${id}`),
        oninput: (/** @type {any} */ event) => edit(id, { title: event.target.value }),
      }),
      drawChoice({
        id: `item-kind-${id}`, label: t('desk.item_kind'), value: kind, options: ITEM_KINDS.map((each) => [each, t(`item_kind.${each}`)]),
        choose: (chosen) => edit(id, { kind: chosen }),
      }),
      drawField({
        id: `item-minutes-${id}`, label: t('desk.minutes'), value: minutes, inputmode: 'decimal', fault: form.faultOf(`item-minutes-${id}`),
        oninput: (/** @type {any} */ event) => edit(id, { minutes: event.target.value }),
      }),
    ],
  });
}

/** @type {(form: Form) => import('../../types.d.ts').Drawn} */
export function drawVenueRows(form) {
  const { rows, add, remove, edit } = editing(form, 'venues');
  return drawRows({
    name: 'venue', rows, max: VENUES_MAX, title: t('desk.venues'), remove,
    add: () => add({ name: '', kind: rows.length === 0 ? 'main' : 'branch' }),
    nameOf: (row, index) => row.name.trim() || t('desk.nth_venue', { number: index + 1 }),
    drawFields: ({ id, name, kind }) => [
      drawField({
        id: `venue-name-${id}`, label: t('desk.venue_name'), value: name, fault: form.faultOf(`venue-name-${id}`),
        oninput: (/** @type {any} */ event) => edit(id, { name: event.target.value }),
      }),
      drawChoice({
        id: `venue-kind-${id}`, label: t('desk.venue_kind'), value: kind, options: VENUE_KINDS.map((each) => [each, t(`desk.venue.${each}`)]),
        choose: (chosen) => edit(id, { kind: chosen }),
      }),
    ],
  });
}

/** @type {(form: Form, max: number) => import('../../types.d.ts').Drawn} */
export function drawLinkRows(form, max) {
  const { rows, add, remove, edit } = editing(form, 'links');
  return drawRows({
    name: 'link', rows, max, title: t('desk.links'), remove,
    add: () => add({ label: '', url: '' }),
    nameOf: (row, index) => row.label.trim() || t('desk.nth_link', { number: index + 1 }),
    drawFields: ({ id, label, url }) => [
      drawField({
        id: `link-label-${id}`, label: t('desk.link_label'), value: label, fault: form.faultOf(`link-label-${id}`), hint: t('desk.link_hint'),
        oninput: (/** @type {any} */ event) => edit(id, { label: event.target.value }),
      }),
      drawField({
        id: `link-url-${id}`, label: t('desk.link_url'), value: url, type: 'url', fault: form.faultOf(`link-url-${id}`),
        placeholder: 'https://', oninput: (/** @type {any} */ event) => edit(id, { url: event.target.value }),
      }),
    ],
  });
}
