// Who belongs to the session: found by name, given another role, removed, invited.
import { createAttendance } from '../../attendance.js';
import { h } from '../../dom.js';
import { t } from '../../i18n.js';
import { createOrdered, nameOrder } from '../../name_order.js';
import { askForm, confirmed } from '../dialogs.js';
import { drawNameOrder } from '../name_order.js';
import { drawPerson } from '../person.js';
import { drawReason, drawSelect, textOf } from './fields.js';
import { invite, renew } from './invite.js';
import { ConsolePart, drawControl, drawFurther } from './part.js';
import { findPeople } from './people_search.js';
import { originOf } from './person_choice.js';

/** @typedef {import('./people_search.js').ParticipantLine} ParticipantLine */
/** @typedef {import('../../../sdk/types/protocol.d.ts').Role} Role */

export const ROLES = /** @type {const} */ (['chair', 'clerk', 'member', 'respondent', 'operator', 'captioner', 'observer', 'display']);
const PAGE = 50;
/** So many people at most go into one entry. */
const SIGNED_IN_MAX = 500;

class PeoplePart extends ConsolePart {
  entered() {
    super.entered();
    /** @type {Map<number, ParticipantLine> | null} */
    this.people = null;
    /** @type {ParticipantLine[]} the same, as long as nobody comes or goes */
    this.listed = [];
    this.inOrder = createOrdered();
    this.typed = '';
    this.shown = PAGE;
    this.listen(window, 'rostrum-settings');
    this.attendance = createAttendance(this.room, () => this.update());
    this.leaving.push(this.attendance.begin());
    this.listen(this.room, 'entry', ({ detail }) => this.apply(detail.entry));
    this.load();
  }

  async load() {
    try {
      this.people = new Map((await this.room.people()).map((person) => [person.participant, person]));
      this.listed = [...this.people.values()];
    } catch (error) {
      this.room.refused(/** @type {any} */ (error).code);
    }
    this.update();
  }

  /** Keeps the list as it was loaded up to date. @param {import('../../../sdk/types/protocol.d.ts').Entry} entry */
  apply(entry) {
    if (!this.people) return;
    if (entry.type === 'participants_invited') {
      for (const person of entry.participants) this.people.set(person.participant, person);
    } else if (entry.type === 'role_changed') {
      const person = this.people.get(entry.participant);
      if (person) this.people.set(entry.participant, { ...person, role: entry.role });
    } else if (entry.type === 'participant_removed') {
      this.people.delete(entry.participant);
    } else {
      return;
    }
    this.listed = [...this.people.values()];
    this.update();
  }

  draw() {
    const { view } = this.room;
    if (!view) return null;
    const isSealed = view.session.phase === 'sealed';
    return h('section', { class: 'people', 'aria-labelledby': 'people-title' },
      h('h2', { id: 'people-title' }, t('console.people')),
      // Of a sealed session the units that answer for its commitments may still be told.
      h('p', { class: 'controls' }, drawControl(this, { name: 'invite', text: t(isSealed ? 'console.invite_owner' : 'console.invite'), act: () => invite(this.conduct) })),
      h('div', { class: 'field' },
        h('label', { for: 'people-search' }, t('console.people_search')),
        h('input', { id: 'people-search', type: 'search', autocomplete: 'off', oninput: (/** @type {any} */ event) => this.search(event.target.value) })),
      drawNameOrder('people-order'),
      this.people && this.listed && this.inOrder ? this.drawList(this.inOrder(this.listed, nameOrder()), isSealed) : h('p', { class: 'hint', role: 'status' }, t('loading')));
  }

