// How the SDK's own parts see each other, and all that an application sees.
import type { Client, ClientEvents, HttpResponse, MessageOf, Platform, Problem, Status, TurnClock } from './index.js';
import type { Command, Position, ServerMessage, View } from './protocol.js';

export * from './index.js';

export interface Emitter<Events> {
  /** Listens until the function that it returns is called. */
  on<Name extends keyof Events>(name: Name, listener: (told: Events[Name]) => void): () => void;
  /** Calls every listener in the order of listening; who begins to listen meanwhile is called from the next event on. */
  emit<Name extends keyof Events>(name: Name, told: Events[Name]): void;
}

/** @param report gets what a listener throws; the others are called all the same */
export type CreateEmitter = (report: (error: unknown) => void) => Emitter<ClientEvents>;

/** Ids that sort in the order in which they were made, also within a millisecond and when the clock is set back. */
export type CreateUuids = (now: () => number, randomBytes: (count: number) => Uint8Array) => () => string;

/** The waits between connections. All times are local milliseconds. */
export interface BackOff {
  /** A connection has been welcomed. */
  connected(at: number): void;
  /**
   * A connection was lost or did not come about.
   * @param askedMs what the server asked for, as `boundedMs` gives it: the jitter comes on top of it
   * @returns milliseconds to wait
   */
  wait(at: number, askedMs: number): number;
}

export type CreateBackOff = (random: () => number) => BackOff;

/** The server's time on a device whose own clock may be wrong. All times are milliseconds, those of the server RFC 3339. */
export interface Clock {
  now(): number;
  spent(turn: TurnClock): number;
  remaining(turn: TurnClock): number;
  readonly roundTripMs: number | null;
  /** A new connection: what was learned is forgotten, and the welcome's time goes until the first pong. */
  restart(serverNow: string): void;
  /** One ping and its pong, in local time. */
  learn(sentAt: number, serverNow: string, receivedAt: number): void;
}

export type CreateClock = (localNow: () => number) => Clock;

/** One server-given moment set against the local clock; the error is at most half the round trip. */
export interface Exchange {
  offset: number;
  roundTrip: number;
}

/** Finds out whether a connection still lives. */
export interface Heart {
  /** Begins to ping; told again, it only sets the pace. */
  start(heartbeatMs: number): void;
  pong(pong: MessageOf<'pong'>): void;
  /** Asks for a sign of life at once. Asking again does not give the connection more time. */
  doubt(): void;
  stop(): void;
}

export type CreateHeart = (needs: {
  platform: Pick<Platform, 'after' | 'localNow'>;
  clock: Clock;
  send(ping: { type: 'ping'; t: number }): void;
  /** Called once, when a ping was not answered in time. */
  died(): void;
}) => Heart;

/** One connection, from the handshake to its end. */
export interface Socket {
  /** Sends one message; it is lost without a word if the connection is. */
  send(text: string): void;
  /** There is a reason to doubt that the connection still lives. */
  doubt(): void;
  /** Closes; nothing more is heard of this socket. */
  end(closeCode?: number): void;
}

export type CreateSocket = (needs: {
  url: string;
  platform: Platform;
  clock: Clock;
  /** What to resume from. */
  position: Position | null;
  /** Gets every message but pongs. */
  received(message: ServerMessage): void;
  /** Called once, unless `end` was called before. */
  lost(closeCode: number): void;
}) => Socket;

/** One socket after the other, until it is told, or tells, not to come back. */
export interface Connection {
  readonly status: Status;
  open: Client['connect'];
  retryNow: Client['retryNow'];
  leave: Client['close'];
  /** Sends one message if there is a connection. */
  send(text: string): void;
  /** What the current socket says is of no use any more; the next one resumes from the position as it is then. */
  restart(): void;
}

export type CreateConnection = (needs: {
  url: string;
  platform: Platform;
  clock: Clock;
  position(): Position | null;
  received(message: ServerMessage): void;
  /** Told after every change, with the code of the socket that was lost. */
  changed(status: Status, closeCode?: number): void;
  confirmSeat?: () => Promise<unknown>;
}) => Connection;

/** A copy of the view that only ever moves by whole entries, in order. */
export interface Replica {
  readonly view: View | null;
  /** What to resume from, or null when only a whole state helps. */
  readonly position: Position | null;
  /** Nothing is to be resumed from here; the view stays until a state replaces it. */
  forget(): void;
  replace(message: MessageOf<'state'>): void;
  /** `known`: it was in the view already; `gap`: something before it is missing. */
  advance(message: MessageOf<'event'>): 'applied' | 'known' | 'gap';
}

export type CreateReplica = () => Replica;

/** Commands on their way. */
export interface Commands {
  send: Client['send'];
  /** A reply, perhaps to no command that waits. */
  answer(reply: MessageOf<'reply'>): void;
  /** Sends what has no answer yet, in the order in which it was given. */
  connected(): void;
  lost(): void;
  /** The server closed the connection because a message was too large for its own limit. */
  dropLargest(): void;
  /** Nothing will be answered any more. */
  close(): void;
}

export interface PendingCommand {
  /** The message, with the id that it keeps. */
  text: string;
  bytes: number;
  sent: boolean;
  retries: number;
  /** Stops the wait before the next retry. */
  cancelRest: (() => void) | null;
  resolve(answer: { seq: number; undo?: Command }): void;
  reject(refusal: Error): void;
}

/** `transmit` is called only between `connected` and `lost`. */
export type CreateCommands = (needs: { platform: Platform; transmit(text: string): void }) => Commands;

export type CreateCaptions = (needs: {
  platform: Pick<Platform, 'after' | 'localNow'>;
  transmit(text: string): void;
}) => { send: Client['caption'] };

export type ProblemOf = (response: HttpResponse, answer: any) => Problem;
