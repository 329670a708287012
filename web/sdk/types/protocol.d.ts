/**
 * The messages of the protocol, version 1. Made from the server's JSON Schema by `npm run types` in `tests/web`;
 * what is to be changed is changed in the server's types.
 */

/**
 * What a client says.
 */
export type ClientMessage =
  | {
      position: Position | null;
      type: 'hello';
    }
  | {
      command: Command;
      id: string;
      type: 'command';
    }
  | {
      t: number;
      type: 'ping';
    }
  | {
      text: string;
      turn: number;
      type: 'caption';
    };
/**
 * What somebody asks of a session.
 */
export type Command =
  | {
      type: 'open_session';
    }
  | {
      type: 'call_recess';
    }
  | {
      type: 'resume_session';
    }
  | {
      type: 'adjourn_session';
    }
  | {
      type: 'seal_session';
    }
  | {
      reason: string;
      rules: RulesPatch;
      type: 'amend_rules';
    }
  | {
      note?: string;
      step: string;
      type: 'complete_step';
    }
  | {
      before?: number;
      kind: ItemKind;
      limit_ms?: number;
      title: string;
      type: 'add_item';
    }
  | {
      item: number;
      kind?: ItemKind;
      limit_ms?: number;
      title?: string;
      type: 'edit_item';
    }
  | {
      before?: number;
      item: number;
      type: 'move_item';
    }
  | {
      expect_item: number | null;
      item: number;
      type: 'start_item';
      waiting?: 'carry_over' | 'expire';
    }
  | {
      conclusion?: string;
      expect_item: number | null;
      type: 'finish_item';
      waiting?: 'carry_over' | 'expire';
    }
  | {
      item: number;
      type: 'defer_item';
    }
  | {
      item: number;
      text: string;
      type: 'conclude_item';
    }
  | {
      for?: number;
      item: number;
      kind: RequestKind;
      replies_to?: number;
      subject?: string;
      type: 'request_floor';
    }
  | {
      request: number;
      subject: string;
      type: 'add_point';
    }
  | {
      request: number;
      type: 'withdraw_request';
    }
  | {
      request: number;
      type: 'defer_request';
    }
  | {
      reason: string;
      request: number;
      type: 'deny_request';
    }
  | {
      request: number;
      type: 'restore_request';
    }
  | {
      before?: number;
      reason: string;
      request: number;
      type: 'move_request';
    }
  | {
      item: number;
      type: 'open_queue';
    }
  | {
      item: number;
      type: 'close_queue';
    }
  | {
      request: number;
      type: 'last_word';
    }
  | {
      expect_turn: number | null;
      request: number;
      type: 'call_speaker';
    }
  | {
      request: number;
      type: 'recall_call';
    }
  | {
      request: number;
      type: 'ready';
    }
  | {
      request: number;
      type: 'pass_request';
    }
  | {
      expect_turn: number | null;
      request: number;
      type: 'grant_floor';
    }
  | {
      expect_turn: number | null;
      type: 'release_floor';
    }
  | {
      expect_turn: number | null;
      reason?: string;
      type: 'end_turn';
    }
  | {
      expect_turn: number | null;
      reason: string;
      type: 'revoke_turn';
    }
  | {
      expect_turn: number | null;
      reason?: string;
      type: 'pause_turn';
    }
  | {
      expect_turn: number | null;
      type: 'resume_turn';
    }
  | {
      by_ms: number;
      expect_turn: number | null;
      reason: string;
      type: 'extend_turn';
    }
  | {
      expect_turn: number | null;
      to: number;
      type: 'yield_floor';
    }
  | {
      turn: number;
      type: 'restore_turn';
    }
  | {
      item?: number;
      title: string;
      type: 'open_thread';
    }
  | {
      thread: number;
      type: 'close_thread';
    }
  | {
      thread: number;
      type: 'reopen_thread';
    }
  | {
      replies_to?: number;
      text: string;
      thread: number;
      type: 'publish_post';
    }
  | {
      post: number;
      text: string;
      type: 'revise_post';
    }
  | {
      post: number;
      type: 'withdraw_post';
    }
  | {
      post: number;
      reason: string;
      type: 'hide_post';
    }
  | {
      post: number;
      type: 'show_post';
    }
  | {
      post: number;
      type: 'approve_post';
    }
  | {
      post: number;
      type: 'endorse_post';
    }
  | {
      post: number;
      type: 'pin_post';
    }
  | {
      post: number;
      type: 'unpin_post';
    }
  | {
      post: number;
      statement: number;
      type: 'answer_post';
    }
  | {
      post: number;
      type: 'raise_post';
    }
  | {
      text: string;
      turn: number;
      type: 'record_statement';
    }
  | {
      reason: string;
      statement: number;
      text: string;
      type: 'revise_statement';
    }
  | {
      statement: number;
      type: 'confirm_statement';
    }
  | {
      due?: string;
      owner: number;
      source: number;
      text: string;
      type: 'record_commitment';
    }
  | {
      commitment: number;
      text: string;
      type: 'report_commitment';
    }
  | {
      commitment: number;
      finding: string;
      text?: string;
      type: 'verify_commitment';
    }
  | {
      commitment: number;
      reason: string;
      type: 'reopen_commitment';
    }
  | {
      choices_max: number;
      options: string[];
      question: string;
      type: 'open_poll';
    }
  | {
      choices: number[];
      poll: number;
      type: 'vote';
    }
  | {
      poll: number;
      type: 'close_poll';
    }
  | {
      participant: number;
      reason: string;
      type: 'remove';
    }
  | {
      participant: number;
      role: Role;
      type: 'change_role';
    }
  | {
      participants: number[];
      type: 'sign_in';
    };