  /** @type {(people: ParticipantLine[], isSealed: boolean) => import('../../types.d.ts').Drawn} */
  drawList(people, isSealed) {
    const found = findPeople(people, this.typed || '', (person) => originOf(this.room, person));
    const shown = this.shown || PAGE;
    const missing = found.filter(({ participant, role }) => role !== 'owner' && this.attendance && !this.attendance.there.has(participant));
    return h('div', null,
      h('p', { class: 'hint', role: 'status' }, t('console.found', { count: found.length })),
      this.typed && missing.length > 1 && !isSealed && h('p', { class: 'controls' }, drawControl(this, {
        name: 'sign_in found', text: t('console.sign_in_found', { count: missing.length }), act: () => this.signIn(missing),
      })),
      h('ul', { class: 'plain-list' }, ...found.slice(0, shown).map((person) => this.drawLine(person, isSealed))),
      found.length > shown && h('button', { type: 'button', onclick: () => this.showMore() }, t('console.more')));
  }

  /** @type {(person: ParticipantLine, isSealed: boolean) => import('../../types.d.ts').Drawn} */
  drawLine(person, isSealed) {
    const { participant, name, role } = person;
    const isThere = Boolean(this.attendance && this.attendance.there.has(participant));
    const takesPart = role !== 'owner';
    const canSignIn = takesPart && !isThere && this.room.view && ['draft', 'open', 'recess'].includes(this.room.view.session.phase);
    return h('li', { key: participant, class: 'person-line' },
      h('p', null, drawPerson(this.room, person), h('span', { class: 'badge' }, t(`role.${role}`)),
        takesPart && h('span', { class: isThere ? 'badge badge-there' : 'badge' }, t(isThere ? 'console.is_there' : 'console.is_not_there'))),
      !isSealed && drawFurther(name, [
        canSignIn && drawControl(this, { name: `sign_in ${participant}`, text: t('console.sign_in'), about: name, act: () => this.conduct.send({ type: 'sign_in', participants: [participant] }) }),
        takesPart && drawControl(this, { name: `role ${participant}`, text: t('console.change_role'), about: name, act: () => this.changeRole(person) }),
        drawControl(this, { name: `renew ${participant}`, text: t('console.renew'), about: name, act: () => renew(this.conduct, person) }),
        drawControl(this, { name: `remove ${participant}`, text: t('console.remove'), about: name, act: () => this.removePerson(person) }),
      ]));
  }

  /** Signs in all who were found, such as those of a venue. @param {ParticipantLine[]} people */
  async signIn(people) {
    const text = t('console.sign_in_found', { count: people.length });
    if (!(await confirmed(text, people.map(({ name }) => name).join(t('rules.separator')), t('console.sign_in')))) return;
    for (let from = 0; from < people.length; from += SIGNED_IN_MAX) {
      const participants = people.slice(from, from + SIGNED_IN_MAX).map(({ participant }) => participant);
      if (!(await this.conduct.send({ type: 'sign_in', participants }))) return;
    }
  }

  /** @param {string} typed */
  search(typed) {
    this.typed = typed;
    this.shown = PAGE;
    this.update();
  }

  showMore() {
    this.shown = (this.shown || PAGE) + PAGE;
    this.update();
  }

  /** @param {ParticipantLine} person */
  async changeRole({ participant, name, role }) {
    const answer = await askForm(t('console.change_role_title', { name }), t('console.change_role'), [
      drawSelect('role', t('console.role'), ROLES.map((each) => [each, t(`role.${each}`)]), role),
      h('p', { class: 'hint' }, t('console.change_role_explained')),
    ]);
    const next = answer && /** @type {Role} */ (answer.get('role'));
    if (next && next !== role) await this.conduct.send({ type: 'change_role', participant, role: next });
  }

  /** @param {ParticipantLine} person */
  async removePerson({ participant, name }) {
    const answer = await askForm(t('console.remove_title', { name }), t('console.remove'), [
      h('p', null, t('console.remove_explained')), drawReason(''),
    ]);
    if (answer) await this.conduct.send({ type: 'remove', participant, reason: textOf(answer, 'reason') });
  }
}

customElements.define('rostrum-console-people', PeoplePart);
