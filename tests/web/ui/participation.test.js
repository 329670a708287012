import assert from 'node:assert/strict';
import { test } from 'node:test';

import { askAgainMs, chosenOf, coefficientText, equalityWord, heard, notHeard, percent, spanOf } from '../../../web/ui/participation.js';
import { curveOf, drawBar, drawColumns, drawLorenz, drawRange } from '../../../web/ui/plots.js';

/** @type {(phases: string[]) => any} */
const inPhases = (phases) => ({ sessions: phases.map((phase) => ({ phase })) });

test('W188 the figures are asked for again as long as they can change', () => {
  assert.equal(askAgainMs(inPhases(['open'])), 15000);
  assert.equal(askAgainMs(inPhases(['sealed', 'open'])), 15000);
  assert.equal(askAgainMs(inPhases(['draft'])), 60000);
  assert.equal(askAgainMs(inPhases(['recess', 'adjourned'])), 60000);
  assert.equal(askAgainMs(inPhases(['adjourned', 'sealed'])), null);
});

test('W187 equality is one of four words, from even to few', () => {
  assert.deepEqual([0, 249, 250, 449, 450, 699, 700, 999].map(equalityWord), ['even', 'even', 'fair', 'fair', 'uneven', 'uneven', 'few', 'few']);
  assert.deepEqual([0, 42, 420, 1000].map(coefficientText), ['0.00', '0.04', '0.42', '1.00']);
  assert.deepEqual([percent(1, 3), percent(0, 0)], [33, 0]);
  assert.deepEqual(spanOf(3_723_400), { hours: 1, minutes: 2, seconds: 3 });
});

test('W185 the desk looks at a series, at chosen sessions, or at nothing', () => {
  assert.deepEqual(chosenOf('?series=%E6%9C%88%E5%BA%A6%20%26'), { series: '月度 &' });
  assert.deepEqual(chosenOf('?sessions=a,b'), { sessions: 'a,b' });
  assert.deepEqual(chosenOf(''), {});
});

test('W187 members who were not heard are told, and no others', () => {
  const person = (/** @type {string} */ role, /** @type {number} */ heardIn) => ({ role, heard_in: heardIn });
  const own = /** @type {any} */ ({ people: [person('chair', 1), person('member', 1), person('member', 0), person('respondent', 0)] });
  assert.deepEqual(notHeard(own), [person('member', 0)]);
  assert.equal(heard(own).length, 2);
});

/** The shapes of a plot by their class. @type {(drawn: any) => Record<string, any>} */
const shapes = (drawn) => Object.fromEntries(drawn.children.map((/** @type {any} */ { tag, properties }) => [properties.class || tag, properties]));

test('W186 what goes beyond the plan is a shape of its own behind a mark', () => {
  const over = shapes(drawBar(90, 120, 60));
  assert.deepEqual([over.part.width, over.over.x, over.over.width, over.mark.d], [50, 50, 25, 'M50 0V12']);
  const within = shapes(drawBar(30, 120, 60));
  assert.deepEqual([within.part.width, within.over, within.mark.d], [25, undefined, 'M50 0V12']);
  assert.deepEqual([shapes(drawBar(5, 10)).part.width, shapes(drawBar(0, 0)).part.width], [50, 0]);
  assert.equal(shapes(drawRange(25, 100, 100)).whisker.d, 'M25 6H99.5M99.5 1V11');
});

test('W186 a curve goes from corner to corner and has a title and words', () => {
  assert.equal(curveOf([[0, 0], [500, 250], [1000, 1000]]), 'M0 100L50 75L100 0');
  const drawn = drawLorenz([[0, 0], [1000, 1000]], 'title', 'words');
  assert.deepEqual([drawn.properties.role, drawn.properties['aria-label'], drawn.properties['aria-describedby']], ['img', 'title', 'words']);
  assert.equal(drawn.children[0].tag, 'title');
});

test('W189 each session has a column, and one without a figure a line on the ground', () => {
  const drawn = drawColumns([10, undefined, 20], 'title', 'table');
  const columns = drawn.children.filter(({ tag }) => tag === 'rect').map(({ properties: { x, y, height } }) => [x, y, height]);
  assert.deepEqual(columns, [[2, 25, 25], [22, 0, 50]]);
  assert.equal(drawn.children.filter(({ properties }) => properties.class === 'none').length, 1);
});
