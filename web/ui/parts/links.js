// Links that conveners and moderators gave: of an item, of the session, of its venues.
import { h } from '../dom.js';
import { t } from '../i18n.js';

/** @typedef {import('../types.d.ts').Drawn} Drawn */
/** @typedef {import('../../sdk/types/protocol.d.ts').Link} Link */

/** What the label of the link to the video meeting begins with (SPEC W200): what one presses to play, or what is typed for it. */
export const MEETING = /^\s*(?:\u25b6\ufe0f?|>|\uff1e)\s*/;

/** @type {(label: string) => string} as people read it */
export const nameOf = (label) => label.replace(MEETING, '');

/**
 * A link that somebody wrote: only to where a browser goes without harm, and never with our address.
 * @type {(label: string, url: string) => Drawn}
 */
export const drawLink = (label, url) =>
  /^https?:/i.test(url) ? h('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, nameOf(label) || url) : h('span', null, `${nameOf(label)} ${url}`);

/** @type {(links: Link[] | null | undefined) => Drawn[]} a paragraph each */
export const drawLinks = (links) => (links || []).map(({ label, url }, index) => h('p', { key: `link ${index}` }, drawLink(label, url)));

/**
 * The materials of the whole session, and what each venue has of its own, such as the way there.
 * @param {import('../../sdk/types/index.d.ts').View} view
 * @returns {Drawn | null} null where there are none
 */
export function drawMaterials({ session, venues }) {
  const own = drawLinks(session.links);
  const ofVenues = Object.keys(venues).map((id) => ({ id, name: venues[id].name, links: drawLinks(venues[id].links) }))
    .filter(({ links }) => links.length > 0);
  if (own.length === 0 && ofVenues.length === 0) return null;
  return h('div', { class: 'materials', key: 'materials' },
    h('h3', null, t('agenda.materials')),
    ...own,
    ...ofVenues.map(({ id, name, links }) => h('div', { key: `venue ${id}` }, h('p', { class: 'hint' }, name), ...links)));
}
