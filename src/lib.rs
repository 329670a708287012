//! Rostrum: one floor, fair queues, and a record that anybody can verify.
//!
//! `ARCHITECTURE.md` beside this file is the map, `SPEC.md` the rules.

pub mod domain;
pub mod journal;
pub mod live;
pub mod record;
pub mod time;
pub mod wire;
