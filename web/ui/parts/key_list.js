// The list of keys: what each does, another one instead, and the switch that turns all single keys off.
import { h } from '../dom.js';
import { RostrumElement } from '../element.js';
import { t } from '../i18n.js';
import { SCREENS } from '../key_table.js';
import { chooseKey, followKeys, hasSingleKeys, keyText, resetKeys, switchSingleKeys } from '../single_keys.js';
import { useLaterStyles } from '../styles.js';
import { showDialog } from './dialogs.js';

useLaterStyles();

/** @typedef {import('../key_table.js').Action} Action */
/** @typedef {import('../key_table.js').Screen} Screen */

/** Keys of the console that hold while somebody is in the queue, or with another key held: they are what every list and every field has. */
const FIXED = ['Enter', 'Delete', '↑ ↓', 'Alt+↑ ↓', 'Ctrl+Z'];

/** @param {Screen} screen */
export const showKeys = (screen) => showDialog(t('keys.title'), t('keys.done'), [h('rostrum-key-list', { screen })]);

/** Given `screen`, whose keys they are. */
class KeyList extends RostrumElement {
  constructor() {
    super();
    /** @type {Screen} */
    this.screen = 'console';
  }

  entered() {
    this.said = '';
    followKeys(this);
  }

  draw() {
    const isOn = hasSingleKeys();
    return h('div', { class: 'stack' },
      h('p', { class: 'hint' }, t('keys.explanation')),
      h('label', { class: 'choice' },
        h('input', { type: 'checkbox', checked: isOn, onchange: switchSingleKeys }), ' ', t('keys.on')),
      // The region stands there before anything is in it: only then what comes into it is read out.
      h('p', { role: 'status', class: this.said && 'key-said' }, this.said),
      h('ul', { class: 'plain-list keys' }, ...SCREENS[this.screen].map((action) => this.drawAction(action))),
      h('p', { class: 'controls' }, h('button', { type: 'button', onclick: () => this.reset() }, t('keys.reset'))),
      ...this.screen === 'console' ? [h('h3', { key: 'fixed' }, t('keys.fixed')), h('dl', { key: 'keys fixed', class: 'facts keys-fixed' }, ...FIXED.flatMap((key, place) => [
        h('dt', { key: `${key} key` }, h('kbd', { class: 'key' }, key)), h('dd', { key }, t(`keys.fixed_${place}`))]))] : []);
  }

  /** @param {Action} action */
  drawAction(action) {
    const id = `key-${action}`;
    return h('li', { key: action },
      h('label', { for: id }, textOf(action)),
      h('input', {
        id, class: 'key-field', autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false', value: keyText(action),
        onfocus: (/** @type {any} */ { target }) => target.select(), oninput: (/** @type {any} */ event) => this.choose(action, event),
        // What an input method has written is no key: the field shows the one that holds.
        oncompositionend: (/** @type {any} */ event) => this.choose(action, event),
      }));
  }

  /** @type {(action: Action, event: {target: HTMLInputElement, isComposing?: boolean}) => void} */
  choose(action, { target, isComposing }) {
    if (isComposing) return;
    const before = keyText(action);
    // The new sign may stand before or behind the one that was there.
    const typed = Array.from(target.value.trim()).find((sign) => sign.toUpperCase() !== before);
    if (typed) this.say(action, chooseKey(action, typed));
    target.value = keyText(action);
    target.select();
  }

  /** @type {(action: Action, refused: Action | 'no_key' | null) => void} */
  say(action, refused) {
    if (refused === 'no_key') this.said = t('keys.no_key');
    else this.said = refused ? t('keys.taken', { key: keyText(refused), action: textOf(refused) }) : t('keys.chosen', { key: keyText(action), action: textOf(action) });
    this.update();
  }

  reset() {
    resetKeys();
    this.said = t('keys.are_reset');
    // What stands in a field is written only where the description has changed.
    SCREENS[this.screen].forEach((action) => {
      /** @type {HTMLInputElement | null} */
      const field = this.querySelector(`#key-${action}`);
      if (field) field.value = keyText(action);
    });
    this.update();
  }
}

/** @param {Action} action */
const textOf = (action) => (action.startsWith('tab_') ? t('keys.to_tab', { tab: t(`console.${action}`) }) : t(`keys.do_${action}`));

customElements.define('rostrum-key-list', KeyList);
