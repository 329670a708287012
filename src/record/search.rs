//! Finding words in a session (SPEC R42 and on): by whole Chinese words of any length, and by words of other scripts.

mod excerpt;
mod folded;
pub(super) mod index;
mod query;

pub use excerpt::Excerpt;
pub use index::{Found, Wanted};
pub use query::{NotAQuery, Query};
