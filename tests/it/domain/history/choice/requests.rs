//! Requests and queues.

use rostrum::domain::command::{Command, RequestKind};

use super::{Choice, Weighted, person};

pub const TABLE: &[Weighted] = &[
    (24, request_floor),
    (2, |choice| Command::AddPoint {
        request: choice.request(choice.step.one),
        subject: choice.text(),
    }),
    (2, |choice| Command::WithdrawRequest {
        request: choice.request(choice.step.one),
    }),
    (4, |choice| Command::DeferRequest {
        request: choice.request(choice.step.one),
    }),
    (2, |choice| Command::DenyRequest {
        request: choice.request(choice.step.one),
        reason: choice.text(),
    }),
    (5, |choice| Command::RestoreRequest {
        request: choice.past_request(choice.step.one),
    }),
    (7, |choice| Command::MoveRequest {
        request: choice.request(choice.step.one),
        before: (!choice.step.two.is_multiple_of(4)).then(|| choice.request(choice.step.two)),
        reason: choice.text(),
    }),
    (2, |choice| Command::LastWord {
        request: choice.request(choice.step.one),
    }),
    (2, |choice| Command::OpenQueue {
        item: choice.any_item(choice.step.one),
    }),
    (1, |choice| Command::CloseQueue {
        item: choice.any_item(choice.step.one),
    }),
];

const KINDS: [RequestKind; 6] = [
    RequestKind::PointOfOrder,
    RequestKind::Question,
    RequestKind::Reply,
    RequestKind::Prepared,
    RequestKind::Impromptu,
    RequestKind::Impromptu,
];

fn request_floor(choice: &Choice<'_>) -> Command {
    let (one, two) = (choice.step.one, choice.step.two);
    let taken = choice.meeting.session.floor_view().turn.is_some();
    let interrupting = choice.sensible && taken && one.is_multiple_of(2);
    let kind = KINDS[usize::from(two) % if interrupting { 2 } else { KINDS.len() }];
    let replies = kind == RequestKind::Reply && (choice.sensible || one.is_multiple_of(2));
    Command::RequestFloor {
        item: choice.item(one),
        kind,
        subject: choice.perhaps(),
        speaker: one.is_multiple_of(5).then(|| person(two)),
        replies_to: replies.then(|| choice.any_turn(one)),
    }
}
