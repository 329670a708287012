//! What may happen. Pure: no clock, no randomness, no input or output; time and identity come in with the command.
//!
//! [`Session::decide`] turns a command into an event or a refusal, [`Session::apply`] turns an event into state and
//! says what it touched, and the view is read from the state (`ARCHITECTURE.md`, decision 1).

pub mod act;
mod agenda;
mod attendance;
mod budget;
pub mod command;
pub mod commitments;
pub mod creation;
pub mod deadline;
mod discipline;
mod dropped;
mod erasure;
pub mod event;
mod floor;
mod fold;
pub mod forms;
mod handover;
mod heard;
pub mod ids;
mod laying;
mod lifecycle;
pub mod limits;
mod moderation;
mod overrides;
pub mod people;
mod polls;
pub mod posts;
mod preparation;
mod queue;
pub mod refusal;
mod responses;
pub mod reviews;
pub mod role;
pub mod rules;
mod screen;
pub mod session;
pub mod statements;
mod texts;
mod threads;
pub mod touched;
mod turn;
pub mod undo;
pub mod view;
mod waiting;
mod words;

pub use act::{Act, Actor, Order};
pub use agenda::ItemState;
pub use attendance::Attendance;
pub use discipline::Heard;
pub use event::Event;
pub use refusal::{Code, Refusal};
pub use role::{Audience, Capability, Role};
pub use session::{Phase, Session};
pub use touched::{Place, SeatChange, Touched};
pub use turn::TurnMark;
