// The base of the console's parts, and the buttons that they share.
import { h } from '../../dom.js';
import { RostrumElement } from '../../element.js';
import { t } from '../../i18n.js';

/** Given `room` and `conduct`. */
export class ConsolePart extends RostrumElement {
  constructor() {
    super();
    /** @type {import('./conduct.js').Conduct} */
    this.conduct = /** @type {any} */ (null);
  }

  entered() {
    for (const name of ['change', 'presence', 'roster']) this.listen(this.room, name);
    this.listen(this.conduct, 'change');
    /** @type {Element | null} what in this part had the focus last, while nothing else has had it */
    this.focused = null;
    /** @type {Element | null} what it stood in */
    this.group = null;
    this.listen(document, 'focusin', ({ target }) => this.focusMoved(target));
  }

  /** @param {Element} target */
  focusMoved(target) {
    // A dialog gives the focus back to where it was.
    if (target.closest('dialog')) return;
    this.focused = this.contains(target) ? target : null;
    this.group = this.focused && target.closest('.controls, li, section');
  }

  /** Keeps the focus near when the control that has it goes away, also while a dialog is open. */
  drawNow() {
    super.drawNow();
    const { focused, group } = this;
    if (!focused || focused.isConnected || document.activeElement !== document.body) return;
    const near = group && group.isConnected ? group : this;
    const next = /** @type {HTMLElement | null} */ (near.querySelector('button, summary'));
    if (next) next.focus();
  }
}

/**
 * A button for something that a moderator does. `about` tells it from its likes for those who do not see where it
 * stands; while `rests`, it takes no press because its subject has just changed, while `waits`, because another press that
 * changes its subject is on its way.
 * @param {ConsolePart} part
 * @param {{name: string, text: string, about?: string, weight?: 'main' | 'usual' | 'quiet',
 *   blocked?: import('./offers.js').Code | null, rests?: boolean, waits?: boolean, act: () => Promise<unknown>}} control `name` is unique on the page
 * @returns {import('../../types.d.ts').Drawn}
 */
export function drawControl({ conduct, room }, { name, text, about, weight = 'usual', blocked = null, rests = false, waits = false, act }) {
  const isPressed = conduct.pressed.has(name);
  const press = () => {
    if (waits) return;
    if (blocked) room.refused(blocked);
    else if (rests) room.notify('news', t('console.rests'));
    else conduct.press(name, act);
  };
  return h('button', {
    key: name, type: 'button', class: weight === 'main' ? 'primary' : weight === 'quiet' && 'quiet',
    'aria-label': about && t('console.about', { text, about }),
    'aria-disabled': (isPressed || waits || rests || Boolean(blocked)) && 'true', 'aria-busy': isPressed && 'true', onclick: press,
  }, text);
}

/**
 * What is asked for rarely, folded away.
 * @param {string} about whose it is
 * @param {import('../../types.d.ts').Child[]} controls
 * @returns {import('../../types.d.ts').Child}
 */
export function drawFurther(about, controls) {
  if (controls.length === 0) return null;
  const text = t('console.further');
  return h('details', { class: 'further', key: 'further' },
    h('summary', { 'aria-label': t('console.about', { text, about }) }, text),
    h('p', { class: 'controls' }, ...controls));
}
