import assert from 'node:assert/strict';
import { test } from 'node:test';

import { mergePatch, parse } from '../../../web/sdk/index.js';
import { AWKWARD, canonical, naivePatched, randomObjectText, randomText } from './support/json.js';
import { createRandom } from './support/world.js';

const CASES = 4_000;

/** Calls `visit` for every object in a value. */
function eachObject(value, visit) {
  if (value === null || typeof value !== 'object') return;
  if (!Array.isArray(value)) visit(value);
  for (const name of Object.keys(value)) eachObject(value[name], visit);
}

test('W1 parsed and patched objects have no prototype, whatever their members are called', () => {
  const random = createRandom(11);
  let objects = 0;
  for (let index = 0; index < CASES; index += 1) {
    const patched = mergePatch(parse(randomText(random)), parse(randomText(random)));
    eachObject(patched, (object) => {
      objects += 1;
      assert.equal(Object.getPrototypeOf(object), null);
    });
  }
  assert.ok(objects > CASES, 'the documents held objects');
});

test('W1 a sector may be called __proto__, constructor or toString', () => {
  for (const name of AWKWARD) {
    const key = JSON.stringify(name);
    const target = parse('{"by_sector":{}}');
    assert.equal(target.by_sector[name], undefined, 'nothing is inherited');
    const patched = mergePatch(target, parse(`{"by_sector":{${key}:{"online":3}}}`));
    assert.deepEqual(Object.keys(patched.by_sector), [name]);
    assert.equal(patched.by_sector[name].online, 3);
    const removed = mergePatch(patched, parse(`{"by_sector":{${key}:null}}`));
    assert.deepEqual(Object.keys(removed.by_sector), []);
  }
  assert.equal({}.online, undefined, 'no prototype of ours was touched');
});

test('W1 a patch on an ordinary object sees its own members only', () => {
  const patched = mergePatch({ own: 1 }, parse('{"toString":{"a":1},"constructor":null}'));
  assert.equal(Object.getPrototypeOf(patched), null);
  assert.equal(canonical(patched), '{"own":1,"toString":{"a":1}}');
});

test('W2 patching agrees with RFC 7396 written down a second time', () => {
  const random = createRandom(12);
  for (let index = 0; index < CASES; index += 1) {
    const target = randomText(random);
    const patch = random() < 0.8 ? randomObjectText(random) : randomText(random);
    assert.equal(canonical(mergePatch(parse(target), parse(patch))), naivePatched(target, patch), `${target} + ${patch}`);
  }
});

test('W2 nulls remove, arrays are replaced whole, and an object takes the place of anything else', () => {
  for (const [target, patch, expected] of [
    ['{"a":"b"}', '{"a":null}', '{}'],
    ['{"a":{"b":1,"c":2}}', '{"a":{"b":null}}', '{"a":{"c":2}}'],
    ['{"a":[1,2,3]}', '{"a":[null]}', '{"a":[null]}'],
    ['{"a":7}', '{"a":{"b":{"c":null,"d":1}}}', '{"a":{"b":{"d":1}}}'],
    ['{"a":null}', '{"a":null}', '{}'],
    ['[1]', '{"a":null}', '{}'],
    ['{"a":1}', '3', '3'],
  ]) {
    assert.equal(canonical(mergePatch(parse(target), parse(patch))), expected, `${target} + ${patch}`);
  }
});

test('W3 what a patch does not change keeps its identity, and both arguments stay as they were', () => {
  const random = createRandom(13);
  let kept = 0;
  for (let index = 0; index < CASES; index += 1) {
    const [targetText, patchText] = [randomObjectText(random), randomObjectText(random)];
    const [target, patch] = [parse(targetText), parse(patchText)];
    const patched = mergePatch(target, patch);
    assert.equal(canonical(target), canonical(JSON.parse(targetText)), 'the target was altered');
    assert.equal(canonical(patch), canonical(JSON.parse(patchText)), 'the patch was altered');
    if (canonical(patched) === canonical(target) && !patchText.includes('[')) assert.equal(patched, target);
    for (const name of Object.keys(target)) {
      if (Object.keys(patch).includes(name)) continue;
      assert.equal(patched[name], target[name]);
      kept += 1;
    }
  }
  assert.ok(kept > CASES / 2, 'there was something to keep');
});

test('W3 only the path to a change is made anew', () => {
  const before = parse('{"queues":{"3":{"open":true,"order":[1]}},"turns":{"9":{"spent_ms":1},"8":{"spent_ms":2}}}');
  const after = mergePatch(before, parse('{"turns":{"9":{"spent_ms":5}},"queues":{"3":{"open":true}}}'));
  assert.notEqual(after, before);
  assert.notEqual(after.turns, before.turns);
  assert.notEqual(after.turns['9'], before.turns['9']);
  assert.equal(after.turns['8'], before.turns['8']);
  assert.equal(after.queues, before.queues, 'a patch that says what is so already changes nothing');
});
