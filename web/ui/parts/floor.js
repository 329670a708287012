// Who has the floor, and for how long: what everybody looks at.
import { h } from '../dom.js';
import { askerOf } from '../history.js';
import { t } from '../i18n.js';
import { activeItem, calledRequest, floorTurn } from '../standing.js';
import { drawPerson } from './person.js';
import './countdown.js';

/**
 * @param {import('../room.js').Room} room
 * @returns {import('../types.d.ts').Drawn}
 */
export function drawFloor(room) {
  const { view } = room;
  if (!view) return h('section', { class: 'floor' });
  const turn = floorTurn(view);
  const called = calledRequest(view);
  const item = activeItem(view);
  const away = (room.presence && room.presence.away) || [];
  // Whoever speaks in a room where somebody asked for him needs no device of his own.
  const asker = turn && askerOf(room.record.entries, turn.request);
  const isAway = turn && turn.state !== 'dropped' && away.includes(turn.speaker.participant) && (!asker || asker === turn.speaker.participant);
  const { phase } = view.session;
  const stage = t(`phase_explained.${phase}`);
  return h('section', { class: 'floor', 'aria-label': t('floor.title') },
    (item || phase === 'open') && h('p', { class: 'floor-item' }, item ? item.title : stage),
    turn
      ? h('div', { class: 'floor-turn', key: turn.id },
        h('p', { class: 'floor-speaker' }, drawPerson(room, turn.speaker),
          isAway && h('span', { class: 'badge badge-away' }, t('queue.away'))),
        h('p', { class: 'floor-kind' }, t(`kind.${turn.kind}`), ' · ', t(`turn_state.${turn.state}`), turn.reason && t('news.reason', { reason: turn.reason })),
        h('p', { class: 'floor-clock' }, h('rostrum-countdown', { room, turn: view.turns[turn.id] })))
      // Where nobody can speak, that nobody does is no news.
      : h('p', { class: 'floor-free', key: 'free' }, phase === 'open' ? t('floor.free') : stage),
    ...view.floor.interrupted.map((id) =>
      h('p', { class: 'hint', key: `under ${id}` }, t('floor.interrupted', { name: view.turns[id].speaker.name }))),
    called && h('p', { class: 'floor-called', key: 'called' }, t(`floor.${called.state}`, { name: called.for.name })));
}
