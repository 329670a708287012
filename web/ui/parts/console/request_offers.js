// What a moderator can do with a request that waits: pure functions.
import { firstWaiting, grantBlocked, offer, shown } from './offers.js';

/** @typedef {import('./offers.js').View} View */
/**
 * @template {string} Name
 * @typedef {import('./offers.js').Offer<Name>} Offer
 */
/**
 * @typedef {'call' | 'grant' | 'call_because' | 'grant_because' | 'move_up' | 'move_down' | 'move_before' | 'move_end' | 'last_word'
 *   | 'deny' | 'withdraw' | 'defer'} RequestControl
 */

/**
 * The controls of a waiting request: at hand, by one place, and asked for rarely.
 * @type {(view: View, id: number, me: number) => {atHand: Offer<RequestControl>[], moves: Offer<RequestControl>[], further: Offer<RequestControl>[]}}
 */
export function requestOffers(view, id, me) {
  const request = view.requests[id];
  const isCallable = view.session.phase === 'open' && view.agenda.active === request.item;
  const { before, after } = neighbours(view, id);
  const isMine = request.for.participant === me || request.asked_by === me;
  const isFirst = firstWaiting(view) === id;
  const isLast = request.why.some(({ code }) => code === 'last_word');
  return {
    atHand: shown([
      isCallable && offer('call'),
      isCallable && offer('grant', 'usual', grantBlocked(view, request)),
    ]),
    moves: shown([
      before.length > 0 && offer('move_up'),
      after.length > 0 && offer('move_down'),
    ]),
    further: shown([
      isCallable && !isFirst && offer('call_because'),
      isCallable && !isFirst && offer('grant_because', 'usual', grantBlocked(view, request)),
      before.length + after.length > 1 && offer('move_before'),
      after.length > 1 && offer('move_end'),
      !isLast && offer('last_word'),
      offer('deny'),
      isMine && offer('defer'),
      isMine && offer('withdraw'),
    ]),
  };
}

/**
 * The requests of the same rank that stand before and after one.
 * @type {(view: View, id: number) => {before: number[], after: number[]}}
 */
export function neighbours(view, id) {
  const { item, kind } = view.requests[id];
  const queue = view.queues[item];
  const rank = (queue ? queue.order : []).filter((each) => view.requests[each] && view.requests[each].kind === kind);
  const place = rank.indexOf(id);
  return { before: rank.slice(0, Math.max(0, place)), after: rank.slice(place + 1) };
}

/**
 * The places of a rank: the others in it, and how many of them stand before one.
 * @type {(view: View, id: number) => {others: number[], own: number}}
 */
export function placesOf(view, id) {
  const { before, after } = neighbours(view, id);
  return { others: [...before, ...after], own: before.length };
}
