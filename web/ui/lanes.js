// Posts by what has become of them, for whoever works through many: pure functions.

/** @typedef {import('./posts.js').PostLine} PostLine */

/** From what waits to what is settled, and what nobody shall read any more. */
export const LANES = /** @type {const} */ (['waiting', 'shown', 'raised', 'answered', 'gone']);
export const SORTS = /** @type {const} */ (['newest', 'endorsed']);

/** @typedef {typeof LANES[number]} Lane */
/** @typedef {typeof SORTS[number]} Sort */
/** @typedef {'approve' | 'refuse' | 'on_screen' | 'raise' | 'link_answer' | 'pin' | 'unpin' | 'hide' | 'show'} PostMove */

/** @type {(post: Pick<PostLine, 'hidden' | 'withdrawn' | 'approved' | 'answered' | 'raised'>) => Lane} */
export function laneOf({ hidden, withdrawn, approved, answered, raised }) {
  if (hidden || withdrawn) return 'gone';
  if (approved === false) return 'waiting';
  if (answered) return 'answered';
  return raised ? 'raised' : 'shown';
}

/**
 * Who waits longest is first in the lane of what waits; elsewhere the newest, or what most people hold with.
 * @type {(posts: PostLine[], wanted: {sort: Sort, sectorOf: (post: PostLine) => string | undefined, sector?: string}) => Record<Lane, PostLine[]>}
 */
export function inLanes(posts, { sort, sectorOf, sector }) {
  /** @type {Record<Lane, PostLine[]>} */
  const lanes = { waiting: [], shown: [], raised: [], answered: [], gone: [] };
  for (const post of posts) if (!sector || sectorOf(post) === sector) lanes[laneOf(post)].push(post);
  const newest = (/** @type {PostLine} */ one, /** @type {PostLine} */ other) => other.post - one.post;
  for (const lane of LANES) {
    if (lane === 'waiting') lanes[lane].sort((one, other) => one.post - other.post);
    else if (sort === 'newest') lanes[lane].sort(newest);
    else lanes[lane].sort((one, other) => other.endorsements - one.endorsements || newest(one, other));
  }
  return lanes;
}

/**
 * What a moderator can do with a post at once.
 * @type {(post: PostLine, thread: {pinned: number[]}, may: {isSealed: boolean, takesRequests: boolean}) => PostMove[]}
 */
export function movesOf(post, { pinned }, { isSealed, takesRequests }) {
  if (isSealed) return [];
  switch (laneOf(post)) {
    case 'waiting':
      return ['approve', 'refuse'];
    case 'gone':
      return post.withdrawn ? [] : ['show'];
    default:
      return [
        'on_screen',
        ...(takesRequests && !post.raised ? [/** @type {const} */ ('raise')] : []),
        ...(post.answered ? [] : [/** @type {const} */ ('link_answer')]),
        pinned.includes(post.post) ? 'unpin' : 'pin',
        'hide',
      ];
  }
}
