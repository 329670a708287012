//! One binary.

mod chain;
mod checkpoint;
mod codec;
mod journal_contract;
mod journal_equivalence;
#[cfg(feature = "fault-points")]
mod journal_kill;
mod journal_memory;
mod journal_sqlite;
mod journal_support;
mod verify;
