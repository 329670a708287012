/**
 * The messages of the protocol, version 1. Made from the server's JSON Schema by `npm run types` in `tests/web`;
 * what is to be changed is changed in the server's types.
 */

/**
 * What a client sends.
 */
export type ClientMessage =
  | {
      /**
       * Where the client is, null on a first visit.
       */
      position?: Position | null;
      type: 'hello';
    }
  | {
      /**
       * What.
       */
      command: Command;
      /**
       * The command's own id, the same each time it is sent.
       */
      id: string;
      type: 'command';
    }
  | {
      /**
       * Whatever the client wants back.
       */
      t: number;
      type: 'ping';
    }
  | {
      /**
       * The words so far.
       */
      text: string;
      /**
       * Which turn.
       */
      turn: TurnId;
      type: 'caption';
    };
/**
 * A command of a participant, named in the imperative (protocol.md, "Commands").
 */
export type Command =
  | {
      /**
       * Why it is opened although mandatory steps are open.
       */
      reason?: string | null;
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
      /**
       * Why.
       */
      reason: string;
      /**
       * A merge patch on the rules as they are.
       */
      rules: RulesPatch;
      type: 'amend_rules';
    }
  | {
      /**
       * What is to be said of it.
       */
      note?: string | null;
      /**
       * Which.
       */
      step: StepId;
      type: 'complete_step';
    }
  | {
      /**
       * The item that it stands before.
       */
      before?: ItemId | null;
      /**
       * What it is for.
       */
      kind: ItemKind;
      /**
       * Each turn's limit in it, in milliseconds.
       */
      limit_ms?: number | null;
      /**
       * Material.
       */
      links?: Link[];
      /**
       * What it is about.
       */
      title: string;
      type: 'add_item';
    }
  | {
      /**
       * Which.
       */
      item: ItemId;
      /**
       * A new kind.
       */
      kind?: ItemKind | null;
      /**
       * A new limit for each turn, in milliseconds.
       */
      limit_ms?: number | null;
      /**
       * New material, in the place of the old.
       */
      links?: Link[] | null;
      /**
       * A new title.
       */
      title?: string | null;
      type: 'edit_item';
    }
  | {
      /**
       * The item that it stands before.
       */
      before?: ItemId | null;
      /**
       * Which.
       */
      item: ItemId;
      type: 'move_item';
    }
  | {
      /**
       * The active item, or null.
       */
      expect_item: ItemId | null;
      /**
       * Which.
       */
      item: ItemId;
      type: 'start_item';
      /**
       * What becomes of the requests for the item that ends.
       */
      waiting?: Waiting;
    }
  | {
      /**
       * What came of it.
       */
      conclusion?: string | null;
      /**
       * The active item, or null.
       */
      expect_item: ItemId | null;
      type: 'finish_item';
      /**
       * What becomes of its requests.
       */
      waiting?: Waiting;
    }
  | {
      /**
       * Which.
       */
      item: ItemId;
      type: 'defer_item';
    }
  | {
      /**
       * Which.
       */
      item: ItemId;
      /**
       * What came of it.
       */
      text: string;
      type: 'conclude_item';
    }
  | {
      /**
       * For whom, if not for the sender.
       */
      for?: ParticipantId | null;
      /**
       * For which item.
       */
      item: ItemId;
      /**
       * What for.
       */
      kind: RequestKind;
      /**
       * The turn that a reply answers.
       */
      replies_to?: TurnId | null;
      /**
       * In one line.
       */
      subject?: string | null;
      type: 'request_floor';
    }
  | {
      /**
       * Which.
       */
      request: RequestId;
      /**
       * The point in one line.
       */
      subject: string;
      type: 'add_point';
    }
  | {
      /**
       * Which.
       */
      request: RequestId;
      type: 'withdraw_request';
    }
  | {
      /**
       * Which.
       */
      request: RequestId;
      type: 'defer_request';
    }
  | {
      /**
       * Why.
       */
      reason: string;
      /**
       * Which.
       */
      request: RequestId;
      type: 'deny_request';
    }
  | {
      /**
       * Which.
       */
      request: RequestId;
      type: 'restore_request';
    }
  | {
      /**
       * The request that it stands before; the end of its rank without one.
       */
      before?: RequestId | null;
      /**
       * Why.
       */
      reason: string;
      /**
       * Which.
       */
      request: RequestId;
      type: 'move_request';
    }
  | {
      /**
       * Which.
       */
      request: RequestId;
      type: 'last_word';
    }
  | {
      /**
       * Which item.
       */
      item: ItemId;
      type: 'open_queue';
    }
  | {
      /**
       * Which item.
       */
      item: ItemId;
      type: 'close_queue';
    }
  | {
      /**
       * The innermost turn, or null.
       */
      expect_turn: TurnId | null;
      /**
       * Why, where others wait before it (*ours*).
       */
      reason?: string | null;
      /**
       * Which request.
       */
      request: RequestId;
      type: 'call_speaker';
    }
  | {
      /**
       * Which request.
       */
      request: RequestId;
      type: 'recall_call';
    }
  | {
      /**
       * Which request.
       */
      request: RequestId;
      type: 'ready';
    }
  | {
      /**
       * Which request.
       */
      request: RequestId;
      type: 'pass_request';
    }
  | {
      /**
       * The innermost turn, or null.
       */
      expect_turn: TurnId | null;
      /**
       * Why, where others wait before it (*ours*).
       */
      reason?: string | null;
      /**
       * Which request.
       */
      request: RequestId;
      type: 'grant_floor';
    }
  | {
      /**
       * The innermost turn, or null.
       */
      expect_turn: TurnId | null;
      type: 'release_floor';
    }
  | {
      /**
       * The innermost turn, or null.
       */
      expect_turn: TurnId | null;
      /**
       * Why.
       */
      reason?: string | null;
      type: 'end_turn';
    }
  | {
      /**
       * The innermost turn, or null.
       */
      expect_turn: TurnId | null;
      /**
       * Why.
       */
      reason: string;
      type: 'revoke_turn';
    }
  | {
      /**
       * The innermost turn, or null.
       */
      expect_turn: TurnId | null;
      /**
       * Why.
       */
      reason?: string | null;
      type: 'pause_turn';
    }
  | {
      /**
       * The innermost turn, or null.
       */
      expect_turn: TurnId | null;
      type: 'resume_turn';
    }
  | {
      /**
       * How much more, in milliseconds.
       */
      by_ms: number;
      /**
       * The innermost turn, or null.
       */
      expect_turn: TurnId | null;
      /**
       * Why.
       */
      reason: string;
      type: 'extend_turn';
    }
  | {
      /**
       * The innermost turn, or null.
       */
      expect_turn: TurnId | null;
      /**
       * To whom.
       */
      to: ParticipantId;
      type: 'yield_floor';
    }
  | {
      /**
       * The ended turn.
       */
      turn: TurnId;
      type: 'restore_turn';
    }
  | {
      /**
       * The item that it belongs to.
       */
      item?: ItemId | null;
      /**
       * The topic.
       */
      title: string;
      type: 'open_thread';
    }
  | {
      /**
       * Which.
       */
      thread: ThreadId;
      type: 'close_thread';
    }
  | {
      /**
       * Which.
       */
      thread: ThreadId;
      type: 'reopen_thread';
    }
  | {
      /**
       * The post of the same thread that it answers.
       */
      replies_to?: PostId | null;
      /**
       * The words.
       */
      text: string;
      /**
       * Which thread.
       */
      thread: ThreadId;
      type: 'publish_post';
    }
  | {
      /**
       * Which.
       */
      post: PostId;
      /**
       * The new words.
       */
      text: string;
      type: 'revise_post';
    }
  | {
      /**
       * Which.
       */
      post: PostId;
      type: 'withdraw_post';
    }
  | {
      /**
       * Which.
       */
      post: PostId;
      /**
       * Why.
       */
      reason: string;
      type: 'hide_post';
    }
  | {
      /**
       * Which.
       */
      post: PostId;
      type: 'show_post';
    }
  | {
      /**
       * Which.
       */
      post: PostId;
      type: 'approve_post';
      /**
       * The entry with the words that were read (*ours*); the newest without it.
       */
      version?: number | null;
    }
  | {
      /**
       * Which.
       */
      post: PostId;
      type: 'endorse_post';
    }
  | {
      /**
       * Which.
       */
      post: PostId;
      type: 'pin_post';
    }
  | {
      /**
       * Which.
       */
      post: PostId;
      type: 'unpin_post';
    }
  | {
      /**
       * Which.
       */
      post: PostId;
      /**
       * The statement that answers it.
       */
      statement: StatementId;
      type: 'answer_post';
    }
  | {
      /**
       * Which.
       */
      post: PostId;
      /**
       * In one line, such as the post's beginning (*ours*).
       */
      subject?: string | null;
      type: 'raise_post';
    }
  | {
      /**
       * The words, kept as sent.
       */
      text: string;
      /**
       * Which turn.
       */
      turn: TurnId;
      type: 'record_statement';
    }
  | {
      /**
       * Why.
       */
      reason: string;
      /**
       * Which.
       */
      statement: StatementId;
      /**
       * The corrected words.
       */
      text: string;
      type: 'revise_statement';
    }
  | {
      /**
       * Which.
       */
      statement: StatementId;
      type: 'confirm_statement';
      /**
       * The entry with the words that were read (*ours*); the newest without it.
       */
      version?: number | null;
    }
  | {
      /**
       * Who asked and says later how it was kept (*ours*); without it, whoever spoke in the turn that was replied to.
       */
      asked_by?: ParticipantId | null;
      /**
       * What it is about, in a word, for counting (*ours*).
       */
      category?: string | null;
      /**
       * The last day for it.
       */
      due?: Date | null;
      /**
       * Who is to do it: an owner or a respondent.
       */
      owner: ParticipantId;
      /**
       * The statement that it was promised in.
       */
      source: StatementId;
      /**
       * What was promised.
       */
      text: string;
      type: 'record_commitment';
    }
  | {
      /**
       * Which.
       */
      commitment: CommitmentId;
      /**
       * What has been done.
       */
      text: string;
      type: 'report_commitment';
    }
  | {
      /**
       * Which.
       */
      commitment: CommitmentId;
      /**
       * How.
       */
      finding: Finding;
      /**
       * In words.
       */
      text?: string | null;
      type: 'verify_commitment';
    }
  | {
      /**
       * Which.
       */
      commitment: CommitmentId;
      /**
       * Why.
       */
      reason: string;
      type: 'reopen_commitment';
    }
  | {
      /**
       * Which.
       */
      commitment: CommitmentId;
      /**
       * Why.
       */
      reason: string;
      type: 'withdraw_commitment';
    }
  | {
      /**
       * How many options one answer may choose.
       */
      choices_max: number;
      /**
       * What can be answered, at least two.
       */
      options: string[];
      /**
       * What is asked.
       */
      question: string;
      type: 'open_poll';
    }
  | {
      /**
       * The options chosen, each by its place from 0, each once.
       */
      choices: number[];
      /**
       * Which poll.
       */
      poll: PollId;
      type: 'vote';
    }
  | {
      /**
       * Which poll.
       */
      poll: PollId;
      type: 'close_poll';
    }
  | {
      /**
       * What; null lets them follow the session by themselves.
       */
      scene: Scene | null;
      type: 'show_scene';
    }
  | {
      /**
       * Whom.
       */
      participant: ParticipantId;
      /**
       * Why.
       */
      reason: string;
      type: 'remove';
    }
  | {
      /**
       * Whom.
       */
      participant: ParticipantId;
      /**
       * Which.
       */
      role: Role;
      type: 'change_role';
    }
  | {
      /**
       * Who, at most 500.
       */
      participants: ParticipantId[];
      type: 'sign_in';
    };
