import assert from 'node:assert/strict';
import { test } from 'node:test';

import { fileOfRows, rowsOf, separatorOf, textOfRows } from '../../../web/ui/desk_cells.js';
import { peopleOf, textOfPeople } from '../../../web/ui/desk_columns.js';
import { stillLeftOut } from '../../../web/ui/desk_left_out.js';
import { PEOPLE_PER_CALL_MAX, ROLES, hasErrors, missingPeople, missingVenues, parts, readPeople, readWords, sorted, taken } from '../../../web/ui/desk_people.js';
import chinese from '../../../web/i18n/zh-CN/desk.js';
import roleTexts from '../../../web/i18n/zh-CN/room.js';
import english from '../../../web/i18n/en/desk.js';
import englishRoleTexts from '../../../web/i18n/en/room.js';

const words = readWords([chinese, english]);
const VENUES = ['主会场', '东城分会场', 'Hall, North'];
const read = (text, more) => readPeople(text, words, VENUES, more);
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

test('W262 no word of everyday use makes a moderator, and the other words for an operator are known', () => {
  const wrong = (text) => codes(read(text)[0].errors);
  for (const word of ['秘书', '工作人员', 'secretary', 'staff']) assert.deepEqual(wrong(`甲,${word}`), ['unknown_role'], word);
  for (const role of ['chair', 'clerk']) {
    for (const word of chinese[`desk.words.${role}`].split('|')) assert.match(word, /^(会议)?(主持人?|主席|会务.*)$/);
    for (const word of english[`desk.words.${role}`].split('|')) assert.match(word, /^(chair.*|clerk)$/);
  }
  assert.equal(person('甲,会场操作员,,主会场').role, 'operator');
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

test('W82 signs that nobody sees are no name, and make none another one', () => {
  assert.deepEqual(read('\u200b\u200d\t委员').map(({ errors }) => codes(errors)), [['missing_name']]);
  assert.deepEqual(read(',,,').map(({ errors }) => codes(errors)), []);
  assert.deepEqual(read(',,,，\n——\t委员\n2号').map(({ errors }) => codes(errors)), [['missing_name'], []]);
  assert.deepEqual(read('李四\n李\u200b四\t主持人').map(({ warnings }) => codes(warnings)), [[], ['same_name']]);
});

test('W263 a quote that nobody closed, or nobody opened, is to be mended', () => {
  const wrong = (text) => read(text)[0].errors;
  for (const name of ['"司马相如', '司马相如"', '司马"相如']) assert.deepEqual(wrong(`${name},委员`), [{ code: 'lone_quote', text: name }]);
  assert.deepEqual(wrong('甲,委员,"教育,'), [{ code: 'lone_quote', text: '"教育' }]);
  for (const text of ['李"大"白,委员', '"""丁""",委员', '“甲”,委员', '"甲, 乙",委员']) assert.deepEqual(wrong(text), [], text);
});

test('W82 same names and operators without a venue are warned of, and can be invited', () => {
  const [, second, third] = read('李明\n李 明，，教育\n张三，联络员');
  assert.deepEqual([second.errors, second.warnings], [[], [{ code: 'same_name', text: 1 }]]);
  assert.deepEqual([third.errors, codes(third.warnings)], [[], ['operator_without_venue']]);
});

test('W82 a list without chair or clerk is warned of', () => {
  assert.deepEqual(codes(missingPeople(read('甲'))), ['no_chair', 'no_clerk']);
  assert.deepEqual(codes(missingPeople(read('甲,主持人\n乙,会务'))), []);
});

test('W82 every finding has a text', () => {
  const found = read(`,船长,${'界'.repeat(101)},西城,多\n"丑\n${'甲'.repeat(101)}\n甲,联络员\n甲\n甲\n乙`, { invited: [{ name: '乙' }] });
  found.push(...readPeople('丙,,,西城', words, []));
  const all = [...found.flatMap(({ errors, warnings }) => [...errors, ...warnings]), ...missingPeople(found)];
  assert.equal(new Set(codes(all)).size, 14);
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

test('W207 a file is separated by the sign that makes as many cells of most rows as of the first', () => {
  for (const separator of ['\t', ',', ';', '，', '；']) {
    assert.equal(separatorOf(`姓名${separator}界别\n李明${separator}教育\n王芳${separator}`), separator);
  }
  // A Chinese comma in a cell is quoted by no program that separates by the other one.
  const text = '姓名,角色,界别\n李明,委员,教育，科技界\n王芳,委员,农业，农村界；水利';
  assert.deepEqual(rowsOf(text, separatorOf(text)).map(({ cells }) => cells[2]), ['界别', '教育，科技界', '农业，农村界；水利']);
  assert.deepEqual(rowsOf('甲,乙\n丙', separatorOf('甲\n丙')).map(({ cells }) => cells), [['甲,乙'], ['丙']]);
  assert.equal(separatorOf('a;b, c;d\ne;f;g\nh, i;j;k'), ';');
});

test('W208 a head in either language says which column is what, in any order, also below a title', () => {
  const table = (text) => peopleOf(rowsOf(text), words.titles);
  const { head, people } = table('参会人员名单（十月）\n\n序号,会 场,姓名,手机,界别（单位）,身份\n1,主会场,李明,139,教育,主持人\n2,,王芳,,,');
  assert.deepEqual(head, { line: 3, unused: ['序号', '手机'] });
  assert.deepEqual(people.map(({ line, name, role, sector, venue }) => [line, name, role, sector, venue]), [
    [4, '李明', '主持人', '教育', '主会场'], [5, '王芳', '', '', ''],
  ]);
  const [english] = table('Venue;Full name;ROLE\nMain;Li;chair').people;
  assert.deepEqual([english.name, english.role, english.sector, english.venue], ['Li', 'chair', '', 'Main']);
  // Without a head the columns are known by their places; a list of names may have one.
  assert.equal(table('李明,主持人').head, null);
  assert.deepEqual(table('姓名\n李明').people.map(({ name }) => name), ['李明']);
  assert.equal(table('李明\n姓名').people.length, 2);
});

test('W208 people without a head stand in the lines that they had with it, whatever a cell holds', () => {
  const text = '名单\n姓名,角色,界别\n"李\n明",主持人,"教育\n界"\n\n"甲, 乙",,\n丙\n"""丁""",,';
  const { people } = peopleOf(rowsOf(text, ','), words.titles);
  const again = peopleOf(rowsOf(textOfPeople(people)), words.titles);
  assert.deepEqual(again.people, people);
  assert.deepEqual(people.map(({ line, name }) => [line, name]), [[3, '李 明'], [7, '甲, 乙'], [8, '丙'], [9, '"丁"']]);
  assert.deepEqual(peopleOf(rowsOf(textOfPeople(peopleOf(rowsOf('甲,,,,多'), words.titles).people)), words.titles).people[0].extra.filter(Boolean), ['多']);
});

test('W209 each line is ready, wrong, strange or left out, and only what is not left out counts', () => {
  const text = '李明,主持人\n王芳,副主席\n李明,主持人\n,委员\n张三,委员,教育\n张三,委员,科技';
  const lines = read(text);
  const numbers = (found) => Object.fromEntries(Object.entries(found).map(([kind, some]) => [kind, some.map(({ line }) => line)]));
  assert.deepEqual(numbers(sorted(lines)), { wrong: [2, 4], strange: [3, 6], fine: [1, 5], leftOut: [], twice: [3] });
  assert.deepEqual(lines[2].warnings, [{ code: 'same_person', text: 1 }]);
  assert.deepEqual(lines[5].warnings, [{ code: 'same_name', text: 5 }]);
  assert.ok(hasErrors(lines));
  const less = read(text, { leftOut: [1, 2, 4] });
  assert.deepEqual(numbers(sorted(less)), { wrong: [], strange: [6], fine: [3, 5], leftOut: [1, 2, 4], twice: [] });
  assert.deepEqual(taken(less).map(({ person }) => person.name), ['李明', '张三', '张三']);
  assert.ok(!hasErrors(less));
  assert.deepEqual(codes(missingPeople(read('李明,主持人\n王芳,会务', { leftOut: [1] }))), ['no_chair']);
});

test('W209 venues that lines name and that there are not are counted, to be added', () => {
  const lines = read('甲,,,西城分会场\n乙,,,主会场\n丙,,, 西城分会场\n丁,,,东坝');
  assert.deepEqual(missingVenues(lines), [['西城分会场', 2], ['东坝', 1]]);
  assert.deepEqual(missingVenues(readPeople('甲,,,西城分会场', words, [...VENUES, '西城分会场'])), []);
});

test('W213 whoever is in the session already is pointed out', () => {
  const lines = read('李 明,委员\n王芳', { invited: [{ name: '李明' }] });
  assert.deepEqual(lines.map(({ warnings }) => codes(warnings)), [['already_invited'], []]);
  assert.deepEqual(sorted(lines).twice.map(({ line }) => line), [1]);
});

test('W209 ten thousand lines are read in a moment', () => {
  const many = Array.from({ length: 10000 }, (_, index) => `委员${index},委员,第${index % 30}界,${VENUES[index % 2]}`).join('\n');
  const venues = Array.from({ length: 100 }, (_, index) => `会场${index}`).concat(VENUES);
  const before = process.cpuUsage().user;
  assert.equal(readPeople(many, words, venues).filter(({ errors }) => errors.length === 0).length, 10000);
  assert.ok(process.cpuUsage().user - before < 2_000_000, 'two seconds of work are no moment');
});

test('W216 the empty table opens in a spreadsheet with its head understood, and holds nobody and no formulas', () => {
  for (const texts of [chinese, english]) {
    const head = ['name', 'role', 'sector', 'venue'].map((column) => texts[`desk.column.${column}`]);
    const file = fileOfRows([[...head, texts['desk.file.template_hint']]]);
    assert.ok(file.startsWith('\ufeff"') && file.endsWith('"\r\n'));
    const table = peopleOf(rowsOf(`${file}李明,主持人,教育,主会场`, separatorOf(file)), words.titles);
    assert.deepEqual(table.head, { line: 1, unused: [texts['desk.file.template_hint']] });
    assert.deepEqual([table.people[0].role, table.people[0].venue], ['主持人', '主会场']);
  }
  assert.equal(fileOfRows([['=1+1', '甲"乙']]), '\ufeff"\'=1+1","甲""乙"\r\n');
});

test('W263 lines that were left out stay so while others are written, and those that were changed are counted', () => {
  const text = '李明\n王芳\n李明\n\n张三\n王芳';
  /** @type {(after: string, leftOut?: number[]) => any} */
  const still = (after, leftOut = [3, 6]) => stillLeftOut(text, after, leftOut);
  assert.deepEqual(still(text), { leftOut: [3, 6], undone: 0 });
  assert.deepEqual(still(`${text}\n赵六\n钱七`), { leftOut: [3, 6], undone: 0 }, 'more at the end');
  assert.deepEqual(still(`赵六\n\n${text}`), { leftOut: [5, 8], undone: 0 }, 'more at the beginning');
  assert.deepEqual(still('李明\n王芳\n赵六\n李明\n张三\n王芳'), { leftOut: [4, 6], undone: 0 }, 'more between');
  assert.deepEqual(still('李明\n王芳\n李明\n\n张三丰\n王芳'), { leftOut: [3, 6], undone: 0 }, 'another line was changed');
  assert.deepEqual(still('李明\n王芳\n李\n\n张三\n王芳'), { leftOut: [6], undone: 1 }, 'it was changed itself');
  assert.deepEqual(still('李明\n王芳\n\n张三\n王芳'), { leftOut: [5], undone: 1 }, 'it was taken away');
  assert.deepEqual(still('赵六'), { leftOut: [], undone: 2 });
  assert.deepEqual(still(''), { leftOut: [], undone: 2 });
  assert.deepEqual(still('赵六', []), { leftOut: [], undone: 0 });
});
