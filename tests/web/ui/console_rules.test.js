import assert from 'node:assert/strict';
import { test } from 'node:test';

import { useLanguage } from './support/words.js';
import { mayBeOverride, overrideInWords, subjectOf } from '../../../web/ui/ledger_words.js';
import { rulesPatch } from '../../../web/ui/parts/console/rules_patch.js';
import { rulesInWords } from '../../../web/ui/rules_words.js';

const RULES = /** @type {any} */ ({
  discipline: 'arrival', safe_positions: 0, overtime: 'warn', turn_limit_ms: 480_000, kind_limits_ms: { question: 120_000 }, warn_ms: 60_000,
  drop_grace_ms: 15_000, drop_clock: 'stops', ready_timeout_ms: 60_000, requests_per_kind: 1, queue_max: 200,
  may_ask: ['chair', 'clerk', 'member', 'respondent', 'operator'], threads_before: false, threads_after: false, posts_moderated: false, quorum: 0, tie_window_ms: 0,
});
/** @type {(fields: Record<string, string | string[]>) => any} */
const answer = (fields) => ({
  has: (name) => name in fields, get: (name) => [fields[name]].flat()[0], getAll: (name) => (name in fields ? [fields[name]].flat() : []),
});
const SHOWN = {
  discipline: 'arrival', safe_positions: '0', overtime: 'warn', turn_limit_min: '8', limit_question: '2', limit_reply: '', warn_s: '60', drop_grace_s: '15',
  drop_clock: 'stops', ready_timeout_s: '60', requests_per_kind: '1', queue_max: '200', quorum: '0', has_threads_before: 'yes', has_threads_after: 'yes',
  may_ask: ['chair', 'clerk', 'member', 'respondent', 'operator'],
};

test('W77 a form that was not touched amends nothing, and one that was amends what is different', () => {
  assert.deepEqual(rulesPatch(RULES, answer(SHOWN)), {});
  assert.deepEqual(rulesPatch(RULES, answer({ discipline: 'fewest_turns' })), { discipline: 'fewest_turns' }, 'a form of one field');
  assert.deepEqual(
    rulesPatch(RULES, answer({ ...SHOWN, safe_positions: '2', turn_limit_min: '5', drop_grace_s: '2', threads_after: 'yes', may_ask: ['chair', 'member'] })),
    { safe_positions: 2, turn_limit_ms: 300_000, drop_grace_ms: 2_000, threads_after: true, may_ask: ['chair', 'member'] },
  );
});

test('W77 an empty field takes a kind’s limit away, a filled one sets it', () => {
  assert.deepEqual(rulesPatch(RULES, answer({ limit_question: '', limit_reply: '1.5' })), { kind_limits_ms: { question: null, reply: 90_000 } });
});

test('W79 every rule is said in words, in both languages, and a patch says what it changes', async () => {
  await useLanguage('zh-CN');
  const said = rulesInWords(RULES);
  assert.equal(said[0], '按申请先后排队');
  assert.ok(said.includes('每人每次发言8分钟') && said.includes('提问2分钟') && said.includes('断线15秒后提示主持人'), said.join('\n'));
  assert.deepEqual(rulesInWords(/** @type {any} */ ({ discipline: 'fewest_turns', kind_limits_ms: { question: null } })), ['发言次数少的在前', '提问不另设时限']);
  await useLanguage('en');
  assert.equal(rulesInWords(RULES).length, said.length);
  for (const text of rulesInWords({ ...RULES, quorum: 20, safe_positions: 3, threads_before: true, threads_after: true, warn_ms: 0 })) {
    assert.doesNotMatch(text, /[{}]|\p{Script=Han}/u);
  }
});

/** One override of each kind. @type {any[]} */
const OVERRIDES = [
  { type: 'request_called', request: 20, passed_over: 2, reason: 'r' },
  { type: 'floor_granted', request: 20, speaker: 2, item: 3, kind: 'impromptu', limit_ms: 1, passed_over: 1 },
  { type: 'request_moved', request: 20, reason: 'r' }, { type: 'last_word_given', request: 20 }, { type: 'request_denied', request: 20, reason: 'r' },
  { type: 'request_restored', request: 20 }, { type: 'turn_restored', turn: 30, speaker: 2, item: 3, kind: 'impromptu', limit_ms: 61_000 },
  { type: 'turn_extended', turn: 30, by_ms: 60_000, reason: 'r' }, { type: 'turn_ended', turn: 30, how: 'yielded', spent_ms: 1, to: 3, limit_ms: 5_000 },
  { type: 'turn_ended', turn: 30, how: 'revoked', spent_ms: 1, reason: 'r' }, { type: 'participant_removed', participant: 2, reason: 'r' },
  { type: 'role_changed', participant: 2, role: 'observer', withdrawn: [20] },
  { type: 'rules_amended', rules: { discipline: 'least_time' }, reason: 'r' }, { type: 'session_opened', open_steps: [1, 2], reason: 'r' },
];
const nameOf = (participant) => ({ 2: '高志远', 3: '周大海' })[participant] || '';

test('W78 every override is said in words, with its person and its reason, in both languages', async () => {
  for (const language of ['zh-CN', 'en']) {
    await useLanguage(language);
    for (const entry of OVERRIDES) {
      assert.ok(mayBeOverride(entry), entry.type);
      const { what, why } = overrideInWords(entry, subjectOf(entry) ? '高志远' : '', nameOf);
      assert.equal(why, entry.reason || '', entry.type);
      assert.doesNotMatch(what, /[{}_]/, what);
      if (!['rules_amended', 'session_opened'].includes(entry.type)) assert.match(what, /高志远/, what);
    }
  }
});

test('W78 what follows the order is no override', () => {
  for (const entry of [
    { type: 'request_called', request: 20 }, { type: 'floor_granted', request: 20 }, { type: 'turn_ended', turn: 30, how: 'ended', spent_ms: 1 },
    { type: 'session_opened' }, { type: 'floor_requested', item: 3, kind: 'question' },
  ]) assert.equal(mayBeOverride(/** @type {any} */ (entry)), false, entry.type);
});
