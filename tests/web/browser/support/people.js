// What people do and see. Everything is found by its role and its accessible name, as somebody who cannot see finds it.
import { say } from './text.js';

/** Where somebody is in the session, and by which device. @typedef {import('./hall.js').Device & { who: import('./session.js').Who }} Person */

const MODERATORS = ['chair', 'clerk'];

/**
 * Comes in by the own link, on a device of one's own: a phone, or a desktop for those who preside.
 * @param {import('./hall.js').Hall} hall
 * @param {import('./session.js').Who} who
 * @param {Parameters<import('./hall.js').Hall['device']>[2] & { screen?: import('./browser.js').Screen }} [make]
 * @returns {Promise<Person>}
 */
export async function enter(hall, who, { screen = MODERATORS.includes(who) ? 'desktop' : 'phone', ...make } = {}) {
  const device = await hall.device(who, screen, make);
  await join(device.page, device.url + hall.session.invitations[who].path, make.locale);
  return { ...device, who };
}

/**
 * Opens an invitation's link and takes the seat.
 * @param {import('playwright-core').Page} page
 * @param {string} link
 * @param {string} [language]
 */
export async function join(page, link, language) {
  await page.goto(link);
  await page.getByRole('button', { name: say('join.enter', {}, language) }).click();
  await seesConnection(page, 'connected', language);
}

/**
 * @param {import('playwright-core').Page} page
 * @param {'connected' | 'waiting'} state
 * @param {string} [language]
 */
export const seesConnection = (page, state, language) =>
  page.getByRole('status').getByText(say(`connection.${state}`, {}, language), { exact: true }).waitFor();
