// The bar that takes the last own command back, by its button or by the key U.
import { h } from '../../dom.js';
import { t } from '../../i18n.js';
import { hasSingleKeys, onSingleKey, switchSingleKeys } from '../../single_keys.js';
import { ConsolePart } from './part.js';
import { createUndo, stillApplies } from './undo.js';

class UndoBar extends ConsolePart {
  entered() {
    super.entered();
    this.undo = createUndo({ after, changed: () => this.update() });
    this.leaving.push(() => this.undo && this.undo.stop());
    this.listen(this.room, 'sent', ({ detail }) => this.undo && this.undo.sent(detail.command, detail.undo));
    onSingleKey(this, 'u', () => this.takeBackByKey());
  }

  draw() {
    const { undo } = this;
    if (!undo) return null;
    const [offered, hasKeys] = [this.offered(), hasSingleKeys()];
    return h('section', { class: offered ? 'undo-bar' : 'undo-bar undo-none', 'aria-label': t('console.undo_title') },
      // The region stands there before anything is in it: only then what comes into it is read out.
      h('p', { role: 'status' }, offered && t(`undo.${offered.done}`)),
      offered && h('button', {
        type: 'button', class: 'primary', key: 'undo', 'aria-keyshortcuts': hasKeys && 'U', onclick: () => this.takeBack(),
      }, hasKeys ? t('console.undo_key') : t('console.undo')),
      // Whoever speaks to the device, or strikes keys by mistake, turns single keys off.
      offered && h('button', { type: 'button', class: 'quiet', key: 'keys', onclick: switchSingleKeys },
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

  takeBackByKey() {
    const isOffered = Boolean(this.offered());
    if (isOffered) this.takeBack();
    return isOffered;
  }
}

/** @type {(ms: number, run: () => void) => () => void} */
function after(ms, run) {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}

customElements.define('rostrum-console-undo', UndoBar);
