//! The domain: laws over random histories, and examples for every command and refusal.

pub mod given;
mod history;
mod laws;
mod merge;
mod model;
