//! The hall, the sockets and the client model of the tests of whole rooms.

#[path = "../it/live/support/client.rs"]
pub mod client;
#[path = "../it/live/support/hall.rs"]
pub mod hall;
#[path = "../it/live/support/merge.rs"]
pub mod merge;
#[path = "../it/live/support/socket.rs"]
pub mod socket;

pub use client::Client;
