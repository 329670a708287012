// Whether threads take words as the session stands: what the server will say, said before somebody writes.

/** @typedef {Pick<import('../sdk/types/index.d.ts').View, 'session' | 'rules'>} Staged */

/**
 * Why threads take no words.
 * @type {(view: Staged) => 'before' | 'after' | 'sealed' | null} null where they do
 */
export function whyNoWords({ session: { phase }, rules }) {
  if (phase === 'sealed') return phase;
  if (phase === 'draft' && !rules.threads_before) return 'before';
  if (phase === 'adjourned' && !rules.threads_after) return 'after';
  return null;
}

/** @type {(view: Staged) => boolean} */
export const takesWords = (view) => whyNoWords(view) === null;
