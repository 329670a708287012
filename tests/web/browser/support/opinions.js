// What people do with written opinions.
import { press } from './people.js';
import { PEOPLE } from './session.js';
import { say } from './text.js';

/** @typedef {import('./people.js').Page} Page */
/** @typedef {import('./session.js').Who} Who */

/** A post that says something. @type {(page: Page, text: string) => import('playwright-core').Locator} */
export const postOf = (page, text) => page.getByRole('listitem').filter({ has: page.getByText(text, { exact: true }) }).first();

/** Does something to a post, after unfolding what is done rarely. @type {(page: Page, text: string, key: string, who: Who, rarely?: 'rarely') => Promise<void>} */
export async function does(page, text, key, who, rarely) {
  const about = (/** @type {string} */ name) => say('threads.about', { text: say(name), name: PEOPLE[who].name });
  const post = postOf(page, text);
  if (rarely) await post.getByLabel(about('threads.further'), { exact: true }).click();
  await post.getByRole('button', { name: about(key), exact: true }).click();
}

/** Writes a post. @type {(page: Page, text: string) => Promise<void>} */
export async function write(page, text) {
  await page.getByLabel(say('threads.compose')).fill(text);
  await press(page, say('threads.publish'));
}
