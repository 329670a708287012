// Runs axe-core in a page, whatever the page's content security policy says.
import assert from 'node:assert/strict';

import axe from 'axe-core';

import { switchLanguage } from './people.js';

const SEVERE = ['serious', 'critical'];
/** Off by default in axe, though it is a criterion of WCAG 2.2 AA. */
const RULES = { 'target-size': { enabled: true } };
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * All violations of the page as it is now.
 * @param {import('playwright-core').Page} page
 * @returns {Promise<import('axe-core').Result[]>}
 */
export async function violations(page) {
  const devtools = await page.context().newCDPSession(page);
  // A world of its own: no policy of the page holds there, and nothing of the page is in the way.
  const { frameTree } = await devtools.send('Page.getFrameTree');
  const { executionContextId: contextId } = await devtools.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id });
  await evaluate(devtools, contextId, axe.source);
  // Preloading would put a style sheet into the page, which its policy rightly refuses.
  const options = { runOnly: TAGS, rules: RULES, resultTypes: ['violations'], preload: false };
  const results = await evaluate(devtools, contextId, `axe.run(document, ${JSON.stringify(options)})
    .then(({ violations, passes }) => ({ violations, passes: passes.length }))`);
  await devtools.detach();
  assert.ok(results.passes > 10, 'axe has looked at a page that has something on it');
  return results.violations;
}

/**
 * Fails on whatever would keep somebody out; tells the rest.
 * @param {import('node:test').TestContext} test
 * @param {import('playwright-core').Page} page
 * @param {string} what
 */
export async function assertAccessible(test, page, what) {
  const found = await violations(page);
  for (const each of found) test.diagnostic(`axe, ${what}: ${described(each)}`);
  const severe = found.filter(({ impact }) => SEVERE.includes(String(impact)));
  assert.deepEqual(severe.map(described), [], `axe on ${what}`);
}

/**
 * The same in both languages, in the light and in the dark.
 * @param {import('node:test').TestContext} test
 * @param {import('playwright-core').Page} page in Chinese, and again so afterwards
 * @param {string} what
 */
export async function inspect(test, page, what) {
  for (const language of /** @type {const} */ (['zh-CN', 'en'])) {
    for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
      await page.emulateMedia({ colorScheme });
      await assertAccessible(test, page, `${what}, ${language}, ${colorScheme}`);
    }
    await switchLanguage(page, language);
  }
}

/** @type {(result: import('axe-core').Result) => string} */
const described = ({ id, impact, help, nodes }) =>
  `${impact} ${id} (${help}): ${nodes.map(({ target, failureSummary }) => `${target.join(' ')} — ${failureSummary}`).join('; ')}`;

/** @type {(devtools: import('playwright-core').CDPSession, contextId: number, expression: string) => Promise<any>} */
async function evaluate(devtools, contextId, expression) {
  const answer = await devtools.send('Runtime.evaluate', { expression, contextId, awaitPromise: true, returnByValue: true });
  if (answer.exceptionDetails) throw new Error(`axe failed: ${answer.exceptionDetails.exception?.description}`);
  return answer.result.value;
}
