// Whether a page fits onto a narrow screen, whatever size of type was chosen.
import assert from 'node:assert/strict';

/** The sizes that can be chosen, by what a target measures at least. */
const TYPES = { usual: 44, large: 60, larger: 60, largest: 60 };

/**
 * Nothing stands beside the screen, but what scrolls by itself and says so, such as a wide table; what is pressed is large
 * enough, and what is pressed first stands on the screen.
 * @type {(what: string, page: import('playwright-core').Page) => Promise<void>}
 */
export async function assertFits(what, page) {
  const before = await page.evaluate(() => document.documentElement.dataset.type);
  // A file for reading has one size.
  if (before === undefined) {
    const { wrong, scrollWidth, clientWidth } = await page.evaluate(measure, { type: 'usual', target: 0 });
    assert.deepEqual({ wrong, scrolls: scrollWidth > clientWidth }, { wrong: [], scrolls: false }, `${what} at ${clientWidth} pixels`);
    return;
  }
  // What large type needs is loaded when it is wanted.
  await page.evaluate(() => dispatchEvent(new CustomEvent('rostrum-settings', { detail: { type: 'large' } })));
  await page.waitForFunction(() => parseFloat(getComputedStyle(document.documentElement).fontSize) === 22);
  for (const [type, target] of Object.entries(TYPES)) {
    const { wrong, scrollWidth, clientWidth } = await page.evaluate(measure, { type, target });
    assert.deepEqual(wrong, [], `${what} at ${clientWidth} pixels in ${type} type`);
    assert.ok(scrollWidth <= clientWidth, `${what} scrolls aside in ${type} type: ${scrollWidth} in ${clientWidth}`);
  }
  await page.evaluate((type) => Object.assign(document.documentElement.dataset, { type }), before);
}

/** Runs in the page. @param {{ type: string, target: number }} asked */
function measure({ type, target }) {
  document.documentElement.dataset.type = type;
  // What is outside of the window keeps the places of an earlier layout, until it is laid out again.
  const whole = new CSSStyleSheet();
  whole.replaceSync('* { content-visibility: visible !important; }');
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, whole];
  const { scrollWidth, clientWidth } = document.documentElement;
  const scrollers = [...document.querySelectorAll('[role="region"][tabindex="0"]')];
  /** @type {(element: Element) => string} */
  const described = (element) => `${element.tagName}.${element.className} ${(element.textContent || '').slice(0, 60)} ${JSON.stringify(element.getBoundingClientRect())}`;
  // What is folded away is measured, but not seen.
  /** @type {(selector: string) => Element[]} */
  const seen = (selector) => [...document.body.querySelectorAll(selector)].filter((element) => element.checkVisibility());
  const tooWide = seen('*')
    .filter((element) => !scrollers.some((scroller) => scroller !== element && scroller.contains(element)))
    .filter((element) => {
      const { left, right } = element.getBoundingClientRect();
      // Half a pixel is rounding.
      return right > clientWidth + 0.5 || left < -0.5;
    });
  const tooSmall = seen('button, select, summary, label.choice, input:not([type="radio"], [type="checkbox"], [type="range"])')
    .filter((element) => {
      const { width, height } = element.getBoundingClientRect();
      return width > 0 && (height < target - 0.5 || width < target - 0.5);
    });
  const gone = seen('.member-foot button.primary, dialog[open] form > .controls:last-child button').filter((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return bottom > innerHeight + 0.5 || top < -0.5;
  });
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== whole);
  return { wrong: [...tooWide, ...tooSmall, ...gone].map(described), scrollWidth, clientWidth };
}
