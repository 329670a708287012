//! What was promised, and what became of it.

use proptest::prelude::*;
use rostrum::domain::command::Command;
use rostrum::domain::commitments::{CommitmentState, Finding};
use rostrum::domain::ids::{CommitmentId, ParticipantId};
use rostrum::domain::people::Invitee;
use rostrum::domain::{Actor, Audience, Capability, Code, Event, Role};
use rostrum::record::commitments::Ledger;
use serde_json::{Value, json};

use super::given::{ANNA, BERT, CAPTIONER, CHAIR, CLEO, CLERK, Entry, FIRST, Meeting, OBSERVER, OPERATOR, RESPONDENT};
use super::history::{play, script};
use super::walk::config;

/// A unit that is invited after everybody else.
const UNIT: u64 = 14;
const OTHER_UNIT: u64 = 15;

fn unit(name: &str) -> Invitee {
    serde_json::from_value(json!({"name": name, "role": "owner"})).expect("an invitee")
}

fn invited(mut meeting: Meeting) -> Meeting {
    meeting
        .invite(Actor::Convener, &[unit("住建局"), unit("民政局")])
        .expect("units");
    meeting
}

/// A running meeting with two units in which the respondent answered Anna: the meeting and the statement.
fn answered() -> (Meeting, u64) {
    let mut meeting = invited(Meeting::running());
    let asked = meeting.grant(ANNA, "impromptu");
    meeting.accept(ANNA, json!({"type": "release_floor", "expect_turn": asked}));
    let reply = json!({"type": "request_floor", "item": FIRST, "kind": "reply", "replies_to": asked});
    let request = meeting.accept(RESPONDENT, reply);
    let grant = json!({"type": "grant_floor", "request": request, "expect_turn": null});
    let turn = meeting.accept(CHAIR, grant);
    let statement = meeting.accept(
        CAPTIONER,
        json!({"type": "record_statement", "turn": turn, "text": "We shall."}),
    );
    meeting.accept(CHAIR, json!({"type": "end_turn", "expect_turn": turn}));
    (meeting, statement)
}

fn record(owner: u64, source: u64) -> Value {
    json!({"type": "record_commitment", "text": "two lifts by spring", "owner": owner, "source": source})
}

fn with(mut command: Value, name: &str, value: Value) -> Value {
    command[name] = value;
    command
}

fn report(commitment: u64) -> Value {
    json!({"type": "report_commitment", "commitment": commitment, "text": "one is there"})
}

fn verify(commitment: u64, finding: &str) -> Value {
    json!({"type": "verify_commitment", "commitment": commitment, "finding": finding})
}

fn reopen(commitment: u64) -> Value {
    json!({"type": "reopen_commitment", "commitment": commitment, "reason": "the other one is missing"})
}

fn state(meeting: &Meeting, commitment: u64) -> (CommitmentState, Option<Finding>) {
    let own = meeting.session.commitment(CommitmentId(commitment)).expect("one");
    (own.state, own.finding)
}

fn sealed(meeting: &mut Meeting) {
    meeting.accept(CHAIR, json!({"type": "adjourn_session"}));
    meeting.accept(CHAIR, json!({"type": "seal_session"}));
}

