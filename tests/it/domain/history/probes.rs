//! Questions to a session.

use rostrum::domain::command::{Command, Waiting};
use rostrum::domain::ids::{ItemId, ParticipantId, PostId, RequestId, StatementId, ThreadId, TurnId};
use rostrum::domain::{Act, Actor, Order, Session};

use crate::domain::given::CHAIR;

/// Acts that decide something about everything a session holds: two sessions that answer all of them alike decide alike.
pub fn probes(session: &Session) -> Vec<Act> {
    let at = session.at().plus_millis(100);
    let mut commands = vec![
        Command::OpenSession { reason: None },
        Command::CallRecess {},
        Command::ResumeSession {},
        Command::AdjournSession {},
        Command::SealSession {},
        Command::FinishItem {
            expect_item: session.agenda_order().1,
            waiting: Waiting::CarryOver,
            conclusion: None,
        },
    ];
    let expect_turn = session.floor_view().turn;
    commands.extend([
        Command::EndTurn {
            expect_turn,
            reason: None,
        },
        Command::ReleaseFloor { expect_turn },
        Command::PauseTurn {
            expect_turn,
            reason: None,
        },
        Command::ResumeTurn { expect_turn },
    ]);
    for id in 0..=session.head() {
        commands.extend([
            Command::OpenQueue { item: ItemId(id) },
            Command::StartItem {
                item: ItemId(id),
                expect_item: session.agenda_order().1,
                waiting: Waiting::CarryOver,
            },
            Command::GrantFloor {
                request: RequestId(id),
                expect_turn,
                reason: None,
            },
            Command::Ready { request: RequestId(id) },
            Command::MoveRequest {
                request: RequestId(id),
                before: None,
                reason: "r".into(),
            },
            Command::PublishPost {
                thread: ThreadId(id),
                text: "t".into(),
                replies_to: None,
            },
            Command::HidePost {
                post: PostId(id),
                reason: "r".into(),
            },
            Command::ReviseStatement {
                statement: StatementId(id),
                text: "t".into(),
                reason: "r".into(),
            },
            Command::RecordStatement {
                turn: TurnId(id),
                text: "t".into(),
            },
        ]);
    }
    commands.extend((0..=session.head()).flat_map(about_posts));
    for whom in 1..=16 {
        commands.push(Command::Remove {
            participant: ParticipantId(whom),
            reason: "r".into(),
        });
    }
    let mut acts = Vec::new();
    for command in commands {
        for by in [CHAIR, 3, 7, 9] {
            acts.push(Act {
                actor: Actor::Participant(ParticipantId(by)),
                at,
                order: Order::Command(Box::new(command.clone())),
                connected: true,
            });
        }
    }
    acts
}

/// What can be made of a post or statement with this number.
fn about_posts(id: u64) -> Vec<Command> {
    vec![
        Command::ApprovePost {
            post: PostId(id),
            version: None,
        },
        Command::EndorsePost { post: PostId(id) },
        Command::PinPost { post: PostId(id) },
        Command::UnpinPost { post: PostId(id) },
        Command::AnswerPost {
            post: PostId(id),
            statement: StatementId(id),
        },
        Command::RaisePost {
            post: PostId(id),
            subject: None,
        },
        Command::ConfirmStatement {
            statement: StatementId(id),
            version: None,
        },
    ]
}
