// The texts of the client in a process that is no browser: i18n asks it for its address, its store and its document.
const given = /** @type {any} */ (globalThis);
given.location ||= { search: '' };
given.document ||= { documentElement: {} };

const i18n = await import('../../../../web/ui/i18n.js');
await i18n.useTexts('room', 'more', 'console');

export const { useLanguage } = i18n;
