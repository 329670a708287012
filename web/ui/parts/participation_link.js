// The way to the figures of participation, in a page of their own: whoever is in the room stays in it.
import { h } from '../dom.js';
import { t } from '../i18n.js';

/** @type {(room: import('../room.js').Room) => import('../types.d.ts').Drawn} */
export function drawParticipationLink({ session, participant }) {
  const seat = participant ? `?as=${participant}` : '';
  return h('a', { class: 'replay-link', href: `/sessions/${encodeURIComponent(session)}/participation${seat}`, target: '_blank', rel: 'noopener' }, t('participation_link'));
}
