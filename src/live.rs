//! What is live: one task owns each session that is in use, and connections follow it at their own pace.
//!
//! Knows no HTTP: a connection is a [`transport::Transport`].

mod answers;
mod batch;
mod close_order;
mod connection;
mod connections;
mod follower;
mod hub;
mod join;
pub mod limits;
mod mail;
mod presence;
mod replay;
mod replica;
mod room;
mod slot;
mod sockets;
mod tail;
mod task;
mod teller;
pub mod transport;

use std::sync::Arc;

pub use answers::Accepted;
pub use connection::SeatClaim;
pub use hub::{Hub, HubConfig, Trouble};
pub use replay::Past;
pub use room::Room;

use crate::time::Timestamp;

/// Tells the time. It may jump; a session's own time never falls (protocol.md, "Time").
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;
