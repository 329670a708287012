// What was promised, and who may do what about it. The server decides; this only says what to offer.

/** @typedef {import('../sdk/types/protocol.d.ts').CommitmentPage['commitments'][number]} CommitmentLine */
/** @typedef {'report' | 'verify' | 'reopen' | 'withdraw'} Offer */

export const FINDINGS = /** @type {const} */ (['satisfied', 'partly', 'not']);
export const REVIEW_FINDINGS = /** @type {const} */ (['done', 'partly', 'not_done']);
export const STATES = /** @type {const} */ (['recorded', 'reported', 'verified', 'reopened', 'withdrawn']);
/** @typedef {typeof STATES[number]} State */
/** As a commitment comes along; what comes back is to be done again. */
const COLUMNS = /** @type {const} */ (['recorded', 'reopened', 'reported', 'verified', 'withdrawn']);
export const TEXT_MAX = 1000;
export const REPORT_MAX = 4000;
export const CATEGORY_MAX = 100;

/** Entries after which a list of commitments is another. */
export const COMMITMENT_ENTRIES = ['commitment_recorded', 'commitment_reported', 'commitment_verified', 'commitment_reopened', 'commitment_withdrawn', 'statement_revised'];

/**
 * What somebody may do about a commitment as it stands.
 * @param {Pick<CommitmentLine, 'state' | 'owner' | 'verifier'>} line
 * @param {{participant: number, isModerator: boolean, isSealed?: boolean}} me
 * @returns {Offer[]}
 */
export function offersOf({ state, owner, verifier }, { participant, isModerator, isSealed }) {
  /** @type {Offer[]} */
  const offers = [];
  if (state === 'withdrawn') return offers;
  if (owner.participant === participant && state !== 'verified') offers.push('report');
  const verifies = verifier === undefined ? isModerator : verifier === participant;
  if (verifies && (state === 'reported' || state === 'reopened')) offers.push('verify');
  if (isModerator && state === 'verified') offers.push('reopen');
  if (isModerator && state === 'recorded' && !isSealed) offers.push('withdraw');
  return offers;
}

/**
 * All of a session's commitments, however many pages they take.
 * @param {import('../sdk/types/index.d.ts').Http} http
 * @param {string} session
 * @returns {Promise<{title: string, commitments: CommitmentLine[]}>}
 */
export async function loadCommitments(http, session) {
  const path = `/api/sessions/${encodeURIComponent(session)}/commitments`;
  /** @type {CommitmentLine[]} */
  const commitments = [];
  let title = '';
  /** @type {number | undefined} */
  let after;
  do {
    const page = /** @type {import('../sdk/types/protocol.d.ts').CommitmentPage} */ (await http.call('GET', path, { after }));
    title = page.title;
    commitments.push(...page.commitments);
    after = page.next === null ? undefined : page.next;
  } while (after !== undefined);
  return { title, commitments };
}

/**
 * Lines by how far they have come, in each column as they were.
 * @template {{state: State}} Line
 * @param {Line[]} lines
 */
export const byState = (lines) => COLUMNS.map((state) => ({ state, lines: lines.filter((line) => line.state === state) }));
