// What a moderator can do now, by what the view says: pure functions, so that every state can be tested.
import { activeItem, calledRequest, floorTurn } from '../../standing.js';

/** @typedef {import('../../../sdk/types/index.d.ts').View} View */
/** @typedef {import('../../../sdk/types/protocol.d.ts').Code} Code */

/**
 * A control that is shown. `main` is the one thing that comes next; one with `blocked` stands there, but the server would
 * refuse it with that code, which is what pressing it tells.
 * @template {string} Name
 * @typedef {{name: Name, weight: 'main' | 'usual', blocked: Code | null}} Offer
 */

/** Kinds that are granted over a turn. */
const INTERRUPTING = ['point_of_order', 'question'];
/** So many turns stand above each other at most. */
const TURNS_MAX = 3;
const BEFORE_THE_END = ['draft', 'open', 'recess'];

/** @typedef {'open_session' | 'resume_session' | 'call_recess' | 'adjourn_session' | 'seal_session'} SessionControl */
/** @typedef {'start' | 'finish' | 'open_queue' | 'close_queue' | 'conclude' | 'edit' | 'move_up' | 'move_down' | 'defer'} ItemControl */
/** @typedef {'next' | 'grant' | 'ready' | 'recall' | 'pass' | 'end' | 'pause' | 'resume' | 'extend' | 'revoke'
 *   | 'yield' | 'restore'} FloorControl */

/**
 * @template {string} Name
 * @param {Name} name
 * @param {'main' | 'usual'} [weight]
 * @param {Code | null} [blocked]
 * @returns {Offer<Name>}
 */
export const offer = (name, weight = 'usual', blocked = null) => ({ name, weight, blocked });

/** @type {(view: View) => Code | null} */
const untilFloorIsFree = (view) => (floorTurn(view) ? 'floor_taken' : null);

/** @type {(view: View) => Offer<SessionControl>[]} */
export function sessionOffers(view) {
  switch (view.session.phase) {
    case 'draft':
      return [offer('open_session', 'main')];
    case 'open':
      return [offer('call_recess'), offer('adjourn_session', 'usual', untilFloorIsFree(view))];
    case 'recess':
      return [offer('resume_session', 'main'), offer('adjourn_session', 'usual', untilFloorIsFree(view))];
    case 'adjourned':
      return [offer('seal_session')];
    default:
      return [];
  }
}

/**
 * The controls of an item: those that are at hand, and those that are asked for rarely.
 * @type {(view: View, item: number) => {atHand: Offer<ItemControl>[], further: Offer<ItemControl>[]}}
 */
export function itemOffers(view, item) {
  const { phase } = view.session;
  const { order, active, items } = view.agenda;
  const { state } = items[item];
  const isOpen = phase === 'open';
  const canEdit = BEFORE_THE_END.includes(phase);
  const place = order.indexOf(item);
  const next = nextItem(view);
  const queue = view.queues[item];
  const start = isOpen && state !== 'active' && offer('start', !active && item === next ? 'main' : 'usual', untilFloorIsFree(view));
  const isAgain = state === 'finished' || state === 'deferred';
  return {
    atHand: shown([
      isOpen && state === 'active' && offer('finish', 'usual', untilFloorIsFree(view)),
      !isAgain && start,
    ]),
    further: shown([
      isAgain && start,
      canEdit && queue && queue.open && offer('close_queue'),
      canEdit && !(queue && queue.open) && state !== 'finished' && offer('open_queue'),
      phase !== 'draft' && phase !== 'sealed' && state !== 'pending' && offer('conclude'),
      canEdit && offer('edit'),
      canEdit && place > 0 && offer('move_up'),
      canEdit && place < order.length - 1 && offer('move_down'),
      canEdit && state === 'pending' && offer('defer'),
    ]),
  };
}

/** @type {(view: View) => number | undefined} the first item that has not begun: what waits is carried there */
export const nextItem = ({ agenda: { order, items } }) => order.find((id) => items[id].state === 'pending');

/** @type {(view: View) => number | undefined} the item to go on with: behind the one that is discussed, before it where none is */
export const itemToStart = ({ agenda: { order, items, active } }) =>
  order.slice(active ? order.indexOf(active) : 0).find((id) => items[id].state === 'pending') || order.find((id) => items[id].state === 'pending');

