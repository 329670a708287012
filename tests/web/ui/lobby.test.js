import assert from 'node:assert/strict';
import { test } from 'node:test';

import { ofClock, ofConnection, ofPermission, ofRoundTrip, ofSafety, ofTrial } from '../../../web/ui/device_verdicts.js';

globalThis.location = { search: '' };
const { calendarOf, linksFor, momentText, untilThen, zoneText } = await import('../../../web/ui/lobby.js');

const chinese = (await import('../../../web/i18n/zh-CN/lobby.js')).default;

test('W199 the time is that of those who meet, wherever the device is', () => {
  const at = '2026-11-24T23:30:00Z';
  assert.match(momentText(at, 8 * 60, 'zh-CN'), /2026年11月25日.*07:30/);
  assert.match(momentText(at, -3 * 60 - 30, 'zh-CN'), /2026年11月24日.*20:00/);
  assert.deepEqual([480, 330, -210, 0].map(zoneText), ['UTC+8', 'UTC+5:30', 'UTC-3:30', 'UTC+0']);
});

test('W199 what is left is told in the units that matter, and never as less than it is', () => {
  const minutes = 60_000;
  assert.deepEqual(untilThen(1), { unit: 'minutes', values: { days: 0, hours: 0, minutes: 1 } });
  assert.deepEqual(untilThen(60 * minutes), { unit: 'hours', values: { days: 0, hours: 1, minutes: 0 } });
  assert.deepEqual(untilThen(59 * minutes + 1), { unit: 'hours', values: { days: 0, hours: 1, minutes: 0 } });
  assert.deepEqual(untilThen(49 * 60 * minutes), { unit: 'days', values: { days: 2, hours: 1, minutes: 0 } });
  assert.equal(untilThen(0), null);
  assert.equal(untilThen(-5), null);
});

test('W200 a link whose label is marked leads to the video meeting; one’s own venue’s comes first, others’ not at all', () => {
  const view = /** @type {any} */ ({
    session: { links: [{ label: '▶ 腾讯会议', url: 'https://a.test/1' }, { label: '调研报告', url: 'https://a.test/2' }, { label: 'A > B', url: 'https://a.test/3' }] },
    venues: {
      1: { name: '主会场', links: [{ label: '＞备用线路', url: 'https://a.test/4' }, { label: '路线', url: 'https://a.test/5' }] },
      2: { name: '分会场', links: [{ label: '>别处', url: 'https://a.test/6' }] },
    },
  });
  const { meetings, materials } = linksFor(view, 1);
  assert.deepEqual(meetings.map(({ label, url }) => [label, url]), [['备用线路', 'https://a.test/4'], ['腾讯会议', 'https://a.test/1']]);
  assert.deepEqual(materials.map(({ url }) => url), ['https://a.test/5', 'https://a.test/2', 'https://a.test/3']);
  assert.deepEqual(linksFor(view, null).meetings.map(({ url }) => url), ['https://a.test/1']);
  assert.deepEqual(linksFor(/** @type {any} */ ({ session: {}, venues: {} }), 7), { meetings: [], materials: [] });
});

test('W201 the calendar’s file is folded and escaped as RFC 5545 asks', () => {
  const title = '关于居家养老服务；“出院以后的头三天”远程协商会（第二次）, 含分会场;\\';
  const text = calendarOf({
    id: 'x-1', host: 'h.test', revision: 7, now: Date.UTC(2026, 10, 1, 2, 3, 4, 567), startsAt: '2026-11-25T07:30:00.000Z',
    title, text: '1. 通报\n2. 发言\r\nEND:VEVENT\u0007', place: '市政协主会场', url: 'https://a.test/m',
  });
  assert.ok(text.endsWith('END:VCALENDAR\r\n'));
  for (const line of text.split('\r\n')) {
    assert.ok(new TextEncoder().encode(line).length <= 75, line);
    assert.doesNotMatch(line, /[\r\n\u0007]/);
    assert.ok(!/\ufffd/.test(line), 'no character is cut');
  }
  const lines = text.replace(/\r\n /g, '').split('\r\n');
  assert.deepEqual(lines.filter((line) => line === 'END:VEVENT').length, 1, 'no text ends the entry');
  for (const line of ['UID:x-1@h.test', 'DTSTAMP:20261101T020304Z', 'SEQUENCE:7', 'DTSTART:20261125T073000Z', 'LOCATION:市政协主会场', 'URL:https://a.test/m']) {
    assert.ok(lines.includes(line), line);
  }
  const summary = lines.find((line) => line.startsWith('SUMMARY:')) || '';
  assert.equal(summary.slice(8).replace(/\\(.)/g, '$1'), title);
  assert.match(summary, /\\, 含分会场\\;\\\\$/);
  assert.ok(lines.includes('DESCRIPTION:1. 通报\\n2. 发言\\nEND:VEVENT'));
});

test('W202 every verdict on a device says what it is and what to do', () => {
  const verdicts = [
    ofConnection('connected'), ofConnection('waiting'), ...[null, 20, 300, 301, 1000, 1001].map(ofRoundTrip),
    ...[0, 4999, -4999, 5000, -90_000].map(ofClock), ofSafety(true, 'https:'), ofSafety(true, 'http:'), ofSafety(false, 'http:'),
    ...['granted', 'denied', 'default', null].map(ofPermission),
    .../** @type {const} */ (['sound', 'vibration']).flatMap((what) => [ofTrial(what, false, null), ofTrial(what, true, null), ofTrial(what, true, true), ofTrial(what, true, false)]),
  ];
  for (const { is, name } of verdicts) {
    assert.ok(chinese[`verdict.${is}`], is);
    assert.ok(chinese[`check_says.${name}`], name);
  }
  assert.deepEqual(new Set(verdicts.map(({ name }) => `check_says.${name}`)), new Set(Object.keys(chinese).filter((key) => key.startsWith('check_says.'))));
  assert.deepEqual([20, 301, 1001].map((ms) => ofRoundTrip(ms).is), ['good', 'weak', 'bad']);
  assert.deepEqual([ofClock(5000), ofClock(-90_000)].map(({ name, values }) => [name, values && values.seconds]), [['clock_behind', 5], ['clock_ahead', 90]]);
});
