// Finding somebody among many: a pure function.

/** @typedef {import('../../../sdk/types/protocol.d.ts').ParticipantLine} ParticipantLine */

/**
 * Those whose name, sector or venue has every word of what was typed, in the order of the list.
 * @param {ParticipantLine[]} people
 * @param {string} typed
 * @param {(person: ParticipantLine) => string} originOf what is searched beside the name
 */
export function findPeople(people, typed, originOf) {
  const words = typed.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return people;
  return people.filter((person) => {
    const text = `${person.name} ${originOf(person)}`.toLocaleLowerCase();
    return words.every((word) => text.includes(word));
  });
}
