// The agenda as everybody reads it, with the materials of items, session and venues.
import { h } from '../dom.js';
import { t } from '../i18n.js';
import { drawLinks, drawMaterials } from './links.js';

/**
 * @param {import('../room.js').Room} room
 * @param {(item: number) => import('../types.d.ts').Child} [drawControls] what stands behind an item
 * @returns {import('../types.d.ts').Drawn}
 */
export function drawAgenda(room, drawControls) {
  const view = /** @type {import('../../sdk/types/index.d.ts').View} */ (room.view);
  const { agenda } = view;
  return h('section', { class: 'agenda', 'aria-labelledby': 'agenda-title' },
    h('h2', { id: 'agenda-title' }, t('agenda.title')),
    agenda.order.length === 0 && h('p', { class: 'hint' }, t('agenda.empty')),
    h('ol', null, ...agenda.order.map((id) => {
      const item = agenda.items[id];
      return h('li', { key: id, class: `item item-${item.state}`, 'aria-current': item.state === 'active' && 'step' },
        h('p', { class: 'item-title' }, item.title),
        h('p', { class: 'hint' }, t(`item_kind.${item.kind}`), ' · ', t(`item_state.${item.state}`),
          item.limit_ms && ` · ${t('agenda.limit', { minutes: Math.round(item.limit_ms / 6000) / 10 })}`),
        item.conclusion && h('p', { class: 'conclusion' }, t('agenda.conclusion', { text: item.conclusion })),
        ...drawLinks(item.links),
        drawControls && drawControls(id));
    })),
    drawMaterials(view));
}
