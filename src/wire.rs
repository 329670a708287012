//! What is said about what has happened: every message of the socket and of HTTP, who sees what, and the bytes.

pub mod close;
pub mod frame;
pub mod http;
pub mod message;
pub mod parse;
pub mod patch;
pub mod schema;
pub mod visibility;
