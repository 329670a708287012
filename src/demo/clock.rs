//! A clock that lives in the past while history is told, and then keeps the system's time for good.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::live::Clock;
use crate::time::Timestamp;

/// The system's time less what it is behind. That only ever shrinks, so this clock never goes back by itself.
#[derive(Debug)]
pub(super) struct LaggingClock {
    behind_ms: AtomicU64,
}

impl LaggingClock {
    /// A clock that is so far behind `system`, in milliseconds, and the function that reads it.
    pub(super) fn behind(system: Clock, behind_ms: u64) -> (Arc<Self>, Clock) {
        let own = Arc::new(Self {
            behind_ms: AtomicU64::new(behind_ms),
        });
        let read = Arc::clone(&own);
        let clock: Clock = Arc::new(move || {
            let behind_ms = read.behind_ms.load(Ordering::Relaxed);
            Timestamp::from_millis(system().as_millis().saturating_sub(behind_ms))
        });
        (own, clock)
    }

    /// Lets this many milliseconds pass at once, but never beyond the system's time.
    pub(super) fn step(&self, ms: u64) {
        let less = |behind_ms: u64| Some(behind_ms.saturating_sub(ms));
        // The closure always gives a value, so this cannot fail.
        let _ = self.behind_ms.fetch_update(Ordering::Relaxed, Ordering::Relaxed, less);
    }

    /// Keeps the system's time from now on.
    pub(super) fn catch_up(&self) {
        self.behind_ms.store(0, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::LaggingClock;
    use crate::live::Clock;
    use crate::time::Timestamp;

    #[test]
    fn w60_the_clock_steps_from_the_past_to_the_present_and_never_beyond() {
        let seconds = Arc::new(AtomicU64::new(100_000));
        let system: Clock = {
            let seconds = Arc::clone(&seconds);
            Arc::new(move || Timestamp::from_millis(seconds.load(Ordering::Relaxed)))
        };
        let (lagging, clock) = LaggingClock::behind(system, 60_000);
        let now = || clock().as_millis();
        assert_eq!(now(), 40_000);
        lagging.step(15_000);
        assert_eq!(now(), 55_000);
        // While it lags it runs.
        seconds.store(101_000, Ordering::Relaxed);
        assert_eq!(now(), 56_000);
        lagging.step(70_000);
        assert_eq!(now(), 101_000);
        lagging.step(1);
        lagging.catch_up();
        assert_eq!(now(), 101_000);
    }
}
