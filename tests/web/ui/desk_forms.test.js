import assert from 'node:assert/strict';
import { test } from 'node:test';

import { bodyOf, draftOf, newDraft } from '../../../web/ui/desk_draft.js';
import { agendaMark, dueInWords, hasOtherAgenda, inForce, rulesInWords, titleOf, withAgendaOf, withForm } from '../../../web/ui/desk_forms.js';
import chinese from '../../../web/i18n/zh-CN/desk.js';

const NEUTRAL = {
  discipline: 'arrival', safe_positions: 0, overtime: 'warn', turn_limit_ms: 480000, kind_limits_ms: {}, warn_ms: 60000, drop_grace_ms: 15000,
  drop_clock: 'stops', ready_timeout_ms: 60000, requests_per_kind: 1, queue_max: 200, may_ask: ['chair', 'clerk', 'member', 'respondent', 'operator'],
  threads_before: false, threads_after: false, posts_moderated: false, quorum: 0, tie_window_ms: 0,
};
const version = (form, preset = {}, rules = {}) => ({ form, version: 1, preset: { title: form, ...preset }, rules: { ...NEUTRAL, ...rules } });
const remote = version('remote', {
  title: '远程协商', title_en: 'Remote consultation',
  agenda: [{ title: '主题发言', kind: 'keynote', limit_ms: 480000 }, { title: '讨论', kind: 'discussion', limit_ms: 450000 }, { title: '总结', kind: 'summary' }],
});
const draft = (changes = {}) => ({ ...newDraft((kind) => `议题 ${kind}`, '主会场'), title: '协商会', ...changes });

test('W89 a draft takes the agenda of its form while nobody has worked on its own', () => {
  const chosen = withForm(draft(), remote);
  assert.deepEqual([chosen.form, chosen.items.map(({ title, kind, minutes }) => [title, kind, minutes])],
    ['remote', [['主题发言', 'keynote', '8'], ['讨论', 'discussion', '7.5'], ['总结', 'summary', '']]]);
  const ids = [...chosen.items, ...chosen.venues].map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length);
  assert.equal(Math.max(...ids), chosen.made);
  assert.ok(!hasOtherAgenda(chosen, remote));
  const other = withForm(chosen, version('sector', { agenda: [{ title: '界别讨论', kind: 'discussion' }] }));
  assert.deepEqual(other.items.map(({ title }) => title), ['界别讨论'], 'what was only filled in gives way again');

  const worked = draft({ items: [{ id: 50, title: '自拟', kind: 'report', minutes: '5' }] });
  const kept = withForm(worked, remote);
  assert.deepEqual([kept.form, kept.items], ['remote', worked.items]);
  assert.ok(hasOtherAgenda(kept, remote));
  assert.equal(withAgendaOf(kept, remote).items.length, 3);
});

test('W89 a form without an agenda leaves the draft’s', () => {
  const bare = version('meeting');
  assert.ok(!hasOtherAgenda(draft(), bare));
  assert.deepEqual(withForm(draft(), bare).items, draft().items);
});

test('W89 the form survives a reload and is in the body, the plain one is not', () => {
  const chosen = withForm(draft(), remote);
  assert.deepEqual(draftOf(JSON.parse(JSON.stringify(chosen))), chosen);
  const { form, filled, ...earlier } = draft();
  assert.deepEqual([form, filled], ['meeting', agendaMark(draft().items)]);
  const read = draftOf(earlier);
  assert.deepEqual([read.form, withForm(read, remote).items], ['meeting', earlier.items], 'the work of an earlier page stays');
  assert.equal(bodyOf(chosen, []).form, 'remote');
  assert.ok(!('form' in bodyOf(draft(), [])));
});

test('W89 sessions are made under forms in force, named in the reader’s language where there is a name', () => {
  const gone = { ...version('expert'), repealed: { at: '2026-01-01T00:00:00.000Z', reason: '停用' } };
  assert.deepEqual(inForce([gone, remote]), [remote]);
  assert.deepEqual([titleOf(remote, 'zh-CN'), titleOf(remote, 'en'), titleOf(version('x'), 'en')], ['远程协商', 'Remote consultation', 'x']);
});

test('W89 rules are told in words, and every sentence has a text', () => {
  const said = (rules) => rulesInWords({ ...NEUTRAL, ...rules });
  assert.deepEqual(said({}), [
    { key: 'desk.rule.discipline.arrival', values: {} }, { key: 'desk.rule.turn_limit', values: { minutes: 8 } },
    { key: 'desk.rule.overtime.warn', values: {} }, { key: 'desk.rule.threads.during', values: {} },
  ]);
  assert.deepEqual(said({ may_ask: [], threads_before: true, threads_after: true }).map(({ key }) => key), ['desk.rule.no_floor', 'desk.rule.threads.always']);
  const much = said({
    may_ask: ['member'], discipline: 'venue_rotation', safe_positions: 2, kind_limits_ms: { question: 90000 }, overtime: 'stop', requests_per_kind: 2,
    threads_before: true, posts_moderated: true, quorum: 20,
  });
  assert.deepEqual(much.map(({ key }) => key), [
    'desk.rule.may_ask', 'desk.rule.discipline.venue_rotation', 'desk.rule.safe', 'desk.rule.turn_limit', 'desk.rule.kind_limit', 'desk.rule.overtime.stop',
    'desk.rule.requests', 'desk.rule.threads.before', 'desk.rule.moderated', 'desk.rule.quorum',
  ]);
  assert.deepEqual([much[0].roles, much[4].values], [['member'], { kind: 'question', minutes: 1.5 }]);
  const disciplines = ['arrival', 'fewest_turns', 'least_time', 'sector_rotation', 'venue_rotation', 'chair_order'];
  const all = [
    ...much, ...disciplines.flatMap((discipline) => said({ discipline })), ...['warn', 'overrun', 'stop'].flatMap((overtime) => said({ overtime })),
    ...said({ threads_after: true }), ...said({ may_ask: [] }),
  ];
  for (const { key } of all) assert.ok(chinese[key], key);
});

test('W89 a step says how long before the session it is due', () => {
  const due = (due_before_ms) => dueInWords({ title: '通知', who: '会务', due_before_ms });
  assert.deepEqual(due(7 * 86400000), { key: 'desk.step.days', values: { days: 7 } });
  assert.deepEqual(due(7200000), { key: 'desk.step.hours', values: { hours: 2 } });
  assert.deepEqual(due(1), { key: 'desk.step.hours', values: { hours: 1 } });
  assert.equal(due(undefined), null);
});
