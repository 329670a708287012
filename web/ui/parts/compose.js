// A text to write and send. What was typed is kept on this device until it is sent: phones forget pages.
import { h } from '../dom.js';

/**
 * @param {string} name of the draft, unique on the page
 * @param {{label: string, action: string, charactersMax: number, rows?: number, about?: import('../types.d.ts').Child,
 *   typed?: (text: string) => void, send: (text: string) => Promise<boolean>}} options `send` tells whether it was taken
 * @returns {import('../types.d.ts').Drawn}
 */
export function drawCompose(name, { label, action, charactersMax, rows = 3, about, typed = () => {}, send }) {
  const key = `rostrum.draft.${location.pathname}.${name}`;
  return h('form', { class: 'compose', key: name, novalidate: true, onsubmit: (/** @type {any} */ event) => submit(event, key, send) },
    about,
    h('label', { for: name }, label),
    h('textarea', {
      id: name, name: 'text', rows, maxlength: charactersMax, value: draftOf(key),
      oninput: (/** @type {any} */ event) => {
        keepDraft(key, event.target.value);
        typed(event.target.value);
      },
    }),
    h('button', { type: 'submit' }, action));
}

/** @type {(event: any, key: string, send: (text: string) => Promise<boolean>) => Promise<void>} */
async function submit(event, key, send) {
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
    keepDraft(key, area.value);
  } finally {
    form.ariaBusy = null;
  }
}

/** @type {(key: string) => string} */
function draftOf(key) {
  try {
    return sessionStorage.getItem(key) || '';
  } catch {
    return '';
  }
}

/** @type {(key: string, text: string) => void} */
function keepDraft(key, text) {
  try {
    if (text) sessionStorage.setItem(key, text);
    else sessionStorage.removeItem(key);
  } catch {
    // A browser that keeps nothing keeps no draft either.
  }
}

