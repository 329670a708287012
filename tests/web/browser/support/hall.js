// Everything that one test needs: a server, a session, a Chromium, and people who come in, each with a device and a
// network of their own.
import { deadline, PATIENCE_MS } from './deadline.js';
import { startChromium, unpackDevice } from './browser.js';
import { openNetwork } from './network.js';
import { startServer } from './server.js';
import { makeSession } from './session.js';

/**
 * Opens it for one test, and closes it with the test: then nobody's browser may have complained, and the server must end
 * in order.
 * @param {import('node:test').TestContext} test
 * @param {import('./server.js').Order & Parameters<typeof makeSession>[1]} [order]
 */
export async function openHall(test, order = {}) {
  /** @type {(() => unknown)[]} */
  const undo = [];
  test.after(async () => {
    const failures = [];
    for (const step of undo.reverse()) {
      try {
        await step();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures.length === 1 ? failures[0] : new AggregateError(failures, String(failures));
  });

  const server = await startServer(order);
  undo.push(() => server.stop());
  const session = await makeSession(server, order);
  const chromium = await startChromium();
  undo.push(() => chromium.close());

  /**
   * A device for somebody, on a network of its own, with one empty page.
   * @param {string} name
   * @param {import('./browser.js').Screen} screen
   * @param {import('./browser.js').Make & { delayMs?: number }} [make] and how long bytes are on their way to it
   */
  async function device(name, screen, { delayMs, ...make } = {}) {
    const network = await openNetwork(() => server.port, delayMs);
    undo.push(() => network.close());
    const { context, trouble } = await unpackDevice(chromium, screen, make);
    undo.push(() => trouble.assertNone(name));
    undo.push(() => context.close());
    return { name, context, network, trouble, url: network.url, page: await context.newPage() };
  }

  return {
    server,
    session,
    device,
    /** Waits for something that the server or a page will do, and not longer than people would. */
    within: (/** @type {Promise<unknown>} */ awaited, /** @type {string} */ what) => deadline(awaited, PATIENCE_MS, what),
  };
}

/** @typedef {Awaited<ReturnType<typeof openHall>>} Hall */
/** @typedef {Awaited<ReturnType<Hall['device']>>} Device */
