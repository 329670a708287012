// The form of a new session. What is in it survives a reload, and so does the work of sending it.
import { LINKS_MAX, bodyOf, draftOf, faults, newDraft } from '../../desk_draft.js';
import { creation, isOpen, run } from '../../desk_job.js';
import { withAgendaOf, withForm } from '../../desk_forms.js';
import { keep, recall } from '../../desk_kept.js';
import { missingPeople } from '../../desk_people.js';
import { h } from '../../dom.js';
import { RostrumElement } from '../../element.js';
import { t } from '../../i18n.js';
import { navigate } from '../../navigate.js';
import { newKey } from '../../once.js';
import { drawAgendaRows, drawLinkRows, drawVenueRows } from './draft_rows.js';
import { drawFormChoice } from './form_choice.js';
import { drawField, drawLink, problemText } from './help.js';
import { drawJob } from './job.js';
import { createPeopleReader, drawPeopleField, hasErrors } from './people.js';

/** @typedef {import('../../desk_draft.js').Draft} Draft */
/** @typedef {import('../../desk_job.js').Job} Job */

const KEEP_AFTER_MS = 300;

const beginning = () => newDraft((kind) => t(`item_kind.${kind}`), t('desk.main_venue'));

/** Given `desk`. */
class DeskCreate extends RostrumElement {
  constructor() {
    super();
    /** @type {import('../../desk_http.js').Desk} */
    this.desk = /** @type {any} */ (null);
    /** @type {Draft} */
    this.draft = draftOf(recall('draft')) || beginning();
    /** @type {Job | null} not finished: it may have taken effect */
    this.job = recall('job');
    this.isRunning = false;
    /** Faults are told once somebody has tried to send. */
    this.wasTried = false;
    this.problem = '';
    /** @type {import('../../desk_forms.js').FormVersion[] | null} */
    this.forms = null;
    this.formsProblem = '';
    this.read = createPeopleReader();
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  entered() {
    this.listen(window, 'pagehide', () => this.keepDraft());
    this.leaving.push(() => this.keepDraft());
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

  keepDraft() {
    if (this.timer === undefined) return;
    clearTimeout(this.timer);
    this.timer = undefined;
    keep('draft', this.draft);
  }

  /** @param {Partial<Draft>} changes */
  change(changes) {
    this.draft = { ...this.draft, ...changes };
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keepDraft(), KEEP_AFTER_MS);
    this.update();
  }

  get lines() {
    return this.read(this.draft.people, this.draft.venues.map(({ name }) => name.trim()).filter(Boolean));
  }

  /** @param {SubmitEvent} event */
  send(event) {
    event.preventDefault();
    if (this.isRunning || this.job) return;
    this.wasTried = true;
    const { lines, draft } = this;
    if (faults(draft).length > 0 || hasErrors(lines)) {
      this.drawNow();
      const wrong = /** @type {HTMLElement | null} */ (this.querySelector('[aria-invalid="true"]'));
      if (wrong) wrong.focus();
      return;
    }
    this.job = creation((people) => bodyOf(draft, people), lines.map(({ person }) => person), newKey);
    this.go();
  }

  /** Makes the calls that are left. */
  async go() {
    if (!this.job || this.isRunning) return;
    keep('job', this.job);
    this.isRunning = true;
    this.problem = '';
    this.update();
    try {
      const { session } = await run(this.job, this.desk, (left) => {
        this.job = left;
        keep('job', left);
        this.update();
      });
      this.finish();
      // Whoever has gone elsewhere meanwhile stays there.
      if (this.isConnected) navigate(`/desk/${session}`, 'replace');
    } catch (problem) {
      this.problem = problemText(problem);
      // Refused outright, nothing was made: the form can be mended and sent anew.
      if (!isOpen(/** @type {any} */ (problem)) && this.job && !this.job.session) this.drop();
    }
    this.isRunning = false;
    this.update();
  }

  drop() {
    this.job = null;
    keep('job', null);
  }

  /** What was made needs no draft any more. */
  finish() {
    this.drop();
    clearTimeout(this.timer);
    this.timer = undefined;
    keep('draft', null);
  }

  giveUp() {
    const session = this.job && this.job.session;
    if (session) {
      this.finish();
      navigate(`/desk/${session}`, 'replace');
    } else {
      this.drop();
      this.problem = '';
      this.update();
    }
  }

  empty() {
    this.draft = { ...beginning(), made: this.draft.made };
    this.wasTried = false;
    // New ids make new fields: what was chosen in the old ones is not kept.
    for (const row of [...this.draft.items, ...this.draft.venues]) row.id = this.draft.made += 1;
    this.change({});
  }

  draw() {
    document.title = `${t('desk.new')} · Rostrum`;
    return h('main', { class: 'desk' },
      h('p', null, drawLink('/desk', t('desk.back'))),
      h('h1', { tabindex: -1 }, t('desk.new')),
      this.job
        ? drawJob({
          key: 'job', job: this.job, isRunning: this.isRunning, problem: this.problem, again: () => this.go(), giveUp: () => this.giveUp(),
        })
        : this.drawForm());
  }

  drawForm() {
    const { draft, lines } = this;
    const wrong = faults(draft);
    /** @type {(field: string) => string | undefined} */
    const faultOf = (field) => {
      const fault = this.wasTried && wrong.find((each) => each.field === field);
      return fault ? t(`desk.fault.${fault.code}`, { text: fault.text }) : undefined;
    };
    /** @type {(field: 'title' | 'body' | 'startsAt', more?: Record<string, any>) => import('../../types.d.ts').Drawn} */
    const field = (name, more = {}) => drawField({
      id: name, label: t(name === 'title' ? 'desk.draft_title' : `desk.${name}`), value: draft[name], fault: faultOf(name),
      oninput: (/** @type {any} */ event) => this.change({ [name]: event.target.value }), ...more,
    });
    const rows = { draft, faultOf, change: (/** @type {Partial<Draft>} */ changes) => this.change(changes) };
    const count = wrong.length + (hasErrors(lines) ? 1 : 0);
    return h('form', { key: 'form', class: 'stack', novalidate: true, onsubmit: (/** @type {any} */ event) => this.send(event) },
      h('div', { role: 'alert' },
        this.problem && h('p', { class: 'alert', key: 'problem' }, this.problem),
        this.wasTried && count > 0 && h('p', { class: 'alert', key: 'faults' }, t('desk.faults', { count }))),
      drawFormChoice({
        forms: this.forms, problem: this.formsProblem, draft, again: () => this.learnForms(),
        choose: (version) => this.change(withForm(draft, version)), takeAgenda: (version) => this.change(withAgendaOf(draft, version)),
      }),
      field('title'),
      field('body'),
      field('startsAt', { type: 'datetime-local', hint: t('desk.startsAt_hint') }),
      drawAgendaRows(rows),
      drawVenueRows(rows),
      drawPeopleField({
        id: 'people', text: draft.people, lines, missing: missingPeople(lines), input: (people) => this.change({ people }),
      }),
      drawLinkRows(rows, LINKS_MAX),
      h('p', { class: 'controls' },
        h('button', { type: 'submit', class: 'primary' }, t('desk.create', { count: lines.length })),
        h('button', { type: 'button', class: 'quiet', onclick: () => this.empty() }, t('desk.empty_form'))));
  }
}

customElements.define('rostrum-desk-create', DeskCreate);
