//! Undo (SPEC D97): what takes a command back is accepted at once, and what the table calls equal is equal.

mod equal;

use std::collections::BTreeSet;

use proptest::prelude::*;
use rostrum::domain::command::Command;
use rostrum::domain::ids::{ItemId, ParticipantId, RequestId};
use rostrum::domain::undo::TABLE;
use rostrum::domain::{Act, Actor, Audience, Code, Order, Phase, Role, Session};
use serde_json::{Value, json};

use self::equal::assert_equal;
use super::given::{ANNA, BERT, CHAIR, CLEO, CLERK, FIRST, Meeting};
use super::history::{Focus, Script, play, script};
use super::walk::config;

fn view(session: &Session) -> Value {
    serde_json::to_value(session.view(Audience::Moderators)).expect("a view is JSON")
}

/// The queues as the rules put them with those who are safe now. They may stand otherwise: whoever lost the safe place to
/// a higher rank keeps his own until something is laid anew.
fn laid_anew(session: &Session) -> Value {
    let mut queues = view(session)["queues"].take();
    for (item, queue) in queues.as_object_mut().expect("queues") {
        let shown = queue["order"].as_array().expect("an order").clone();
        let laid = session.laid_order(ItemId(item.parse().expect("a number")));
        queue["order"] = laid
            .iter()
            .map(|id| json!(id))
            .filter(|id| shown.contains(id))
            .collect();
    }
    queues
}

/// The states between which an undo lies: before the command, after it, and after what took it back.
pub struct Undone<'a> {
    pub command: &'a Command,
    pub undo: &'a Command,
    pub before: Value,
    /// The queues before the command, had they been laid anew then.
    pub laid: Value,
    pub after: Value,
    pub now: rostrum::time::Timestamp,
    /// The entry of the undo.
    pub seq: u64,
}

/// Takes the last command back, if anything does.
fn check_undo(meeting: &Meeting) {
    let Some((by, command, before)) = &meeting.acted else {
        return;
    };
    let Some(undo) = before.undo(command, meeting.session.head()) else {
        return;
    };
    let mut session = meeting.session.clone();
    let act = Act {
        actor: Actor::Participant(*by),
        at: meeting.now,
        order: Order::Command(Box::new(undo.clone())),
        connected: true,
    };
    let event = match session.decide(&act, &meeting.limits) {
        Ok(event) => event,
        Err(refusal) => {
            let reasons = may_refuse(meeting, before, command, *by);
            assert!(
                reasons.contains(&refusal.code),
                "{undo:?} after {command:?}: {refusal:?}"
            );
            return;
        }
    };
    let seq = session.head() + 1;
    session.apply(seq, meeting.now, Some(*by), &event);
    if let Command::MoveRequest { request, .. } = command {
        // A move lays the queue anew, and others stand where they do for reasons of their own: moved behind this one, or
        // safe before. What is promised is whom it stands before.
        assert_eq!(
            follower(&session, *request),
            follower(before, *request),
            "{undo:?} after {command:?}"
        );
    }
    let undone = Undone {
        command,
        undo: &undo,
        before: view(before),
        laid: laid_anew(before),
        after: view(&session),
        now: meeting.now,
        seq,
    };
    let row = TABLE
        .iter()
        .find(|(does, undoes, _)| (*does, *undoes) == (command.name(), undo.name()));
    let (_, _, equal) = row.unwrap_or_else(|| panic!("{} is taken back by {}", command.name(), undo.name()));
    assert_equal(*equal, &undone);
}

