// What a form says, in words: its rules and its steps of preparation.
import { dueInWords, rulesInWords } from '../../desk_forms.js';
import { h } from '../../dom.js';
import { t, tOr } from '../../i18n.js';

/** @typedef {import('../../desk_forms.js').FormVersion} FormVersion */
/** @typedef {import('../../desk_forms.js').Sentence} Sentence */

/** @type {(sentence: Sentence) => string} */
function drawSentence({ key, values, roles }) {
  const more = { ...values };
  if (typeof values.kind === 'string') more.kind = tOr('kind', values.kind);
  if (roles) more.roles = roles.map((role) => tOr('role', role)).join(t('desk.rule.and'));
  return t(key, more);
}

/** @type {(step: import('../../desk_forms.js').PresetStep) => import('../../types.d.ts').Drawn} */
function drawStep(step) {
  const due = dueInWords(step);
  return h('li', null, step.title, h('span', { class: 'hint' }, ' · ', step.who, due && ` · ${drawSentence(due)}`),
    step.mandatory && h('span', { class: 'badge' }, t('desk.step.mandatory')));
}

/**
 * @param {FormVersion} version
 * @param {string} summary what opens it
 * @param {boolean} [isOpen] at first
 * @returns {import('../../types.d.ts').Drawn}
 */
export function drawFormDetails({ form, version, preset, rules }, summary, isOpen) {
  const steps = preset.steps || [];
  return h('details', { key: `details ${form} ${version}`, open: isOpen },
    h('summary', null, summary),
    h('p', null, h('strong', null, t('desk.form_rules'))),
    h('ul', null, ...rulesInWords(/** @type {import('../../desk_forms.js').Rules} */ (rules)).map((sentence) => h('li', null, drawSentence(sentence)))),
    h('p', null, h('strong', null, t(steps.length > 0 ? 'desk.form_steps' : 'desk.form_no_steps'))),
    steps.length > 0 && h('ol', null, ...steps.map(drawStep)));
}
