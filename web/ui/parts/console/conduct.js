// What the parts of the console share: which presses are on their way, and what rests because somebody else was faster.
import { t, tOr } from '../../i18n.js';
import { createGuard } from './guard.js';
import { targets } from './offers.js';

/** A second press of the same control so soon was not meant. */
const REST_MS = 400;
/** How long a refusal waits for the entry that explains it. */
const EXPLAINED_MS = 500;

/** @typedef {import('../../../sdk/types/index.d.ts').Command} Command */

/** Its event `change` says that controls look different now. */
export class Conduct extends EventTarget {
  /** @param {import('../../room.js').Room} room */
  constructor(room) {
    super();
    this.room = room;
    /** @type {Set<string>} */
    this.pressed = new Set();
    /** Who else has done something last: a name, or empty for the clock. */
    this.changedBy = '';
    this.guard = createGuard({ after, changed: () => this.changed() });
    this.onEntry = (/** @type {any} */ { detail }) => this.heard(detail.by);
    // A whole new state comes without entries; where there is one, it has been heard before this looks.
    this.onChange = () => queueMicrotask(() => this.look('somebody'));
  }

  begin() {
    this.room.addEventListener('entry', this.onEntry);
    this.room.addEventListener('change', this.onChange);
  }

  end() {
    this.room.removeEventListener('entry', this.onEntry);
    this.room.removeEventListener('change', this.onChange);
    this.guard.stop();
  }

  /** @param {number | null | undefined} by whose entry has come; null for the clock's */
  heard(by) {
    const { me, roster } = this.room;
    const isMine = Boolean(me && by === me.participant);
    if (!isMine) this.changedBy = roster.name(by);
    this.look(isMine ? 'me' : 'somebody');
  }

  /** @param {'me' | 'somebody'} by who made it so */
  look(by) {
    if (this.room.view) this.guard.look(targets(this.room.view), by);
  }

  changed() {
    this.dispatchEvent(new Event('change'));
  }

  /**
   * One press, one action: until it is done, and a moment longer, the same control does nothing.
   * @param {string} control
   * @param {() => Promise<unknown>} act
   */
  async press(control, act) {
    if (this.pressed.has(control)) return;
    this.pressed.add(control);
    this.changed();
    try {
      await Promise.all([act(), new Promise((resolve) => setTimeout(resolve, REST_MS))]);
    } finally {
      this.pressed.delete(control);
      this.changed();
    }
  }

  /**
   * Sends a command; a refusal says what has happened, until another command is answered: then it is history.
   * @param {Command} command
   * @returns {Promise<boolean>} whether it was taken
   */
  async send(command) {
    try {
      this.room.sent(command, await this.room.client.send(command));
      this.room.notify('refusal', '', 'refused');
      return true;
    } catch (error) {
      this.room.notify('refusal', await this.explain(/** @type {any} */ (error), command), 'refused');
      return false;
    }
  }

  /** @type {(refusal: import('../../../sdk/types/index.d.ts').Refusal, command: Command) => Promise<string>} */
  async explain({ code, current_turn: turn, current_item: item }, command) {
    const { room } = this;
    const called = code === 'unchanged' && command.type === 'call_speaker' ? command.request : 0;
    const isKnown = () => Boolean(room.view && (!turn || room.view.turns[turn]) && (!item || room.view.agenda.items[item]) && (!called || isCalled(room.view, called)));
    // The refusal may come before the entry that it is about.
    if (!isKnown()) await Promise.race([toldOf(room, isKnown), new Promise((resolve) => setTimeout(resolve, EXPLAINED_MS))]);
    if (!room.view || !isKnown()) return tOr('refusal', code);
    if (code === 'stale_turn') {
      return turn ? t('console.stale_turn', { name: room.view.turns[turn].speaker.name }) : t('console.stale_free');
    }
    if (code === 'stale_item') {
      return item ? t('console.stale_item', { title: room.view.agenda.items[item].title }) : t('console.stale_no_item');
    }
    if (called) return t('console.stale_call', { name: room.view.requests[called].for.name });
    return tOr('refusal', code);
  }
}

/** @type {(view: import('../../../sdk/types/index.d.ts').View, request: number) => boolean} */
const isCalled = ({ requests }, request) => Boolean(requests[request]) && requests[request].state !== 'waiting';

/** @type {(room: EventTarget, isKnown: () => boolean) => Promise<void>} */
const toldOf = (room, isKnown) => new Promise((resolve) => {
  const listener = () => {
    if (!isKnown()) return;
    room.removeEventListener('change', listener);
    resolve();
  };
  room.addEventListener('change', listener);
  // Whoever gave up waiting for it does not leave it behind.
  setTimeout(() => room.removeEventListener('change', listener), EXPLAINED_MS);
});

/** @type {(ms: number, run: () => void) => () => void} */
function after(ms, run) {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}
