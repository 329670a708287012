// A model of the server: a journal of patches, commands that take effect once, and links that delay, lose and break.
import { mergePatch, parse } from '../../../../web/sdk/index.js';
import { randomObjectText } from './json.js';
import { welcome } from './room.js';

const EPOCHS = ['01890000-0000-7000-8000-00000000000a', '01890000-0000-7000-8000-00000000000b'];
/** A client that is further behind gets a whole state. */
const REPLAY_MAX = 25;
const LATENCY_MS_MAX = 400;

/**
 * @param world whose chances decide about everything
 * @returns the model, and `Socket`, the constructor of links to it
 */
export function createModelServer(world) {
  const { random } = world;
  const links = new Set();
  const server = {
    epoch: EPOCHS[0],
    /** Texts of the patches since the beginning; entry n is at n − 1. */
    patches: [],
    view: parse('{}'),
    /** Command id → the entry that it made, kept for ever. */
    made: new Map(),
    /** So many times each command has arrived. */
    arrivals: new Map(),
    faults: { break: 0, lose: 0, refuse: 0, bye: 0 },
    get head() {
      return server.patches.length;
    },
    position: () => ({ epoch: server.epoch, seq: server.head }),
    append(patch = randomObjectText(random)) {
      server.patches.push(patch);
      server.view = mergePatch(server.view, parse(patch));
      for (const link of links) if (link.welcomed) link.tell(eventText(server.head, patch));
      return server.head;
    },
    /** Another epoch, in which what came last never happened, as after a restore. */
    restore(forgotten) {
      server.epoch = EPOCHS[1];
      server.patches.length -= Math.min(forgotten, server.head);
      server.view = server.patches.reduce((view, patch) => mergePatch(view, parse(patch)), parse('{}'));
      for (const [id, seq] of server.made) if (seq > server.head) server.made.delete(id);
      server.breakAll();
    },
    changeAudience() {
      for (const link of links) if (link.welcomed) link.tell(JSON.stringify(greeting())), link.tell(stateText());
    },
    breakAll() {
      for (const link of [...links]) link.break();
    },
    get links() {
      return links.size;
    },
    Socket: class {
      constructor() {
        Object.assign(this, { open: false, welcomed: false, sendAt: 0, heardAt: 0 });
        links.add(this);
        this.later('heardAt', () => {
          if (random() < server.faults.refuse) return this.break();
          this.open = true;
          this.onopen?.({});
        });
      }
      /** In order, each way for itself, after some latency; what is under way when the link breaks is lost. */
      later(way, run) {
        this[way] = Math.max(this[way], world.now() + random.below(LATENCY_MS_MAX));
        world.after(this[way] - world.now(), () => links.has(this) && run());
      }
      tell(text) {
        this.later('heardAt', () => {
          if (random() < server.faults.break) return this.break();
          if (random() < server.faults.lose) return;
          this.onmessage?.({ data: text });
        });
      }
      break(code = 1006) {
        if (links.delete(this)) world.after(random.below(50), () => this.onclose?.({ code }));
      }
      close() {
        links.delete(this);
      }
      send(text) {
        this.later('sendAt', () => (random() < server.faults.break ? this.break() : this.take(JSON.parse(text))));
      }
      take(message) {
        if (message.type === 'ping') this.tell(JSON.stringify({ type: 'pong', t: message.t, now: world.iso() }));
        if (message.type === 'hello') this.greet(message.position);
        if (message.type === 'command') this.obey(message.id);
      }
      greet(position) {
        this.welcomed = true;
        this.tell(JSON.stringify(greeting()));
        const known = position && position.epoch === server.epoch && position.seq <= server.head;
        if (!known || server.head - position.seq > REPLAY_MAX) return this.tell(stateText());
        for (let seq = position.seq + 1; seq <= server.head; seq += 1) this.tell(eventText(seq, server.patches[seq - 1]));
        // An entry that the client has already: a server may send it once more.
        if (position.seq > 0 && random() < 0.3) this.tell(eventText(position.seq, server.patches[position.seq - 1]));
        if (random() < server.faults.bye) {
          this.tell(JSON.stringify({ type: 'bye', code: 'going_away', retry_ms: random.below(2_000) }));
          this.later('heardAt', () => this.break(1001));
        }
      }
      obey(id) {
        server.arrivals.set(id, (server.arrivals.get(id) || 0) + 1);
        if (!server.made.has(id)) {
          const code = random.oneOf(['', '', '', '', 'unavailable', 'rate_limited']);
          if (code) return this.tell(JSON.stringify({ type: 'reply', id, ok: false, refusal: { code, message: code } }));
          server.made.set(id, server.head + 1);
          // The answer goes before the event or after it.
          if (random() < 0.5) this.tell(acceptance(id));
          server.append();
        }
        this.tell(acceptance(id));
      }
    },
  };
  const greeting = () => welcome(world, server.head, { position: server.position() });
  const acceptance = (id) => JSON.stringify({ type: 'reply', id, ok: true, seq: server.made.get(id) });
  const stateText = () =>
    `{"type":"state","position":${JSON.stringify(server.position())},"view":${JSON.stringify(server.view)}}`;
  const eventText = (seq, patch) =>
    `{"type":"event","seq":${seq},"at":"${world.iso()}","by":null,"entry":{"type":"redacted"},"patch":${patch}}`;
  return server;
}
