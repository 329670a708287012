// One commitment as people read it: what was promised, by whom and when, and what became of it.
import { h } from '../dom.js';
import { dateTimeText } from '../format.js';
import { t } from '../i18n.js';

/** @typedef {import('../commitments.js').CommitmentLine} CommitmentLine */
/** @typedef {import('../types.d.ts').Child} Child */

/** @type {(line: Pick<CommitmentLine, 'state' | 'finding'>) => string} */
export const standsText = ({ state, finding }) => t(`commitment_state.${state}`) + (finding ? ` · ${t(`finding.${finding}`)}` : '');

/** The unit, and beside it who speaks for it. @type {(line: Pick<CommitmentLine, 'owner' | 'unit'>) => string} */
export const unitText = ({ owner, unit }) => (!owner.name || unit === owner.name ? unit : t('commitment.unit', { unit, name: owner.name }));

/** Words that the law had erased are not simply missing. @type {(text: string) => string} */
export const wordsText = (text) => text || t('commitment.erased');

/**
 * @param {CommitmentLine} line
 * @param {Child[]} controls
 * @param {'h2' | 'h3' | 'h4'} heading what stands above it has the level before
 * @returns {import('../types.d.ts').Drawn}
 */
export function drawCommitment(line, controls, heading) {
  const { commitment, text, owner, unit, due, category, asked_by: asked, source, overdue, follow_up: followUp } = line;
  return h('li', { key: commitment, class: 'commitment stack', id: `commitment-${commitment}` },
    h(heading, null, wordsText(text)),
    h('p', { class: 'hint' },
      h('span', { class: 'badge' }, standsText(line)), ' ',
      overdue && h('strong', { class: 'overdue' }, t('commitment.overdue')), overdue && ' ',
      category && t('commitment.of_category', { category })),
    h('dl', { class: 'facts' },
      ...drawFact('owner', unitText({ owner, unit })),
      ...drawFact('due', due ? due : t('commitment.no_due')),
      ...(asked ? drawFact('asked_by', asked.name) : [])),
    h('blockquote', { class: 'source' },
      h('p', null, wordsText(source.text), source.revised && h('span', { class: 'hint' }, ` ${t('commitment.revised')}`)),
      h('p', { class: 'hint' }, t('commitment.source', { name: source.speaker.name }))),
    followUp.length > 0 && h('ol', { class: 'plain-list follow-up', 'aria-label': t('commitment.follow_up') }, ...followUp.map(drawFollowUp)),
    controls.length > 0 && h('p', { class: 'controls' }, ...controls));
}

/** @type {(name: string, value: string) => Child[]} */
export const drawFact = (name, value) => [h('dt', { key: `${name} name` }, t(`commitment.${name}`)), h('dd', { key: name }, value)];

/** @type {(follow: CommitmentLine['follow_up'][number]) => import('../types.d.ts').Drawn} */
export function drawFollowUp({ seq, at, by, entry }) {
  const words = 'reason' in entry ? entry.reason : entry.text;
  return h('li', { key: seq },
    h('p', { class: 'hint' },
      h('b', null, t(`follow_up.${entry.type}`)), entry.type === 'verified' && ` ${t(`finding.${entry.finding}`)}`,
      ` · ${by.name} · ${dateTimeText(at)}`),
    words !== undefined && words !== null && h('p', { class: 'words' }, wordsText(words)));
}