/**
 * How a queue orders its requests inside a rank (protocol.md, "Meaning").
 */
export type Discipline =
  'arrival' | 'fewest_turns' | 'least_time' | 'sector_rotation' | 'venue_rotation' | 'chair_order';
/**
 * What the clock of a turn does whose speaker lost the last connection.
 */
export type DropClock = 'stops' | 'runs';
/**
 * What a participant is in the session.
 */
export type Role =
  'chair' | 'clerk' | 'member' | 'respondent' | 'operator' | 'captioner' | 'observer' | 'display' | 'owner';
/**
 * What happens when a turn's time is used up.
 */
export type Overtime = 'warn' | 'overrun' | 'stop';
/**
 * A step of preparation: 1, 2, 3 … in the order of the form.
 */
export type StepId = number;
/**
 * An agenda item.
 */
export type ItemId = number;
/**
 * What an agenda item is for.
 */
export type ItemKind = 'study' | 'report' | 'keynote' | 'discussion' | 'response' | 'summary';
/**
 * What becomes of the requests that wait when their item ends.
 */
export type Waiting = 'expire' | 'carry_over';
/**
 * A person of the session: 1, 2, 3 … in the order of invitation; 0 stands for the convener.
 */
export type ParticipantId = number;
/**
 * What somebody asks for the floor for; the order is the rank (SPEC D5).
 */
export type RequestKind = 'point_of_order' | 'question' | 'reply' | 'prepared' | 'impromptu';
/**
 * One holding of the floor; never used a second time.
 */
export type TurnId = number;
/**
 * A request for the floor.
 */
export type RequestId = number;
/**
 * A topic thread.
 */
export type ThreadId = number;
/**
 * A post in a thread.
 */
export type PostId = number;
/**
 * A statement of the record.
 */
export type StatementId = number;
export type Date = string;
/**
 * A commitment.
 */
export type CommitmentId = number;
/**
 * How a commitment was kept, in the eyes of who asked.
 */
export type Finding = 'satisfied' | 'partly' | 'not';
/**
 * A poll.
 */
export type PollId = number;
/**
 * What a big screen shows.
 */
export type Scene =
  | {
      kind: 'lobby';
    }
  | {
      kind: 'floor';
    }
  | {
      kind: 'agenda';
    }
  | {
      kind: 'captions';
    }
  | {
      kind: 'post';
      /**
       * Which.
       */
      post: PostId;
    }
  | {
      kind: 'statement';
      /**
       * Which.
       */
      statement: StatementId;
    }
  | {
      kind: 'poll';
      /**
       * Which.
       */
      poll: PollId;
    }
  | {
      kind: 'message';
      /**
       * What it says.
       */
      text: string;
    }
  | {
      kind: 'break';
      /**
       * When it ends, within 24 hours.
       */
      until: Timestamp;
    }
  | {
      kind: 'blank';
    };
export type Timestamp = string;
/**
 * The stable code of a refusal.
 */
export type Code =
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
 * What an entry of a commitment's follow-up says.
 */
export type FollowUpWords =
  | {
      /**
       * In words.
       */
      text: string;
      type: 'reported';
    }
  | {
      /**
       * How.
       */
      finding: Finding;
      /**
       * In words.
       */
      text?: string | null;
      type: 'verified';
    }
  | {
      /**
       * Why.
       */
      reason: string;
      type: 'reopened';
    }
  | {
      /**
       * Why.
       */
      reason: string;
      type: 'withdrawn';
    };
/**
 * Where a commitment stands.
 */
export type CommitmentState = 'recorded' | 'reported' | 'verified' | 'reopened' | 'withdrawn';
/**
 * An entry as one audience sees it.
 */
export type Entry =
  | Event
  | {
      type: 'redacted';
    };
/**
 * One entry's fact. Names are in the past tense (protocol.md, "Entries").
 */
