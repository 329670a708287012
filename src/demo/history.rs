//! What has happened before the newcomer comes: a list of steps, told through the public protocol by those who act in it.

use std::collections::HashMap;

use serde::Deserialize;

use super::DemoError;
use super::cast::{Cast, Player};
use super::clock::LaggingClock;
use crate::domain::Role;
use crate::domain::command::{Command, RequestKind, Waiting};
use crate::domain::ids::{ItemId, PostId, RequestId, StatementId, ThreadId, TurnId};

const TEXT: &str = include_str!("history.json");

/// What passes before each step, in milliseconds.
const BETWEEN_MS: u64 = 11_000;

/// One step; people are named by their names, items by their place from 1, threads and posts by a name of their own.
#[derive(Debug, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case", deny_unknown_fields)]
enum Step {
    Wait {
        seconds: u64,
    },
    Open,
    /// Signs people in.
    SignIn {
        by: String,
        people: Vec<String>,
    },
    StartItem {
        item: usize,
    },
    FinishItem {
        conclusion: String,
    },
    OpenThread {
        named: String,
        title: String,
        item: Option<usize>,
    },
    Post {
        thread: String,
        by: String,
        named: String,
        text: String,
    },
    Reply {
        to: String,
        by: String,
        text: String,
    },
    Ask {
        by: String,
        kind: RequestKind,
        subject: String,
    },
    /// The chair grants what was asked for, the captioner records the words as they come, the speaker ends.
    Speech {
        by: String,
        seconds: u64,
        words: Vec<String>,
    },
    /// Corrects a statement of a speaker, counted from 1.
    Revise {
        by: String,
        from: String,
        statement: usize,
        text: String,
        reason: String,
    },
}

impl Step {
    const fn lasts_ms(&self) -> u64 {
        match self {
            Self::Wait { seconds } | Self::Speech { seconds, .. } => *seconds * 1_000,
            _ => 0,
        }
    }
}

/// The whole history.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub(super) struct History {
    steps: Vec<Step>,
}

impl History {
    /// The one that comes with the program.
    pub(super) fn told() -> Result<Self, DemoError> {
        Ok(serde_json::from_str(TEXT)?)
    }

    /// How long it took, in milliseconds.
    pub(super) fn lasts_ms(&self) -> u64 {
        self.steps.iter().map(|step| BETWEEN_MS + step.lasts_ms()).sum()
    }

    /// Lets it happen, step by step, while the clock moves along. `items` is the agenda's order.
    pub(super) async fn happen(self, cast: &Cast, clock: &LaggingClock, items: Vec<ItemId>) -> Result<(), DemoError> {
        let mut teller = Teller {
            cast,
            clock,
            items,
            active: None,
            threads: HashMap::new(),
            posts: HashMap::new(),
            requests: HashMap::new(),
            statements: HashMap::new(),
        };
        for step in self.steps {
            clock.step(BETWEEN_MS);
            teller.takes(step).await?;
        }
        Ok(())
    }
}

struct Teller<'a> {
    cast: &'a Cast,
    clock: &'a LaggingClock,
    items: Vec<ItemId>,
    active: Option<ItemId>,
    threads: HashMap<String, ThreadId>,
    posts: HashMap<String, (ThreadId, PostId)>,
    requests: HashMap<String, RequestId>,
    statements: HashMap<String, Vec<StatementId>>,
}

