// The list of people to invite: pasted, typed or from a file, with what becomes of each line before anybody is invited.
import { rowsOf } from '../../desk_cells.js';
import { peopleOf, textOfPeople } from '../../desk_columns.js';
import { stillLeftOut } from '../../desk_left_out.js';
import { PEOPLE_MAX, missingVenues, sorted, taken } from '../../desk_people.js';
import { h } from '../../dom.js';
import { RostrumElement } from '../../element.js';
import { t } from '../../i18n.js';
import { confirmed } from '../dialogs.js';
import { drawButton, drawField } from './help.js';
import { askLine } from './mend.js';
import { SHOWN, drawPeopleTable, peopleWords, shownOf } from './people.js';
import { newsOf, problemOf, saveTemplate, tableIn } from './roster_file.js';

/** @typedef {import('../../desk_people.js').PersonLine} PersonLine */
/** @typedef {{people: string, leftOut: number[]}} People */

/** Venues that can be added by one press each. */
const OFFERED_MAX = 5;
/** Of each kind of line, with each press. */
const SHOWN_MORE = 1000;

/** Given `people`, its `lines`, `venues` by name, `missing`, `changed`, and `addVenue` where venues can still be made. */
class DeskRoster extends RostrumElement {
  constructor() {
    super();
    /** @type {People} */
    this.people = { people: '', leftOut: [] };
    /** @type {PersonLine[]} */
    this.lines = [];
    /** @type {string[]} */
    this.venues = [];
    /** @type {import('../../desk_people.js').Finding[]} */
    this.missing = [];
    /** @type {(people: People) => void} */
    this.changed = () => {};
    /** @type {((name: string) => void) | null} */
    this.addVenue = null;
    /** What became of the file: made when it is drawn, for the language may change. @type {(() => string) | null} */
    this.news = null;
    /** @type {(() => string) | null} */
    this.problem = null;
    this.isOver = false;
    this.shown = SHOWN;
    /** @type {PersonLine[] | null} the lines that something was done to; then the focus goes on */
    this.done = null;
  }

  entered() {
    // Beside the list too: a file that a browser opens instead takes the page away.
    this.listen(document, 'dragover', (event) => this.dragOver(event));
    this.listen(document, 'dragleave', ({ relatedTarget }) => relatedTarget || this.showOver(false));
    this.listen(document, 'drop', (event) => this.drop(event));
  }

  /** @param {File | null | undefined} file */
  async take(file) {
    if (!file) return;
    const table = await tableIn(file);
    [this.news, this.problem] = [null, null];
    if ('problem' in table) {
      this.problem = () => problemOf(file, table);
    } else if (this.lines.length === 0 || (await confirmed(t('desk.file.replace'), t('desk.file.replace_explained', { count: this.lines.length }), t('desk.file.replace')))) {
      const read = peopleOf(table.rows, peopleWords().titles);
      this.news = () => newsOf(file, table, read);
      this.done = this.lines;
      this.shown = SHOWN;
      this.changed({ people: textOfPeople(read.people), leftOut: [] });
    }
    this.update();
  }

  /** Lines that were left out stay so, wherever they stand now. @param {string} text */
  rewrite(text) {
    const { leftOut, undone } = stillLeftOut(this.people.people, text, this.people.leftOut);
    if (undone > 0) this.news = () => t('desk.people.undone', { count: undone });
    this.changed({ people: text, leftOut });
  }

  /** @param {PersonLine} line */
  async mend(line) {
    const mended = await askLine(line, this.venues);
    if (!mended) return;
    // The others keep their lines, so that these are still those of the file.
    const { people } = peopleOf(rowsOf(this.people.people), peopleWords().titles);
    const text = textOfPeople(people.map((row) => (row.line === mended.line ? mended : row)));
    if (text === this.people.people) return;
    this.done = this.lines;
    this.changed({ ...this.people, people: text });
  }

  /** @type {(lines: PersonLine[], isLeftOut: boolean) => void} */
  leaveOut(lines, isLeftOut) {
    const meant = new Set(lines.map(({ line }) => line));
    const others = this.people.leftOut.filter((line) => !meant.has(line));
    this.done = this.lines;
    this.changed({ ...this.people, leftOut: isLeftOut ? [...others, ...meant] : others });
  }

  /** The focus goes to the first of them, for the button may be gone. */
  showMore() {
    const before = new Set(shownOf(this.lines, this.shown));
    this.shown += SHOWN_MORE;
    this.drawNow();
    const first = shownOf(this.lines, this.shown).findIndex((line) => !before.has(line));
    const row = this.querySelectorAll('.roster-table tbody tr')[first];
    const button = row && row.querySelector('button');
    if (button) button.focus();
  }

