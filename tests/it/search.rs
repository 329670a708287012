//! What is derived from the journal, and finding words in it.

mod derived;
mod hall;
