import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';

import { source, web } from './sources.js';

/** @type {Record<string, string>} the sets of tokens by the selector that they hold for */
const SETS = { light: ':root', dark: '[data-theme="dark"]', 'high contrast': ':root[data-contrast="more"]', 'high contrast, dark': ':root[data-contrast="more"][data-theme="dark"]' };

/** @type {(selector: string) => Record<string, string>} */
function tokens(selector) {
  const css = `\n${source('app.css')}${source('look.css')}`;
  const at = css.indexOf(`\n${selector} {`);
  assert.ok(at >= 0, selector);
  return Object.fromEntries([...css.slice(at, css.indexOf('}', at)).matchAll(/--([a-z-]+): (#[0-9a-f]{6})/g)].map(([, name, value]) => [name, value]));
}

/** @type {(colour: string) => number} the relative luminance as WCAG has it */
function luminance(colour) {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** @type {(one: string, other: string) => number} */
function contrast(one, other) {
  const [less, more] = [luminance(one), luminance(other)].sort((first, second) => first - second);
  return (more + 0.05) / (less + 0.05);
}

/** What stands on what. */
const PAIRS = [
  ...['ground', 'surface', 'accent-soft', 'warn-soft', 'bad-soft'].flatMap((under) => [['ink', under], ['soft', under]]),
  ...['ground', 'surface', 'accent-soft'].flatMap((under) => [['accent', under], ['good', under]]),
  ['warn', 'ground'], ['warn', 'surface'], ['warn', 'warn-soft'], ['bad', 'ground'], ['bad', 'surface'], ['bad', 'bad-soft'], ['on-accent', 'accent'], ['on-band', 'band'],
  // What is done is written on its colour.
  ['surface', 'good'], ['surface', 'warn'],
];

test('W196 the contrast is known', () => {
  assert.equal(contrast('#000000', '#ffffff'), 21);
  assert.equal(contrast('#777777', '#ffffff').toFixed(2), '4.48');
});

for (const [name, selector] of Object.entries(SETS)) {
  const least = name.startsWith('high') ? 7 : 4.5;
  test(`W196 texts in ${name} stand out by ${least} to 1`, () => {
    const set = { ...tokens(':root'), ...tokens(selector) };
    for (const [over, under] of PAIRS) {
      const found = contrast(set[over], set[under]);
      assert.ok(found >= least, `${over} on ${under} has ${found.toFixed(2)}`);
    }
    // Without it a border is an ornament; with it, it says where something is.
    if (least === 7) for (const under of ['ground', 'surface']) assert.ok(contrast(set.line, set[under]) >= 3, `line on ${under}`);
  });
}

test('W198 nothing moves by itself, unless somebody has not asked for less of it', () => {
  const sheets = readdirSync(web, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.css'));
  assert.ok(sheets.length >= 5);
  for (const sheet of sheets) {
    const css = source(sheet).replace(/@media \(prefers-reduced-motion: no-preference\) \{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g, '');
    assert.doesNotMatch(css, /(?:^|[;{\s])(?:animation|transition|scroll-behavior)\b/, sheet);
  }
});
