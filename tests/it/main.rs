//! One binary for every test that needs no seeded simulation.

mod arrows;
mod chain;
mod checkpoint;
mod codec;
mod config;
mod demo;
mod domain;
mod edge;
mod forms;
mod golden;
mod journal_contract;
mod journal_equivalence;
#[cfg(feature = "fault-points")]
mod journal_kill;
mod journal_memory;
mod journal_sqlite;
mod journal_support;
mod keys;
#[cfg(feature = "fault-points")]
mod kill;
#[cfg(feature = "fault-points")]
mod kill_forms;
mod live;
mod load;
#[cfg(feature = "fault-points")]
mod process;
mod proof;
mod rules;
mod search;
mod soak;
mod support;
mod transcript;
mod verify;
mod wire;
