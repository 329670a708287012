// What people have to know at once: refusals, and news about themselves; shown for a while and read out.
import { h } from '../dom.js';
import { RostrumElement } from '../element.js';
import { t } from '../i18n.js';

const SHOWN_MS = 10000;
const SHOWN_MAX = 4;

class Notices extends RostrumElement {
  entered() {
    /** @type {{id: number, kind: string, text: string}[]} */
    this.notices = [];
    this.made = 0;
    this.listen(this.room, 'notice', ({ detail }) => this.show(detail));
  }

  /** @param {{kind: string, text: string}} notice */
  show({ kind, text }) {
    const id = (this.made = (this.made || 0) + 1);
    // What was news of oneself is so no longer, and a pile of it would lie over what one wants to press.
    const others = (this.notices || []).filter((notice) => kind === 'refusal' || notice.kind === 'refusal');
    this.notices = [...others, { id, kind, text }].slice(-SHOWN_MAX);
    const timer = setTimeout(() => this.dismiss(id), SHOWN_MS);
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
      this.drawKind('polite', ({ kind }) => kind === 'news'),
      this.drawKind('assertive', ({ kind }) => kind !== 'news'));
  }

  /** @type {(politeness: string, fits: (notice: {kind: string}) => boolean) => import('../types.d.ts').Drawn} */
  drawKind(politeness, fits) {
    return h('div', { key: politeness, 'aria-live': politeness },
      ...(this.notices || []).filter(fits).map(({ id, kind, text }) =>
        h('div', { key: id, class: `notice notice-${kind}` },
          h('p', null, text),
          h('button', { type: 'button', class: 'quiet', 'aria-label': t('dismiss'), onclick: () => this.dismiss(id) }, '×'))));
  }
}

customElements.define('rostrum-notices', Notices);
