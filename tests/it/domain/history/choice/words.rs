//! Threads, posts and statements.

use rostrum::domain::Event;
use rostrum::domain::command::Command;
use rostrum::domain::ids::{PostId, StatementId, ThreadId};

use super::{Choice, Weighted};

pub const TABLE: &[Weighted] = &[
    (1, |choice| Command::OpenThread {
        title: choice.text(),
        item: choice
            .step
            .one
            .is_multiple_of(2)
            .then(|| choice.any_item(choice.step.one)),
    }),
    (1, |choice| Command::CloseThread {
        thread: choice.thread(choice.step.one),
    }),
    (3, |choice| Command::PublishPost {
        thread: choice.thread(choice.step.one),
        text: choice.text(),
        replies_to: choice.step.two.is_multiple_of(3).then(|| choice.post(choice.step.two)),
    }),
    (1, |choice| Command::RevisePost {
        post: choice.post(choice.step.one),
        text: choice.text(),
    }),
    (1, |choice| Command::WithdrawPost {
        post: choice.post(choice.step.one),
    }),
    (1, |choice| Command::HidePost {
        post: choice.post(choice.step.one),
        reason: choice.text(),
    }),
    (1, |choice| {
        let hidden: Vec<u64> = choice.meeting.session.hidden_entries().iter().copied().collect();
        Command::ShowPost {
            post: PostId(choice.among(choice.step.one, &hidden)),
        }
    }),
    (2, |choice| Command::RecordStatement {
        turn: choice.any_turn(choice.step.one),
        text: choice.text(),
    }),
    (1, |choice| {
        let statements = choice.made(|event| matches!(event, Event::StatementRecorded { .. }));
        Command::ReviseStatement {
            statement: StatementId(choice.among(choice.step.one, &statements)),
            text: choice.text(),
            reason: choice.text(),
        }
    }),
];

impl Choice<'_> {
    fn thread(&self, number: u16) -> ThreadId {
        ThreadId(self.among(number, &self.made(|event| matches!(event, Event::ThreadOpened { .. }))))
    }

    fn post(&self, number: u16) -> PostId {
        PostId(self.among(number, &self.made(|event| matches!(event, Event::PostPublished { .. }))))
    }
}
