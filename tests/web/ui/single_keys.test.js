import assert from 'node:assert/strict';
import { test } from 'node:test';

const page = /** @type {any} */ (globalThis);
let dialog = null;
page.document = Object.assign(new EventTarget(), { querySelector: () => dialog });
/** @type {Map<string, string>} */
const kept = new Map();
const device = new EventTarget();
page.addEventListener = device.addEventListener.bind(device);
page.localStorage = { getItem: (name) => kept.get(name) ?? null, setItem: (name, value) => kept.set(name, value) };

const MODULE = '../../../web/ui/single_keys.js';
const { chooseKey, hasSingleKeys, keyOf, means, onSingleKey, resetKeys, shortcutOf, switchSingleKeys } = await import(MODULE);

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
  assert.equal(pressed('u', { key: undefined }), false, 'what fills forms in');
  for (const key of ['u', 'U', '/']) {
    assert.equal(pressed(key), true);
    assert.equal(pressed(key, { target: page.document }), true);
    for (const more of [
      { ctrlKey: true }, { altKey: true }, { metaKey: true }, { isComposing: true }, { keyCode: 229 }, { target: within({}) },
    ]) assert.equal(pressed(key, more), false, JSON.stringify(more));
  }
  assert.equal(means({ key: '?', target: within(null) }, '/'), false);
});

test('W176 one switch turns single keys off and on, all of them at once and for the next visit', async () => {
  const [bar, box] = [createElement(), createElement()];
  const done = { u: 0, '/': 0 };
  let isOffered = true;
  onSingleKey(bar, 'undo', () => {
    done.u += 1;
    return isOffered;
  });
  onSingleKey(box, 'search', () => Boolean((done['/'] += 1)));
  assert.deepEqual([press('u'), press('/'), done], [true, true, { u: 1, '/': 1 }]);
  // Where there is nothing to do the key is the browser's.
  isOffered = false;
  assert.equal(press('u'), false);
  dialog = {};
  assert.equal(press('/'), false);
  dialog = null;
  assert.deepEqual(done, { u: 2, '/': 1 });
  // A key that is held down says it once, but where going on is meant.
  assert.equal(press('/', { repeat: true }), false);
  let steps = 0;
  onSingleKey(box, 'down', () => Boolean((steps += 1)), true);
  assert.deepEqual([press('j'), press('j', { repeat: true }), steps], [true, true, 2]);
  [bar.drawn, box.drawn] = [0, 0];

  switchSingleKeys();
  assert.deepEqual([press('u'), press('/'), done], [false, false, { u: 2, '/': 1 }]);
  assert.deepEqual([bar.drawn, box.drawn, hasSingleKeys(), shortcutOf('undo')], [1, 2, false, false]);
  assert.equal((await import(`${MODULE}?next-visit`)).hasSingleKeys(), false);
  switchSingleKeys();
  assert.deepEqual([press('/'), hasSingleKeys(), (await import(`${MODULE}?last-visit`)).hasSingleKeys()], [true, true, true]);
});

test('W236 another key is chosen on the device, once; what none is, or is taken, is refused', async () => {
  const element = createElement();
  let struck = 0;
  onSingleKey(element, 'end', () => Boolean((struck += 1)));
  assert.deepEqual([chooseKey('end', 'S'), chooseKey('end', '好'), chooseKey('end', ' '), keyOf('end')], ['next', 'no_key', 'no_key', 'e']);
  assert.equal(element.drawn, 0);
  assert.equal(chooseKey('end', 'X'), null);
  assert.deepEqual([press('e'), press('x'), struck, element.drawn], [false, true, 1, 1]);
  assert.equal((await import(`${MODULE}?chosen`)).keyOf('end'), 'x');
  // What is free now is for others.
  assert.equal(chooseKey('next', 'e'), null);
  resetKeys();
  assert.deepEqual([keyOf('end'), keyOf('next'), (await import(`${MODULE}?reset`)).keyOf('end')], ['e', 's', 'e']);
  assert.deepEqual([shortcutOf('extend'), shortcutOf('end')], ['Plus', 'E']);
});

test('W236 what another tab of the device has chosen holds here, too', () => {
  const element = createElement();
  onSingleKey(element, 'end', () => true);
  const tell = (key, newValue) => device.dispatchEvent(Object.assign(new Event('storage'), { key, newValue }));
  tell('rostrum.keys.chosen', '{"end":"z"}');
  assert.deepEqual([keyOf('end'), press('z'), press('e'), element.drawn], ['z', true, false, 1]);
  assert.equal(chooseKey('pause', 'y'), null);
  assert.equal(kept.get('rostrum.keys.chosen'), '{"end":"z","pause":"y"}', 'nothing that was chosen there is lost');
  tell('rostrum.keys', 'off');
  assert.deepEqual([hasSingleKeys(), press('z')], [false, false]);
  tell('rostrum.keys', 'on');
  tell('rostrum.settings', '{}');
  resetKeys();
  assert.deepEqual([hasSingleKeys(), keyOf('end')], [true, 'e']);
});

test('W176 a browser that keeps nothing switches for the page', async () => {
  page.localStorage = undefined;
  const { hasSingleKeys: has, switchSingleKeys: change } = await import(`${MODULE}?forgetful`);
  assert.equal(has(), true);
  change();
  assert.equal(has(), false);
});
