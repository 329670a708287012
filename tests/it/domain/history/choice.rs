//! A command for every number of a step.

use rostrum::domain::command::{Command, ItemKind, Link, RequestKind, Waiting};
use rostrum::domain::ids::{ItemId, ParticipantId, PostId, RequestId, StatementId, ThreadId, TurnId};
use rostrum::domain::{Audience, Event, Role};

use super::Step;
use crate::domain::given::Meeting;

/// What the choice of a command goes by.
pub struct Choice<'a> {
    pub meeting: &'a Meeting,
    pub step: Step,
    /// Whether it shall make sense.
    pub sensible: bool,
}

const KINDS: [RequestKind; 5] = [
    RequestKind::PointOfOrder,
    RequestKind::Question,
    RequestKind::Reply,
    RequestKind::Prepared,
    RequestKind::Impromptu,
];

impl Choice<'_> {
    /// One of `of`, or any number at all.
    fn among(&self, number: u16, of: &[u64]) -> u64 {
        if (self.sensible || !number.is_multiple_of(4)) && !of.is_empty() {
            return of[usize::from(number) % of.len()];
        }
        u64::from(number) % (self.meeting.session.head() + 3)
    }

    fn made(&self, of: impl Fn(&Event) -> bool) -> Vec<u64> {
        self.meeting
            .entries
            .iter()
            .filter(|entry| of(&entry.event))
            .map(|entry| entry.seq)
            .collect()
    }

    fn item(&self, number: u16) -> ItemId {
        let active = self.meeting.session.agenda_order().1;
        if let (Some(active), true) = (active, self.sensible && !number.is_multiple_of(3)) {
            return active;
        }
        let order: Vec<u64> = self
            .meeting
            .session
            .agenda_order()
            .0
            .iter()
            .map(|item| item.0)
            .collect();
        ItemId(self.among(number, &order))
    }

    fn any_item(&self, number: u16) -> ItemId {
        let order: Vec<u64> = self
            .meeting
            .session
            .agenda_order()
            .0
            .iter()
            .map(|item| item.0)
            .collect();
        ItemId(self.among(number, &order))
    }

    fn request(&self, number: u16) -> RequestId {
        let view = self.meeting.session.view(Audience::Moderators);
        let live: Vec<u64> = view.requests.keys().map(|request| request.0).collect();
        RequestId(self.among(number, &live))
    }

    /// One that may speak now: one that interrupts, if somebody speaks already.
    fn grantable(&self, number: u16) -> RequestId {
        let view = self.meeting.session.view(Audience::Moderators);
        let free = view.floor.turn.is_none();
        let fits = view
            .requests
            .iter()
            .filter(|(_, request)| free || request.kind.interrupts());
        let fitting: Vec<u64> = fits.map(|(id, _)| id.0).collect();
        RequestId(self.among(number, &fitting))
    }

    fn called(&self, number: u16) -> RequestId {
        let view = self.meeting.session.view(Audience::Moderators);
        let waiting = rostrum::domain::view::RequestStateView::Waiting;
        let called = view
            .requests
            .iter()
            .find(|(_, request)| request.state != waiting)
            .map(|(id, _)| *id);
        called.filter(|_| self.sensible).unwrap_or_else(|| self.request(number))
    }

    fn turn(&self) -> Option<TurnId> {
        if self.sensible {
            return self.meeting.session.floor_view().turn;
        }
        (!self.step.two.is_multiple_of(3)).then(|| TurnId(u64::from(self.step.two) % (self.meeting.session.head() + 1)))
    }

    fn expect_item(&self) -> Option<ItemId> {
        if self.sensible {
            self.meeting.session.agenda_order().1
        } else {
            Some(self.any_item(self.step.one))
        }
    }

    fn text(&self) -> String {
        match (self.sensible, self.step.two % 5) {
            (false, 0) => " \u{0}\n".to_owned(),
            (false, 1) => "字".repeat(9_000),
            _ => format!("words {}", self.step.two),
        }
    }

    #[expect(clippy::too_many_lines, reason = "a table: one arm for each command")]
    /// The command of the step's number.
    pub fn command(&self) -> Command {
        let Step { one, two, what, .. } = self.step;
        let few = usize::from(two);
        match what % 64 {
            2 => Command::OpenSession { reason: None },
            3 => Command::CallRecess {},
            4 | 5 => Command::ResumeSession {},
            6 if what.is_multiple_of(5) => Command::AdjournSession {},
            7 => Command::SealSession {},
            6 | 8 => Command::AddItem {
                title: self.text(),
                kind: ItemKind::Response,
                limit_ms: [None, Some(1_500), Some(5)][few % 3],
                before: one.is_multiple_of(2).then(|| self.any_item(one)),
                links: vec![
                    Link {
                        label: "Paper".into(),
                        url: "https://example.org/paper".into()
                    };
                    few % 12
                ],
            },
            9 => Command::EditItem {
                item: self.any_item(one),
                title: two.is_multiple_of(2).then(|| self.text()),
                kind: two.is_multiple_of(3).then_some(ItemKind::Study),
                limit_ms: [None, Some(2_500), Some(0)][few % 3],
                links: [None, Some(Vec::new())][few % 2].clone(),
            },
            10 => Command::MoveItem {
                item: self.any_item(one),
                before: (!two.is_multiple_of(3)).then(|| self.any_item(two)),
            },
            11 | 12 => Command::StartItem {
                item: self.any_item(one),
                expect_item: self.expect_item(),
                waiting: [Waiting::Expire, Waiting::CarryOver][few % 2],
            },
            13 => Command::FinishItem {
                expect_item: self.expect_item(),
                waiting: [Waiting::Expire, Waiting::CarryOver][few % 2],
                conclusion: one.is_multiple_of(2).then(|| self.text()),
            },
            14 => Command::DeferItem {
                item: self.any_item(one),
            },
            15 => Command::ConcludeItem {
                item: self.any_item(one),
                text: self.text(),
            },
            16..=25 => {
                let interrupting =
                    self.sensible && self.meeting.session.floor_view().turn.is_some() && one.is_multiple_of(2);
                let kind = KINDS[few % if interrupting { 2 } else { KINDS.len() }];
                let turns = self.made(|event| matches!(event, Event::FloorGranted { .. }));
                let replies = kind == RequestKind::Reply && (self.sensible || one.is_multiple_of(2));
                Command::RequestFloor {
                    item: self.item(one),
                    kind,
                    subject: one.is_multiple_of(2).then(|| self.text()),
                    speaker: one.is_multiple_of(5).then(|| ParticipantId(u64::from(two % 16))),
                    replies_to: replies.then(|| TurnId(self.among(one, &turns))),
                }
            }
            26 => Command::WithdrawRequest {
                request: self.request(one),
            },
            27..=29 => Command::MoveRequest {
                request: self.request(one),
                before: (!two.is_multiple_of(4)).then(|| self.request(two)),
                reason: self.text(),
            },
            30 | 31 => Command::OpenQueue {
                item: self.any_item(one),
            },
            32 => Command::CloseQueue {
                item: self.any_item(one),
            },
            33..=35 => Command::CallSpeaker {
                request: self.request(one),
                expect_turn: self.turn(),
                reason: None,
            },
            36 => Command::RecallCall {
                request: self.called(one),
            },
            37..=39 => Command::Ready {
                request: self.called(one),
            },
            40 => Command::PassRequest {
                request: self.called(one),
            },
            41..=44 => Command::GrantFloor {
                request: self.grantable(one),
                expect_turn: self.turn(),
                reason: None,
            },
            45 => Command::ReleaseFloor {
                expect_turn: self.turn(),
            },
            46 => Command::EndTurn {
                expect_turn: self.turn(),
                reason: one.is_multiple_of(2).then(|| self.text()),
            },
            47 => Command::RevokeTurn {
                expect_turn: self.turn(),
                reason: self.text(),
            },
            48 => Command::PauseTurn {
                expect_turn: self.turn(),
                reason: one.is_multiple_of(2).then(|| self.text()),
            },
            49 | 50 => Command::ResumeTurn {
                expect_turn: self.turn(),
            },
            51 => Command::ExtendTurn {
                expect_turn: self.turn(),
                by_ms: [500, 90_000, 0, u64::MAX][few % 4],
                reason: self.text(),
            },
            52 => Command::OpenThread {
                title: self.text(),
                item: one.is_multiple_of(2).then(|| self.any_item(one)),
            },
            53 => Command::CloseThread {
                thread: self.thread(one),
            },
            54 | 55 => Command::PublishPost {
                thread: self.thread(one),
                text: self.text(),
                replies_to: two.is_multiple_of(3).then(|| self.post(two)),
            },
            56 => Command::RevisePost {
                post: self.post(one),
                text: self.text(),
            },
            57 => Command::WithdrawPost { post: self.post(one) },
            58 => Command::HidePost {
                post: self.post(one),
                reason: self.text(),
            },
            59 => {
                let hidden: Vec<u64> = self.meeting.session.hidden_entries().iter().copied().collect();
                Command::ShowPost {
                    post: PostId(self.among(one, &hidden)),
                }
            }
            60 => {
                let turns = self.made(|event| matches!(event, Event::FloorGranted { .. }));
                Command::RecordStatement {
                    turn: TurnId(self.among(one, &turns)),
                    text: self.text(),
                }
            }
            61 => {
                let statements = self.made(|event| matches!(event, Event::StatementRecorded { .. }));
                let statement = StatementId(self.among(one, &statements));
                Command::ReviseStatement {
                    statement,
                    text: self.text(),
                    reason: self.text(),
                }
            }
            62 => Command::Remove {
                participant: ParticipantId(u64::from(one % 16).max(3)),
                reason: self.text(),
            },
            _ => Command::ChangeRole {
                participant: ParticipantId(u64::from(one % 16).max(2)),
                role: Role::ALL[few % Role::ALL.len()],
            },
        }
    }

    fn thread(&self, number: u16) -> ThreadId {
        ThreadId(self.among(number, &self.made(|event| matches!(event, Event::ThreadOpened { .. }))))
    }

    fn post(&self, number: u16) -> PostId {
        PostId(self.among(number, &self.made(|event| matches!(event, Event::PostPublished { .. }))))
    }
}