#[test]
fn d140_moderators_record_what_an_owner_or_a_respondent_promised_in_a_statement_until_it_is_sealed() {
    let (mut meeting, source) = answered();
    assert!(meeting.view()["counts"].get("commitments").is_none());
    for (by, owner) in [(CHAIR, UNIT), (CLERK, RESPONDENT)] {
        meeting.accept(by, record(owner, source));
    }
    assert_eq!(meeting.view_for(Audience::Public)["counts"]["commitments"], 2);
    for by in [ANNA, RESPONDENT, OPERATOR, CAPTIONER, OBSERVER, UNIT] {
        assert_eq!(meeting.refuse(by, record(UNIT, source)), Code::NotPermitted);
    }
    for owner in [CHAIR, ANNA, CAPTIONER, OBSERVER] {
        assert_eq!(meeting.refuse(CLERK, record(owner, source)), Code::Malformed);
    }
    assert_eq!(meeting.refuse(CLERK, record(99, source)), Code::NotFound);
    assert_eq!(meeting.refuse(CLERK, record(UNIT, source + 1)), Code::NotFound);
    for (name, chars, code) in [("text", 1_000, Code::TooLong), ("category", 100, Code::TooLong)] {
        let of = |chars: usize| with(record(UNIT, source), name, json!("字".repeat(chars)));
        meeting.accept(CLERK, of(chars));
        assert_eq!(meeting.refuse(CLERK, of(chars + 1)), code);
        assert_eq!(meeting.refuse(CLERK, of(0)), Code::Empty);
    }
    meeting.accept(CHAIR, json!({"type": "adjourn_session"}));
    meeting.accept(CLERK, record(UNIT, source));
    meeting.accept(CHAIR, json!({"type": "seal_session"}));
    assert_eq!(meeting.refuse(CLERK, record(UNIT, source)), Code::Sealed);
}

#[test]
fn d141_the_last_day_is_a_real_one_and_the_same_text_ever_after() {
    let (mut meeting, source) = answered();
    let commitment = meeting.accept(CLERK, with(record(UNIT, source), "due", json!("2024-02-29")));
    let own = meeting.session.commitment(CommitmentId(commitment)).expect("one");
    assert_eq!(own.due.map(|due| due.to_string()).as_deref(), Some("2024-02-29"));
    let event = serde_json::to_value(&meeting.entries.last().expect("an entry").event).expect("JSON");
    assert_eq!(event["due"], "2024-02-29");
    for wrong in [
        "2026-02-29",
        "2026-11-31",
        "26-11-30",
        "tomorrow",
        "2026-11-30T00:00:00Z",
        "",
    ] {
        let command = with(record(UNIT, source), "due", json!(wrong));
        assert!(serde_json::from_value::<Command>(command).is_err(), "{wrong}");
    }
}

#[test]
fn d142_an_owner_has_no_session_and_nothing_but_its_own_commitments() {
    let (mut meeting, source) = answered();
    assert_eq!(Role::Owner.commands(), ["report_commitment"]);
    assert_eq!(Role::Owner.capabilities(), [Capability::OwnCommitments]);
    let own = meeting.accept(CLERK, record(UNIT, source));
    let other = meeting.accept(CLERK, record(OTHER_UNIT, source));
    meeting.accept(UNIT, report(own));
    for command in [report(other), report(source), verify(other, "not")] {
        assert_eq!(meeting.refuse(UNIT, command), Code::NotFound);
    }
    assert_eq!(meeting.refuse(UNIT, verify(own, "satisfied")), Code::NotPermitted);
    for command in [
        json!({"type": "request_floor", "item": FIRST, "kind": "point_of_order"}),
        json!({"type": "open_thread", "title": "x"}),
        reopen(own),
    ] {
        assert_eq!(meeting.refuse(UNIT, command), Code::NotPermitted);
    }
    // It is counted nowhere, and nobody puts it into the room.
    assert_eq!(meeting.view()["counts"]["participants"], 13);
    let ask = json!({"type": "request_floor", "item": FIRST, "kind": "impromptu", "for": UNIT});
    assert_eq!(meeting.refuse(CHAIR, ask), Code::NotPermitted);
    let sign_in = json!({"type": "sign_in", "participants": [UNIT]});
    assert_eq!(meeting.refuse(CHAIR, sign_in), Code::NotFound);
    for (participant, role) in [(UNIT, "member"), (UNIT, "respondent"), (ANNA, "owner")] {
        let command = json!({"type": "change_role", "participant": participant, "role": role});
        assert_eq!(meeting.refuse(CHAIR, command), Code::NotPermitted);
    }
    let remove = json!({"type": "remove", "participant": UNIT, "reason": "wound up"});
    meeting.accept(CHAIR, remove);
    assert_eq!(meeting.view()["counts"]["participants"], 13);
    assert_eq!(meeting.refuse(UNIT, report(own)), Code::NotPermitted);
}

