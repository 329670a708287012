// The one Chromium of a test file, and a person's own browser within it.
import { after } from 'node:test';

import { chromium } from 'playwright-core';

import { PATIENCE_MS } from './deadline.js';
import { listenForTrouble } from './trouble.js';

/** The screens that people sit before. */
export const SCREENS = {
  phone: { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 },
  desktop: { viewport: { width: 1280, height: 800 } },
  // Not as a phone: those make the page smaller instead of letting it scroll aside.
  narrow: { viewport: { width: 320, height: 640 } },
};

/** @typedef {keyof typeof SCREENS} Screen */

/** @type {Promise<import('playwright-core').Browser> | undefined} */
let started;

/** The Chromium of this test file, started by its first test. A test's devices share nothing in it: each has a context. */
export function theChromium() {
  started ??= startChromium();
  return started;
}

after(async () => {
  await (await started)?.close();
});

/** Starts Chromium without anything that would look for the outside. */
function startChromium() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    // Its own sandbox does not work for root; for everybody else it stays.
    chromiumSandbox: process.getuid?.() !== 0,
    args: ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}

/**
 * How far a device's clock is wrong, and its language.
 * @typedef {{ clockAheadMs?: number, locale?: string }} Make
 */

/**
 * A browser as it comes from the shop: no cookies, nothing cached, shared with nobody.
 * @param {import('playwright-core').Browser} chromium
 * @param {Screen} screen
 * @param {Make} [make]
 */
export async function unpackDevice(chromium, screen, { clockAheadMs = 0, locale = 'zh-CN' } = {}) {
  const context = await chromium.newContext({ ...SCREENS[screen], locale, timezoneId: 'Asia/Shanghai' });
  context.setDefaultTimeout(PATIENCE_MS);
  if (clockAheadMs !== 0) await context.addInitScript(setClockAhead, clockAheadMs);
  return { context, trouble: await listenForTrouble(context) };
}

/**
 * Runs in the page, before its own scripts.
 * @param {number} aheadMs
 */
function setClockAhead(aheadMs) {
  const timeOrigin = performance.timeOrigin + aheadMs;
  Object.defineProperty(performance, 'timeOrigin', { get: () => timeOrigin });
  const now = () => systemNow() + aheadMs;
  const systemNow = Date.now.bind(Date);
  globalThis.Date = new Proxy(Date, {
    construct: (Original, parts) => new Original(.../** @type {[any]} */ (parts.length > 0 ? parts : [now()])),
    get: (Original, name) => (name === 'now' ? now : Reflect.get(Original, name)),
  });
}
