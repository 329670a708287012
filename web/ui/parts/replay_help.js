// What the replay and the exports share: the exact time, and a style sheet of their own.
import { currentLanguage } from '../i18n.js';

/** @param {string} at RFC 3339 */
export const momentText = (at) =>
  new Intl.DateTimeFormat(currentLanguage(), { dateStyle: 'medium', timeStyle: 'medium', hour12: false }).format(new Date(at));

/** @type {Promise<void> | undefined} */
let styled;

/** Loads the style sheet once. */
export function useReplayStyles() {
  styled = styled || new Promise((resolve) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = new URL('../../replay.css', import.meta.url).href;
    link.onload = () => resolve();
    // The page is usable without.
    link.onerror = () => resolve();
    document.head.append(link);
  });
  return styled;
}
