//! Calls, grants and turns.

use rostrum::domain::command::Command;
use rostrum::domain::ids::RequestId;

use super::{Choice, Weighted, person};

pub const TABLE: &[Weighted] = &[
    (4, |choice| Command::CallSpeaker {
        request: choice.request(choice.step.one),
        expect_turn: choice.turn(),
        reason: choice.perhaps(),
    }),
    (2, |choice| Command::RecallCall {
        request: choice.called(choice.step.one),
    }),
    (4, |choice| Command::Ready {
        request: choice.called(choice.step.one),
    }),
    (1, |choice| Command::PassRequest {
        request: choice.called(choice.step.one),
    }),
    (9, |choice| Command::GrantFloor {
        request: choice.grantable(choice.step.one),
        expect_turn: choice.turn(),
        reason: choice.perhaps(),
    }),
    (3, |choice| Command::ReleaseFloor {
        expect_turn: choice.turn(),
    }),
    (2, |choice| Command::EndTurn {
        expect_turn: choice.turn(),
        reason: choice.perhaps(),
    }),
    (1, |choice| Command::RevokeTurn {
        expect_turn: choice.turn(),
        reason: choice.text(),
    }),
    (2, |choice| Command::PauseTurn {
        expect_turn: choice.turn(),
        reason: choice.perhaps(),
    }),
    (4, |choice| Command::ResumeTurn {
        expect_turn: choice.turn(),
    }),
    (2, |choice| Command::ExtendTurn {
        expect_turn: choice.turn(),
        by_ms: [500, 90_000, 0, u64::MAX][usize::from(choice.step.two % 4)],
        reason: choice.text(),
    }),
    (3, |choice| Command::YieldFloor {
        expect_turn: choice.turn(),
        to: person(choice.step.one),
    }),
    (4, |choice| Command::RestoreTurn {
        turn: choice.any_turn(choice.step.one),
    }),
];

impl Choice<'_> {
    /// One that may speak now: one that interrupts, if somebody speaks already.
    fn grantable(&self, number: u16) -> RequestId {
        let free = self.meeting.session.floor_view().turn.is_none();
        self.request_that(number, |request| free || request.kind.interrupts())
    }
}
