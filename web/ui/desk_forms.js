// The forms of consultation at the desk: which there are, what one says, and the agenda that a draft takes from it.

/** @typedef {import('../sdk/types/protocol.d.ts').FormVersion} FormVersion */
/** @typedef {import('../sdk/types/protocol.d.ts').PresetStep} PresetStep */
/** @typedef {Required<import('../sdk/types/protocol.d.ts').Rules>} Rules every one with a value, as the server sends them */
/** @typedef {import('./desk_draft.js').Draft} Draft */
/** @typedef {import('./desk_draft.js').DraftItem} DraftItem */

/**
 * A sentence: the key of its text, and what is filled in; a `kind` and `roles` have texts of their own.
 * @typedef {{key: string, values: {[name: string]: string | number}, roles?: string[]}} Sentence
 */

const MINUTE_MS = 60000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Everybody who has a microphone: then nobody needs to be told who may speak. */
const ALL_WHO_SPEAK = 5;

/** @type {(ms: number) => number} in minutes, to a tenth */
const minutesOf = (ms) => Math.round(ms / (MINUTE_MS / 10)) / 10;

/** @type {(forms: FormVersion[]) => FormVersion[]} those under which sessions can be made */
export const inForce = (forms) => forms.filter(({ repealed }) => !repealed);

/** @type {(version: FormVersion, language: string) => string} */
export const titleOf = ({ preset }, language) => (!language.startsWith('zh') && preset.title_en) || preset.title;

/**
 * What tells an agenda that nobody has changed from one that somebody has.
 * @param {DraftItem[]} items
 */
export const agendaMark = (items) => JSON.stringify(items.map(({ title, kind, minutes }) => [title, kind, minutes]));

/**
 * The draft with the agenda of a form in the place of its own.
 * @param {Draft} draft
 * @param {FormVersion} version
 * @returns {Draft}
 */
export function withAgendaOf(draft, { preset }) {
  const items = (preset.agenda || []).map(({ title, kind, limit_ms }, index) => ({
    id: draft.made + 1 + index, title, kind, minutes: limit_ms ? String(limit_ms / MINUTE_MS) : '',
  }));
  return { ...draft, items, made: draft.made + items.length, filled: agendaMark(items) };
}

/** @type {(draft: Draft, version: FormVersion) => boolean} whether the form has an agenda that is not the draft's */
export const hasOtherAgenda = (draft, version) =>
  (version.preset.agenda || []).length > 0 && agendaMark(withAgendaOf(draft, version).items) !== agendaMark(draft.items);

/**
 * The draft under another form. An agenda that somebody has worked on stays; one that was only filled in does not.
 * @param {Draft} draft
 * @param {FormVersion} version
 * @returns {Draft}
 */
export function withForm(draft, version) {
  const chosen = { ...draft, form: version.form };
  const isUntouched = agendaMark(draft.items) === draft.filled;
  return isUntouched && hasOtherAgenda(draft, version) ? withAgendaOf(chosen, version) : chosen;
}

/**
 * The rules as sentences, in the order in which people ask for them.
 * @param {Rules} rules
 * @returns {Sentence[]}
 */
export function rulesInWords(rules) {
  /** @type {Sentence[]} */
  const said = [];
  const say = (/** @type {string} */ key, /** @type {Sentence['values']} */ values = {}, /** @type {string[]} */ ...roles) =>
    said.push(roles.length > 0 ? { key, values, roles } : { key, values });
  if (rules.may_ask.length === 0) {
    say('desk.rule.no_floor');
  } else {
    if (rules.may_ask.length < ALL_WHO_SPEAK) say('desk.rule.may_ask', {}, ...rules.may_ask);
    say(`desk.rule.discipline.${rules.discipline}`);
    if (rules.safe_positions > 0) say('desk.rule.safe', { count: rules.safe_positions });
    say('desk.rule.turn_limit', { minutes: minutesOf(rules.turn_limit_ms) });
    for (const [kind, ms] of Object.entries(rules.kind_limits_ms)) {
      if (typeof ms === 'number') say('desk.rule.kind_limit', { kind, minutes: minutesOf(ms) });
    }
    say(`desk.rule.overtime.${rules.overtime}`);
    if (rules.requests_per_kind > 1) say('desk.rule.requests', { count: rules.requests_per_kind });
  }
  const { threads_before: before, threads_after: after } = rules;
  say(`desk.rule.threads.${before && after ? 'always' : before ? 'before' : after ? 'after' : 'during'}`);
  if (rules.posts_moderated) say('desk.rule.moderated');
  if (rules.quorum > 0) say('desk.rule.quorum', { count: rules.quorum });
  return said;
}

/**
 * When a step of preparation is due, or null where the form does not say.
 * @param {PresetStep} step
 * @returns {Sentence | null}
 */
export function dueInWords({ due_before_ms: before }) {
  if (typeof before !== 'number') return null;
  return before >= DAY_MS
    ? { key: 'desk.step.days', values: { days: Math.round(before / DAY_MS) } }
    : { key: 'desk.step.hours', values: { hours: Math.max(1, Math.round(before / HOUR_MS)) } };
}
