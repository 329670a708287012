// Work of several calls that happens once, whatever happens to the connection: each call has a key from the beginning
// and keeps it until the server has answered, so a repeat after a lost answer gets that answer and makes nothing twice.
import { parts } from './desk_people.js';
import { isUndecided } from './once.js';

/** @typedef {import('../sdk/types/protocol.d.ts').Invitee} Invitee */
/** @typedef {import('../sdk/types/protocol.d.ts').NewSession} NewSession */

/**
 * `calls` are still to be made, in order; `done` of `people` are invited; `session` is there once it has been made.
 * @typedef {{session: string | null, calls: Call[], done: number, people: number}} Job
 */
/** @typedef {{key: string, create?: NewSession, invite?: Invitee[]}} Call */

/**
 * What makes a session, and invites everybody.
 * @param {(people: Invitee[]) => NewSession} body
 * @param {Invitee[]} people
 * @param {() => string} newKey
 * @returns {Job}
 */
export function creation(body, people, newKey) {
  const [first, ...rest] = parts(people);
  const calls = [{ key: newKey(), create: body(first) }, ...rest.map((invite) => ({ key: newKey(), invite }))];
  return { session: null, calls, done: 0, people: people.length };
}

/**
 * What invites further people.
 * @param {string} session
 * @param {Invitee[]} people
 * @param {() => string} newKey
 * @returns {Job}
 */
export const invitation = (session, people, newKey) => ({
  session, calls: parts(people).map((invite) => ({ key: newKey(), invite })), done: 0, people: people.length,
});

/**
 * Makes the calls that are left, and tells of each job that is left after one. What it rejects with leaves the job as
 * it was told last: to go on, run that one.
 * @param {Job} job
 * @param {import('./desk_http.js').Desk} desk
 * @param {(left: Job) => void} told
 * @returns {Promise<Job>} with no calls left
 */
export async function run(job, desk, told) {
  let left = job;
  while (left.calls.length > 0) {
    const [{ key, create, invite = [] }, ...calls] = left.calls;
    let { session } = left;
    if (create) session = (await desk.create(create, key)).id;
    else await desk.order(String(session), { invite }, key);
    left = { ...left, session, calls, done: left.done + (create ? create.participants : invite).length };
    told(left);
  }
  return left;
}

/**
 * Whether a call that failed may have taken effect all the same, or may yet succeed unaltered: with another token too.
 * @param {{status: number}} problem
 */
export const isOpen = (problem) => problem.status === 401 || isUndecided(problem);
