// Random documents with awkward names, and a merge patch written down a second time, as plainly as the RFC says it.

export const AWKWARD = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', '0', '43', '', 'a', 'b', '界别'];

/** Text of a random document: written by hand, so that no object of ours has to carry the awkward names. */
export function randomText(random, depth = 4) {
  const kind = random.below(depth > 0 ? 8 : 5);
  if (kind === 0) return 'null';
  if (kind === 1) return String(random() < 0.5);
  if (kind === 2) return String(random.below(3));
  if (kind === 3) return JSON.stringify(random.oneOf(['', 'x', '议政']));
  if (kind === 4) return '[]';
  if (kind === 5) return `[${times(random.below(3), () => randomText(random, depth - 1))}]`;
  return randomObjectText(random, depth);
}

export function randomObjectText(random, depth = 4) {
  const names = AWKWARD.filter(() => random() < 0.35);
  return `{${names.map((name) => `${JSON.stringify(name)}:${randomText(random, depth - 1)}`)}}`;
}

const times = (count, make) => Array.from({ length: count }, make);

/** JSON text in which the order of members does not show. */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical)}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  return `{${Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`)}}`;
}

/** RFC 7396 on `Map`s, which have no prototype's names to trip over: from texts to canonical text. */
export function naivePatched(targetText, patchText) {
  return naiveCanonical(naiveMerge(toMaps(JSON.parse(targetText)), toMaps(JSON.parse(patchText))));
}

function toMaps(value) {
  if (Array.isArray(value)) return value.map(toMaps);
  if (value === null || typeof value !== 'object') return value;
  return new Map(Object.entries(value).map(([name, member]) => [name, toMaps(member)]));
}

function naiveMerge(target, patch) {
  if (!(patch instanceof Map)) return patch;
  const result = new Map(target instanceof Map ? target : []);
  for (const [name, value] of patch) {
    if (value === null) result.delete(name);
    else result.set(name, naiveMerge(result.get(name), value));
  }
  return result;
}

function naiveCanonical(value) {
  if (Array.isArray(value)) return `[${value.map(naiveCanonical)}]`;
  if (!(value instanceof Map)) return JSON.stringify(value);
  const names = [...value.keys()].sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${naiveCanonical(value.get(name))}`)}}`;
}
