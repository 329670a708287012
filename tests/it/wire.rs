//! The wire: what is read, what is said, and to whom.

mod frame;
mod message;
mod parse;
mod schema;
mod visibility;
