// The proceedings that this page has loaded: the newest entries first of all, earlier ones on demand, in order and
// without gaps.

const PAGE = 200;

/** @typedef {import('../sdk/types/protocol.d.ts').ProceedingsEntry} ProceedingsEntry */

/**
 * @param {import('../sdk/types/index.d.ts').Http} http
 * @param {string} session
 * @param {() => void} changed
 */
export function createRecord(http, session, changed) {
  /** @type {ProceedingsEntry[]} */
  let entries = [];
  /** Everything after this, up to the head, is wanted. */
  let from = -1;
  let head = 0;
  let isLoading = false;
  /** Whether everything up to the head was here once. */
  let wasLevel = false;

  const last = () => (entries.length > 0 ? entries[entries.length - 1].seq : from);

  /** Loads what lies between the last entry that we have and the head. */
  async function catchUp() {
    if (isLoading || from < 0) return;
    isLoading = true;
    try {
      while (last() < head) {
        const page = await http.proceedings(session, { after: last(), limit: PAGE });
        if (page.entries.length === 0) break;
        // Words that were erased while this page was away stand in it still.
        if (wasLevel && page.entries.some(({ entry }) => entry.type === 'words_erased')) return location.reload();
        entries = entries.concat(page.entries.filter(({ seq }) => seq > last()));
        changed();
      }
      wasLevel = true;
    } catch {
      // The next entry, or the next connection, asks again.
    }
    isLoading = false;
  }

  return {
    get entries() {
      return entries;
    },
    /** Whether there are earlier ones that are not loaded. */
    get hasEarlier() {
      return from > 0;
    },
    /** Begins to load; before somebody wants to read, nothing is. */
    open() {
      if (from >= 0) return;
      from = Math.max(0, head - PAGE);
      catchUp();
    },
    /**
     * Tells where the journal's head is.
     * @param {number} seq
     */
    reach(seq) {
      head = Math.max(head, seq);
      // What comes one by one is added as it comes; a whole state may have left a gap, and so may a load that failed.
      if (last() < seq - 1 || entries.length === 0) catchUp();
    },
    /** @param {import('../sdk/types/index.d.ts').MessageOf<'event'>} event */
    add({ seq, at, by, entry }) {
      if (from < 0 || isLoading || seq !== last() + 1) return void catchUp();
      entries.push({ seq, at, by, entry });
      changed();
    },
    async loadEarlier() {
      if (isLoading || from <= 0) return;
      isLoading = true;
      const after = Math.max(0, from - PAGE);
      try {
        const page = await http.proceedings(session, { after, limit: from - after });
        entries = page.entries.filter(({ seq }) => seq <= from).concat(entries);
        from = after;
        changed();
      } finally {
        isLoading = false;
      }
      catchUp();
    },
  };
}
