//! What a crowd counts, and how it keeps times.

use std::collections::BTreeMap;
use std::time::Duration;

use hdrhistogram::Histogram;
use serde::Serialize;

/// Longer times than this are kept as this.
const TIME_MAX_MICROS: u64 = 120_000_000;
/// So many digits of a time are right.
const DIGITS: u8 = 3;

/// Times of one kind: how many, and how they are spread.
#[derive(Debug, Clone)]
pub struct Spread(Histogram<u64>);

impl Default for Spread {
    /// No times.
    ///
    /// # Panics
    /// Never: the bounds are constants that a histogram can have.
    fn default() -> Self {
        Self(Histogram::new_with_bounds(1, TIME_MAX_MICROS, DIGITS).expect("bounds that a histogram can have"))
    }
}

impl Spread {
    /// Takes one in.
    pub fn record(&mut self, time: Duration) {
        let micros = u64::try_from(time.as_micros()).unwrap_or(u64::MAX);
        self.0.saturating_record(micros);
    }

    /// What a report says of them.
    #[must_use]
    pub fn times(&self) -> Times {
        let at = |quantile| ms(self.0.value_at_quantile(quantile));
        Times {
            count: self.0.len(),
            p50_ms: at(0.5),
            p90_ms: at(0.9),
            p99_ms: at(0.99),
            p999_ms: at(0.999),
            max_ms: ms(self.0.max()),
        }
    }
}

fn ms(micros: u64) -> f64 {
    Duration::from_micros(micros).as_secs_f64() * 1_000.0
}

/// How times are spread, in milliseconds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Times {
    /// How many there are; without any, all others are 0.
    pub count: u64,
    /// Half of them are not longer.
    pub p50_ms: f64,
    /// Nine of ten are not longer.
    pub p90_ms: f64,
    /// 99 of a hundred are not longer.
    pub p99_ms: f64,
    /// 999 of a thousand are not longer.
    pub p999_ms: f64,
    /// The longest.
    pub max_ms: f64,
}

/// What a crowd heard and did since it was last asked.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    /// Events that came to members.
    pub deliveries: u64,
    /// Bytes of their frames' payloads.
    pub delivered_bytes: u64,
    /// From a command to each delivery of its event.
    pub delays: Spread,
    /// Deliveries of somebody's event whose command this crowd did not send, or no longer knew.
    pub unmatched: u64,
    /// Whole views that came, and their bytes.
    pub states: u64,
    /// Bytes of their payloads.
    pub state_bytes: u64,
    /// Whole views that came to members who had one already.
    pub resyncs: u64,
    /// Entries that these views took the place of, for each of those members.
    pub skipped: u64,
    /// Commands that took effect.
    pub accepted: u64,
    /// Commands that did not, by the refusal's code.
    pub refused: BTreeMap<String, u64>,
    /// Digests of who is there.
    pub presences: u64,
    /// Entries that a member never got.
    pub gaps: u64,
    /// Entries that a member got once more.
    pub repeats: u64,
    /// Messages that begin unlike any that this crowd knows.
    pub strange: u64,
    /// Connections that ended, by the close's code, or `cut` without one.
    pub closes: BTreeMap<String, u64>,
    /// Joins that came to nothing and were tried again.
    pub failed_joins: u64,
    /// Connections of slow readers, who come back after each end.
    pub slow_joins: u64,
    /// From the beginning of a connection until the member was up to date.
    pub joins: Spread,
    /// From `hello` until then.
    pub hellos: Spread,
}

impl Tally {
    /// Counts one more under a name.
    pub(super) fn count(names: &mut BTreeMap<String, u64>, name: &str) {
        if let Some(count) = names.get_mut(name) {
            *count += 1;
        } else {
            names.insert(name.to_owned(), 1);
        }
    }

    /// Bytes of an event, on average; 0 without any.
    #[must_use]
    pub fn event_bytes(&self) -> u64 {
        self.delivered_bytes.checked_div(self.deliveries).unwrap_or(0)
    }

    /// Bytes of a state, on average; 0 without any.
    #[must_use]
    pub fn state_bytes_each(&self) -> u64 {
        self.state_bytes.checked_div(self.states).unwrap_or(0)
    }
}
