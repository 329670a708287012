// How pages look is set on the root before anything is painted: a classic script in the head, for modules come later, and
// the policy takes none that stand in the page.
(() => {
  const look = document.documentElement.dataset;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const more = matchMedia('(prefers-contrast: more)');

  /** @type {Record<string, string>} */
  let chosen = {};

  function apply() {
    look.theme = chosen.theme || (dark.matches ? 'dark' : 'light');
    look.contrast = chosen.contrast || (more.matches ? 'more' : 'usual');
    look.type = chosen.type || 'usual';
  }

  function read() {
    try {
      chosen = JSON.parse(localStorage.getItem('rostrum.settings') || '{}') || {};
    } catch {
      // A browser that keeps nothing, or keeps something else, has what is usual.
    }
    apply();
  }

  // Older browsers have no listeners here: there it changes with the next page.
  [dark, more].forEach((query) => query.addEventListener && query.addEventListener('change', apply));
  addEventListener('storage', read);
  addEventListener('rostrum-settings', (/** @type {any} */ { detail }) => {
    chosen = detail;
    apply();
  });
  read();
})();
