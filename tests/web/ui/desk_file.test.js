import assert from 'node:assert/strict';
import { test } from 'node:test';

import { FILE_MIB_MAX, isTooLarge, tableOf } from '../../../web/ui/desk_file.js';

const TEXT = '姓名,界别\r\n李明,教育';
const ROWS = [{ line: 1, cells: ['姓名', '界别'] }, { line: 2, cells: ['李明', '教育'] }];
/** The same in the encoding of a Chinese Excel. */
const GBK = Uint8Array.from([0xd0, 0xd5, 0xc3, 0xfb, 0x2c, 0xbd, 0xe7, 0xb1, 0xf0, 0x0d, 0x0a, 0xc0, 0xee, 0xc3, 0xf7, 0x2c, 0xbd, 0xcc, 0xd3, 0xfd]);
const swapped = (bytes) => Uint8Array.from(bytes).map((_, index, all) => all[index ^ 1]);

test('W207 a file is read as UTF-8 with or without its mark, as UTF-16, and as GB18030 where it is neither', () => {
  const utf16 = Uint8Array.from(Buffer.from(`\ufeff${TEXT}`, 'utf16le'));
  for (const [bytes, encoding] of [
    [Buffer.from(TEXT), 'UTF-8'], [Buffer.from(`\ufeff${TEXT}`), 'UTF-8'], [GBK, 'GB18030'], [utf16, 'UTF-16LE'], [swapped(utf16), 'UTF-16BE'],
  ]) assert.deepEqual(tableOf(Uint8Array.from(bytes)), { rows: ROWS, encoding });
  // Beyond GBK: 𠮷 has four bytes in GB18030.
  const rare = Uint8Array.from([...GBK.slice(0, 11), 0x95, 0x34, 0xb2, 0x35]);
  assert.deepEqual(tableOf(rare).rows[1], { line: 2, cells: ['𠮷'] });
});

test('W207 lines are those of the file, also behind cells with line breaks', () => {
  const { rows } = tableOf(Uint8Array.from(Buffer.from('姓名,界别\r\n"李\r\n明","教育\n\n界"\r\n\r\n王芳,\r\n')));
  assert.deepEqual(rows.map(({ line, cells }) => [line, cells[0]]), [[1, '姓名'], [2, '李 明'], [7, '王芳']]);
});

test('W207 what is no list is refused for what it is', () => {
  const problem = (...bytes) => tableOf(Uint8Array.from(bytes)).problem;
  assert.equal(problem(0x50, 0x4b, 0x03, 0x04, 20, 0), 'workbook');
  assert.equal(problem(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1), 'workbook');
  assert.equal(problem(0x89, 0x50, 0x4e, 0x47, 0xff, 0xff), 'no_text');
  assert.equal(problem(0x41, 0, 0x42, 0), 'no_text');
  assert.equal(problem(), 'empty');
  assert.equal(problem(0xef, 0xbb, 0xbf, 0x0d, 0x0a), 'empty');
  const limit = FILE_MIB_MAX * 1024 * 1024;
  assert.deepEqual([isTooLarge(limit), isTooLarge(limit + 1)], [false, true]);
  assert.equal(tableOf(new Uint8Array(limit + 1)).problem, 'too_large');
  assert.equal(tableOf(Uint8Array.from(Buffer.from('甲\n'.repeat(40_001)))).problem, 'too_many');
  assert.equal(tableOf(Uint8Array.from(Buffer.from('甲\n'.repeat(39_999)))).rows.length, 39_999);
});
