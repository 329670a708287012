//! One binary.

mod domain;