#[test]
fn d143_who_asked_is_named_or_spoke_in_the_turn_that_was_replied_to() {
    let (mut meeting, source) = answered();
    let asked_by = |meeting: &Meeting, commitment: u64| {
        let own = meeting.session.commitment(CommitmentId(commitment)).expect("one");
        own.asked_by.map(|asked| asked.0)
    };
    let found = meeting.accept(CLERK, record(UNIT, source));
    assert_eq!(asked_by(&meeting, found), Some(ANNA));
    let named = meeting.accept(CLERK, with(record(UNIT, source), "asked_by", json!(BERT)));
    assert_eq!(asked_by(&meeting, named), Some(BERT));
    for wrong in [CAPTIONER, OBSERVER, UNIT] {
        let command = with(record(UNIT, source), "asked_by", json!(wrong));
        assert_eq!(meeting.refuse(CLERK, command), Code::Malformed);
    }
    let own = with(record(RESPONDENT, source), "asked_by", json!(RESPONDENT));
    assert_eq!(meeting.refuse(CLERK, own), Code::Malformed);
    let nobody = with(record(UNIT, source), "asked_by", json!(99));
    assert_eq!(meeting.refuse(CLERK, nobody), Code::NotFound);
    // A speech that replies to nothing was asked for by nobody.
    let turn = meeting.grant(RESPONDENT, "impromptu");
    let statement = meeting.accept(
        CHAIR,
        json!({"type": "record_statement", "turn": turn, "text": "Unasked."}),
    );
    let unasked = meeting.accept(CLERK, record(UNIT, statement));
    assert_eq!(asked_by(&meeting, unasked), None);
}

#[test]
fn d144_a_commitment_is_reported_verified_and_reopened_also_in_a_sealed_session() {
    for seal in [false, true] {
        let (mut meeting, source) = answered();
        let commitment = meeting.accept(CLERK, record(UNIT, source));
        if seal {
            sealed(&mut meeting);
        }
        assert_eq!(state(&meeting, commitment), (CommitmentState::Recorded, None));
        assert_eq!(meeting.refuse(ANNA, verify(commitment, "satisfied")), Code::WrongPhase);
        assert_eq!(meeting.refuse(CLERK, reopen(commitment)), Code::Unchanged);
        meeting.accept(UNIT, report(commitment));
        meeting.accept(UNIT, report(commitment));
        assert_eq!(state(&meeting, commitment), (CommitmentState::Reported, None));
        meeting.accept(ANNA, with(verify(commitment, "not"), "text", json!("I saw none.")));
        assert_eq!(
            state(&meeting, commitment),
            (CommitmentState::Verified, Some(Finding::Not))
        );
        assert_eq!(meeting.refuse(ANNA, verify(commitment, "partly")), Code::Unchanged);
        assert_eq!(meeting.refuse(UNIT, report(commitment)), Code::WrongPhase);
        assert_eq!(meeting.refuse(ANNA, reopen(commitment)), Code::NotPermitted);
        meeting.accept(CLERK, reopen(commitment));
        assert_eq!(state(&meeting, commitment).0, CommitmentState::Reopened);
        meeting.accept(UNIT, report(commitment));
        meeting.accept(ANNA, verify(commitment, "satisfied"));
        meeting.accept(CLERK, reopen(commitment));
        meeting.accept(ANNA, verify(commitment, "partly"));
        assert_eq!(
            state(&meeting, commitment),
            (CommitmentState::Verified, Some(Finding::Partly))
        );
        let own = meeting.session.commitment(CommitmentId(commitment)).expect("one");
        assert_eq!(own.entries.len(), 8);
        assert!(own.entries.iter().all(|seq| *seq > commitment));
    }
}

