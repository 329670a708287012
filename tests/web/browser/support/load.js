// What much news does to a page: how long its tasks take, and what stays of them in memory.

/** A server on which one person may do as much as a test needs at once. */
export const UNLIMITED = '[live]\ncommands_per_second = 100000\ncommands_burst = 100000\nmessages_per_second = 100000\n';
/** A task of the page that takes so long is felt. */
export const LONG_MS = 200;

/**
 * The longest task of the page while something goes on, by the time that the processor spent on it: what a machine gave
 * to others meanwhile is not the page's.
 * @param {import('playwright-core').Page} page
 * @param {() => Promise<unknown>} act
 * @returns {Promise<number>} in milliseconds
 */
export async function longestTask(page, act) {
  const chromium = /** @type {import('playwright-core').Browser} */ (page.context().browser());
  await chromium.startTracing(page, { categories: ['disabled-by-default-devtools.timeline'] });
  await act();
  const { traceEvents } = JSON.parse(String(await chromium.stopTracing()));
  const threads = traceEvents.filter((/** @type {any} */ { name, args }) => name === 'thread_name' && args.name === 'CrRendererMain');
  const ours = new Set(threads.map((/** @type {any} */ { pid, tid }) => `${pid} ${tid}`));
  let longest = 0;
  for (const { name, pid, tid, tdur = 0 } of traceEvents) if (name === 'RunTask' && ours.has(`${pid} ${tid}`)) longest = Math.max(longest, tdur);
  if (longest === 0) throw new Error('the trace tells no time of tasks');
  return longest / 1_000;
}

/** What the page holds once everything that nobody needs is gone. @param {import('playwright-core').Page} page */
export async function weigh(page) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('HeapProfiler.enable');
  await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize: heap } = await cdp.send('Runtime.getHeapUsage');
  const { nodes, jsEventListeners: listeners } = await cdp.send('Memory.getDOMCounters');
  await cdp.detach();
  return { heap, nodes, listeners };
}
