// A session, for whoever has a seat in it: waits for the welcome, and then shows the screen of the role.
import { h } from '../dom.js';
import { RostrumElement } from '../element.js';
import { t, tOr, useTexts } from '../i18n.js';
import { drawPageTools } from '../parts/page_tools.js';
import { Room } from '../room.js';
import '../parts/top.js';
import '../parts/notices.js';

/** @type {Record<string, () => Promise<unknown>>} */
const SCREENS = {
  'rostrum-console': () => Promise.all([import('./console.js').then(({ styled }) => styled), useTexts('console', 'keys', 'more', 'names', 'threads', 'commitments', 'screen')]),
  'rostrum-member': () => import('./member.js'),
  'rostrum-screen': () => Promise.all([import('./screen.js'), useTexts('screen', 'more')]),
  'rostrum-observer': () => Promise.all([import('./observer.js'), useTexts('more', 'threads')]),
};

/** @type {Record<string, keyof typeof SCREENS>} */
const SCREEN_OF_ROLE = {
  chair: 'rostrum-console',
  clerk: 'rostrum-console',
  observer: 'rostrum-observer',
  display: 'rostrum-screen',
};

class RoomPage extends RostrumElement {
  entered() {
    const session = decodeURIComponent(location.pathname.split('/')[2]);
    const seat = Number(new URLSearchParams(location.search).get('as'));
    this.room = new Room(session, seat || undefined);
    /** @type {Set<string>} screens that are loaded */
    this.loaded = new Set();
    this.listen(this.room, 'change', () => this.changed());
    // Most people are members: their screen is on its way while the connection is made.
    Promise.all([useTexts('room'), SCREENS['rostrum-member']()]).then(() => {
      if (!this.isConnected || !this.loaded) return;
      this.loaded.add('rostrum-member');
      this.leaving.push(this.room.enter());
      this.update();
    });
  }

  changed() {
    const { view, me } = this.room;
    if (view) document.title = `${view.session.title} · Rostrum`;
    if (me) this.loadScreen(screenOf(me.role));
    this.update();
  }

  /** @param {string} screen */
  async loadScreen(screen) {
    if (!this.loaded || this.loaded.has(screen)) return;
    await SCREENS[screen]();
    this.loaded.add(screen);
    this.update();
  }

  draw() {
    const { room } = this;
    const { status } = room.client;
    if (!this.loaded || !this.loaded.has('rostrum-member')) return h('main', { class: 'plain' }, h('p', { role: 'status' }, '…'));
    if (status.state === 'closed') return drawFarewell(status.why);
    const screen = room.me && room.view ? screenOf(room.me.role) : null;
    return [
      screen !== 'rostrum-screen' && h('rostrum-top', { room }),
      screen && this.loaded.has(screen)
        ? h(screen, { room, key: screen })
        : h('main', { class: 'plain' }, h('p', { role: 'status' }, t('entering'))),
      // On a phone they stand at the thumb, with one's own place.
      screen !== 'rostrum-member' && h('rostrum-notices', { room }),
    ];
  }
}

/** @type {(role: string) => keyof typeof SCREENS} */
const screenOf = (role) => SCREEN_OF_ROLE[role] || 'rostrum-member';

/** @type {(why: import('../../sdk/types/index.d.ts').Farewell) => import('../types.d.ts').Drawn} */
function drawFarewell({ closeCode, bye, problem }) {
  const reason = problem || bye || (closeCode === 4001 ? 'seat_revoked' : 'left');
  return h('main', { class: 'plain' }, h('h1', null, t('closed')), h('p', { role: 'alert' }, tOr('farewell', reason)), drawPageTools());
}

customElements.define('rostrum-room', RoomPage);
