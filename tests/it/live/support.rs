//! A room on mock sockets: the hall it stands in, sockets that behave and sockets that do not, and a client model
//! that checks what every client must be able to rely on.

pub mod client;
pub mod hall;
pub mod merge;
pub mod socket;
pub mod watched;

pub use client::Client;
pub use hall::{Hall, commands, settled};
pub use socket::{Heard, Pace, Peer, Pongs};
pub use watched::Watched;
