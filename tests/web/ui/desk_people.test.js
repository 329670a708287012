import assert from 'node:assert/strict';
import { test } from 'node:test';

import { rowsOf, textOfRows } from '../../../web/ui/desk_cells.js';
import { PEOPLE_PER_CALL_MAX, ROLES, missingPeople, parts, readPeople, readWords } from '../../../web/ui/desk_people.js';
import chinese from '../../../web/i18n/zh-CN/desk.js';
import roleTexts from '../../../web/i18n/zh-CN/room.js';
import english from '../../../web/i18n/en/desk.js';
import englishRoleTexts from '../../../web/i18n/en/room.js';

const words = readWords([chinese, english]);
const VENUES = ['主会场', '东城分会场', 'Hall, North'];
const read = (text) => readPeople(text, words, VENUES);
const person = (text) => read(text)[0].person;
const codes = (findings) => findings.map(({ code }) => code);

test('W80 cells are separated by tabs, commas or semicolons, also Chinese ones; rows know their line', () => {
  for (const separator of ['\t', ',', '，', ';', '；']) {
    assert.deepEqual(rowsOf(['甲', '委员', '', '乙'].join(separator)), [{ line: 1, cells: ['甲', '委员', '', '乙'] }]);
  }
  assert.deepEqual(rowsOf('\ufeff a  b \r\n\r\n , ,\n丁'), [{ line: 1, cells: ['a b'] }, { line: 4, cells: ['丁'] }]);
  assert.deepEqual(rowsOf(''), []);
});

test('W80 quotes hold separators, line breaks and doubled quotes, as spreadsheets write them', () => {
  assert.deepEqual(rowsOf('"李 ""大"" 白"\t"新闻\n出版"\n王五'), [
    { line: 1, cells: ['李 "大" 白', '新闻 出版'] }, { line: 3, cells: ['王五'] },
  ]);
  assert.deepEqual(rowsOf('"甲, 乙",委员'), [{ line: 1, cells: ['甲, 乙', '委员'] }]);
  // In a row with tabs a comma is no separator.
  assert.deepEqual(rowsOf('甲,乙\t委员')[0].cells, ['甲,乙', '委员']);
});

test('W80 a quote that closes nothing swallows no other row', () => {
  assert.deepEqual(rowsOf('甲,"乙\n丙').map(({ cells }) => cells), [['甲', '"乙'], ['丙']]);
  assert.deepEqual(rowsOf('"甲\n乙\n"丙" 丁,戊').map(({ cells }) => cells), [['"甲'], ['乙'], ['"丙" 丁', '戊']]);
});

test('W81 a role is read in either language, whatever its width and case, and is member where none is given', () => {
  for (const role of ROLES) {
    for (const word of [role, role.toUpperCase(), roleTexts[`role.${role}`], englishRoleTexts[`role.${role}`]]) {
      assert.equal(person(`甲\t ${word} `).role, role, word);
    }
  }
  assert.equal(person('甲,ＣＨＡＩＲ').role, 'chair');
  assert.equal(person('甲').role, 'member');
});

test('W81 no word means two roles', () => {
  const said = ROLES.flatMap((role) => [chinese, english].flatMap((texts) => texts[`desk.words.${role}`].split('|')));
  assert.deepEqual(said.filter((word, index) => said.indexOf(word) !== index), []);
});

test('W81 sector and venue are left out where there are none, and the head of a table is nobody', () => {
  const [one, two, ...more] = read('姓名\t角色\t界别\t会场\n李明\t主持人\t\t东城分会场\n王芳\t\t教育');
  assert.deepEqual([one.line, one.person], [2, { name: '李明', role: 'chair', venue: '东城分会场' }]);
  assert.deepEqual([two.line, two.person], [3, { name: '王芳', role: 'member', sector: '教育' }]);
  assert.equal(more.length, 0);
  assert.equal(person('李明\t\t\thall，north').venue, 'Hall, North', 'as the session names it');
});

