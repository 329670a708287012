// Everything that one test needs: a server, a session, a Chromium (the file's), and people who come in, each with a device and a
// network of their own.
import { theChromium, unpackDevice } from './browser.js';
import { openNetwork } from './network.js';
import { startServer } from './server.js';
import { makeSession } from './session.js';

/** @typedef {import('./server.js').Order & Parameters<typeof makeSession>[1]} Order */

/**
 * Opens a hall, plays a test in it, and closes it: then nobody's browser may have complained, and the server must end in
 * order. A failure tells what everybody saw.
 * @param {(hall: Hall) => Promise<void>} play
 * @param {Order} [order]
 */
export async function inHall(play, order = {}) {
  /** @type {(() => unknown)[]} */
  const closing = [];
  /** @type {Device[]} */
  const devices = [];
  const failures = [];
  try {
    await play(await openHall(order, closing, devices));
  } catch (error) {
    failures.push(error, ...(await Promise.all(devices.map(sight))));
  }
  for (const close of closing.reverse()) {
    try {
      await close();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new Error(failures.map((each) => (each instanceof Error ? each.stack : each)).join('\n\n'), { cause: failures[0] });
}

/**
 * @param {Order} order
 * @param {(() => unknown)[]} closing what is to be closed, the last first
 * @param {Device[]} devices that were unpacked
 */
async function openHall(order, closing, devices) {
  const server = await startServer(order);
  closing.push(() => server.stop());
  const session = await makeSession(server, order);
  const chromium = await theChromium();
  return {
    server,
    session,
    /**
     * A device for somebody, on a network of its own, with one empty page.
     * @param {string} name
     * @param {import('./browser.js').Screen} screen
     * @param {import('./browser.js').Make & { delayMs?: number }} [make] and how long bytes are on their way to it
     */
    async device(name, screen, { delayMs, ...make } = {}) {
      const network = await openNetwork(() => server.port, delayMs);
      closing.push(() => network.close());
      const { context, trouble } = await unpackDevice(chromium, screen, make);
      closing.push(() => trouble.assertNone(name));
      closing.push(() => context.close());
      const device = { name, context, network, trouble, url: network.url, page: await context.newPage() };
      devices.push(device);
      return device;
    },
  };
}

/** @typedef {Awaited<ReturnType<typeof openHall>>} Hall */
/**
 * @typedef {object} Device
 * @property {string} name
 * @property {import('playwright-core').BrowserContext} context
 * @property {import('./network.js').Network} network
 * @property {import('./trouble.js').Trouble} trouble
 * @property {string} url where this device finds the server
 * @property {import('playwright-core').Page} page
 */

/** What somebody has before his eyes. @type {(device: Device) => Promise<string>} */
async function sight({ name, context }) {
  const pages = await Promise.all(context.pages().map(async (page) => {
    const seen = await page.locator('body').ariaSnapshot().catch(String);
    return `${name} at ${new URL(page.url()).pathname} saw:\n${seen}`;
  }));
  return pages.join('\n');
}
