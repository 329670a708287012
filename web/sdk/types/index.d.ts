// What an application can use of the SDK. The sources are checked against these declarations, which are kept apart from
// them so that no browser has to load them.
import type {
  Command, ParticipantPage, Position, PostPage, Proceedings, Refusal as RefusalOnTheWire, Seat, ServerMessage, TurnView, View,
} from './protocol.js';

export type { ClientMessage, Command, Person, Position, ServerMessage, TurnView, View } from './protocol.js';

/** One of the server's messages, by its type. */
export type MessageOf<Type extends ServerMessage['type']> = Extract<ServerMessage, { type: Type }>;

/** The part of a browser's `WebSocket` that is used. */
export interface WebSocketLike {
  onopen: ((event: any) => void) | null;
  /** Its event has `data`. */
  onmessage: ((event: any) => void) | null;
  /** Its event has `code`. */
  onclose: ((event: any) => void) | null;
  onerror: ((event: any) => void) | null;
  send(text: string): void;
  close(code?: number): void;
}

/** What the SDK needs of its surroundings. All of it can be given: tests then need no network and no waiting. */
export interface Platform {
  WebSocket: new (url: string, protocol: string) => WebSocketLike;
  /** Runs once after so many milliseconds, unless the function that it returns is called before. */
  after(ms: number, run: () => void): () => void;
  /** Monotone milliseconds, near those since 1970. */
  localNow(): number;
  /** Evenly from 0 up to, but not, 1. */
  random(): number;
  /** A UUID for a command; by default of version 7, each greater than the one before. */
  newId(): string;
  /** Gets what the application's listeners throw; by default the console. */
  report(error: unknown): void;
}

/**
 * Why there is no way back: the close code, with the code of the server's `bye` if it said one, or the code of the
 * problem that the server answered when it was asked about the seat.
 */
export interface Farewell {
  closeCode?: number;
  bye?: string;
  problem?: string;
}

/** `idle` before `connect`; `waiting` until `retryAt`, in the server's time; `closed` for good. */
export type Status =
  | { state: 'idle' }
  | { state: 'connecting' }
  | { state: 'connected' }
  | { state: 'waiting'; retryAt: number }
  | { state: 'closed'; why: Farewell };

/** What can be listened to. What the server passes on is told as it came. */
export interface ClientEvents {
  status: Status;
  /** At every connection, and again when the seat's audience changes. */
  welcome: MessageOf<'welcome'>;
  /** After every change of the view. */
  view: { view: View; position: Position };
  /** Each new entry once, after its `view`; entries that a whole state has brought are not told one by one. */
  event: MessageOf<'event'>;
  presence: MessageOf<'presence'>;
  caption: MessageOf<'caption'>;
  bye: MessageOf<'bye'>;
  /** A refusal that answers no command. */
  refusal: RefusalOnTheWire;
}

/** What a turn's clock is computed from. */
export type TurnClock = Pick<TurnView, 'limit_ms' | 'spent_ms' | 'running_since'>;

export interface ClientOptions {
  /** Of the socket, see `socketUrl`. */
  url: string;
  /** Goes before what the browser has. */
  platform?: Partial<Platform>;
  /**
   * Asked after handshakes that failed, whose reason browsers hide; when it rejects with a `Problem` that time does not
   * change (400, 401, 403, 404, 410), the client closes. `Http.confirmSeat` does it.
   */
  confirmSeat?: () => Promise<unknown>;
}

/** One session as one seat sees it, over any number of connections. */
export interface Client {
  /** Opens the connection; throws when the URL is not one for a WebSocket. Later calls do nothing. */
  connect(): void;
  /**
   * To be called on `online`, on `pageshow` and when the page becomes visible: waits no longer than the server has asked
   * for, and makes sure that a connection which seems to be there is.
   */
  retryNow(): void;
  /** Leaves for good; commands without an answer are rejected. */
  close(): void;
  /** Listens until the function that it returns is called. A listener that throws stops no other. */
  on<Name extends keyof ClientEvents>(name: Name, listener: (told: ClientEvents[Name]) => void): () => void;
  /**
   * Sends a command, and sends it again with the same id after a reconnection and after refusals that pass
   * (`unavailable`, `rate_limited`), so that it takes effect at most once. At most 64 may wait. Commands keep their order
   * unless one of them had to be repeated.
   * @returns the sequence number of the entry that it made, and the command that takes it back where there is one and the
   * server's first answer was heard; rejects with a `Refusal`
   */
  send(command: Command): Promise<{ seq: number; undo?: Command }>;
  /**
   * Live words of a turn, all of the caption so far: only the newest are sent, four times a second. While there is no
   * connection they are lost. Throws `RangeError` beyond 8,000 characters.
   */
  caption(turn: number, text: string): void;
  /** The server's time, in milliseconds since 1970. */
  now(): number;
  /** The milliseconds that a turn has used. */
  spent(turn: TurnClock): number;
  /** The milliseconds that a turn has left, below zero when it has overrun. */
  remaining(turn: TurnClock): number;
  readonly status: Status;
  /**
   * The newest view, or null before the first; it stays while a connection is away. Its objects have no prototype, and
   * what did not change keeps its identity, so parts can be compared with `===`. Never alter it.
   */
  readonly view: View | null;
  /** What the view stands for; null while a whole state is awaited. */
  readonly position: Position | null;
  /** The newest welcome (who I am, with role and capabilities), or null before the first. */
  readonly welcome: MessageOf<'welcome'> | null;
  /** When the server was last heard, in its time, or null before: a view without a connection is as old as this. */
  readonly heardAt: number | null;
  /** The round trip of the newest ping in milliseconds, or null before the first. */
  readonly roundTripMs: number | null;
}