  /** Leads to what is to be mended next, or to what has become of all. */
  drawNow() {
    super.drawNow();
    if (!this.done || this.done === this.lines) return;
    this.done = null;
    const next = /** @type {HTMLElement | null} */ (this.querySelector('.line-wrong .mend') || this.querySelector('.roster-counts'));
    if (next) next.focus();
  }

  draw() {
    const { people, lines } = this;
    const { wrong } = sorted(lines);
    const isTooMany = taken(lines).length > PEOPLE_MAX;
    return h('div', { class: this.isOver ? 'stack roster roster-over' : 'stack roster' },
      h('div', { class: 'roster-file' },
        drawField({
          id: 'people-file', type: 'file', accept: '.csv,.tsv,.txt,text/csv,text/plain', label: t('desk.file.label'), hint: t('desk.file.hint'),
          onchange: (/** @type {any} */ { target }) => this.take(target.files[0]).finally(() => Object.assign(target, { value: '' })),
        }),
        drawButton(t('desk.file.template'), saveTemplate)),
      h('p', { role: 'status', class: 'news' }, this.news && this.news()),
      h('div', { role: 'alert' }, this.problem && h('p', { class: 'alert' }, this.problem())),
      drawField({
        id: 'people', tag: 'textarea', rows: 8, label: t('desk.people.label'), hint: t('desk.people.hint'), value: people.people, spellcheck: 'false',
        placeholder: t('desk.people.example'),
        fault: isTooMany ? t('desk.people.too_many', { max: PEOPLE_MAX }) : wrong.length > 0 ? t('desk.people.wrong', { count: wrong.length }) : undefined,
        oninput: (/** @type {any} */ event) => this.rewrite(event.target.value),
      }),
      this.missing.length > 0 && h('ul', { class: 'warnings', key: 'missing' }, ...this.missing.map(({ code }) => h('li', { key: code }, t(`desk.finding.${code}`)))),
      lines.length > 0 && this.drawFindings());
  }

  drawFindings() {
    const { lines, venues, addVenue } = this;
    const { wrong, leftOut, twice } = sorted(lines);
    const shown = shownOf(lines, this.shown);
    const more = shownOf(lines, this.shown + SHOWN_MORE).length - shown.length;
    const counts = { all: lines.length, ready: taken(lines).length - wrong.length, wrong: wrong.length, left: leftOut.length };
    return h('div', { key: 'findings', class: 'stack' },
      h('p', { class: 'roster-counts', role: 'status', tabindex: -1 }, t('desk.people.counts', counts)),
      !addVenue && missingVenues(lines).length > 0 && h('p', { class: 'hint', key: 'venues' }, t('desk.venue_gone')),
      h('div', { class: 'controls' },
        addVenue && missingVenues(lines).slice(0, OFFERED_MAX).map(([name, count]) =>
          drawButton(t('desk.people.add_venue', { name, count }), () => addVenue(name), { key: `venue ${name}` })),
        wrong.length > 0 && drawButton(t('desk.people.leave_out_wrong', { count: wrong.length }), () => this.leaveOut(wrong, true), { key: 'wrong' }),
        twice.length > 0 && drawButton(t('desk.people.leave_out_twice', { count: twice.length }), () => this.leaveOut(twice, true), { key: 'twice' }),
        leftOut.length > 0 && drawButton(t('desk.people.put_back_all', { count: leftOut.length }), () => this.leaveOut(leftOut, false), { key: 'back' })),
      drawPeopleTable({ lines, shown, venues, mend: (line) => this.mend(line), leaveOut: (meant, isLeftOut) => this.leaveOut(meant, isLeftOut) }),
      more > 0 && h('p', { key: 'more' }, drawButton(t('desk.people.show_more', { count: more }), () => this.showMore())));
  }

  /** @param {DragEvent} event */
  dragOver(event) {
    // Words that are dragged go where the browser puts them.
    if (!event.dataTransfer || !event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    this.showOver(true);
  }

  /** @param {boolean} isOver */
  showOver(isOver) {
    if (isOver !== this.isOver) this.update();
    this.isOver = isOver;
  }

  /** @param {DragEvent} event */
  drop(event) {
    this.showOver(false);
    if (!event.dataTransfer || event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    this.take(event.dataTransfer.files[0]);
  }
}

customElements.define('rostrum-desk-roster', DeskRoster);
