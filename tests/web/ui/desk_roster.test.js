import assert from 'node:assert/strict';
import { test } from 'node:test';

Object.assign(globalThis, { location: { search: '' }, localStorage: { getItem: () => null }, document: { documentElement: {} } });
const { useTexts } = await import('../../../web/ui/i18n.js');
const { createPeopleReader, drawPeopleTable, shownOf, usePeopleWords } = await import('../../../web/ui/parts/desk/people.js');
await Promise.all([useTexts('room', 'desk'), usePeopleWords()]);

const textOf = ({ properties, children }) => [properties.text, ...children.map(textOf)].filter(Boolean).join(' ');
const table = (lines, shown) => drawPeopleTable({ lines, shown: shown || shownOf(lines, 50), venues: ['主会场'], mend: () => {}, leaveOut: () => {} });
const part = ({ children }, tag) => children.find((each) => each.tag === tag);

test('W209 the table says what is wrong first, and shows fifty lines of each kind of ten thousand', () => {
  const kinds = ['副主席', '委员', '', ''];
  const text = Array.from({ length: 10_000 }, (_, index) => `委员${index % 4 === 1 ? 1 : index},${kinds[index % 4]}`).join('\n');
  const leftOut = Array.from({ length: 2500 }, (_, index) => index * 4 + 3);
  const drawn = table(createPeopleReader()(text, ['主会场'], leftOut));
  const rows = part(drawn, 'tbody').children.map(textOf);
  assert.equal(rows.length, 200);
  assert.ok(textOf(part(drawn, 'caption')).includes('另有 9800 行没有列出'));
  assert.match(rows[0], /^第 1 行 1 委员0 副主席 需修改 没有“副主席”这种角色；可以写：主持人、会务、委员、/);
  assert.match(rows[50], /^第 6 行 6 委员1 委员 将邀请 与第 2 行完全相同/);
  assert.match(rows[100], /^第 3 行 3 委员2 委员 略过 放回/);
  assert.match(rows[150], /^第 2 行 2 委员1 委员 将邀请 修改 略过/);
});

test('W263 the lines that are not shown can be shown, all of them', () => {
  const lines = createPeopleReader()(Array.from({ length: 60 }, (_, index) => `委员${index}`).join('\n'), [], []);
  assert.equal(shownOf(lines, 50).length, 50);
  const drawn = table(lines, shownOf(lines, 1050));
  assert.equal(part(drawn, 'tbody').children.length, 60);
  assert.ok(!textOf(part(drawn, 'caption')).includes('没有列出'));
});

test('W209 lines that nobody has changed are not read again', () => {
  const read = createPeopleReader();
  const none = [];
  const first = read('李明', ['主会场'], none);
  assert.equal(read('李明', ['主会场'], none), first);
  for (const other of [read('李明', ['主会场'], [1]), read('李明', [], none), read('王芳', [], none)]) assert.notEqual(other, first);
});
