// UUID version 7 without `crypto.randomUUID`, which does not exist on plain HTTP.

/** @type {import('./types/parts.d.ts').CreateUuids} */
export function createUuids(now, randomBytes) {
  let millisecond = 0;
  let counter = 0;
  return () => {
    const random = randomBytes(10);
    const time = Math.floor(now());
    if (time > millisecond) {
      millisecond = time;
      // Beginning in the lower half leaves room for 2,048 more in the same millisecond.
      counter = ((random[8] & 0x07) << 8) | random[9];
    } else if (++counter > 0xfff) {
      millisecond += 1;
      counter = 0;
    }
    random[0] = (random[0] & 0x3f) | 0x80;
    const tail = Array.from(random.subarray(0, 8), (byte) => hex(byte, 2)).join('');
    return `${hex(millisecond, 12)}7${hex(counter, 3)}${tail}`.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  };
}

/** @type {(value: number, digits: number) => string} */
const hex = (value, digits) => value.toString(16).padStart(digits, '0');
