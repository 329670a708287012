// The rules that hold, and what moderators did against the order of things: who, when, what and why.
import { h } from '../dom.js';
import { RostrumElement } from '../element.js';
import { timeText } from '../format.js';
import { t, useTexts } from '../i18n.js';
import { overrideInWords } from '../ledger_words.js';
import { drawLater } from '../later.js';
import { createOverrides } from '../overrides.js';
import { rulesInWords } from '../rules_words.js';
import { drawParticipationLink } from './participation_link.js';

/** Given `room`. */
class Ledger extends RostrumElement {
  entered() {
    this.isLoaded = false;
    this.overrides = createOverrides(this.room, () => this.update());
    for (const name of ['change', 'roster']) this.listen(this.room, name);
    this.listen(this.room, 'entry', ({ detail }) => this.overrides && this.overrides.heard(detail).catch(() => {}));
    this.listen(this.room, 'gap', () => this.load());
    this.load();
  }

  async load() {
    try {
      if (this.overrides) await this.overrides.load();
    } catch (error) {
      this.room.refused(/** @type {any} */ (error).code);
    }
    this.isLoaded = true;
    this.update();
  }

  draw() {
    const { view } = this.room;
    if (!view || !this.overrides) return null;
    // The newest stands on top.
    const list = [...this.overrides.list].reverse();
    return h('div', { class: 'stack' },
      h('p', { key: 'participation' }, drawParticipationLink(this.room)),
      h('section', { class: 'rules', 'aria-labelledby': 'rules-title' },
        h('h2', { id: 'rules-title' }, t('rules.title')),
        h('ul', null, ...rulesInWords(view.rules).map((text) => h('li', { key: text }, text)))),
      h('section', { class: 'ledger', 'aria-labelledby': 'ledger-title' },
        h('h2', { id: 'ledger-title' }, t('ledger.title')),
        h('p', { class: 'hint' }, t('ledger.explanation')),
        !this.isLoaded && h('p', { class: 'hint', role: 'status' }, t('loading')),
        this.isLoaded && list.length === 0 && h('p', { class: 'hint' }, t('ledger.empty')),
        h('ol', { class: 'plain-list', reversed: true }, ...list.map((override) => this.drawOverride(override)))),
      drawLater(this, 'rostrum-proof', () => Promise.all([import('./proof.js'), useTexts('proof')]), { room: this.room }));
  }

  /** @param {import('../overrides.js').Override} override */
  drawOverride({ seq, at, by, entry }) {
    const { roster } = this.room;
    const who = this.overrides ? this.overrides.who(entry) : '';
    const { what, why } = overrideInWords(entry, who, (participant) => roster.name(participant));
    return h('li', { key: seq, class: 'override' },
      h('p', null, h('b', null, roster.name(by) || t('ledger.convener')), ' ', h('span', { class: 'hint' }, `${timeText(at)} · ${t('ledger.number', { seq })}`)),
      h('p', null, what),
      h('p', { class: 'hint' }, why ? t('ledger.reason', { reason: why }) : t('ledger.no_reason')));
  }
}

customElements.define('rostrum-ledger', Ledger);
