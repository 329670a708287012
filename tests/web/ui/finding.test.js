import assert from 'node:assert/strict';
import { test } from 'node:test';

import { addressOf, countOf, NO_FILTERS, partsOf, saysSomething, turnOfRequest } from '../../../web/ui/finding.js';

test('W150 what was found is marked by whole characters, also those beyond the first plane', () => {
  assert.deepEqual(partsOf({ text: '𠀀𪚥委员谈养老', highlights: [[1, 4], [5, 7]] }), [
    { text: '𠀀', isFound: false }, { text: '𪚥委员', isFound: true }, { text: '谈', isFound: false }, { text: '养老', isFound: true },
  ]);
  assert.deepEqual(partsOf({ text: '养老', highlights: [[0, 2]] }), [{ text: '养老', isFound: true }]);
  assert.deepEqual(partsOf({ text: '养老', highlights: [] }), [{ text: '养老', isFound: false }]);
});

test('W151 what is not chosen is not asked for, and local times become moments', () => {
  assert.deepEqual(addressOf('养老', NO_FILTERS, undefined), { q: '养老' });
  const address = addressOf('养老', { ...NO_FILTERS, kind: 'post', speaker: '3', from: '2026-01-01T08:30' }, 12);
  assert.deepEqual({ ...address, from: undefined }, { q: '养老', kind: 'post', speaker: '3', from: undefined, after: 12 });
  assert.equal(address.from, new Date('2026-01-01T08:30').toISOString());
  assert.equal('to' in addressOf('养老', { ...NO_FILTERS, to: 'yesterday' }, undefined), false);
  assert.equal(countOf({ ...NO_FILTERS, kind: 'post', sector: '工会' }), 2);
});

test('W151 nothing is asked while there is nothing to look for', () => {
  for (const words of ['', '  ', '，。', '""', '·', '🎉']) assert.equal(saysSomething(words), false, words);
  for (const words of ['养', 'a', '5', '〇', '𪚥', '\u{E863}', '“养老”']) assert.equal(saysSomething(words), true, words);
});

test('W153 a subject leads to the turn that its request got', () => {
  const granted = { seq: 9, at: '', by: 1, entry: { type: 'floor_granted', request: 7, speaker: 2, item: 3, kind: 'impromptu', limit_ms: 1 } };
  const entries = /** @type {any} */ ([{ seq: 8, at: '', by: 1, entry: { type: 'session_resumed' } }, granted]);
  assert.equal(turnOfRequest(entries, 7), 9);
  assert.equal(turnOfRequest(entries, 8), undefined);
});
