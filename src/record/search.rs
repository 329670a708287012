//! Finding words in a session (SPEC R42 and on): by whole Chinese words of any length, and by words of other scripts.

mod excerpt;
mod folded;
pub(super) mod index;
mod query;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use excerpt::Excerpt;
pub use index::{Found, Wanted};
pub use query::{NotAQuery, Query};

/// What a passage is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Words spoken in a turn, as last corrected.
    Statement,
    /// A post's newest words.
    Post,
    /// What a request for the floor is about, or a further point of it.
    Subject,
    /// What came of an item.
    Conclusion,
}
