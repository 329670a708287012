// The last look at a session before it is made: everything that was filled in, and what happens then.
import { inForce, titleOf } from '../../desk_forms.js';
import { missingPeople, taken } from '../../desk_people.js';
import { STEPS, dueAt, tally } from '../../desk_steps.js';
import { h } from '../../dom.js';
import { dateTimeText } from '../../format.js';
import { currentLanguage, t } from '../../i18n.js';
import { nameOf } from '../links.js';
import { drawButton } from './help.js';

/** @typedef {import('./steps.js').Making} Making */
/** @typedef {import('../../desk_steps.js').Step} Step */
/** @typedef {import('../../types.d.ts').Child} Child */
/** @typedef {import('../../types.d.ts').Drawn} Drawn */

/** @type {(making: Making) => Drawn[]} */
export function drawLook(making) {
  const { wrong, mend, lines } = making;
  const people = taken(lines).length;
  const mending = wrong.size > 0 ? [h('div', { key: 'wrong', class: 'alert stack' },
    h('p', null, t('desk.look.wrong')),
    h('ul', { class: 'plain-list controls' }, ...STEPS.filter((step) => wrong.has(step)).map((step) =>
      h('li', { key: step }, drawButton(t('desk.look.mend', { title: t(`desk.step_title.${step}`) }), () => mend(step))))))] : [];
  return [
    ...mending, drawForm(making), drawAbout(making), drawPeople(making),
    h('section', { key: 'then', class: 'card stack', 'aria-labelledby': 'look-then' },
      h('h2', { id: 'look-then' }, t('desk.look.then')),
      h('ul', null, h('li', null, t('desk.look.then_session')),
        people > 0 && h('li', { key: 'links' }, t('desk.look.then_links', { count: people })), h('li', null, t('desk.look.then_sent')))),
  ];
}

/** @type {(making: Making, step: Step, ...content: Child[]) => Drawn} */
const drawPart = ({ goTo }, step, ...content) =>
  h('section', { key: step, class: 'card stack', 'aria-labelledby': `look-${step}` },
    h('div', { class: 'desk-head' },
      h('h2', { id: `look-${step}` }, t(`desk.step_title.${step}`)),
      drawButton(t('desk.look.change'), () => goTo(step), { of: t(`desk.step_title.${step}`) })),
    ...content);

/** @type {(making: Making) => Drawn} */
function drawForm(making) {
  const { draft, forms } = making;
  const chosen = inForce(forms || []).find(({ form }) => form === draft.form);
  const steps = (chosen && chosen.preset.steps) || [];
  return drawPart(making, 'form',
    h('p', null, h('strong', null, chosen ? titleOf(chosen, currentLanguage()) : t(forms ? 'desk.form_gone' : 'loading'))),
    draft.items.length === 0 && h('p', { class: 'hint' }, t('desk.look.no_items')),
    h('ol', null, ...draft.items.map(({ id, title, kind, minutes }) => h('li', { key: id }, title.trim() || t('desk.look.missing'), ' ',
      h('span', { class: 'hint' }, [title.trim() !== t(`item_kind.${kind}`) && t(`item_kind.${kind}`), minutes.trim() && t('desk.look.minutes', { minutes })].filter(Boolean).join(' · '))))),
    steps.length > 0 && h('p', { key: 'steps-title' }, h('strong', null, t('desk.form_steps'))),
    steps.length > 0 && h('ol', { key: 'steps' }, ...steps.map(({ title, who, due_before_ms: before }) => {
      const due = dueAt(draft.startsAt, before);
      return h('li', null, title, ' ', h('span', { class: 'hint' }, [who, due && t('desk.look.due', { at: dateTimeText(due) })].filter(Boolean).join(' · ')),
        due && Date.parse(due) < Date.now() && h('span', { key: 'over' }, ' ', h('strong', { class: 'warning' }, t('desk.look.over'))));
    })));
}

/** @type {(making: Making) => Drawn} */
function drawAbout(making) {
  const { title, body, startsAt, venues, links } = making.draft;
  const start = new Date(startsAt);
  /** @type {[string, string][]} */
  const said = [
    ['desk.draft_title', title.trim()], ['desk.look.body', body.trim()],
    ['desk.look.start', Number.isNaN(start.getTime()) ? '' : dateTimeText(start.toISOString())],
    ['desk.venues', venues.map(({ name, kind }) => t('desk.look.venue', { name: name.trim(), kind: t(`desk.venue.${kind}`) })).join(t('desk.rule.and'))],
    ['desk.links', links.map(({ label }) => nameOf(label).trim()).join(t('desk.rule.and'))],
  ];
  return drawPart(making, 'about', h('dl', { class: 'look-list' }, ...said.flatMap(([key, text]) => [
    h('dt', { key }, t(key)), h('dd', { key: `${key} text`, class: text ? null : 'hint' }, text || t('desk.look.missing')),
  ])));
}

/** @type {(making: Making) => Drawn} */
function drawPeople(making) {
  const people = taken(making.lines).map(({ person }) => person);
  const leftOut = making.lines.length - people.length;
  /** @type {(name: string, counts: [string, number][], textOf: (value: string) => string) => Drawn} */
  const table = (name, counts, textOf) => h('table', { class: 'table', key: name },
    h('caption', null, t(`desk.look.by_${name}`)),
    h('tbody', null, ...counts.map(([value, count]) => h('tr', { key: value }, h('th', { scope: 'row' }, textOf(value)), h('td', { class: 'number' }, t('desk.people_count', { count }))))));
  const presiding = /** @type {const} */ (['chair', 'clerk']).map((role) => /** @type {[string, string[]]} */ ([role, people.filter((person) => person.role === role).map(({ name }) => name)]));
  return drawPart(making, 'people',
    h('p', null, h('strong', null, t('desk.people.count', { count: people.length })), leftOut > 0 && ` · ${t('desk.look.left_out', { count: leftOut })}`),
    missingPeople(making.lines).length > 0 && h('ul', { key: 'missing', class: 'warnings' },
      ...missingPeople(making.lines).map(({ code }) => h('li', { key: code }, t(`desk.finding.${code}`)))),
    ...presiding.filter(([, names]) => names.length > 0).map(([role, names]) =>
      h('p', { key: role }, t('desk.look.who', { role: t(`role.${role}`), names: names.join(t('desk.rule.and')) }))),
    people.length > 0 && h('div', { key: 'counts', class: 'look-counts' },
      table('role', tally(people.map(({ role }) => role)), (role) => t(`role.${role}`)),
      table('sector', tally(people.map(({ sector }) => sector || '')), (sector) => sector || t('desk.look.no_sector'))));
}
