// Numbers that look like chance and are the same for the same seed.

/** @type {(seed: number) => (sides: number) => number} from 0 on, below the number of sides */
export function createDice(seed) {
  let state = seed >>> 0;
  return (sides) => {
    // A step of Marsaglia's xorshift.
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % sides;
  };
}
