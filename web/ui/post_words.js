// What is said of texts, without a page: their beginnings, and what is different between two of them.

/**
 * The beginning of a text in one line.
 * @param {string} text
 * @param {number} charactersMax
 */
export function beginning(text, charactersMax) {
  const signs = Array.from(text.replace(/\s+/g, ' ').trim());
  return signs.length > charactersMax ? `${signs.slice(0, charactersMax - 1).join('')}…` : signs.join('');
}

/**
 * Where a text is different from the one before: what both begin with, what this one has in between, and what both end with.
 * @param {string} before
 * @param {string} now
 * @returns {[string, string, string]}
 */
export function difference(before, now) {
  const [one, other] = [Array.from(before), Array.from(now)];
  let start = 0;
  while (start < one.length && start < other.length && one[start] === other[start]) start += 1;
  let end = 0;
  while (end < one.length - start && end < other.length - start && one[one.length - 1 - end] === other[other.length - 1 - end]) end += 1;
  const middle = other.length - end;
  return [other.slice(0, start).join(''), other.slice(start, middle).join(''), other.slice(middle).join('')];
}
