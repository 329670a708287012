// Where somebody stands in the view: pure functions that screens share.

/** @typedef {import('../sdk/types/index.d.ts').View} View */
/** @typedef {import('../sdk/types/protocol.d.ts').TurnView} TurnView */
/** @typedef {import('../sdk/types/protocol.d.ts').RequestView} RequestView */

/** @type {(view: View) => (TurnView & {id: number}) | null} the innermost turn */
export function floorTurn({ floor, turns }) {
  const id = floor.turn;
  return id && turns[id] ? { ...turns[id], id } : null;
}

/** @type {(view: View) => (RequestView & {id: number}) | null} the request that was called, or is ready */
export function calledRequest({ requests }) {
  const id = Object.keys(requests).find((each) => requests[each].state !== 'waiting');
  return id ? { ...requests[id], id: Number(id) } : null;
}

/** @type {(view: View) => (import('../sdk/types/protocol.d.ts').ItemView & {id: number}) | null} */
export function activeItem({ agenda }) {
  return agenda.active ? { ...agenda.items[agenda.active], id: agenda.active } : null;
}

/**
 * The item on which one can ask now: the active one, else the first whose queue is open.
 * @type {(view: View) => number | null}
 */
export function itemToAskOn({ agenda, queues }) {
  if (agenda.active) return agenda.active;
  return agenda.order.find((item) => queues[item] && queues[item].open) || null;
}

/** @type {(view: View, item: number | null) => boolean} */
export const isQueueOpen = ({ queues }, item) => Boolean(item && queues[item] && queues[item].open);

/** @type {(view: View, participant: number) => (RequestView & {id: number})[]} one's own requests, the first one first */
export function requestsOf({ requests }, participant) {
  return Object.keys(requests)
    .filter((id) => requests[id].for.participant === participant)
    .map((id) => ({ ...requests[id], id: Number(id) }))
    .sort((one, other) => one.id - other.id);
}

/** @type {(view: View, participant: number) => (TurnView & {id: number}) | null} */
export function turnOf({ turns }, participant) {
  const id = Object.keys(turns).find((each) => turns[each].speaker.participant === participant);
  return id ? { ...turns[id], id: Number(id) } : null;
}

/** @type {(view: View, request: RequestView & {id: number}) => number} from 1; 0 for one that does not wait */
export function placeOf({ queues }, request) {
  const queue = queues[request.item];
  return queue ? queue.order.indexOf(request.id) + 1 : 0;
}

/**
 * How long a request waits if whoever speaks, was called or stands before it uses the time allowed; breaks are not foreseen.
 * @type {(view: View, request: RequestView & {id: number}, remaining: (turn: TurnView) => number) => number} milliseconds
 */
export function waitOf(view, request, remaining) {
  const { agenda, queues, requests, rules, turns } = view;
  /** @type {(request: RequestView) => number} */
  const limit = ({ kind, item }) => Number(rules.kind_limits_ms?.[kind] || agenda.items[item].limit_ms || rules.turn_limit_ms);
  const speaking = Object.values(turns).map((turn) => Math.max(0, remaining(turn)));
  const called = calledRequest(view);
  const waiting = queues[request.item].order.slice(0, placeOf(view, request) - 1).map((id) => requests[id]);
  return [...speaking, ...(called ? [called, ...waiting] : waiting).map(limit)].reduce((sum, each) => sum + each, 0);
}

/**
 * What a member's one button is for, by what the view says of him.
 * @typedef {'draft' | 'recess' | 'adjourned' | 'sealed' | 'speaking' | 'paused' | 'interrupted' | 'dropped' | 'called'
 *   | 'ready' | 'waiting' | 'can_ask' | 'queue_closed' | 'not_asked' | 'no_item'} Standing
 */

/**
 * @param {View} view
 * @param {number} participant
 * @param {string} [role] whose right to speak the rules may say
 * @returns {Standing}
 */
export function standing(view, participant, role) {
  const { phase } = view.session;
  if (phase === 'adjourned' || phase === 'sealed') return phase;
  const turn = turnOf(view, participant);
  if (turn && phase === 'open') return turn.state === 'holding' ? 'speaking' : turn.state;
  const states = requestsOf(view, participant).map(({ state }) => state);
  for (const state of /** @type {const} */ (['ready', 'called', 'waiting'])) if (states.includes(state)) return state;
  if (phase === 'recess') return 'recess';
  const item = itemToAskOn(view);
  const asked = /** @type {string[] | undefined} */ (view.rules && view.rules.may_ask);
  const isAsked = !asked || role === undefined || asked.includes(role);
  if (isQueueOpen(view, item)) return isAsked ? 'can_ask' : 'not_asked';
  if (phase === 'draft') return 'draft';
  return item ? 'queue_closed' : 'no_item';
}