export type Event =
  | (SessionCreated & {
      type: 'session_created';
    })
  | {
      /**
       * They, numbered on.
       */
      participants: PersonInvited[];
      type: 'participants_invited';
    }
  | {
      /**
       * The item that it stands before.
       */
      before?: ItemId | null;
      /**
       * What it is for.
       */
      kind: ItemKind;
      /**
       * Each turn's limit in it, in milliseconds.
       */
      limit_ms?: number | null;
      /**
       * Material.
       */
      links?: Link[];
      /**
       * What it is about.
       */
      title: string;
      type: 'item_added';
    }
  | {
      /**
       * Which.
       */
      item: ItemId;
      /**
       * The new kind.
       */
      kind?: ItemKind | null;
      /**
       * The new limit, in milliseconds.
       */
      limit_ms?: number | null;
      /**
       * The new material.
       */
      links?: Link[] | null;
      /**
       * The new title.
       */
      title?: string | null;
      type: 'item_edited';
    }
  | {
      /**
       * The item that it stands before.
       */
      before?: ItemId | null;
      /**
       * Which.
       */
      item: ItemId;
      type: 'item_moved';
    }
  | {
      /**
       * Requests that wait for the new item now.
       */
      carried?: RequestId[];
      /**
       * Requests that ended with it.
       */
      expired?: RequestId[];
      /**
       * The item that ended by this.
       */
      finished?: ItemId | null;
      /**
       * Which.
       */
      item: ItemId;
      type: 'item_started';
    }
  | {
      /**
       * Requests that wait for another item now.
       */
      carried?: RequestId[];
      /**
       * That item.
       */
      carried_to?: ItemId | null;
      /**
       * What came of it.
       */
      conclusion?: string | null;
      /**
       * Requests that ended with it.
       */
      expired?: RequestId[];
      /**
       * Which ended.
       */
      item: ItemId;
      type: 'item_finished';
    }
  | {
      /**
       * Which.
       */
      item: ItemId;
      type: 'item_deferred';
    }
  | {
      /**
       * Which.
       */
      item: ItemId;
      /**
       * What came of it.
       */
      text: string;
      type: 'item_concluded';
    }
  | {
      /**
       * Mandatory steps that were open.
       */
      open_steps?: StepId[];
      /**
       * Why it was opened all the same.
       */
      reason?: string | null;
      type: 'session_opened';
    }
  | {
      /**
       * The turn that it paused.
       */
      paused?: TurnId | null;
      /**
       * The request that was called or ready, back at its place.
       */
      recalled?: RequestId | null;
      type: 'recess_called';
    }
  | {
      type: 'session_resumed';
    }
  | {
      /**
       * Every request that still waited.
       */
      expired?: RequestId[];
      /**
       * The item that ended by this.
       */
      finished?: ItemId | null;
      /**
       * Every poll that was open.
       */
      polls?: PollId[];
      type: 'session_adjourned';
    }
  | {
      type: 'session_sealed';
    }
  | {
      /**
       * Why.
       */
      reason: string;
      /**
       * A merge patch on the rules before.
       */
      rules: RulesPatch;
      type: 'rules_amended';
    }
  | {
      /**
       * What was said of it.
       */
      note?: string | null;
      /**
       * Which.
       */
      step: StepId;
      type: 'step_completed';
    }
  | {
      /**
       * Which item.
       */
      item: ItemId;
      type: 'queue_opened';
    }
  | {
      /**
       * Which item.
       */
      item: ItemId;
      type: 'queue_closed';
    }
  | {
      /**
       * For whom, if not for who asked.
       */
      for?: ParticipantId | null;
      /**
       * For which item.
       */
      item: ItemId;
      /**
       * What for.
       */
      kind: RequestKind;
      /**
       * The post that is to be spoken about (*ours*).
       */
      post?: PostId | null;
      /**
       * The turn that a reply answers.
       */
      replies_to?: TurnId | null;
      /**
       * In one line.
       */
      subject?: string | null;
      type: 'floor_requested';
    }
  | {
      /**
       * To which request.
       */
      request: RequestId;
      /**
       * The point in one line.
       */
      subject: string;
      type: 'point_added';
    }
  | {
      /**
       * Which.
       */
      request: RequestId;
      type: 'request_withdrawn';
    }
  | {
      /**
       * Which.
       */
      request: RequestId;
      type: 'request_deferred';
    }
  | {
      /**
       * Why.
       */
      reason: string;
      /**
       * Which.
       */
      request: RequestId;
      type: 'request_denied';
    }
  | {
      /**
       * Which.
       */
      request: RequestId;
      type: 'request_restored';
    }
  | {
      /**
       * Which.
       */
      request: RequestId;
      type: 'last_word_given';
    }
  | {
      /**
       * The request that it stands before; the end of its rank without one.
       */
      before?: RequestId | null;
      /**
       * Why.
       */
      reason: string;
      /**
       * Which.
       */
      request: RequestId;
      type: 'request_moved';
    }
  | {
      /**
       * How many waited before it.
       */
      passed_over?: number;
      /**
       * Why they were passed over.
       */
      reason?: string | null;
      /**
       * The one called before, back at its place.
       */
      recalled?: RequestId | null;
      /**
       * Which.
       */
      request: RequestId;
      type: 'request_called';
    }
  | {
      /**
       * Which.
       */
      request: RequestId;
      type: 'call_recalled';
    }
  | {
      /**
       * Which.
       */
      request: RequestId;
      type: 'speaker_ready';
    }
  | {
      /**
       * Which.
       */
      request: RequestId;
      type: 'request_passed';
    }
  | {
      /**
       * The turn that it interrupts.
       */
      interrupts?: TurnId | null;
      /**
       * On which item.
       */
      item: ItemId;
      /**
       * What for.
       */
      kind: RequestKind;
      /**
       * How long, in milliseconds.
       */
      limit_ms: number;
      /**
       * How many waited before it, where it was granted without a call.
       */
      passed_over?: number;
      /**
       * Why they were passed over.
       */
      reason?: string | null;
      /**
       * Another one that had been called, back at its place.
       */
      recalled?: RequestId | null;
      /**
       * Which request.
       */
      request: RequestId;
      /**
       * Who speaks.
       */
      speaker: ParticipantId;
      type: 'floor_granted';
      /**
       * The speaker had no connection of his own, and is never dropped.
       */
      unconnected?: boolean;
    }
  | {
      /**
       * Why.
       */
      reason?: string | null;
      /**
       * Which.
       */
      turn: TurnId;
      type: 'turn_paused';
    }
  | {
      /**
       * Which.
       */
      turn: TurnId;
      type: 'turn_resumed';
    }
  | {
      /**
       * How much more, in milliseconds.
       */
      by_ms: number;
      /**
       * Why.
       */
      reason: string;
      /**
       * Which.
       */
      turn: TurnId;
      type: 'turn_extended';
    }
  | {
      /**
       * What is left, in milliseconds; 0 at the end.
       */
      left_ms: number;
      /**
       * Which.
       */
      turn: TurnId;
      type: 'turn_warned';
    }
  | {
      /**
       * What it has used, where the clock stops: up to the moment when the connection went, in milliseconds.
       */
      spent_ms?: number | null;
      /**
       * Which.
       */
      turn: TurnId;
      type: 'turn_dropped';
    }
  | {
      /**
       * Which.
       */
      turn: TurnId;
      type: 'turn_recovered';
    }
  | {
      /**
       * The turn that it interrupts.
       */
      interrupts?: TurnId | null;
      /**
       * On which item.
       */
      item: ItemId;
      /**
       * What for.
       */
      kind: RequestKind;
      /**
       * What was left, in milliseconds.
       */
      limit_ms: number;
      /**
       * Whose.
       */
      speaker: ParticipantId;
      /**
       * The turn that had ended.
       */
      turn: TurnId;
      type: 'turn_restored';
      /**
       * The speaker had no connection of his own, and is never dropped.
       */
      unconnected?: boolean;
    }
  | {
      /**
       * How.
       */
      how: TurnEnd;
      /**
       * With `yielded`: what was left, in milliseconds.
       */
      limit_ms?: number | null;
      /**
       * Why.
       */
      reason?: string | null;
      /**
       * The turn below, which goes on.
       */
      resumed?: TurnId | null;
      /**
       * What it has used, in milliseconds.
       */
      spent_ms: number;
      /**
       * With `yielded`: who speaks on, in a turn with this entry's number.
       */
      to?: ParticipantId | null;
      /**
       * Which.
       */
      turn: TurnId;
      type: 'turn_ended';
      /**
       * With `yielded`: who speaks on had no connection of his own, and is never dropped.
       */
      unconnected?: boolean;
    }
  | {
      /**
       * The item that it belongs to.
       */
      item?: ItemId | null;
      /**
       * The topic.
       */
      title: string;
      type: 'thread_opened';
    }
  | {
      /**
       * Which.
       */
      thread: ThreadId;
      type: 'thread_closed';
    }
  | {
      /**
       * Which.
       */
      thread: ThreadId;
      type: 'thread_reopened';
    }
  | {
      /**
       * The post that it answers.
       */
      replies_to?: PostId | null;
      /**
       * The words.
       */
      text: string;
      /**
       * In which thread.
       */
      thread: ThreadId;
      type: 'post_published';
      /**
       * The words wait for approval (*ours*).
       */
      unapproved?: boolean;
    }
  | {
      /**
       * Which.
       */
      post: PostId;
      /**
       * They.
       */
      text: string;
      type: 'post_revised';
      /**
       * They wait for approval (*ours*).
       */
      unapproved?: boolean;
    }
  | {
      /**
       * Which.
       */
      post: PostId;
      type: 'post_withdrawn';
    }
  | {
      /**
       * Which.
       */
      post: PostId;
      /**
       * Why.
       */
      reason: string;
      type: 'post_hidden';
    }
  | {
      /**
       * Which.
       */
      post: PostId;
      type: 'post_shown';
    }
  | {
      /**
       * Whose words.
       */
      post: PostId;
      type: 'post_approved';
      /**
       * The entry that has them (*ours*).
       */
      version: number;
    }
  | {
      /**
       * With which.
       */
      post: PostId;
      type: 'post_endorsed';
    }
  | {
      /**
       * Which.
       */
      post: PostId;
      type: 'post_pinned';
    }
  | {
      /**
       * Which.
       */
      post: PostId;
      type: 'post_unpinned';
    }
  | {
      /**
       * Which.
       */
      post: PostId;
      /**
       * By what was said.
       */
      statement: StatementId;
      type: 'post_answered';
    }
  | {
      /**
       * The words.
       */
      text: string;
      /**
       * In which turn it was spoken.
       */
      turn: TurnId;
      type: 'statement_recorded';
    }
  | {
      /**
       * Why.
       */
      reason: string;
      /**
       * Which.
       */
      statement: StatementId;
      /**
       * They.
       */
      text: string;
      type: 'statement_revised';
    }
  | {
      /**
       * Which.
       */
      statement: StatementId;
      type: 'statement_confirmed';
      /**
       * The entry that has them (*ours*).
       */
      version: number;
    }
  | {
      /**
       * Who asked, and says how it was kept; absent where moderators do.
       */
      asked_by?: ParticipantId | null;
      /**
       * What it is about, in a word.
       */
      category?: string | null;
      /**
       * The last day for it.
       */
      due?: Date | null;
      /**
       * Who is to do it.
       */
      owner: ParticipantId;
      /**
       * The statement that it was promised in.
       */
      source: StatementId;
      /**
       * What was promised.
       */
      text: string;
      type: 'commitment_recorded';
    }
  | {
      /**
       * For which.
       */
      commitment: CommitmentId;
      /**
       * What.
       */
      text: string;
      type: 'commitment_reported';
    }
  | {
      /**
       * Which.
       */
      commitment: CommitmentId;
      /**
       * How.
       */
      finding: Finding;
      /**
       * In words.
       */
      text?: string | null;
      type: 'commitment_verified';
    }
  | {
      /**
       * Which.
       */
      commitment: CommitmentId;
      /**
       * Why.
       */
      reason: string;
      type: 'commitment_reopened';
    }
  | {
      /**
       * Which.
       */
      commitment: CommitmentId;
      /**
       * Why.
       */
      reason: string;
      type: 'commitment_withdrawn';
    }
  | {
      /**
       * How many options one answer may choose.
       */
      choices_max: number;
      /**
       * What can be answered.
       */
      options: string[];
      /**
       * What is asked.
       */
      question: string;
      type: 'poll_opened';
    }
  | {
      /**
       * The options chosen, by their places from 0.
       */
      choices: number[];
      /**
       * To which poll.
       */
      poll: PollId;
      type: 'vote_cast';
    }
  | {
      /**
       * Which.
       */
      poll: PollId;
      type: 'poll_closed';
    }
  | {
      /**
       * What; absent: they follow the session by themselves.
       */
      scene?: Scene | null;
      type: 'scene_shown';
    }
  | {
      /**
       * Who came.
       */
      arrived: ParticipantId[];
      /**
       * Who went.
       */
      departed: ParticipantId[];
      type: 'attendance_recorded';
    }
  | {
      /**
       * Why.
       */
      reason: string;
      /**
       * Which entries, in order.
       */
      seqs: number[];
      type: 'words_erased';
    }
  | {
      /**
       * The turn that it ended.
       */
      ended?: Ended | null;
      /**
       * Whose.
       */
      participant: ParticipantId;
      /**
       * Why.
       */
      reason: string;
      /**
       * The turn below, which goes on.
       */
      resumed?: TurnId | null;
      type: 'participant_removed';
      /**
       * Requests that are gone.
       */
      withdrawn?: RequestId[];
    }
  | {
      /**
       * The turn that it ended.
       */
      ended?: Ended | null;
      /**
       * Whose.
       */
      participant: ParticipantId;
      /**
       * The turn below, which goes on.
       */
      resumed?: TurnId | null;
      /**
       * Which.
       */
      role: Role;
      type: 'role_changed';
      /**
       * Requests that are gone.
       */
      withdrawn?: RequestId[];
    }
  | {
      /**
       * The new generation.
       */
      generation: number;
      /**
       * Whose.
       */
      participant: ParticipantId;
      type: 'seat_renewed';
    }
  | {
      /**
       * The new generation, which nothing was issued for.
       */
      generation: number;
      /**
       * Whose.
       */
      participant: ParticipantId;
      type: 'seat_revoked';
    };
/**
 * A form's name: lower-case letters, digits and underscores, at most 40, a letter first.
 */
export type FormName = string;
/**
 * What a venue is.
 */
export type VenueKind = 'main' | 'branch' | 'online';
/**
 * A venue: 1, 2, 3 … in the order of the session's creation.
 */
export type VenueId = number;
/**
 * How a turn ended.
 */
export type TurnEnd = 'released' | 'ended' | 'timed_out' | 'revoked' | 'yielded';
/**
 * A place that words are erased from, or not.
 */
export type WordsPlace = 'journal' | 'memory' | 'index' | 'backups' | 'exports' | 'devices';
/**
 * What a passage is.
 */
export type PassageKind = 'statement' | 'post' | 'subject' | 'conclusion';
/**
 * Where an item stands.
 */
export type ItemState = 'pending' | 'active' | 'finished' | 'deferred';
/**
 * The stage a session is in.
 */
export type Phase = 'draft' | 'open' | 'recess' | 'adjourned' | 'sealed';
/**
 * Where a request stands, for people.
 */
export type RequestStateView = 'waiting' | 'called' | 'ready';
/**
 * A key of the place that a request has.
 */
export type Why =
  | {
      code: 'arrival';
    }
  | {
      code: 'safe';
    }
  | {
      code: 'turns';
      /**
       * Turns that ended.
       */
      turns: number;
    }
  | {
      code: 'time';
      /**
       * The time of the turns that ended, in milliseconds.
       */
      spent_ms: number;
    }
  | {
      code: 'sector';
      /**
       * Turns that ended.
       */
      turns: number;
    }
  | {
      code: 'venue';
      /**
       * Turns that ended.
       */
      turns: number;
    }
  | {
      /**
       * Who.
       */
      by: ParticipantId;
      code: 'last_word';
    }
  | {
      /**
       * Who moved it.
       */
      by: ParticipantId;
      code: 'moved';
      /**
       * Why.
       */
      reason: string;
    };
/**
 * Which scene a big screen shows.
 */
export type SceneKind =
  'lobby' | 'floor' | 'agenda' | 'captions' | 'post' | 'statement' | 'poll' | 'message' | 'break' | 'blank';
/**
 * Where a turn stands, for people.
 */
export type TurnStateView = 'holding' | 'paused' | 'interrupted' | 'dropped';
/**
 * What a look at what was promised found.
 */
export type ReviewFinding = 'done' | 'partly' | 'not_done';
/**
 * A look-back review: the number of its entry in the stream that concerns all sessions.
 */
export type ReviewId = number;
/**
 * What the server sends.
 */
