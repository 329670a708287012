// Invitations on paper: a card for each person, eight to a page, with a code that a phone reads.
import { CODES_PER_CALL_MAX } from '../../desk_http.js';
import { h } from '../../dom.js';
import { RostrumElement } from '../../element.js';
import { dateTimeText } from '../../format.js';
import { t } from '../../i18n.js';
import { problemText } from './help.js';

/** @typedef {import('../../desk_http.js').InvitationLine} InvitationLine */
/** @typedef {import('../../desk_http.js').Code} Code */

/**
 * `leave` goes back to where the sheet was asked for.
 * `startsAt` where that is known.
 * @typedef {{title: string, startsAt?: string | null, lines: InvitationLine[], venueName: (venue: number | null | undefined) => string, leave: () => void}} Sheet
 */

const CARDS_PER_PAGE = 8;
/** Modules without which a reader does not see where the code ends. */
const QUIET = 4;

/** Given `desk` and `sheet`. */
class DeskSheet extends RostrumElement {
  constructor() {
    super();
    /** @type {import('../../desk_http.js').Desk} */
    this.desk = /** @type {any} */ (null);
    /** @type {Sheet} */
    this.sheet = /** @type {any} */ (null);
    /** @type {Code[]} in the order of the lines */
    this.codes = [];
    this.problem = '';
    this.isLoading = false;
  }

  entered() {
    this.load();
  }

  async load() {
    if (this.isLoading) return;
    this.isLoading = true;
    this.problem = '';
    const { lines } = this.sheet;
    try {
      while (this.codes.length < lines.length && this.isConnected) {
        const part = lines.slice(this.codes.length, this.codes.length + CODES_PER_CALL_MAX);
        const { codes } = await this.desk.codes(part.map(({ url }) => url || ''));
        this.codes = [...this.codes, ...codes];
        this.update();
      }
    } catch (problem) {
      this.problem = problemText(problem);
    }
    this.isLoading = false;
    this.update();
  }

  draw() {
    const { lines, leave } = this.sheet;
    const isWhole = this.codes.length === lines.length;
    /** @type {InvitationLine[][]} */
    const pages = [];
    // Nothing is drawn before everything is there: half a sheet must not be printed.
    for (let from = 0; isWhole && from < lines.length; from += CARDS_PER_PAGE) pages.push(lines.slice(from, from + CARDS_PER_PAGE));
    return [
      h('div', { class: 'stack unprinted', key: 'tools' },
        h('h1', { tabindex: -1 }, t('desk.sheet', { count: lines.length })),
        h('p', { class: 'hint' }, t('desk.sheet_explained')),
        h('div', { class: 'controls' },
          isWhole && h('button', { type: 'button', class: 'primary', key: 'print', onclick: () => print() }, t('desk.print')),
          this.problem && h('button', { type: 'button', key: 'again', onclick: () => this.load() }, t('desk.again')),
          h('button', { type: 'button', key: 'leave', onclick: leave }, t('desk.leave_sheet'))),
        h('div', { role: 'alert' }, this.problem && h('p', { class: 'alert' }, this.problem)),
        h('p', { role: 'status', class: 'hint' }, !isWhole && t('desk.making_codes', { done: this.codes.length, count: lines.length }))),
      ...pages.map((page, index) => h('div', { class: 'sheet', key: index },
        ...page.map((line, place) => this.drawCard(line, this.codes[index * CARDS_PER_PAGE + place])))),
    ];
  }

  /** @param {InvitationLine} line @param {Code} code */
  drawCard({ participant, name, role, sector, venue, url }, code) {
    const { title, startsAt, venueName } = this.sheet;
    return h('article', { class: 'invitation', key: participant, 'aria-label': name },
      drawCode(code, t('desk.code_of', { name })),
      h('div', { class: 'invitation-text' },
        h('p', { class: 'invitation-title' }, title),
        startsAt && h('p', { class: 'invitation-how', key: 'time' }, t('desk.starts', { at: dateTimeText(startsAt) })),
        h('p', { class: 'invitation-name' }, name),
        h('p', null, [t(`role.${role}`), sector, venueName(venue)].filter(Boolean).join(' · ')),
        h('p', { class: 'invitation-how' }, t(role === 'display' ? 'desk.how_to_show' : 'desk.how_to_join'))),
      h('p', { class: 'invitation-link' }, url));
  }
}

/** @type {(code: Code, name: string) => import('../../types.d.ts').Drawn} */
function drawCode({ size, path }, name) {
  const whole = size + 2 * QUIET;
  return h('svg', { class: 'code', viewBox: `${-QUIET} ${-QUIET} ${whole} ${whole}`, role: 'img', 'aria-label': name, 'shape-rendering': 'crispEdges' },
    h('rect', { x: -QUIET, y: -QUIET, width: whole, height: whole, fill: '#fff' }),
    h('path', { d: path, fill: '#000' }));
}

customElements.define('rostrum-desk-sheet', DeskSheet);
