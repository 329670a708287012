// The session's phases, and how many are there.
import { h } from '../../dom.js';
import { t } from '../../i18n.js';
import { askForm, confirmed } from '../dialogs.js';
import { drawKey, withKey } from '../key_hint.js';
import { drawParticipationLink } from '../participation_link.js';
import { drawReason, textOf } from './fields.js';
import { openMandatory, sessionOffers, withoutVenue } from './offers.js';
import './keys.js';
import { ConsolePart, drawControl } from './part.js';

/** So many venues are read at a glance; more are folded. */
const VENUES_IN_A_LINE = 3;
/** What cannot be taken back is asked about first. */
const CONFIRMED = ['adjourn_session', 'seal_session'];

/** Given also whether the floor stands alone, and what makes it so. */
class SessionPart extends ConsolePart {
  constructor() {
    super();
    this.isAlone = false;
    /** @type {(isAlone: boolean) => void} */
    this.standAlone = () => {};
  }

  draw() {
    const { view } = this.room;
    if (!view) return null;
    const canShow = view.session.phase !== 'sealed';
    return h('section', { class: 'console-session', 'aria-label': t('console.session') },
      h('p', { class: 'phase' }, t('console.phase', { phase: t(`phase.${view.session.phase}`) })),
      h('p', { class: 'controls' }, ...sessionOffers(view).map(({ name, weight, blocked }) => drawControl(this, {
        name: `session ${name}`, weight, blocked, text: t(`console.${name}`), act: () => this.move(name),
      }))),
      h('p', { key: 'participation' }, drawParticipationLink(this.room)),
      h('button', {
        key: 'alone', type: 'button', class: 'quiet', ...withKey('focus'), 'aria-pressed': String(this.isAlone), onclick: () => this.standAlone(!this.isAlone),
      }, t('console.alone'), drawKey('focus')),
      h('rostrum-console-keys', { key: 'keys', room: this.room }),
      canShow && view.screen && h('p', { key: 'screen', class: 'controls' }, t('console.screen_stays', { scene: t(`scene.${view.screen.kind}`) }),
        drawControl(this, { name: 'screen automatic', text: t('console.screen_automatic'), act: () => this.conduct.send({ type: 'show_scene', scene: null }) })),
      h('div', { class: 'presence hint' }, drawArrived(view), this.drawPresence(view)));
  }

  /** @param {import('../../../sdk/types/index.d.ts').View} view */
  drawPresence({ counts, venues }) {
    const { presence } = this.room;
    if (!presence) return null;
    const places = Object.keys(venues)
      .map((id) => t('console.venue_online', { venue: venues[id].name, online: presence.by_venue[id] || 0 }));
    const elsewhere = withoutVenue(presence);
    if (elsewhere > 0 && places.length > 0) places.push(t('console.venue_online', { venue: t('console.no_venue'), online: elsewhere }));
    const online = t('console.online', { online: presence.online, participants: counts.participants - counts.screens });
    if (places.length <= VENUES_IN_A_LINE) return h('p', { key: 'online' }, online, ...places.map((place) => ` · ${place}`));
    return [
      h('p', { key: 'online' }, online),
      h('details', { key: 'venues', class: 'further' }, h('summary', null, t('console.by_venue')), h('ul', { class: 'plain-list' }, ...places.map((place) => h('li', null, place)))),
    ];
  }

  /** @param {import('./offers.js').SessionControl} type */
  async move(type) {
    const text = t(`console.${type}`);
    if (CONFIRMED.includes(type) && !(await confirmed(text, t(`console.${type}_explained`), text))) return;
    if (type === 'open_session') return this.open();
    await this.conduct.send({ type });
  }

  /** Opening before everything is prepared takes a reason. */
  async open() {
    const { view } = this.room;
    const open = view ? openMandatory(view) : [];
    if (open.length === 0) return void (await this.conduct.send({ type: 'open_session' }));
    const answer = await askForm(t('console.open_session'), t('steps.open_anyway'), [
      h('p', null, t('steps.open_explained', { count: open.length })),
      h('ul', null, ...open.map(({ title }) => h('li', null, title))),
      drawReason(''),
    ]);
    if (answer) await this.conduct.send({ type: 'open_session', reason: textOf(answer, 'reason') });
  }
}

/** How many have come, and whether they are enough. @param {import('../../../sdk/types/index.d.ts').View} view */
function drawArrived({ counts, rules }) {
  const needed = rules.quorum || 0;
  return h('p', { key: 'arrived' }, h('b', null, t('console.arrived', { arrived: counts.arrived })),
    needed > 0 && ' · ', needed > 0 && h('b', { class: counts.quorum_reached ? 'reached' : 'not-reached' },
      t(counts.quorum_reached ? 'console.quorum_reached' : 'console.quorum_missing', { quorate: counts.quorate, quorum: needed })));
}

customElements.define('rostrum-console-session', SessionPart);
