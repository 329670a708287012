//! Points at which a test can have the process stopped, to kill it there. Only with the feature `fault-points`.
//!
//! `ROSTRUM_FAULT_POINT=before_commit:N` or `after_commit:N` parks the writing thread for ever at the N-th group
//! commit that carries an append, once `fault point … reached` stands on standard error.

use std::env;
use std::thread;

/// A place in the writer's way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Point {
    /// All is staged and nothing is durable.
    BeforeCommit,
    /// All is durable and nobody was told.
    AfterCommit,
}

impl Point {
    fn name(self) -> &'static str {
        match self {
            Self::BeforeCommit => "before_commit",
            Self::AfterCommit => "after_commit",
        }
    }
}

/// Where to stop, if anywhere, and how often that place was passed.
#[derive(Debug)]
pub(super) struct FaultPoints {
    stop: Option<(Point, u64)>,
    passed: u64,
}

impl FaultPoints {
    /// Reads the environment variable.
    ///
    /// # Panics
    /// If it is set to something else than a point and a number: a test that would stop nowhere proves nothing.
    pub(super) fn from_environment() -> Self {
        let stop = env::var("ROSTRUM_FAULT_POINT").ok().map(|text| {
            let (name, number) = text
                .split_once(':')
                .expect("ROSTRUM_FAULT_POINT is a point, a colon and a number");
            let points = [Point::BeforeCommit, Point::AfterCommit];
            let point = points.into_iter().find(|point| point.name() == name);
            let number = number.parse().expect("ROSTRUM_FAULT_POINT ends with a number");
            (
                point.expect("ROSTRUM_FAULT_POINT names before_commit or after_commit"),
                number,
            )
        });
        Self { stop, passed: 0 }
    }

    /// Stops the thread here if this is the place. Groups without appends do not count.
    pub(super) fn pass(&mut self, here: Point, appends: u64) {
        let Some((point, number)) = self.stop else {
            return;
        };
        if point != here || appends == 0 {
            return;
        }
        self.passed += 1;
        if self.passed == number {
            eprintln!("fault point {} reached", point.name());
            loop {
                thread::park();
            }
        }
    }
}
