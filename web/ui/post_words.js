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

/** A piece of a text beside another one: in both, in the earlier one alone, or in the later one alone. @typedef {{kind: 'same' | 'gone' | 'new', text: string}} Piece */

/** Texts with more changes than this are shown as wholly replaced; so much work is never much. */
const CHANGES_MAX = 800;
/** So few characters between two changes belong together by chance. */
const ISLAND_MAX = 2;

/**
 * What became of a text: its pieces in order, what is gone before what is new in its place.
 * @param {string} before
 * @param {string} now
 * @returns {Piece[]}
 */
export function difference(before, now) {
  const [one, other] = [Array.from(before), Array.from(now)];
  let start = 0;
  while (start < one.length && start < other.length && one[start] === other[start]) start += 1;
  let end = 0;
  while (end < one.length - start && end < other.length - start && one[one.length - 1 - end] === other[other.length - 1 - end]) end += 1;
  const middle = together(changes(one.slice(start, one.length - end), other.slice(start, other.length - end)));
  const pieces = [piece('same', one.slice(0, start)), ...middle, piece('same', one.slice(one.length - end))];
  return pieces.filter(({ text }) => text);
}

/** @type {(kind: Piece['kind'], signs: string[]) => Piece} */
const piece = (kind, signs) => ({ kind, text: signs.join('') });

/**
 * The fewest signs that go and come (Myers 1986: the furthest that one gets with so many changes, on each diagonal).
 * @param {string[]} one
 * @param {string[]} other
 * @returns {[Piece['kind'], string][]} sign by sign
 */
function changes(one, other) {
  const most = Math.min(one.length + other.length, CHANGES_MAX);
  const middle = most + 1;
  const furthest = new Int32Array(2 * middle + 1);
  /** @type {Int32Array[]} */
  const before = [];
  /** @type {(reached: Int32Array, count: number, diagonal: number) => boolean} whether a sign came last, and none went */
  const comes = (reached, count, diagonal) =>
    diagonal === -count || (diagonal !== count && reached[middle + diagonal - 1] < reached[middle + diagonal + 1]);
  for (let count = 0; count <= most; count += 1) {
    before.push(furthest.slice());
    for (let diagonal = -count; diagonal <= count; diagonal += 2) {
      let x = comes(furthest, count, diagonal) ? furthest[middle + diagonal + 1] : furthest[middle + diagonal - 1] + 1;
      while (x < one.length && x - diagonal < other.length && one[x] === other[x - diagonal]) x += 1;
      furthest[middle + diagonal] = x;
      if (x >= one.length && x - diagonal >= other.length) return back(count);
    }
  }
  return [...one.map((sign) => /** @type {['gone', string]} */ (['gone', sign])), ...other.map((sign) => /** @type {['new', string]} */ (['new', sign]))];

  /** @type {(count: number) => [Piece['kind'], string][]} */
  function back(count) {
    /** @type {[Piece['kind'], string][]} */
    const signs = [];
    let [x, y] = [one.length, other.length];
    for (let left = count; left > 0; left -= 1) {
      const isNew = comes(before[left], left, x - y);
      const diagonal = x - y + (isNew ? 1 : -1);
      const from = before[left][middle + diagonal];
      while (x > from && y > from - diagonal) signs.push(['same', one[(y -= 1, x -= 1)]]);
      signs.push(isNew ? ['new', other[(y -= 1)]] : ['gone', one[(x -= 1)]]);
    }
    while (x > 0) signs.push(['same', one[(x -= 1)]]);
    return signs.reverse();
  }
}

/** Signs put together to pieces that one can read. @type {(signs: [Piece['kind'], string][]) => Piece[]} */
function together(signs) {
  /** @type {Piece[]} */
  const pieces = [];
  /** @type {Record<Piece['kind'], string[]>} what is not told yet; `same` comes after the others */
  const open = { gone: [], new: [], same: [] };
  const tell = () => {
    for (const kind of /** @type {const} */ (['gone', 'new', 'same'])) pieces.push(piece(kind, open[kind].splice(0)));
  };
  for (const [kind, sign] of signs) {
    if (kind !== 'same' && open.same.length > ISLAND_MAX) tell();
    // A few that are the same between changes go and come with them.
    if (kind !== 'same') open.same.splice(0).forEach((each) => open.gone.push(each) && open.new.push(each));
    open[kind].push(sign);
  }
  tell();
  return pieces;
}
