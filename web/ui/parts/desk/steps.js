// The steps of a new session: the list of them, and what is filled in at each.
import { LINKS_MAX, faults } from '../../desk_draft.js';
import { withAgendaOf, withForm } from '../../desk_forms.js';
import { missingPeople } from '../../desk_people.js';
import { STEPS, pathOf } from '../../desk_steps.js';
import { h } from '../../dom.js';
import { t } from '../../i18n.js';
import { drawAgendaRows, drawLinkRows, drawVenueRows } from './draft_rows.js';
import { drawFormChoice } from './form_choice.js';
import { drawField } from './help.js';
import { drawLook } from './look.js';
import './roster.js';

/** @typedef {import('../../desk_draft.js').Draft} Draft */
/** @typedef {import('../../desk_steps.js').Step} Step */
/** @typedef {import('../../types.d.ts').Drawn} Drawn */

/**
 * `wrong` is how much is wrong in each step; the faults of this one are told once it `isTried`.
 * @typedef {{draft: Draft, lines: import('../../desk_people.js').PersonLine[], venues: string[], wrong: Map<Step, number>, isTried: boolean,
 *   forms: import('../../desk_forms.js').FormVersion[] | null, formsProblem: string, learnForms: () => void,
 *   change: (changes: Partial<Draft>) => void, goTo: (step: Step) => void, mend: (step: Step) => void}} Making
 */

/**
 * @param {{step: Step, marked: Step[], goTo: (step: Step) => void}} given `marked` are those in which something is to be mended
 * @returns {Drawn}
 */
export const drawSteps = ({ step, marked, goTo }) =>
  h('nav', { 'aria-label': t('desk.step_list') },
    h('ol', { class: 'plain-list step-list' }, ...STEPS.map((each, index) =>
      h('li', { key: each },
        h('a', {
          href: pathOf(each), 'aria-current': each === step && 'step', class: marked.includes(each) ? 'step-wrong' : null,
          onclick: (/** @type {MouseEvent} */ event) => {
            if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
            event.preventDefault();
            goTo(each);
          },
        }, h('span', { class: 'step-number' }, index + 1), ' ', t(`desk.step_title.${each}`), marked.includes(each) && h('span', { class: 'fault' }, t('desk.step_wrong')))))));

/** @type {(step: Step, making: Making) => Drawn[]} */
export const drawStep = (step, making) => ({ form: drawFormStep, about: drawAboutStep, people: drawPeopleStep, look: drawLook })[step](making);

/** What the lists and fields of a step need. @param {Making} making */
function fieldsOf({ draft, isTried, change }) {
  const wrong = isTried ? faults(draft) : [];
  /** @type {(field: string) => string | undefined} */
  const faultOf = (field) => {
    const fault = wrong.find((each) => each.field === field);
    return fault && t(`desk.fault.${fault.code}`, { text: fault.text });
  };
  return { draft, change, faultOf };
}

/** @type {(making: Making) => Drawn[]} */
function drawFormStep(making) {
  const { draft, forms, formsProblem: problem, learnForms: again, change } = making;
  return [
    drawFormChoice({
      forms, problem, draft, again, choose: (version) => change(withForm(draft, version)), takeAgenda: (version) => change(withAgendaOf(draft, version)),
    }),
    drawAgendaRows(fieldsOf(making)),
  ];
}

/** @type {(making: Making) => Drawn[]} */
function drawAboutStep(making) {
  const rows = fieldsOf(making);
  const { draft, change, faultOf } = rows;
  /** @type {(name: 'title' | 'body' | 'startsAt', more?: Record<string, any>) => Drawn} */
  const field = (name, more = {}) => drawField({
    id: name, label: t(name === 'title' ? 'desk.draft_title' : `desk.${name}`), value: draft[name], fault: faultOf(name),
    oninput: (/** @type {any} */ event) => change({ [name]: event.target.value }), ...more,
  });
  return [
    field('title'), field('body'), field('startsAt', { type: 'datetime-local', hint: t('desk.startsAt_hint') }), drawVenueRows(rows), drawLinkRows(rows, LINKS_MAX),
  ];
}

/** @type {(making: Making) => Drawn[]} */
function drawPeopleStep({ draft, lines, venues, change }) {
  return [h('rostrum-desk-roster', {
    people: { people: draft.people, leftOut: draft.leftOut }, lines, venues, missing: lines.length > 0 ? missingPeople(lines) : [], changed: change,
    addVenue: (/** @type {string} */ name) => change({ venues: [...draft.venues, { id: draft.made + 1, name, kind: 'branch' }], made: draft.made + 1 }),
  })];
}
