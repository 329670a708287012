// The bar that takes the last own command back, by its button or by the key U.
import { h } from '../../dom.js';
import { t } from '../../i18n.js';
import { ConsolePart } from './part.js';
import { createUndo, isUndoKey, stillApplies } from './undo.js';

const STORED = 'rostrum.keys';
const WRITING = 'input:not([type="radio"], [type="checkbox"]), textarea, select, [contenteditable]';

class UndoBar extends ConsolePart {
  entered() {
    super.entered();
    this.undo = createUndo({ after, changed: () => this.update() });
    this.leaving.push(() => this.undo && this.undo.stop());
    this.hasKeys = storedKeys();
    this.listen(this.room, 'sent', ({ detail }) => this.undo && this.undo.sent(detail.command, detail.undo));
    this.listen(document, 'keydown', (event) => this.keyDown(event));
  }

  draw() {
    const { undo, hasKeys } = this;
    if (!undo) return null;
    const offered = this.offered();
    return h('section', { class: offered ? 'undo-bar' : 'undo-bar undo-none', 'aria-label': t('console.undo_title') },
      // The region stands there before anything is in it: only then what comes into it is read out.
      h('p', { role: 'status' }, offered && t(`undo.${offered.done}`)),
      offered && h('button', {
        type: 'button', class: 'primary', key: 'undo', 'aria-keyshortcuts': hasKeys && 'U', onclick: () => this.takeBack(),
      }, hasKeys ? t('console.undo_key') : t('console.undo')),
      // Whoever speaks to the device, or strikes keys by mistake, turns single keys off.
      offered && h('button', { type: 'button', class: 'quiet', key: 'keys', onclick: () => this.switchKeys() },
        t(hasKeys ? 'console.undo_keys_off' : 'console.undo_keys_on')));
  }

  /** What was done last, while it can be taken back. */
  offered() {
    const { undo, room } = this;
    const offered = undo && undo.offered;
    return offered && room.view && stillApplies(offered.undo, room.view) ? offered : null;
  }

  async takeBack() {
    const command = this.undo && this.offered() && this.undo.take();
    if (command && (await this.conduct.send(command))) this.room.notify('news', t('console.undone'), 'undone');
  }

  /** @param {KeyboardEvent} event */
  keyDown(event) {
    const target = /** @type {Element} */ (event.target);
    if (!this.hasKeys || !this.offered() || document.querySelector('dialog[open]')) return;
    if (!isUndoKey(event, Boolean(target.closest && target.closest(WRITING)))) return;
    event.preventDefault();
    this.takeBack();
  }

  switchKeys() {
    this.hasKeys = !this.hasKeys;
    try {
      localStorage.setItem(STORED, this.hasKeys ? 'on' : 'off');
    } catch {
      // Then it holds for this page.
    }
    this.update();
  }
}

function storedKeys() {
  try {
    return localStorage.getItem(STORED) !== 'off';
  } catch {
    return true;
  }
}

/** @type {(ms: number, run: () => void) => () => void} */
function after(ms, run) {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}

customElements.define('rostrum-console-undo', UndoBar);
