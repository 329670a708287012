//! The domain: laws over random histories, and examples for every command and refusal.

mod agenda;
mod bounds;
mod commitments;
mod creation;
mod deadlines;
mod erasure;
mod floor;
mod form_book;
mod forms;
mod gathering;
pub mod given;
mod history;
mod laws;
mod lifecycle;
mod merge;
mod model;
mod order;
mod people;
mod queue;
mod refusals;
mod returning;
mod statements;
mod threads;
mod turn;
mod undo;
mod waiting;
mod walk;
