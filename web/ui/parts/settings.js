// What people choose on their device; it holds at once, on every page, and is kept there.
import { h } from '../dom.js';
import { RostrumElement } from '../element.js';
import { t } from '../i18n.js';
import { choose, setting } from '../settings.js';
import { play } from '../sound.js';
import { showDialog } from './dialogs.js';

/** What can be chosen, the usual first. */
const CHOICES = /** @type {const} */ ({
  type: ['', 'large', 'larger', 'largest'],
  theme: ['', 'light', 'dark'],
  contrast: ['', 'usual', 'more'],
});

/** What can be told by a tone; by none unless somebody wants it. */
const SOUNDS = ['called', 'turn', 'poll', 'item'];
const SHAKE_MS = 200;

/** @param {import('../room.js').Room} [room] */
export const showSettings = (room) => showDialog(t('settings.title'), t('settings.done'), [h('rostrum-settings', { room })]);

/** Given `room` where there is one. */
class Settings extends RostrumElement {
  entered() {
    this.listen(window, 'rostrum-settings');
  }

  draw() {
    const { room } = this;
    return h('div', { class: 'stack' },
      h('p', { class: 'controls' },
        room && h('button', { key: 'lobby', type: 'button', onclick: () => import('./lobby.js').then(({ showLobby }) => showLobby(room)) }, t('settings.lobby')),
        document.querySelector('rostrum-own-keys') && h('button', { key: 'keys', type: 'button', onclick: () => import('./key_list.js').then(({ showKeys }) => showKeys('member')) }, t('keys.title')),
        h('button', { key: 'check', type: 'button', onclick: () => import('./device_check.js').then(({ showDeviceCheck }) => showDeviceCheck(room)) },
          t('settings.check'))),
      ...Object.keys(CHOICES).map((name) => drawChoice(/** @type {keyof typeof CHOICES} */ (name))),
      room && h('fieldset', { key: 'alerts' },
        h('legend', null, t('settings.alerts')),
        ...SOUNDS.map((what) => drawSwitch(`sound_${what}`, 'on', () => play(what))),
        'vibrate' in navigator && drawSwitch('vibration', '', () => navigator.vibrate(SHAKE_MS), 'off')));
  }
}

/** @type {(name: string, on: string, show: () => unknown, off?: string) => import('../types.d.ts').Drawn} `show` lets people know what they have chosen */
const drawSwitch = (name, on, show, off = '') => h('label', { key: name, class: 'choice' },
  h('input', {
    type: 'checkbox', checked: setting(name) === on,
    onchange: (/** @type {any} */ { target }) => {
      choose(name, target.checked ? on : off);
      if (target.checked) show();
    },
  }), ' ', t(`settings.${name}`));

/** @type {(name: keyof typeof CHOICES) => import('../types.d.ts').Drawn} */
const drawChoice = (name) => h('fieldset', { key: name },
  h('legend', null, t(`settings.${name}`)),
  h('div', { class: 'controls' }, ...CHOICES[name].map((value) => h('label', { key: value, class: 'choice' },
    h('input', { type: 'radio', name, value, checked: setting(name) === value, onchange: () => choose(name, value) }), ' ',
    t(`settings.${name}.${value || 'none'}`)))));

customElements.define('rostrum-settings', Settings);
