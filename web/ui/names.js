// Names that something is about to say, and that the page may not know yet.

/** So long it is waited for names that the page does not know yet. */
const NAMES_MS = 2000;

/** @type {(room: import('./room.js').Room, people: (number | null | undefined)[]) => Promise<unknown>} */
export function namesOf(room, people) {
  // Asking for a name makes the roster load it.
  if (people.map((by) => !by || room.roster.name(by)).every(Boolean)) return Promise.resolve();
  return new Promise((resolve) => {
    room.addEventListener('roster', resolve, { once: true });
    setTimeout(resolve, NAMES_MS);
  });
}
