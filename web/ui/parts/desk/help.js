// Small things that every page of the desk does in the same way.
import { h } from '../../dom.js';
import { t, tOr } from '../../i18n.js';
import { navigate } from '../../navigate.js';
import { useStyles } from '../../styles.js';

/** @typedef {import('../../types.d.ts').Child} Child */
/** @typedef {import('../../types.d.ts').Drawn} Drawn */

/** Puts the desk's own styles on the page, once, and waits for them. */
export const useDeskStyles = () => useStyles(new URL('../../desk.css', import.meta.url));

/** @type {(problem: any) => string} what people read of a call that failed */
export function problemText({ code }) {
  const text = tOr('problem', code);
  return text === code ? tOr('refusal', code) : text;
}

/**
 * A link to another page of the desk, that need not be loaded anew.
 * @param {string} path
 * @param {...Child} children
 * @returns {Drawn}
 */
export const drawLink = (path, ...children) =>
  h('a', {
    href: path,
    onclick: (/** @type {MouseEvent} */ event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      navigate(path);
    },
  }, ...children);

/**
 * An input with its label, and what is wrong with it.
 * @param {{id: string, label: string, fault?: string, hint?: string, isLabelHidden?: boolean, tag?: string,
 *   [property: string]: any}} field
 * @returns {Drawn}
 */
export function drawField({ id, label, fault, hint, isLabelHidden, tag = 'input', ...rest }) {
  const described = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ');
  return h('div', { class: 'field', key: id },
    h('label', { for: id, class: isLabelHidden ? 'unseen' : null }, label),
    h(tag, { id, autocomplete: 'off', ...rest, 'aria-invalid': fault && 'true', 'aria-describedby': described || null }),
    hint && h('p', { class: 'hint', id: `${id}-hint` }, hint),
    fault && h('p', { class: 'fault', id: `${id}-fault` }, fault));
}

/**
 * A button whose name says more than it shows.
 * @param {string} text
 * @param {() => void} press
 * @param {{of?: string, [property: string]: any}} [more] `of` is whom or what it is for
 * @returns {Drawn}
 */
export const drawButton = (text, press, { of, ...more } = {}) =>
  h('button', { type: 'button', 'aria-label': of ? t('desk.of', { text, of }) : null, onclick: press, ...more }, text);
