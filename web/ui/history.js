// What the journal, as far as it is loaded, says of turns and of requests that left the queue: pure functions.

/** @typedef {import('../sdk/types/protocol.d.ts').ProceedingsEntry} ProceedingsEntry */
/** @typedef {import('../sdk/types/protocol.d.ts').RequestKind} Kind */
/**
 * @typedef {{turn: number, at: string, speaker: number, kind: Kind, item: number, limit_ms: number,
 *   ended?: {how: string, spent_ms: number, reason?: string | null}, restored?: boolean}} TurnPast
 */
/**
 * @typedef {{id: number, item: number, kind: Kind, subject?: string | null, speaker: number, asked_by: number, at: string,
 *   left?: {how: 'withdrawn' | 'denied' | 'passed' | 'expired', at: string, by: number | null, reason?: string}}} RequestPast
 */

/**
 * Keeps the turns of the entries that it is given one after another.
 * @returns {{turns: Map<number, TurnPast>, add: (entry: ProceedingsEntry) => TurnPast | null}} `add` tells of a turn that begins
 */
export function createTurns() {
  /** @type {Map<number, TurnPast>} */
  const turns = new Map();
  /** @type {(turn: TurnPast) => TurnPast} */
  function begin(turn) {
    turns.set(turn.turn, turn);
    return turn;
  }
  return {
    turns,
    add({ seq, at, entry }) {
      switch (entry.type) {
        case 'floor_granted':
          return begin({ turn: seq, at, speaker: entry.speaker, kind: entry.kind, item: entry.item, limit_ms: entry.limit_ms });
        case 'turn_restored': {
          const before = turns.get(entry.turn);
          if (before) before.restored = true;
          return begin({ turn: seq, at, speaker: entry.speaker, kind: entry.kind, item: entry.item, limit_ms: entry.limit_ms });
        }
        case 'turn_extended': {
          const turn = turns.get(entry.turn);
          if (turn) turn.limit_ms += entry.by_ms;
          return null;
        }
        case 'turn_ended': {
          const turn = turns.get(entry.turn);
          // Its beginning may lie before what is loaded.
          if (!turn) return null;
          turn.ended = { how: entry.how, spent_ms: entry.spent_ms, reason: entry.reason };
          return entry.to ? begin({ ...turn, turn: seq, at, speaker: entry.to, limit_ms: entry.limit_ms || 0, ended: undefined }) : null;
        }
        case 'participant_removed':
        case 'role_changed': {
          const turn = entry.ended && turns.get(entry.ended.turn);
          if (turn && entry.ended) turn.ended = { how: entry.ended.how, spent_ms: entry.ended.spent_ms };
          return null;
        }
        default:
          return null;
      }
    },
  };
}

/** @type {(entries: ProceedingsEntry[]) => TurnPast[]} the newest first */
export function turnsOf(entries) {
  const { turns, add } = createTurns();
  entries.forEach(add);
  return [...turns.values()].reverse();
}

/**
 * The requests that can wait again, by what they are: who left without a turn, the last one first.
 * @type {(entries: ProceedingsEntry[]) => RequestPast[]}
 */
export function leftRequests(entries) {
  /** @type {Map<number, RequestPast>} */
  const requests = new Map();
  for (const { seq, at, by, entry } of entries) {
    /** @type {(ids: number[] | undefined, how: 'withdrawn' | 'denied' | 'passed' | 'expired', reason?: string) => void} */
    const leave = (ids = [], how, reason) => ids.forEach((id) => {
      const request = requests.get(id);
      // The last to leave stands last.
      if (request && requests.delete(id)) requests.set(id, { ...request, left: { how, at, by: by || null, reason } });
    });
    switch (entry.type) {
      case 'floor_requested':
        requests.set(seq, {
          id: seq, item: entry.item, kind: entry.kind, subject: entry.subject, speaker: entry.for || by || 0, asked_by: by || 0, at,
        });
        break;
      case 'request_withdrawn':
        leave([entry.request], 'withdrawn');
        break;
      case 'request_denied':
        leave([entry.request], 'denied', entry.reason);
        break;
      case 'request_passed':
        leave([entry.request], 'passed');
        break;
      case 'participant_removed':
      case 'role_changed':
        (entry.withdrawn || []).forEach((id) => requests.delete(id));
        break;
      case 'item_started':
      case 'item_finished': {
        const to = entry.type === 'item_started' ? entry.item : entry.carried_to;
        for (const id of entry.carried || []) {
          const request = requests.get(id);
          if (request && to) request.item = to;
        }
        leave(entry.expired, 'expired');
        break;
      }
      case 'session_adjourned':
        leave(entry.expired, 'expired');
        break;
      case 'request_restored': {
        const request = requests.get(entry.request);
        if (request) delete request.left;
        break;
      }
      case 'floor_granted':
        requests.delete(entry.request);
        break;
      default:
    }
  }
  return [...requests.values()].filter(({ left }) => left).reverse();
}

/**
 * Those of them that somebody may let wait again: moderators whoever did not withdraw, people their own that was passed
 * or that they withdrew, while the item is not over.
 * @type {(requests: RequestPast[], view: import('../sdk/types/index.d.ts').View, me: number, moderates: boolean) => RequestPast[]}
 */
export function restorable(requests, { agenda, session }, me, moderates) {
  if (!['draft', 'open', 'recess'].includes(session.phase)) return [];
  return requests.filter(({ item, speaker, asked_by, left }) => {
    if (!left || !agenda.items[item] || agenda.items[item].state === 'finished') return false;
    const isOwn = speaker === me || asked_by === me;
    if (left.how === 'withdrawn') return isOwn;
    return moderates || (left.how === 'passed' && isOwn);
  });
}

/**
 * Who asked for a turn, where the journal is loaded that far. Entries are numbered without gaps.
 * @type {(entries: ProceedingsEntry[], request: number) => number | null}
 */
export function askerOf(entries, request) {
  const asked = entries.length > 0 ? entries[request - entries[0].seq] : undefined;
  return (asked && asked.by) || null;
}
