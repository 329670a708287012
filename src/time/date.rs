//! Days of the calendar, as every part of the program writes them.

use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A day of the years 1970 to 9999. Its only text is `YYYY-MM-DD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(pub(super) jiff::civil::Date);

impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = (self.0.year(), self.0.month(), self.0.day());
        write!(formatter, "{year:04}-{month:02}-{day:02}")
    }
}

/// The text is not a day of the years 1970 to 9999.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a day of the calendar between 1970 and 9999, written YYYY-MM-DD")]
pub struct NotADate;

impl FromStr for Date {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<Self, NotADate> {
        // The library knows more ways to write a day; equal days have equal bytes here.
        let shaped = text.len() == 10
            && text.bytes().enumerate().all(|(place, byte)| match place {
                4 | 7 => byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        let date: jiff::civil::Date = if shaped { text.parse().ok() } else { None }.ok_or(NotADate)?;
        if date.year() < 1970 {
            Err(NotADate)
        } else {
            Ok(Self(date))
        }
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

impl JsonSchema for Date {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "date" })
    }
}

#[cfg(test)]
mod tests {
    use super::Date;
    use crate::time::{Timestamp, Zone};

    #[test]
    fn d141_a_day_is_a_real_one_and_has_one_text() {
        for good in ["2026-11-28", "2024-02-29", "1970-01-01", "9999-12-31"] {
            assert_eq!(good.parse::<Date>().unwrap().to_string(), good);
        }
        for wrong in [
            "",
            "2026-02-30",
            "2025-02-29",
            "2026-13-01",
            "2026-1-01",
            "20261128",
            "2026-11-28T00:00:00Z",
            "+26-11-280",
            "1969-12-31",
            "0000-01-01",
            "２026-11-2",
            "2026/11/28",
            " 2026-11-2",
        ] {
            assert!(wrong.parse::<Date>().is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn r72_a_day_begins_when_the_place_says() {
        let evening: Timestamp = "2026-11-28T16:00:00Z".parse().unwrap();
        assert_eq!(Zone::ahead(480).day(evening).to_string(), "2026-11-29");
        assert_eq!(Zone::ahead(479).day(evening).to_string(), "2026-11-28");
        assert_eq!(Zone::ahead(0).day(evening).to_string(), "2026-11-28");
        assert_eq!(Zone::ahead(i32::MAX).day(evening), Zone::ahead(0).day(evening));
        assert_eq!(
            Zone::ahead(480).day(Timestamp::from_millis(u64::MAX)).to_string(),
            "9999-12-31"
        );
    }
}
