// Moves to another page without loading anew.

/**
 * @param {string} path
 * @param {'push' | 'replace'} [how] `replace` where the present address must not stay in the history
 */
export function navigate(path, how = 'push') {
  if (how === 'replace') history.replaceState(null, '', path);
  else history.pushState(null, '', path);
  dispatchEvent(new Event('rostrum-navigate'));
}
