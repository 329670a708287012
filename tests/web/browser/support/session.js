// A consultation to test with, made by the public interface as any convener would.

/** The people, by the names that the tests call them. */
export const PEOPLE = {
  chair: { name: '沈国安', role: 'chair', venue: '市政协主会场' },
  clerk: { name: '陶慧娟', role: 'clerk', venue: '市政协主会场' },
  gao: { name: '高志远', role: 'member', sector: '医药卫生界', venue: '市政协主会场' },
  ayguli: { name: '阿依古丽·买买提', role: 'member', sector: '少数民族界' },
  zhou: { name: '周大海', role: 'member', sector: '经济界', venue: '青石街道分会场' },
  observer: { name: '文静', role: 'observer' },
  operator: { name: '马小军', role: 'operator', venue: '青石街道分会场' },
};

/** @typedef {keyof typeof PEOPLE} Who */

export const TITLE = '居家养老服务远程协商会';
export const ITEMS = [
  { title: '社会和法制委员会通报调研情况', kind: 'report', limit_ms: 8 * 60_000 },
  { title: '委员即席发言：出院以后的头三天', kind: 'discussion', limit_ms: 5 * 60_000 },
  { title: '部门回应', kind: 'response', limit_ms: 3 * 60_000 },
];
export const MATERIAL = { label: '调研报告：出院以后的头三天', url: 'https://example.org/materials/report.pdf' };
/** @type {{ name: string, kind: string, links?: typeof MATERIAL[] }[]} */
const VENUES = [{ name: '市政协主会场', kind: 'main' }, { name: '青石街道分会场', kind: 'branch', links: [{ label: '会场路线', url: 'https://example.org/way' }] }];
export const THREAD = '助餐点选址，您怎么看？';

/**
 * Makes the session.
 * @param {import('./server.js').Server} server
 * @param {{ items?: typeof ITEMS, rules?: Record<string, unknown>, links?: typeof MATERIAL[], startsAt?: string, venues?: typeof VENUES, crowd?: Record<string, unknown>[] }} [order]
 *   `crowd` are people beside the usual ones
 */
export async function makeSession(server, { items = ITEMS, rules = {}, links = [MATERIAL], startsAt, venues = VENUES, crowd = [] } = {}) {
  const entries = /** @type {[Who, { name: string, role: string }][]} */ (Object.entries(PEOPLE));
  const answer = await call(server, 'POST', '/api/sessions', {
    title: TITLE,
    rules,
    agenda: items,
    links,
    starts_at: startsAt,
    venues,
    participants: [...entries.map(([, person]) => person), ...crowd],
  });
  const seats = entries.map(([who], index) => [who, seatOf(answer.invitations[index])]);
  /** @type {Record<Who, { participant: number, token: string, path: string }>} */
  const invitations = Object.fromEntries(seats);
  const path = `/api/sessions/${answer.id}`;
  const view = (await call(server, 'GET', path)).view;
  return {
    id: /** @type {string} */ (answer.id),
    invitations,
    /** The invitations of the crowd, in its order. */
    crowd: /** @type {{ participant: number, token: string }[]} */ (answer.invitations.slice(entries.length)),
    /** The items' ids, in the agenda's order. */
    items: /** @type {number[]} */ (view.agenda.order),
    /** The live view as moderators see it. */
    view: async () => (await call(server, 'GET', path)).view,
    /** All entries so far, in order; a test's sessions are short. */
    async entries() {
      const page = await call(server, 'GET', `${path}/proceedings?limit=500`);
      if (page.next) throw new Error('the session has grown beyond one page');
      return page.entries;
    },
    /** Invites further people. @type {(people: { name: string, role: string, sector?: string }[]) => Promise<ReturnType<typeof seatOf>[]>} */
    invite: async (people) => (await call(server, 'POST', `${path}/invitations`, { invite: people })).invitations.map(seatOf),
    /** Erases the words of entries. @param {number[]} seqs */
    erase: (seqs) => call(server, 'POST', `${path}/erasures`, { seqs, reason: '依法删除个人信息' }),
    /** The record with which everybody verifies it. */
    record: async () => (await request(server, 'GET', `${path}/transcript.jsonl`)).text(),
    /** The transcript for reading. */
    transcript: async () => (await request(server, 'GET', `${path}/transcript.md`)).text(),
  };
}

/** @typedef {Awaited<ReturnType<typeof makeSession>>} Session */

/** @param {{ participant: number, token: string, url: string }} invitation */
const seatOf = ({ participant, token, url }) => ({ participant, token, path: new URL(url).pathname + new URL(url).hash });

/** Redeems an invitation as a device without cookies does. @type {(server: import('./server.js').Server, invitation: string) => Promise<{ participant: number, token: string }>} */
export const takeSeat = (server, invitation) => call(server, 'POST', '/api/seat', { invitation });

/** @type {(server: import('./server.js').Server, method: string, path: string, body?: unknown) => Promise<any>} */
const call = async (server, method, path, body) => (await request(server, method, path, body)).json();

/** @type {(server: import('./server.js').Server, method: string, path: string, body?: unknown) => Promise<Response>} */
async function request(server, method, path, body) {
  /** @type {Record<string, string>} */
  const headers = { authorization: `Bearer ${server.token}` };
  if (body !== undefined) headers['content-type'] = 'application/json';
  const response = await fetch(server.url + path, { method, headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response;
}