#[test]
fn d145_who_asked_verifies_and_the_owner_reports_moderators_for_who_was_removed_or_nobody() {
    let (mut meeting, source) = answered();
    let commitment = meeting.accept(CLERK, record(UNIT, source));
    for by in [CHAIR, CLERK, ANNA, RESPONDENT, OBSERVER] {
        assert_eq!(meeting.refuse(by, report(commitment)), Code::NotPermitted);
    }
    meeting.accept(UNIT, report(commitment));
    for by in [CHAIR, CLERK, BERT, CLEO, RESPONDENT, OBSERVER] {
        assert_eq!(meeting.refuse(by, verify(commitment, "satisfied")), Code::NotPermitted);
    }
    for participant in [ANNA, UNIT] {
        let remove = json!({"type": "remove", "participant": participant, "reason": "left the body"});
        meeting.accept(CHAIR, remove);
    }
    sealed(&mut meeting);
    for by in [ANNA, BERT, UNIT, OTHER_UNIT] {
        let refused = meeting.refuse(by, verify(commitment, "satisfied"));
        assert!(matches!(refused, Code::NotPermitted | Code::NotFound), "{refused:?}");
    }
    meeting.accept(CLERK, report(commitment));
    meeting.accept(CHAIR, verify(commitment, "satisfied"));
}

#[test]
fn d146_units_are_invited_to_a_sealed_session_and_nobody_else() {
    let (mut meeting, source) = answered();
    let commitment = meeting.accept(CLERK, record(UNIT, source));
    sealed(&mut meeting);
    let member: Invitee = serde_json::from_value(json!({"name": "Late", "role": "member"})).expect("an invitee");
    for wrong in [vec![member.clone()], vec![unit("财政局"), member], vec![]] {
        let refusal = meeting.invite(Actor::Convener, &wrong).expect_err("sealed");
        assert_eq!(refusal.code, Code::Sealed);
    }
    let clerk = Actor::Participant(ParticipantId(CLERK));
    meeting.invite(clerk, &[unit("财政局")]).expect("a unit");
    let anna = Actor::Participant(ParticipantId(ANNA));
    let refusal = meeting.invite(anna, &[unit("教育局")]).expect_err("not hers");
    assert_eq!(refusal.code, Code::NotPermitted);
    // It was made responsible for nothing.
    assert_eq!(meeting.refuse(16, report(commitment)), Code::NotFound);
}

#[test]
fn d147_a_session_and_a_commitment_take_as_much_as_their_limits_say() {
    let (mut meeting, source) = answered();
    (meeting.limits.commitments_max, meeting.limits.follow_ups_max) = (2, 3);
    let commitment = meeting.accept(CLERK, record(UNIT, source));
    meeting.accept(CLERK, record(UNIT, source));
    assert_eq!(meeting.refuse(CLERK, record(UNIT, source)), Code::QueueFull);
    let long = |chars: usize| with(report(commitment), "text", json!("字".repeat(chars)));
    assert_eq!(meeting.refuse(UNIT, long(4_001)), Code::TooLong);
    assert_eq!(meeting.refuse(UNIT, long(0)), Code::Empty);
    meeting.accept(UNIT, long(4_000));
    let words = |chars: usize| with(verify(commitment, "not"), "text", json!("字".repeat(chars)));
    assert_eq!(meeting.refuse(ANNA, words(1_001)), Code::TooLong);
    meeting.accept(ANNA, words(1_000));
    let why = |chars: usize| with(reopen(commitment), "reason", json!("字".repeat(chars)));
    assert_eq!(meeting.refuse(CLERK, why(501)), Code::TooLong);
    meeting.accept(CLERK, why(500));
    assert_eq!(meeting.refuse(UNIT, report(commitment)), Code::QueueFull);
    assert_eq!(meeting.refuse(ANNA, verify(commitment, "satisfied")), Code::QueueFull);
}

#[test]
fn d148_the_words_of_a_statement_are_its_newest() {
    let (mut meeting, source) = answered();
    let words = |meeting: &Meeting| meeting.session.statement(rostrum::domain::ids::StatementId(source));
    assert_eq!(
        words(&meeting).map(|(_, speaker, at)| (speaker.0, at)),
        Some((RESPONDENT, source))
    );
    let revise =
        json!({"type": "revise_statement", "statement": source, "text": "We shall try.", "reason": "misheard"});
    let revised = meeting.accept(CAPTIONER, revise);
    assert_eq!(words(&meeting).map(|(_, _, at)| at), Some(revised));
    assert!(matches!(
        meeting.entries.last().expect("one").event,
        Event::StatementRevised { .. }
    ));
}

