//! What people read of a session afterwards. Only this part formats for people.

pub mod attendance;
mod cells;
pub mod commitments;
pub mod jsonl;
pub mod participation;
pub mod printable;
pub mod projections;
pub mod register;
pub mod register_table;
pub mod search;
pub mod transcript;
pub mod verify;
pub mod words;