export type ServerMessage =
  | {
      /**
       * The commands that the role may send, and `caption`.
       */
      capabilities: string[];
      /**
       * How often either side asks for a sign of life, in milliseconds; two missed are death.
       */
      heartbeat_ms: number;
      /**
       * The server's time.
       */
      now: Timestamp;
      /**
       * Who the client is.
       */
      participant: Oneself;
      /**
       * The head.
       */
      position: Position;
      type: 'welcome';
    }
  | {
      /**
       * What it is the view of.
       */
      position: Position;
      type: 'state';
      /**
       * It.
       */
      view: View;
    }
  | {
      /**
       * When.
       */
      at: Timestamp;
      /**
       * Who: a participant, 0 for the convener, null for the clock and for redacted entries.
       */
      by?: ParticipantId | null;
      /**
       * What.
       */
      entry: Entry;
      /**
       * A merge patch of RFC 7396 on the live view.
       */
      patch: {
        [k: string]: unknown;
      };
      /**
       * Its number.
       */
      seq: number;
      type: 'event';
    }
  | {
      /**
       * The command's id; absent if what came was no message.
       */
      id?: string | null;
      /**
       * Whether it took effect.
       */
      ok: boolean;
      /**
       * Why it did not.
       */
      refusal?: Refusal | null;
      /**
       * Its entry.
       */
      seq?: number | null;
      type: 'reply';
      /**
       * The command that takes it back, where there is one; with the first answer only.
       */
      undo?: Command | null;
    }
  | {
      /**
       * The server's time.
       */
      now: Timestamp;
      /**
       * What the client sent.
       */
      t: number;
      type: 'pong';
    }
  | {
      /**
       * Those with a waiting request or the floor who have none; the public does not see them.
       */
      away?: ParticipantId[] | null;
      /**
       * They by sector.
       */
      by_sector: {
        [k: string]: number;
      };
      /**
       * They by venue.
       */
      by_venue: {
        [k: string]: number;
      };
      /**
       * People with a socket.
       */
      online: number;
      /**
       * How often each option of each open poll was chosen so far, in the order of the options.
       */
      tallies: {
        [k: string]: number[];
      };
      type: 'presence';
    }
  | {
      /**
       * The words so far.
       */
      text: string;
      /**
       * Which turn.
       */
      turn: TurnId;
      type: 'caption';
    }
  | {
      /**
       * Why.
       */
      code: string;
      /**
       * When to come back, in milliseconds; null for never.
       */
      retry_ms?: number | null;
      type: 'bye';
    };

/**
 * Rostrum's protocol, version 1: the messages of the socket and the bodies of HTTP.
 */
export interface RostrumProtocol {
  client_message: ClientMessage;
  code: Code;
  command: Command;
  commitment_page: CommitmentPage;
  commitment_report: CommitmentReport;
  entry: Entry;
  erasure: Erasure;
  erasure_order: ErasureOrder;
  form_amendment: FormAmendment;
  form_enactment: FormEnactment;
  form_made: FormMade;
  form_page: FormPage;
  form_repeal: FormRepeal;
  form_version_page: FormVersionPage;
  hit_page: HitPage;
  invitation_order: InvitationOrder;
  invitation_page: InvitationPage;
  invitations: Invitations;
  new_session: NewSession;
  overrides: Overrides;
  participant_page: ParticipantPage;
  participation: Participation;
  post_page: PostPage;
  post_versions: PostVersions;
  problem: Problem;
  proceedings: Proceedings;
  proof: Proof;
  qr_codes: QrCodes;
  qr_order: QrOrder;
  redemption: Redemption;
  refusal: Refusal;
  register_page: RegisterPage;
  replay: Replay;
  report_made: ReportMade;
  review_finding_order: ReviewFindingOrder;
  review_made: ReviewMade;
  review_page: ReviewPage;
  review_plan: ReviewPlan;
  review_whole: ReviewWhole;
  seat: Seat;
  server_message: ServerMessage;
  session_keys: SessionKeys;
  session_made: SessionMade;
  session_page: SessionPage;
  statement_page: StatementPage;
  turn_page: TurnPage;
  version: Version;
  view: View;
}
/**
 * A place in a session's history.
 */
export interface Position {
  /**
   * The history's name: numbers of another epoch mean nothing here.
   */
  epoch: string;
  /**
   * The last entry known.
   */
  seq: number;
}
/**
 * Changes to a form's or a session's rules: a merge patch (RFC 7396) whose unknown members are errors.
 */
export interface RulesPatch {
  /**
   * See [`Rules::discipline`].
   */
  discipline?: Discipline | null;
  /**
   * See [`Rules::drop_clock`].
   */
  drop_clock?: DropClock | null;
  /**
   * See [`Rules::drop_grace_ms`].
   */
  drop_grace_ms?: number | null;
  /**
   * See [`Rules::kind_limits_ms`].
   */
  kind_limits_ms?: KindLimitsPatch | null;
  /**
   * See [`Rules::may_ask`].
   */
  may_ask?: Role[] | null;
  /**
   * See [`Rules::overtime`].
   */
  overtime?: Overtime | null;
  /**
   * See [`Rules::posts_moderated`].
   */
  posts_moderated?: boolean | null;
  /**
   * See [`Rules::queue_max`].
   */
  queue_max?: number | null;
  /**
   * See [`Rules::quorum`].
   */
  quorum?: number | null;
  /**
   * See [`Rules::ready_timeout_ms`].
   */
  ready_timeout_ms?: number | null;
  /**
   * See [`Rules::requests_per_kind`].
   */
  requests_per_kind?: number | null;
  /**
   * See [`Rules::safe_positions`].
   */
  safe_positions?: number | null;
  /**
   * See [`Rules::threads_after`].
   */
  threads_after?: boolean | null;
  /**
   * See [`Rules::threads_before`].
   */
  threads_before?: boolean | null;
  /**
   * See [`Rules::tie_window_ms`]: only 0.
   */
  tie_window_ms?: number | null;
  /**
   * See [`Rules::turn_limit_ms`].
   */
  turn_limit_ms?: number | null;
  /**
   * See [`Rules::warn_ms`].
   */
  warn_ms?: number | null;
}
/**
 * Changes to [`KindLimits`]: null takes a limit away.
 */
export interface KindLimitsPatch {
  /**
   * For an impromptu speech.
   */
  impromptu?: number | null;
  /**
   * For a point of order.
   */
  point_of_order?: number | null;
  /**
   * For a prepared speech.
   */
  prepared?: number | null;
  /**
   * For a question.
   */
  question?: number | null;
  /**
   * For a reply.
   */
  reply?: number | null;
}
/**
 * Material for a session, item or venue.
 */
export interface Link {
  /**
   * What people read.
   */
  label: string;
  /**
   * An `http` or `https` address.
   */
  url: string;
}
/**
 * Answer of `GET …/commitments`.
 */
export interface CommitmentPage {
  /**
   * By number; to an owner, its own alone.
   */
  commitments: CommitmentLine[];
  /**
   * The next `after`, if there are more.
   */
  next?: number | null;
  /**
   * The session's title: an owner sees nothing else of it.
   */
  title: string;
}
/**
 * A line of `GET …/commitments`.
 */
export interface CommitmentLine {
  /**
   * Who asked.
   */
  asked_by?: Somebody | null;
  /**
   * When it was recorded.
   */
  at: Timestamp;
  /**
   * What it is about, in a word.
   */
  category?: string | null;
  /**
   * Its id.
   */
  commitment: CommitmentId;
  /**
   * The last day for it.
   */
  due?: Date | null;
  /**
   * How it was kept, where it is verified.
   */
  finding?: Finding | null;
  /**
   * Reports, findings and reopenings, in order.
   */
  follow_up: FollowUpLine[];
  /**
   * Whether its last day has passed and it is not settled.
   */
  overdue: boolean;
  /**
   * Who is to do it.
   */
  owner: Somebody;
  /**
   * Whether nothing is left to be done.
   */
  settled: boolean;
  /**
   * The words that it was promised in.
   */
  source: CommitmentSource;
  /**
   * Where it stands.
   */
  state: CommitmentState;
  /**
   * What was promised; empty once the words were erased.
   */
  text: string;
  /**
   * The unit that answers for it: the owner's name, or of a respondent the sector, if there is one.
   */
  unit: string;
  /**
   * Who says how it was kept: who asked, and is still here; absent where moderators do.
   */
  verifier?: ParticipantId | null;
}
/**
 * Somebody of a session, by name.
 */
export interface Somebody {
  /**
   * The name.
   */
  name: string;
  /**
   * The number in the session.
   */
  participant: ParticipantId;
  /**
   * 界别
   */
  sector?: string | null;
}
/**
 * An entry of a commitment's follow-up.
 */
export interface FollowUpLine {
  /**
   * When.
   */
  at: Timestamp;
  /**
   * Who.
   */
  by: Somebody;
  /**
   * What.
   */
  entry: FollowUpWords;
  /**
   * Its number.
   */
  seq: number;
}
/**
 * The words that a commitment was promised in.
 */
export interface CommitmentSource {
  /**
   * There and true where they are not the first ones.
   */
  revised: boolean;
  /**
   * Who spoke.
   */
  speaker: Somebody;
  /**
   * The statement.
   */
  statement: StatementId;
  /**
   * Its newest words; empty once they were erased.
   */
  text: string;
  /**
   * The turn that it was spoken in.
   */
  turn: TurnId;
}
/**
 * Body of `POST …/commitments/{commitment}/reports`.
 */
export interface CommitmentReport {
  /**
   * What has been done.
   */
  text: string;
}
/**
 * How a session was created.
 */
export interface SessionCreated {
  /**
   * The deliberative body.
   */
  body?: string | null;
  /**
   * The preset it was made from.
   */
  form: FormName;
  /**
   * That preset's version.
   */
  form_version: number;
  /**
   * Material.
   */
  links?: Link[];
  /**
   * The session it continues.
   */
  parent?: string | null;
  /**
   * The rules, all of them.
   */
  rules: Rules;
  /**
   * The series of sessions it belongs to.
   */
  series?: string | null;
  /**
   * The session's id.
   */
  session: string;
  /**
   * When it is to begin.
   */
  starts_at?: Timestamp | null;
  /**
   * The steps of preparation, numbered from 1.
   */
  steps?: StepMade[];
  /**
   * The title.
   */
  title: string;
  /**
   * The venues, numbered from 1.
   */
  venues?: VenueMade[];
}
/**
 * A session's rules, every one with a value. What an old journal does not say has the value of a plain meeting.
 */
