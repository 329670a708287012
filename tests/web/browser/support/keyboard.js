// Somebody without a mouse: finds the way by Tab, and sees where the focus is.
import assert from 'node:assert/strict';

import { assertUncovered } from './reach.js';

/** More stops than any page has. */
const STOPS_MAX = 80;

/**
 * Presses Tab until something has the focus, which must then show it, and not lie under anything.
 * @param {import('playwright-core').Page} page
 * @param {import('playwright-core').Locator} goal
 */
export async function tabTo(page, goal) {
  await goal.waitFor();
  for (let stops = 0; stops < STOPS_MAX; stops += 1) {
    await page.keyboard.press('Tab');
    if (!(await hasFocus(goal))) continue;
    assert.notEqual(await goal.evaluate((element) => getComputedStyle(element).outlineStyle), 'none', `the focus shows on ${goal}`);
    await assertUncovered(goal);
    return;
  }
  assert.fail(`Tab does not lead to ${goal}`);
}

/**
 * Presses a button, as soon as it takes presses: what has just changed rests for a moment.
 * @type {(page: import('playwright-core').Page, goal: import('playwright-core').Locator, key?: 'Enter' | 'Space') => Promise<void>}
 */
export async function pressByKey(page, goal, key = 'Enter') {
  await tabTo(page, goal);
  await goal.and(page.locator(':not([aria-disabled="true"])')).waitFor();
  await page.keyboard.press(key);
}

/** @type {(goal: import('playwright-core').Locator) => Promise<boolean>} */
const hasFocus = (goal) => goal.evaluate((element) => element === document.activeElement);
