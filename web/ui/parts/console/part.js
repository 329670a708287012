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
  }

  /** Keeps the focus near when the control that has it goes away. */
  drawNow() {
    const focused = document.activeElement;
    const group = focused && this.contains(focused) ? focused.closest('.controls, li, section') : null;
    super.drawNow();
    if (!group || !focused || focused.isConnected) return;
    const near = group.isConnected ? group : this;
    const next = /** @type {HTMLElement | null} */ (near.querySelector('button, summary'));
    if (next) next.focus();
  }
}

/**
 * A button for something that a moderator does. `about` tells it from its likes for those who do not see where it
 * stands; while `rests`, it takes no press because its subject has just changed.
 * @param {ConsolePart} part
 * @param {{name: string, text: string, about?: string, weight?: 'main' | 'usual' | 'quiet',
 *   blocked?: import('./offers.js').Code | null, rests?: boolean, act: () => Promise<unknown>}} control `name` is unique on the page
 * @returns {import('../../types.d.ts').Drawn}
 */
export function drawControl({ conduct, room }, { name, text, about, weight = 'usual', blocked = null, rests = false, act }) {
  const isPressed = conduct.pressed.has(name);
  const press = () => {
    if (blocked) room.refused(blocked);
    else if (rests) room.notify('news', t('console.rests'));
    else conduct.press(name, act);
  };
  return h('button', {
    key: name, type: 'button', class: weight === 'main' ? 'primary' : weight === 'quiet' && 'quiet',
    'aria-label': about && t('console.about', { text, about }),
    'aria-disabled': (isPressed || rests || Boolean(blocked)) && 'true', 'aria-busy': isPressed && 'true', onclick: press,
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
