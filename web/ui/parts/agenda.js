// The agenda as everybody reads it.
import { h } from '../dom.js';
import { t } from '../i18n.js';

/**
 * @param {import('../room.js').Room} room
 * @param {(item: number) => import('../types.d.ts').Child} [drawControls] what stands behind an item
 * @returns {import('../types.d.ts').Drawn}
 */
export function drawAgenda(room, drawControls) {
  const { agenda } = /** @type {import('../../sdk/types/index.d.ts').View} */ (room.view);
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
        ...(item.links || []).map(({ label, url }, index) => h('p', { key: `link ${index}` }, drawLink(label, url))),
        drawControls && drawControls(id));
    })));
}

/**
 * A link that somebody wrote: only to where a browser goes without harm, and never with our address.
 * @type {(label: string, url: string) => import('../types.d.ts').Drawn}
 */
export const drawLink = (label, url) =>
  /^https?:/i.test(url) ? h('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, label || url) : h('span', null, `${label} ${url}`);
