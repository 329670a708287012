//! One binary.

mod arrows;
mod golden;
#[cfg(feature = "fault-points")]
mod kill;
#[cfg(feature = "fault-points")]
mod process;