export interface Rules {
  /**
   * Order inside a rank.
   */
  discipline?: Discipline & string;
  /**
   * What the clock does then.
   */
  drop_clock?: DropClock & string;
  /**
   * How long the speaker's last connection may be gone before the turn counts as dropped, in milliseconds.
   */
  drop_grace_ms?: number;
  /**
   * Limits by kind of request, in milliseconds; they go before the item's.
   */
  kind_limits_ms?: KindLimits;
  /**
   * The roles that may speak (*ours*); points of order are for everybody who may have the floor.
   */
  may_ask?: Role[];
  /**
   * What a turn's end of time does.
   */
  overtime?: Overtime & string;
  /**
   * Whether posts of those who do not moderate wait for approval.
   */
  posts_moderated?: boolean;
  /**
   * Requests that wait for one item.
   */
  queue_max?: number;
  /**
   * Chairs and members who must be there; 0 for no quorum.
   */
  quorum?: number;
  /**
   * How long a called request waits for `ready` before it is passed, in milliseconds.
   */
  ready_timeout_ms?: number;
  /**
   * Requests of one kind that a person may have waiting for an item.
   */
  requests_per_kind?: number;
  /**
   * The first so many requests of a queue are overtaken by no discipline.
   */
  safe_positions?: number;
  /**
   * Whether threads take posts after the session was adjourned.
   */
  threads_after?: boolean;
  /**
   * Whether threads take posts before the session is opened.
   */
  threads_before?: boolean;
  /**
   * The window in which requests count as simultaneous, in milliseconds: always 0 so far.
   */
  tie_window_ms?: number;
  /**
   * A turn's limit in milliseconds where neither kind nor item says one.
   */
  turn_limit_ms?: number;
  /**
   * How long before its end a turn is warned, in milliseconds; 0 for only at its end.
   */
  warn_ms?: number;
}
/**
 * A turn's limit by the kind of its request, in milliseconds.
 */
export interface KindLimits {
  /**
   * For an impromptu speech.
   */
  impromptu?: number | null;
  /**
   * For a point of order.
   */
  point_of_order?: number | null;
  /**
   * For a prepared speech.
   */
  prepared?: number | null;
  /**
   * For a question.
   */
  question?: number | null;
  /**
   * For a reply.
   */
  reply?: number | null;
}
/**
 * A step of preparation as the session was created with it (规定动作).
 */
export interface StepMade {
  /**
   * By when.
   */
  due_at?: Timestamp | null;
  /**
   * Whether the session is not opened before it is done.
   */
  mandatory: boolean;
  /**
   * Its number.
   */
  step: StepId;
  /**
   * What is to be done.
   */
  title: string;
  /**
   * Who does it, in words.
   */
  who: string;
}
/**
 * A venue as the session was created with it.
 */
export interface VenueMade {
  /**
   * What it is.
   */
  kind: VenueKind;
  /**
   * Material, such as the link to the room's video.
   */
  links?: Link[];
  /**
   * Its name.
   */
  name: string;
  /**
   * Its number.
   */
  venue: VenueId;
}
/**
 * A person as invited.
 */
export interface PersonInvited {
  /**
   * The name.
   */
  name: string;
  /**
   * The number that the person has in this session.
   */
  participant: ParticipantId;
  /**
   * The role.
   */
  role: Role;
  /**
   * 界别
   */
  sector?: string | null;
  /**
   * The venue.
   */
  venue?: VenueId | null;
}
/**
 * A turn that ended because of something else.
 */
export interface Ended {
  /**
   * How.
   */
  how: TurnEnd;
  /**
   * What it has used, in milliseconds.
   */
  spent_ms: number;
  /**
   * Which.
   */
  turn: TurnId;
}
/**
 * Answer of `POST …/erasures`.
 */
export interface Erasure {
  /**
   * Where they are no more.
   */
  cleared: WordsPlace[];
  /**
   * Where they may still be, out of this server's reach.
   */
  remaining: WordsPlace[];
  /**
   * The entry that says so.
   */
  seq: number;
  /**
   * The entries whose words it erased: those asked for that had not been erased before.
   */
  seqs: number[];
}
/**
 * Body of `POST …/erasures`.
 */
export interface ErasureOrder {
  /**
   * Why; it stays in the record.
   */
  reason: string;
  /**
   * The entries whose words go.
   */
  seqs: number[];
}
/**
 * Body of `PUT /api/forms/{form}`.
 */
export interface FormAmendment {
  /**
   * What the form presets from now on, whole.
   */
  preset: Preset;
  /**
   * Why.
   */
  reason: string;
}
/**
 * What a form presets.
 */
export interface Preset {
  /**
   * The agenda of a session that is created without one.
   */
  agenda?: NewItem[];
  /**
   * The rules that differ from a plain meeting's.
   */
  rules?: RulesPatch;
  /**
   * The steps of preparation.
   */
  steps?: PresetStep[];
  /**
   * What people call it.
   */
  title: string;
  /**
   * What people call it in English, where that is known.
   */
  title_en?: string | null;
}
/**
 * An item to create.
 */
export interface NewItem {
  /**
   * What it is for.
   */
  kind: ItemKind;
  /**
   * Each turn's limit in it, in milliseconds, from 1,000.
   */
  limit_ms?: number | null;
  /**
   * Material.
   */
  links?: Link[];
  /**
   * What it is about.
   */
  title: string;
}
/**
 * A step of preparation that a form asks for (规定动作).
 */
export interface PresetStep {
  /**
   * How long before the session's beginning it is to be done, in milliseconds.
   */
  due_before_ms?: number | null;
  /**
   * Whether the session is not opened before it is done.
   */
  mandatory?: boolean;
  /**
   * What is to be done.
   */
  title: string;
  /**
   * Who does it, in words.
   */
  who: string;
}
/**
 * Body of `POST /api/forms/{form}`.
 */
export interface FormEnactment {
  /**
   * What the form presets.
   */
  preset: Preset;
  /**
   * Why there is to be such a form.
   */
  reason?: string | null;
}
/**
 * Answer to an order about a form: the version that it made, or repealed.
 */
export interface FormMade {
  /**
   * Which form.
   */
  form: FormName;
  /**
   * Which version.
   */
  version: number;
}
/**
 * Answer of `GET /api/forms`.
 */
export interface FormPage {
  /**
   * The latest version of every form, by name; a repealed one says so.
   */
  forms: FormVersion[];
}
/**
 * A version of a form, as people read it.
 */
export interface FormVersion {
  /**
   * Since when; absent for one that the program brings.
   */
  at?: Timestamp | null;
  /**
   * Which form.
   */
  form: FormName;
  /**
   * What it presets.
   */
  preset: Preset;
  /**
   * Why.
   */
  reason?: string | null;
  /**
   * There once the form was repealed in this version.
   */
  repealed?: Repealed | null;
  /**
   * The rules that come of it, every one with a value.
   */
  rules: Rules;
  /**
   * Its version, from 1.
   */
  version: number;
}
/**
 * That a version was repealed.
 */
export interface Repealed {
  /**
   * When.
   */
  at: Timestamp;
  /**
   * Why.
   */
  reason: string;
}
/**
 * Body of `DELETE /api/forms/{form}`.
 */
export interface FormRepeal {
  /**
   * Why.
   */
  reason: string;
}
/**
 * Answer of `GET /api/forms/{form}`, newest first.
 */
export interface FormVersionPage {
  /**
   * The next `before`, if there are more.
   */
  next?: number | null;
  /**
   * They.
   */
  versions: FormVersion[];
}
/**
 * Answer of `GET …/search`, newest first.
 */
export interface HitPage {
  /**
   * They.
   */
  hits: Hit[];
  /**
   * The next `after`, if there are more.
   */
  next?: number | null;
}
/**
 * A passage that was found.
 */
export interface Hit {
  /**
   * How many characters stand behind `text`, if it is a part.
   */
  after?: number | null;
  /**
   * When they were said or written first.
   */
  at: Timestamp;
  /**
   * How many characters stand before `text`, if it is a part.
   */
  before?: number | null;
  /**
   * Whose words they are: the speaker's, whoever recorded them.
   */
  by: Person;
  /**
   * There and true if the reader is one of few who may see it.
   */
  hidden?: boolean | null;
  /**
   * What was found, in ranges `[start, end)` of `text` in Unicode scalar values: in order, apart from each other.
   */
  highlights: [number, number][];
  /**
   * The statement, post, request or item.
   */
  id: number;
  /**
   * The item that it belongs to.
   */
  item?: ItemId | null;
  /**
   * What it is.
   */
  kind: PassageKind;
  /**
   * The words as they were sent; a part of them around the first place that was found, if they are long.
   */
  text: string;
  /**
   * The thread of a post.
   */
  thread?: ThreadId | null;
  /**
   * The turn of a statement.
   */
  turn?: TurnId | null;
}
/**
 * Who somebody is, as others see it.
 */
export interface Person {
  /**
   * The name.
   */
  name: string;
  /**
   * The number in this session.
   */
  participant: ParticipantId;
  /**
   * 界别
   */
  sector?: string | null;
  /**
   * The venue.
   */
  venue?: VenueId | null;
}
/**
 * `POST /api/sessions/{id}/invitations`: exactly one of its members.
 */
export interface InvitationOrder {
  /**
   * New people.
   */
  invite?: Invitee[] | null;
  /**
   * Whom to give a new invitation in the place of the old.
   */
  renew?: ParticipantId | null;
  /**
   * Whom to leave without an invitation.
   */
  revoke?: ParticipantId | null;
}
/**
 * Somebody to invite; the venue by its name.
 */
export interface Invitee {
  /**
   * The name.
   */
  name: string;
  /**
   * The role.
   */
  role: Role;
  /**
   * 界别
   */
  sector?: string | null;
  /**
   * The name of one of the session's venues.
   */
  venue?: string | null;
}
/**
 * Answer of `GET /api/sessions/{id}/invitations`.
 */
export interface InvitationPage {
  /**
   * By number; removed people too.
   */
  invitations: InvitationLine[];
  /**
   * The next `after`, if there are more.
   */
  next?: number | null;
}
/**
 * A line of `GET /api/sessions/{id}/invitations`: how somebody's invitation stands now.
 */
export interface InvitationLine {
  /**
   * The name.
   */
  name: string;
  /**
   * The number in this session.
   */
  participant: ParticipantId;
  /**
   * There and true once it was revoked, or its person removed.
   */
  revoked?: boolean | null;
  /**
   * The role.
   */
  role: Role;
  /**
   * 界别
   */
  sector?: string | null;
  /**
   * The token, there with the link.
   */
  token?: string | null;
  /**
   * The last moment at which it can be redeemed; absent where it was revoked.
   */
  until?: Timestamp | null;
  /**
   * The link that redeems it; absent where it was revoked, and where it is not this reader's to see.
   */
  url?: string | null;
  /**
   * The venue.
   */
  venue?: VenueId | null;
}
/**
 * Answer of `POST /api/sessions/{id}/invitations`.
 */
export interface Invitations {
  /**
   * Those made; none after a revocation.
   */
  invitations: Invitation[];
}
/**
 * One person's invitation.
 */
export interface Invitation {
  /**
   * The name.
   */
  name: string;
  /**
   * The number in this session.
   */
  participant: ParticipantId;
  /**
   * The role.
   */
  role: Role;
  /**
   * The token.
   */
  token: string;
  /**
   * The last moment at which it can be redeemed.
   */
  until: Timestamp;
  /**
   * The link that redeems it; the token stands in the fragment.
   */
  url: string;
}
/**
 * A session to create: the body of `POST /api/sessions`.
 */
