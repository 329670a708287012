//! Moments, as every part of the program writes them: RFC 3339, UTC, milliseconds.

mod date;
mod zone;

use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

pub use date::{Date, NotADate};
pub use zone::Zone;

/// A moment in milliseconds since 1970-01-01T00:00:00Z.
///
/// Its only text is `YYYY-MM-DDTHH:MM:SS.mmmZ`, so that equal moments have equal bytes: the text is
/// part of what is hashed (SPEC J3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Timestamp(u64);

/// The last moment that is written: some hours before the end of the year 9999, where the library's moments end.
const LAST_MS: u64 = 253_402_207_200_000;

impl Timestamp {
    /// The moment `ms` milliseconds after 1970, at the latest the last one that can be written.
    #[must_use]
    pub const fn from_millis(ms: u64) -> Self {
        Self(if ms > LAST_MS { LAST_MS } else { ms })
    }

    /// Milliseconds since 1970.
    #[must_use]
    pub const fn as_millis(self) -> u64 {
        self.0
    }

    /// The moment `ms` milliseconds later.
    #[must_use]
    pub const fn plus_millis(self, ms: u64) -> Self {
        Self::from_millis(self.0.saturating_add(ms))
    }

    /// Milliseconds from `earlier` to this moment, 0 if `earlier` is later.
    #[must_use]
    pub const fn millis_since(self, earlier: Self) -> u64 {
        self.0.saturating_sub(earlier.0)
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let millis = i64::try_from(self.0).map_err(|_| fmt::Error)?;
        let moment = jiff::Timestamp::from_millisecond(millis).map_err(|_| fmt::Error)?;
        let moment = jiff::tz::Offset::UTC.to_datetime(moment);
        // The library's own text takes five times as long, and a long session has hundreds of thousands of moments.
        let mut text = *b"0000-00-00T00:00:00.000Z";
        digits(&mut text[..4], moment.year());
        digits(&mut text[5..7], moment.month().into());
        digits(&mut text[8..10], moment.day().into());
        digits(&mut text[11..13], moment.hour().into());
        digits(&mut text[14..16], moment.minute().into());
        digits(&mut text[17..19], moment.second().into());
        digits(&mut text[20..23], moment.millisecond());
        formatter.write_str(std::str::from_utf8(&text).map_err(|_| fmt::Error)?)
    }
}

/// Fills a place with a number that is not below zero.
fn digits(place: &mut [u8], mut number: i16) {
    for digit in place.iter_mut().rev() {
        *digit = b'0' + u8::try_from(number % 10).unwrap_or_default();
        number /= 10;
    }
}

/// The text is not a moment of the years 1970 to 9999.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a time of RFC 3339 between 1970 and 9999")]
pub struct NotATime;

impl FromStr for Timestamp {
    type Err = NotATime;

    fn from_str(text: &str) -> Result<Self, NotATime> {
        let moment: jiff::Timestamp = text.parse().map_err(|_| NotATime)?;
        let millis = u64::try_from(moment.as_millisecond()).map_err(|_| NotATime)?;
        if millis > LAST_MS {
            return Err(NotATime);
        }
        Ok(Self(millis))
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

impl JsonSchema for Timestamp {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Timestamp".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "date-time" })
    }
}

#[cfg(test)]
mod tests {
    use super::Timestamp;

    #[test]
    fn j3_a_moment_has_one_text_with_milliseconds() {
        let moment: Timestamp = "2026-11-24T09:00:00+08:00".parse().unwrap();
        assert_eq!(moment.to_string(), "2026-11-24T01:00:00.000Z");
        assert_eq!(moment.to_string().parse::<Timestamp>().unwrap(), moment);
        let last = Timestamp::from_millis(u64::MAX);
        assert_eq!(last.to_string().parse::<Timestamp>().unwrap(), last);
        assert!("9999-12-30T22:00:00.500Z".parse::<Timestamp>().is_err());
        for ms in (0..super::LAST_MS).step_by(7_654_321_987) {
            let moment = Timestamp::from_millis(ms);
            let library = jiff::Timestamp::from_millisecond(i64::try_from(ms).unwrap()).unwrap();
            assert_eq!(moment.to_string(), format!("{library:.3}"));
        }
        assert!("yesterday".parse::<Timestamp>().is_err());
        assert!("1969-12-31T23:59:59Z".parse::<Timestamp>().is_err());
    }
}
