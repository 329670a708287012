// Names by participant: the view names those who speak or wait, the rest is asked for when somebody needs it.

import { t } from './i18n.js';

/** So many are loaded from one unknown person on: those who speak are often invited together. */
const PAGE = 100;

/**
 * @param {import('../sdk/types/index.d.ts').Http} http
 * @param {string} session
 * @param {() => void} changed
 */
export function createRoster(http, session, changed) {
  /** @type {Map<number, string>} */
  const names = new Map();
  /** @type {Set<number>} */
  const wanted = new Set();
  let isLoading = false;

  /** @type {(participant: number, name: string) => void} */
  function learn(participant, name) {
    names.set(participant, name);
    wanted.delete(participant);
  }

  async function load() {
    if (isLoading) return;
    isLoading = true;
    try {
      while (wanted.size > 0) {
        const first = Math.min(...wanted);
        const { participants } = await http.participants(session, { after: first - 1, limit: PAGE });
        participants.forEach(({ participant, name }) => learn(participant, name));
        // Who is not there has been removed, and is not asked for again.
        if (!names.has(first)) learn(first, '');
        changed();
      }
    } catch {
      // The next one who needs a name asks again.
      wanted.clear();
    }
    isLoading = false;
  }

  return {
    learn,
    /** @param {import('../sdk/types/index.d.ts').View} view */
    learnFrom(view) {
      for (const { speaker } of Object.values(view.turns)) learn(speaker.participant, speaker.name);
      for (const request of Object.values(view.requests)) learn(request.for.participant, request.for.name);
    },
    /**
     * The name, or an empty text until it is known.
     * @param {number | null | undefined} participant
     */
    name(participant) {
      if (!participant) return '';
      const name = names.get(participant);
      if (name === undefined && !wanted.has(participant)) {
        wanted.add(participant);
        load();
      }
      // Who was removed, or whose name was erased, is a number.
      return name === '' ? t('nameless', { participant }) : name || '';
    },
  };
}
