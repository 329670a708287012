// What an entry means for somebody's own requests and turns, where others or the clock did it: pure.

/** @typedef {{kind: string, name: string | null}} Mine `name` is that of the person, where it is not oneself */
/** @typedef {{key: string, mine: Mine, values: {reason?: string | null, by_ms?: number, to?: number}}} News */

const ENDED = /** @type {Record<string, string>} */ ({
  ended: 'news.turn_ended', timed_out: 'news.turn_timed_out', revoked: 'news.turn_revoked', yielded: 'news.turn_yielded',
});
const DONE_TO_REQUESTS = /** @type {Record<string, string>} */ ({
  request_denied: 'news.request_denied', request_passed: 'news.request_passed', request_withdrawn: 'news.request_withdrawn',
  request_restored: 'news.request_restored', request_moved: 'news.request_moved', last_word_given: 'news.last_word_given',
});

/**
 * @param {import('../sdk/types/index.d.ts').MessageOf<'event'>} event
 * @param {number} me
 * @param {Map<number, Mine>} requests one's own, and those that one asked for, also when they are gone
 * @param {Map<number, Mine>} turns likewise
 * @returns {News[]}
 */
export function newsOf({ by, entry }, me, requests, turns) {
  if (by === me) return [];
  /** @type {(key: string, mine: Mine | undefined, values?: News['values']) => News[]} */
  const tell = (key, mine, values = {}) => (mine ? [{ key, mine, values }] : []);
  switch (entry.type) {
    case 'request_denied':
    case 'request_passed':
    case 'request_withdrawn':
    case 'request_restored':
    case 'request_moved':
    case 'last_word_given':
      return tell(DONE_TO_REQUESTS[entry.type], requests.get(entry.request), { reason: 'reason' in entry ? entry.reason : undefined });
    case 'item_started':
    case 'item_finished':
    case 'session_adjourned':
      return (entry.expired || []).flatMap((id) => tell('news.request_expired', requests.get(id)));
    case 'participant_removed':
    case 'role_changed':
      return (entry.withdrawn || []).flatMap((id) => tell('news.request_withdrawn', requests.get(id)));
    case 'turn_ended':
      return entry.how in ENDED ? tell(ENDED[entry.how], turns.get(entry.turn), { reason: entry.reason, to: entry.to || undefined }) : [];
    case 'turn_extended':
      return tell('news.turn_extended', turns.get(entry.turn), { reason: entry.reason, by_ms: entry.by_ms });
    default:
      return [];
  }
}
