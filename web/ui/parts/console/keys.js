// The keys of the console: each presses the button that is for the same thing, with all that the button looks at first.
import { h } from '../../dom.js';
import { RostrumElement } from '../../element.js';
import { t } from '../../i18n.js';
import { hasSingleKeys, onSingleKey } from '../../single_keys.js';
import { drawKey, withKey } from '../key_hint.js';
import { showKeys } from './key_list.js';

/** A key that is struck twice so quickly meant one press. */
const REST_MS = 400;
/** So long what a key leads to is waited for. */
const PATIENCE_MS = 5000;
/** They press the button that says so, wherever it stands. */
const PRESSING = /** @type {const} */ (['next', 'end', 'pause', 'extend', 'queue', 'ask_for', 'focus']);

/** @typedef {import('../../key_table.js').Action} Action */

/** Given `room`. Shows the button that leads to the list of keys. */
class ConsoleKeys extends RostrumElement {
  entered() {
    /** When each was struck last. @type {Map<Action, number>} */
    this.struck = new Map();
    for (const action of PRESSING) this.on(action, () => press(action));
    this.on('send_scene', () => this.inTab('screen', 'rostrum-console-screen', (isThere) => !isThere || press('send_scene')));
    this.on('message', () => this.inTab('screen', 'rostrum-console-screen', () => press('message')));
    this.on('poll', () => this.inTab('polls', 'rostrum-console-polls', (_, polls) => polls.turnByKey()));
    this.on('search', () => this.leadToSearch());
    this.on('list', () => Boolean(showKeys()));
  }

  draw() {
    return h('button', { type: 'button', class: 'quiet', ...withKey('list'), onclick: () => showKeys() }, t('keys.title'), hasSingleKeys() && ' ', drawKey('list'));
  }

  /** Nothing happens twice because a hand trembles. @type {(action: Action, act: () => boolean) => void} */
  on(action, act) {
    onSingleKey(this, action, () => {
      const before = this.struck && this.struck.get(action);
      const now = performance.now();
      if (before !== undefined && now - before < REST_MS) return true;
      const isDone = act();
      if (isDone && this.struck) this.struck.set(action, now);
      return isDone;
    });
  }

  /** Does something in a tab, after turning to it. @type {(tab: string, tag: string, act: (isThere: boolean, part: any) => boolean) => boolean} */
  inTab(tab, tag, act) {
    const isThere = Boolean(document.querySelector(tag));
    if (!isThere) this.room.tell('show', tab);
    const part = document.querySelector(tag);
    return Boolean(part) && act(isThere, part);
  }

  /** The box of the search that is on the page takes the key itself. */
  leadToSearch() {
    if (document.querySelector('rostrum-search')) return false;
    this.room.tell('show', 'record');
    const enter = () => {
      /** @type {any} */
      const search = document.querySelector('rostrum-search');
      if (search && search.enterBox()) stop();
    };
    const watch = new MutationObserver(enter);
    const stop = () => watch.disconnect();
    watch.observe(document.body, { childList: true, subtree: true });
    setTimeout(stop, PATIENCE_MS);
    this.leaving.push(stop);
    enter();
    return true;
  }
}

/** @type {(action: Action) => boolean} whether there was a button to press */
function press(action) {
  const button = /** @type {HTMLElement | null} */ (document.querySelector(`rostrum-console [data-action="${action}"]`));
  if (button) button.click();
  return Boolean(button);
}

customElements.define('rostrum-console-keys', ConsoleKeys);
