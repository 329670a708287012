// Checks the record on this device: one's own words against it, and the record against what this device saw before.
import { h } from '../dom.js';
import { RostrumElement } from '../element.js';
import { timeText } from '../format.js';
import { t } from '../i18n.js';
import { checkRecord, checkWords } from '../proof_check.js';
import { ownWords } from '../proof_own.js';
import { wordsOf } from '../proof.js';

/** So many of one's own words are checked at once. */
const OWN_MAX = 20;

/** Given `room`. */
class Proof extends RostrumElement {
  entered() {
    this.isChecking = false;
    this.hasFailed = false;
    /** @type {import('../proof_check.js').Found | null} */
    this.found = null;
    /** @type {Map<number, import('../proof_check.js').Checked>} by entry */
    this.checked = new Map();
    this.listen(this.room, 'record');
    this.listen(this.room, 'change');
    this.room.record.open();
  }

  async check() {
    if (this.isChecking) return;
    Object.assign(this, { isChecking: true, hasFailed: false });
    this.checked = new Map();
    this.drawNow();
    try {
      const found = await checkRecord(this.room);
      this.found = found;
      for (const own of this.own()) {
        // What came after the checkpoint waits for the next one.
        if (own.seq <= found.checkpoint.size) this.checked.set(own.seq, await checkWords(this.room, found.checkpoint, own));
        this.update();
      }
    } catch {
      this.hasFailed = true;
    }
    this.isChecking = false;
    this.update();
  }

  own() {
    const { me, record } = this.room;
    return me ? ownWords(record.entries, me.participant).slice(0, OWN_MAX) : [];
  }

  draw() {
    const { found } = this;
    return h('section', { class: 'proof stack', 'aria-labelledby': 'proof-title' },
      h('h2', { id: 'proof-title' }, t('proof.title')),
      h('p', { class: 'hint' }, t('proof.explanation')),
      h('p', null, h('button', { type: 'button', class: 'primary', 'aria-disabled': String(Boolean(this.isChecking)), onclick: () => this.check() },
        t(found ? 'proof.again' : 'proof.check'))),
      h('div', { role: 'status' },
        this.isChecking && h('p', { class: 'hint' }, t('proof.checking')),
        this.hasFailed && h('p', null, t('proof.failed')),
        found && this.drawFound(found)),
      h('h3', null, t('proof.own_title')),
      this.own().length === 0 && h('p', { class: 'hint' }, t('proof.own_none')),
      h('ol', { class: 'plain-list' }, ...this.own().map((own) => this.drawOwn(own))));
  }

  /** @param {import('../proof_check.js').Found} found */
  drawFound({ checkpoint, at, signature, before, key }) {
    const then = before && { count: before.size, time: timeText(before.at) };
    return h('div', { class: 'stack' },
      !then && h('p', null, t('proof.first')),
      then && h('p', { class: before.isPrefix ? '' : 'alert' }, t(before.isPrefix ? 'proof.consistent' : 'proof.rewritten', then)),
      key === 'bad' && h('p', { class: 'alert' }, t('proof.stranger')),
      h('p', { class: signature === 'bad' ? 'alert' : '' }, t(`proof.signature_${signature}`)),
      h('h3', null, t('proof.words_title')),
      h('ol', { class: 'plain-list proof-words' }, ...wordsOf(checkpoint.root, t('proof.words')).map((word, index) => h('li', { key: index }, word))),
      h('p', { class: 'hint' }, t('proof.size', { count: checkpoint.size, time: timeText(at) })),
      h('p', { class: 'hint' }, t('proof.words_explanation')),
      h('details', null, h('summary', null, t('proof.root')), h('code', null, rootText(checkpoint.root))));
  }

  /** @param {import('../proof_own.js').OwnWords} own */
  drawOwn({ seq, at, kind, text }) {
    const checked = this.checked && this.checked.get(seq);
    return h('li', { key: seq, class: 'override' },
      h('p', null, h('b', null, t(`proof.kind_${kind}`)), ' ', h('span', { class: 'hint' }, `${timeText(at)} · ${t('proof.entry', { seq })}`)),
      h('p', { class: 'statement' }, text),
      checked && h('p', { class: checked.result === 'bad' ? 'alert' : '' }, t(`proof.result_${checked.result}`)),
      checked && h('p', { class: 'hint' }, h('code', null, t('proof.digest', { digest: checked.digest }))));
  }
}

/** In groups that somebody can read out. @type {(root: Uint8Array) => string} */
const rootText = (root) => ([...root].map((byte) => byte.toString(16).padStart(2, '0')).join('').match(/.{8}/g) || []).join(' ');

customElements.define('rostrum-proof', Proof);
