//! How fast the simulated live.

use std::num::NonZeroU32;
use std::ops::RangeInclusive;
use std::time::Duration;

/// The pace of people, or a multiple of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    times: NonZeroU32,
}

impl Pace {
    /// As people speak and write.
    pub const HUMAN: Self = Self { times: NonZeroU32::MIN };
    /// What one character takes that is spoken.
    pub(super) const CHARACTER_MS: RangeInclusive<u64> = 290..=380;
    /// From one post to the next.
    pub(super) const POST_MS: RangeInclusive<u64> = 20_000..=60_000;
    /// From one request to the next.
    pub(super) const REQUEST_MS: RangeInclusive<u64> = 15_000..=40_000;
    /// From a call to the microphone, and from the microphone to the first word.
    pub(super) const READY_MS: RangeInclusive<u64> = 2_000..=6_000;
    /// Between two looks of whoever moderates.
    pub(super) const LOOK_MS: RangeInclusive<u64> = 3_000..=5_000;
    /// How long after the last sign of a person who moderates the simulated clerk holds back.
    pub(super) const DEFERENCE_MS: u64 = 60_000;

    /// So many times as fast as people.
    #[must_use]
    pub const fn times_as_fast(times: NonZeroU32) -> Self {
        Self { times }
    }

    /// What takes people so many milliseconds.
    pub(super) fn of(self, ms: u64) -> Duration {
        Duration::from_millis(ms) / self.times.get()
    }

    /// Some time of a range, in people's milliseconds.
    pub(super) fn some(self, ms: RangeInclusive<u64>) -> Duration {
        self.of(fastrand::u64(ms))
    }

    /// Waits some time of a range, in people's milliseconds.
    pub(super) async fn wait(self, ms: RangeInclusive<u64>) {
        tokio::time::sleep(self.some(ms)).await;
    }
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU32;
    use std::time::Duration;

    use super::Pace;

    #[test]
    fn w65_a_pace_is_that_of_people_or_a_multiple() {
        assert_eq!(Pace::HUMAN.of(40_000), Duration::from_secs(40));
        let fast = Pace::times_as_fast(NonZeroU32::new(100).unwrap());
        assert_eq!(fast.of(40_000), Duration::from_millis(400));
        for _ in 0..100 {
            let some = Pace::HUMAN.some(Pace::POST_MS);
            assert!((Duration::from_secs(20)..=Duration::from_mins(1)).contains(&some));
        }
    }
}
