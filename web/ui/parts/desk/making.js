// The draft of a new session, and the work of making it out of that: each survives a reload.
import { bodyOf, draftOf, newDraft } from '../../desk_draft.js';
import { creation, isOpen, run } from '../../desk_job.js';
import { keep, recall } from '../../desk_kept.js';
import { RostrumElement } from '../../element.js';
import { t } from '../../i18n.js';
import { navigate } from '../../navigate.js';
import { newKey } from '../../once.js';
import { problemText } from './help.js';

/** @typedef {import('../../desk_draft.js').Draft} Draft */
/** @typedef {import('../../desk_job.js').Job} Job */

const KEEP_AFTER_MS = 300;

const beginning = () => newDraft((kind) => t(`item_kind.${kind}`), t('desk.main_venue'));

/** Given `desk`. */
export class MakingElement extends RostrumElement {
  constructor() {
    super();
    /** @type {import('../../desk_http.js').Desk} */
    this.desk = /** @type {any} */ (null);
    /** @type {Draft} */
    this.draft = draftOf(recall('draft')) || beginning();
    /** @type {Job | null} not finished: it may have taken effect */
    this.job = recall('job');
    this.isRunning = false;
    this.problem = '';
    /** Whether a reload finds the draft; too long a list is more than a browser keeps. */
    this.isKept = true;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  entered() {
    this.listen(window, 'pagehide', () => this.keepDraft());
    this.leaving.push(() => this.keepDraft());
  }

  keepDraft() {
    if (this.timer === undefined) return;
    clearTimeout(this.timer);
    this.timer = undefined;
    const wasKept = this.isKept;
    this.isKept = keep('draft', this.draft);
    if (this.isKept !== wasKept) this.update();
  }

  /** @param {Partial<Draft>} changes */
  change(changes) {
    this.draft = { ...this.draft, ...changes };
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keepDraft(), KEEP_AFTER_MS);
    this.update();
  }

  /** Begins with an empty draft. */
  beginAnew() {
    this.draft = { ...beginning(), made: this.draft.made };
    // New ids make new fields: what was chosen in the old ones is not kept.
    for (const row of [...this.draft.items, ...this.draft.venues]) row.id = this.draft.made += 1;
    this.change({});
  }

  /** @param {import('../../../sdk/types/protocol.d.ts').Invitee[]} people */
  make(people) {
    if (this.isRunning || this.job) return;
    const { draft } = this;
    this.job = creation((first) => bodyOf(draft, first), people, newKey);
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
}