export function createClient(options: ClientOptions): Client;

/**
 * What is known of a command that was not accepted: `refused` changed nothing; with `unknown` it was sent, but the client
 * was closed before the answer came, so that it may have taken effect.
 */
export type Outcome = 'refused' | 'unknown';

/** A command that was not accepted. */
export class Refusal extends Error {
  constructor(refusal: RefusalOnTheWire, outcome?: Outcome);
  /** One of the protocol's refusal codes. */
  code: RefusalOnTheWire['code'];
  outcome: Outcome;
  /** With `stale_turn`: the innermost turn; absent when the floor is free. */
  current_turn: RefusalOnTheWire['current_turn'];
  /** With `stale_item`: the active item. */
  current_item: RefusalOnTheWire['current_item'];
}

/** A call by HTTP that failed, told by the server as problem details, or by the network. */
export class Problem extends Error {
  constructor(code: string, status: number, detail: string, retryMs: number | null);
  /** Stable; `unavailable` when no server of ours has answered. */
  code: string;
  /** Of HTTP; 0 when no server of ours has answered. */
  status: number;
  /** How long the server asks to wait, if it does. */
  retryMs: number | null;
}

export interface HttpOptions {
  /** Where the server is, such as `https://example.org` or one with a path; without it, where the page comes from. */
  base?: string;
  /** A seat's token, where there is no cookie. */
  token?: string;
  /** Which seat, where this browser has more than one. */
  participant?: number;
  fetch?: (url: string, request: HttpRequest) => Promise<HttpResponse>;
}

export interface HttpRequest {
  method: string;
  headers: Record<string, string>;
  body?: string;
}

export interface HttpResponse {
  ok: boolean;
  status: number;
  headers: { get(name: string): string | null };
  text(): Promise<string>;
}

/** The names and values of a query; those that are undefined are left out. */
export type Query = Record<string, string | number | undefined>;

/** The calls that a seat makes beside its socket. All reject with a `Problem`; answers have objects without prototypes. */
export interface Http {
  /** Any other call; `path` begins with a slash. An answer without a body is undefined. */
  call(method: string, path: string, query?: Query, body?: unknown): Promise<any>;
  /** Takes the seat that an invitation's token is for: the cookie is set, and the answer's token stands for it elsewhere. */
  redeem(invitation: string): Promise<Seat>;
  /** Forgets the seat in a session on this device, and none of other sessions. */
  forget(session: string): Promise<void>;
  session(session: string): Promise<{ position: Position; utc_offset_minutes?: number; view: View }>;
  /** Asks the least that only a good seat gets. */
  confirmSeat(session: string): Promise<unknown>;
  proceedings(session: string, page?: { after?: number; limit?: number }): Promise<Proceedings>;
  participants(session: string, page?: { after?: number; limit?: number }): Promise<ParticipantPage>;
  posts(session: string, thread: number, page?: { before?: number; limit?: number; ids?: string; waiting?: string }): Promise<PostPage>;
}

export function createHttp(options: HttpOptions): Http;

/** Page after page, each loaded with the `next` of the one before, until one names no next. */
export function pages<Page extends { next?: number | null }>(
  load: (cursor: number | undefined) => Promise<Page>,
): AsyncGenerator<Page, void, void>;

/**
 * @param base where the server is, such as `https://example.org` or one with a path
 * @param participant which seat, where this browser has more than one
 * @returns what `createClient` connects to
 */
export function socketUrl(base: string, session: string, participant?: number): string;

/** Parses JSON into values whose objects have no prototype; throws `SyntaxError` when the text is not JSON. */
export function parse(text: string): any;

/**
 * Applies an RFC 7396 merge patch and leaves both arguments as they were; both are values as `parse` gives them. What the
 * patch does not change keeps its identity; a patch that changes nothing gives back `target`.
 */
export function mergePatch(target: any, patch: any): any;
