// What moderators did against the order of things, in words.
import { durationText } from './format.js';
import { t } from './i18n.js';
import { rulesInWords } from './rules_words.js';
import { reasonInWords } from './why.js';

/** @typedef {import('../sdk/types/protocol.d.ts').Entry} Entry */
/** @typedef {{speaker: number, kind: string}} Subject */

/**
 * The request or turn that an entry is about, whose person it does not name itself.
 * @type {(entry: Entry) => number | null}
 */
export function subjectOf(entry) {
  if ('request' in entry && typeof entry.request === 'number' && entry.type !== 'floor_granted') return entry.request;
  if (['turn_extended', 'turn_ended'].includes(entry.type) && 'turn' in entry) return entry.turn;
  return null;
}

/**
 * Whether an entry may belong into the ledger (SPEC D98); whether it does is for the server to say.
 * @type {(entry: Entry) => boolean}
 */
export function mayBeOverride(entry) {
  switch (entry.type) {
    case 'request_moved':
    case 'last_word_given':
    case 'request_denied':
    case 'request_restored':
    case 'turn_restored':
    case 'turn_extended':
    case 'participant_removed':
    case 'role_changed':
    case 'rules_amended':
      return true;
    case 'request_called':
    case 'floor_granted':
      return Boolean(entry.passed_over);
    case 'turn_ended':
      return entry.how === 'yielded' || entry.how === 'revoked';
    case 'session_opened':
      return (entry.open_steps || []).length > 0;
    default:
      return false;
  }
}

/**
 * What was done, and why.
 * @param {Entry} entry
 * @param {string} who the person whom it is about, where it is about a request or a turn
 * @param {(participant: number | null | undefined) => string} nameOf
 * @returns {{what: string, why: string}}
 */
export function overrideInWords(entry, who, nameOf) {
  const why = 'reason' in entry && entry.reason ? reasonInWords(entry.reason) : '';
  return { what: whatOf(entry, who, nameOf), why };
}

/** @type {(entry: Entry, who: string, nameOf: (participant: number | null | undefined) => string) => string} */
function whatOf(entry, who, nameOf) {
  switch (entry.type) {
    case 'request_called':
      return t('ledger.request_called', { name: who, count: entry.passed_over || 0 });
    case 'floor_granted':
      return t('ledger.floor_granted', { name: nameOf(entry.speaker), count: entry.passed_over || 0 });
    case 'turn_restored':
      return t('ledger.turn_restored', { name: nameOf(entry.speaker), time: durationText(entry.limit_ms) });
    case 'turn_extended':
      return t('ledger.turn_extended', { name: who, time: durationText(entry.by_ms) });
    case 'turn_ended':
      return entry.how === 'yielded'
        ? t('ledger.turn_yielded', { name: who, to: nameOf(entry.to), time: durationText(entry.limit_ms || 0) })
        : t('ledger.turn_revoked', { name: who });
    case 'participant_removed':
      return t('ledger.participant_removed', { name: nameOf(entry.participant) });
    case 'role_changed':
      return t('ledger.role_changed', { name: nameOf(entry.participant), role: t(`role.${entry.role}`) });
    case 'rules_amended':
      return t('ledger.rules_amended', { rules: rulesInWords(entry.rules).join(' ') });
    case 'session_opened':
      return t('ledger.session_opened', { count: (entry.open_steps || []).length });
    case 'request_moved':
    case 'last_word_given':
    case 'request_denied':
    case 'request_restored':
      return t(`ledger.${entry.type}`, { name: who });
    default:
      return entry.type;
  }
}
