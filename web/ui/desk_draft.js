// The form of a new session: what is in it, what is wrong with it, and the body that it becomes.
import { agendaMark } from './desk_forms.js';

/** @typedef {import('../sdk/types/protocol.d.ts').NewSession} NewSession */
/** @typedef {{id: number, label: string, url: string}} DraftLink */
/** @typedef {{id: number, title: string, kind: string, minutes: string}} DraftItem */
/** @typedef {{id: number, name: string, kind: string}} DraftVenue */

/**
 * All as it is typed; `startsAt` is local time without a zone. Rows have ids that are never used again. `form` is the
 * form of consultation; `filled` tells whether the items are still those that were filled in. `leftOut` are lines of `people`.
 * @typedef {{form: string, title: string, body: string, startsAt: string, links: DraftLink[], items: DraftItem[],
 *   venues: DraftVenue[], people: string, leftOut: number[], made: number, filled: string}} Draft
 */

/**
 * What is wrong with a field, by the field's name.
 * @typedef {{field: string, code: string, text: string | number}} Fault
 */

export const ITEM_KINDS = ['study', 'report', 'keynote', 'discussion', 'response', 'summary'];
export const VENUE_KINDS = ['main', 'branch', 'online'];
/** Minutes for each speech that are usual, by the kind of item. */
const USUAL_MINUTES = ['10', '10', '8', '5', '8', '10'];

/** The form of a session that names none. */
export const PLAIN_FORM = 'meeting';
const TITLE_CHARS_MAX = 200;
const BODY_CHARS_MAX = 1000;
const URL_BYTES_MAX = 2000;
export const LINKS_MAX = 10;
export const ITEMS_MAX = 200;
export const VENUES_MAX = 100;
const MINUTE_MS = 60000;
const LIMIT_MS_MIN = 1000;
const LIMIT_MS_MAX = 86400000;

/**
 * A draft to begin with: an item of each kind in the usual order, and one venue.
 * @param {(kind: string) => string} itemTitle
 * @param {string} venueName
 * @returns {Draft}
 */
export function newDraft(itemTitle, venueName) {
  const items = ITEM_KINDS.map((kind, index) => ({ id: index + 1, title: itemTitle(kind), kind, minutes: USUAL_MINUTES[index] }));
  const made = items.length + 1;
  const venues = [{ id: made, name: venueName, kind: 'main' }];
  return { form: PLAIN_FORM, title: '', body: '', startsAt: '', links: [], items, venues, people: '', leftOut: [], made, filled: agendaMark(items) };
}

/** What the rows of a draft say. */
const ROWS = { links: ['label', 'url'], items: ['title', 'kind', 'minutes'], venues: ['name', 'kind'] };

/**
 * A draft that was kept, or null if it is none.
 * @param {any} kept
 * @returns {Draft | null}
 */
export function draftOf(kept) {
  const isDraft =
    kept && typeof kept === 'object' && ['title', 'body', 'startsAt', 'people'].every((name) => typeof kept[name] === 'string') &&
    Object.entries(ROWS).every(([name, texts]) => Array.isArray(kept[name]) && kept[name].every((/** @type {any} */ row) =>
      row && Number.isInteger(row.id) && texts.every((text) => typeof row[text] === 'string'))) && Number.isInteger(kept.made);
  // One of an earlier page knows less; its items are somebody's work.
  return isDraft ? { ...kept, form: String(kept.form || PLAIN_FORM), filled: String(kept.filled || ''), leftOut: Array.isArray(kept.leftOut) ? kept.leftOut : [] } : null;
}

/**
 * The rows with one of them one place further up or down; as they were at the ends.
 * @template {{id: number}} Row
 * @param {Row[]} rows
 * @param {number} id
 * @param {-1 | 1} step
 * @returns {Row[]}
 */
