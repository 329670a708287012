// Why a request stands where it stands, in words.
import { durationText } from './format.js';
import { t, tOr } from './i18n.js';

/** Kinds that stand before speeches, whatever the discipline. */
const RANKED = ['point_of_order', 'question', 'reply', 'prepared'];

/**
 * The reasons of a place, the deciding one first: its rank, then the request's own keys under the discipline.
 * @param {Pick<import('../sdk/types/protocol.d.ts').RequestView, 'kind' | 'why'>} request
 * @param {(participant: number) => string} nameOf
 * @returns {string[]}
 */
export function reasonsOf({ kind, why }, nameOf) {
  const own = why.map((each) => reasonText(each, nameOf));
  // A last word stands behind every rank.
  const isLast = why.some(({ code }) => code === 'last_word');
  return RANKED.includes(kind) && !isLast ? [t(`rank.${kind}`), ...own] : own;
}

/** @type {(why: import('../sdk/types/protocol.d.ts').Why, nameOf: (participant: number) => string) => string} */
function reasonText(why, nameOf) {
  switch (why.code) {
    case 'moved':
      return t('why.moved', { name: nameOf(why.by), reason: reasonInWords(why.reason) });
    case 'last_word':
      return t('why.last_word', { name: nameOf(why.by) });
    case 'time':
      return why.spent_ms > 0 ? t('why.time', { time: durationText(why.spent_ms) }) : t('why.turns_none');
    case 'turns':
      return why.turns > 0 ? t('why.turns', { turns: why.turns }) : t('why.turns_none');
    case 'sector':
    case 'venue':
      return t(`why.${why.code}`, { turns: why.turns });
    default:
      return tOr('why', why.code);
  }
}

/** A reason as people gave it; where an undo had to give one, it names the entry that it took back. @param {string} reason */
export function reasonInWords(reason) {
  const [, seq] = /^undo (\d+)$/.exec(reason) || [];
  return seq ? t('why.undo', { seq }) : reason;
}
