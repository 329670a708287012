// A sector may be called `__proto__` or `constructor`: on an object without a prototype these are names like any other.

/** @type {typeof import('./types/index.d.ts').parse} */
export const parse = (text) => JSON.parse(text, (_name, value) => (isObject(value) ? copyOf(value) : value));

/** @type {typeof import('./types/index.d.ts').mergePatch} */
export function mergePatch(target, patch) {
  if (!isObject(patch)) return patch;
  const base = isObject(target) ? target : Object.create(null);
  let result = base;
  for (const name of Object.keys(patch)) {
    const before = Object.prototype.hasOwnProperty.call(base, name) ? base[name] : undefined;
    const after = patch[name] === null ? undefined : mergePatch(before, patch[name]);
    if (after === before) continue;
    if (result === base) result = copyOf(base);
    if (after === undefined) delete result[name];
    else result[name] = after;
  }
  return result;
}

/** @type {(value: any) => boolean} */
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** @type {(object: any) => any} */
function copyOf(object) {
  const copy = Object.create(null);
  for (const name of Object.keys(object)) copy[name] = object[name];
  return copy;
}
