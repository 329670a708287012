// Styles that only some pages need.

/**
 * Puts a style sheet on the page, once, and waits for it; without it a page is plain, and works.
 * @param {URL} url
 * @returns {Promise<void>}
 */
export function useStyles({ href }) {
  if ([...document.styleSheets].some((sheet) => sheet.href === href)) return Promise.resolve();
  return new Promise((resolve) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = href;
    link.onload = link.onerror = () => resolve();
    document.head.append(link);
  });
}

/** Those of commitments. */
export const useCommitmentStyles = () => useStyles(new URL('./commitments.css', import.meta.url));

/** Those of parts that are loaded later. */
export const useLaterStyles = () => useStyles(new URL('../later.css', import.meta.url));
