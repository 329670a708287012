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
      offered = undo ? { done: done.type, undo } : null;
      stop = undo ? after(UNDO_MS, forget) : () => {};
      changed();
    },
    /** Gives the command out, once. @returns {Command | null} */
    take() {
      const undo = offered && offered.undo;
      if (offered) forget();
      return undo;
    },
    stop: () => stop(),
  };
}

/**
 * Whether a key that was pressed means "take it back": not while somebody writes, or chooses signs, or holds another key.
 * @param {{key: string, ctrlKey?: boolean, altKey?: boolean, metaKey?: boolean, isComposing?: boolean, keyCode?: number, repeat?: boolean}} event
 * @param {boolean} isWriting whether the focus is where letters are written
 */
export const isUndoKey = ({ key, ctrlKey, altKey, metaKey, isComposing, keyCode, repeat }, isWriting) =>
  (key === 'u' || key === 'U') && !ctrlKey && !altKey && !metaKey && !isComposing && keyCode !== 229 && !repeat && !isWriting;