#[test]
fn d149_moderators_take_back_what_was_recorded_by_mistake_while_nothing_was_reported_on_it() {
    let withdraw =
        |commitment: u64| json!({"type": "withdraw_commitment", "commitment": commitment, "reason": "twice"});
    let (mut meeting, source) = answered();
    let mistaken = meeting.accept(CLERK, record(UNIT, source));
    let kept = meeting.accept(CLERK, record(UNIT, source));
    let late = meeting.accept(CLERK, record(RESPONDENT, source));
    for by in [ANNA, RESPONDENT, OPERATOR, CAPTIONER, OBSERVER, UNIT] {
        assert_eq!(meeting.refuse(by, withdraw(mistaken)), Code::NotPermitted);
    }
    assert_eq!(meeting.refuse(CLERK, withdraw(source)), Code::NotFound);
    let because = |chars: usize| with(withdraw(mistaken), "reason", json!("字".repeat(chars)));
    assert_eq!(meeting.refuse(CLERK, because(0)), Code::Empty);
    assert_eq!(meeting.refuse(CLERK, because(501)), Code::TooLong);
    meeting.accept(CLERK, because(500));
    assert_eq!(state(&meeting, mistaken), (CommitmentState::Withdrawn, None));
    assert_eq!(meeting.refuse(CHAIR, withdraw(mistaken)), Code::Unchanged);
    // Nothing more is said of it, and it is still there.
    assert_eq!(meeting.refuse(UNIT, report(mistaken)), Code::WrongPhase);
    assert_eq!(meeting.refuse(ANNA, verify(mistaken, "not")), Code::WrongPhase);
    assert_eq!(meeting.refuse(CLERK, reopen(mistaken)), Code::Unchanged);
    assert_eq!(meeting.view()["counts"]["commitments"], 3);
    for (by, command) in [(UNIT, report(kept)), (ANNA, verify(kept, "not")), (CLERK, reopen(kept))] {
        meeting.accept(by, command);
        assert_eq!(meeting.refuse(CHAIR, withdraw(kept)), Code::WrongPhase);
    }
    sealed(&mut meeting);
    assert_eq!(meeting.refuse(CLERK, withdraw(late)), Code::Sealed);
    assert_eq!(meeting.refuse(UNIT, report(mistaken)), Code::WrongPhase);
}

proptest! {
    #![proptest_config(config(24))]

    #[test]
    fn r79_what_people_read_is_what_the_session_decided_and_any_choice_of_entries_can_be_read(
        script in script(250),
        choice in any::<u64>(),
    ) {
        let meeting = play(&script, |_| {});
        let (mut whole, mut chosen) = (Ledger::default(), Ledger::default());
        for Entry { seq, at, by, event } in &meeting.entries {
            whole.take(*seq, *at, *by, event);
            if choice.rotate_left(u32::try_from(*seq % 64).expect("a place")).is_multiple_of(2) {
                chosen.take(*seq, *at, *by, event);
            }
        }
        prop_assert!(whole.0.keys().copied().eq(meeting.session.commitments(0).map(|(id, _)| id)));
        for (id, own) in meeting.session.commitments(0) {
            let read = &whole.0[&id];
            prop_assert_eq!((read.owner, read.asked_by, read.due), (own.owner, own.asked_by, own.due));
            prop_assert_eq!(read.state, own.state);
            prop_assert_eq!(read.finding(), own.finding.filter(|_| own.state == CommitmentState::Verified));
            let seqs: Vec<u64> = read.follow_up.iter().map(|follow| follow.seq).collect();
            prop_assert_eq!(&seqs, &own.entries);
        }
        prop_assert!(chosen.0.keys().all(|id| whole.0.contains_key(id)));
    }
}
