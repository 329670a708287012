// The big screen of a hall: nothing but the scene, and the truth about the connection.
import { h } from '../dom.js';
import { RostrumElement } from '../element.js';
import { timeText } from '../format.js';
import { t } from '../i18n.js';
import { drawPageTools } from '../parts/page_tools.js';
import { chyronOf, sceneOf } from '../scenes.js';
import '../parts/screen/scene.js';

const SECOND_MS = 1000;
/** After so much silence the screen asks whether the server is still there. */
const SILENCE_MS = 3000;
/** A pointer that rests is in the way. */
const IDLE_MS = 3000;

/** Given `room`. */
class BigScreen extends RostrumElement {
  constructor() {
    super();
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.idle = undefined;
    this.isChyron = false;
  }

  entered() {
    document.documentElement.classList.add('big-screen');
    this.isChyron = new URLSearchParams(location.search).get('layout') === 'chyron';
    document.documentElement.classList.toggle('chyron', this.isChyron);
    this.listen(this.room, 'change');
    this.listen(document, 'keydown', (event) => this.keyDown(event));
    this.listen(document, 'pointermove', () => this.moved());
    this.listen(document, 'visibilitychange', () => this.stayAwake());
    const timer = setInterval(() => this.watchLine(), SECOND_MS);
    this.leaving.push(() => clearInterval(timer), () => document.documentElement.classList.remove('big-screen', 'chyron'));
    this.moved();
    this.stayAwake();
  }

  draw() {
    const { room } = this;
    if (!room.view) return null;
    const scene = this.isChyron ? chyronOf(room.view) : sceneOf(room.view);
    return h('main', { class: 'screen', 'aria-label': t('screen.title') },
      h('h1', { class: 'unseen' }, room.view.session.title),
      this.drawLost(),
      scene && h('rostrum-scene', { room, scene }),
      h('p', { class: 'screen-tools' },
        drawPageTools(),
        h('button', { type: 'button', onclick: () => this.fillScreen() }, t('screen.full')),
        h('button', { type: 'button', onclick: () => this.leave() }, t('leave'))));
  }

  /** A hall does not notice a line that fell silent, and nobody is there to touch the screen: it asks by itself. */
  watchLine() {
    const { client } = this.room;
    if (client.status.state !== 'connected') this.update();
    else if (client.heardAt !== null && client.now() - client.heardAt > SILENCE_MS) client.retryNow();
  }

  /** What is shown is of an earlier moment, and says of which. */
  drawLost() {
    const { client } = this.room;
    const isLost = client.status.state !== 'connected';
    const seconds = isLost && client.heardAt !== null ? Math.max(0, Math.round((client.now() - client.heardAt) / SECOND_MS)) : 0;
    const at = client.heardAt === null ? '' : timeText(new Date(client.heardAt).toISOString());
    return h('div', { class: isLost ? 'screen-lost' : 'screen-there' },
      h('span', { role: 'status' }, isLost && t('screen.lost', { at })), isLost && h('span', null, t('screen.lost_for', { seconds })));
  }

  /** @param {KeyboardEvent} event */
  keyDown(event) {
    if (event.key.toLowerCase() !== 'f' || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.fillScreen();
  }

  fillScreen() {
    const done = document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
    done.catch(() => this.room.notify('refusal', t('screen.full_refused')));
  }

  /** The pointer, and what can be pressed, are there while somebody moves it. */
  moved() {
    document.documentElement.classList.remove('idle');
    clearTimeout(this.idle);
    this.idle = setTimeout(() => document.documentElement.classList.add('idle'), IDLE_MS);
  }

  /** A screen that nobody touches goes dark by itself; browsers that cannot be asked not to need their own setting. */
  async stayAwake() {
    if (document.visibilityState !== 'visible') return;
    try {
      await /** @type {any} */ (navigator).wakeLock.request('screen');
    } catch {
      // Not everywhere, and never over plain HTTP: the operator's help says what to set.
    }
  }

  async leave() {
    const { confirmed } = await import('../parts/dialogs.js');
    if (await confirmed(t('leave.title'), t('leave.explanation'), t('leave'))) await this.room.forget();
  }
}

customElements.define('rostrum-screen', BigScreen);
