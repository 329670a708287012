// Texts that are not sent yet, kept in this tab: phones forget pages. They belong to a seat, for a device may be passed on.

/** @typedef {{session: string, participant: number}} Seat */

/** @type {(session: string, participant?: number) => string} what the names of a seat's drafts begin with, or of all of a session */
const prefix = (session, participant) => `rostrum.draft.${session}.${participant === undefined ? '' : `${participant}.`}`;

/** @type {(seat: Seat, name: string) => string} */
export function draftOf({ session, participant }, name) {
  try {
    return sessionStorage.getItem(prefix(session, participant) + name) || '';
  } catch {
    return '';
  }
}

/** @type {(seat: Seat, name: string, text: string) => void} */
export function keepDraft({ session, participant }, name, text) {
  const key = prefix(session, participant) + name;
  try {
    if (text) sessionStorage.setItem(key, text);
    else sessionStorage.removeItem(key);
  } catch {
    // A browser that keeps nothing keeps no draft either.
  }
}

/**
 * Forgets the drafts of a seat that is given up.
 * @param {string} session
 * @param {number | undefined} participant without a number, all of the session's
 */
export function forgetDrafts(session, participant) {
  try {
    const ours = Object.keys(sessionStorage).filter((key) => key.startsWith(prefix(session, participant)));
    ours.forEach((key) => sessionStorage.removeItem(key));
  } catch {
    // Nothing was kept.
  }
}
