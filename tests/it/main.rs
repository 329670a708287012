//! One binary.

mod golden;
