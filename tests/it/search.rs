//! What is derived from the journal, and finding words in it.

mod derived;
pub mod hall;
mod passages;
mod words;
