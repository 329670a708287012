// From a form to the least patch of the rules: pure, so that it can be tested.
import { KINDS_BY_RANK } from '../../kinds.js';

export const DISCIPLINES = /** @type {const} */ (['arrival', 'fewest_turns', 'least_time', 'sector_rotation', 'venue_rotation', 'chair_order']);
export const OVERTIMES = /** @type {const} */ (['warn', 'overrun', 'stop']);
export const DROP_CLOCKS = /** @type {const} */ (['stops', 'runs']);

const SECOND_MS = 1000;
const MINUTE_MS = 60000;

/** @typedef {{has: (name: string) => boolean, get: (name: string) => any, getAll: (name: string) => any[]}} Answer */

/**
 * What is different in the form, and nothing else: whatever somebody else has changed meanwhile stays.
 * @param {import('../../../sdk/types/protocol.d.ts').Rules} rules as they were shown
 * @param {Answer} answer whose fields may be some only
 * @returns {import('../../../sdk/types/protocol.d.ts').RulesPatch}
 */
export function rulesPatch(rules, answer) {
  const now = /** @type {Record<string, any>} */ (rules);
  /** @type {Record<string, any>} */
  const patch = {};
  /** @type {(name: string, value: any) => void} */
  const set = (name, value) => {
    if (JSON.stringify(value) !== JSON.stringify(now[name])) patch[name] = value;
  };
  for (const name of ['discipline', 'overtime', 'drop_clock']) if (answer.has(name)) set(name, answer.get(name));
  for (const name of ['safe_positions', 'requests_per_kind', 'queue_max', 'quorum']) if (answer.has(name)) set(name, Number(answer.get(name)));
  for (const name of ['warn', 'ready_timeout', 'drop_grace']) if (answer.has(`${name}_s`)) set(`${name}_ms`, Math.round(Number(answer.get(`${name}_s`)) * SECOND_MS));
  if (answer.has('turn_limit_min')) set('turn_limit_ms', Math.round(Number(answer.get('turn_limit_min')) * MINUTE_MS));
  for (const name of ['threads_before', 'threads_after', 'posts_moderated']) if (answer.has(`has_${name}`)) set(name, answer.has(name));
  if (answer.has('has_threads_before')) {
    // In the order of the rules as they are, so that the same roles are the same value.
    const roles = answer.getAll('may_ask');
    const before = /** @type {string[]} */ (now.may_ask || []);
    if (roles.length !== before.length || roles.some((role) => !before.includes(role))) patch.may_ask = roles;
  }
  const limits = kindLimits(now.kind_limits_ms || {}, answer);
  if (Object.keys(limits).length > 0) patch.kind_limits_ms = limits;
  return patch;
}

/** @type {(now: Record<string, number | null | undefined>, answer: Answer) => Record<string, number | null>} an empty field takes a limit away */
function kindLimits(now, answer) {
  /** @type {Record<string, number | null>} */
  const patch = {};
  for (const kind of KINDS_BY_RANK) {
    if (!answer.has(`limit_${kind}`)) continue;
    const written = String(answer.get(`limit_${kind}`));
    const ms = written ? Math.round(Number(written) * MINUTE_MS) : null;
    if (ms !== (now[kind] || null)) patch[kind] = ms;
  }
  return patch;
}
