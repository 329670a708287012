// Choosing one person of the session in a form: a search, and those whom it finds.
import { h } from '../../dom.js';
import { RostrumElement } from '../../element.js';
import { t } from '../../i18n.js';
import { drawPerson } from '../person.js';
import { findPeople } from './people_search.js';
import { SPEAKING_ROLES } from '../../kinds.js';
import { requestsOf } from '../../standing.js';
import { useLaterStyles } from '../../styles.js';

useLaterStyles();

/** More than so many are a reason to type on, not to scroll. */
const SHOWN_MAX = 20;

/** Given `room`, and `venue` where only its other people are asked for; its form gets `participant`. Offers those who may have the floor. */
class PersonChoice extends RostrumElement {
  constructor() {
    super();
    /** @type {number | null | undefined} */
    this.venue = undefined;
  }

  entered() {
    /** @type {import('./people_search.js').ParticipantLine[] | null} */
    this.people = null;
    this.typed = '';
    this.chosen = 0;
    this.load();
  }

  async load() {
    try {
      const { me } = this.room;
      const isHere = (/** @type {import('./people_search.js').ParticipantLine} */ { participant, venue }) =>
        !this.venue || (venue === this.venue && !(me && participant === me.participant));
      this.people = (await this.room.people()).filter((person) => SPEAKING_ROLES.includes(person.role) && isHere(person));
    } catch (error) {
      this.people = [];
      this.room.refused(/** @type {any} */ (error).code);
    }
    this.update();
  }

  draw() {
    return [
      h('div', { class: 'field' },
        h('label', { for: 'person-search' }, t('console.person_search')),
        h('input', {
          id: 'person-search', type: 'search', autocomplete: 'off',
          oninput: (/** @type {any} */ event) => this.search(event.target.value),
          onkeydown: (/** @type {KeyboardEvent} */ event) => this.keyDown(event),
        })),
      this.people ? this.drawFound(this.people) : h('p', { class: 'hint', role: 'status' }, t('loading')),
    ];
  }

  /** @param {import('./people_search.js').ParticipantLine[]} people */
  drawFound(people) {
    const found = findPeople(people, this.typed || '', (person) => originOf(this.room, person));
    // Whoever is chosen stays in sight, whatever is typed then.
    const shown = found.slice(0, SHOWN_MAX);
    const chosen = people.find(({ participant }) => participant === this.chosen);
    if (chosen && !shown.includes(chosen)) shown.unshift(chosen);
    return h('fieldset', { class: 'people-found' },
      h('legend', null, t('console.person')),
      h('p', { class: 'hint', role: 'status' }, t('console.found', { count: found.length })),
      ...shown.map((person) => h('label', { key: person.participant, class: 'choice' },
        h('input', {
          type: 'radio', name: 'participant', value: String(person.participant), required: true,
          onchange: () => this.choose(person.participant),
        }), ' ', h('span', null, drawPerson(this.room, person),
          isWaiting(this.room, person) && h('span', { class: 'badge' }, t('console.asked'))))));
  }

  /** @param {KeyboardEvent} event */
  keyDown(event) {
    if (event.isComposing) return;
    // Enter is for the list here; the form is sent by its button.
    if (event.key === 'Enter') event.preventDefault();
    if (event.key !== 'Escape') return;
    // A browser would only empty the field.
    event.preventDefault();
    const dialog = this.closest('dialog');
    if (dialog) dialog.close();
  }

  /** @param {string} typed */
  search(typed) {
    this.typed = typed;
    this.update();
  }

  /** @param {number} participant */
  choose(participant) {
    this.chosen = participant;
    this.update();
  }
}

/** Whether somebody asked already, or was asked for. @type {(room: import('../../room.js').Room, person: import('./people_search.js').ParticipantLine) => boolean} */
const isWaiting = ({ view }, { participant }) =>
  Boolean(view) && requestsOf(/** @type {any} */ (view), participant).some(({ state }) => ['waiting', 'called', 'ready'].includes(state));

/**
 * What a person is searched by beside the name.
 * @type {(room: import('../../room.js').Room, person: import('./people_search.js').ParticipantLine) => string}
 */
export function originOf({ view }, { sector, venue, role }) {
  const place = venue && view && view.venues[venue];
  return [sector, place && place.name, t(`role.${role}`)].filter(Boolean).join(' ');
}

customElements.define('rostrum-person-choice', PersonChoice);
