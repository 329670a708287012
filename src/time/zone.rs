//! Moments as the clocks of a place show them.

use std::fmt;

use super::{Date, Timestamp};

/// How far the clocks of a place are ahead of UTC. Said for people as `UTC+8`, `UTC+5:30`, `UTC-3` or `UTC`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Zone(jiff::tz::Offset);

impl Zone {
    /// Clocks that are `minutes` ahead of UTC; an offset that no place on earth has counts as UTC.
    #[must_use]
    pub fn ahead(minutes: i32) -> Self {
        Self(jiff::tz::Offset::from_seconds(minutes.saturating_mul(60)).unwrap_or(jiff::tz::Offset::UTC))
    }

    /// The second that the clocks show, as `YYYY-MM-DD HH:MM:SS`: without the zone, which is to be said once for all.
    #[must_use]
    pub fn second(self, at: Timestamp) -> String {
        let shown = self.shown(at);
        let (date, time) = (Date(shown.date()), shown.time());
        format!("{date} {:02}:{:02}:{:02}", time.hour(), time.minute(), time.second())
    }

    /// The day that it is there.
    #[must_use]
    pub fn day(self, at: Timestamp) -> Date {
        Date(self.shown(at).date())
    }

    fn shown(self, at: Timestamp) -> jiff::civil::DateTime {
        let millis = i64::try_from(at.as_millis()).unwrap_or_default();
        let moment = jiff::Timestamp::from_millisecond(millis).unwrap_or_default();
        self.0.to_datetime(moment)
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let minutes = self.0.seconds() / 60;
        let sign = if minutes < 0 { '-' } else { '+' };
        match (minutes.abs() / 60, minutes.abs() % 60) {
            (0, 0) => formatter.write_str("UTC"),
            (hours, 0) => write!(formatter, "UTC{sign}{hours}"),
            (hours, minutes) => write!(formatter, "UTC{sign}{hours}:{minutes:02}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Timestamp, Zone};

    #[test]
    fn r85_a_moment_is_what_the_clocks_of_the_place_show() {
        let evening: Timestamp = "2026-12-31T16:00:59.999Z".parse().unwrap();
        for (minutes, said, second) in [
            (480, "UTC+8", "2027-01-01 00:00:59"),
            (330, "UTC+5:30", "2026-12-31 21:30:59"),
            (0, "UTC", "2026-12-31 16:00:59"),
            (-30, "UTC-0:30", "2026-12-31 15:30:59"),
            (-720, "UTC-12", "2026-12-31 04:00:59"),
            (i32::MAX, "UTC", "2026-12-31 16:00:59"),
        ] {
            let zone = Zone::ahead(minutes);
            assert_eq!(zone.to_string(), said);
            assert_eq!(zone.second(evening), second);
            assert_eq!(zone.day(evening).to_string(), second[..10]);
        }
        let (first, last) = (Timestamp::from_millis(0), Timestamp::from_millis(u64::MAX));
        assert_eq!(Zone::ahead(-720).second(first), "1969-12-31 12:00:00");
        assert_eq!(Zone::ahead(14 * 60).day(last).to_string(), "9999-12-31");
    }
}
