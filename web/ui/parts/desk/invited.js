// Who has just been invited, and what is next for them: in the list of everybody they may stand far away.
import { h } from '../../dom.js';
import { RostrumElement } from '../../element.js';
import { t } from '../../i18n.js';
import { copyLinks } from './copy.js';
import { drawButton } from './help.js';

/** @typedef {import('../../desk_http.js').InvitationLine} InvitationLine */

/** So many of them are named. */
const NAMED_MAX = 5;

/** Given `lines`, `print` and `venueName`. */
class DeskInvited extends RostrumElement {
  constructor() {
    super();
    /** @type {InvitationLine[]} */
    this.lines = [];
    /** @type {(lines: InvitationLine[]) => void} */
    this.print = () => {};
    /** @type {(venue: number | null | undefined) => string} */
    this.venueName = () => '';
    /** The links that were copied: a renewed one is another. */
    this.copied = '';
  }

  /** @param {InvitationLine[]} lines */
  async copy(lines) {
    if (await copyLinks(lines, this.venueName)) this.copied = linksOf(lines);
    this.update();
  }

  draw() {
    const { lines } = this;
    const count = lines.length;
    return [
      h('p', { role: 'status', class: 'news' }, count > 0 && t('desk.invited', { count, names: namesOf(lines) })),
      count > 0 && h('p', { key: 'next', class: 'controls' },
        drawButton(t('desk.copy_invited', { count }), () => this.copy(lines)),
        drawButton(t('desk.print_invited', { count }), () => this.print(lines)),
        h('span', { role: 'status', class: 'news' }, this.copied === linksOf(lines) && t('desk.copied'))),
    ];
  }
}

/** @param {InvitationLine[]} lines */
const linksOf = (lines) => lines.map(({ url }) => url).join(' ');

/** @param {InvitationLine[]} lines */
function namesOf(lines) {
  const names = lines.slice(0, NAMED_MAX).map(({ name }) => name).join(t('desk.rule.and'));
  return lines.length > NAMED_MAX ? t('desk.and_others', { names }) : names;
}

customElements.define('rostrum-desk-invited', DeskInvited);
