import assert from 'node:assert/strict';
import { test } from 'node:test';

const page = /** @type {any} */ (globalThis);
let dialog = null;
page.document = Object.assign(new EventTarget(), { querySelector: () => dialog });
/** @type {Map<string, string>} */
const kept = new Map();
page.localStorage = { getItem: (name) => kept.get(name) ?? null, setItem: (name, value) => kept.set(name, value) };

const MODULE = '../../../web/ui/single_keys.js';
const { hasSingleKeys, means, onSingleKey, switchSingleKeys } = await import(MODULE);

/** An element as far as keys concern it. */
function createElement() {
  const element = { drawn: 0, listen: (target, name, listen = () => { element.drawn += 1; }) => target.addEventListener(name, listen) };
  return element;
}

/** A key that comes down. @returns whether the page kept it from the browser */
function press(key, more = {}) {
  const event = Object.assign(new Event('keydown', { cancelable: true }), { key, ...more });
  page.document.dispatchEvent(event);
  return event.defaultPrevented;
}

const within = (found) => ({ closest: () => found });
const pressed = (key, more = {}) => means({ key, target: within(null), ...more }, key.toLowerCase());

test('W75 W152 a single key means it only where nobody writes, and is no part of composing', () => {
  for (const key of ['u', 'U', '/']) {
    assert.equal(pressed(key), true);
    assert.equal(pressed(key, { target: page.document }), true);
    for (const more of [
      { ctrlKey: true }, { altKey: true }, { metaKey: true }, { isComposing: true }, { keyCode: 229 }, { repeat: true }, { target: within({}) },
    ]) assert.equal(pressed(key, more), false, JSON.stringify(more));
  }
  assert.equal(means({ key: '?', target: within(null) }, '/'), false);
});

test('W176 one switch turns single keys off and on, all of them at once and for the next visit', async () => {
  const [bar, box] = [createElement(), createElement()];
  const done = { u: 0, '/': 0 };
  let isOffered = true;
  onSingleKey(bar, 'u', () => {
    done.u += 1;
    return isOffered;
  });
  onSingleKey(box, '/', () => Boolean((done['/'] += 1)));
  assert.deepEqual([press('u'), press('/'), done], [true, true, { u: 1, '/': 1 }]);
  // Where there is nothing to do the key is the browser's.
  isOffered = false;
  assert.equal(press('u'), false);
  dialog = {};
  assert.equal(press('/'), false);
  dialog = null;
  assert.deepEqual(done, { u: 2, '/': 1 });

  switchSingleKeys();
  assert.deepEqual([press('u'), press('/'), done], [false, false, { u: 2, '/': 1 }]);
  assert.deepEqual([bar.drawn, box.drawn, hasSingleKeys()], [1, 1, false]);
  assert.equal((await import(`${MODULE}?next-visit`)).hasSingleKeys(), false);
  switchSingleKeys();
  assert.deepEqual([press('/'), hasSingleKeys(), (await import(`${MODULE}?last-visit`)).hasSingleKeys()], [true, true, true]);
});

test('W176 a browser that keeps nothing switches for the page', async () => {
  page.localStorage = undefined;
  const { hasSingleKeys: has, switchSingleKeys: change } = await import(`${MODULE}?forgetful`);
  assert.equal(has(), true);
  change();
  assert.equal(has(), false);
});