/// Why what takes a command back may be refused, exactly.
fn may_refuse(meeting: &Meeting, before: &Session, command: &Command, by: ParticipantId) -> Vec<Code> {
    let session = &meeting.session;
    let rules = session.rules();
    let role = |person: ParticipantId| session.participant(person).map(|person| person.role);
    match command {
        // Whoever gives up the right to manage people cannot take it again.
        Command::ChangeRole { participant, role }
            if *participant == by && !matches!(role, Role::Chair | Role::Clerk) =>
        {
            vec![Code::NotPermitted]
        }
        Command::WithdrawRequest { request }
        | Command::DenyRequest { request, .. }
        | Command::PassRequest { request } => {
            let own = before.request_view(*request).expect("a request");
            let mut codes = Vec::new();
            let moderates = matches!(role(by), Some(Role::Chair | Role::Clerk));
            if !session.queue_view(own.item).is_some_and(|queue| queue.open) && !moderates {
                codes.push(Code::QueueClosed);
            }
            let view = session.view(Audience::Moderators);
            let there = view.requests.values().filter(|other| other.item == own.item).count() as u64;
            // The rules may have become narrower since it was asked for, or others were carried over.
            if there >= rules.queue_max.min(meeting.limits.waiting_per_item_max as u64) {
                codes.push(Code::QueueFull);
            }
            let alike = |other: &&rostrum::domain::view::RequestView<'_>| {
                other.speaker.participant == own.speaker.participant && other.kind == own.kind
            };
            if view.requests.values().filter(alike).count() as u64 >= rules.requests_per_kind {
                codes.push(Code::AlreadyWaiting);
            }
            if !role(own.speaker.participant).is_some_and(|role| rules.may_ask.contains(&role)) {
                codes.push(Code::NotPermitted);
            }
            codes
        }
        Command::EndTurn { expect_turn, .. } | Command::RevokeTurn { expect_turn, .. } => {
            let own = before.turn_view(expect_turn.expect("a turn")).expect("a turn");
            let running = own.running_since.map_or(0, |since| meeting.now.millis_since(since));
            let mut codes = Vec::new();
            if session.phase() != Phase::Open || own.spent_ms + running >= own.limit_ms {
                codes.push(Code::WrongPhase);
            }
            if !role(own.speaker.participant).is_some_and(|role| rules.may_ask.contains(&role)) {
                codes.push(Code::NotPermitted);
            }
            codes
        }
        // The queue was laid anew with the move, and the request stands before the same one as it did.
        Command::MoveRequest { request, .. } if follower(before, *request) == follower(session, *request) => {
            vec![Code::Unchanged]
        }
        _ => Vec::new(),
    }
}

/// The request of the same rank that waits right behind another one.
fn follower(session: &Session, request: RequestId) -> Option<RequestId> {
    let own = session.request_view(request)?;
    let order = session.queue_view(own.item)?.order;
    let alike = |other: &RequestId| session.request_view(*other).is_some_and(|other| other.kind == own.kind);
    order
        .into_iter()
        .skip_while(|other| *other != request)
        .skip(1)
        .find(alike)
}

proptest! {
    #![proptest_config(config(48))]

    /// Every accepted command that can be taken back, in every history.
    #[test]
    fn d97_what_was_done_can_be_undone(script in script(250)) {
        play(&script, check_undo);
    }
}

#[test]
fn d97_found_a_turn_restored_behind_one_who_lost_the_safe_place() {
    let script = Script::found(
        (2, 1, 1),
        Focus::Everything,
        &[
            (0, 16464, 0, 0, 0, 0),
            (0, 0, 0, 0, 0, 0),
            (192, 27221, 0, 53283, 0, 0),
            (49, 41933, 0, 43938, 0, 0),
            (33, 27221, 1, 712, 0, 0),
            (32, 53861, 26, 32793, 0, 0),
            (18, 58157, 11, 93, 0, 0),
            (0, 42797, 7503, 0, 0, 0),
            (0, 46445, 499, 0, 0, 0),
            (0, 12653, 0, 0, 0, 0),
            (0, 29837, 0, 0, 0, 0),
            (0, 23813, 20274, 0, 0, 0),
            (50, 31517, 6307, 3214, 0, 0),
            (10, 31613, 531, 54, 0, 0),
            (0, 46829, 0, 0, 0, 0),
        ],
    );
    play(&script, check_undo);
}

#[test]
fn d97_the_table_names_commands_that_there_are() {
    let mut pairs = BTreeSet::new();
    for (does, undoes, _) in TABLE {
        assert!(
            Command::TYPES.contains(does) && Command::TYPES.contains(undoes),
            "{does}, {undoes}"
        );
        assert!(pairs.insert((does, undoes)), "{does} is taken back by {undoes} twice");
    }
}

/// What takes back the command that a person sends, after it was accepted.
#[track_caller]
fn undo_of(meeting: &mut Meeting, by: u64, command: Value) -> Option<Command> {
    let named: Command = serde_json::from_value(command.clone()).expect("a command");
    let before = meeting.session.clone();
    let seq = meeting.accept(by, command);
    check_undo(meeting);
    before.undo(&named, seq)
}

/// Who has spoken less goes first, but for those who are safe.
fn where_bert_has_spoken(safe: u64) -> Meeting {
    let mut meeting = Meeting::running_with(&json!({"discipline": "fewest_turns", "safe_positions": safe}));
    let spoken = meeting.grant(BERT, "impromptu");
    meeting.accept(CHAIR, json!({"type": "end_turn", "expect_turn": spoken}));
    meeting
}

#[test]
fn d97_a_move_taken_back_leaves_where_the_rules_lay_him_who_was_moved_behind_it() {
    let mut meeting = where_bert_has_spoken(0);
    let anna = meeting.request(ANNA, "impromptu");
    let bert = meeting.request(BERT, "impromptu");
    let behind = |request: u64| json!({"type": "move_request", "request": request, "reason": "r"});
    meeting.accept(CHAIR, behind(anna));
    let cleo = meeting.request(CLEO, "impromptu");
    assert_eq!(meeting.view()["queues"]["3"]["order"], json!([cleo, bert, anna]));
    undo_of(&mut meeting, CHAIR, behind(bert)).expect("a move can be taken back");
}

