// What somebody has chosen on this device: how pages look, what is told by sound, how names are sorted.

const STORED = 'rostrum.settings';

/** @type {Record<string, string>} */
let settings = read();

function read() {
  try {
    return JSON.parse(localStorage.getItem(STORED) || '{}') || {};
  } catch {
    return {};
  }
}

// In another tab.
addEventListener('storage', () => {
  settings = read();
});

/** What was chosen, an empty text where nothing was. @param {string} name */
export const setting = (name) => settings[name] || '';

/** @param {string} name @param {string} value an empty one for what is usual */
export function choose(name, value) {
  settings = { ...settings, [name]: value };
  try {
    localStorage.setItem(STORED, JSON.stringify(settings));
  } catch {
    // Then it holds for this page.
  }
  dispatchEvent(new CustomEvent('rostrum-settings', { detail: settings }));
}
