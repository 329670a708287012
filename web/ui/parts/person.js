// A person with what tells him from others of the same name.
import { h } from '../dom.js';
import { t } from '../i18n.js';

/**
 * @param {import('../room.js').Room} room
 * @param {import('../../sdk/types/index.d.ts').Person} person
 * @returns {import('../types.d.ts').Drawn}
 */
export function drawPerson(room, { participant, name, sector, venue }) {
  const place = venue && room.view && room.view.venues[venue];
  const origin = [sector, place && place.name].filter(Boolean).join(' · ');
  return h('span', { class: 'person' }, h('b', null, name || t('nameless', { participant })), origin && h('span', { class: 'origin' }, origin));
}
