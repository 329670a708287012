// The rules with what a moderator does to them, above the ledger of what was done against the order of things.
import { h } from '../../dom.js';
import { t } from '../../i18n.js';
import { askForm } from '../dialogs.js';
import '../ledger.js';
import { drawChoices, drawInput, drawReason, drawSelect, textOf } from './fields.js';
import { ConsolePart, drawControl } from './part.js';
import { DISCIPLINES, DROP_CLOCKS, OVERTIMES, rulesPatch } from './rules_patch.js';
import { KINDS_BY_RANK, SPEAKING_ROLES } from '../../kinds.js';

const SECOND_MS = 1000;
const MINUTE_MS = 60000;

/** @typedef {import('../../../sdk/types/protocol.d.ts').Rules} Rules */

class RulesPart extends ConsolePart {
  draw() {
    const { view } = this.room;
    if (!view) return null;
    const canAmend = ['draft', 'open', 'recess'].includes(view.session.phase);
    return h('div', { class: 'stack' },
      canAmend && h('p', { class: 'controls' },
        drawControl(this, { name: 'discipline', text: t('rules.change_discipline'), act: () => this.changeDiscipline(view.rules) }),
        drawControl(this, { name: 'rules', text: t('rules.amend'), act: () => this.amend(view.rules) })),
      h('rostrum-ledger', { room: this.room }));
  }

  /** What is changed most often, in one press less. @param {Rules} rules */
  async changeDiscipline(rules) {
    const answer = await askForm(t('rules.change_discipline'), t('rules.amend_send'), [
      drawChoices('discipline', t('rules.discipline'), DISCIPLINES.map((name) => [name, t(`discipline.${name}`)]), rules.discipline),
      drawReason(''),
    ]);
    if (answer) await this.send(rules, answer);
  }

  /** @param {Rules} rules */
  async amend(rules) {
    const kinds = /** @type {Record<string, number | null | undefined>} */ (rules.kind_limits_ms || {});
    const minutes = (/** @type {number | null | undefined} */ ms) => (ms ? String(ms / MINUTE_MS) : '');
    const seconds = (/** @type {number | undefined} */ ms) => String((ms || 0) / SECOND_MS);
    const whole = { type: 'number', min: 0, step: 1, required: true };
    const answer = await askForm(t('rules.amend'), t('rules.amend_send'), [
      drawSelect('discipline', t('rules.discipline'), DISCIPLINES.map((name) => [name, t(`discipline.${name}`)]), rules.discipline),
      drawInput('safe_positions', t('rules.field_safe'), { ...whole, max: 200, value: String(rules.safe_positions) }),
      drawSelect('overtime', t('rules.field_overtime'), OVERTIMES.map((name) => [name, t(`overtime.${name}`)]), rules.overtime),
      drawInput('turn_limit_min', t('rules.field_turn_limit'), { type: 'number', min: 0.5, max: 1440, step: 0.5, required: true, value: minutes(rules.turn_limit_ms) }),
      h('details', { class: 'further' }, h('summary', null, t('rules.further')),
        ...KINDS_BY_RANK.map((kind) => drawInput(`limit_${kind}`, t('rules.field_kind_limit', { kind: t(`kind.${kind}`) }), {
          type: 'number', min: 0.5, max: 1440, step: 0.5, value: minutes(kinds[kind]),
        })),
        drawInput('warn_s', t('rules.field_warn'), { ...whole, value: seconds(rules.warn_ms) }),
        drawInput('ready_timeout_s', t('rules.field_ready_timeout'), { ...whole, min: 1, value: seconds(rules.ready_timeout_ms) }),
        drawInput('drop_grace_s', t('rules.field_drop_grace'), { ...whole, value: seconds(rules.drop_grace_ms) }),
        drawSelect('drop_clock', t('rules.field_drop_clock'), DROP_CLOCKS.map((name) => [name, t(`drop_clock.${name}`)]), rules.drop_clock),
        drawInput('requests_per_kind', t('rules.field_requests_per_kind'), { ...whole, min: 1, max: 10, value: String(rules.requests_per_kind) }),
        drawInput('queue_max', t('rules.field_queue_max'), { ...whole, min: 1, max: 200, value: String(rules.queue_max) }),
        drawInput('quorum', t('rules.field_quorum'), { ...whole, value: String(rules.quorum) }),
        h('fieldset', null, h('legend', null, t('rules.field_may_ask')), ...SPEAKING_ROLES.map((role) => h('label', { class: 'choice' },
          h('input', { type: 'checkbox', name: 'may_ask', value: role, checked: (rules.may_ask || []).includes(/** @type {any} */ (role)) }), ' ', t(`role.${role}`)))),
        drawFlag('threads_before', t('rules.field_threads_before'), rules.threads_before),
        drawFlag('threads_after', t('rules.field_threads_after'), rules.threads_after),
        drawFlag('posts_moderated', t('rules.field_posts_moderated'), rules.posts_moderated)),
      drawReason(''),
    ]);
    if (answer) await this.send(rules, answer);
  }

  /** @type {(rules: Rules, answer: FormData) => Promise<void>} */
  async send(rules, answer) {
    const patch = rulesPatch(rules, answer);
    if (Object.keys(patch).length === 0) return this.room.refused('unchanged');
    await this.conduct.send({ type: 'amend_rules', rules: patch, reason: textOf(answer, 'reason') });
  }
}

/** @type {(name: string, text: string, isSet: boolean | undefined) => import('../../types.d.ts').Drawn} */
const drawFlag = (name, text, isSet) =>
  h('label', { class: 'choice' },
    h('input', { type: 'hidden', name: `has_${name}`, value: 'yes' }),
    h('input', { type: 'checkbox', name, value: 'yes', checked: Boolean(isSet) }), ' ', text);

customElements.define('rostrum-console-rules', RulesPart);
