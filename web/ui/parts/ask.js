// Asking for the floor with more than one press: the kind, what it is about, and which speech is answered.
import { h } from '../dom.js';
import { RostrumElement } from '../element.js';
import { timeText } from '../format.js';
import { turnsOf } from '../history.js';
import { t } from '../i18n.js';
import { kindsNow } from '../kinds.js';
import { floorTurn, itemToAskOn } from '../standing.js';
import { askForm } from './dialogs.js';
import { useLaterStyles } from '../styles.js';

useLaterStyles();

const SUBJECT_CHARACTERS_MAX = 200;
/** So many speeches that are over can be answered by a choice. */
const TURNS_MAX = 10;

/** @typedef {import('../kinds.js').Kind} Kind */

/** Given `room`, `item` and `speakerRole` of who will speak, if it is known. Its form gets `kind`, `replies_to` and `subject`. */
class AskFields extends RostrumElement {
  constructor() {
    super();
    this.item = 0;
    /** @type {string | undefined} */
    this.speakerRole = undefined;
    /** @type {Kind | null} */
    this.chosen = null;
  }

  draw() {
    const { view } = this.room;
    if (!view) return null;
    const turns = answerable(this.room, this.item);
    const kinds = kindsNow(view, this.item, turns.length > 0, this.speakerRole);
    const chosen = this.chosen && kinds.includes(this.chosen) ? this.chosen : kinds[0];
    this.nameAction(chosen);
    return [
      h('fieldset', { class: 'kinds' }, h('legend', null, t('own.ask_kind')), ...kinds.map((kind) =>
        h('label', { key: kind, class: 'choice' },
          h('input', { type: 'radio', name: 'kind', value: kind, checked: kind === chosen, onchange: () => this.choose(kind) }),
          ' ', t(`kind.${kind}`), h('span', { class: 'hint' }, ` ${t(`kind_explained.${kind}`)}`)))),
      kinds.length === 1 && h('p', { class: 'hint', key: 'only' }, t('ask.only', { kind: t(`kind.${chosen}`) })),
      chosen === 'reply' && h('div', { class: 'field', key: 'turn' }, h('label', { for: 'replies_to' }, t('ask.replies_to')),
        h('select', { id: 'replies_to', name: 'replies_to' }, ...turns.map(({ id, text }) => h('option', { key: id, value: String(id) }, text)))),
      h('div', { class: 'field', key: 'subject' }, h('label', { for: 'subject' }, t('own.ask_subject')),
        h('input', { id: 'subject', name: 'subject', maxlength: SUBJECT_CHARACTERS_MAX, autocomplete: 'off' })),
    ];
  }

  /** @param {Kind} kind */
  choose(kind) {
    this.chosen = kind;
    this.update();
  }

  /** The button that sends says what is sent. @param {Kind} kind */
  nameAction(kind) {
    const dialog = this.closest('dialog');
    const button = dialog && dialog.querySelector('button[type="submit"]');
    if (button) button.textContent = t(`ask.${this.speakerRole === undefined ? 'other' : 'own'}_${kind}`);
  }
}

/**
 * What can be answered on an item: who speaks now, then whoever spoke last.
 * @type {(room: import('../room.js').Room, item: number) => {id: number, text: string}[]}
 */
function answerable({ view, roster, record }, item) {
  const running = view && floorTurn(view);
  const past = turnsOf(record.entries)
    .filter((turn) => turn.item === item && (!running || turn.turn !== running.id))
    .slice(0, TURNS_MAX)
    .map(({ turn, speaker, at, kind }) => ({ id: turn, text: `${timeText(at)} ${roster.name(speaker)} · ${t(`kind.${kind}`)}` }));
  if (!running) return past;
  return [{ id: running.id, text: `${t('ask.running')} ${running.speaker.name} · ${t(`kind.${running.kind}`)}` }, ...past];
}

/** What was filled in, as a command. @type {(answer: FormData, item: number) => import('../../sdk/types/index.d.ts').Command & {type: 'request_floor'}} */
export function requestIn(answer, item) {
  const kind = /** @type {Kind} */ (answer.get('kind'));
  const subject = String(answer.get('subject') || '').trim();
  const turn = Number(answer.get('replies_to'));
  return { type: 'request_floor', item, kind, ...(subject && { subject }), ...(kind === 'reply' && turn && { replies_to: turn }) };
}

/** Asks for oneself, at first for one kind if it is wanted. @type {(room: import('../room.js').Room, chosen?: Kind) => Promise<void>} */
export async function askOther(room, chosen) {
  const item = room.view && itemToAskOn(room.view);
  if (!item || !room.me) return;
  const answer = await askForm(t('own.ask_title'), t('confirm'), [h('rostrum-ask', { room, item, speakerRole: room.me.role, ...chosen && { chosen } })]);
  if (answer) await room.send(requestIn(answer, item));
}

customElements.define('rostrum-ask', AskFields);
