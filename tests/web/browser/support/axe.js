// Runs axe-core in a page, whatever the page's content security policy says.
import assert from 'node:assert/strict';

import axe from 'axe-core';

import { switchLanguage } from './people.js';
import { chooseElsewhere, seesLook } from './settings.js';

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
 * Fails on whatever axe finds, however small: what is let pass grows.
 * @param {import('playwright-core').Page} page
 * @param {string} what
 */
export async function assertAccessible(page, what) {
  const found = await violations(page);
  assert.deepEqual(found.map(described), [], `axe on ${what}`);
}

/**
 * Ways to look at a page: each language, brightness, contrast and size of type once, and in the long run every pair of the first
 * three. Large type goes with the high contrast; what has no choice is the system's.
 * @type {['zh-CN' | 'en', { colorScheme: 'light' | 'dark' }, Record<string, string>][]}
 */
const LOOKS = process.env.ROSTRUM_LONG
  ? [
    ['zh-CN', { colorScheme: 'light' }, {}],
    ['zh-CN', { colorScheme: 'light' }, { theme: 'dark', contrast: 'more', type: 'large' }],
    ['en', { colorScheme: 'dark' }, {}],
    ['en', { colorScheme: 'dark' }, { theme: 'light', contrast: 'more', type: 'large' }],
  ]
  : [
    ['zh-CN', { colorScheme: 'light' }, {}],
    ['en', { colorScheme: 'dark' }, { contrast: 'more', type: 'large' }],
  ];

/**
 * The same in both languages, in the light and in the dark, as usual and with high contrast and large type.
 * @param {import('playwright-core').Page} page in Chinese, and again so afterwards
 * @param {string} what
 */
export async function inspect(page, what) {
  let now = 'zh-CN';
  for (const [language, media, settings] of LOOKS) {
    if (language !== now) await switchLanguage(page, /** @type {'zh-CN'} */ (now));
    now = language;
    await page.emulateMedia(media);
    await chooseElsewhere(page, settings);
    await seesLook(page, { theme: media.colorScheme, contrast: 'usual', type: 'usual', ...settings });
    await assertAccessible(page, `${what}, ${language}, ${JSON.stringify(settings)}`);
  }
  await chooseElsewhere(page, {});
  await page.emulateMedia({ colorScheme: 'light' });
  await switchLanguage(page, 'en');
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
