import assert from 'node:assert/strict';
import { test } from 'node:test';

globalThis.location = { search: '' };
const { drawLink, drawMaterials } = await import('../../../web/ui/parts/links.js');

/** @type {(drawn: any, tag: string) => any[]} everything of a tag in what is drawn */
const all = (drawn, tag) => [...(drawn.tag === tag ? [drawn] : []), ...drawn.children.flatMap((child) => all(child, tag))];
const textOf = (drawn) => (drawn.tag === '' ? drawn.properties.text : drawn.children.map(textOf).join(''));

test('W104 the materials of the session and of its venues are shown, and nothing where there are none', () => {
  const drawn = drawMaterials({
    session: { links: [{ label: '调研报告', url: 'https://a.test/r' }, { label: '', url: 'http://a.test/s' }] },
    venues: { 1: { name: '主会场' }, 2: { name: '东城分会场', links: [{ label: '路线', url: 'https://a.test/w' }] } },
  });
  assert.deepEqual(all(drawn, 'a').map((link) => [textOf(link), link.properties.href]), [
    ['调研报告', 'https://a.test/r'], ['http://a.test/s', 'http://a.test/s'], ['路线', 'https://a.test/w'],
  ]);
  for (const { properties } of all(drawn, 'a')) assert.match(properties.rel, /\bnoreferrer\b/);
  assert.ok(textOf(drawn).includes('东城分会场') && !textOf(drawn).includes('主会场'));
  assert.equal(drawMaterials({ session: {}, venues: { 1: { name: '主会场', links: null } } }), null);
});

test('W200 the mark of a video meeting stands nowhere in front of its name', () => {
  for (const label of ['> 腾讯会议', '＞腾讯会议', '▶ 腾讯会议', '▶️腾讯会议']) {
    assert.equal(textOf(drawLink(label, 'https://a.test/m')), '腾讯会议', label);
    assert.equal(textOf(drawLink(label, 'tel:1')), '腾讯会议 tel:1', label);
  }
  assert.equal(textOf(drawLink('>', 'https://a.test/m')), 'https://a.test/m');
  assert.equal(textOf(drawLink('甲 > 乙', 'https://a.test/m')), '甲 > 乙');
});

test('W104 what is no address of the web is no link', () => {
  for (const url of ['javascript:alert(1)', 'data:text/html,x', 'ftp://a.test', ' javascript:alert(1)//https://', 'https.evil:x', '//a.test']) {
    assert.equal(all(drawLink('材料', url), 'a').length, 0, url);
  }
});
