// One connection, from the handshake to its end. It never comes back; `connection.js` makes the next one.
import { createHeart } from './heart.js';
import { parse } from './merge_patch.js';

/** @typedef {import('./types/protocol.d.ts').ServerMessage} ServerMessage */

const SUBPROTOCOL = 'rostrum.v1';
/** Handshake and welcome, over a bad network, with a server that has just started. */
export const WELCOME_MS = 15000;
/** A whole state is up to 256 KiB: a slow link may need its time for it, and no ping can be answered meanwhile. */
export const STATE_MS = 60000;
/** What a browser reports when there was no close frame. */
export const NO_CLOSE_FRAME = 1006;

/** @type {import('./types/parts.d.ts').CreateSocket} */
export function createSocket({ url, platform, clock, position, received, lost }) {
  const transport = new platform.WebSocket(url, SUBPROTOCOL);
  // `close` follows and says what there is to say; in Node an error that nobody hears ends the process.
  transport.onerror = () => {};
  const heart = createHeart({ platform, clock, send: (ping) => transport.send(JSON.stringify(ping)), died: fail });
  let cancelArrival = platform.after(WELCOME_MS, fail);
  let heartbeatMs = 0;
  let resumeFrom = position;

  function detach() {
    transport.onopen = transport.onmessage = transport.onclose = null;
    cancelArrival();
    heart.stop();
  }

  function fail() {
    detach();
    transport.close();
    lost(NO_CLOSE_FRAME);
  }

  /** @type {(message: ServerMessage) => void} */
  function follow(message) {
    let owed = false;
    if (message.type === 'welcome') {
      heartbeatMs = message.heartbeat_ms;
      owed = resumeFrom === null || resumeFrom.epoch !== message.position.epoch;
      // Welcomed a second time, the seat's audience has changed: then a state follows in any case.
      resumeFrom = null;
    } else if (message.type !== 'state') return;
    cancelArrival();
    if (owed) cancelArrival = platform.after(STATE_MS, fail);
    else heart.start(heartbeatMs);
  }

  transport.onopen = () => transport.send(JSON.stringify({ type: 'hello', position }));
  transport.onmessage = ({ data }) => {
    /** @type {ServerMessage} */
    let message;
    try {
      message = parse(data);
      if (message.type === 'pong') heart.pong(message);
    } catch {
      // Something between us and the server speaks another language: only a new connection can help.
      return fail();
    }
    follow(message);
    received(message);
  };
  transport.onclose = ({ code }) => {
    detach();
    lost(code);
  };

  return {
    send: (text) => transport.send(text),
    doubt: heart.doubt,
    end(closeCode) {
      detach();
      transport.close(closeCode);
    },
  };
}
