// The queue of an item, in the order that the server decided, with the reason of each place.
import { h } from '../dom.js';
import { t } from '../i18n.js';
import { createUnchanged } from '../unchanged.js';
import { reasonsOf } from '../why.js';
import { drawPerson } from './person.js';

const unchanged = createUnchanged();

/**
 * @param {import('../room.js').Room} room
 * @param {number | null} item
 * @param {(request: number) => import('../types.d.ts').Child} [drawControls] what stands behind a request
 * @returns {import('../types.d.ts').Drawn}
 */
export function drawQueue(room, item, drawControls) {
  const view = /** @type {import('../../sdk/types/index.d.ts').View} */ (room.view);
  const queue = (item && view.queues[item]) || { open: false, order: [] };
  const me = room.me && room.me.participant;
  const away = new Set((room.presence && room.presence.away) || []);
  return h('section', { class: 'queue', 'aria-labelledby': 'queue-title' },
    h('h2', { id: 'queue-title' }, t('queue.title'), ' ', h('span', { class: 'hint' }, t(queue.open ? 'queue.open' : 'queue.closed'))),
    queue.order.length === 0 && h('p', { class: 'hint' }, t(queue.open ? 'queue.empty' : 'queue.empty_closed')),
    h('ol', null, ...queue.order.map((id, index) => {
      const request = view.requests[id];
      if (!request) return null;
      const { for: { participant }, asked_by: asker } = request;
      // Whoever is in a room where somebody asked for him needs no device of his own.
      const isAway = asker === participant && away.has(participant);
      const why = reasonsOf(request, (by) => room.roster.name(by)).join(' · ')
        + (asker === participant ? '' : ` · ${t('queue.asked_by', { name: room.roster.name(asker) })}`);
      const draw = () => h('li', { key: id, class: participant === me ? 'request request-own' : 'request' },
        h('span', { class: 'place' }, index + 1),
        h('div', { class: 'request-body' },
          h('p', null, drawPerson(room, request.for), h('span', { class: `badge badge-${request.kind}` }, t(`kind.${request.kind}`)),
            isAway && h('span', { class: 'badge badge-away' }, t('queue.away'))),
          request.subject && h('p', { class: 'subject' }, request.subject),
          ...(request.points || []).map((point, place) => h('p', { key: `point ${place}`, class: 'subject' }, point)),
          h('p', { class: 'hint' }, why)),
        drawControls && drawControls(id));
      // Of a long queue one change draws what it is about, and no other row.
      return drawControls ? draw() : unchanged(request, [index, me, isAway, why, view.venues], draw);
    })));
}
