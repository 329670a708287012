// Work of several calls, as people see it: how far it is, and what to do where it stopped.
import { h } from '../../dom.js';
import { t } from '../../i18n.js';

/**
 * @param {{key: string, job: import('../../desk_job.js').Job, isRunning: boolean, problem: string, again: () => void,
 *   giveUp: () => void}} given
 * @returns {import('../../types.d.ts').Drawn}
 */
export function drawJob({ key, job, isRunning, problem, again, giveUp }) {
  return h('section', { key, class: 'stack', 'aria-labelledby': 'job-title' },
    h('h2', { id: 'job-title', tabindex: -1 }, t(job.session ? 'desk.job.inviting' : 'desk.job.creating')),
    h('progress', { max: Math.max(1, job.people), value: job.done, 'aria-labelledby': 'job-title' }),
    h('p', { role: 'status' }, t('desk.job.progress', { done: job.done, people: job.people })),
    h('div', { role: 'alert' }, problem && h('p', { class: 'alert' }, problem)),
    !isRunning && h('div', { class: 'stack', key: 'stopped' },
      h('p', null, t('desk.job.stopped')),
      h('p', { class: 'controls' },
        h('button', { type: 'button', class: 'primary', onclick: again }, t('desk.job.again')),
        h('button', { type: 'button', onclick: giveUp }, t(job.session ? 'desk.job.leave' : 'desk.job.give_up')))));
}
