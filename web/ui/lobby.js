// What somebody needs before a session begins: pure functions.
import { MEETING, nameOf } from './parts/links.js';

/** @typedef {import('../sdk/types/index.d.ts').View} View */
/** @typedef {import('../sdk/types/protocol.d.ts').Link} Link */

const MINUTE_MS = 60000;
/** Octets in a line of a calendar, without its end. */
const LINE_MAX = 75;

/**
 * The links of the session and of one's own venue: where the pictures and voices are, and everything else.
 * @param {View} view
 * @param {number | null | undefined} venue one's own
 * @returns {{meetings: Link[], materials: Link[]}} `meetings` without the mark, the own venue's first
 */
export function linksFor({ session, venues }, venue) {
  const own = (venue && venues[venue] && venues[venue].links) || [];
  const all = [...own, ...(session.links || [])];
  return {
    meetings: all.filter(({ label }) => MEETING.test(label)).map(({ label, url }) => ({ label: nameOf(label), url })),
    materials: all.filter(({ label }) => !MEETING.test(label)),
  };
}

/**
 * A moment where clocks are so far ahead of UTC; without an offset, where the device is.
 * @param {string} at RFC 3339
 * @param {number | null} offsetMinutes
 * @param {string} language
 */
export function momentText(at, offsetMinutes, language) {
  const moment = Date.parse(at);
  /** @type {Intl.DateTimeFormatOptions} */
  const form = { year: 'numeric', month: 'long', day: 'numeric', weekday: 'long', hour: '2-digit', minute: '2-digit', hour12: false };
  if (offsetMinutes === null) return new Intl.DateTimeFormat(language, form).format(moment);
  return new Intl.DateTimeFormat(language, { ...form, timeZone: 'UTC' }).format(moment + offsetMinutes * MINUTE_MS);
}

/** `UTC+8`, `UTC+5:30`. @param {number} minutes */
export function zoneText(minutes) {
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `UTC${minutes < 0 ? '-' : '+'}${hours}${rest ? `:${String(rest).padStart(2, '0')}` : ''}`;
}

/**
 * How long it is until then, the part to be said first; null when it has come.
 * @param {number} ms
 * @returns {{unit: 'days' | 'hours' | 'minutes', values: {days: number, hours: number, minutes: number}} | null}
 */
export function untilThen(ms) {
  if (ms <= 0) return null;
  // The minute that has begun is still to come.
  const all = Math.ceil(ms / MINUTE_MS);
  const values = { days: Math.floor(all / 1440), hours: Math.floor(all / 60) % 24, minutes: all % 60 };
  return { unit: values.days ? 'days' : values.hours ? 'hours' : 'minutes', values };
}

/**
 * The session as a calendar with one entry (RFC 5545). It has no end, for nobody knows it.
 * @param {{id: string, host: string, revision: number, now: number, startsAt: string, title: string, text: string, place: string, url: string}} event
 */
export function calendarOf({ id, host, revision, now, startsAt, title, text, place, url }) {
  return [
    'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Rostrum//Rostrum//EN', 'BEGIN:VEVENT',
    `UID:${id}@${host}`, `DTSTAMP:${moment(now)}`, `SEQUENCE:${revision}`, `DTSTART:${moment(Date.parse(startsAt))}`,
    `SUMMARY:${escaped(title)}`, `DESCRIPTION:${escaped(text)}`,
    ...(place ? [`LOCATION:${escaped(place)}`] : []), ...(url ? [`URL:${url}`] : []),
    'END:VEVENT', 'END:VCALENDAR', '',
  ].map(folded).join('\r\n');
}

/** @param {number} ms */
const moment = (ms) => new Date(ms).toISOString().replace(/[-:]|\.\d+/g, '');

/** @param {string} text */
const escaped = (text) => text.replace(/[\\;,]/g, '\\$&').replace(/\r\n|[\r\n]/g, '\\n').replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '');

/** Folded between characters, never inside one. @param {string} line */
function folded(line) {
  const encoder = new TextEncoder();
  let [text, length] = ['', 0];
  for (const sign of line) {
    const { length: size } = encoder.encode(sign);
    if (length + size > LINE_MAX) [text, length] = [`${text}\r\n `, 1];
    text += sign;
    length += size;
  }
  return text;
}
