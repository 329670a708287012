// What people have to know at once: refusals, and news about themselves; shown for a while and read out.
import { h } from '../dom.js';
import { RostrumElement } from '../element.js';
import { t } from '../i18n.js';

/** So long is read what concerns oneself, and longer what somebody else did to it; who is called sees it at the own button. */
const SHOWN_MS = { heard: 10000, news: 10000, refusal: 10000, urgent: 30000, alarm: 12000 };
const SHOWN_MAX = 4;

class Notices extends RostrumElement {
  entered() {
    /** @type {{id: number, kind: string, text: string, about?: string}[]} */
    this.notices = [];
    this.made = 0;
    this.listen(this.room, 'notice', ({ detail }) => this.show(detail));
  }

  /** @param {{kind: keyof typeof SHOWN_MS, text?: string, about?: string}} notice without a text, only takes back */
  show({ kind, text, about }) {
    const id = (this.made = (this.made || 0) + 1);
    // What was said of the same thing is so no longer; and a pile would lie over what one wants to press.
    const others = (this.notices || []).filter((notice) => about === undefined || notice.about !== about);
    this.notices = (text ? [...others, { id, kind, text, about }] : others).slice(-SHOWN_MAX);
    if (!text) return this.update();
    const timer = setTimeout(() => this.dismiss(id), SHOWN_MS[kind]);
    this.leaving.push(() => clearTimeout(timer));
    this.update();
  }

  /** @param {number} dismissed */
  dismiss(dismissed) {
    this.notices = (this.notices || []).filter(({ id }) => id !== dismissed);
    this.update();
  }

  draw() {
    return h('section', { class: 'notices', 'aria-label': t('notices') },
      // The live regions stand there before anything is in them: only then what comes into them is read out.
      this.drawKind('polite', ({ kind }) => kind !== 'alarm'),
      // Nothing else may break off what is being read.
      this.drawKind('assertive', ({ kind }) => kind === 'alarm'));
  }

  /** @type {(politeness: string, fits: (notice: {kind: string}) => boolean) => import('../types.d.ts').Drawn} */
  drawKind(politeness, fits) {
    return h('div', { key: politeness, 'aria-live': politeness },
      ...(this.notices || []).filter(fits).map(({ id, kind, text }) =>
        h('div', { key: id, class: `notice notice-${kind}` },
          h('p', null, text),
          kind !== 'heard' && h('button', { type: 'button', class: 'quiet', 'aria-label': t('dismiss'), onclick: () => this.dismiss(id) }, '×'))));
  }
}

customElements.define('rostrum-notices', Notices);
