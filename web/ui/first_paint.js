// How pages look, before anything is painted: modules come later.
(() => {
  const { documentElement, head } = document;
  const { src } = /** @type {any} */ (document.currentScript);
  const [dark, more, forced] = ['prefers-color-scheme: dark', 'prefers-contrast: more', 'forced-colors: active'].map((each) => matchMedia(`(${each})`));
  let isLoaded = false;

  /** @param {any} event */
  function apply({ detail }) {
    let chosen = detail || {};
    try {
      chosen = detail || JSON.parse(localStorage.getItem('rostrum.settings') || '{}') || {};
    } catch {
      // Nothing is kept here.
    }
    const theme = chosen.theme || (dark.matches ? 'dark' : 'light');
    const contrast = chosen.contrast || (more.matches ? 'more' : 'usual');
    const type = chosen.type || 'usual';
    Object.assign(documentElement.dataset, { theme, contrast, type });
    if (isLoaded || (contrast === type && !forced.matches)) return;
    isLoaded = true;
    head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: src.replace('ui/first_paint.js', 'look.css'), blocking: 'render' }));
  }

  // Older browsers have no listeners here.
  [dark, more, forced].forEach((query) => query.addEventListener && query.addEventListener('change', apply));
  ['storage', 'rostrum-settings'].forEach((name) => addEventListener(name, apply));
  apply({});
})();
