//! One binary.

mod domain;
mod wire;
