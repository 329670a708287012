// Which single key does what: what comes with the product, and what somebody has chosen instead on this device.

/** By what they do; `+`, `/` and `?` are what the key writes, whatever else is held for it. */
export const KEYS = {
  next: 's', end: 'e', pause: 'p', extend: '+', down: 'j', up: 'k', queue: 'l', ask_for: 'n', next_item: 'a', poll: 'v',
  send_scene: 'b', message: 'm', undo: 'u', search: '/', focus: 'f', list: '?',
  tab_record: '1', tab_threads: '2', tab_people: '3', tab_polls: '4', tab_screen: '5', tab_commitments: '6', tab_rules: '7',
  request: 'r', withdraw: 'w', question: 'q', point_of_order: 'o',
};

/** @typedef {keyof typeof KEYS} Action */

export const ACTIONS = /** @type {Action[]} */ (Object.keys(KEYS));

const OF_MEMBERS = /** @type {Action[]} */ (['request', 'withdraw', 'question', 'point_of_order']);
const OF_ALL = /** @type {Action[]} */ (['search', 'list']);

/** What the keys of each screen do; one key may do one thing at the console and another in a member's room. */
export const SCREENS = {
  console: ACTIONS.filter((action) => !OF_MEMBERS.includes(action)),
  member: [...OF_MEMBERS, ...OF_ALL],
};

/** @typedef {keyof typeof SCREENS} Screen */

/** Whether a key could mean both. @type {(one: Action, other: Action) => boolean} */
const meet = (one, other) => one !== other && Object.values(SCREENS).some((actions) => actions.includes(one) && actions.includes(other));

/**
 * What somebody has chosen, as far as it can still be so: a device may have kept what an older version had.
 * @type {(text: string | null) => Partial<Record<Action, string>>}
 */
export function chosenFrom(text) {
  /** @type {Record<string, unknown>} */
  let kept = {};
  try {
    kept = JSON.parse(text || '{}') || {};
  } catch {
    // Nothing that was written here: then everything is as it comes.
  }
  /** @type {Partial<Record<Action, string>>} */
  let chosen = {};
  for (const action of ACTIONS) {
    const key = kept[action];
    if (typeof key === 'string' && isKey(key)) chosen = { ...chosen, [action]: key };
  }
  const isDouble = ACTIONS.some((action) => takenBy(chosen, action, keyIn(chosen, action)));
  return isDouble ? {} : chosen;
}

/** @type {(chosen: Partial<Record<Action, string>>, action: Action) => string} */
export const keyIn = (chosen, action) => chosen[action] || KEYS[action];

/** What one key of a keyboard writes that is no sign of a script which has to be composed. @param {string} key */
export const isKey = (key) => /^[!-@[-~]$/.test(key);

/** What has a key already, other than what is to get it. @type {(chosen: Partial<Record<Action, string>>, action: Action, key: string) => Action | null} */
export const takenBy = (chosen, action, key) => ACTIONS.find((other) => meet(action, other) && keyIn(chosen, other) === key) || null;
