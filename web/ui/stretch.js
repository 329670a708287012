// The stretch of a long list that stands on the page: however far somebody reads back, no more than so much is drawn.
// Lists are given oldest first; what is remembered are numbers, not places, for a list grows at both ends. Pure.

/**
 * @template T
 * @param {object} of
 * @param {(each: T) => number} of.numberOf grows from the oldest to the newest
 * @param {(each: T) => number} of.weightOf how much one is to draw
 * @param {number} of.page so much is drawn at first, and comes with each step
 * @param {number} of.most so much is drawn at most, at least two pages; a single one may weigh more
 */
export function createStretch({ numberOf, weightOf, page, most }) {
  /** Whether it goes up to the newest, whatever comes. */
  let follows = true;
  /** How much there is room for. */
  let size = page;
  /** Between these, both in it, it stands where it does not. */
  let [oldest, newest] = [0, 0];
  /** What was the newest when it was held, if it was. */
  let held = 0;

  /** @type {(list: T[], begin: number, end: number) => number} */
  const weigh = (list, begin, end) => list.slice(begin, end).reduce((sum, each) => sum + weightOf(each), 0);

  /** The first of those before `end` that fit; at least one. @type {(list: T[], end: number, room: number) => number} */
  function back(list, end, room) {
    let begin = end;
    for (let left = room; begin > 0; begin -= 1) {
      left -= weightOf(list[begin - 1]);
      if (left < 0 && begin < end) break;
    }
    return begin;
  }

  /** Behind the last of those from `begin` on that fit; at least one. @type {(list: T[], begin: number, room: number) => number} */
  function forth(list, begin, room) {
    let end = begin;
    for (let left = room; end < list.length; end += 1) {
      left -= weightOf(list[end]);
      if (left < 0 && end > begin) break;
    }
    return end;
  }

  /** @type {(list: T[]) => {begin: number, end: number}} places in the list, the end not among them */
  function range(list) {
    if (follows) return { begin: back(list, list.length, size), end: list.length };
    const count = (/** @type {(number: number) => boolean} */ is) => list.filter((each) => is(numberOf(each))).length;
    const begin = count((number) => number < oldest);
    // More may have come between than there is room for.
    return { begin, end: Math.min(count((number) => number <= newest), forth(list, begin, size)) };
  }

  /** @type {(list: T[], begin: number, end: number, isHeld?: boolean) => void} */
  function stand(list, begin, end, isHeld = false) {
    follows = end >= list.length && !isHeld;
    const weight = weigh(list, begin, end);
    size = follows ? weight : Math.max(most, weight);
    if (!follows) [oldest, newest] = [numberOf(list[begin]), numberOf(list[end - 1])];
  }

  return {
    range,
    /** Back to the newest alone. */
    toNewest() {
      follows = true;
      size = page;
    },
    /** If it follows, it stands where it is from now on: what comes is behind it. @param {T[]} list */
    hold(list) {
      const { begin, end } = range(list);
      if (!follows || begin === end) return;
      stand(list, begin, end, true);
      held = newest;
    },
    /** Whether nothing but what came since it was held is behind it. */
    get isHeld() {
      return !follows && newest === held;
    },
    /** How much of the list lies before. @param {T[]} list */
    before: (list) => weigh(list, 0, range(list).begin),
    /** One page further back; the oldest that stood there stays. @param {T[]} list */
    goBack(list) {
      const { begin } = range(list);
      if (begin === 0) return;
      const first = back(list, begin, page);
      stand(list, first, Math.max(begin + 1, forth(list, first, most)));
    },
    /** One page further on; the newest that stood there stays. @param {T[]} list */
    goForth(list) {
      const { end } = range(list);
      if (end === list.length) return;
      const last = forth(list, end, page);
      stand(list, Math.min(Math.max(0, end - 1), back(list, last, most)), last);
    },
    /** So that one is in it; where it is already, nothing changes. @type {(list: T[], index: number) => void} */
    show(list, index) {
      const { begin, end } = range(list);
      if (index < begin || index >= end) stand(list, back(list, index + 1, page), forth(list, index, page));
    },
  };
}
