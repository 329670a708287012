// The base of the console's parts, and the buttons that they share.
import { h } from '../../dom.js';
import { RostrumElement } from '../../element.js';
import { t } from '../../i18n.js';
import { followKeys } from '../../single_keys.js';
import { drawKey, withKey } from '../key_hint.js';

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
    followKeys(this);
  }
}

/** @typedef {{name: string, blocked?: import('./offers.js').Code | null, rests?: boolean, act: () => Promise<unknown>}} Pressed `name` is unique on the page */

/**
 * A button for something that a moderator does. `about` tells it from its likes for those who do not see where it
 * stands; while `rests`, it takes no press because its subject has just changed; the key of `action` presses it, too. An `icon` stands for the text.
 * @param {ConsolePart} part
 * @param {Pressed & {text: string, icon?: string, about?: string, weight?: 'main' | 'usual' | 'quiet', action?: import('../../key_table.js').Action}} control
 * @returns {import('../../types.d.ts').Drawn}
 */
export function drawControl(part, control) {
  const { name, text, icon, about, weight = 'usual', blocked = null, rests = false, action } = control;
  const isPressed = part.conduct.pressed.has(name);
  const why = blocked && t(`blocked.${blocked}`);
  return h('button', {
    key: name, type: 'button', class: weight === 'main' ? 'primary' : weight === 'quiet' && 'quiet',
    'aria-label': about && t('console.about', { text, about }), title: why || (icon && text), 'data-why': why,
    'aria-disabled': (isPressed || rests || Boolean(blocked)) && 'true', 'aria-busy': isPressed && 'true', ...(action && withKey(action)),
    // The other half of a double click may meet what has just come into the same place.
    onclick: (/** @type {MouseEvent} */ event) => event.detail > 1 || pressControl(part, control),
  }, icon ? h('span', { 'aria-hidden': 'true' }, icon) : text, action && drawKey(action));
}

/** What a press does, by whatever it comes. @type {(part: Pick<ConsolePart, 'room' | 'conduct'>, control: Pressed) => void} */
export function pressControl({ room, conduct }, { name, blocked, rests, act }) {
  if (blocked) room.refused(blocked);
  else if (rests) room.notify('news', t('console.rests'));
  else conduct.press(name, act);
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
