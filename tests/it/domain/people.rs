//! Inviting, removing, roles and seats.

use rostrum::domain::command::Command;
use rostrum::domain::ids::ParticipantId;
use rostrum::domain::people::Invitee;
use rostrum::domain::role::Capability;
use rostrum::domain::{Actor, Audience, Code, Event, Order, Role, SeatChange};
use serde_json::{Value, json};

use super::given::{
    ANNA, BERT, CAPTIONER, CHAIR, CLEO, CLERK, DISPLAY, FIRST, Meeting, OBSERVER, OPERATOR, RESPONDENT,
};

fn invitee(name: &str) -> Invitee {
    Invitee {
        name: name.into(),
        role: Role::Member,
        sector: None,
        venue: None,
    }
}

fn person(id: u64) -> Actor {
    Actor::Participant(ParticipantId(id))
}

fn remove(participant: u64) -> Value {
    json!({"type": "remove", "participant": participant, "reason": "left"})
}

fn role(participant: u64, role: &str) -> Value {
    json!({"type": "change_role", "participant": participant, "role": role})
}

#[test]
fn d1_who_acts_comes_from_the_connection() {
    let mut meeting = Meeting::running();
    let request = meeting.accept(
        ANNA,
        json!({"type": "request_floor", "item": FIRST, "kind": "impromptu", "by": CHAIR, "participant": CHAIR, "user": 1}),
    );
    assert_eq!(meeting.entries.last().unwrap().by, Some(ParticipantId(ANNA)));
    assert_eq!(meeting.view()["requests"][request.to_string()]["asked_by"], ANNA);
    for nobody in [0, 99, u64::MAX] {
        assert_eq!(
            meeting.refuse(nobody, json!({"type": "open_session"})),
            Code::NotPermitted
        );
    }
    let command: Command = serde_json::from_value(json!({"type": "call_recess"})).unwrap();
    for actor in [Actor::Convener, Actor::Clock] {
        let refusal = meeting.act(actor, Order::Command(Box::new(command.clone())));
        assert_eq!(refusal.unwrap_err().code, Code::NotPermitted);
    }
}