export type ItemKind = 'study' | 'report' | 'keynote' | 'discussion' | 'response' | 'summary';
export type RequestKind = 'point_of_order' | 'question' | 'reply' | 'prepared' | 'impromptu';
export type Role =
  'owner' | 'chair' | 'clerk' | 'member' | 'respondent' | 'operator' | 'captioner' | 'observer' | 'display';
/**
 * One fact of the journal, or that there is one which this audience may not see.
 */
export type Entry =
  | {
      type: 'redacted';
    }
  | {
      for: number;
      item: number;
      kind: RequestKind;
      subject?: string;
      type: 'floor_requested';
    }
  | {
      item: number;
      kind: RequestKind;
      limit_ms: number;
      request: number;
      speaker: number;
      type: 'floor_granted';
    }
  | {
      how: 'released' | 'ended' | 'timed_out' | 'revoked' | 'yielded';
      limit_ms?: number;
      reason?: string;
      resumed?: number;
      spent_ms: number;
      to?: number;
      turn: number;
      type: 'turn_ended';
    }
  | {
      type: 'session_opened';
    };
export type RefusalCode =
  | 'malformed'
  | 'unknown_command'
  | 'too_large'
  | 'rate_limited'
  | 'not_permitted'
  | 'not_found'
  | 'wrong_phase'
  | 'stale_turn'
  | 'stale_item'
  | 'queue_closed'
  | 'queue_full'
  | 'already_waiting'
  | 'floor_taken'
  | 'floor_free'
  | 'thread_closed'
  | 'poll_closed'
  | 'already_voted'
  | 'too_long'
  | 'empty'
  | 'unchanged'
  | 'sealed'
  | 'unavailable';
/**
 * What the server says.
 */
export type ServerMessage =
  | {
      capabilities: string[];
      heartbeat_ms: number;
      now: string;
      participant: Welcomed;
      position: Position;
      type: 'welcome';
    }
  | {
      position: Position;
      type: 'state';
      view: View;
    }
  | {
      at: string;
      by: number | null;
      entry: Entry;
      patch: {
        [k: string]: unknown;
      };
      seq: number;
      type: 'event';
    }
  | {
      id?: string | null;
      ok: boolean;
      refusal?: Refusal;
      seq?: number;
      type: 'reply';
    }
  | {
      now: string;
      t: number;
      type: 'pong';
    }
  | {
      away: number[];
      by_sector: {
        [k: string]: number;
      };
      by_venue: {
        [k: string]: number;
      };
      online: number;
      tallies: {
        [k: string]: number[];
      };
      type: 'presence';
    }
  | {
      text: string;
      turn: number;
      type: 'caption';
    }
  | {
      code: string;
      retry_ms: number | null;
      type: 'bye';
    };
export type Why =
  | {
      code: 'turns';
      turns: number;
    }
  | {
      code: 'arrival';
    }
  | {
      by: number;
      code: 'moved';
      reason: string;
    }
  | {
      code: 'safe';
    };

/**
 * Everything that is said between a Rostrum server and its clients.
 */
export interface Protocol {
  client_message: ClientMessage;
  command: Command;
  entry: Entry;
  participants_page: ParticipantsPage;
  posts_page: PostsPage;
  proceedings_page: ProceedingsPage;
  refusal: Refusal;
  seat: Seat;
  server_message: ServerMessage;
  session_now: SessionNow;
  view: View;
}
/**
 * A place in a session's journal.
 */
