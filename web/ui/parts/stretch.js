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
  /** @type {(which: string, go: (list: T[]) => void, load?: () => Promise<void>) => Promise<void>} */
  const step = async (which, go, load) => {
    // What is loaded may be drawn before all of it is there.
    const line = /** @type {HTMLElement | null} */ (element.querySelector(`.stretch > ${which}`));
    // Whoever presses a key may not see what is pressed; whoever saw it and reads on elsewhere meanwhile is left there.
    const isUnseen = line && !isInView(line);
    if (load) await load();
    go(list());
    holding(line, () => element.drawNow());
    if (!line || !line.isConnected) return;
    if (isUnseen && !isInView(line)) line.scrollIntoView({ block: 'center' });
    // What was pressed may be gone.
    if (!isNowhere()) return;
    line.tabIndex = -1;
    line.focus({ preventScroll: true });
  };
  return [
    end < known.length && h('div', { key: 'later', class: 'controls' },
      h('button', { key: 'later', type: 'button', onclick: () => step(':first-child', stretch.goForth) }, t('list.later')),
      h('button', { key: 'newest', type: 'button', onclick: showNewest }, t('list.newest'))),
    h('ol', { key: 'stretch', class: 'plain-list stretch', reversed: true }, ...known.slice(begin, end).map((each) => drawOne(each)).reverse()),
    (begin > 0 || hasEarlier) && h('button', { key: 'earlier', type: 'button', 'aria-disabled': isLoading && 'true', onclick: () => step(':last-child', stretch.goBack, loadEarlier) }, isLoading ? t('loading') : earlier),
  ];
}

/** @param {Element} line */
function isInView(line) {
  const { top, bottom } = line.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}