#[test]
fn d52_people_are_numbered_on_500_in_an_entry() {
    let mut meeting = Meeting::running();
    let many: Vec<Invitee> = (0..1_001).map(|number| invitee(&format!("Guest {number}"))).collect();
    assert_eq!(meeting.invite(Actor::Convener, &many).unwrap(), 3);
    let sizes: Vec<usize> = meeting
        .entries
        .iter()
        .rev()
        .take(3)
        .map(|entry| match &entry.event {
            Event::ParticipantsInvited { participants } => participants.len(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(sizes, [1, 500, 500]);
    let last = meeting.session.participants(0).last().unwrap();
    assert_eq!((last.0, &*last.1.name), (ParticipantId(13 + 1_001), "Guest 1000"));
    assert_eq!(meeting.view()["counts"]["participants"], 1_014);
}

#[test]
fn d52_the_roster_is_read_from_any_number_on() {
    let meeting = Meeting::drafted();
    let after = |after: u64| {
        meeting
            .session
            .participants(after)
            .map(|(id, _)| id.0)
            .collect::<Vec<_>>()
    };
    assert_eq!(after(10), [11, 12, 13]);
    assert_eq!(after(13), [0; 0]);
    assert_eq!(after(u64::MAX), [0; 0]);
}

#[test]
fn d53_an_invitation_that_cannot_be_is_refused_whole() {
    let mut meeting = Meeting::drafted();
    let venue = |name: &str| Invitee {
        venue: Some(name.into()),
        ..invitee("Guest")
    };
    let sector = |name: &str| Invitee {
        sector: Some(name.into()),
        ..invitee("Guest")
    };
    for (invitees, code) in [
        (vec![], Code::Empty),
        (vec![invitee("One"), invitee(" ")], Code::Empty),
        (vec![invitee(&"名".repeat(101))], Code::TooLong),
        (vec![sector("")], Code::Empty),
        (vec![venue("Nowhere")], Code::NotFound),
        (vec![invitee("One"); 2_001], Code::TooLarge),
    ] {
        assert_eq!(meeting.invite(person(CLERK), &invitees).unwrap_err().code, code);
    }
    meeting.limits.participants_max = 14;
    assert_eq!(
        meeting
            .invite(person(CLERK), &[invitee("One"), invitee("Two")])
            .unwrap_err()
            .code,
        Code::TooLarge
    );
    assert_eq!(
        meeting.invite(person(ANNA), &[invitee("One")]).unwrap_err().code,
        Code::NotPermitted
    );
    assert_eq!(
        meeting.invite(Actor::Clock, &[invitee("One")]).unwrap_err().code,
        Code::NotPermitted
    );
    meeting.invite(person(CLERK), &[venue("Branch")]).unwrap();
    assert_eq!(
        meeting.session.participant(ParticipantId(14)).unwrap().venue.unwrap().0,
        2
    );
    for command in ["open_session", "adjourn_session", "seal_session"] {
        meeting.accept(CHAIR, json!({"type": command}));
    }
    assert_eq!(
        meeting.invite(Actor::Convener, &[invitee("One")]).unwrap_err().code,
        Code::Sealed
    );
}

#[test]
fn d54_removing_ends_the_turn_and_withdraws_the_requests_in_the_same_entry() {
    let mut meeting = Meeting::running();
    let question = meeting.request(ANNA, "question");
    let order = meeting.request(ANNA, "point_of_order");
    let speech = meeting.grant(BERT, "impromptu");
    meeting.wait(2_000);
    let turn = meeting.accept(
        CHAIR,
        json!({"type": "grant_floor", "request": question, "expect_turn": speech}),
    );
    meeting.wait(3_000);
    let event = serde_json::to_value(meeting.send(CHAIR, remove(ANNA)).unwrap()).unwrap();
    let expected = json!({
        "type": "participant_removed", "participant": ANNA, "reason": "left", "resumed": speech, "withdrawn": [order],
        "ended": {"turn": turn, "how": "revoked", "spent_ms": 3_000},
    });
    assert_eq!(event, expected);
    assert_eq!(meeting.touched.seat, Some(SeatChange::Void(ParticipantId(ANNA))));
    assert_eq!((meeting.turn(), meeting.order(FIRST)), (Some(speech), vec![]));
    assert_eq!(meeting.view()["turns"][speech.to_string()]["state"], "holding");
    assert_eq!(meeting.view()["counts"]["participants"], 12);
    assert_eq!(meeting.refuse(CHAIR, remove(ANNA)), Code::NotFound);
    assert_eq!(
        meeting.refuse(ANNA, json!({"type": "open_session"})),
        Code::NotPermitted
    );
    assert_eq!(meeting.refuse(CHAIR, role(ANNA, "chair")), Code::NotFound);
    assert_eq!(
        meeting.session.person(ParticipantId(ANNA)).name,
        "Anna",
        "what was said keeps its speaker"
    );
}

#[test]
fn d54_a_turn_under_another_ends_too_and_the_one_above_goes_on() {
    let mut meeting = Meeting::running();
    let below = meeting.grant(BERT, "impromptu");
    meeting.wait(2_000);
    let middle = meeting.grant(ANNA, "question");
    let top = meeting.grant(CLEO, "point_of_order");
    meeting.wait(2_000);
    meeting.accept(CHAIR, remove(ANNA));
    assert_eq!(meeting.view()["floor"], json!({"turn": top, "interrupted": [below]}));
    let event = meeting
        .send(CLEO, json!({"type": "release_floor", "expect_turn": top}))
        .unwrap();
    assert!(matches!(event, Event::TurnEnded { resumed: Some(resumed), .. } if resumed.0 == below));
    assert!(meeting.view()["turns"].get(middle.to_string()).is_none());
}

#[test]
fn d55_a_role_that_is_taken_takes_what_needed_it() {
    let mut meeting = Meeting::running();
    let request = meeting.request(ANNA, "question");
    let turn = meeting.grant(ANNA, "impromptu");
    let event = serde_json::to_value(meeting.send(CHAIR, role(ANNA, "observer")).unwrap()).unwrap();
    assert_eq!(event["ended"], json!({"turn": turn, "how": "ended", "spent_ms": 0}));
    assert_eq!(event["withdrawn"], json!([request]));
    assert_eq!(meeting.touched.seat, Some(SeatChange::Role(ParticipantId(ANNA))));
    let since = meeting.session.participant(ParticipantId(ANNA)).unwrap().audience_since;
    assert_eq!(since, meeting.session.head(), "another audience from this entry on");
    assert_eq!(meeting.refuse(CHAIR, role(ANNA, "observer")), Code::Unchanged);
    let kept = meeting.request(BERT, "impromptu");
    meeting.accept(CHAIR, role(BERT, "respondent"));
    assert_eq!(meeting.order(FIRST), [kept], "a role that may speak keeps its place");
    let since = meeting.session.participant(ParticipantId(BERT)).unwrap().audience_since;
    assert_eq!(since, 2, "the same audience as since the invitation");
    assert_eq!(meeting.refuse(ANNA, role(BERT, "chair")), Code::NotPermitted);
    assert_eq!(meeting.refuse(CHAIR, role(99, "chair")), Code::NotFound);
    assert_eq!(
        meeting.refuse(CHAIR, json!({"type": "remove", "participant": BERT, "reason": ""})),
        Code::Empty
    );
    assert_eq!(meeting.refuse(BERT, remove(ANNA)), Code::NotPermitted);
}

#[test]
fn d54_who_is_called_is_called_no_more() {
    let mut meeting = Meeting::running();
    let request = meeting.request(ANNA, "impromptu");
    meeting.accept(
        CHAIR,
        json!({"type": "call_speaker", "request": request, "expect_turn": null}),
    );
    meeting.accept(CHAIR, remove(ANNA));
    assert_eq!(meeting.session.next_deadline(), None);
    let next = meeting.request(BERT, "impromptu");
    let event = meeting
        .send(
            CHAIR,
            json!({"type": "call_speaker", "request": next, "expect_turn": null}),
        )
        .unwrap();
    assert!(matches!(event, Event::RequestCalled { recalled: None, .. }));
}

#[test]
fn d56_seats_have_generations_also_in_a_sealed_session() {
    let mut meeting = Meeting::drafted();
    let generation = |meeting: &Meeting| {
        let person = meeting.session.participant(ParticipantId(ANNA)).unwrap();
        (person.generation, person.invited_at.is_some())
    };
    assert_eq!(generation(&meeting), (1, true));
    for command in ["open_session", "adjourn_session", "seal_session"] {
        meeting.accept(CHAIR, json!({"type": command}));
    }
    meeting
        .act(person(CHAIR), Order::RevokeSeat(ParticipantId(ANNA)))
        .unwrap();
    assert_eq!(generation(&meeting), (2, false));
    assert_eq!(meeting.touched.seat, Some(SeatChange::Void(ParticipantId(ANNA))));
    let again = meeting.act(Actor::Convener, Order::RevokeSeat(ParticipantId(ANNA)));
    assert_eq!(again.unwrap_err().code, Code::Unchanged);
    meeting
        .act(Actor::Convener, Order::RenewSeat(ParticipantId(ANNA)))
        .unwrap();
    assert_eq!(generation(&meeting), (3, true));
    for (actor, whom, code) in [
        (person(ANNA), ANNA, Code::NotPermitted),
        (Actor::Clock, ANNA, Code::NotPermitted),
        (Actor::Convener, 99, Code::NotFound),
        (Actor::Convener, 0, Code::NotFound),
    ] {
        for order in [
            Order::RenewSeat(ParticipantId(whom)),
            Order::RevokeSeat(ParticipantId(whom)),
        ] {
            assert_eq!(meeting.act(actor, order).unwrap_err().code, code);
        }
    }
}

#[test]
fn d2_the_table_of_rights_says_who_may_conduct() {
    let moderators = [
        Capability::ConductSession,
        Capability::ConductAgenda,
        Capability::ConductFloor,
        Capability::ManagePeople,
        Capability::ModerateThreads,
        Capability::RequestForAnyone,
    ];
    for role in Role::ALL {
        for capability in moderators {
            assert_eq!(
                role.may(capability),
                matches!(role, Role::Chair | Role::Clerk),
                "{role:?} {capability:?}"
            );
        }
        let reads = matches!(role, Role::Observer | Role::Display);
        assert_eq!(role.capabilities().is_empty(), reads);
        assert_eq!(role.audience() == Audience::Public, reads || role == Role::Owner);
        let silent = matches!(role, Role::Captioner | Role::Owner);
        assert_eq!(role.may(Capability::RequestFloor), !reads && !silent);
    }
    assert_eq!(
        Role::Captioner.commands(),
        ["record_statement", "revise_statement", "caption"]
    );
    assert!(Role::Observer.commands().is_empty());
}

#[test]
fn d2_what_the_table_does_not_give_is_not_permitted() {
    let conducting = [
        json!({"type": "open_session"}),
        json!({"type": "call_recess"}),
        json!({"type": "resume_session"}),
        json!({"type": "adjourn_session"}),
        json!({"type": "seal_session"}),
        json!({"type": "add_item", "title": "x", "kind": "study"}),
        json!({"type": "edit_item", "item": FIRST, "title": "x"}),
        json!({"type": "move_item", "item": FIRST}),
        json!({"type": "start_item", "item": 4, "expect_item": FIRST}),
        json!({"type": "finish_item", "expect_item": FIRST}),
        json!({"type": "defer_item", "item": 4}),
        json!({"type": "conclude_item", "item": FIRST, "text": "x"}),
        json!({"type": "move_request", "request": 8, "reason": "x"}),
        json!({"type": "open_queue", "item": 4}),
        json!({"type": "close_queue", "item": FIRST}),
        json!({"type": "call_speaker", "request": 8, "expect_turn": null}),
        json!({"type": "recall_call", "request": 8}),
        json!({"type": "pass_request", "request": 8}),
        json!({"type": "grant_floor", "request": 8, "expect_turn": null}),
        json!({"type": "end_turn", "expect_turn": null}),
        json!({"type": "revoke_turn", "expect_turn": null, "reason": "x"}),
        json!({"type": "pause_turn", "expect_turn": null}),
        json!({"type": "resume_turn", "expect_turn": null}),
        json!({"type": "extend_turn", "expect_turn": null, "by_ms": 1, "reason": "x"}),
        json!({"type": "open_thread", "title": "x"}),
        json!({"type": "close_thread", "thread": 1}),
        json!({"type": "hide_post", "post": 1, "reason": "x"}),
        json!({"type": "show_post", "post": 1}),
        json!({"type": "remove", "participant": ANNA, "reason": "x"}),
        json!({"type": "change_role", "participant": ANNA, "role": "chair"}),
    ];
    let mut meeting = Meeting::running();
    for by in [ANNA, RESPONDENT, OPERATOR, CAPTIONER, OBSERVER, DISPLAY] {
        for command in &conducting {
            assert_eq!(
                meeting.refuse(by, command.clone()),
                Code::NotPermitted,
                "{command} by {by}"
            );
        }
    }
}
