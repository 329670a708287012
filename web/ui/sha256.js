// SHA-256 (FIPS 180-4), because browsers have `crypto.subtle` over TLS alone. For lines of a record, not for files.

/** The first 32 bits of the fractional parts of `root(prime)`. @type {(root: (prime: number) => number, count: number) => Uint32Array} */
const fractions = (root, count) => {
  /** @type {number[]} */
  const found = [];
  for (let candidate = 2; found.length < count; candidate++) {
    if (found.every((_, index) => candidate % PRIMES[index] !== 0)) {
      PRIMES[found.length] = candidate;
      found.push(((root(candidate) % 1) * 2 ** 32) | 0);
    }
  }
  return Uint32Array.from(found);
};
/** @type {number[]} */
const PRIMES = [];
const START = fractions(Math.sqrt, 8);
const ROUNDS = fractions(Math.cbrt, 64);

/** @type {(word: number, by: number) => number} */
const right = (word, by) => (word >>> by) | (word << (32 - by));

/** @type {(bytes: Uint8Array) => Uint8Array} */
export function sha256(bytes) {
  const padded = new Uint8Array(((bytes.length + 72) >> 6) << 6);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(bytes.length / 2 ** 29));
  view.setUint32(padded.length - 4, bytes.length << 3);
  const state = START.slice();
  const words = new Uint32Array(64);
  for (let block = 0; block < padded.length; block += 64) {
    for (let index = 0; index < 64; index++) {
      if (index < 16) {
        words[index] = view.getUint32(block + 4 * index);
        continue;
      }
      const [early, late] = [words[index - 15], words[index - 2]];
      words[index] = words[index - 16] + words[index - 7]
        + (right(early, 7) ^ right(early, 18) ^ (early >>> 3)) + (right(late, 17) ^ right(late, 19) ^ (late >>> 10));
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let index = 0; index < 64; index++) {
      const one = (h + (right(e, 6) ^ right(e, 11) ^ right(e, 25)) + ((e & f) ^ (~e & g)) + ROUNDS[index] + words[index]) | 0;
      const two = ((right(a, 2) ^ right(a, 13) ^ right(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((word, index) => {
      state[index] += word;
    });
  }
  const hash = new Uint8Array(32);
  state.forEach((word, index) => new DataView(hash.buffer).setUint32(4 * index, word));
  return hash;
}
