// Calls that make something, once, whatever happens to the connection: under one key, which goes along when they are
// made again, the server gives the first answer again and makes nothing twice.
import { createUuids } from '../sdk/uuid.js';

/** A key for a call that shall happen once; `crypto.randomUUID` does not exist on plain HTTP. */
export const newKey = createUuids(Date.now, (count) => crypto.getRandomValues(new Uint8Array(count)));

/**
 * What the SDK's calls are made with, so that they carry a key.
 * @param {string} key
 * @returns {import('../sdk/types/index.d.ts').HttpOptions['fetch']}
 */
export const fetchUnder = (key) => (url, request) =>
  fetch(url, { ...request, headers: { ...request.headers, 'idempotency-key': key } });

/**
 * Whether a call that failed may have taken effect all the same, or may succeed unaltered after a while.
 * @param {{status: number}} problem
 */
export const isUndecided = ({ status }) => status === 0 || status === 429 || status >= 500;

/**
 * Makes a call under one key until it is decided, or until nobody wants to try any more.
 * @template Answer
 * @param {(key: string) => Promise<Answer>} call
 * @param {(problem: any) => Promise<boolean>} again asked whether to try again
 * @returns {Promise<Answer>} rejects with the last problem
 */
export async function once(call, again) {
  const key = newKey();
  for (;;) {
    try {
      return await call(key);
    } catch (problem) {
      if (!isUndecided(/** @type {any} */ (problem)) || !(await again(problem))) throw problem;
    }
  }
}
