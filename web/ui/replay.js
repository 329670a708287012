// Going through a session that was: which entry is wanted, which one is shown, and what is on its way. No page is needed.

/** @typedef {import('../sdk/types/protocol.d.ts').Replay} Moment */
/** @typedef {import('../sdk/types/index.d.ts').View} View */

/** Whoever drags the slider asks for the entry at which it rests. */
const REST_MS = 150;
/** How long each entry is shown while it plays. */
const STEP_MS = 1000;
/** After this a server that was busy is asked again. */
const AGAIN_MS = 1500;
const BUSY = ['rate_limited', 'unavailable'];

/**
 * @param {{load: (seq: number) => Promise<Moment>, changed: () => void, head: number, at: number,
 *   later?: (work: () => void, ms: number) => unknown, never?: (timer: any) => void}} options
 */
export function createReplay({ load, changed, head, at, later = setTimeout, never = clearTimeout }) {
  let wanted = within(at);
  /** @type {Moment | null} */
  let shown = null;
  let problem = '';
  let isPlaying = false;
  let isLoading = false;
  let hasEnded = false;
  /** @type {unknown} */
  let timer;

  /** @param {number} seq */
  function within(seq) {
    return Math.min(Math.max(1, Math.round(seq) || 1), head);
  }

  /** @param {number} ms */
  function loadAfter(ms) {
    never(timer);
    timer = later(loadNow, ms);
  }

  /** One entry at a time is asked for: what comes is what was wanted last, or it is asked for next. */
  async function loadNow() {
    never(timer);
    if (isLoading || hasEnded) return;
    isLoading = true;
    const asked = wanted;
    let wait = 0;
    try {
      const moment = await load(asked);
      problem = '';
      // What nobody wants any more is not shown.
      if (asked === wanted) shown = moment;
    } catch (error) {
      const { code } = /** @type {any} */ (error);
      problem = code || 'unavailable';
      if (!BUSY.includes(problem)) isPlaying = false;
      wait = BUSY.includes(problem) ? AGAIN_MS : Infinity;
    }
    isLoading = false;
    if (hasEnded) return;
    changed();
    if (asked !== wanted) loadAfter(0);
    else if (wait > 0 && wait < Infinity) loadAfter(wait);
    else if (isPlaying) timer = later(playOn, STEP_MS);
  }

  function playOn() {
    if (wanted >= head) {
      isPlaying = false;
      changed();
      return;
    }
    wanted = within(wanted + 1);
    changed();
    loadNow();
  }

  return {
    get wanted() {
      return wanted;
    },
    get shown() {
      return shown;
    },
    get head() {
      return head;
    },
    get problem() {
      return problem;
    },
    get isPlaying() {
      return isPlaying;
    },
    get isBehind() {
      return !shown || shown.position.seq !== wanted;
    },
    begin: loadNow,
    /**
     * Goes to an entry; with `rest`, once nobody has wanted another one for a moment.
     * @param {number} seq
     * @param {boolean} [rest]
     */
    seek(seq, rest = false) {
      wanted = within(seq);
      isPlaying = false;
      changed();
      loadAfter(rest ? REST_MS : 0);
    },
    play() {
      isPlaying = wanted < head;
      changed();
      if (isPlaying) playOn();
    },
    pause() {
      isPlaying = false;
      never(timer);
      changed();
      // What was on its way when the slider was let go is still wanted.
      if (!isLoading && (!shown || shown.position.seq !== wanted)) loadAfter(0);
    },
    end() {
      hasEnded = true;
      never(timer);
    },
  };
}

/**
 * The view with every clock standing at its moment: nothing runs in the past.
 * @type {(moment: Moment) => View}
 */
export function standing({ view, at }) {
  /** @type {View['turns']} */
  const turns = Object.create(null);
  for (const id of Object.keys(view.turns)) {
    const { running_since: since, ...turn } = view.turns[id];
    const run = since ? Math.max(0, Date.parse(at) - Date.parse(since)) : 0;
    turns[id] = { ...turn, spent_ms: turn.spent_ms + run };
  }
  return { .../** @type {any} */ (view), turns };
}

/**
 * The turn that began last, at an entry or before it.
 * @type {<Turn extends {turn: number}>(turns: Turn[], seq: number) => Turn | null}
 */
export function turnAt(turns, seq) {
  const begun = turns.filter(({ turn }) => turn <= seq);
  return begun.length > 0 ? begun[begun.length - 1] : null;
}
