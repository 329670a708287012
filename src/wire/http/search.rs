//! `GET /api/sessions/{id}/search`

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::domain::ids::{ItemId, ParticipantId, ThreadId, TurnId, VenueId};
use crate::domain::view::Person;
use crate::time::Timestamp;

/// What a passage is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PassageKind {
    /// Words spoken in a turn, as last corrected.
    Statement,
    /// A post's newest words.
    Post,
    /// What a request for the floor is about, or a further point of it.
    Subject,
    /// What came of an item.
    Conclusion,
}

/// Whose words they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    /// The number; 0 for the convener.
    pub participant: ParticipantId,
    /// The name.
    pub name: String,
    /// 界别
    pub sector: Option<String>,
    /// The venue.
    pub venue: Option<VenueId>,
}

impl Author {
    /// The same, to be written.
    #[must_use]
    pub fn person(&self) -> Person<'_> {
        Person {
            participant: self.participant,
            name: &self.name,
            sector: self.sector.as_deref(),
            venue: self.venue,
        }
    }
}

/// A passage that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Hit<'a> {
    /// What it is.
    pub kind: PassageKind,
    /// The statement, post, request or item.
    pub id: u64,
    /// Whose words they are: the speaker's, whoever recorded them.
    pub by: Person<'a>,
    /// When they were said or written first.
    pub at: Timestamp,
    /// The words as they were sent; a part of them around the first place that was found, if they are long.
    pub text: Cow<'a, str>,
    /// What was found, in ranges `[start, end)` of `text` in Unicode scalar values: in order, apart from each other.
    pub highlights: Vec<[usize; 2]>,
    /// How many characters stand before `text`, if it is a part.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<usize>,
    /// How many characters stand behind `text`, if it is a part.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<usize>,
    /// The item that it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<ItemId>,
    /// The turn of a statement.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub turn: Option<TurnId>,
    /// The thread of a post.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thread: Option<ThreadId>,
    /// There and true if the reader is one of few who may see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hidden: Option<bool>,
}

/// Answer of `GET …/search`, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct HitPage<'a> {
    /// They.
    pub hits: Vec<Hit<'a>>,
    /// The next `after`, if there are more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<u64>,
}