export function moved(rows, id, step) {
  const from = rows.findIndex((row) => row.id === id);
  const to = from + step;
  if (from < 0 || to < 0 || to >= rows.length) return rows;
  const others = rows.filter((row) => row.id !== id);
  return [...others.slice(0, to), rows[from], ...others.slice(to)];
}

/**
 * Everything that the server would refuse, apart from the people, in the order of the form.
 * @param {Draft} draft
 * @returns {Fault[]}
 */
export function faults({ title, body, startsAt, links, items, venues }) {
  /** @type {Fault[]} */
  const found = [];
  const fault = (/** @type {string} */ field, /** @type {string} */ code, /** @type {string | number} */ text = '') => found.push({ field, code, text });
  const needText = (/** @type {string} */ field, /** @type {string} */ text) => {
    if (text.trim() === '') fault(field, 'empty');
    else if ([...text.trim()].length > TITLE_CHARS_MAX) fault(field, 'too_long', TITLE_CHARS_MAX);
  };
  needText('title', title);
  if ([...body.trim()].length > BODY_CHARS_MAX) fault('body', 'too_long', BODY_CHARS_MAX);
  if (startsAt !== '' && timeOf(startsAt) === null) fault('startsAt', 'no_time');
  for (const { id, label, url } of links) {
    needText(`link-label-${id}`, label);
    if (!isWebAddress(url.trim())) fault(`link-url-${id}`, 'no_address');
  }
  for (const item of items) {
    needText(`item-title-${item.id}`, item.title);
    if (item.minutes.trim() !== '' && limitOf(item.minutes) === null) fault(`item-minutes-${item.id}`, 'no_minutes');
  }
  venues.forEach(({ id, name }, index) => {
    needText(`venue-name-${id}`, name);
    const isSecond = venues.slice(0, index).some((other) => other.name.trim() === name.trim());
    if (name.trim() !== '' && isSecond) fault(`venue-name-${id}`, 'same_venue');
  });
  return found;
}

/** @type {(url: string) => boolean} as the server judges it */
const isWebAddress = (url) =>
  /^https?:\/\/[^\s\u0000-\u001f\u007f-\u009f]+$/.test(url) && encodeURI(url).length <= URL_BYTES_MAX;

/** @type {(local: string) => string | null} the moment in UTC of a local time */
function timeOf(local) {
  const time = new Date(local);
  return Number.isNaN(time.getTime()) ? null : time.toISOString();
}

/** @type {(minutes: string) => number | null} milliseconds, null where there is no such limit */
function limitOf(minutes) {
  const text = minutes.normalize('NFKC').trim();
  const ms = /^\d+([.]\d+)?$/.test(text) ? Math.round(Number(text) * MINUTE_MS) : NaN;
  return ms >= LIMIT_MS_MIN && ms <= LIMIT_MS_MAX ? ms : null;
}

/**
 * The body of a draft without faults.
 * @param {Draft} draft
 * @param {import('../sdk/types/protocol.d.ts').Invitee[]} participants
 * @returns {NewSession}
 */
export function bodyOf({ form, title, body, startsAt, links, items, venues }, participants) {
  /** @type {NewSession} */
  const made = {
    title: title.trim(),
    agenda: items.map((item) => {
      const limit_ms = limitOf(item.minutes);
      const kind = /** @type {import('../sdk/types/protocol.d.ts').ItemKind} */ (item.kind);
      return limit_ms === null ? { title: item.title.trim(), kind } : { title: item.title.trim(), kind, limit_ms };
    }),
    venues: venues.map(({ name, kind }) => ({
      name: name.trim(), kind: /** @type {import('../sdk/types/protocol.d.ts').VenueKind} */ (kind),
    })),
    participants,
  };
  if (form !== PLAIN_FORM) made.form = form;
  const starts_at = startsAt === '' ? null : timeOf(startsAt);
  if (starts_at !== null) made.starts_at = starts_at;
  if (body.trim() !== '') made.body = body.trim();
  if (links.length > 0) made.links = links.map(({ label, url }) => ({ label: label.trim(), url: url.trim() }));
  return made;
}
