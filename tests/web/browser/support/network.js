// One person's way to the server: a TCP proxy that can be slow, or lose the network, for that person alone.
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { Transform } from 'node:stream';

/**
 * What happens to bytes. `cut`: every connection is reset, new ones too, as when a phone changes networks. `silent`:
 * nothing passes and nobody is told, as in a tunnel; what was sent arrives when the network heals.
 * @typedef {'open' | 'cut' | 'silent'} Weather
 */

/**
 * @param {() => number} port where the server listens
 * @param {number} [delayMs] how long bytes are on their way, in each direction
 */
export async function openNetwork(port, delayMs = 0) {
  /** @type {Weather} */
  let weather = 'open';
  /** @type {Set<ReturnType<typeof join>>} */
  const links = new Set();

  const proxy = createServer({ allowHalfOpen: true, pauseOnConnect: true }, (near) => {
    if (weather === 'cut') {
      near.on('error', ignored).resetAndDestroy();
      return;
    }
    const link = join(near, connect({ port: port(), host: '127.0.0.1', allowHalfOpen: true }), delayMs);
    links.add(link);
    link.closed.then(() => links.delete(link));
    if (weather === 'open') link.flow();
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const { port: own } = /** @type {import('node:net').AddressInfo} */ (proxy.address());

  return {
    url: `http://127.0.0.1:${own}`,
    /** Resets all connections, and every new one until the network heals. */
    cut() {
      weather = 'cut';
      for (const link of links) link.reset();
    },
    /** Lets nothing through, and tells nobody. */
    silence() {
      weather = 'silent';
      for (const link of links) link.hold();
    },
    heal() {
      weather = 'open';
      for (const link of links) link.flow();
    },
    async close() {
      const closed = once(proxy, 'close');
      proxy.close();
      for (const link of links) link.reset();
      await closed;
    },
  };
}

/** @typedef {Awaited<ReturnType<typeof openNetwork>>} Network */

/** An end that breaks off is what this proxy is there for. */
function ignored() {}

/**
 * Two ends of one connection, held until they are told to flow.
 * @param {import('node:net').Socket} near
 * @param {import('node:net').Socket} far
 * @param {number} delayMs
 */
function join(near, far, delayMs) {
  near.on('error', ignored);
  far.on('error', ignored);
  near.setNoDelay(true);
  far.setNoDelay(true);
  // An end that breaks off breaks the other one off; one that ends in order is passed on by the pipes.
  near.on('close', (failed) => failed && far.resetAndDestroy());
  far.on('close', (failed) => failed && near.resetAndDestroy());
  const [there, back] = [distance(delayMs), distance(delayMs)];
  there.pipe(far);
  back.pipe(near);
  return {
    closed: Promise.all([near, far].map((end) => new Promise((resolve) => void end.on('close', resolve)))),
    flow() {
      near.pipe(there);
      far.pipe(back);
    },
    hold() {
      near.unpipe(there).pause();
      far.unpipe(back).pause();
    },
    reset() {
      near.resetAndDestroy();
      far.resetAndDestroy();
    },
  };
}

/** What goes in comes out so much later, in order. @param {number} delayMs */
function distance(delayMs) {
  return new Transform({
    transform(chunk, _, next) {
      if (delayMs === 0) this.push(chunk);
      else setTimeout(() => this.push(chunk), delayMs);
      next();
    },
    flush: (done) => void setTimeout(done, delayMs),
  });
}