export interface NewSession {
  /**
   * The items in their order; the form's if there is none (*ours*).
   */
  agenda: NewItem[];
  /**
   * The deliberative body.
   */
  body?: string | null;
  /**
   * The preset; `meeting` if absent.
   */
  form?: FormName | null;
  /**
   * Material.
   */
  links?: Link[];
  /**
   * The session it continues.
   */
  parent?: string | null;
  /**
   * The people.
   */
  participants: Invitee[];
  /**
   * Changes to the preset's rules.
   */
  rules?: RulesPatch | null;
  /**
   * The series of sessions it belongs to.
   */
  series?: string | null;
  /**
   * When it is to begin.
   */
  starts_at?: Timestamp | null;
  /**
   * The title.
   */
  title: string;
  /**
   * The venues.
   */
  venues?: NewVenue[];
}
/**
 * A venue to create.
 */
export interface NewVenue {
  /**
   * What it is.
   */
  kind: VenueKind;
  /**
   * Material.
   */
  links?: Link[];
  /**
   * Its name, which invitations name it by.
   */
  name: string;
}
/**
 * Answer of `GET …/overrides`: what moderators did against the order of things.
 */
export interface Overrides {
  /**
   * The next `after`, if there are more.
   */
  next?: number | null;
  /**
   * In order; what the reader may not see is left out.
   */
  overrides: OverrideEntry[];
}
/**
 * An entry of `GET …/overrides`.
 */
export interface OverrideEntry {
  /**
   * When.
   */
  at: Timestamp;
  /**
   * Who.
   */
  by?: ParticipantId | null;
  /**
   * What.
   */
  entry: Entry;
  /**
   * Its number.
   */
  seq: number;
}
/**
 * Answer of `GET …/participants`.
 */
export interface ParticipantPage {
  /**
   * The next `after`, if there are more.
   */
  next?: number | null;
  /**
   * By number; removed people are left out.
   */
  participants: ParticipantLine[];
}
/**
 * A line of `GET …/participants`.
 */
export interface ParticipantLine {
  /**
   * Whether the person has arrived and not gone, as the journal says.
   */
  arrived?: boolean;
  /**
   * The name.
   */
  name: string;
  /**
   * The number.
   */
  participant: ParticipantId;
  /**
   * The role.
   */
  role: Role;
  /**
   * 界别
   */
  sector?: string | null;
  /**
   * The venue.
   */
  venue?: VenueId | null;
}
/**
 * Answer of both calls.
 */
export interface Participation {
  /**
   * All of it.
   */
  all: Spoken;
  /**
   * When it was so: a turn that runs has run until then.
   */
  at: Timestamp;
  /**
   * Among members; absent while none has spoken.
   */
  equality?: Equality | null;
  /**
   * The agenda in its order, where one session is counted.
   */
  items: ItemSpoken[];
  /**
   * By kind of turn, by rank.
   */
  kinds: KindSpoken[];
  /**
   * There and true if a series has more sessions, or the search for them ended early: the newest are counted.
   */
  older_left_out?: boolean;
  /**
   * Who has spoken, the longest first; then the members who have not yet, in the order in which they were invited.
   */
  people: PersonSpoken[];
  /**
   * How many people are not in the list, which has an end; the figures have them.
   */
  people_left_out: number;
  /**
   * By role, those who may speak or have spoken.
   */
  roles: RoleSpoken[];
  /**
   * There and true while somebody has the floor.
   */
  running?: boolean;
  /**
   * By sector, the most time first.
   */
  sectors: GroupSpoken[];
  /**
   * How many sectors are not in the list.
   */
  sectors_left_out: number;
  /**
   * The sessions that are counted, in the order in which they were held.
   */
  sessions: SessionSpoken[];
  /**
   * By venue, the most time first.
   */
  venues: GroupSpoken[];
  /**
   * How many venues are not in the list.
   */
  venues_left_out: number;
  /**
   * All kinds together first, then each that was asked for.
   */
  waits: Wait[];
}
/**
 * All that was spoken.
 */
export interface Spoken {
  /**
   * Those of them who have spoken.
   */
  heard: number;
  /**
   * The members who may speak.
   */
  members: number;
  /**
   * What everybody has spoken, in milliseconds.
   */
  spent_ms: number;
  /**
   * Turns of everybody.
   */
  turns: number;
}
/**
 * How speaking time was spread over the members.
 */
export interface Equality {
  /**
   * The Gini coefficient in thousandths: 0 where all spoke equally long, near 1000 where one spoke alone.
   */
  gini_permille: number;
  /**
   * The fewest members who have half of the time together.
   */
  half_by: number;
  /**
   * The Lorenz curve from `[0,0]` to `[1000,1000]`: so many thousandths of the members, those who spoke least first, have
   * so many thousandths of the time.
   */
  lorenz: [number, number][];
  /**
   * How many members are compared, those who have not spoken among them.
   */
  members: number;
  /**
   * What they have spoken together, in milliseconds.
   */
  spent_ms: number;
}
/**
 * An item of the agenda.
 */
export interface ItemSpoken {
  /**
   * How long it was under discussion, without recesses, in milliseconds.
   */
  active_ms: number;
  /**
   * What they were given besides, in milliseconds.
   */
  extended_ms: number;
  /**
   * Which.
   */
  item: ItemId;
  /**
   * What it is for.
   */
  kind: ItemKind;
  /**
   * What was spoken beyond what each of them was given, in milliseconds.
   */
  over_ms: number;
  /**
   * What they were given when they were granted, in milliseconds.
   */
  planned_ms: number;
  /**
   * What was spoken in them, in milliseconds.
   */
  spent_ms: number;
  /**
   * Where it stands.
   */
  state: ItemState;
  /**
   * What it is about; empty once it was erased.
   */
  title: string;
  /**
   * Turns on it.
   */
  turns: number;
}
/**
 * All turns of a kind.
 */
export interface KindSpoken {
  /**
   * Which.
   */
  kind: RequestKind;
  /**
   * What was spoken in them, in milliseconds.
   */
  spent_ms: number;
  /**
   * How many.
   */
  turns: number;
}
/**
 * One person, over all sessions that are counted.
 */
export interface PersonSpoken {
  /**
   * In how many of them the person has spoken.
   */
  heard_in: number;
  /**
   * The name; empty once it was erased.
   */
  name: string;
  /**
   * The number, where one session is counted.
   */
  participant?: ParticipantId | null;
  /**
   * There and true if the person was removed.
   */
  removed?: boolean;
  /**
   * The role, in the latest of the sessions.
   */
  role: Role;
  /**
   * 界别
   */
  sector?: string | null;
  /**
   * How many of the sessions have the person.
   */
  sessions: number;
  /**
   * What was spoken in them, in milliseconds.
   */
  spent_ms: number;
  /**
   * Turns.
   */
  turns: number;
  /**
   * The venue's name, in the latest of the sessions.
   */
  venue?: string | null;
}
/**
 * Everybody of a role.
 */
export interface RoleSpoken {
  /**
   * Those of them who have spoken.
   */
  heard: number;
  /**
   * How many have it.
   */
  people: number;
  /**
   * Which.
   */
  role: Role;
  /**
   * What was spoken in them, in milliseconds.
   */
  spent_ms: number;
  /**
   * Their turns.
   */
  turns: number;
}
/**
 * A sector or a venue.
 */
export interface GroupSpoken {
  /**
   * Those of them who have spoken.
   */
  heard: number;
  /**
   * Its members who may speak.
   */
  members: number;
  /**
   * Its name, empty once it was erased; absent for those who have none.
   */
  name?: string | null;
  /**
   * What was spoken in them, in milliseconds.
   */
  spent_ms: number;
  /**
   * Turns of everybody who belongs to it.
   */
  turns: number;
}
/**
 * One session among those that are counted.
 */
export interface SessionSpoken {
  /**
   * What they were given besides, in milliseconds.
   */
  extended_ms: number;
  /**
   * As in [`Equality`]; absent while no member has spoken.
   */
  gini_permille?: number | null;
  /**
   * Those of them who have spoken.
   */
  heard: number;
  /**
   * When it was opened, else when it is to begin.
   */
  held_at?: Timestamp | null;
  /**
   * The members who may speak.
   */
  members: number;
  /**
   * The stage.
   */
  phase: Phase;
  /**
   * What the turns were given when they were granted, in milliseconds.
   */
  planned_ms: number;
  /**
   * The series it belongs to.
   */
  series?: string | null;
  /**
   * Which.
   */
  session: string;
  /**
   * What everybody has spoken, in milliseconds.
   */
  spent_ms: number;
  /**
   * Its title; empty once it was erased.
   */
  title: string;
  /**
   * Turns of everybody.
   */
  turns: number;
  /**
   * As in [`Wait`].
   */
  wait_longest_ms?: number | null;
  /**
   * As in [`Wait`].
   */
  wait_median_ms?: number | null;
}
/**
 * How long people waited for the floor.
 */
export interface Wait {
  /**
   * Requests that got the floor.
   */
  granted: number;
  /**
   * For what; absent for all kinds together.
   */
  kind?: RequestKind | null;
  /**
   * The longest wait among them, in milliseconds.
   */
  longest_ms?: number | null;
  /**
   * Half of them waited no longer than this, in milliseconds.
   */
  median_ms?: number | null;
  /**
   * Requests that wait now.
   */
  waiting: number;
  /**
   * How long the first of them has waited, in milliseconds.
   */
  waiting_ms?: number | null;
}
/**
 * Answer of `GET …/posts`, newest first.
 */
export interface PostPage {
  /**
   * The next `before`, if there are more.
   */
  next?: PostId | null;
  /**
   * The head at which they were read (*ours*): what entries up to it say is in them.
   */
  position: Position;
  /**
   * They.
   */
  posts: PostLine[];
}
/**
 * A post of `GET …/posts`.
 */
export interface PostLine {
  /**
   * What was said in answer to it (*ours*).
   */
  answered?: PostAnswer | null;
  /**
   * There and false while these words wait for approval: the author and moderators alone see them (*ours*).
   */
  approved?: boolean | null;
  /**
   * When it was published.
   */
  at: Timestamp;
  /**
   * Who wrote it.
   */
  by: Person;
  /**
   * There and true where the reader is one of them (*ours*).
   */
  endorsed?: boolean | null;
  /**
   * How many people hold with it (*ours*).
   */
  endorsements: number;
  /**
   * There and true while moderators hide it.
   */
  hidden?: boolean | null;
  /**
   * By whom and why it is hidden (*ours*).
   */
  hiding?: PostHiding | null;
  /**
   * There and true while it stands out (*ours*).
   */
  pinned?: boolean | null;
  /**
   * Its id.
   */
  post: PostId;
  /**
   * The latest request for the floor that was made with it (*ours*).
   */
  raised?: RequestId | null;
  /**
   * The post that it answers.
   */
  replies_to?: PostId | null;
  /**
   * The newest words; empty where the reader may not see them, and for what was taken back.
   */
  text: string;
  /**
   * The entry that has these words; absent where the reader may see none (*ours*).
   */
  version?: number | null;
  /**
   * How many versions it has had that the reader may know of.
   */
  versions: number;
  /**
   * There and true once its author took it back.
   */
  withdrawn?: boolean | null;
}
/**
 * What was said in answer to a post.
 */