impl Teller<'_> {
    async fn takes(&mut self, step: Step) -> Result<(), DemoError> {
        match step {
            Step::Wait { seconds } => self.clock.step(seconds * 1_000),
            Step::Open => {
                self.first(Role::Chair)?
                    .does(Command::OpenSession { reason: None })
                    .await?;
            }
            Step::SignIn { by, people } => self.sign_in(&by, &people).await?,
            Step::StartItem { item } => {
                let (item, expect_item) = (self.item(item)?, self.active);
                let start = Command::StartItem {
                    item,
                    expect_item,
                    waiting: Waiting::Expire,
                };
                self.first(Role::Chair)?.does(start).await?;
                self.active = Some(item);
            }
            Step::FinishItem { conclusion } => {
                let (expect_item, conclusion) = (self.active.take(), Some(conclusion));
                let finish = Command::FinishItem {
                    expect_item,
                    waiting: Waiting::Expire,
                    conclusion,
                };
                self.first(Role::Chair)?.does(finish).await?;
            }
            Step::OpenThread { named, title, item } => {
                let item = item.map(|item| self.item(item)).transpose()?;
                let opened = self
                    .first(Role::Clerk)?
                    .does(Command::OpenThread { title, item })
                    .await?;
                self.threads.insert(named, ThreadId(opened));
            }
            Step::Post {
                thread,
                by,
                named,
                text,
            } => {
                let thread = found(&self.threads, &thread)?;
                let publish = Command::PublishPost {
                    thread,
                    text,
                    replies_to: None,
                };
                let post = self.named(&by)?.does(publish).await?;
                self.posts.insert(named, (thread, PostId(post)));
            }
            Step::Reply { to, by, text } => {
                let (thread, post) = found(&self.posts, &to)?;
                let publish = Command::PublishPost {
                    thread,
                    text,
                    replies_to: Some(post),
                };
                self.named(&by)?.does(publish).await?;
            }
            Step::Ask { by, kind, subject } => {
                let item = self
                    .active
                    .ok_or_else(|| DemoError::Unknown("an active item".to_owned()))?;
                let (subject, speaker, replies_to) = (Some(subject), None, None);
                let ask = Command::RequestFloor {
                    item,
                    kind,
                    subject,
                    speaker,
                    replies_to,
                };
                let request = self.named(&by)?.does(ask).await?;
                self.requests.insert(by, RequestId(request));
            }
            Step::Speech { by, seconds, words } => self.speech(by, seconds * 1_000, words).await?,
            Step::Revise {
                by,
                from,
                statement,
                text,
                reason,
            } => {
                let spoken = self
                    .statements
                    .get(&from)
                    .and_then(|all| all.get(statement.checked_sub(1)?));
                let statement = *spoken.ok_or_else(|| DemoError::Unknown(format!("a statement of {from}")))?;
                let revise = Command::ReviseStatement {
                    statement,
                    text,
                    reason,
                };
                self.named(&by)?.does(revise).await?;
            }
        }
        Ok(())
    }

    async fn sign_in(&self, by: &str, people: &[String]) -> Result<(), DemoError> {
        let number = |name: &String| self.named(name).map(|player| player.participant);
        let participants = people.iter().map(number).collect::<Result<_, _>>()?;
        self.named(by)?.does(Command::SignIn { participants }).await?;
        Ok(())
    }

    async fn speech(&mut self, by: String, lasts_ms: u64, words: Vec<String>) -> Result<(), DemoError> {
        let request = found(&self.requests, &by)?;
        let grant = Command::GrantFloor {
            request,
            expect_turn: None,
            reason: None,
        };
        let turn = TurnId(self.first(Role::Chair)?.does(grant).await?);
        let all: usize = words.iter().map(|part| part.chars().count()).sum();
        let mut passed_ms = 0;
        let mut recorded = Vec::with_capacity(words.len());
        for text in words {
            let own_ms = lasts_ms * text.chars().count() as u64 / (all as u64).max(1);
            passed_ms += own_ms;
            self.clock.step(own_ms);
            let statement = self
                .first(Role::Captioner)?
                .does(Command::RecordStatement { turn, text })
                .await?;
            recorded.push(StatementId(statement));
        }
        self.clock.step(lasts_ms.saturating_sub(passed_ms));
        self.named(&by)?
            .does(Command::ReleaseFloor {
                expect_turn: Some(turn),
            })
            .await?;
        self.statements.insert(by, recorded);
        Ok(())
    }

    fn named(&self, name: &str) -> Result<&Player, DemoError> {
        self.cast.named(name).ok_or_else(|| DemoError::Unknown(name.to_owned()))
    }

    fn first(&self, role: Role) -> Result<&Player, DemoError> {
        self.cast
            .first(role)
            .ok_or_else(|| DemoError::Unknown(format!("{role:?}")))
    }

    fn item(&self, place: usize) -> Result<ItemId, DemoError> {
        let found = place.checked_sub(1).and_then(|index| self.items.get(index));
        found
            .copied()
            .ok_or_else(|| DemoError::Unknown(format!("item {place}")))
    }
}

fn found<T: Copy>(known: &HashMap<String, T>, name: &str) -> Result<T, DemoError> {
    known
        .get(name)
        .copied()
        .ok_or_else(|| DemoError::Unknown(name.to_owned()))
}
