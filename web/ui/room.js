// One session as this page knows it: the SDK's client and what screens derive from it, told by events.
import { createClient, createHttp, pages, socketUrl } from '../sdk/index.js';
import { forgetDrafts } from './drafts.js';
import { createRecord } from './record.js';
import { createRoster } from './roster.js';
import { tOr } from './i18n.js';

/** @typedef {import('../sdk/types/index.d.ts').Command} Command */

/**
 * Events: `change` (view, capabilities or connection), `presence`, `caption`, `record`, `roster`, `entry` (its detail is
 * the SDK's event), `gap` (entries were not told one by one), `notice` (its detail `{kind, text, about}` is for people), `sent`
 * (a command of one's own was taken; its detail `{command, undo}`), `show` (its detail is the tab that somebody wants to see), `waiting` (how much
 * there is to do, by tab).
 */
export class Room extends EventTarget {
  /**
   * @param {string} session
   * @param {number | undefined} participant which seat, where the browser has more than one
   */
  constructor(session, participant) {
    super();
    this.session = session;
    this.participant = participant;
    this.http = createHttp({ participant });
    this.client = createClient({
      url: socketUrl(location.origin, session, participant),
      confirmSeat: () => this.http.confirmSeat(session),
    });
    this.roster = createRoster(this.http, session, () => this.tell('roster'));
    this.record = createRecord(this.http, session, () => this.tell('record'));
    /** @type {import('../sdk/types/index.d.ts').MessageOf<'presence'> | null} */
    this.presence = null;
    /** @type {import('../sdk/types/index.d.ts').MessageOf<'caption'> | null} */
    this.caption = null;
    const { client } = this;
    client.on('status', () => this.tell('change'));
    client.on('welcome', ({ participant: { participant: id, name }, position }) => {
      this.roster.learn(id, name);
      this.record.reach(position.seq);
      this.tell('change');
    });
    let heard = 0;
    client.on('view', ({ view, position }) => {
      this.roster.learnFrom(view);
      if (heard > 0 && position.seq > heard + 1) this.tell('gap');
      heard = position.seq;
      this.record.reach(position.seq);
      this.tell('change');
    });
    client.on('event', (event) => {
      // The page begins anew, and nothing of it has the words any more; what was typed survives.
      if (event.entry.type === 'words_erased') return location.reload();
      this.record.add(event);
      this.tell('entry', event);
    });
    client.on('presence', (presence) => {
      this.presence = presence;
      this.tell('presence');
    });
    client.on('caption', (caption) => {
      this.caption = caption;
      this.tell('caption');
    });
    client.on('refusal', (refusal) => this.refused(refusal.code));
  }

  /**
   * Begins, and keeps the connection alive with what the browser tells about the network.
   * @returns {() => void} ends it
   */
  enter() {
    const retry = () => this.client.retryNow();
    const shown = () => document.hidden || retry();
    addEventListener('online', retry);
    addEventListener('pageshow', retry);
    document.addEventListener('visibilitychange', shown);
    this.client.connect();
    return () => {
      removeEventListener('online', retry);
      removeEventListener('pageshow', retry);
      document.removeEventListener('visibilitychange', shown);
      this.client.close();
    };
  }

  /** Takes the seat, and what was written with it, from this device, for devices that several people use. */
  async forget() {
    try {
      await this.http.forget(this.session);
      this.client.close();
      forgetDrafts(this.session, this.participant);
    } catch (error) {
      this.refused(/** @type {any} */ (error).code);
    }
  }

  /** The newest view, null before the first. */
  get view() {
    return this.client.view;
  }

  /** Who this is, null before the first welcome. */
  get me() {
    return this.client.welcome && this.client.welcome.participant;
  }

  /** Whose what is kept on this device is; there is somebody from the first welcome on. */
  get seat() {
    return { session: this.session, participant: this.me ? this.me.participant : 0 };
  }

  /**
   * Whether one's role may send a command, beyond what it may do to its own things.
   * @param {string} capability a command's type, or `caption`
   */
  may(capability) {
    const { welcome } = this.client;
    return Boolean(welcome && welcome.capabilities.includes(capability));
  }

  /**
   * Sends a command and tells people of a refusal.
   * @param {Command} command
   * @returns {Promise<number | null>} the seq of the entry that it made, or null if it was refused
   */
  async send(command) {
    try {
      const answer = await this.client.send(command);
      this.sent(command, answer);
      return answer.seq;
    } catch (error) {
      this.refused(/** @type {any} */ (error).code);
      return null;
    }
  }

  /**
   * Tells of a command of one's own that was taken, with what takes it back.
   * @param {Command} command
   * @param {{seq: number, undo?: Command}} answer
   */
  sent(command, { undo }) {
    this.tell('sent', { command, undo });
  }

  /** @param {string} code of a refusal or a problem */
  refused(code) {
    this.notify('refusal', tOr('refusal', code));
  }

  /**
   * @param {'heard' | 'refusal' | 'news' | 'urgent' | 'alarm'} kind an alarm breaks off what is being read
   * @param {string} text
   * @param {string} [about] what it is about: it takes the place of what was said of the same before
   */
  notify(kind, text, about) {
    this.tell('notice', { kind, text, about });
  }

  /** Takes back what is no longer so. @param {string} about */
  unsay(about) {
    this.tell('notice', { about });
  }

  /**
   * Every person of the session, from the server, some hundreds at a time.
   * @returns {Promise<import('../sdk/types/protocol.d.ts').ParticipantLine[]>}
   */
  async people() {
    const everybody = [];
    for await (const { participants } of pages((after) => this.http.participants(this.session, { after }))) {
      everybody.push(...participants);
    }
    everybody.forEach(({ participant, name }) => this.roster.learn(participant, name));
    return everybody;
  }

  /**
   * @param {string} name
   * @param {unknown} [detail]
   */
  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
