// Before the session: when it begins, where its pictures and voices are, what to read, who is there, and what holds.
import { h } from '../dom.js';
import { RostrumElement } from '../element.js';
import { currentLanguage, t } from '../i18n.js';
import { calendarOf, linksFor, momentText, untilThen, zoneText } from '../lobby.js';
import { save } from '../save.js';
import { showDialog } from './dialogs.js';
import { showDeviceCheck, useDeviceCheck } from './device_check.js';
import { drawLink, drawLinks } from './links.js';

/** @typedef {import('../types.d.ts').Drawn} Drawn */
/** @typedef {import('../../sdk/types/index.d.ts').View} View */

/** Makes its texts and styles ready. */
export const useLobby = useDeviceCheck;

/** @param {import('../room.js').Room} room */
export async function showLobby(room) {
  await useLobby();
  await showDialog(t('lobby.title'), t('check.done'), [h('rostrum-lobby', { room })]);
}

/** Given `room`. */
class Lobby extends RostrumElement {
  entered() {
    /** @type {number | null} how far the clocks of those who meet are ahead of UTC */
    this.offset = null;
    for (const name of ['change', 'presence']) this.listen(this.room, name);
    const timer = setInterval(() => this.update(), 1000);
    this.leaving.push(() => clearInterval(timer));
    this.room.http.session(this.room.session).then(({ utc_offset_minutes: minutes }) => {
      if (minutes !== undefined) this.offset = minutes;
      this.update();
    }, () => {
      // Then the time stands as the device has it, and says nothing of a zone.
    });
  }

  draw() {
    const { room } = this;
    const { view, me } = room;
    if (!view || !me) return null;
    const { meetings, materials } = linksFor(view, me.venue);
    const { agenda } = view;
    return h('section', { class: 'lobby stack', 'aria-labelledby': 'lobby-title' },
      h('h2', { id: 'lobby-title' }, t('lobby.title')),
      view.session.starts_at ? this.drawTime(view, view.session.starts_at) : h('p', null, t('lobby.no_time')),
      h('p', { class: 'lobby-present' }, t('lobby.present', {
        online: room.presence ? room.presence.online : 0, arrived: view.counts.arrived, all: view.counts.participants - view.counts.screens,
      })),
      ...meetings.map(({ label, url }, index) => h('p', { key: `meeting ${index}`, class: 'lobby-meeting' },
        drawLink(t('lobby.meeting', { label }), url))),
      h('button', { key: 'check', type: 'button', onclick: () => showDeviceCheck(room) }, t('lobby.check')),
      h('h3', null, t('lobby.agenda')),
      h('ol', { class: 'lobby-agenda' }, ...agenda.order.map((id) => h('li', { key: id }, agenda.items[id].title, ' ',
        h('span', { class: 'hint' }, t(`item_kind.${agenda.items[id].kind}`))))),
      materials.length > 0 && h('h3', { key: 'materials' }, t('lobby.materials')),
      ...(materials.length > 0 ? drawLinks(materials) : []),
      h('h3', null, t('lobby.rules')),
      h('ul', { class: 'lobby-rules' }, ...['record', 'open', 'floor'].map((each) => h('li', { key: each }, t(`lobby.rule.${each}`)))));
  }

  /** @type {(view: View, startsAt: string) => Drawn} */
  drawTime(view, startsAt) {
    const { offset = null } = this;
    const language = currentLanguage();
    const there = momentText(startsAt, offset, language);
    const here = momentText(startsAt, null, language);
    const left = untilThen(Date.parse(startsAt) - this.room.client.now());
    const isBefore = view.session.phase === 'draft';
    return h('div', { key: 'time', class: 'lobby-time' },
      h('p', { class: 'lobby-start' }, h('time', { datetime: startsAt }, there), offset !== null && ' ',
        offset !== null && h('span', { class: 'hint' }, zoneText(offset))),
      here !== there && h('p', { class: 'hint' }, t('lobby.here', { time: here })),
      isBefore && h('p', { role: 'timer', class: 'lobby-left' }, left ? t(`lobby.left_${left.unit}`, left.values) : t('lobby.due')),
      h('button', { type: 'button', onclick: () => this.keepDate(view, startsAt) }, t('lobby.calendar')));
  }

  /** @type {(view: View, startsAt: string) => void} */
  keepDate(view, startsAt) {
    const { room } = this;
    const { agenda, session, venues } = view;
    const venue = room.me && room.me.venue;
    const [meeting] = linksFor(view, venue).meetings;
    const { position } = room.client;
    const text = calendarOf({
      id: session.id, host: location.host, revision: position ? position.seq : 0, now: Date.now(), startsAt, title: session.title,
      // The room's own address is no secret: without a seat it opens nothing.
      text: [...agenda.order.map((id, index) => `${index + 1}. ${agenda.items[id].title}`), location.href].join('\n'),
      place: venue && venues[venue] ? venues[venue].name : '', url: meeting ? meeting.url : '',
    });
    save(new Blob([text], { type: 'text/calendar' }), `${t('lobby.calendar_file')}.ics`);
  }
}

customElements.define('rostrum-lobby', Lobby);
