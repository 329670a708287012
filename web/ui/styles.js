// Styles that only some pages need.

/** What was asked for already, also what is still on its way. @type {Map<string, Promise<void>>} */
const asked = new Map();

/**
 * Puts a style sheet on the page, once, and waits for it; without it a page is plain, and works.
 * @param {URL} url
 * @returns {Promise<void>}
 */
export function useStyles({ href }) {
  const before = asked.get(href);
  if (before) return before;
  /** @type {Promise<void>} */
  const loaded = new Promise((resolve) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = href;
    link.onload = link.onerror = () => resolve();
    document.head.append(link);
  });
  asked.set(href, loaded);
  return loaded;
}

/** Those of commitments. */
export const useCommitmentStyles = () => useStyles(new URL('./commitments.css', import.meta.url));

/** Those of parts that are loaded later. */
export const useLaterStyles = () => useStyles(new URL('../later.css', import.meta.url));
