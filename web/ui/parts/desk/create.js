// A new session, step by step.
import { faults } from '../../desk_draft.js';
import { hasErrors, taken } from '../../desk_people.js';
import { STEPS, pathOf, stepAfter, stepAt, stepOf } from '../../desk_steps.js';
import { h } from '../../dom.js';
import { t } from '../../i18n.js';
import { confirmed } from '../dialogs.js';
import { drawButton, drawLink, problemText } from './help.js';
import { drawJob } from './job.js';
import { MakingElement } from './making.js';
import { createPeopleReader } from './people.js';
import { drawStep, drawSteps } from './steps.js';

/** @typedef {import('../../desk_steps.js').Step} Step */

/** Given `desk`. */
class DeskCreate extends MakingElement {
  constructor() {
    super();
    this.step = stepAt(location.hash);
    /** The faults of a step are told once somebody has tried to go on from it. @type {Set<Step>} */
    this.tried = new Set();
    /** @type {import('../../desk_forms.js').FormVersion[] | null} */
    this.forms = null;
    this.formsProblem = '';
    this.read = createPeopleReader();
    this.wasMaking = this.job !== null;
  }

  entered() {
    super.entered();
    this.learnForms();
  }

  async learnForms() {
    this.formsProblem = '';
    try {
      this.forms = (await this.desk.forms()).forms;
    } catch (problem) {
      // The session can be made without: the draft says which form it has.
      this.formsProblem = problemText(problem);
    }
    this.update();
  }

  get venues() {
    return this.draft.venues.map(({ name }) => name.trim()).filter(Boolean);
  }

  get lines() {
    return this.read(this.draft.people, this.venues, this.draft.leftOut);
  }

  /** How much is wrong in each step that comes before the last look. @returns {Map<Step, number>} */
  get wrong() {
    /** @type {Map<Step, number>} */
    const counts = new Map();
    for (const { field } of faults(this.draft)) counts.set(stepOf(field), (counts.get(stepOf(field)) || 0) + 1);
    if (hasErrors(this.lines)) counts.set('people', 1);
    return counts;
  }

  /** @param {Step} step */
  goTo(step) {
    if (step !== this.step) history.pushState(null, '', pathOf(step));
    this.step = step;
    this.problem = '';
    this.drawNow();
    this.focusTitle();
  }

  focusTitle() {
    const title = this.querySelector('h1');
    if (title) title.focus();
    scrollTo(0, 0);
  }

  /** When the form makes room for the work, or comes back, the focus goes to what stands there now. */
  drawNow() {
    super.drawNow();
    const isMaking = this.job !== null;
    if (isMaking !== this.wasMaking) this.focusTitle();
    this.wasMaking = isMaking;
  }

  /** Shows what is wrong in a step, and leads to the first of it. @param {Step} step */
  mend(step) {
    this.tried.add(step);
    if (step !== this.step) this.goTo(step);
    this.drawNow();
    // What is wrong in a line of the list is mended there.
    const wrong = /** @type {HTMLElement | null} */ (this.querySelector('.line-wrong .mend') || this.querySelector('[aria-invalid="true"]'));
    if (wrong) wrong.focus();
  }

  /** @param {SubmitEvent} event */
  submit(event) {
    event.preventDefault();
    const next = stepAfter(this.step, 1);
    if (this.wrong.has(this.step)) this.mend(this.step);
    else if (next) this.goTo(next);
    else this.send();
  }

  send() {
    const { wrong } = this;
    const first = STEPS.find((step) => wrong.has(step));
    if (first) this.mend(first);
    else this.make(taken(this.lines).map(({ person }) => person));
  }

  async empty() {
    if (!(await confirmed(t('desk.empty_form'), t('desk.empty_explained'), t('desk.empty_form')))) return;
    this.tried.clear();
    this.beginAnew();
    this.goTo(STEPS[0]);
  }

  draw() {
    const title = t(`desk.step_title.${this.step}`);
    const { wrong } = this;
    document.title = `${t('desk.nth_step', { number: STEPS.indexOf(this.step) + 1, count: STEPS.length, title })} · ${t('desk.new')} · Rostrum`;
    return h('main', { class: 'desk' },
      h('p', null, drawLink('/desk', t('desk.back'))),
      this.job ? h('h1', { key: 'job-title', tabindex: -1 }, t('desk.new')) : this.drawHead(title, wrong),
      this.job
        ? drawJob({
          key: 'job', job: this.job, isRunning: this.isRunning, problem: this.problem, again: () => this.go(), giveUp: () => this.giveUp(),
        })
        : this.drawForm(wrong));
  }

  /** @param {string} title @param {Map<Step, number>} wrong */
  drawHead(title, wrong) {
    return h('div', { key: 'head', class: 'stack' },
      drawSteps({ step: this.step, marked: STEPS.filter((step) => this.tried.has(step) && wrong.has(step)), goTo: (step) => this.goTo(step) }),
      h('h1', { tabindex: -1 }, h('span', { class: 'hint' }, t('desk.new'), ' '),
        t('desk.nth_step', { number: STEPS.indexOf(this.step) + 1, count: STEPS.length, title })));
  }

  /** @param {Map<Step, number>} wrong */
  drawForm(wrong) {
    const { step, draft, lines } = this;
    const count = (this.tried.has(step) && wrong.get(step)) || 0;
    const [before, after] = [stepAfter(step, -1), stepAfter(step, 1)];
    return h('form', { key: `form ${step}`, class: 'stack', novalidate: true, onsubmit: (/** @type {any} */ event) => this.submit(event) },
      h('div', { role: 'alert' },
        this.problem && h('p', { class: 'alert', key: 'problem' }, this.problem),
        count > 0 && h('p', { class: 'alert', key: 'faults' }, t('desk.faults', { count }))),
      h('p', { key: 'kept', role: 'status', class: this.isKept ? 'unseen' : 'alert' }, !this.isKept && t('desk.draft_not_kept')),
      ...drawStep(step, {
        draft, lines, venues: this.venues, wrong, isTried: this.tried.has(step),
        forms: this.forms, formsProblem: this.formsProblem, learnForms: () => this.learnForms(),
        change: (changes) => this.change(changes), goTo: (chosen) => this.goTo(chosen), mend: (chosen) => this.mend(chosen),
      }),
      h('p', { class: 'controls step-controls' },
        before && drawButton(t('desk.step_back'), () => this.goTo(before), { key: 'back' }),
        h('button', { key: 'next', type: 'submit', class: 'primary' },
          after ? t('desk.step_next', { title: t(`desk.step_title.${after}`) }) : t('desk.create', { count: taken(lines).length })),
        drawButton(t('desk.empty_form'), () => this.empty(), { key: 'empty', class: 'quiet' })));
  }
}

customElements.define('rostrum-desk-create', DeskCreate);
