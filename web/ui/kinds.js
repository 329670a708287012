// What somebody can ask for the floor for: pure functions.
import { isQueueOpen } from './standing.js';

/** @typedef {import('../sdk/types/index.d.ts').View} View */

/** The order of the kinds in a queue: no move leaves one's rank. */
export const KINDS_BY_RANK = /** @type {const} */ (['point_of_order', 'question', 'reply', 'prepared', 'impromptu']);
/** Roles that may have the floor. */
export const SPEAKING_ROLES = ['chair', 'clerk', 'member', 'respondent', 'operator'];

/** @typedef {typeof KINDS_BY_RANK[number]} Kind */

/** Whether the rules let a role speak; points of order are for all. @type {(view: View, role: string) => boolean} */
export const maySpeak = ({ rules }, role) => !rules.may_ask || rules.may_ask.includes(/** @type {any} */ (role));

/**
 * The kinds that the server takes now, the usual one first: a reply needs something that was said, and a closed queue,
 * or a role that is not asked, leaves points of order alone.
 * @param {View} view
 * @param {number} item
 * @param {boolean} canReply whether something was said that could be answered
 * @param {string} [role] of who will speak, where it is known
 * @returns {Kind[]}
 */
export function kindsNow(view, item, canReply, role) {
  const isOpen = isQueueOpen(view, item) && (role === undefined || maySpeak(view, role));
  return [...KINDS_BY_RANK].reverse()
    .filter((kind) => kind === 'point_of_order' || isOpen)
    .filter((kind) => kind !== 'reply' || canReply);
}
