// Watches for what waits for whoever looks at another part of the page, and for what others did to his words in the record.
import { loadCommitments, offersOf } from '../commitments.js';
import { RostrumElement } from '../element.js';
import { t } from '../i18n.js';
import { namesOf } from '../names.js';
import { linesOf } from '../lines.js';

/** Pages that all ask at once after something was promised would be a storm. */
const SPREAD_MS = 2000;

/** Given `room`, whose event `waiting` it tells with how much there is to do, by tab, whenever that has changed. Shows nothing itself. */
class Watch extends RostrumElement {
  constructor() {
    super();
    /** @type {import('../commitments.js').CommitmentLine[]} */
    this.lines = [];
    /** @type {Record<string, number> | null} what was told last */
    this.waiting = null;
  }

  entered() {
    this.hidden = true;
    this.listen(this.room, 'change', () => this.look());
    this.listen(this.room, 'gap', () => this.loadSoon());
    this.listen(this.room, 'entry', ({ detail }) => this.hear(detail));
    this.load();
  }

  async load() {
    const { room } = this;
    try {
      if (room.view && room.view.counts.commitments) this.lines = (await loadCommitments(room.http, room.session)).commitments;
    } catch {
      // The next entry about one asks again; meanwhile its tab shows it.
    }
    this.look();
  }

  loadSoon() {
    const timer = setTimeout(() => this.load(), Math.random() * SPREAD_MS);
    this.leaving.push(() => clearTimeout(timer));
  }

  /** @param {import('../../sdk/types/index.d.ts').MessageOf<'event'>} event */
  hear({ by, entry }) {
    const { me } = this.room;
    if (!me) return;
    const isMine = (/** @type {number | null | undefined} */ verifier) => (verifier ? verifier === me.participant : this.room.may('reopen_commitment'));
    switch (entry.type) {
      case 'commitment_recorded':
        if (isMine(entry.asked_by)) this.loadSoon();
        break;
      case 'commitment_reported':
      case 'commitment_verified':
      case 'commitment_reopened': {
        const line = this.lines.find(({ commitment }) => commitment === entry.commitment);
        if (!line || isMine(line.verifier)) this.loadSoon();
        break;
      }
      case 'statement_revised':
        if (by !== me.participant) this.tellRevised(entry.statement, by, me.participant);
        break;
      default:
    }
  }

  /** Whose words were corrected by somebody else is told, as far as the page knows the record. @type {(statement: number, by: number | null | undefined, me: number) => Promise<void>} */
  async tellRevised(statement, by, me) {
    await namesOf(this.room, [by]);
    for (const line of linesOf(this.room.record.entries)) {
      const own = 'turn' in line && line.past.speaker === me && line.statements.find((each) => each.statement === statement);
      if (own) this.room.notify('news', t(own.wasConfirmed ? 'waiting.revised_confirmed' : 'waiting.revised', { name: this.room.roster.name(by) }), `statement ${statement}`);
    }
  }

  look() {
    const { view, me } = this.room;
    if (!view || !me) return;
    const isModerator = this.room.may('reopen_commitment');
    const verifies = (/** @type {import('../commitments.js').CommitmentLine} */ line) =>
      line.state === 'reported' && offersOf(line, { participant: me.participant, isModerator }).includes('verify');
    const threads = this.room.may('approve_post') && view.session.phase !== 'sealed' ? Object.values(view.threads).reduce((sum, { waiting }) => sum + (waiting || 0), 0) : 0;
    this.tell({ threads, commitments: this.lines.filter(verifies).length });
  }

  /** @param {Record<string, number>} waiting */
  tell(waiting) {
    // Whoever comes when something waits already is told, too.
    const before = this.waiting || {};
    const isMore = (/** @type {string} */ tab) => waiting[tab] > (before[tab] || 0);
    if (this.waiting && Object.keys(waiting).every((tab) => waiting[tab] === before[tab])) return;
    this.waiting = waiting;
    if (isMore('threads')) this.room.notify('news', t('waiting.threads', { count: waiting.threads }), 'waiting threads');
    if (isMore('commitments')) this.room.notify('news', t('waiting.commitments', { count: waiting.commitments }), 'waiting commitments');
    this.room.tell('waiting', waiting);
  }
}

customElements.define('rostrum-watch', Watch);
