import assert from 'node:assert/strict';
import { test } from 'node:test';

Object.assign(globalThis, { location: { search: '' }, localStorage: { getItem: () => null }, document: { documentElement: {} } });
const { useTexts } = await import('../../../web/ui/i18n.js');
const { drawLook } = await import('../../../web/ui/parts/desk/look.js');
await useTexts('room', 'desk');

const DAY_MS = 86_400_000;
const textOf = ({ properties, children }) => [properties.text, ...children.map(textOf)].filter(Boolean).join(' ');
/** @type {(drawn: any, tag: string) => any[]} */
const all = (drawn, tag) => [...(drawn.tag === tag ? [drawn] : []), ...drawn.children.flatMap((child) => all(child, tag))];

/** What the last look says of a session under a form with these steps. @type {(startsAt: string, steps: any[]) => any} */
function look(startsAt, steps) {
  const form = { form: 'remote', version: 1, since: '2026-01-01T00:00:00Z', until: null, preset: { title: '远程协商', steps, agenda: [], rules: {} } };
  const draft = { form: 'remote', title: '协商会', body: '', startsAt, links: [{ id: 1, label: '> 腾讯会议', url: 'https://a.test' }], items: [], venues: [] };
  const [first, ...more] = drawLook({ draft, forms: [form], lines: [], wrong: new Map() });
  return { steps: all(first, 'li').map(textOf), text: [first, ...more].map(textOf).join(' ') };
}

test('W264 a step of preparation whose day has passed before the session is made is marked', () => {
  const local = (ms) => new Date(ms - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
  const steps = [{ title: '确定议题', due_before_ms: 20 * DAY_MS }, { title: '发出材料', due_before_ms: DAY_MS }, { title: '归档', due_before_ms: null }];
  const { steps: said } = look(local(Date.now() + 3 * DAY_MS), steps);
  assert.deepEqual(said.map((text) => text.includes('已过')), [true, false, false], said.join('\n'));
  assert.ok(look('', steps).steps.every((text) => !text.includes('已过')));
});

test('W200 the last look names the video meeting without its mark', () => {
  const { text } = look('', []);
  assert.ok(text.includes('腾讯会议') && !text.includes('>'), text);
});
