//! One session, one task: what is live.

pub mod limits;
pub mod transport;