export interface PostAnswer {
  /**
   * The statement.
   */
  statement: StatementId;
  /**
   * The turn in which it was spoken.
   */
  turn: TurnId;
}
/**
 * By whom, when and why a post was hidden.
 */
export interface PostHiding {
  /**
   * When.
   */
  at: Timestamp;
  /**
   * The moderator; null for nobody.
   */
  by?: ParticipantId | null;
  /**
   * Why; empty where the words were erased.
   */
  reason: string;
}
/**
 * Answer of `GET …/posts/{post}/versions`, newest first: those whose words the reader may see.
 */
export interface PostVersions {
  /**
   * The next `before`, if there are more.
   */
  next?: number | null;
  /**
   * They.
   */
  versions: PostVersion[];
}
/**
 * A version of `GET …/posts/{post}/versions`.
 */
export interface PostVersion {
  /**
   * There and false while they wait for approval.
   */
  approved?: boolean | null;
  /**
   * When it was written.
   */
  at: Timestamp;
  /**
   * The words.
   */
  text: string;
  /**
   * The entry that has the words.
   */
  version: number;
}
/**
 * Problem details of RFC 9457.
 */
export interface Problem {
  /**
   * The stable code.
   */
  code: string;
  /**
   * The HTTP status.
   */
  status: number;
  /**
   * One English sentence.
   */
  title: string;
  /**
   * Always `about:blank`: the code tells problems apart.
   */
  type: string;
}
/**
 * Answer of `GET …/proceedings`.
 */
export interface Proceedings {
  /**
   * In order.
   */
  entries: ProceedingsEntry[];
  /**
   * The next `after`, if there are more.
   */
  next?: number | null;
  /**
   * The head.
   */
  position: Position;
}
/**
 * An entry of `GET …/proceedings`.
 */
export interface ProceedingsEntry {
  /**
   * When.
   */
  at: Timestamp;
  /**
   * Who; null for the clock and for redacted entries.
   */
  by?: ParticipantId | null;
  /**
   * By which command; null where there was none, and for redacted entries.
   */
  command?: string | null;
  /**
   * What.
   */
  entry: Entry;
  /**
   * Its number.
   */
  seq: number;
}
/**
 * Answer of `GET …/proof` and `…/consistency`: hashes of subtrees, from the leaf to the root.
 */
export interface Proof {
  /**
   * They, in lower-case hex.
   */
  hashes: string[];
  /**
   * How many entries the tree has that they lead to.
   */
  size: number;
}
/**
 * Answer of `POST /api/qr`.
 */
export interface QrCodes {
  /**
   * In the order of the texts.
   */
  codes: QrCode[];
}
/**
 * A QR code to draw.
 */
export interface QrCode {
  /**
   * The dark modules as the path of an SVG whose `viewBox` is `0 0 size size`.
   */
  path: string;
  /**
   * Modules along each side, without the quiet zone of four that must surround it.
   */
  size: number;
}
/**
 * Body of `POST /api/qr`.
 */
export interface QrOrder {
  /**
   * What the codes shall say, such as links.
   */
  texts: string[];
}
/**
 * Body of `POST /api/seat`.
 */
export interface Redemption {
  /**
   * The token of an invitation.
   */
  invitation: string;
}
/**
 * Why nothing changed.
 */
export interface Refusal {
  /**
   * The stable code.
   */
  code: Code;
  /**
   * With `stale_item`: the active item, absent while there is none.
   */
  current_item?: ItemId | null;
  /**
   * With `stale_turn`: the innermost turn, absent while the floor is free.
   */
  current_turn?: TurnId | null;
  /**
   * One English sentence.
   */
  message: string;
}
/**
 * Answer of `GET /api/commitments`.
 */
export interface RegisterPage {
  /**
   * Of all that the query finds.
   */
  all: Share;
  /**
   * The same by category, the largest first.
   */
  by_category: NamedShare[];
  /**
   * The same by unit, the largest first.
   */
  by_unit: NamedShare[];
  /**
   * The newest session first, in it by number.
   */
  lines: RegisterLine[];
  /**
   * The next `after`, if there are more.
   */
  next?: string | null;
  /**
   * The day that overdue ones are judged by.
   */
  today: Date;
}
/**
 * How many of some commitments are settled.
 */
export interface Share {
  /**
   * Those that are overdue.
   */
  overdue: number;
  /**
   * Settled ones of a hundred, rounded; 0 of none.
   */
  percent: number;
  /**
   * Those that are settled.
   */
  settled: number;
  /**
   * All of them.
   */
  total: number;
}
/**
 * The share of a category or unit.
 */
export interface NamedShare {
  /**
   * Which; absent for those without a category.
   */
  name?: string | null;
  /**
   * Those that are overdue.
   */
  overdue: number;
  /**
   * Settled ones of a hundred, rounded; 0 of none.
   */
  percent: number;
  /**
   * Those that are settled.
   */
  settled: number;
  /**
   * All of them.
   */
  total: number;
}
/**
 * A line of `GET /api/commitments`: a commitment of some session.
 */
export interface RegisterLine {
  /**
   * Who asked, by name.
   */
  asked_by?: string | null;
  /**
   * When it was recorded.
   */
  at: Timestamp;
  /**
   * What it is about, in a word.
   */
  category?: string | null;
  /**
   * The commitment in it.
   */
  commitment: CommitmentId;
  /**
   * The last day for it.
   */
  due?: Date | null;
  /**
   * How it was kept, where it is verified.
   */
  finding?: Finding | null;
  /**
   * Whether its last day has passed and it is not settled.
   */
  overdue: boolean;
  /**
   * How many reports there are.
   */
  reports: number;
  /**
   * The session.
   */
  session: string;
  /**
   * Whether nothing is left to be done.
   */
  settled: boolean;
  /**
   * Where it stands.
   */
  state: CommitmentState;
  /**
   * What was promised; empty once the words were erased.
   */
  text: string;
  /**
   * Its title.
   */
  title: string;
  /**
   * The responsible unit: an owner's name, a respondent's sector or else the name.
   */
  unit: string;
}
/**
 * Answer of `GET /api/sessions/{id}?at=SEQ`: the session as it was after that entry.
 */
export interface Replay {
  /**
   * When it was made.
   */
  at: Timestamp;
  /**
   * The entry.
   */
  position: Position;
  /**
   * What the reader may see now of the view then.
   */
  view: View;
}
/**
 * The live view as one audience sees it. No member is ever null.
 */
export interface View {
  /**
   * The agenda.
   */
  agenda: AgendaView;
  /**
   * Counts.
   */
  counts: CountsView;
  /**
   * Who has the floor.
   */
  floor: FloorView;
  /**
   * The polls.
   */
  polls: {
    [k: string]: PollView;
  };
  /**
   * The queues that are open or have somebody in them, and the active item's.
   */
  queues: {
    [k: string]: QueueView;
  };
  /**
   * The requests that wait, are called or ready.
   */
  requests: {
    [k: string]: RequestView;
  };
  /**
   * The rules it runs under.
   */
  rules: Rules;
  /**
   * What the big screens show; absent where they follow the session by themselves. *(ours)*
   */
  screen?: ScreenView | null;
  /**
   * The session itself.
   */
  session: SessionView;
  /**
   * The steps of preparation; absent where the form asks for none.
   */
  steps: {
    [k: string]: StepView;
  };
  /**
   * The threads.
   */
  threads: {
    [k: string]: ThreadView;
  };
  /**
   * The turns that run, pause or wait under another.
   */
  turns: {
    [k: string]: TurnView;
  };
  /**
   * The venues.
   */
  venues: {
    [k: string]: VenueView;
  };
}
/**
 * `agenda`
 */
export interface AgendaView {
  /**
   * The active one.
   */
  active?: ItemId | null;
  /**
   * They.
   */
  items: {
    [k: string]: ItemView;
  };
  /**
   * The items in their order.
   */
  order: ItemId[];
}
/**
 * `agenda.items.N`
 *
 */
export interface ItemView {
  /**
   * What came of it.
   */
  conclusion?: string | null;
  /**
   * What it is for.
   */
  kind: ItemKind;
  /**
   * Each turn's limit in it, in milliseconds.
   */
  limit_ms?: number | null;
  /**
   * Material.
   */
  links?: Link[];
  /**
   * Where it stands.
   */
  state: ItemState;
  /**
   * What it is about.
   */
  title: string;
}
/**
 * `counts`, from the journal.
 */
export interface CountsView {
  /**
   * People who have arrived and not gone; a big screen is nobody.
   */
  arrived: number;
  /**
   * Commitments recorded; absent while there is none (*ours*).
   */
  commitments?: number;
  /**
   * Who takes part in the session, big screens with them.
   */
  participants: number;
  /**
   * Posts that the reader can read.
   */
  posts: number;
  /**
   * Of those: chairs and members, whom the quorum counts.
   */
  quorate: number;
  /**
   * Whether they are as many as the rules ask for.
   */
  quorum_reached: boolean;
  /**
   * Big screens among the participants (*ours*).
   */
  screens: number;
  /**
   * Statements recorded.
   */
  statements: number;
  /**
   * Turns granted.
   */
  turns: number;
}
/**
 * `floor`
 */
export interface FloorView {
  /**
   * The turns that wait under it, the outermost first.
   */
  interrupted: TurnId[];
  /**
   * The innermost turn; absent while the floor is free.
   */
  turn?: TurnId | null;
}
/**
 * `polls.N`
 *
 */
export interface PollView {
  /**
   * How many options one answer may choose.
   */
  choices_max: number;
  /**
   * Whether it takes answers.
   */
  open: boolean;
  /**
   * What can be answered.
   */
  options: string[];
  /**
   * What is asked.
   */
  question: string;
  /**
   * How often each option was chosen, once it is closed.
   */
  result?: number[] | null;
}
/**
 * `queues.N`
 *
 */
export interface QueueView {
  /**
   * Whether it takes requests.
   */
  open: boolean;
  /**
   * Those that wait, the next one first.
   */
  order: RequestId[];
}
/**
 * `requests.N`
 *
 */
export interface RequestView {
  /**
   * Who asked.
   */
  asked_by: ParticipantId;
  /**
   * Who wants to speak.
   */
  for: Person;
  /**
   * For which item.
   */
  item: ItemId;
  /**
   * What for.
   */
  kind: RequestKind;
  /**
   * Further points.
   */
  points?: string[];
  /**
   * The post that is to be spoken about; while it is hidden, subject and points are empty for all but moderators (*ours*).
   */
  post?: PostId | null;
  /**
   * The turn that a reply answers.
   */
  replies_to?: TurnId | null;
  /**
   * Where it stands.
   */
  state: RequestStateView;
  /**
   * In one line.
   */
  subject?: string | null;
  /**
   * Why it stands where it stands.
   */
  why: Why[];
}
/**
 * `screen`
 */
