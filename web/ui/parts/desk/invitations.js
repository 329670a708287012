// The invitations of a session: found by name and role, copied, renewed, revoked, chosen to be printed.
import { ROLES } from '../../desk_people.js';
import { h } from '../../dom.js';
import { RostrumElement } from '../../element.js';
import { dateTimeText } from '../../format.js';
import { t } from '../../i18n.js';
import { createOrdered, nameOrder } from '../../name_order.js';
import { newKey } from '../../once.js';
import { drawChoice } from '../choice.js';
import { confirmed } from '../dialogs.js';
import { drawNameOrder } from '../name_order.js';
import { copy, copyLinks } from './copy.js';
import { drawButton, drawField, problemText } from './help.js';

/** @typedef {import('../../desk_http.js').InvitationLine} InvitationLine */

/** So many are drawn at first, and with each further press. */
const SHOWN = 100;

/** Given `desk`, `lines`, `changed`, `print` and `venueName`. */
class DeskInvitations extends RostrumElement {
  constructor() {
    super();
    /** @type {import('../../desk_http.js').Desk} */
    this.desk = /** @type {any} */ (null);
    /** @type {InvitationLine[]} */
    this.lines = [];
    /** @type {(lines: InvitationLine[]) => void} */
    this.changed = () => {};
    /** @type {(lines: InvitationLine[]) => void} */
    this.print = () => {};
    /** @type {(venue: number | null | undefined) => string} */
    this.venueName = () => '';
    this.session = decodeURIComponent(location.pathname.split('/')[2]);
    this.search = '';
    this.roleFound = '';
    this.shown = SHOWN;
    /** @type {Set<number>} */
    this.chosen = new Set();
    this.inOrder = createOrdered();
    this.news = '';
    /** Whose row says what was done, for the news may be far above it. @type {{participant: number, text: string, isRenewed: boolean} | null} */
    this.told = null;
    this.problem = '';
  }

  entered() {
    this.listen(window, 'rostrum-settings');
  }

  /** Everybody, in the order that was chosen: on the screen, on paper and in the table that is copied. */
  get ordered() {
    return this.inOrder(this.lines, nameOrder());
  }

  get found() {
    const search = this.search.trim().toLowerCase();
    return this.ordered.filter(({ name, sector, role }) =>
      (!this.roleFound || role === this.roleFound) && (!search || `${name} ${sector || ''}`.toLowerCase().includes(search)));
  }

  /** What is done to many is done to those who are chosen, or else to all who are found; without a link there is nothing to do. */
  get meant() {
    const lines = this.chosen.size > 0 ? this.ordered.filter(({ participant }) => this.chosen.has(participant)) : this.found;
    return lines.filter(({ url }) => url);
  }

  /** @param {string} news @param {DeskInvitations['told']} [told] */
  tell(news, told = null) {
    this.news = news;
    this.told = told;
    this.problem = '';
    this.update();
  }

  /** @param {InvitationLine} line */
  async copyLink({ participant, name, url }) {
    const told = { participant, text: t('desk.copied'), isRenewed: false };
    if (await copy(t('desk.link_of', { name }), url || '')) this.tell(t('desk.copied_link', { name }), told);
  }

  async copyTable() {
    const lines = this.meant;
    if (await copyLinks(lines, this.venueName)) this.tell(t('desk.copied_table', { count: lines.length }));
  }

  /** @param {InvitationLine} line @param {'renew' | 'revoke'} what */
  async order(line, what) {
    const { participant, name } = line;
    if (!(await confirmed(t(`desk.${what}_title`, { name }), t(`desk.${what}_explained`), t(`desk.${what}`)))) return;
    try {
      const order = what === 'renew' ? { renew: participant } : { revoke: participant };
      const { invitations } = await this.desk.order(this.session, order, newKey());
      const made = invitations.find((each) => each.participant === participant);
      const { url, until, revoked, ...person } = line;
      const now = made ? { ...person, url: made.url, until: made.until } : { ...person, revoked: true };
      this.chosen.delete(made ? 0 : participant);
      this.changed(this.lines.map((each) => (each.participant === participant ? now : each)));
      this.tell(t(`desk.${what}_done`, { name }), made ? { participant, text: t('desk.renewed'), isRenewed: true } : null);
    } catch (problem) {
      this.news = '';
      this.told = null;
      this.problem = problemText(problem);
      this.update();
    }
  }

