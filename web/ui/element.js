// The base of our custom elements: each draws itself from what it was given, and its failure stops no other.
import { render } from './dom.js';
import { followFocus, keepFocus } from './focus.js';
import { onLanguage, t } from './i18n.js';

followFocus();

export class RostrumElement extends HTMLElement {
  constructor() {
    super();
    /** @type {(() => void)[]} what is to be undone when the element leaves the page */
    this.leaving = [];
    this.isDue = false;
    /** @type {import('./room.js').Room} given by whoever draws an element of a room */
    this.room = /** @type {any} */ (null);
  }

  connectedCallback() {
    this.leaving = [onLanguage(() => this.update())];
    this.entered();
    this.drawNow();
  }

  disconnectedCallback() {
    this.leaving.forEach((leave) => leave());
    this.leaving = [];
  }

  /** Called when the element comes onto the page: the place to begin listening. */
  entered() {}

  /**
   * What the element shows.
   * @returns {import('./types.d.ts').Child | import('./types.d.ts').Child[]}
   */
  draw() {
    return null;
  }

  /**
   * Listens until the element leaves the page.
   * @param {EventTarget} target
   * @param {string} name
   * @param {(event: any) => void} [listener] without one, the element is drawn again
   */
  listen(target, name, listener = () => this.update()) {
    target.addEventListener(name, listener);
    this.leaving.push(() => target.removeEventListener(name, listener));
  }

  /** Draws again soon, once for however many calls; a hidden page has no frames and takes its time. */
  update() {
    if (this.isDue || !this.isConnected) return;
    this.isDue = true;
    if (document.hidden) setTimeout(() => this.drawNow(), 200);
    else requestAnimationFrame(() => this.drawNow());
  }

  drawNow() {
    this.isDue = false;
    if (!this.isConnected) return;
    try {
      const drawn = this.draw();
      render(this, ...(Array.isArray(drawn) ? drawn : [drawn]));
    } catch (error) {
      console.error(error);
      this.textContent = t('part_failed');
    }
    keepFocus(this);
  }
}
