// What a venue's operator does for the people in the room: signs them in, asks for them, and speaks for their requests.
import { h } from '../dom.js';
import { RostrumElement } from '../element.js';
import { createAttendance } from '../attendance.js';
import { askerOf } from '../history.js';
import { t } from '../i18n.js';
import { floorTurn, itemToAskOn } from '../standing.js';
import { askFor } from './console/ask_for.js';
import './countdown.js';
import './requests.js';
import { useLaterStyles } from '../styles.js';
import { createUnchanged } from '../unchanged.js';

useLaterStyles();

/** So many people at most go into one entry. */
const SIGNED_IN_MAX = 500;
/** So many of those who were signed in are named. */
const NAMED_MAX = 10;

/** @typedef {import('../../sdk/types/protocol.d.ts').ParticipantLine} ParticipantLine */

/** Given `room`. */
class Operator extends RostrumElement {
  entered() {
    /** @type {ParticipantLine[] | null} the people of the own venue */
    this.people = null;
    this.unchanged = createUnchanged();
    /** @type {Set<number>} who is ticked */
    this.ticked = new Set();
    this.isSending = false;
    /** @type {ParticipantLine[]} who has just been signed in */
    this.signedIn = [];
    this.attendance = createAttendance(this.room, () => this.update());
    this.leaving.push(this.attendance.begin());
    for (const name of ['change', 'record', 'roster']) this.listen(this.room, name);
    this.listen(this.room, 'entry', ({ detail: { entry } }) => {
      if (['participants_invited', 'participant_removed', 'role_changed'].includes(entry.type)) this.load();
    });
    this.load();
  }

  async load() {
    const { me } = this.room;
    try {
      const fits = (/** @type {ParticipantLine} */ { participant, venue, role }) => Boolean(me && role !== 'owner' && venue && venue === me.venue && participant !== me.participant);
      this.people = (await this.room.people()).filter(fits);
    } catch (error) {
      this.room.refused(/** @type {any} */ (error).code);
    }
    this.update();
  }

  draw() {
    const { view, me } = this.room;
    if (!view || !me) return null;
    const venue = me.venue && view.venues[me.venue];
    const item = itemToAskOn(view);
    return h('section', { class: 'stack', 'aria-labelledby': 'operator-title' },
      h('h2', { id: 'operator-title' }, venue ? t('operator.title', { venue: venue.name }) : t('operator.no_venue')),
      this.drawTurn(view),
      item && h('p', { class: 'controls' }, h('button', { key: 'ask', type: 'button', onclick: () => this.ask(item) }, t('console.ask_for'))),
      h('h3', { key: 'requests' }, t('operator.requests')),
      h('rostrum-requests', { room: this.room, others: true }),
      this.drawPeople());
  }

  /** Ends a speech of somebody for whom one asked. @param {import('../../sdk/types/index.d.ts').View} view */
  drawTurn(view) {
    const turn = floorTurn(view);
    const { me, record } = this.room;
    if (!turn || !me || turn.speaker.participant === me.participant) return null;
    if (askerOf(record.entries, turn.request) !== me.participant) return null;
    return h('p', { class: 'controls', key: `turn ${turn.id}` },
      h('span', { class: 'own-state' }, t('operator.speaking', { name: turn.speaker.name }), ' ', h('rostrum-countdown', { room: this.room, turn: view.turns[turn.id] })),
      h('button', { type: 'button', onclick: () => this.act(() => this.room.send({ type: 'release_floor', expect_turn: turn.id })) },
        t('operator.release', { name: turn.speaker.name })));
  }

  drawPeople() {
    const { people, ticked, attendance, unchanged } = this;
    if (!people || !ticked || !attendance || !unchanged) return h('p', { class: 'hint', role: 'status', key: 'loading' }, t('loading'));
    const missing = people.filter(({ participant }) => !attendance.there.has(participant));
    const chosen = missing.filter(({ participant }) => ticked.has(participant));
    const isAll = missing.length > 0 && chosen.length === missing.length;
    return h('form', { key: 'people', class: 'stack', onsubmit: (/** @type {any} */ event) => this.signIn(event, chosen) },
      h('h3', null, t('operator.sign_in')),
      h('p', { class: 'hint', role: 'status' }, t('operator.there', { there: people.length - missing.length, all: people.length })),
      people.length === 0 && h('p', { class: 'hint' }, t('operator.nobody')),
      missing.length > 0 && h('label', { class: 'choice' },
        h('input', { type: 'checkbox', checked: isAll, onchange: () => this.tick(isAll ? [] : missing) }), ' ', t('operator.all')),
      h('ul', { class: 'plain-list long-list' }, ...people.map((person) => {
        const isThere = attendance.there.has(person.participant);
        const isTicked = ticked.has(person.participant);
        return unchanged(person, [isThere, isTicked], () => h('li', { key: person.participant }, isThere
          ? h('p', { class: 'signed-in' }, h('span', { class: 'tick', 'aria-hidden': 'true' }, '✓'), ' ', person.name, ' ',
            person.sector && h('span', { class: 'origin' }, person.sector), h('span', { class: 'badge badge-there' }, t('operator.is_there')))
          : h('label', { class: 'choice' },
            h('input', { type: 'checkbox', checked: isTicked, onchange: () => this.toggle(person) }),
            ' ', person.name, ' ', person.sector && h('span', { class: 'origin' }, person.sector))));
      })),
      h('p', { class: 'signed-in-news', role: 'status' }, this.signedIn && this.signedIn.length > 0 && signedInText(this.signedIn)),
      missing.length > 0 && h('p', { class: 'hint', key: 'final' }, t('operator.sign_in_final')),
      missing.length > 0 && h('button', { type: 'submit', class: 'primary', 'aria-disabled': (this.isSending || chosen.length === 0) && 'true' },
        t('operator.sign_in_send', { count: chosen.length })));
  }

  /** @param {ParticipantLine[]} people all that are to be ticked */
  tick(people) {
    this.ticked = new Set(people.map(({ participant }) => participant));
    this.update();
  }

  /** @param {ParticipantLine} person */
  toggle({ participant }) {
    const { ticked } = this;
    if (ticked && !ticked.delete(participant)) ticked.add(participant);
    this.update();
  }

  /** @type {(event: Event, chosen: ParticipantLine[]) => Promise<void>} */
  async signIn(event, chosen) {
    event.preventDefault();
    if (chosen.length === 0) return;
    await this.act(async () => {
      this.signedIn = [];
      for (let from = 0; from < chosen.length; from += SIGNED_IN_MAX) {
        const part = chosen.slice(from, from + SIGNED_IN_MAX);
        if ((await this.room.send({ type: 'sign_in', participants: part.map(({ participant }) => participant) })) === null) return;
        this.signedIn = [...this.signedIn, ...part];
      }
      this.ticked = new Set();
    });
  }

  /** @param {number} item */
  ask(item) {
    const { room } = this;
    return askFor({ room, send: (command) => room.send(command) }, item, room.me ? room.me.venue : undefined);
  }

  /** @param {() => Promise<unknown>} act */
  async act(act) {
    if (this.isSending) return;
    this.isSending = true;
    this.update();
    await act();
    this.isSending = false;
    this.update();
  }
}

/** @type {(people: ParticipantLine[]) => string} */
function signedInText(people) {
  const names = people.slice(0, NAMED_MAX).map(({ name }) => name).join(t('rules.separator'));
  return t(people.length > NAMED_MAX ? 'operator.signed_in_many' : 'operator.signed_in', { count: people.length, names });
}

customElements.define('rostrum-operator', Operator);
