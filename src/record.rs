//! What people read of a session afterwards. Only this part formats for people.

pub mod attendance;
pub mod jsonl;
pub mod printable;
pub mod projections;
pub mod search;
pub mod transcript;
pub mod verify;
pub mod words;
