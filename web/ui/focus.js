// The base of elements with controls that come and go under the hand.
import { RostrumElement } from './element.js';

export class ControlsElement extends RostrumElement {
  entered() {
    /** @type {Element | null} what in this part had the focus last, while nothing else has had it */
    this.focused = null;
    /** @type {Element | null} what it stood in */
    this.group = null;
    this.listen(document, 'focusin', ({ target }) => this.focusMoved(target));
  }

  /** @param {Element} target */
  focusMoved(target) {
    // A dialog gives the focus back to where it was.
    if (target.closest('dialog') !== this.closest('dialog')) return;
    this.focused = this.contains(target) ? target : null;
    this.group = this.focused && target.closest('li, section');
  }

  /**
   * Keeps the focus near when the control that has it goes away, also while a dialog is open: on what is around it, so
   * that a second press of a key does not press what has come into its place.
   */
  drawNow() {
    super.drawNow();
    const { focused, group } = this;
    if (!focused || focused.isConnected || document.activeElement !== document.body) return;
    const near = /** @type {HTMLElement} */ (group && group.isConnected ? group : this);
    near.tabIndex = -1;
    near.focus();
  }
}
