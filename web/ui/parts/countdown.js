// What is left of a turn, by the server's clock, redrawn as each second passes.
import { h } from '../dom.js';
import { RostrumElement } from '../element.js';
import { clockText } from '../format.js';
import { t } from '../i18n.js';

/** A timer may fire a little early: then the second has not passed yet. */
const MARGIN_MS = 5;
const SECOND_MS = 1000;

/** Given `room` and `turn`, a turn of the view. */
class Countdown extends RostrumElement {
  constructor() {
    super();
    /** @type {import('../../sdk/types/index.d.ts').TurnView | null} */
    this.turn = null;
  }

  entered() {
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    this.leaving.push(() => clearTimeout(this.timer));
    // The offset of the clock is learned on and on; and a page that was frozen has missed its timers.
    this.listen(this.room, 'change', () => this.drawNow());
    this.listen(document, 'visibilitychange', () => this.drawNow());
  }

  update() {
    this.drawNow();
  }

  draw() {
    const { turn } = this;
    const { view } = this.room;
    if (!turn || !view) return null;
    const remaining = this.room.client.remaining(turn);
    const isRunning = Boolean(turn.running_since);
    clearTimeout(this.timer);
    if (isRunning) {
      const untilChange = remaining - Math.floor(remaining / SECOND_MS) * SECOND_MS;
      this.timer = setTimeout(() => this.drawNow(), (untilChange || SECOND_MS) + MARGIN_MS);
    }
    // Up to a whole second left reads as that second; past the limit it counts up from zero.
    const seconds = remaining > 0 ? Math.ceil(remaining / SECOND_MS) : Math.floor(-remaining / SECOND_MS);
    const state = remaining <= 0 ? 'over' : remaining <= (view.rules.warn_ms || 0) ? 'near' : 'ample';
    // Without a connection nobody knows whether the clock was stopped meanwhile.
    const isSure = this.room.client.status.state === 'connected';
    return h('span', { role: 'timer', class: `countdown countdown-${state}`, 'aria-label': t('floor.remaining') }, !isSure && '≈ ',
      state === 'over' ? t('floor.over', { time: clockText(seconds) }) : clockText(seconds));
  }
}

customElements.define('rostrum-countdown', Countdown);
