// What people choose on their device; it holds at once, on every page, and is kept there.
import { h } from '../dom.js';
import { RostrumElement } from '../element.js';
import { t } from '../i18n.js';
import { choose, setting } from '../settings.js';
import { showDialog } from './dialogs.js';

/** What can be chosen, the usual first. */
const CHOICES = /** @type {const} */ ({
  type: ['', 'large', 'larger', 'largest'],
  theme: ['', 'light', 'dark'],
  contrast: ['', 'usual', 'more'],
});

/** @param {import('../room.js').Room} [room] */
export const showSettings = (room) => showDialog(t('settings.title'), t('settings.done'), [h('rostrum-settings', { room })]);

/** Given `room` where there is one. */
class Settings extends RostrumElement {
  entered() {
    this.listen(window, 'rostrum-settings');
  }

  draw() {
    return h('div', { class: 'stack' },
      ...Object.keys(CHOICES).map((name) => drawChoice(/** @type {keyof typeof CHOICES} */ (name))));
  }
}

/** @type {(name: keyof typeof CHOICES) => import('../types.d.ts').Drawn} */
const drawChoice = (name) => h('fieldset', { key: name },
  h('legend', null, t(`settings.${name}`)),
  h('div', { class: 'choices' }, ...CHOICES[name].map((value) => h('label', { key: value, class: 'choice' },
    h('input', { type: 'radio', name, value, checked: setting(name) === value, onchange: () => choose(name, value) }), ' ',
    t(`settings.${name}.${value || 'none'}`)))));

customElements.define('rostrum-settings', Settings);
