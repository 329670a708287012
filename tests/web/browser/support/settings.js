// What people choose on their devices.

/** @typedef {import('playwright-core').Page} Page */

/** What was chosen in another tab of the same device, all of it. @type {(page: Page, settings: Record<string, string>) => Promise<void>} */
export const chooseElsewhere = (page, settings) => page.evaluate((text) => {
  localStorage.setItem('rostrum.settings', text);
  dispatchEvent(new StorageEvent('storage'));
}, JSON.stringify(settings));

/** The page looks so. @type {(page: Page, look: Record<string, string>) => Promise<void>} */
export async function seesLook(page, look) {
  await page.waitForFunction((wanted) => Object.entries(wanted).every(([name, value]) => document.documentElement.dataset[name] === value), look);
  // What few need is loaded then.
  if (look.contrast === 'more' || (look.type && look.type !== 'usual')) {
    await page.waitForFunction(() => [...document.styleSheets].some(({ href, cssRules }) => href && href.endsWith('/look.css') && cssRules.length > 0));
  }
}
