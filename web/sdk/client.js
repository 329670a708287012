// What an application holds: the live view of one session, kept exact, and a way to send commands.
import { createCaptions } from './captions.js';
import { createClock } from './clock.js';
import { createCommands } from './commands.js';
import { createConnection } from './connection.js';
import { createEmitter } from './emitter.js';
import { createPlatform } from './platform.js';
import { createReplica } from './replica.js';

/**
 * @template {import('./types/protocol.d.ts').ServerMessage['type']} Type
 * @typedef {import('./types/parts.d.ts').MessageOf<Type>} MessageOf
 */

const TOO_LARGE = 1009;

/** @type {typeof import('./types/parts.d.ts').createClient} */
export function createClient({ url, platform: given, confirmSeat }) {
  const platform = createPlatform(given);
  const clock = createClock(platform.localNow);
  const replica = createReplica();
  const { on, emit } = createEmitter(platform.report);
  /** @type {MessageOf<'welcome'> | null} */
  let welcome = null;
  /** @type {number | null} */
  let heardAt = null;
  /** @type {number | null} */
  let gapAt = null;

  /** @type {import('./types/parts.d.ts').Connection} */
  const connection = createConnection({
    url,
    platform,
    clock,
    confirmSeat,
    position: () => replica.position,
    received,
    changed(status, closeCode) {
      if (status.state === 'connected') commands.connected();
      if (status.state === 'waiting') commands.lost();
      if (status.state === 'closed') commands.close();
      if (closeCode === TOO_LARGE) commands.dropLargest();
      emit('status', status);
    },
  });
  const commands = createCommands({ platform, transmit: connection.send });
  const captions = createCaptions({ platform, transmit: connection.send });

  /** @type {(message: import('./types/protocol.d.ts').ServerMessage) => void} */
  function received(message) {
    heardAt = clock.now();
    switch (message.type) {
      case 'welcome':
        return greet(message);
      case 'state':
        replica.replace(message);
        return emitView();
      case 'event':
        return advance(message);
      case 'reply':
        if (!message.id && 'refusal' in message && message.refusal) return emit('refusal', message.refusal);
        return commands.answer(message);
      case 'presence':
        return emit('presence', message);
      case 'caption':
        return emit('caption', message);
      case 'bye':
        return emit('bye', message);
      default:
      // The protocol may be added to: what this version does not know is not for it.
    }
  }

  /** @type {(message: MessageOf<'welcome'>) => void} */
  function greet(message) {
    const { position } = replica;
    const again = connection.status.state === 'connected';
    // After a change of the audience, or of the journal's epoch, no patch fits the view that we have.
    if (again || (position && position.epoch !== message.position.epoch)) replica.forget();
    welcome = message;
    emit('welcome', message);
  }

  /** @type {(message: MessageOf<'event'>) => void} */
  function advance(message) {
    const step = replica.advance(message);
    if (step === 'applied') {
      emitView();
      emit('event', message);
    } else if (step === 'gap') {
      const seq = replica.position && replica.position.seq;
      // Resuming from here has led to a gap before: only a whole state helps.
      if (seq === gapAt) replica.forget();
      gapAt = seq;
      connection.restart();
    }
  }

  function emitView() {
    if (replica.view && replica.position) emit('view', { view: replica.view, position: replica.position });
  }

  return {
    on,
    connect: connection.open,
    retryNow: connection.retryNow,
    close: connection.leave,
    send: commands.send,
    caption: captions.send,
    now: clock.now,
    spent: clock.spent,
    remaining: clock.remaining,
    get status() {
      return connection.status;
    },
    get view() {
      return replica.view;
    },
    get position() {
      return replica.position;
    },
    get welcome() {
      return welcome;
    },
    get heardAt() {
      return heardAt;
    },
    get roundTripMs() {
      return clock.roundTripMs;
    },
  };
}