export interface ScreenView {
  /**
   * Which scene.
   */
  kind: SceneKind;
  /**
   * The poll.
   */
  poll?: PollId | null;
  /**
   * The opinion, with its thread: its words are read there, by who may read them.
   */
  post?: PostId | null;
  /**
   * The recorded words, with their turn.
   */
  statement?: StatementId | null;
  /**
   * What a message says; empty once it was erased.
   */
  text?: string | null;
  /**
   * The opinion's thread.
   */
  thread?: ThreadId | null;
  /**
   * The turn in which they were spoken.
   */
  turn?: TurnId | null;
  /**
   * When a break ends.
   */
  until?: Timestamp | null;
}
/**
 * `session`
 */
export interface SessionView {
  /**
   * The deliberative body.
   */
  body?: string | null;
  /**
   * The preset.
   */
  form: FormName;
  /**
   * The preset's version.
   */
  form_version: number;
  /**
   * The session's id.
   */
  id: string;
  /**
   * Material.
   */
  links?: Link[];
  /**
   * When it was opened.
   */
  opened_at?: Timestamp | null;
  /**
   * The session it continues.
   */
  parent?: string | null;
  /**
   * The stage.
   */
  phase: Phase;
  /**
   * The series it belongs to.
   */
  series?: string | null;
  /**
   * When it is to begin.
   */
  starts_at?: Timestamp | null;
  /**
   * The title.
   */
  title: string;
}
/**
 * `steps.N`: a step of preparation.
 *
 */
export interface StepView {
  /**
   * When.
   */
  completed_at?: Timestamp | null;
  /**
   * Who completed it.
   */
  completed_by?: ParticipantId | null;
  /**
   * By when.
   */
  due_at?: Timestamp | null;
  /**
   * Whether the session is not opened before it is done.
   */
  mandatory: boolean;
  /**
   * What was said of it.
   */
  note?: string | null;
  /**
   * What is to be done.
   */
  title: string;
  /**
   * Who does it, in words.
   */
  who: string;
}
/**
 * `threads.N`
 *
 */
export interface ThreadView {
  /**
   * The item that it belongs to.
   */
  item?: ItemId | null;
  /**
   * When the last words came.
   */
  last_at?: Timestamp | null;
  /**
   * Whether it takes posts.
   */
  open: boolean;
  /**
   * Posts that stand out, by number; hidden ones for moderators alone.
   */
  pinned: PostId[];
  /**
   * How many posts the reader can read.
   */
  posts: number;
  /**
   * The topic.
   */
  title: string;
  /**
   * How many posts have words that wait for approval; absent where none ever needed it (*ours*).
   */
  waiting?: number | null;
}
/**
 * `turns.N`
 *
 */
export interface TurnView {
  /**
   * On which item.
   */
  item: ItemId;
  /**
   * What for.
   */
  kind: RequestKind;
  /**
   * How long, in milliseconds.
   */
  limit_ms: number;
  /**
   * Why it is paused.
   */
  reason?: string | null;
  /**
   * By which request.
   */
  request: RequestId;
  /**
   * Since when the clock runs; absent while it stands.
   */
  running_since?: Timestamp | null;
  /**
   * Who speaks.
   */
  speaker: Person;
  /**
   * What it had used when the clock last stood, in milliseconds.
   */
  spent_ms: number;
  /**
   * Where it stands.
   */
  state: TurnStateView;
}
/**
 * `venues.N`
 *
 */
export interface VenueView {
  /**
   * What it is.
   */
  kind: VenueKind;
  /**
   * Material.
   */
  links?: Link[];
  /**
   * Its name.
   */
  name: string;
}
/**
 * Its answer: the entry that it made.
 */
export interface ReportMade {
  /**
   * Its number.
   */
  seq: number;
}
/**
 * Body of `PUT /api/reviews/{review}/findings`.
 */
export interface ReviewFindingOrder {
  /**
   * The commitment in it.
   */
  commitment: CommitmentId;
  /**
   * What was found.
   */
  finding: ReviewFinding;
  /**
   * The session.
   */
  session: string;
  /**
   * What was seen, in words.
   */
  text?: string | null;
  /**
   * Who looked, in words.
   */
  who: string;
}
/**
 * Answer to an order about a review.
 */
export interface ReviewMade {
  /**
   * Which.
   */
  review: ReviewId;
}
/**
 * Answer of `GET /api/reviews`, newest first.
 */
export interface ReviewPage {
  /**
   * The next `before`, if there are more.
   */
  next?: ReviewId | null;
  /**
   * They.
   */
  reviews: ReviewSummary[];
}
/**
 * A line of `GET /api/reviews`.
 */
export interface ReviewSummary {
  /**
   * When it was made.
   */
  at: Timestamp;
  /**
   * How many of them have a finding.
   */
  found: number;
  /**
   * How many lines it has.
   */
  lines: number;
  /**
   * Its day.
   */
  on: Date;
  /**
   * Its id.
   */
  review: ReviewId;
  /**
   * What it is called.
   */
  title: string;
}
/**
 * Body of `POST /api/reviews`.
 */
export interface ReviewPlan {
  /**
   * What is looked back at, each once.
   */
  lines: ReviewLine[];
  /**
   * Its day.
   */
  on: Date;
  /**
   * What it is called.
   */
  title: string;
}
/**
 * What is looked back at: a commitment of a session.
 */
export interface ReviewLine {
  /**
   * The commitment in it.
   */
  commitment: CommitmentId;
  /**
   * The session.
   */
  session: string;
}
/**
 * Answer of `GET /api/reviews/{review}`.
 */
export interface ReviewWhole {
  /**
   * When it was made.
   */
  at: Timestamp;
  /**
   * In the order in which they were chosen.
   */
  lines: ReviewedLine[];
  /**
   * Its day.
   */
  on: Date;
  /**
   * Its id.
   */
  review: ReviewId;
  /**
   * What it is called.
   */
  title: string;
}
/**
 * A line of a review with the commitment as it is now.
 */
export interface ReviewedLine {
  /**
   * The commitment in it.
   */
  commitment: CommitmentId;
  /**
   * What was found last.
   */
  found?: Found | null;
  /**
   * The commitment as the register has it now; absent where it is not in the register.
   */
  now?: RegisterLine | null;
  /**
   * The session.
   */
  session: string;
}
/**
 * What was found of a line.
 */
export interface Found {
  /**
   * When it was entered.
   */
  at: Timestamp;
  /**
   * What.
   */
  finding: ReviewFinding;
  /**
   * What was seen, in words.
   */
  text?: string | null;
  /**
   * Who looked, in words.
   */
  who: string;
}
/**
 * Answer of `POST /api/seat`.
 */
export interface Seat {
  /**
   * The number in it.
   */
  participant: ParticipantId;
  /**
   * The role.
   */
  role: Role;
  /**
   * The session.
   */
  session: string;
  /**
   * The seat's token, the same as in the cookie.
   */
  token: string;
}
/**
 * Who the client is.
 */
export interface Oneself {
  /**
   * The name.
   */
  name: string;
  /**
   * The number in this session.
   */
  participant: ParticipantId;
  /**
   * The role.
   */
  role: Role;
  /**
   * 界别
   */
  sector?: string | null;
  /**
   * The venue.
   */
  venue?: VenueId | null;
}
/**
 * Answer of `GET …/keys`: every key that checkpoints of the session were ever signed with.
 */
export interface SessionKeys {
  /**
   * The oldest first; new checkpoints are signed by the last.
   */
  keys: KeyLine[];
}
/**
 * A key of `GET …/keys`.
 */
export interface KeyLine {
  /**
   * The note verifier key.
   */
  key: string;
  /**
   * Since when it signs; absent for the first, which signed from the beginning.
   */
  since?: Timestamp | null;
  /**
   * A note by the key before it that says so; absent for the first.
   */
  vouched?: string | null;
}
/**
 * `201` of `POST /api/sessions`.
 */
export interface SessionMade {
  /**
   * The session.
   */
  id: string;
  /**
   * In the order of `participants`.
   */
  invitations: Invitation[];
}
/**
 * Answer of `GET /api/sessions`, newest first.
 */
export interface SessionPage {
  /**
   * The next `before`, if there are more.
   */
  next?: string | null;
  /**
   * They.
   */
  sessions: SessionLine[];
}
/**
 * A line of `GET /api/sessions`.
 */
export interface SessionLine {
  /**
   * When it was created.
   */
  created_at: Timestamp;
  /**
   * The session.
   */
  id: string;
  /**
   * People who are in it.
   */
  participants: number;
  /**
   * The stage.
   */
  phase: Phase;
  /**
   * The series it belongs to (*ours*).
   */
  series?: string | null;
  /**
   * When it is to begin.
   */
  starts_at?: Timestamp | null;
  /**
   * The title.
   */
  title: string;
}
/**
 * Answer of `GET …/turns/{turn}/statements`, in the order in which they were recorded.
 */
export interface StatementPage {
  /**
   * The next `after`, if there are more.
   */
  next?: StatementId | null;
  /**
   * Who speaks or spoke in the turn.
   */
  speaker: ParticipantId;
  /**
   * They; a page has so many versions together.
   */
  statements: StatementLine[];
}
/**
 * A statement of `GET …/turns/{turn}/statements`.
 */
export interface StatementLine {
  /**
   * There and true while its speaker has found the newest words right.
   */
  confirmed?: boolean | null;
  /**
   * There and true where there were more than a page holds: the newest are here.
   */
  cut?: boolean | null;
  /**
   * Its id.
   */
  statement: StatementId;
  /**
   * All words that it has had, the newest last.
   */
  versions: StatementVersion[];
}
/**
 * Words that a statement has or had.
 */
export interface StatementVersion {
  /**
   * When they were recorded.
   */
  at: Timestamp;
  /**
   * By whom; null for nobody.
   */
  by?: ParticipantId | null;
  /**
   * There and true where the speaker found these words right, also if others have taken their place since.
   */
  confirmed?: boolean | null;
  /**
   * Why they took the place of the earlier ones.
   */
  reason?: string | null;
  /**
   * The words.
   */
  text: string;
  /**
   * The entry that has them.
   */
  version: number;
}
/**
 * Answer of `GET …/turns`.
 */
export interface TurnPage {
  /**
   * The next `after`, if there are more.
   */
  next?: TurnId | null;
  /**
   * In the order in which they were granted, running ones too.
   */
  turns: TurnLine[];
}
/**
 * A line of `GET …/turns`.
 */
export interface TurnLine {
  /**
   * When it began; absent while the entry is on its way to the disk.
   */
  at?: Timestamp | null;
  /**
   * On which item.
   */
  item: ItemId;
  /**
   * What for.
   */
  kind: RequestKind;
  /**
   * Who speaks or spoke.
   */
  speaker: Person;
  /**
   * The turn, by the entry that began it.
   */
  turn: TurnId;
}
/**
 * Answer of `GET /version`.
 */
export interface Version {
  /**
   * The program's version.
   */
  version: string;
}
