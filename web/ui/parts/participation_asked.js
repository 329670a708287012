// Figures that are asked for again as long as they can change, less often while nothing happens, and not while nobody looks.
import { RostrumElement } from '../element.js';
import { askAgainMs } from '../participation.js';

/** @typedef {import('../participation.js').Participation} Participation */

/** After a failure. */
const LATER_MS = 30000;

/** Calls `load` first when it is ready to. */
export class ParticipationAsked extends RostrumElement {
  constructor() {
    super();
    /** @type {Participation | null} */
    this.own = null;
    this.isLoading = false;
    this.problem = '';
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  entered() {
    this.leaving.push(() => clearTimeout(this.timer));
    this.listen(document, 'visibilitychange', () => document.hidden || this.load());
  }

  /** @returns {Promise<Participation>} */
  ask() {
    throw new Error('nobody is asked');
  }

  /** @param {any} problem @returns {string} in words */
  textOf(problem) {
    return String(problem);
  }

  async load() {
    if (this.isLoading) return;
    clearTimeout(this.timer);
    this.isLoading = true;
    /** @type {number | null} */
    let again = LATER_MS;
    this.update();
    try {
      this.own = await this.ask();
      this.problem = '';
      again = askAgainMs(this.own);
    } catch (problem) {
      this.problem = this.textOf(problem);
      // What is refused now will be refused later: who may not see it, or has lost the seat.
      if (/** @type {any} */ (problem).status >= 400 && /** @type {any} */ (problem).status < 429) again = null;
    }
    this.isLoading = false;
    if (again !== null && this.isConnected) this.timer = setTimeout(() => document.hidden || this.load(), again);
    this.update();
  }
}
