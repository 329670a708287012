// What a big screen shows, by what the view says: pure functions.

import { calledRequest, floorTurn } from './standing.js';

/** @typedef {import('../sdk/types/index.d.ts').View} View */
/** @typedef {import('../sdk/types/protocol.d.ts').Scene} Scene */
/** A scene with everything that showing it takes. @typedef {{ kind: Scene['kind'] | 'closing', post?: number, thread?: number, statement?: number, turn?: number, poll?: number, text?: string, until?: string }} Shown */

/** So many people who wait are named, and so many items of a long agenda. */
export const NEXT_MAX = 3;
export const ITEMS_MAX = 8;

/** What the screens show now: what moderators chose, else what the session is at. @type {(view: View) => Shown} */
export function sceneOf(view) {
  if (view.screen) return /** @type {Shown} */ (view.screen);
  switch (view.session.phase) {
    case 'draft':
      return { kind: 'lobby' };
    case 'recess':
      return { kind: 'break' };
    case 'open': {
      const poll = pollOf(view);
      return poll === null ? { kind: 'floor' } : { kind: 'poll', poll };
    }
    default:
      return { kind: 'closing' };
  }
}

/** The newest poll that can be answered, while nobody speaks or was called to: then it is what the session is at. @type {(view: View) => number | null} */
function pollOf(view) {
  if (floorTurn(view) || calledRequest(view)) return null;
  const open = Object.keys(view.polls).filter((id) => view.polls[id].open).map(Number);
  return open.length > 0 ? Math.max(...open) : null;
}

/** What is laid over a picture, whatever the screens show: who speaks, and else nothing at all. @type {(view: View) => Shown | null} */
export const chyronOf = (view) => (view.session.phase === 'open' && floorTurn(view) ? { kind: 'floor' } : null);

/** A scene as it would be once it is chosen: with the thread of an opinion, the turn of words. @type {(view: View, scene: Scene | null, places: { thread?: number, turn?: number }) => Shown} */
export const previewOf = (view, scene, places) => (scene ? { ...scene, ...places } : sceneOf({ ...view, screen: undefined }));

/** Whether two scenes are the same. @type {(one: Scene | null, other: Shown | null | undefined) => boolean} */
export function isShown(one, other) {
  if (!one || !other) return !one && !other;
  return Object.entries(one).every(([name, value]) => /** @type {any} */ (other)[name] === value);
}

/** The items round the active one, no more than a screen takes. @type {(view: View) => number[]} */
export function itemsShown({ agenda }) {
  const { order, active } = agenda;
  if (order.length <= ITEMS_MAX) return order;
  const place = active ? order.indexOf(active) : 0;
  const first = Math.max(0, Math.min(place - 2, order.length - ITEMS_MAX));
  return order.slice(first, first + ITEMS_MAX);
}

/** Those who wait for what is discussed, the next first; who is called is said apart. @type {(view: View, item: number | null) => import('../sdk/types/protocol.d.ts').RequestView[]} */
export function nextOf({ queues, requests }, item) {
  const order = (item && queues[item] && queues[item].order) || [];
  return order.map((id) => requests[id]).filter((request) => request && request.state === 'waiting').slice(0, NEXT_MAX);
}

/** How many have answered; nothing where one person may choose several options. @type {(poll: import('../sdk/types/protocol.d.ts').PollView, tallies: number[] | undefined) => number | null} */
export const turnout = ({ choices_max: most }, tallies) => (most === 1 && tallies ? tallies.reduce((sum, count) => sum + count, 0) : null);
