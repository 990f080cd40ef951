//! Dates as the KB writes them: whole days, and days known only to the month or year.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A calendar day, `YYYY-MM-DD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(pub NaiveDate);

/// A day, a month or a year: what a page shows of its own date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PartialDate {
    /// Year.
    pub year: i32,
    /// Month 1 to 12, where known.
    pub month: Option<u32>,
    /// Day of the month, where known.
    pub day: Option<u32>,
}

impl PartialDate {
    /// The last day it can mean: a source of "2013" may be from 31 December.
    pub fn latest(self) -> NaiveDate {
        let first = |year, month| NaiveDate::from_ymd_opt(year, month, 1);
        match (self.month, self.day) {
            (Some(month), Some(day)) => NaiveDate::from_ymd_opt(self.year, month, day),
            (Some(12) | None, _) => NaiveDate::from_ymd_opt(self.year, 12, 31),
            (Some(month), None) => first(self.year, month + 1).and_then(|d| d.pred_opt()),
        }
        .unwrap_or(NaiveDate::MIN)
    }
}

/// A date that is not of the form `YYYY-MM-DD` (or shorter, where that is allowed), or does not exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a date that exists, written YYYY-MM-DD")]
pub struct BadDate;

/// The numbers of `2013`, `2013-04` or `2013-04-30`, and how many there are.
fn numbers(text: &str) -> Option<([u32; 3], usize)> {
    let bytes = text.as_bytes();
    let count = match bytes.len() {
        4 => 1,
        7 => 2,
        10 => 3,
        _ => return None,
    };
    let mut numbers = [0; 3];
    for (at, byte) in bytes.iter().enumerate() {
        match (at, byte) {
            (4 | 7, b'-') => {}
            (4 | 7, _) => return None,
            (_, b'0'..=b'9') => {
                let part = at.saturating_sub(2) / 3;
                numbers[part] = numbers[part] * 10 + u32::from(byte - b'0');
            }
            _ => return None,
        }
    }
    Some((numbers, count))
}

impl FromStr for Date {
    type Err = BadDate;

    fn from_str(text: &str) -> Result<Date, BadDate> {
        match numbers(text) {
            Some(([year, month, day], 3)) => NaiveDate::from_ymd_opt(year as i32, month, day).map(Date).ok_or(BadDate),
            _ => Err(BadDate),
        }
    }
}

impl FromStr for PartialDate {
    type Err = BadDate;

    fn from_str(text: &str) -> Result<PartialDate, BadDate> {
        let ([year, month, day], count) = numbers(text).ok_or(BadDate)?;
        let date = PartialDate { year: year as i32, month: (count > 1).then_some(month), day: (count > 2).then_some(day) };
        NaiveDate::from_ymd_opt(date.year, date.month.unwrap_or(1), date.day.unwrap_or(1)).map(|_| date).ok_or(BadDate)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format("%Y-%m-%d"))
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        for part in [self.month, self.day].into_iter().flatten() {
            write!(f, "-{part:02}")?;
        }
        Ok(())
    }
}

macro_rules! text_form {
    ($type:ty, $name:literal, $pattern:literal, $description:literal) => {
        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Text;
                impl de::Visitor<'_> for Text {
                    type Value = $type;
                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str("a date in quotes")
                    }
                    fn visit_str<E: de::Error>(self, text: &str) -> Result<$type, E> {
                        text.parse().map_err(E::custom)
                    }
                }
                deserializer.deserialize_str(Text)
            }
        }
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }
        #[cfg(test)]
        impl schemars::JsonSchema for $type {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                $name.into()
            }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", "pattern": $pattern, "description": $description })
            }
        }
    };
}

text_form!(Date, "Date", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "A day that exists: YYYY-MM-DD.");
text_form!(PartialDate, "PartialDate", "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$", "A day, a month or a year: YYYY-MM-DD, YYYY-MM or YYYY.");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_that_exist_are_dates() {
        for good in ["2026-11-23", "2024-02-29", "1955-01-01"] {
            assert_eq!(good.parse::<Date>().map(|d| d.to_string()).as_deref(), Ok(good));
        }
        for bad in ["2026-02-30", "2025-02-29", "2026-13-01", "2026-1-1", "26-01-01", "2026-11", "", "yesterday"] {
            assert_eq!(bad.parse::<Date>(), Err(BadDate), "{bad}");
        }
    }

    #[test]
    fn a_partial_date_lasts_to_the_end_of_what_it_names() {
        for (text, latest) in [("2013", "2013-12-31"), ("2013-04", "2013-04-30"), ("2024-02", "2024-02-29"), ("2013-12", "2013-12-31")] {
            let date: PartialDate = text.parse().unwrap();
            assert_eq!(date.latest().to_string(), latest);
            assert_eq!(date.to_string(), text);
        }
        for bad in ["2013-13", "2013-02-30", "13", ""] {
            assert_eq!(bad.parse::<PartialDate>(), Err(BadDate), "{bad}");
        }
    }
}
