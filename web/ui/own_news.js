// Tells people what changes for themselves, and for those for whom they asked.
import { durationText } from './format.js';
import { t } from './i18n.js';
import { newsOf } from './news.js';
import { floorTurn, placeOf, requestsOf, standing } from './standing.js';
import { reasonInWords } from './why.js';

/** After these a speech goes on, which is no news. */
const HALTED = ['paused', 'dropped', 'interrupted'];

/** @typedef {import('./news.js').Mine} Mine */

/** Loaded then, for it could not be once the line is lost. */
const SOON_MS = 3000;

const load = () => import('./reminders.js');

/** @type {(what: 'called' | 'turn' | 'poll' | 'item', text: string) => void} */
const remind = (what, text) => void load().then((reminders) => reminders.remind(what, text), console.error);

/** @param {import('./room.js').Room} room */
export function createOwnNews(room) {
  setTimeout(() => load().then(({ watchLine }) => watchLine(room), () => {}), SOON_MS);
  /** Where one stood when something was told last; empty at first. */
  let told = '';
  /** @type {Map<number, Mine>} requests of one's own, and those that one asked for */
  const requests = new Map();
  /** @type {Map<number, Mine>} */
  const turns = new Map();
  /** @type {Set<number>} requests for others that are called and were told of */
  const called = new Set();

  /** Keeps in mind what is one's own, for it is gone from the view when the entry comes that ended it. @type {(view: import('../sdk/types/index.d.ts').View, me: number) => void} */
  function remember(view, me) {
    for (const id of Object.keys(view.requests).map(Number)) {
      const { for: speaker, asked_by: asker, kind, state } = view.requests[id];
      if (speaker.participant !== me && asker !== me) continue;
      const name = speaker.participant === me ? null : speaker.name;
      requests.set(id, { kind, name });
      if (!name || state !== 'called') called.delete(id);
      else if (!called.has(id) && called.add(id)) room.notify('urgent', t('own.news_called_other', { name }), `called ${id}`);
    }
    for (const id of Object.keys(view.turns).map(Number)) {
      const { request, kind, speaker } = view.turns[id];
      if (speaker.participant === me) turns.set(id, { kind, name: null });
      else if (requests.has(request)) turns.set(id, { kind, name: speaker.name });
    }
    called.forEach((id) => {
      if (view.requests[id]) return;
      called.delete(id);
      room.unsay(`called ${id}`);
    });
  }

  return {
    /** Tells where one stands now, also to those who do not look at the page. */
    tellChange() {
      const { view, me } = room;
      if (!view || !me) return;
      remember(view, me.participant);
      const now = standing(view, me.participant, me.role);
      const [first] = requestsOf(view, me.participant);
      const place = now === 'waiting' ? placeOf(view, first) : 0;
      const before = told;
      told = `${now} ${place}`;
      if (!before || before === told) return;
      if (now === 'called' || (now === 'speaking' && !HALTED.some((state) => before.startsWith(state)))) {
        // Whoever is given the floor at once is called by that.
        const isCall = !/^(called|ready)/.test(before);
        const text = t(`own.news_${now}`);
        room.notify(isCall ? 'alarm' : 'urgent', text, 'own');
        remind(now === 'called' ? now : 'turn', text);
      } else if (now === 'waiting') {
        const isNext = place === 1 && floorTurn(view);
        const text = t(isNext ? 'own.news_next' : 'own.news_waiting', { place });
        // The place stands above the own button all the time: whoever does not look there hears of it.
        room.notify(isNext ? 'news' : 'heard', text, 'own');
        if (isNext) remind('turn', text);
      } else {
        // "You have the floor" must not stand there when that is over.
        room.unsay('own');
      }
    },
    /** Tells what others did to what is one's own, with their reason. @param {import('../sdk/types/index.d.ts').MessageOf<'event'>} event */
    tellEntry(event) {
      const { me, roster } = room;
      if (!me) return;
      const { entry } = event;
      if (entry.type === 'poll_opened' && event.by !== me.participant && room.may('vote')) {
        const text = t('news.poll_opened', { question: entry.question });
        // The poll itself comes up on top of the page: its news must not lie over it.
        room.notify('heard', text, 'poll');
        remind('poll', text);
      }
      const item = entry.type === 'item_started' && event.by !== me.participant && room.view && room.view.agenda.items[entry.item];
      if (item) {
        const text = t('stage.item_started', { title: item.title });
        // Everybody sees it on top of the page: nothing is to lie over what one writes.
        room.notify('heard', text, 'item');
        remind('item', text);
      }
      for (const { key, mine, values } of newsOf(event, me.participant, requests, turns)) {
        const reason = values.reason ? t('news.reason', { reason: reasonInWords(values.reason) }) : '';
        const text = t(key, { kind: t(`kind.${mine.kind}`), reason, time: durationText(values.by_ms || 0), to: roster.name(values.to) });
        room.notify('urgent', mine.name ? t('news.of', { name: mine.name, text }) : text, 'left');
      }
    },
  };
}
