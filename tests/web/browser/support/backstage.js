// People who need no screen: they take their seats and act through the public protocol. What a test is about is done
// in a browser; this is for what was there before.
import { deadline, PATIENCE_MS } from './deadline.js';
import { takeSeat } from './session.js';

/** @typedef {import('./session.js').Who} Who */
/** A refusal, or the number of the entry. @typedef {{ ok: boolean, seq: number, refusal?: { code: string, message: string } }} Reply */

/**
 * Somebody takes the seat and connects.
 * @param {Pick<import('./hall.js').Hall, 'server' | 'session'>} hall
 * @param {string} invitation the token of it
 */
export async function backstage({ server, session }, invitation) {
  const seat = await takeSeat(server, invitation);
  const address = `${server.url.replace('http', 'ws')}/api/sessions/${session.id}/socket`;
  // The headers are the server side's own extension: a browser's sockets have cookies.
  const options = { protocols: ['rostrum.v1'], headers: { authorization: `Bearer ${seat.token}` } };
  const socket = new WebSocket(address, /** @type {any} */ (options));
  /** @type {Map<string, (reply: Reply) => void>} */
  const waiting = new Map();
  const welcomed = new Promise((resolve, reject) => {
    socket.addEventListener('open', () => socket.send(JSON.stringify({ type: 'hello', position: null })));
    socket.addEventListener('error', () => reject(new Error(`no socket at ${address}`)));
    socket.addEventListener('message', ({ data }) => {
      const message = JSON.parse(data);
      if (message.type === 'welcome') resolve(message);
      if (message.type === 'reply') waiting.get(message.id)?.(message);
    });
  });
  await deadline(welcomed, PATIENCE_MS, 'the welcome');

  /** Sends a command and takes the answer, whatever it is. @type {(command: Record<string, unknown>) => Promise<Reply>} */
  const send = (command) => {
    const id = crypto.randomUUID();
    /** @type {Promise<Reply>} */
    const replied = new Promise((resolve) => waiting.set(id, resolve)).finally(() => waiting.delete(id));
    socket.send(JSON.stringify({ type: 'command', id, command }));
    return deadline(replied, PATIENCE_MS, `the answer to ${command.type}`);
  };
  return {
    participant: /** @type {number} */ (seat.participant),
    send,
    /** Does something that must be accepted, and gives the entry's number. @type {(type: string, fields?: Record<string, unknown>) => Promise<number>} */
    async does(type, fields = {}) {
      const { ok, seq, refusal } = await send({ type, ...fields });
      if (!ok) throw new Error(`${type} was refused: ${JSON.stringify(refusal)}`);
      return seq;
    },
    /** Goes away. @returns {Promise<void>} */
    leave: () => new Promise((resolve) => {
      socket.addEventListener('close', () => resolve());
      socket.close();
    }),
  };
}

/** @typedef {Awaited<ReturnType<typeof backstage>>} Acting */

/** So many at once. */
const AT_ONCE = 100;

/** Does something many times, several at once but not all. @type {(count: number, act: (index: number) => Promise<unknown>) => Promise<void>} */
export async function inTurns(count, act) {
  for (let done = 0; done < count; done += AT_ONCE) {
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, count - done) }, (_, index) => act(done + index)));
  }
}

/**
 * Several of the usual people do something; they leave when all is done.
 * @template Result
 * @param {import('./hall.js').Hall} hall
 * @param {Who[]} who
 * @param {(...acting: Acting[]) => Promise<Result>} play
 */
export async function behindTheScenes(hall, who, play) {
  const acting = await Promise.all(who.map((each) => backstage(hall, hall.session.invitations[each].token)));
  const result = await play(...acting);
  await Promise.all(acting.map((each) => each.leave()));
  return result;
}

/**
 * Somebody gets the floor, with words in the record.
 * @param {Acting} chair
 * @param {Acting} speaker
 * @param {number} item
 * @param {string} [text]
 * @returns {Promise<number>} the turn
 */
export async function speak(chair, speaker, item, text) {
  const request = await speaker.does('request_floor', { item, kind: 'impromptu' });
  const turn = await chair.does('grant_floor', { request, expect_turn: null });
  if (text) await chair.does('record_statement', { turn, text });
  return turn;
}

/** Opens the session and starts the second item, as most tests begin. @type {(hall: import('./hall.js').Hall, chair: Acting) => Promise<number>} */
export async function open({ session }, chair) {
  const item = session.items[1];
  await chair.does('open_session');
  await chair.does('start_item', { item, expect_item: null });
  return item;
}
