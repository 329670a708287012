// The session's phases, and how many are there.
import { h } from '../../dom.js';
import { t } from '../../i18n.js';
import { confirmed } from '../dialogs.js';
import { sessionOffers } from './offers.js';
import { ConsolePart, drawControl } from './part.js';

/** What cannot be taken back is asked about first. */
const CONFIRMED = ['adjourn_session', 'seal_session'];

class SessionPart extends ConsolePart {
  draw() {
    const { view } = this.room;
    if (!view) return null;
    return h('section', { class: 'console-session', 'aria-label': t('console.session') },
      h('p', { class: 'phase' }, t('console.phase', { phase: t(`phase.${view.session.phase}`) })),
      h('p', { class: 'controls' }, ...sessionOffers(view).map(({ name, weight, blocked }) => drawControl(this, {
        name: `session ${name}`, weight, blocked, text: t(`console.${name}`), act: () => this.move(name),
      }))),
      this.drawPresence(view));
  }

  /** @param {import('../../../sdk/types/index.d.ts').View} view */
  drawPresence({ counts, venues }) {
    const { presence } = this.room;
    if (!presence) return null;
    const places = Object.keys(venues)
      .map((id) => t('console.venue_online', { venue: venues[id].name, online: presence.by_venue[id] || 0 }));
    return h('p', { class: 'hint presence' },
      t('console.online', { online: presence.online, participants: counts.participants }),
      ...places.map((place) => ` · ${place}`));
  }

  /** @param {import('./offers.js').SessionControl} type */
  async move(type) {
    const text = t(`console.${type}`);
    if (CONFIRMED.includes(type) && !(await confirmed(text, t(`console.${type}_explained`), text))) return;
    await this.conduct.send({ type });
  }
}

customElements.define('rostrum-console-session', SessionPart);