  /** @param {number[]} participants @param {boolean} isChosen */
  choose(participants, isChosen) {
    participants.forEach((each) => (isChosen ? this.chosen.add(each) : this.chosen.delete(each)));
    this.update();
  }

  draw() {
    const { found, meant } = this;
    const shown = found.slice(0, this.shown);
    return h('section', { class: 'stack', 'aria-labelledby': 'invitations-title' },
      h('h2', { id: 'invitations-title' }, t('desk.invitations')),
      h('div', { class: 'filters' },
        drawField({
          id: 'search', label: t('desk.search'), type: 'search', value: this.search,
          oninput: (/** @type {any} */ event) => {
            this.search = event.target.value;
            this.update();
          },
        }),
        drawChoice({
          id: 'role', label: t('desk.column.role'), value: this.roleFound, options: [['', t('desk.all_roles')], ...ROLES.map(optionOf)],
          choose: (role) => {
            this.roleFound = role;
            this.update();
          },
        }),
        drawNameOrder('invitations-order')),
      h('div', { class: 'controls' },
        meant.length > 0 && drawButton(t('desk.copy_table', { count: meant.length }), () => this.copyTable(), { key: 'copy' }),
        meant.length > 0 && drawButton(t('desk.print_codes', { count: meant.length }), () => this.print(meant), { key: 'print' })),
      h('p', { role: 'status', class: 'hint', key: 'found' }, t('desk.found', { found: found.length, chosen: this.chosen.size })),
      h('p', { role: 'status', class: 'news', key: 'news' }, this.news),
      h('div', { role: 'alert' }, this.problem && h('p', { class: 'alert' }, this.problem)),
      found.length > 0 && this.drawTable(shown, found),
      shown.length < found.length && h('p', null, h('button', {
        type: 'button',
        onclick: () => {
          this.shown += SHOWN;
          this.update();
        },
      }, t('desk.show_more', { count: found.length - shown.length }))));
  }

  /** @param {InvitationLine[]} shown @param {InvitationLine[]} found */
  drawTable(shown, found) {
    const numbers = found.filter(({ url }) => url).map(({ participant }) => participant);
    const isAll = numbers.length > 0 && numbers.every((each) => this.chosen.has(each));
    return h('table', { class: 'table stacking' },
      h('thead', null, h('tr', null,
        h('th', { scope: 'col' }, h('label', { class: 'choose-all' },
          h('input', {
            type: 'checkbox', checked: isAll,
            onchange: (/** @type {any} */ event) => this.choose(numbers, event.target.checked),
          }), ' ', h('span', { class: 'unseen' }, t('desk.choose_all')))),
        ...['name', 'role', 'sector', 'venue', 'state', 'actions'].map((column) =>
          h('th', { key: column, scope: 'col' }, t(`desk.column.${column}`))))),
      h('tbody', null, ...shown.map((line) => this.drawLine(line))));
  }

  /** @param {InvitationLine} line */
  drawLine(line) {
    const { participant, name, role, sector, venue, url, until } = line;
    const told = this.told && this.told.participant === participant ? this.told : null;
    const whose = sector ? `${name} · ${sector}` : name;
    return h('tr', { key: participant },
      h('td', { key: 'choice' }, url && h('input', {
        type: 'checkbox', 'aria-label': t('desk.choose', { name: whose }), checked: this.chosen.has(participant),
        onchange: (/** @type {any} */ event) => this.choose([participant], event.target.checked),
      })),
      h('th', { scope: 'row' }, name),
      h('td', { key: 'role' }, t(`role.${role}`)),
      h('td', { key: 'sector' }, sector),
      h('td', { key: 'venue' }, this.venueName(venue)),
      h('td', { key: 'state' }, url && until ? t('desk.valid', { at: dateTimeText(until) }) : h('span', { class: 'warning' }, t('desk.revoked')),
        told && h('p', { class: 'news', key: 'told' }, told.text)),
      h('td', { key: 'actions' }, h('div', { class: 'controls' },
        url && drawButton(t('desk.copy_link'), () => this.copyLink(line), { of: whose, key: 'copy', class: told && told.isRenewed ? 'primary' : null }),
        drawButton(t('desk.renew'), () => this.order(line, 'renew'), { of: whose, key: 'renew' }),
        url && drawButton(t('desk.revoke'), () => this.order(line, 'revoke'), { of: whose, key: 'revoke' }))));
  }
}

/** @type {(role: string) => [string, string]} */
const optionOf = (role) => [role, t(`role.${role}`)];

customElements.define('rostrum-desk-invitations', DeskInvitations);
