// The choice of a form for a new session, with what it says in words.
import { hasOtherAgenda, inForce, titleOf } from '../../desk_forms.js';
import { h } from '../../dom.js';
import { currentLanguage, t } from '../../i18n.js';
import { drawFormDetails } from './form_details.js';
import { drawChoice } from '../choice.js';
import { drawButton } from './help.js';

/** @typedef {import('../../desk_forms.js').FormVersion} FormVersion */

/**
 * @param {{forms: FormVersion[] | null, problem: string, draft: import('../../desk_draft.js').Draft,
 *   choose: (version: FormVersion) => void, takeAgenda: (version: FormVersion) => void, again: () => void}} given
 *   `forms` is null until they are known; `problem` says why they are not
 * @returns {import('../../types.d.ts').Drawn}
 */
export function drawFormChoice({ forms, problem, draft, choose, takeAgenda, again }) {
  const open = inForce(forms || []);
  const chosen = open.find(({ form }) => form === draft.form);
  // Until the list is there, the select says at least what the draft says.
  const options = open.map((version) => /** @type {[string, string]} */ ([version.form, titleOf(version, currentLanguage())]));
  if (!chosen) options.unshift([draft.form, forms ? t('desk.form_gone') : t('loading')]);
  return h('div', { key: 'form-choice', class: 'stack' },
    drawChoice({
      id: 'form', label: t('desk.form'), value: draft.form, options,
      choose: (name) => {
        const version = open.find(({ form }) => form === name);
        if (version) choose(version);
      },
    }),
    problem && h('p', { class: 'warning', key: 'unknown', role: 'status' }, problem, ' ', drawButton(t('desk.again'), again)),
    chosen && h('div', { key: chosen.form, class: 'stack' },
      hasOtherAgenda(draft, chosen) && h('p', { key: 'take' }, drawButton(t('desk.form_agenda'), () => takeAgenda(chosen))),
      drawFormDetails(chosen, t('desk.form_details', { form: titleOf(chosen, currentLanguage()), version: chosen.version }), true)));
}
