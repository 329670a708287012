import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';

import { COUNTED, HEARD } from '../../../web/i18n/surnames.js';

/** @type {Record<string, string>} */
let kept = {};
Object.assign(globalThis, {
  addEventListener: () => {}, dispatchEvent: () => true,
  localStorage: { getItem: (name) => kept[name] ?? null, setItem: (name, text) => void (kept[name] = text) },
});
const { ORDERS, chooseNameOrder, compareNames, createOrdered, inOrder, nameOrder } = await import('../../../web/ui/name_order.js');

beforeEach(() => chooseNameOrder(''));

const PEOPLE = [
  ['王伟', '教育'], ['阿依古丽·买买提', '少数民族'], ['丁一', '教育'], ['欧阳修文', ''], ['曾广贤', '农业'], ['张三', '少数民族'], ['李明', ''],
].map(([name, sector]) => ({ name, sector }));
const names = (order, people = PEOPLE) => inOrder(people, order).map(({ name }) => name);

test('W214 people stand as listed, by strokes, by pinyin or by sector', () => {
  assert.deepEqual(names(''), PEOPLE.map(({ name }) => name));
  assert.deepEqual(names('stroke'), ['丁一', '王伟', '张三', '李明', '阿依古丽·买买提', '欧阳修文', '曾广贤']);
  assert.deepEqual(names('pinyin'), ['阿依古丽·买买提', '丁一', '李明', '欧阳修文', '王伟', '曾广贤', '张三']);
  assert.deepEqual(names('sector'), ['王伟', '丁一', '阿依古丽·买买提', '张三', '欧阳修文', '李明', '曾广贤']);
});

test('W214 who is alike stays in the order of the list', () => {
  const same = [{ name: '李明', seat: 1 }, { name: '丁一', seat: 2 }, { name: '李明', seat: 3 }];
  for (const order of ['stroke', 'pinyin']) assert.deepEqual(inOrder(same, order).map(({ seat }) => seat), [2, 1, 3]);
  assert.deepEqual(inOrder(same, 'sector'), same);
});

test('W214 a surname is heard as a surname, and the name of an office as words', () => {
  const people = ['单霁翔', '区桂芝', '尉迟文', '仇英', '解放', '翟美卿', '朴英子', '区民政局工会'].map((name) => ({ name }));
  assert.deepEqual(names('pinyin', people), ['区桂芝', '朴英子', '仇英', '区民政局工会', '单霁翔', '解放', '尉迟文', '翟美卿']);
  // Each stands for another sound than its own, and no longer one is hidden behind a shorter one.
  HEARD.forEach(([surname], index) => assert.ok(!HEARD.slice(0, index).some(([other]) => surname.startsWith(other)), surname));
});

test('W214 strokes are counted as they are written on the mainland', () => {
  /** Common surnames by their number of strokes. */
  const counts = {
    2: '丁刁卜', 3: '于万马', 4: '王方毛孔邓', 5: '田石史叶白边', 6: '刘孙朱吕任江许邢齐祁', 7: '李杨吴何张陈陆苏邹邵', 8: '周林郑金孟范罗',
    9: '赵胡钟姜祝郝', 10: '徐高郭唐莫陶', 11: '黄梁曹萧崔龚', 12: '韩曾彭董蒋葛', 13: '雷赖蓝', 14: '蔡谭廖', 15: '潘黎颜', 16: '薛霍', 17: '魏戴',
  };
  const people = Object.entries(counts).flatMap(([count, all]) => [...all].map((surname) => ({ name: `${surname}明`, count: Number(count) })));
  const found = inOrder([...people].reverse(), 'stroke').map(({ count }) => count);
  assert.deepEqual(found, [...found].sort((one, other) => one - other));
  assert.equal(new Set(COUNTED.map(([character]) => character)).size, COUNTED.length);
  // People of one surname stay together, whatever stands in its place.
  assert.deepEqual(names('stroke', ['陈一', '谷二', '陆三', '陈四', '谷五'].map((name) => ({ name }))), ['谷二', '谷五', '陆三', '陈一', '陈四']);
});

test('W214 the order is remembered on the device, and is the list\'s own where nothing that is known was chosen', () => {
  for (const order of ORDERS) {
    chooseNameOrder(order);
    assert.equal(nameOrder(), order);
    assert.equal(JSON.parse(kept['rostrum.settings']).names, order);
  }
  chooseNameOrder('by height');
  assert.equal(nameOrder(), '');
});

test('W214 names to choose from are compared by sound, by strokes where that was chosen', () => {
  assert.deepEqual(['王伟', '曾广贤', '丁一', '阿依古丽'].sort(compareNames), ['阿依古丽', '丁一', '王伟', '曾广贤']);
  chooseNameOrder('stroke');
  assert.deepEqual(['曾广贤', '王伟', '阿依古丽', '丁一'].sort(compareNames), ['丁一', '王伟', '阿依古丽', '曾广贤']);
});

test('W214 a list that has not changed is not ordered again', () => {
  const ordered = createOrdered();
  const first = ordered(PEOPLE, 'stroke');
  assert.equal(ordered(PEOPLE, 'stroke'), first);
  assert.notEqual(ordered(PEOPLE, 'pinyin'), first);
  assert.deepEqual(ordered([...PEOPLE].reverse(), 'stroke'), first);
});
