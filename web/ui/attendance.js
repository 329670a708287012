// Who is there, as the journal has it: from connections, and from rooms that were signed in.
import { pages } from '../sdk/index.js';

/** Tells who has come and who has gone. @type {(there: Set<number>, entry: import('../sdk/types/protocol.d.ts').Entry) => boolean} whether it did */
export function applyAttendance(there, entry) {
  if (entry.type === 'participant_removed') return there.delete(entry.participant);
  if (entry.type !== 'attendance_recorded') return false;
  entry.arrived.forEach((participant) => there.add(participant));
  entry.departed.forEach((participant) => there.delete(participant));
  return true;
}

/**
 * Reads the list of people, for the view holds the number alone; to be begun when somebody wants to see it.
 * @param {import('./room.js').Room} room
 * @param {() => void} changed
 */
export function createAttendance(room, changed) {
  /** @type {Set<number>} */
  const there = new Set();
  let isLoaded = false;
  /** What came while the list was being read: the last word on each person is right, whatever the list says. @type {import('../sdk/types/index.d.ts').MessageOf<'event'>[]} */
  let early = [];

  /** @param {{detail: import('../sdk/types/index.d.ts').MessageOf<'event'>}} event */
  const heard = ({ detail }) => {
    if (!isLoaded) early.push(detail);
    else if (applyAttendance(there, detail.entry)) changed();
  };

  async function load() {
    isLoaded = false;
    early = [];
    there.clear();
    try {
      for await (const { participants } of pages((after) => room.http.participants(room.session, { after, limit: 500 }))) {
        participants.filter(({ arrived }) => arrived).forEach(({ participant }) => there.add(participant));
      }
    } catch (error) {
      room.refused(/** @type {any} */ (error).code);
    }
    early.forEach(({ entry }) => applyAttendance(there, entry));
    isLoaded = true;
    changed();
  }

  return {
    there,
    /** Begins, and returns what ends it. */
    begin() {
      const listener = /** @type {any} */ (heard);
      room.addEventListener('entry', listener);
      room.addEventListener('gap', load);
      load();
      return () => {
        room.removeEventListener('entry', listener);
        room.removeEventListener('gap', load);
      };
    },
  };
}
