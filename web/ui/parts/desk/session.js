// One session at the desk: who is invited, with what link, and what can be taken away from it.
import { keep, recall } from '../../desk_kept.js';
import { invitation, isOpen, run } from '../../desk_job.js';
import { hasErrors, sorted, taken } from '../../desk_people.js';
import { h } from '../../dom.js';
import { RostrumElement } from '../../element.js';
import { isNowhere } from '../../focus.js';
import { dateTimeText } from '../../format.js';
import { t } from '../../i18n.js';
import { newKey } from '../../once.js';
import { drawLink, problemText } from './help.js';
import { drawJob } from './job.js';
import { createPeopleReader } from './people.js';
import './exports.js';
import './invitations.js';
import './invited.js';
import './roster.js';
import './sheet.js';

/** @typedef {import('../../desk_http.js').InvitationLine} InvitationLine */
/** @typedef {import('../../desk_job.js').Job} Job */

/** Given `desk`. */
class DeskSession extends RostrumElement {
  constructor() {
    super();
    /** @type {import('../../desk_http.js').Desk} */
    this.desk = /** @type {any} */ (null);
    this.session = decodeURIComponent(location.pathname.split('/')[2]);
    /** @type {import('../../../sdk/types/index.d.ts').View | null} */
    this.view = null;
    /** @type {InvitationLine[]} by number */
    this.lines = [];
    this.isLoading = false;
    this.problem = '';
    /** @type {import('./sheet.js').Sheet | null} what is shown to be printed */
    this.sheet = null;
    this.invitees = { people: '', leftOut: /** @type {number[]} */ ([]) };
    this.wasTried = false;
    /** @type {Job | null} */
    this.job = recall(`job.${this.session}`);
    this.isRunning = false;
    this.jobProblem = '';
    /** Who was in the list before the job; nobody knows after a reload. @type {Set<number> | null} */
    this.known = null;
    /** @type {Set<number>} who has just been invited */
    this.invited = new Set();
    this.read = createPeopleReader();
    this.venueName = (/** @type {number | null | undefined} */ venue) => {
      const found = venue && this.view ? this.view.venues[venue] : undefined;
      return found ? found.name : '';
    };
    this.changed = (/** @type {InvitationLine[]} */ lines) => {
      this.lines = lines;
      this.update();
    };
    this.fill = (/** @type {import('./roster.js').People} */ invitees) => {
      this.invitees = invitees;
      this.invited = new Set();
      this.wasTried = false;
      this.update();
    };
    this.print = (/** @type {InvitationLine[]} */ lines) => {
      const { title = '', starts_at: startsAt = null } = this.view ? this.view.session : {};
      this.show({ title, startsAt, lines, venueName: this.venueName, leave: () => this.show(null) });
    };
  }

  entered() {
    this.load();
  }

  async load() {
    if (this.isLoading) return;
    this.isLoading = true;
    this.problem = '';
    try {
      this.view = (await this.desk.session(this.session)).view;
      /** @type {InvitationLine[]} */
      const lines = [];
      for await (const { invitations } of this.desk.invitations(this.session)) {
        lines.push(...invitations);
        // Everybody at the end: a list that grows under the hand is no use, how far it is says enough.
        if (this.lines.length <= lines.length) this.changed([...lines]);
      }
      this.changed(lines);
    } catch (problem) {
      this.problem = problemText(problem);
    }
    this.isLoading = false;
    this.update();
  }

  /** @param {import('./sheet.js').Sheet | null} sheet */
  show(sheet) {
    this.sheet = sheet;
    this.drawNow();
    const title = this.querySelector('h1');
    if (title) title.focus();
  }

  get venues() {
    return this.view ? Object.values(this.view.venues).map(({ name }) => name) : [];
  }

  get people() {
    return this.read(this.invitees.people, this.venues, this.invitees.leftOut, this.lines);
  }

  /** @param {SubmitEvent} event */
  invite(event) {
    event.preventDefault();
    const lines = this.people;
    this.wasTried = true;
    if (taken(lines).length > 0 && !hasErrors(lines) && !this.job) {
      this.known = new Set(this.lines.map(({ participant }) => participant));
      this.invited = new Set();
      this.job = invitation(this.session, taken(lines).map(({ person }) => person), newKey);
      this.go();
    }
    this.drawNow();
    this.lead('.line-wrong .mend, #job-title');
  }

