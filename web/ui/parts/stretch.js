// A long list of which a stretch is drawn, the newest on top: the ways to later and to earlier lines stand at its ends, and
// whoever goes them keeps the line that was at that end before the eyes.
import { h } from '../dom.js';
import { isNowhere } from '../focus.js';
import { t } from '../i18n.js';
import { holding } from '../scrolling.js';

/**
 * @template T
 * @param {import('../element.js').RostrumElement} element what it is drawn in, once
 * @param {object} of
 * @param {Pick<ReturnType<typeof import('../stretch.js').createStretch<T>>, 'range' | 'goBack' | 'goForth'>} of.stretch
 * @param {() => T[]} of.list what is known, the oldest first
 * @param {(each: T) => import('../types.d.ts').Drawn} of.drawOne
 * @param {boolean} of.hasEarlier whether there are earlier ones that are not known
 * @param {boolean} [of.isLoading]
 * @param {() => Promise<void>} of.loadEarlier makes sure that a page of earlier ones is known, if there are so many
 * @param {string} of.earlier what the button says
 * @param {() => void} of.showNewest
 * @returns {import('../types.d.ts').Child[]}
 */
export function drawStretch(element, { stretch, list, drawOne, hasEarlier, isLoading, loadEarlier, earlier, showNewest }) {
  const known = list();
  const { begin, end } = stretch.range(known);
  const edge = (/** @type {string} */ which) => /** @type {HTMLElement | null} */ (element.querySelector(`.stretch > ${which}`));
  /** @type {(go: (list: T[]) => void, line: HTMLElement | null) => void} */
  const step = (go, line) => {
    go(list());
    holding(line, () => element.drawNow());
    if (!line || !line.isConnected) return;
    // Whoever presses with a key may have scrolled elsewhere, and what was pressed may be gone.
    const { top, bottom } = line.getBoundingClientRect();
    if (bottom < 0 || top > innerHeight) line.scrollIntoView({ block: 'center' });
    if (!isNowhere()) return;
    line.tabIndex = -1;
    line.focus({ preventScroll: true });
  };
  const goBack = async () => {
    // What is loaded may be drawn before all of it is there.
    const line = edge(':last-child');
    await loadEarlier();
    step(stretch.goBack, line);
  };
  return [
    end < known.length && h('div', { key: 'later', class: 'controls' },
      h('button', { key: 'later', type: 'button', onclick: () => step(stretch.goForth, edge(':first-child')) }, t('list.later')),
      h('button', { key: 'newest', type: 'button', onclick: showNewest }, t('list.newest'))),
    h('ol', { key: 'stretch', class: 'plain-list stretch', reversed: true }, ...known.slice(begin, end).map((each) => drawOne(each)).reverse()),
    (begin > 0 || hasEarlier) && h('button', { key: 'earlier', type: 'button', 'aria-disabled': isLoading && 'true', onclick: goBack }, isLoading ? t('loading') : earlier),
  ];
}
