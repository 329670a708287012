// Whether a page fits onto a narrow screen.
import assert from 'node:assert/strict';

/**
 * Nothing stands beside the screen, but what scrolls by itself and says so, such as a wide table.
 * @type {(what: string, page: import('playwright-core').Page) => Promise<void>}
 */
export async function assertFits(what, page) {
  const { tooWide, scrollWidth, clientWidth } = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const scrollers = [...document.querySelectorAll('[role="region"][tabindex="0"]')];
    const tooWide = [...document.body.querySelectorAll('*')]
      .filter((element) => !scrollers.some((scroller) => scroller !== element && scroller.contains(element)))
      .filter((element) => {
        const { left, right } = element.getBoundingClientRect();
        // Half a pixel is rounding.
        return right > clientWidth + 0.5 || left < -0.5;
      })
      .map((element) => `${element.tagName}.${element.className} ${element.textContent}`);
    return { tooWide, scrollWidth, clientWidth };
  });
  assert.deepEqual(tooWide, [], `${what} at ${clientWidth} pixels`);
  assert.ok(scrollWidth <= clientWidth, `${what} scrolls aside: ${scrollWidth} in ${clientWidth}`);
}
