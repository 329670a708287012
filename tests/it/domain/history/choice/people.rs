//! People, attendance, polls and screens.

use rostrum::domain::command::{Command, Scene};
use rostrum::domain::ids::{ParticipantId, PollId, PostId, StatementId};
use rostrum::domain::{Event, Role};

use super::{Choice, Weighted, person};

pub const TABLE: &[Weighted] = &[
    (1, |choice| Command::Remove {
        participant: ParticipantId(person(choice.step.one).0.max(5)),
        reason: choice.text(),
    }),
    (2, |choice| Command::ChangeRole {
        participant: ParticipantId(person(choice.step.one).0.max(2)),
        // Most get a role that speaks, so that somebody is left to.
        role: Role::ALL[usize::from(choice.step.two) % 11 % 8],
    }),
    (2, |choice| Command::SignIn {
        participants: vec![person(choice.step.one); usize::from(choice.step.two % 3)],
    }),
    (2, |choice| Command::OpenPoll {
        question: choice.text(),
        options: vec!["Yes".to_owned(); usize::from(choice.step.one % 4) + 1],
        choices_max: u64::from(choice.step.two % 3),
        secret: (),
    }),
    (5, |choice| Command::Vote {
        poll: choice.poll(choice.step.one),
        choices: (0..choice.step.two % 3).map(u64::from).collect(),
    }),
    (1, |choice| Command::ShowScene { scene: choice.scene() }),
    (1, |choice| Command::ClosePoll {
        poll: choice.poll(choice.step.one),
    }),
];

impl Choice<'_> {
    fn scene(&self) -> Option<Scene> {
        let number = self.step.two;
        let made = |of: fn(&Event) -> bool| self.among(number, &self.made(of));
        Some(match self.step.one % 11 {
            0 => Scene::Lobby {},
            1 => Scene::Floor {},
            2 => Scene::Agenda {},
            3 => Scene::Captions {},
            4 => Scene::Post {
                post: PostId(made(|event| matches!(event, Event::PostPublished { .. }))),
            },
            5 => Scene::Statement {
                statement: StatementId(made(|event| matches!(event, Event::StatementRecorded { .. }))),
            },
            6 => Scene::Poll {
                poll: self.poll(number),
            },
            7 => Scene::Message { text: self.text() },
            8 => Scene::Break {
                until: self.meeting.now.plus_millis(u64::from(number) * 1_500),
            },
            9 => Scene::Blank {},
            _ => return None,
        })
    }

    fn poll(&self, number: u16) -> PollId {
        let open: Vec<u64> = self.meeting.session.tallies().keys().map(|poll| poll.0).collect();
        if self.sensible && !open.is_empty() {
            return PollId(self.among(number, &open));
        }
        PollId(self.among(number, &self.made(|event| matches!(event, Event::PollOpened { .. }))))
    }
}
