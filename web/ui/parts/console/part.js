// The base of the console's parts, and the buttons that they share.
import { h } from '../../dom.js';
import { ControlsElement } from '../../focus.js';
import { t } from '../../i18n.js';

/** Given `room` and `conduct`. */
export class ConsolePart extends ControlsElement {
  constructor() {
    super();
    /** @type {import('./conduct.js').Conduct} */
    this.conduct = /** @type {any} */ (null);
  }

  entered() {
    super.entered();
    for (const name of ['change', 'presence', 'roster']) this.listen(this.room, name);
    this.listen(this.conduct, 'change');
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
  const press = (/** @type {MouseEvent} */ event) => {
    // The other half of a double click may meet what has just come into the same place.
    if (event.detail > 1) return;
    if (blocked) room.refused(blocked);
    else if (rests) room.notify('news', t('console.rests'));
    else conduct.press(name, act);
  };
  const why = blocked && t(`blocked.${blocked}`);
  return h('button', {
    key: name, type: 'button', class: weight === 'main' ? 'primary' : weight === 'quiet' && 'quiet',
    'aria-label': about && t('console.about', { text, about }), title: why, 'data-why': why,
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