export interface Position {
  epoch: string;
  seq: number;
}
/**
 * A merge patch on the rules.
 */
export interface RulesPatch {
  [k: string]: unknown;
}
export interface ParticipantsPage {
  next?: number;
  participants: Participant[];
}
export interface Participant {
  name: string;
  participant: number;
  role: Role;
  sector?: string;
  venue?: number;
}
export interface PostsPage {
  next?: number;
  posts: Post[];
}
export interface Post {
  at: string;
  by: Person;
  hidden?: boolean;
  post: number;
  replies_to?: number;
  text: string;
  versions: number;
}
/**
 * Somebody, as others see them.
 */
export interface Person {
  name: string;
  participant: number;
  sector?: string;
  venue?: number;
}
export interface ProceedingsPage {
  entries: JournalEntry[];
  next?: number;
  position: Position;
}
export interface JournalEntry {
  at: string;
  by: number | null;
  command: string | null;
  entry: Entry;
  seq: number;
}
/**
 * Why a command was not accepted.
 */
export interface Refusal {
  code: RefusalCode;
  current_item?: number;
  current_turn?: number;
  message: string;
}
/**
 * What redeeming an invitation answers.
 */
export interface Seat {
  participant: number;
  role: Role;
  session: string;
  token: string;
}
export interface Welcomed {
  name: string;
  participant: number;
  role: Role;
  sector?: string;
  venue?: number;
}
/**
 * What a room needs now, as one audience sees it.
 */
export interface View {
  agenda: AgendaView;
  counts: CountsView;
  floor: FloorView;
  polls: {
    [k: string]: PollView;
  };
  queues: {
    [k: string]: QueueView;
  };
  requests: {
    [k: string]: RequestView;
  };
  rules: Rules;
  session: SessionView;
  threads: {
    [k: string]: ThreadView;
  };
  turns: {
    [k: string]: TurnView;
  };
  venues: {
    [k: string]: VenueView;
  };
}
export interface AgendaView {
  active?: number;
  items: {
    [k: string]: ItemView;
  };
  order: number[];
}
export interface ItemView {
  conclusion?: string;
  kind: ItemKind;
  limit_ms?: number;
  links?: Link[];
  state: string;
  title: string;
}
export interface Link {
  label: string;
  url: string;
}
export interface CountsView {
  arrived: number;
  participants: number;
  posts: number;
  statements: number;
  turns: number;
}
export interface FloorView {
  interrupted: number[];
  turn?: number;
}
export interface PollView {
  choices_max: number;
  open: boolean;
  options: string[];
  question: string;
  result?: number[];
}
export interface QueueView {
  open: boolean;
  order: number[];
}
export interface RequestView {
  asked_by: number;
  for: Person;
  item: number;
  kind: RequestKind;
  points?: string[];
  state: 'waiting' | 'called' | 'ready';
  subject?: string;
  why: Why[];
}
export interface Rules {
  discipline: 'arrival' | 'fewest_turns' | 'least_time' | 'sector_rotation' | 'venue_rotation' | 'chair_order';
  drop_clock: 'stops' | 'runs';
  drop_grace_ms: number;
  kind_limits_ms: {
    [k: string]: number;
  };
  overtime: 'warn' | 'overrun' | 'stop';
  posts_moderated: boolean;
  queue_max: number;
  quorum: number;
  ready_timeout_ms: number;
  requests_per_kind: number;
  safe_positions: number;
  threads_after: boolean;
  threads_before: boolean;
  tie_window_ms: number;
  turn_limit_ms: number;
  warn_ms: number;
}
export interface SessionView {
  body?: string;
  form: string;
  form_version: number;
  id: string;
  links?: Link[];
  opened_at?: string;
  parent?: string;
  phase: 'draft' | 'open' | 'recess' | 'adjourned' | 'sealed';
  series?: string;
  starts_at?: string;
  title: string;
}
export interface ThreadView {
  item?: number;
  last_at?: string;
  open: boolean;
  pinned: number[];
  posts: number;
  title: string;
}
/**
 * A turn that runs, pauses or waits under another.
 *
 */
export interface TurnView {
  item: number;
  kind: RequestKind;
  limit_ms: number;
  reason?: string;
  request: number;
  running_since?: string;
  speaker: Person;
  spent_ms: number;
  state: 'holding' | 'paused' | 'interrupted' | 'dropped';
}
export interface VenueView {
  kind: string;
  links?: Link[];
  name: string;
}
export interface SessionNow {
  position: Position;
  view: View;
}
