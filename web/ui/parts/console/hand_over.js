// The floor goes to a named person, or back to one whose speech ended too soon.
import { h } from '../../dom.js';
import { durationText, timeText } from '../../format.js';
import { t } from '../../i18n.js';
import { askForm } from '../dialogs.js';
import { drawSelect } from './fields.js';
import './person_choice.js';

/** Whoever spoke lately is the one who was cut off. */
const TURNS_MAX = 10;

/** @typedef {import('./conduct.js').Conduct} Conduct */

/** @type {(conduct: Conduct, turn: {id: number, speaker: {name: string}}) => Promise<void>} */
export async function askYield(conduct, { id, speaker }) {
  const answer = await askForm(t('console.yield_title', { name: speaker.name }), t('console.yield'), [
    h('p', { class: 'hint' }, t('console.yield_explained')),
    h('rostrum-person-choice', { room: conduct.room }),
  ]);
  if (answer) await conduct.send({ type: 'yield_floor', expect_turn: id, to: Number(answer.get('participant')) });
}

/** @type {(conduct: Conduct, turns: import('../../history.js').TurnPast[]) => Promise<void>} */
export async function askRestoredTurn(conduct, turns) {
  const { roster } = conduct.room;
  const options = turns.slice(0, TURNS_MAX).map(({ turn, at, speaker, limit_ms, ended }) =>
    /** @type {[string, string]} */ ([String(turn), t('console.restored_turn', {
      name: roster.name(speaker), at: timeText(at), time: durationText(limit_ms - (ended ? ended.spent_ms : 0)),
    })]));
  const answer = await askForm(t('console.restore_title'), t('console.restore'), [
    h('p', { class: 'hint' }, t('console.restore_explained')),
    drawSelect('turn', t('console.restore_which'), options),
  ]);
  if (answer) await conduct.send({ type: 'restore_turn', turn: Number(answer.get('turn')) });
}
