// A list of requests through which one goes by keys: one row is chosen, and Tab leads to that one alone.
import { onSingleKey } from '../../single_keys.js';
import { ConsolePart } from './part.js';

/** @typedef {import('./request_offers.js').RequestControl} RequestControl */

/** What a key does to the request that has the focus; its buttons need theirs for themselves. */
const ON_ROW = /** @type {const} */ ({ Enter: 'call', Delete: 'deny' });
const WITH_ALT = /** @type {const} */ ({ ArrowUp: 'move_up', ArrowDown: 'move_down' });

/** Its rows have `data-request`. */
export class RowsPart extends ConsolePart {
  entered() {
    super.entered();
    /** The request whose row Tab leads to. */
    this.chosen = 0;
    this.listen(this, 'focusin', ({ target }) => this.chose(target));
    this.listen(this, 'keydown', (event) => this.keyDown(event));
    onSingleKey(this, 'up', () => this.choose(-1), true);
    onSingleKey(this, 'down', () => this.choose(1), true);
  }

  /** @returns {HTMLElement[]} */
  get rows() {
    return [...this.querySelectorAll('.queue [data-request]')].map((row) => /** @type {HTMLElement} */ (row));
  }

  drawNow() {
    const row = this.rowOf(document.activeElement);
    const place = row ? this.rows.indexOf(row) : 0;
    super.drawNow();
    const { rows } = this;
    // Who goes away while chosen leaves the choice to who comes into the place.
    if (row && !row.isConnected && rows.length > 0) rows[Math.min(place, rows.length - 1)].focus();
    const chosen = rows.find((each) => idOf(each) === this.chosen) || rows[0];
    rows.forEach((each) => Object.assign(each, { tabIndex: each === chosen ? 0 : -1 }));
  }

  /** @type {(target: Element | null) => HTMLElement | null} */
  rowOf(target) {
    return target && this.contains(target) ? target.closest('[data-request]') : null;
  }

  /** @param {Element} target */
  chose(target) {
    const row = this.rowOf(target);
    if (!row || idOf(row) === this.chosen) return;
    this.chosen = idOf(row);
    this.update();
  }

  /** Goes to the row beside the chosen one, or first to that itself. @param {-1 | 1} step */
  choose(step) {
    const { rows } = this;
    if (rows.length === 0) return false;
    const row = this.rowOf(document.activeElement);
    const place = row ? rows.indexOf(row) + step : rows.findIndex((each) => idOf(each) === this.chosen);
    rows[Math.max(0, Math.min(rows.length - 1, place))].focus();
    return true;
  }

  /** @param {KeyboardEvent} event */
  keyDown(event) {
    const { key, altKey, ctrlKey, metaKey, shiftKey, repeat, target } = event;
    const row = this.rowOf(/** @type {Element} */ (target));
    if (!row || ctrlKey || metaKey || shiftKey) return;
    const step = { ArrowUp: /** @type {const} */ (-1), ArrowDown: /** @type {const} */ (1) }[key];
    const name = altKey ? WITH_ALT[/** @type {'ArrowUp'} */ (key)] : target === row && ON_ROW[/** @type {'Enter'} */ (key)];
    if (!name && (!step || altKey)) return;
    event.preventDefault();
    if (name && !repeat) this.pressRow(idOf(row), name);
    else if (step && !altKey) this.choose(step);
  }

  /** @type {(id: number, name: RequestControl) => void} */
  pressRow(id, name) {
    throw new Error(`nobody does ${name} to ${id}`);
  }
}

/** @param {HTMLElement} row */
const idOf = ({ dataset }) => Number(dataset.request);
