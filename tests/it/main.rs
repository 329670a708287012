//! One binary.

mod live;
