// Commands on their way: each is answered once, however often it has to be sent.
import { fullJitter } from './back_off.js';

/** @typedef {import('./types/parts.d.ts').PendingCommand} PendingCommand */
/** @typedef {import('./types/parts.d.ts').Outcome} Outcome */

export const PENDING_MAX = 64;
/** The server's limit. */
export const MESSAGE_BYTES_MAX = 65536;
export const RETRIES_MAX = 5;
/** Refusals that say nothing about the command itself. */
const PASSING_CODES = ['unavailable', 'rate_limited'];

/** A command that was not accepted. */
export class Refusal extends Error {
  /**
   * @param {import('./types/protocol.d.ts').Refusal} refusal
   * @param {Outcome} [outcome]
   */
  constructor(refusal, outcome = 'refused') {
    super(refusal.message);
    this.name = 'Refusal';
    this.code = refusal.code;
    this.outcome = outcome;
    this.current_turn = refusal.current_turn;
    this.current_item = refusal.current_item;
  }
}

/** @type {import('./types/parts.d.ts').CreateCommands} */
export function createCommands({ platform, transmit }) {
  /** @type {Map<string, PendingCommand>} in the order in which they were given */
  const waiting = new Map();
  /** @type {'connected' | 'away' | 'closed'} */
  let link = 'away';

  /** @type {(pending: PendingCommand) => void} */
  function transmitNow(pending) {
    if (link !== 'connected' || pending.cancelRest) return;
    pending.sent = true;
    transmit(pending.text);
  }

  /** @type {(pending: PendingCommand) => void} */
  function rest(pending) {
    pending.cancelRest = platform.after(fullJitter(platform.random, pending.retries), () => {
      pending.cancelRest = null;
      transmitNow(pending);
    });
    pending.retries += 1;
  }

  /** @type {(id: string, pending: PendingCommand) => PendingCommand} */
  function settle(id, pending) {
    waiting.delete(id);
    if (pending.cancelRest) pending.cancelRest();
    return pending;
  }

  return {
    send(command) {
      const id = platform.newId();
      const text = JSON.stringify({ type: 'command', id, command });
      const bytes = new TextEncoder().encode(text).length;
      if (link === 'closed') return Promise.reject(local('unavailable', 'this client is closed'));
      if (waiting.size >= PENDING_MAX) return Promise.reject(local('unavailable', 'too many commands wait'));
      if (bytes > MESSAGE_BYTES_MAX) return Promise.reject(local('too_large', 'the command is too large'));
      return new Promise((resolve, reject) => {
        const pending = { text, bytes, sent: false, retries: 0, cancelRest: null, resolve, reject };
        waiting.set(id, pending);
        transmitNow(pending);
      });
    },
    answer(reply) {
      const id = reply.id || '';
      const pending = waiting.get(id);
      if (!pending) return;
      if ('seq' in reply && typeof reply.seq === 'number') {
        const { seq, undo } = reply;
        settle(id, pending).resolve(undo ? { seq, undo } : { seq });
        // While it rests, the refusal of this sending has been heard already.
      } else if ('refusal' in reply && reply.refusal && !pending.cancelRest) {
        if (PASSING_CODES.includes(reply.refusal.code) && pending.retries < RETRIES_MAX) rest(pending);
        else settle(id, pending).reject(new Refusal(reply.refusal));
      }
    },
    connected() {
      link = 'connected';
      waiting.forEach(transmitNow);
    },
    lost() {
      link = 'away';
    },
    dropLargest() {
      // It would only close the next connection too.
      const [largest] = [...waiting]
        .filter(([, pending]) => pending.sent)
        .sort(([, one], [, other]) => other.bytes - one.bytes);
      if (largest) settle(...largest).reject(local('too_large', 'the server takes no message of this size'));
    },
    close() {
      link = 'closed';
      waiting.forEach((pending, id) => {
        settle(id, pending).reject(local('unavailable', 'this client is closed', pending.sent ? 'unknown' : 'refused'));
      });
    },
  };
}

/** @type {(code: 'unavailable' | 'too_large', message: string, outcome?: Outcome) => Refusal} */
const local = (code, message, outcome) => new Refusal({ code, message }, outcome);
