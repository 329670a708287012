// A text to write and send. What was typed is kept for this seat until it is sent.
import { h } from '../dom.js';
import { draftOf, keepDraft } from '../drafts.js';

/**
 * @param {import('../room.js').Room} room
 * @param {string} name of the draft, unique on the page
 * @param {{label: string, action: string, charactersMax: number, rows?: number, about?: import('../types.d.ts').Child | import('../types.d.ts').Child[],
 *   typed?: (text: string) => void, send: (text: string) => Promise<boolean>}} options `send` tells whether it was taken
 * @returns {import('../types.d.ts').Drawn}
 */
export function drawCompose(room, name, { label, action, charactersMax, rows = 3, about, typed = () => {}, send }) {
  const keep = (/** @type {string} */ text) => keepDraft(room.seat, name, text);
  return h('form', { class: 'compose', key: name, novalidate: true, onsubmit: (/** @type {any} */ event) => submit(event, keep, send) },
    about,
    h('label', { for: name }, label),
    h('textarea', {
      id: name, name: 'text', rows, maxlength: charactersMax, value: draftOf(room.seat, name),
      oninput: (/** @type {any} */ event) => {
        keep(event.target.value);
        typed(event.target.value);
      },
    }),
    h('button', { type: 'submit' }, action));
}

/** @type {(event: any, keep: (text: string) => void, send: (text: string) => Promise<boolean>) => Promise<void>} */
async function submit(event, keep, send) {
  event.preventDefault();
  const form = event.currentTarget;
  const area = form.elements.text;
  const text = area.value.trim();
  if (!text) return area.focus();
  if (form.ariaBusy === 'true') return;
  form.ariaBusy = 'true';
  try {
    if (!(await send(text))) return;
    // Whatever was typed while it was on its way stays.
    if (area.value.trim() === text) area.value = '';
    keep(area.value);
  } finally {
    form.ariaBusy = null;
  }
}
