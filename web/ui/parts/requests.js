// Requests that one acts for, one's own or those that one asked for: everything that can be done with them while they wait.
import { h } from '../dom.js';
import { RostrumElement } from '../element.js';
import { leftRequests, restorable } from '../history.js';
import { t } from '../i18n.js';
import { placeOf } from '../standing.js';
import { reasonsOf, reasonInWords } from '../why.js';
import { askForm, showDialog } from './dialogs.js';
import { drawPerson } from './person.js';

const POINTS_MAX = 5;
const SUBJECT_CHARACTERS_MAX = 200;

/** @typedef {import('../../sdk/types/protocol.d.ts').RequestView & {id: number}} Request */

/** Given `room`, and `others` where it is for the requests of other people that one asked for. */
class Requests extends RostrumElement {
  constructor() {
    super();
    this.others = false;
  }

  entered() {
    this.isSending = false;
    for (const name of ['change', 'record', 'roster']) this.listen(this.room, name);
    this.room.record.open();
  }

  draw() {
    const { view, me, record } = this.room;
    if (!view || !me) return null;
    const fits = (/** @type {number} */ speaker, /** @type {number} */ asker) =>
      this.others ? asker === me.participant && speaker !== me.participant : speaker === me.participant;
    const waiting = Object.keys(view.requests).map((id) => ({ ...view.requests[id], id: Number(id) }))
      .filter((request) => fits(request.for.participant, request.asked_by));
    const left = restorable(leftRequests(record.entries), view, me.participant, false)
      .filter(({ id, speaker, asked_by }) => !view.requests[id] && fits(speaker, asked_by));
    return [
      waiting.length + left.length === 0 && h('p', { class: 'hint' }, t('requests.none')),
      h('ul', { class: 'plain-list' }, ...waiting.map((request) => this.drawWaiting(view, request))),
      left.length > 0 && h('h3', null, t('requests.left')),
      h('ul', { class: 'plain-list' }, ...left.map((request) => this.drawLeft(request))),
    ];
  }

  /** @type {(view: import('../../sdk/types/index.d.ts').View, request: Request) => import('../types.d.ts').Drawn} */
  drawWaiting(view, request) {
    const { id, kind, state, subject, points = [] } = request;
    const place = placeOf(view, request);
    const about = this.others ? request.for.name : t(`kind.${kind}`);
    return h('li', { key: id, class: 'own-request' },
      h('p', null, this.others && drawPerson(this.room, request.for), h('span', { class: `badge badge-${kind}` }, t(`kind.${kind}`)), ' ',
        state === 'waiting' ? t('own.waiting', { place }) : t(state === 'called' ? 'requests.called' : 'requests.is_ready')),
      subject && h('p', { class: 'subject' }, subject),
      points.length > 0 && h('ol', { class: 'points' }, ...points.map((point, index) => h('li', { key: index }, point))),
      h('p', { class: 'hint' }, reasonsOf(request, (by) => this.room.roster.name(by)).join(' · ')),
      h('p', { class: 'controls' },
        this.others && state === 'called' && this.drawAction(t('requests.ready'), about, { type: 'ready', request: id }),
        this.drawAction(t('requests.defer'), about, { type: 'defer_request', request: id }),
        points.length < POINTS_MAX && h('button', { key: 'point', type: 'button', 'aria-label': labelled(t('requests.add_point'), about), onclick: () => this.addPoint(id) }, t('requests.add_point')),
        this.drawAction(t('requests.withdraw'), about, { type: 'withdraw_request', request: id })));
  }

  /** @param {import('../history.js').RequestPast} request */
  drawLeft({ id, kind, speaker, subject, left }) {
    const name = this.room.roster.name(speaker);
    const reason = left && left.reason ? t('news.reason', { reason: reasonInWords(left.reason) }) : '';
    return h('li', { key: id, class: 'own-request' },
      h('p', null, this.others && h('b', null, name), h('span', { class: 'badge' }, t(`kind.${kind}`)), ' ', left && t(`left.${left.how}`), reason),
      subject && h('p', { class: 'subject' }, subject),
      h('p', { class: 'controls' }, this.drawAction(t('requests.restore'), this.others ? name : t(`kind.${kind}`), { type: 'restore_request', request: id })));
  }

  /** @type {(text: string, about: string, command: import('../../sdk/types/index.d.ts').Command) => import('../types.d.ts').Drawn} */
  drawAction(text, about, command) {
    return h('button', {
      key: command.type, type: 'button', 'aria-label': labelled(text, about), 'aria-disabled': this.isSending && 'true', onclick: () => this.act(command),
    }, text);
  }

  /** @param {import('../../sdk/types/index.d.ts').Command} command */
  async act(command) {
    if (this.isSending) return;
    this.isSending = true;
    this.update();
    await this.room.send(command);
    this.isSending = false;
    this.update();
  }

  /** @param {number} request */
  async addPoint(request) {
    const answer = await askForm(t('requests.add_point'), t('requests.add_point_send'), [
      h('div', { class: 'field' }, h('label', { for: 'point' }, t('requests.point')),
        h('input', { id: 'point', name: 'point', required: true, maxlength: SUBJECT_CHARACTERS_MAX, pattern: '.*\\S.*', autocomplete: 'off' })),
    ]);
    if (answer) await this.act({ type: 'add_point', request, subject: String(answer.get('point')).trim() });
  }
}

/** @type {(text: string, about: string) => string} */
const labelled = (text, about) => t('requests.about', { text, about });

/** Shows one's own requests with all that can be done with them. @param {import('../room.js').Room} room */
export const showOwn = (room) => showDialog(t('requests.title'), t('requests.done'), [h('rostrum-requests', { room })]);

customElements.define('rostrum-requests', Requests);
