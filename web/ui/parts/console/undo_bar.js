// The bar that takes the last own command back, by its button or by a key.
import { h } from '../../dom.js';
import { t } from '../../i18n.js';
import { isWriting, onSingleKey } from '../../single_keys.js';
import { drawKey, withKey } from '../key_hint.js';
import { ConsolePart } from './part.js';
import { createUndo, stillApplies } from './undo.js';

class UndoBar extends ConsolePart {
  entered() {
    super.entered();
    this.undo = createUndo({ after, changed: () => this.update() });
    this.leaving.push(() => this.undo && this.undo.stop());
    this.listen(this.room, 'sent', ({ detail }) => this.undo && this.undo.sent(detail.command, detail.undo));
    onSingleKey(this, 'undo', () => this.takeBackByKey());
    this.listen(document, 'keydown', (event) => meansUndo(event) && this.takeBackByKey() && event.preventDefault());
  }

  draw() {
    const { undo } = this;
    if (!undo) return null;
    const offered = this.offered();
    return h('section', { class: offered ? 'undo-bar' : 'undo-bar undo-none', 'aria-label': t('console.undo_title') },
      // The region stands there before anything is in it: only then what comes into it is read out.
      h('p', { role: 'status' }, offered && t(`undo.${offered.done}`)),
      offered && h('button', { type: 'button', class: 'primary', key: 'undo', ...withKey('undo'), onclick: () => this.takeBack() },
        t('console.undo'), drawKey('undo')));
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

/** As everywhere; in a field it is the field's own. @type {(event: KeyboardEvent) => boolean} */
const meansUndo = ({ key, ctrlKey, metaKey, shiftKey, altKey, target }) =>
  key.toLowerCase() === 'z' && (ctrlKey || metaKey) && !shiftKey && !altKey && !isWriting(target) && !document.querySelector('dialog[open]');

/** @type {(ms: number, run: () => void) => () => void} */
function after(ms, run) {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}

customElements.define('rostrum-console-undo', UndoBar);
