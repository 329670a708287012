// Numbers and times as people read them.
import { currentLanguage } from './i18n.js';

/**
 * `2:41`; whole minutes may be more than 60.
 * @param {number} seconds a whole number, from 0
 */
export function clockText(seconds) {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** @param {number} ms */
export const durationText = (ms) => clockText(Math.round(ms / 1000));

/** @param {string} at RFC 3339 */
export const timeText = (at) =>
  new Intl.DateTimeFormat(currentLanguage(), { hour: '2-digit', minute: '2-digit', hour12: false }).format(new Date(at));

/** @param {string} at RFC 3339 */
export const dateTimeText = (at) =>
  new Intl.DateTimeFormat(currentLanguage(), { dateStyle: 'medium', timeStyle: 'short', hour12: false }).format(new Date(at));
