// Checks the record on this device: one's own words against it, and the record against what this device saw before.
import { h } from '../dom.js';
import { RostrumElement } from '../element.js';
import { timeText } from '../format.js';
import { t } from '../i18n.js';
import { checkRecord, checkWords, earlierRoot } from '../proof_check.js';
import { ownWords } from '../proof_own.js';
import { wordsOf } from '../proof.js';
import { useLaterStyles } from '../styles.js';

useLaterStyles();

/** So many of one's own words are checked at once. */
const OWN_MAX = 20;
/** No record has a number of entries that is longer. */
const DIGITS_MAX = 15;

/** What stands where the words of an earlier size would: the number is none, the record has not so many, or the proof is wrong. */
/** @typedef {{fault: 'no_number' | 'too_many' | 'not_proven' | 'failed'}} NoWords */

/** Given `room`. */
class Proof extends RostrumElement {
  entered() {
    this.isChecking = false;
    this.hasFailed = false;
    /** @type {import('../proof_check.js').Found | null} */
    this.found = null;
    /** @type {Map<number, import('../proof_check.js').Checked>} by entry */
    this.checked = new Map();
    /** @type {{size: number, root: Uint8Array} | NoWords | null} what is compared with somebody who has fewer entries */
    this.earlier = null;
    this.isComparing = false;
    this.listen(this.room, 'record');
    this.listen(this.room, 'change');
    this.listen(this.room, 'roster');
    this.room.record.open();
  }

  async check() {
    if (this.isChecking) return;
    Object.assign(this, { isChecking: true, hasFailed: false, earlier: null });
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

  /** Shows the words of as many entries as somebody else has. @param {SubmitEvent} event */
  async compare(event) {
    event.preventDefault();
    if (this.isComparing || this.isChecking) return;
    const { value } = /** @type {HTMLInputElement} */ (this.querySelector('#proof-other'));
    Object.assign(this, { isComparing: true, earlier: null });
    this.drawNow();
    const earlier = await this.wordsAt(sizeOf(value));
    Object.assign(this, { isComparing: false, earlier });
    this.update();
  }

  /** @param {number | null} size @returns {Promise<{size: number, root: Uint8Array} | NoWords>} */
  async wordsAt(size) {
    if (!size) return { fault: 'no_number' };
    // Who has more has looked later: this device looks again.
    if (this.found && size > this.found.checkpoint.size) await this.check();
    if (!this.found || this.hasFailed) return { fault: 'failed' };
    const { checkpoint } = this.found;
    if (size > checkpoint.size) return { fault: 'too_many' };
    try {
      const root = await earlierRoot(this.room, checkpoint, size);
      return root ? { size, root } : { fault: 'not_proven' };
    } catch {
      return { fault: 'failed' };
    }
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
      found && this.drawComparing(found),
      // Who only listens has none.
      this.room.may('request_floor') && [
        h('h3', { key: 'own' }, t('proof.own_title')),
        this.own().length === 0 && h('p', { key: 'none', class: 'hint' }, t('proof.own_none')),
        h('ol', { key: 'words', class: 'plain-list' }, ...this.own().map((own) => this.drawOwn(own))),
      ]);
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
      drawWords(checkpoint.root),
      h('p', { class: 'hint' }, t('proof.size', { count: checkpoint.size, time: timeText(at) })),
      h('p', { class: 'hint' }, t('proof.words_explanation')),
      drawRoot(checkpoint.root));
  }

  /** @param {import('../proof_check.js').Found} found */
  drawComparing({ checkpoint }) {
    const { earlier } = this;
    const fault = earlier && 'fault' in earlier ? earlier.fault : null;
    return h('form', { class: 'stack', novalidate: true, onsubmit: (/** @type {SubmitEvent} */ event) => this.compare(event) },
      h('h3', null, t('proof.other_title')),
      h('p', { class: 'hint', id: 'proof-other-hint' }, t('proof.other_explanation')),
      h('label', { for: 'proof-other' }, t('proof.other')),
      h('div', { class: 'controls' },
        h('input', {
          id: 'proof-other', inputmode: 'numeric', autocomplete: 'off', maxlength: DIGITS_MAX, 'aria-invalid': fault === 'no_number' && 'true',
          'aria-describedby': 'proof-other-hint',
        }),
        h('button', { type: 'submit', 'aria-disabled': String(Boolean(this.isComparing)) }, t('proof.other_show'))),
      h('div', { role: 'status', class: 'stack' },
        this.isComparing && h('p', { class: 'hint' }, t('proof.checking')),
        fault && h('p', { class: fault === 'not_proven' ? 'alert' : '' }, t(`proof.other_${fault}`, { count: checkpoint.size })),
        earlier && 'root' in earlier && h('div', { class: 'stack', key: earlier.size },
          h('p', null, t('proof.other_words', { count: earlier.size, all: checkpoint.size })),
          drawWords(earlier.root),
          drawRoot(earlier.root))));
  }

  /** @param {import('../proof_own.js').OwnWords} own */
  drawOwn(own) {
    const { seq, at, kind, text } = own;
    const checked = this.checked && this.checked.get(seq);
    return h('li', { key: seq, class: 'override' },
      h('p', null, h('b', null, t(`proof.kind_${kind}`)), ' ', h('span', { class: 'hint' }, `${timeText(at)} · ${t('proof.entry', { seq })}`)),
      h('p', { class: 'hint' }, this.versionText(own)),
      h('p', { class: 'statement' }, text),
      checked && h('p', { class: checked.result === 'bad' ? 'alert' : '' }, t(`proof.result_${checked.result}`)),
      checked && h('p', { class: 'hint' }, h('code', null, t('proof.digest', { digest: checked.digest }))));
  }

  /** Which version of the words it is, whose, and whether it still holds. @param {import('../proof_own.js').OwnWords} own */
  versionText({ kind, by, isRevision, replaced, isWithdrawn }) {
    const { me, roster } = this.room;
    const name = by === null || (me && by === me.participant) ? t('proof.yourself') : roster.name(by) || t('nameless', { participant: by });
    const what = isRevision ? 'revised' : kind === 'post' ? 'published' : 'recorded';
    return [
      t(`proof.${what}`, { name }), replaced && t('proof.replaced', { seq: replaced }), isWithdrawn && t('proof.withdrawn'),
    ].filter(Boolean).join(t('proof.and'));
  }
}

/** @type {(root: Uint8Array) => import('../types.d.ts').Drawn} */
const drawWords = (root) =>
  h('ol', { class: 'plain-list proof-words' }, ...wordsOf(root, t('proof.words')).map((word, index) => h('li', { key: index }, word)));

/** @type {(root: Uint8Array) => import('../types.d.ts').Drawn} */
const drawRoot = (root) => h('details', null, h('summary', null, t('proof.root')), h('code', null, rootText(root)));

/** As somebody types it, with full-width digits and in groups too; null for what is no number. @type {(typed: string) => number | null} */
function sizeOf(typed) {
  const digits = typed.normalize('NFKC').replace(/[\s,]/g, '');
  return /^[0-9]+$/.test(digits) ? Number(digits) : null;
}

/** In groups that somebody can read out. @type {(root: Uint8Array) => string} */
const rootText = (root) => ([...root].map((byte) => byte.toString(16).padStart(2, '0')).join('').match(/.{8}/g) || []).join(' ');

customElements.define('rostrum-proof', Proof);
