// The rules of procedure in words.
import { t } from './i18n.js';

const MINUTE_MS = 60000;

/** @typedef {import('../sdk/types/protocol.d.ts').Rules} Rules */
/** @typedef {import('../sdk/types/protocol.d.ts').RulesPatch} RulesPatch */

/** @type {(ms: number) => string} whole minutes where they are whole, else seconds */
export const spanText = (ms) =>
  ms > 0 && ms % MINUTE_MS === 0 ? t('rules.minutes', { minutes: ms / MINUTE_MS }) : t('rules.seconds', { seconds: Math.round(ms / 100) / 10 });

/** @type {(texts: string[]) => string} */
const listed = (texts) => texts.join(t('rules.separator'));

/** What each rule says; those that are neutral only because nothing was built yet say nothing. @type {Record<string, (value: any) => string | null>} */
const WORDS = {
  discipline: (name) => t(`discipline.${name}`),
  safe_positions: (places) => (places > 0 ? t('rules.safe_positions', { places }) : t('rules.safe_none')),
  turn_limit_ms: (ms) => t('rules.turn_limit', { time: spanText(ms) }),
  kind_limits_ms: (limits) => {
    const texts = Object.keys(limits || {}).map((kind) =>
      (limits[kind] ? t('rules.kind_limit', { kind: t(`kind.${kind}`), time: spanText(limits[kind]) }) : t('rules.kind_limit_none', { kind: t(`kind.${kind}`) })));
    return texts.length > 0 ? listed(texts) : null;
  },
  overtime: (name) => t(`overtime.${name}`),
  warn_ms: (ms) => (ms > 0 ? t('rules.warn', { time: spanText(ms) }) : t('rules.warn_at_end')),
  ready_timeout_ms: (ms) => t('rules.ready_timeout', { time: spanText(ms) }),
  drop_grace_ms: (ms) => t('rules.drop_grace', { time: spanText(ms) }),
  drop_clock: (name) => t(`drop_clock.${name}`),
  requests_per_kind: (count) => t('rules.requests_per_kind', { count }),
  queue_max: (count) => t('rules.queue_max', { count }),
  may_ask: (roles) => t('rules.may_ask', { roles: listed(roles.map((/** @type {string} */ role) => t(`role.${role}`))) || t('rules.nobody') }),
  threads_before: (may) => t(may ? 'rules.threads_before' : 'rules.threads_not_before'),
  threads_after: (may) => t(may ? 'rules.threads_after' : 'rules.threads_not_after'),
  posts_moderated: (is) => t(is ? 'rules.posts_moderated' : 'rules.posts_unmoderated'),
  quorum: (count) => (count > 0 ? t('rules.quorum', { count }) : t('rules.quorum_none')),
};

/**
 * One sentence for each rule that is named, in the order in which they matter.
 * @param {Rules | RulesPatch} rules
 * @returns {string[]}
 */
export function rulesInWords(rules) {
  const named = /** @type {Record<string, any>} */ (rules);
  return Object.keys(WORDS)
    .filter((name) => named[name] !== undefined && named[name] !== null)
    .map((name) => WORDS[name](named[name]))
    .filter((text) => text !== null);
}
