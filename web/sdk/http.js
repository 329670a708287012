// The calls that a seat makes beside its socket.
import { parse } from './merge_patch.js';

/** A call that failed. */
export class Problem extends Error {
  /**
   * @param {string} code
   * @param {number} status
   * @param {string} detail
   * @param {number | null} retryMs
   */
  constructor(code, status, detail, retryMs) {
    super(detail);
    this.name = 'Problem';
    this.code = code;
    this.status = status;
    this.retryMs = retryMs;
  }
}

/** @type {typeof import('./types/parts.d.ts').socketUrl} */
export const socketUrl = (base, session, participant) =>
  (trimmed(base) + at(session) + '/socket').replace(/^http/, 'ws') + queryOf({ as: participant });

/** @type {typeof import('./types/parts.d.ts').createHttp} */
export function createHttp({ base = '', token, participant, fetch = globalThis.fetch }) {
  /** @type {import('./types/parts.d.ts').Http['call']} */
  async function call(method, path, query = {}, body) {
    /** @type {Record<string, string>} */
    const headers = { accept: 'application/json' };
    if (token) headers.authorization = `Bearer ${token}`;
    if (body !== undefined) headers['content-type'] = 'application/json';
    const url = trimmed(base) + path + queryOf({ as: participant, ...query });
    let response;
    let answer;
    try {
      response = await fetch(url, { method, headers, body: JSON.stringify(body) });
      const text = await response.text();
      answer = text ? parse(text) : undefined;
    } catch (error) {
      throw new Problem('unavailable', 0, String(error), null);
    }
    if (!response.ok) throw problemOf(response, answer);
    return answer;
  }

  return {
    call,
    redeem: (invitation) => call('POST', '/api/seat', {}, { invitation }),
    forget: (session) => call('DELETE', '/api/seat', { session }),
    session: (session) => call('GET', at(session)),
    confirmSeat: (session) => call('GET', `${at(session)}/participants`, { limit: 1 }),
    proceedings: (session, page) => call('GET', `${at(session)}/proceedings`, page),
    participants: (session, page) => call('GET', `${at(session)}/participants`, page),
    posts: (session, thread, page) => call('GET', `${at(session)}/threads/${thread}/posts`, page),
  };
}

/** @type {typeof import('./types/parts.d.ts').pages} */
export async function* pages(load) {
  /** @type {number | undefined} */
  let cursor;
  do {
    const page = await load(cursor);
    yield page;
    cursor = page.next === null ? undefined : page.next;
  } while (cursor !== undefined);
}

/** @type {(session: string) => string} */
const at = (session) => `/api/sessions/${encodeURIComponent(session)}`;

/** @type {(base: string) => string} */
const trimmed = (base) => base.replace(/\/+$/, '');

/** @type {(query: import('./types/parts.d.ts').Query) => string} */
function queryOf(query) {
  const members = Object.keys(query)
    .filter((name) => query[name] !== undefined)
    .map((name) => `${name}=${encodeURIComponent(String(query[name]))}`);
  return members.length > 0 ? `?${members.join('&')}` : '';
}

/** @type {import('./types/parts.d.ts').ProblemOf} */
function problemOf({ status, headers }, answer) {
  // Without a code it is not from our server, whatever it says: a proxy's, or that of a hotel's network.
  if (!answer || !answer.code) return new Problem('unavailable', 0, `HTTP ${status}`, null);
  const seconds = parseFloat(headers.get('retry-after') || '');
  return new Problem(answer.code, status, answer.detail || answer.title, seconds >= 0 ? seconds * 1000 : null);
}
