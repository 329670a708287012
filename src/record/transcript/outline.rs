//! What a transcript consists of, without its words: small records, folded from the entries' structures. The words are
//! read again, in the order of the document, when they are written (SPEC R50).

mod take;

pub(super) use take::{Origins, needs_words};

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::domain::Role;
use crate::domain::command::{ItemKind, RequestKind};
use crate::domain::commitments::{CommitmentState, Finding};
use crate::domain::event::TurnEnd;
use crate::domain::ids::{
    CommitmentId, ItemId, ParticipantId, PollId, PostId, RequestId, StatementId, ThreadId, TurnId,
};
use crate::time::{Date, Timestamp};
use uuid::Uuid;

/// The transcript without its words. A number of an entry stands where its words belong.
#[derive(Debug, Default)]
pub(super) struct Outline {
    pub session: Uuid,
    pub created_at: Timestamp,
    pub starts_at: Option<Timestamp>,
    pub opened_at: Option<Timestamp>,
    pub adjourned_at: Option<Timestamp>,
    /// When the last entry was made.
    pub at: Timestamp,
    pub people: BTreeMap<ParticipantId, Person>,
    /// Whether anybody's coming was recorded.
    pub has_attendance: bool,
    pub items: HashMap<ItemId, Item>,
    /// What was discussed, in order; an item that was taken up again stands there again.
    pub sections: Vec<Section>,
    pub turns: BTreeMap<TurnId, Turn>,
    pub statements: HashMap<StatementId, Statement>,
    pub polls: BTreeMap<PollId, Poll>,
    pub threads: BTreeMap<ThreadId, Thread>,
    pub posts: BTreeMap<PostId, Post>,
    pub commitments: BTreeMap<CommitmentId, Commitment>,
    /// Posts whose first words the reader may not see, as they were published, with their threads.
    unseen: BTreeMap<PostId, (ThreadId, Post)>,
    /// The turns that replies answer, by the requests that asked for them.
    answers: HashMap<RequestId, TurnId>,
    /// Who stands on the floor, the innermost last.
    floor: Vec<TurnId>,
    /// The item under discussion.
    active: Option<ItemId>,
}

/// Somebody whose name a transcript may need.
#[derive(Debug)]
pub(super) struct Person {
    pub name: String,
    pub sector: Option<String>,
    pub role: Role,
    /// Was signed in, came with a connection, or had the floor.
    pub arrived: bool,
    pub removed: bool,
}

#[derive(Debug)]
pub(super) struct Item {
    /// The entry with the newest title.
    pub title: u64,
    pub kind: ItemKind,
    /// The entry with the newest conclusion.
    pub conclusion: Option<u64>,
}

/// What happened while an item was discussed, or between items.
#[derive(Debug)]
pub(super) struct Section {
    pub item: Option<ItemId>,
    pub parts: Vec<Part>,
}

/// Something that has its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Turn(TurnId),
    Statement(StatementId),
    Stage(Stage, Timestamp),
    Poll(PollId),
}

/// What is told of the session's course.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    Opened,
    Recess,
    Resumed,
    Adjourned,
    Sealed,
}

#[derive(Debug)]
pub(super) struct Turn {
    pub speaker: ParticipantId,
    /// The speaker's role then.
    pub role: Role,
    pub item: ItemId,
    pub kind: RequestKind,
    pub at: Timestamp,
    /// What the turn goes on with, if it is not a new one.
    pub origin: Origin,
    /// The turn that it interrupted.
    pub interrupts: Option<TurnId>,
    /// The turn that it answers.
    pub answers: Option<TurnId>,
    /// How often the speaker's last connection was lost.
    pub drops: u64,
    pub ended: Option<End>,
    /// Its words, and what interrupted it.
    pub parts: Vec<Part>,
}

/// Where a turn comes from.
#[derive(Debug, Clone, Copy)]
pub(super) enum Origin {
    Granted,
    /// What was left of an earlier one of the same speaker.
    Restored,
    /// What somebody else left.
    Yielded(ParticipantId),
}

#[derive(Debug)]
pub(super) struct End {
    pub at: Timestamp,
    pub how: TurnEnd,
    pub spent_ms: u64,
    /// The entry that says why it was taken away.
    pub reason: Option<u64>,
    /// To whom it was yielded.
    pub to: Option<ParticipantId>,
}

#[derive(Debug)]
pub(super) struct Statement {
    pub turn: TurnId,
    /// The entry with the newest words.
    pub words: u64,
    pub revised: bool,
    /// The speaker found these words right.
    pub confirmed: bool,
}

#[derive(Debug)]
pub(super) struct Poll {
    pub open: bool,
    /// Answers for each option, and how many people answered.
    pub counts: Vec<u64>,
    pub voters: u64,
}

#[derive(Debug)]
pub(super) struct Thread {
    pub posts: Vec<PostId>,
}

#[derive(Debug)]
pub(super) struct Post {
    pub by: ParticipantId,
    /// The author's role then.
    pub role: Role,
    pub at: Timestamp,
    pub replies_to: Option<PostId>,
    /// The entry with the newest words.
    pub words: u64,
    pub revised: bool,
    pub withdrawn: bool,
    /// The statement that answers it.
    pub answer: Option<StatementId>,
}

impl Turn {
    /// Whether anything but its words stands in it.
    pub(super) fn is_interrupted(&self) -> bool {
        self.parts.iter().any(|part| !matches!(part, Part::Statement(_)))
    }

    /// Whether anything was said in it, and written down.
    pub(super) fn has_words(&self) -> bool {
        self.parts.iter().any(|part| matches!(part, Part::Statement(_)))
    }
}

/// What a department promised, and where that stands.
#[derive(Debug)]
pub(super) struct Commitment {
    pub owner: ParticipantId,
    pub due: Option<Date>,
    /// The statement that it was promised in.
    pub source: StatementId,
    pub state: CommitmentState,
    /// How it was kept, in the eyes of who asked.
    pub finding: Option<Finding>,
}

/// How deep turns may stand in each other. The domain allows two above one; whatever a journal says, this is the end.
const DEPTH_MAX: usize = 8;

impl Outline {
    /// The name of a person; empty for nobody, or where it was erased.
    pub(super) fn name(&self, id: ParticipantId) -> &str {
        self.people.get(&id).map_or("", |person| &person.name)
    }

    /// The role that somebody has; whoever is not known watches.
    fn role(&self, id: ParticipantId) -> Role {
        self.people.get(&id).map_or(Role::Observer, |person| person.role)
    }

    /// The roles in which people spoke and wrote.
    pub(super) fn roles(&self) -> Vec<Role> {
        let turns = self.turns.values().map(|turn| turn.role);
        let used: Vec<_> = turns.chain(self.posts.values().map(|post| post.role)).collect();
        Role::ALL.into_iter().filter(|role| used.contains(role)).collect()
    }

    /// Everybody who spoke or wrote, or is called upon by who did.
    pub(super) fn heard(&self) -> Vec<ParticipantId> {
        let turns = self.turns.values().map(|turn| turn.speaker);
        let posts = self.posts.values().map(|post| post.by);
        let owners = self.commitments.values().map(|own| own.owner);
        let all: BTreeSet<_> = turns.chain(posts).chain(owners).collect();
        all.into_iter().collect()
    }

    /// The turns that a turn stands in, the nearest first.
    fn depth(&self, turn: TurnId) -> usize {
        let above = |turn: &TurnId| self.turns.get(turn).and_then(|turn| turn.interrupts);
        std::iter::successors(Some(turn), above).take(DEPTH_MAX + 1).count()
    }
}
