// A text to write and send. What was typed is kept for this seat until it is sent.
import { h } from '../dom.js';
import { draftOf, keepDraft } from '../drafts.js';
import { t } from '../i18n.js';

/**
 * Says how much is too long; nothing is cut. Lengths count whole characters, as the server does.
 * @type {(text: string, charactersMax: number) => string} empty for what is not
 */
export function tooLong(text, charactersMax) {
  const count = Array.from(text.trim()).length;
  return count > charactersMax ? t('compose.too_long', { count, max: charactersMax, over: count - charactersMax }) : '';
}

/** What makes a text area of a dialog say how much is too long instead of sending it. @param {number} charactersMax */
export const limitedTo = (charactersMax) => ({
  oninput: (/** @type {any} */ { target }) => target.setCustomValidity(tooLong(target.value, charactersMax)),
});

/**
 * @param {import('../element.js').RostrumElement} around what is drawn again when a text becomes too long, or no longer is
 * @param {string} name of the draft, unique on the page
 * @param {{label: string, action: string, charactersMax: number, rows?: number, about?: import('../types.d.ts').Child | import('../types.d.ts').Child[],
 *   typed?: (text: string) => void, send: (text: string) => Promise<boolean>}} options `send` tells whether it was taken
 * @returns {import('../types.d.ts').Drawn}
 */
export function drawCompose(around, name, { label, action, charactersMax, rows = 3, about, typed = () => {}, send }) {
  const { room } = around;
  const keep = (/** @type {string} */ text) => keepDraft(room.seat, name, text);
  const draft = draftOf(room.seat, name);
  const excess = tooLong(draft, charactersMax);
  return h('form', { class: 'compose', key: name, novalidate: true, onsubmit: (/** @type {any} */ event) => submit(event) },
    about,
    h('label', { for: name }, label),
    h('textarea', {
      id: name, name: 'text', rows, value: draft, 'aria-keyshortcuts': 'Control+Enter',
      onkeydown: (/** @type {KeyboardEvent & {currentTarget: HTMLTextAreaElement}} */ event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing || event.repeat) return;
        event.preventDefault();
        /** @type {HTMLFormElement} */ (event.currentTarget.form).requestSubmit();
      },
      'aria-describedby': `${name}-excess`, 'aria-invalid': excess && 'true',
      oninput: (/** @type {any} */ { target: { value } }) => {
        keep(value);
        typed(value);
        if (excess || tooLong(value, charactersMax)) around.update();
      },
    }),
    h('div', { role: 'status', id: `${name}-excess` }, excess && h('p', { class: 'alert' }, excess)),
    h('button', { type: 'submit' }, action));

  /** @param {any} event */
  async function submit(event) {
    event.preventDefault();
    const form = event.currentTarget;
    const area = form.elements.text;
    const text = area.value.trim();
    if (!text) return area.focus();
    const isTooLong = tooLong(text, charactersMax);
    if (isTooLong) {
      room.notify('refusal', isTooLong, name);
      return area.focus();
    }
    if (form.ariaBusy === 'true') return;
    form.ariaBusy = 'true';
    try {
      if (!(await send(text))) return;
      // Whatever was typed while it was on its way stays.
      if (area.value.trim() === text) area.value = '';
      keep(area.value);
      typed(area.value);
    } finally {
      form.ariaBusy = null;
    }
  }
}