test('W82 what is wrong with a line is told with its line', () => {
  const wrong = (text) => codes(read(text)[0].errors);
  assert.deepEqual(wrong(',委员'), ['missing_name']);
  assert.deepEqual(wrong(`${'𠮷'.repeat(100)}`), []);
  assert.deepEqual(wrong(`${'𠮷'.repeat(101)}`), ['name_too_long']);
  assert.deepEqual(wrong(`甲,,${'界'.repeat(101)}`), ['sector_too_long']);
  assert.deepEqual(read('甲,船长')[0].errors, [{ code: 'unknown_role', text: '船长' }]);
  assert.deepEqual(read('甲,,,西城')[0].errors, [{ code: 'unknown_venue', text: '西城' }]);
  assert.deepEqual(wrong('甲,,,,多'), ['too_many_columns']);
  assert.deepEqual(wrong('甲,,,,'), []);
});

test('W82 same names and operators without a venue are warned of, and can be invited', () => {
  const [, second, third] = read('李明\n李 明\n张三，联络员');
  assert.deepEqual([second.errors, second.warnings], [[], [{ code: 'same_name', text: 1 }]]);
  assert.deepEqual([third.errors, codes(third.warnings)], [[], ['operator_without_venue']]);
});

test('W82 a list without chair or clerk is warned of', () => {
  assert.deepEqual(codes(missingPeople(read('甲'))), ['no_chair', 'no_clerk']);
  assert.deepEqual(codes(missingPeople(read('甲,主持人\n乙,会务'))), []);
});

test('W82 every finding has a text', () => {
  const found = read(`,船长,${'界'.repeat(101)},西城,多\n${'甲'.repeat(101)}\n甲,联络员\n甲`);
  const all = [...found.flatMap(({ errors, warnings }) => [...errors, ...warnings]), ...missingPeople(found)];
  assert.equal(new Set(codes(all)).size, 10);
  for (const code of codes(all)) assert.ok(chinese[`desk.finding.${code}`] && english[`desk.finding.${code}`], code);
});

test('W83 parts keep the order and fit a call in number and in bytes', () => {
  const many = Array.from({ length: 4500 }, (_, index) => ({ name: `人${index}`, role: 'member' }));
  const made = parts(many);
  assert.deepEqual(made.map(({ length }) => length), [PEOPLE_PER_CALL_MAX, PEOPLE_PER_CALL_MAX, 500]);
  assert.deepEqual(made.flat(), many);
  assert.deepEqual(parts([]), [[]]);
  const long = many.slice(0, 2000).map((each) => ({ ...each, sector: '𠮷'.repeat(100), venue: '场'.repeat(200) }));
  for (const part of parts(long)) assert.ok(Buffer.byteLength(JSON.stringify(part)) < 1024 * 1024 - 200000);
  assert.deepEqual(parts(long).flat(), long);
});

test('W84 a copied table has one cell for each cell, and no formulas', () => {
  const text = textOfRows([['姓名', '链接'], ['=1+1', 'http://x/#a'], ['甲\t"乙"\n丙', '-']]);
  assert.equal(text, '姓名\t链接\n\'=1+1\thttp://x/#a\n"甲\t""乙""\n丙"\t\'-');
  assert.deepEqual(rowsOf(text).map(({ cells }) => cells.length), [2, 2, 2]);
});

test('W84 nothing that nobody sees, and no wide sign, lets a formula through', () => {
  const before = ['', ' ', '\t', '\n', '\r', '\u0000', '\u001f', '\u00a0', '\u3000', '\u200b', '\u200d', '\u2060', '\ufeff', '\u202e', '\ufe0f', '\u3164'];
  for (const unseen of [...before, before.join('')]) {
    for (const sign of '=+-@＝＋－＠﹦﹢﹣﹫') {
      const [[cell]] = rowsOf(textOfRows([[`${unseen}${sign}SUM(A1)`, 'x']])).map(({ cells }) => cells);
      assert.equal(cell[0], "'", JSON.stringify(unseen + sign));
    }
  }
  for (const harmless of ['甲', ' 甲', '3=3', 'a-b', '\u200b甲=1', '']) {
    assert.ok(!textOfRows([[harmless, 'x']]).startsWith("'"), harmless);
  }
});
