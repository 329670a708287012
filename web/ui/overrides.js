// The ledger of overrides as this page has loaded it, kept up to date by what happens.
import { pages } from '../sdk/index.js';
import { mayBeOverride, subjectOf } from './ledger_words.js';

const PAGE = 100;

/** @typedef {import('../sdk/types/protocol.d.ts').OverrideEntry} Override */

/**
 * @param {import('./room.js').Room} room
 * @param {() => void} changed
 */
export function createOverrides(room, changed) {
  /** @type {Override[]} in the order of the journal */
  let overrides = [];
  let loading = Promise.resolve();
  /** @type {Map<number, number>} the person behind each request and turn that an override names */
  const subjects = new Map();
  const path = `/api/sessions/${encodeURIComponent(room.session)}/overrides`;

  /** Asks the journal whose request or turn it is. @param {number} seq of its beginning */
  async function learn(seq) {
    const { entries: [first] } = await room.http.proceedings(room.session, { after: seq - 1, limit: 1 });
    if (!first) return;
    const { entry, by } = first;
    if (entry.type === 'floor_requested') subjects.set(seq, entry.for || by || 0);
    else if (entry.type === 'floor_granted' || entry.type === 'turn_restored') subjects.set(seq, entry.speaker);
    else if (entry.type === 'turn_ended' && entry.to) subjects.set(seq, entry.to);
  }

  /** @param {Override[]} more */
  async function learnAll(more) {
    const { view } = room;
    for (const { entry } of more) {
      const seq = subjectOf(entry);
      if (!seq || subjects.has(seq)) continue;
      const known = view && (view.requests[seq] ? view.requests[seq].for : view.turns[seq] && view.turns[seq].speaker);
      if (known) subjects.set(seq, known.participant);
      else await learn(seq);
    }
  }

  async function load() {
    // One after another: each begins where the one before has ended.
    loading = loading.catch(() => {}).then(async () => {
      const last = overrides.length > 0 ? overrides[overrides.length - 1].seq : undefined;
      for await (const page of pages((after) => room.http.call('GET', path, { after: after || last, limit: PAGE }))) {
        await learnAll(page.overrides);
        overrides = overrides.concat(page.overrides);
        changed();
      }
    });
    await loading;
  }

  return {
    get list() {
      return overrides;
    },
    /** @type {(entry: import('../sdk/types/protocol.d.ts').Entry) => string} the name of the person that an entry is about */
    who(entry) {
      const seq = subjectOf(entry);
      return seq ? room.roster.name(subjects.get(seq)) : '';
    },
    /** Loads what is not here yet; there are few. */
    load,
    /** @param {import('../sdk/types/index.d.ts').MessageOf<'event'>} event */
    async heard({ entry }) {
      if (mayBeOverride(entry)) await load();
    },
  };
}