/**
 * What can be done with the floor.
 * @param {View} view
 * @param {number} me
 * @param {boolean} [canRestore] whether a speech that ended can come back
 * @returns {Offer<FloorControl>[]}
 */
export function floorOffers(view, me, canRestore = false) {
  if (view.session.phase === 'sealed') return [];
  const isOpen = view.session.phase === 'open';
  const turn = floorTurn(view);
  const called = calledRequest(view);
  const first = firstWaiting(view);
  const blocked = called ? grantBlocked(view, called) : null;
  const main = turn && (!called || blocked) ? 'end' : called ? 'grant' : 'next';
  /** @type {(name: FloorControl) => 'main' | 'usual'} */
  const weight = (name) => (name === main ? 'main' : 'usual');
  return shown([
    isOpen && called && offer('grant', weight('grant'), blocked),
    called && called.state === 'called' && called.asked_by === me && called.for.participant !== me && offer('ready'),
    called && offer('recall'),
    called && offer('pass'),
    turn && offer('end', weight('end')),
    turn && turn.state !== 'paused' && offer('pause'),
    turn && isOpen && turn.state === 'paused' && offer('resume'),
    isOpen && first !== null && offer('next', weight('next')),
    turn && offer('extend'),
    turn && offer('revoke'),
    turn && isOpen && offer('yield'),
    isOpen && canRestore && offer('restore'),
  ]);
}

/**
 * Which control of the floor each key presses: the key of the next speaker calls, and grants whoever is called.
 * @type {(name: FloorControl, offers: Offer<FloorControl>[]) => 'next' | 'end' | 'pause' | undefined}
 */
export function keyOfFloor(name, offers) {
  if (name === 'next') return offers.some((each) => each.name === 'grant') ? undefined : 'next';
  return /** @type {const} */ ({ grant: 'next', end: 'end', pause: 'pause', resume: 'pause' })[/** @type {'grant'} */ (name)];
}

/** @type {(view: View) => number | null} the request that "next" calls */
export function firstWaiting(view) {
  const item = activeItem(view);
  const queue = item && view.queues[item.id];
  return queue ? queue.order.find((id) => view.requests[id] && view.requests[id].state === 'waiting') || null : null;
}

/**
 * Why a request could not be granted now, or null if it could.
 * @type {(view: View, request: {kind: string, for: {participant: number}}) => Code | null}
 */
export function grantBlocked(view, request) {
  if (!floorTurn(view)) return null;
  const speakers = Object.values(view.turns).map(({ speaker }) => speaker.participant);
  const fits = INTERRUPTING.includes(request.kind) && speakers.length < TURNS_MAX && !speakers.includes(request.for.participant);
  return fits ? null : 'floor_taken';
}

/** @type {(view: View, item: number | null | undefined) => number} how many wait for an item, whoever is called among them */
export const waitingFor = (view, item) => Object.values(view.requests).filter((request) => request.item === item).length;

/**
 * What each guarded control acts upon; null where it acts upon nothing.
 * @type {(view: View) => Record<'next' | 'grant' | 'end', string | null>}
 */
export function targets(view) {
  const turn = floorTurn(view);
  const called = calledRequest(view);
  const first = firstWaiting(view);
  return {
    next: first === null ? null : `${first} ${called ? called.id : 0}`,
    grant: called && String(called.id),
    end: turn && String(turn.id),
  };
}

/** @template Value @param {(Value | false | null | undefined | '')[]} values @returns {Value[]} */
export const shown = (values) => /** @type {Value[]} */ (values.filter(Boolean));

/**
 * The turns that can be given back: not twice, with something left, for the item that is discussed.
 * @type {(view: View, turns: import('../../history.js').TurnPast[]) => import('../../history.js').TurnPast[]}
 */
export const restorableTurns = (view, turns) =>
  turns.filter(({ turn, item, ended, restored, limit_ms }) =>
    ended && !restored && !view.turns[turn] && view.agenda.active === item && ended.how !== 'yielded' && ended.spent_ms < limit_ms);

/** @type {(view: View) => {title: string}[]} the mandatory steps of preparation that nobody has completed */
export const openMandatory = ({ steps }) => Object.values(steps || {}).filter(({ mandatory, completed_at: at }) => mandatory && !at);

/** @type {(presence: {online: number, by_venue: Record<string, number>}) => number} who is online and at no venue */
export const withoutVenue = ({ online, by_venue: byVenue }) => online - Object.values(byVenue).reduce((sum, count) => sum + count, 0);
