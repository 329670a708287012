// The keys of the console: each presses the button that is for the same thing, with all that the button looks at first.
import { h } from '../../dom.js';
import { t } from '../../i18n.js';
import { hasSingleKeys } from '../../single_keys.js';
import { drawKey, withKey } from '../key_hint.js';
import { showKeys } from '../key_list.js';
import { KeysElement, press } from '../keys.js';

/** They press the button that says so, wherever it stands. */
const PRESSING = /** @type {const} */ (['next', 'end', 'pause', 'extend', 'queue', 'ask_for', 'focus']);

/** Given `room`. Shows the button that leads to the list of keys. */
class ConsoleKeys extends KeysElement {
  entered() {
    for (const action of PRESSING) this.on(action, () => press('rostrum-console', action));
    this.on('send_scene', () => this.inTab('screen', 'rostrum-console-screen', (isThere) => !isThere || press('rostrum-console', 'send_scene')));
    this.on('message', () => this.inTab('screen', 'rostrum-console-screen', () => press('rostrum-console', 'message')));
    this.on('poll', () => this.inTab('polls', 'rostrum-console-polls', (_, polls) => polls.turnByKey()));
    this.on('search', () => this.leadToSearch('record'));
    this.on('list', () => Boolean(showKeys('console')));
  }

  draw() {
    return h('button', { type: 'button', class: 'quiet', ...withKey('list'), onclick: () => showKeys('console') }, t('keys.title'), hasSingleKeys() && ' ', drawKey('list'));
  }

  /** Does something in a tab, after turning to it. @type {(tab: string, tag: string, act: (isThere: boolean, part: any) => boolean) => boolean} */
  inTab(tab, tag, act) {
    const isThere = Boolean(document.querySelector(tag));
    if (!isThere) this.room.tell('show', tab);
    const part = document.querySelector(tag);
    return Boolean(part) && act(isThere, part);
  }
}

customElements.define('rostrum-console-keys', ConsoleKeys);
