//! `rostrum load`: that it goes where it may, counts right, and loses nothing.

mod books;
mod frames;
mod runs;
