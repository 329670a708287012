// What can be taken back now: the last own command, for a while, until the next one.

/** So long is an undo offered: long enough to see that it was wrong. */
export const UNDO_MS = 12000;

/** @typedef {import('../../../sdk/types/index.d.ts').Command} Command */

/**
 * @param {{after: (ms: number, run: () => void) => (() => void), changed: () => void}} needs
 */
export function createUndo({ after, changed }) {
  /** @type {{done: Command['type'], undo: Command} | null} */
  let offered = null;
  /** What was given out: it is not offered for taking back itself, or a second press would do all again. @type {Command | null} */
  let taken = null;
  let stop = () => {};

  function forget() {
    stop();
    offered = null;
    changed();
  }

  return {
    /** What was done last, and the command that takes it back; null where there is none. */
    get offered() {
      return offered;
    },
    /** A command of one's own was taken: whatever was offered before is over. @type {(done: Command, undo: Command | undefined) => void} */
    sent(done, undo) {
      stop();
      offered = undo && done !== taken ? { done: done.type, undo } : null;
      stop = offered ? after(UNDO_MS, forget) : () => {};
      changed();
    },
    /** Gives the command out, once. @returns {Command | null} */
    take() {
      const undo = offered && offered.undo;
      if (undo) {
        taken = undo;
        forget();
      }
      return undo;
    },
    stop: () => stop(),
  };
}

/**
 * Whether an undo still has something to take back, as far as the view tells; the server judges it all the same.
 * @type {(undo: Command, view: import('../../../sdk/types/index.d.ts').View) => boolean}
 */
export function stillApplies(undo, { requests, queues, turns, floor, session }) {
  switch (undo.type) {
    case 'recall_call':
      return Boolean(requests[undo.request]) && requests[undo.request].state !== 'waiting';
    case 'call_speaker':
      return Boolean(requests[undo.request]) && (undo.expect_turn || null) === (floor.turn || null);
    case 'move_request':
      return Boolean(requests[undo.request]) && requests[undo.request].state === 'waiting';
    case 'restore_request':
      return !requests[undo.request];
    case 'pause_turn':
      return floor.turn === undo.expect_turn && turns[floor.turn || 0].state !== 'paused';
    case 'resume_turn':
      return floor.turn === undo.expect_turn && turns[floor.turn || 0].state === 'paused';
    case 'resume_session':
      return session.phase === 'recess';
    case 'call_recess':
      return session.phase === 'open';
    case 'open_queue':
      return !(queues[undo.item] && queues[undo.item].open);
    case 'close_queue':
      return Boolean(queues[undo.item] && queues[undo.item].open);
    default:
      return true;
  }
}
