//! The forms of consultation: eleven that the program brings as data files, and what the convener makes of them.
//!
//! A file, once released, is never changed: sessions name its version. What shall be better is enacted as an amendment.

mod built_in;
mod keeper;

pub use built_in::built_in;
pub use keeper::{CommonKeeper, NotOrdered};
