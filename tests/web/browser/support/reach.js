// Whether a hand reaches what the eye sees. Playwright would wait until whatever lies over a button goes away; people
// press what lies there.
import assert from 'node:assert/strict';

/** @param {import('playwright-core').Locator} locator */
export async function assertUncovered(locator) {
  await locator.waitFor();
  const cover = await locator.evaluate((element) => {
    // What was drawn anew between the two looks is pressed where it stands then.
    if (!element.isConnected) return null;
    // It may lie under the edge of the page or of a bar: that is what scrolling is for.
    element.scrollIntoView({ block: 'center' });
    const { left, top, width, height } = element.getBoundingClientRect();
    const above = document.elementFromPoint(left + width / 2, top + height / 2);
    return above && (element.contains(above) || above.contains(element)) ? null : (above?.outerHTML ?? 'nothing').slice(0, 300);
  });
  assert.equal(cover, null, `something lies over ${locator}`);
}