#[test]
fn d97_a_move_taken_back_leaves_the_others_as_the_rules_lay_them() {
    let mut meeting = where_bert_has_spoken(1);
    let bert = meeting.request(BERT, "impromptu");
    let anna = meeting.request(ANNA, "impromptu");
    let cleo = meeting.request(CLEO, "impromptu");
    // He loses the safe place, and stands before the others until the queue is laid anew.
    let order = meeting.request(CLERK, "point_of_order");
    assert_eq!(meeting.view()["queues"]["3"]["order"], json!([order, bert, anna, cleo]));
    let before_anna = json!({"type": "move_request", "request": cleo, "before": anna, "reason": "r"});
    undo_of(&mut meeting, CHAIR, before_anna).expect("a move can be taken back");
}

#[test]
fn d97_each_pair_of_the_table_is_what_undo_gives() {
    let mut given = BTreeSet::new();
    let mut meeting = Meeting::running();
    let mut take = |meeting: &mut Meeting, by: u64, command: Value| {
        let name = command["type"].as_str().expect("a name").to_owned();
        let undo = undo_of(meeting, by, command).unwrap_or_else(|| panic!("nothing takes {name} back"));
        given.insert((name, undo.name().to_owned()));
    };
    let of = |name: &str| json!({"type": name});
    let anna = meeting.request(ANNA, "impromptu");
    let bert = meeting.request(BERT, "impromptu");
    let request =
        |name: &str, request: u64| json!({"type": name, "request": request, "expect_turn": null, "reason": "r"});
    take(&mut meeting, CHAIR, of("call_recess"));
    take(&mut meeting, CHAIR, of("resume_session"));
    take(
        &mut meeting,
        CHAIR,
        json!({"type": "amend_rules", "rules": {"quorum": 3}, "reason": "r"}),
    );
    take(&mut meeting, CHAIR, json!({"type": "move_item", "item": FIRST}));
    take(
        &mut meeting,
        CHAIR,
        json!({"type": "edit_item", "item": FIRST, "title": "Else"}),
    );
    take(&mut meeting, CHAIR, json!({"type": "close_queue", "item": FIRST}));
    take(&mut meeting, CHAIR, json!({"type": "open_queue", "item": FIRST}));
    take(&mut meeting, CHAIR, request("move_request", anna));
    take(&mut meeting, CHAIR, request("call_speaker", anna));
    take(&mut meeting, CHAIR, request("call_speaker", bert));
    take(&mut meeting, CHAIR, request("recall_call", bert));
    take(&mut meeting, CHAIR, request("deny_request", bert));
    take(&mut meeting, ANNA, request("withdraw_request", anna));
    let bert = meeting.request(BERT, "impromptu");
    meeting.accept(CHAIR, request("call_speaker", bert));
    take(&mut meeting, CHAIR, request("pass_request", bert));
    for name in ["end_turn", "revoke_turn"] {
        let turn = meeting.grant(BERT, "impromptu");
        let turn = |name: &str| json!({"type": name, "expect_turn": turn, "reason": "r"});
        if name == "end_turn" {
            take(&mut meeting, CHAIR, turn("pause_turn"));
            take(&mut meeting, CHAIR, turn("resume_turn"));
        }
        meeting.wait(1_000);
        take(&mut meeting, CHAIR, turn(name));
    }
    let thread = meeting.accept(CHAIR, json!({"type": "open_thread", "title": "t"}));
    let post = meeting.accept(ANNA, json!({"type": "publish_post", "thread": thread, "text": "t"}));
    take(
        &mut meeting,
        CHAIR,
        json!({"type": "hide_post", "post": post, "reason": "r"}),
    );
    for name in ["show_post", "pin_post", "unpin_post"] {
        take(&mut meeting, CHAIR, json!({"type": name, "post": post}));
    }
    for name in ["close_thread", "reopen_thread"] {
        take(&mut meeting, CHAIR, json!({"type": name, "thread": thread}));
    }
    take(
        &mut meeting,
        CHAIR,
        json!({"type": "show_scene", "scene": {"kind": "agenda"}}),
    );
    take(
        &mut meeting,
        CHAIR,
        json!({"type": "change_role", "participant": ANNA, "role": "clerk"}),
    );
    let table = TABLE
        .iter()
        .map(|(does, undoes, _)| ((*does).to_owned(), (*undoes).to_owned()));
    assert_eq!(given, table.collect());
}
