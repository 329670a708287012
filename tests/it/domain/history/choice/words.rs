//! Threads, posts and statements.

use rostrum::domain::command::Command;
use rostrum::domain::commitments::{Commitment, CommitmentState, Finding};
use rostrum::domain::ids::{CommitmentId, ParticipantId, PostId, StatementId, ThreadId};
use rostrum::domain::posts::Post;
use rostrum::domain::{Audience, Event, Role};

use super::{Choice, Weighted, person};

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
    (1, |choice| Command::ReopenThread {
        thread: choice.thread(choice.step.one),
    }),
    (6, |choice| Command::PublishPost {
        thread: choice.thread(choice.step.one),
        text: choice.text(),
        replies_to: choice.step.two.is_multiple_of(3).then(|| choice.post(choice.step.two)),
    }),
    (2, |choice| Command::RevisePost {
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
    (3, |choice| Command::ApprovePost {
        post: choice.waiting_post(choice.step.one),
        version: choice
            .step
            .two
            .is_multiple_of(3)
            .then(|| choice.post(choice.step.two).0),
    }),
    (2, |choice| Command::EndorsePost {
        post: choice.post(choice.step.one),
    }),
    (2, |choice| Command::PinPost {
        post: choice.post(choice.step.one),
    }),
    (2, |choice| {
        let view = choice.meeting.session.view(Audience::Moderators);
        let pinned: Vec<u64> = view
            .threads
            .values()
            .flat_map(|thread| &thread.pinned)
            .map(|post| post.0)
            .collect();
        Command::UnpinPost {
            post: PostId(choice.among(choice.step.one, &pinned)),
        }
    }),
    (2, |choice| Command::AnswerPost {
        post: choice.post(choice.step.one),
        statement: choice.statement(choice.step.two),
    }),
    (3, |choice| Command::RaisePost {
        post: choice.post(choice.step.one),
        subject: choice.perhaps(),
    }),
    (2, |choice| Command::RecordStatement {
        turn: choice.any_turn(choice.step.one),
        text: choice.text(),
    }),
    (1, |choice| Command::ReviseStatement {
        statement: choice.statement(choice.step.one),
        text: choice.text(),
        reason: choice.text(),
    }),
    (2, |choice| Command::ConfirmStatement {
        statement: choice.statement(choice.step.one),
        version: None,
    }),
    (3, |choice| Command::RecordCommitment {
        text: choice.text(),
        owner: choice.owner(choice.step.two),
        due: choice
            .step
            .one
            .is_multiple_of(3)
            .then(|| "2026-12-31".parse().expect("a day")),
        source: choice.statement(choice.step.one),
        category: choice.perhaps(),
        asked_by: choice.step.two.is_multiple_of(3).then(|| person(choice.step.one)),
    }),
    (4, |choice| Command::ReportCommitment {
        commitment: choice.commitment(choice.step.one, false),
        text: choice.text(),
    }),
    (4, |choice| Command::VerifyCommitment {
        commitment: choice.commitment(choice.step.one, false),
        finding: [Finding::Satisfied, Finding::Partly, Finding::Not][usize::from(choice.step.two % 3)],
        text: choice.perhaps(),
    }),
    (1, |choice| Command::WithdrawCommitment {
        commitment: choice.commitment(choice.step.one, false),
        reason: choice.text(),
    }),
    (4, |choice| Command::ReopenCommitment {
        commitment: choice.commitment(choice.step.one, true),
        reason: choice.text(),
    }),
];

impl Choice<'_> {
    fn statement(&self, number: u16) -> StatementId {
        let made = self.made(|event| matches!(event, Event::StatementRecorded { .. }));
        StatementId(self.among(number, &made))
    }

    /// One that is verified or one that is not, or any.
    fn commitment(&self, number: u16, verified: bool) -> CommitmentId {
        let of = |own: &Commitment| (own.state == CommitmentState::Verified) == verified;
        let all = self.meeting.session.commitments(0);
        let fit: Vec<u64> = all
            .filter(|(_, own)| !self.sensible || of(own))
            .map(|(id, _)| id.0)
            .collect();
        CommitmentId(self.among(number, &fit))
    }

    /// Mostly somebody who can keep a commitment.
    fn owner(&self, number: u16) -> ParticipantId {
        let people = self.meeting.session.participants(0);
        let keeps = people.filter(|(_, person)| matches!(person.role, Role::Owner | Role::Respondent));
        let keeps: Vec<u64> = keeps.map(|(id, _)| id.0).collect();
        ParticipantId(self.among(number, &keeps))
    }

    fn thread(&self, number: u16) -> ThreadId {
        ThreadId(self.among(number, &self.made(|event| matches!(event, Event::ThreadOpened { .. }))))
    }

    /// Mostly one whose words wait.
    fn waiting_post(&self, number: u16) -> PostId {
        let made = self.made(|event| matches!(event, Event::PostPublished { .. }));
        let waits = |post: &u64| self.meeting.session.post(PostId(*post)).is_some_and(Post::waits);
        let waiting: Vec<u64> = made.into_iter().filter(waits).collect();
        PostId(self.among(number, &waiting))
    }

    fn post(&self, number: u16) -> PostId {
        PostId(self.among(number, &self.made(|event| matches!(event, Event::PostPublished { .. }))))
    }
}
