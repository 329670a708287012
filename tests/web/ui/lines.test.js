import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createLines, heldBack, linesOf, weightOf } from '../../../web/ui/lines.js';

/** A journal from an entry on. @type {(first: number, ...entries: any[]) => any[]} */
const journal = (first, ...entries) => entries.map((entry, index) => ({ seq: first + index, at: `t${first + index}`, by: 1, entry }));
const granted = (speaker = 2) => ({ type: 'floor_granted', request: 1, speaker, item: 3, kind: 'impromptu', limit_ms: 1 });
const said = (turn, text) => ({ type: 'statement_recorded', turn, text });
const asked = { type: 'floor_requested', item: 3, kind: 'impromptu' };

test('W250 the lines of the transcript are read on from where the journal was read to, and say whether any has changed', () => {
  const reader = createLines();
  const entries = journal(1, { type: 'session_opened' }, { type: 'item_started', item: 3 }, asked, granted());
  assert.equal(reader.read(entries), true);
  assert.equal(reader.read(entries), false, 'there is nothing new');
  const [opened, begun, turn] = reader.lines;
  entries.push(...journal(5, asked, { type: 'request_withdrawn', request: 5 }));
  assert.equal(reader.read(entries), false, 'who comes to the queue and goes is no line');
  entries.push(...journal(7, said(4, '装药盒')));
  assert.equal(reader.read(entries), true);
  assert.deepEqual([opened, begun].map(({ stage, item }) => [stage, item]), [['session_opened', undefined], ['item_started', 3]]);
  assert.equal(reader.lines[2], turn, 'what was read is kept');
  assert.deepEqual(turn.statements.map(({ text }) => text), ['装药盒']);
  const { version } = turn;
  entries.push(...journal(8, { type: 'turn_ended', turn: 4, how: 'released', spent_ms: 5 }));
  assert.equal(reader.read(entries), true);
  assert.ok(turn.version > version, 'it is drawn again');
  assert.deepEqual(linesOf(entries), reader.lines);
});

test('W250 earlier entries are read before those that are there, and words find their turn', () => {
  const reader = createLines();
  const late = journal(5, said(4, '后半句'), granted(3));
  reader.read(late);
  assert.deepEqual(reader.lines.map(({ seq }) => seq), [6], 'words of a turn that is not loaded stand nowhere');
  assert.equal(reader.read([...journal(4, granted()), ...late]), true);
  assert.deepEqual(reader.lines.map(({ seq, statements }) => [seq, statements.length]), [[4, 1], [6, 0]]);
});

test('W250 words that were revised or confirmed are other objects, so that they are drawn again', () => {
  const reader = createLines();
  const entries = journal(1, granted(), said(1, '二十四小时'), said(1, '另一句'));
  reader.read(entries);
  const [first, second] = reader.lines[0].statements;
  entries.push(...journal(4, { type: 'statement_revised', statement: 2, text: '七十二小时' }, { type: 'statement_confirmed', statement: 2, version: 4 }));
  assert.equal(reader.read(entries), true);
  const [revised, other] = reader.lines[0].statements;
  assert.deepEqual(revised, { statement: 2, version: 4, text: '七十二小时', isRevised: true, isConfirmed: true, wasConfirmed: true });
  assert.notEqual(revised, first);
  assert.equal(other, second);
  entries.push(...journal(6, { type: 'statement_revised', statement: 2, text: '三天' }));
  reader.read(entries);
  const [again] = reader.lines[0].statements;
  assert.deepEqual([again.isConfirmed, again.wasConfirmed], [false, true]);
});

test('W250 a speech weighs as much as it has words', () => {
  const [opened, turn] = linesOf(journal(1, { type: 'session_opened' }, granted(), said(2, '一'), said(2, '二')));
  assert.deepEqual([opened, turn].map(weightOf), [1, 3]);
});

test('W251 for whoever reads further down, new lines and new words are held back and counted; what stands there goes on', () => {
  const reader = createLines();
  const entries = journal(1, granted(), said(1, '一'), granted(3), said(3, '二'));
  reader.read(entries);
  entries.push(...journal(5, said(3, '三'), { type: 'recess_called' }, granted(4), said(7, '四'), said(7, '五'), { type: 'statement_revised', statement: 2, text: '改' }));
  reader.read(entries);
  const { known, unread } = heldBack(reader.lines, 4);
  assert.deepEqual(known.map(({ seq }) => seq), [1, 3]);
  assert.deepEqual(known.map(({ statements }) => statements.map(({ text }) => text)), [['改'], ['二']]);
  assert.equal(unread, 4, 'a word in a turn that stands there, the recess, and two words of a new turn');
  assert.deepEqual(heldBack(reader.lines, Infinity), { known: reader.lines, unread: 0 });
});