  async go() {
    if (!this.job || this.isRunning) return;
    this.keepJob(this.job);
    this.isRunning = true;
    this.jobProblem = '';
    this.update();
    try {
      await run(this.job, this.desk, (left) => this.keepJob(left));
      this.keepJob(null);
      this.invitees = { people: '', leftOut: [] };
      this.wasTried = false;
      await this.load();
      const { known } = this;
      if (known) this.invited = new Set(this.lines.map(({ participant }) => participant).filter((each) => !known.has(each)));
    } catch (problem) {
      this.jobProblem = problemText(problem);
      if (!isOpen(/** @type {any} */ (problem))) this.keepJob(null);
    }
    this.isRunning = false;
    this.drawNow();
    // Whoever has gone on to something else stays there.
    if (isNowhere()) this.lead('#invite-title, #job-title');
  }

  /** Leads the focus to what has come. @param {string} selector */
  lead(selector) {
    const found = /** @type {HTMLElement | null} */ (this.querySelector(selector));
    if (found) found.focus();
  }

  /** @param {Job | null} job */
  keepJob(job) {
    this.job = job;
    keep(`job.${this.session}`, job);
    this.update();
  }

  giveUp() {
    this.keepJob(null);
    this.jobProblem = '';
    // Some of it may have happened.
    this.load();
  }

  draw() {
    const { view } = this;
    const title = view ? view.session.title : t('desk.session');
    document.title = `${title} · Rostrum`;
    if (this.sheet) return h('main', { class: 'desk', key: 'sheet' }, h('rostrum-desk-sheet', { desk: this.desk, sheet: this.sheet }));
    return h('main', { class: 'desk', key: 'session' },
      h('p', null, drawLink('/desk', t('desk.back'))),
      h('h1', { tabindex: -1 }, title),
      view && h('p', { class: 'hint' },
        h('span', { class: 'badge' }, t(`phase.${view.session.phase}`)), ' ',
        [view.session.body, view.session.starts_at && t('desk.starts', { at: dateTimeText(view.session.starts_at) }),
          t('desk.people_count', { count: view.counts.participants - view.counts.screens })].filter(Boolean).join(' · ')),
      view && h('p', { key: 'participation', class: 'controls' },
        drawLink(`/desk?sessions=${this.session}#participation`, t('desk.participation')),
        view.session.series && drawLink(`/desk?series=${encodeURIComponent(view.session.series)}#participation`, t('desk.participation_series', { series: view.session.series }))),
      h('div', { role: 'alert' }, this.problem && h('p', { class: 'alert' }, this.problem)),
      h('p', { key: 'state', role: 'status', class: this.isLoading ? 'hint' : 'unseen' },
        this.isLoading && t('desk.loading_people', { count: this.lines.length })),
      this.problem && h('p', null, h('button', { type: 'button', onclick: () => this.load() }, t('desk.again'))),
      view && h('rostrum-desk-invitations', {
        desk: this.desk, lines: this.lines, changed: this.changed, print: this.print, venueName: this.venueName,
      }),
      view && this.drawInviting(),
      view && h('rostrum-desk-exports', { desk: this.desk }),
      view && h('p', null, drawLink(`/desk/${encodeURIComponent(this.session)}#erasures`, t('desk.erase'))));
  }

  drawInviting() {
    if (this.job) {
      return drawJob({
        key: 'job', job: this.job, isRunning: this.isRunning, problem: this.jobProblem, again: () => this.go(), giveUp: () => this.giveUp(),
      });
    }
    const lines = this.people;
    const wrong = sorted(lines).wrong.length;
    const invited = this.lines.filter(({ participant, url }) => url && this.invited.has(participant));
    return h('section', { key: 'invite', 'aria-labelledby': 'invite-title' },
      h('h2', { id: 'invite-title', tabindex: -1 }, t('desk.invite_more')),
      h('rostrum-desk-invited', { lines: invited, print: this.print, venueName: this.venueName }),
      h('form', { class: 'stack', novalidate: true, onsubmit: (/** @type {any} */ event) => this.invite(event) },
        h('div', { role: 'alert' },
          this.jobProblem && h('p', { class: 'alert', key: 'problem' }, this.jobProblem),
          this.wasTried && wrong > 0 && h('p', { class: 'alert', key: 'wrong' }, t('desk.people.wrong', { count: wrong })),
          this.wasTried && taken(lines).length === 0 && h('p', { class: 'alert', key: 'nobody' }, t('desk.people.nobody'))),
        h('rostrum-desk-roster', { people: this.invitees, lines, venues: this.venues, missing: [], changed: this.fill }),
        h('p', { class: 'controls' }, h('button', { type: 'submit' }, wrong > 0 ? t('desk.invite_wrong', { count: wrong }) : t('desk.invite', { count: taken(lines).length })))));
  }
}

customElements.define('rostrum-desk-session', DeskSession);
