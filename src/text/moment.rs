//! Moments as people type them after `--at`.

use chrono::{DateTime, Datelike, Days, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc};

use super::Zone;

/// No moment is longer, in characters.
const MOST: usize = 40;

/// Why a text is no moment.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadMoment {
    /// It has none of the forms.
    #[error("not of the form 2026-11-24T10:00")]
    Form,
    /// The calendar has no such day; the last day of that month, where the month exists.
    #[error("there is no such day")]
    NoSuchDay(Option<NaiveDate>),
    /// The day has no such time.
    #[error("there is no such time of day")]
    NoSuchTime,
    /// It is not in the years 1 to 9999 on clocks at home, which is as far as times can be written.
    #[error("not in the years 0001 to 9999")]
    NoSuchYear,
    /// The zone's clocks skip this time on that day.
    #[error("clocks skip this time on that day")]
    Skipped,
}

/// Reads `2026-11-24`, `2026-11-24T10:00`, `2026-11-24 10:00:00`, `2026-11-24T10:00:00.5` (the fraction is dropped, as answers are to the second), any of them with `Z` or an offset such as `+09:00` behind the time, or `10:00` for
/// today. Without an offset it is time in `zone`; a day alone is its begin. Full-width characters are read like plain ones.
///
/// # Errors
/// [`BadMoment`] says which part is wrong.
pub fn parse(text: &str, zone: Zone, now: DateTime<Utc>) -> Result<DateTime<Utc>, BadMoment> {
    let moment = read(text, zone, now)?;
    // An offset can lead out of the years that can be written, on clocks at home or in UTC.
    let there = (1..=9999).contains(&zone.local(moment).year()) && (0..=9999).contains(&moment.year());
    if there { Ok(moment) } else { Err(BadMoment::NoSuchYear) }
}

fn read(text: &str, zone: Zone, now: DateTime<Utc>) -> Result<DateTime<Utc>, BadMoment> {
    let text: String = text.trim().chars().take(MOST + 1).map(plain).collect();
    let text = text.as_str();
    if text.len() > MOST || !text.is_ascii() {
        return Err(BadMoment::Form);
    }
    if text.contains(':') && !text.contains(['-', '/']) {
        let today = zone.local(now).date();
        return in_zone(today.and_time(time(text)?), zone);
    }
    let (day, rest) = match text.find(['T', 't', ' ']) {
        Some(at) => (&text[..at], Some(text[at + 1..].trim())),
        None => (text, None),
    };
    let day = date(day)?;
    let Some(rest) = rest else {
        return in_zone(day.and_time(NaiveTime::MIN), zone);
    };
    let offset_at = rest.find(['Z', 'z', '+']).or_else(|| rest.rfind('-'));
    let Some(offset_at) = offset_at else {
        return in_zone(day.and_time(time(rest)?), zone);
    };
    let local = day.and_time(time(rest[..offset_at].trim())?);
    let offset = offset(&rest[offset_at..])?;
    offset.from_local_datetime(&local).single().map(|t| t.to_utc()).ok_or(BadMoment::Form)
}

/// The plain form of a full-width character, as Japanese keyboards give it.
fn plain(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        c => c,
    }
}

fn in_zone(local: NaiveDateTime, zone: Zone) -> Result<DateTime<Utc>, BadMoment> {
    zone.to_utc(local).ok_or(BadMoment::Skipped)
}

fn number(text: &str, digits: std::ops::RangeInclusive<usize>) -> Option<u32> {
    (digits.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

fn date(text: &str) -> Result<NaiveDate, BadMoment> {
    let parts: Vec<&str> = text.split(['-', '/']).collect();
    let [year, month, day] = parts[..] else {
        return Err(BadMoment::Form);
    };
    let (Some(year), Some(month), Some(day)) = (number(year, 4..=4), number(month, 1..=2), number(day, 1..=2)) else {
        return Err(BadMoment::Form);
    };
    let year = year as i32;
    if year == 0 {
        return Err(BadMoment::NoSuchYear);
    }
    NaiveDate::from_ymd_opt(year, month, day).ok_or_else(|| {
        let first = NaiveDate::from_ymd_opt(year, month, 1);
        let next = first.and_then(|d| d.checked_add_months(chrono::Months::new(1)));
        BadMoment::NoSuchDay(next.and_then(|d| d.checked_sub_days(Days::new(1))))
    })
}

fn time(text: &str) -> Result<NaiveTime, BadMoment> {
    let mut parts: Vec<&str> = text.split(':').collect();
    // RFC 3339 has a dot before the fraction, ISO 8601 a comma too.
    if let [_, _, second] = parts.as_mut_slice()
        && let Some((whole, fraction)) = second.split_once(['.', ','])
    {
        if fraction.is_empty() || !fraction.bytes().all(|b| b.is_ascii_digit()) {
            return Err(BadMoment::Form);
        }
        *second = whole;
    }
    let numbers: Option<Vec<u32>> = parts.iter().map(|p| number(p, 1..=2)).collect();
    match numbers.ok_or(BadMoment::Form)?[..] {
        [hour, minute] => NaiveTime::from_hms_opt(hour, minute, 0),
        [hour, minute, second] => NaiveTime::from_hms_opt(hour, minute, second),
        _ => return Err(BadMoment::Form),
    }
    .ok_or(BadMoment::NoSuchTime)
}

fn offset(text: &str) -> Result<FixedOffset, BadMoment> {
    if text.eq_ignore_ascii_case("z") {
        return FixedOffset::east_opt(0).ok_or(BadMoment::Form);
    }
    let (sign, rest) = match text.split_at_checked(1) {
        Some(("+", rest)) => (1, rest),
        Some(("-", rest)) => (-1, rest),
        _ => return Err(BadMoment::Form),
    };
    let digits = rest.replace(':', "");
    let number = match digits.len() {
        2 => number(&digits, 2..=2).map(|h| h * 100),
        _ => number(&digits, 4..=4),
    };
    let number = number.ok_or(BadMoment::Form)?;
    let (hours, minutes) = (number / 100, number % 100);
    if hours * 60 + minutes > 14 * 60 || minutes > 59 {
        return Err(BadMoment::Form);
    }
    FixedOffset::east_opt(sign * (hours * 3600 + minutes * 60) as i32).ok_or(BadMoment::Form)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Result<String, BadMoment> {
        let now = Utc.with_ymd_and_hms(2026, 11, 23, 20, 0, 0).unwrap();
        parse(text, Zone::named("Asia/Tokyo").unwrap(), now).map(|t| t.format("%Y-%m-%dT%H:%M:%SZ").to_string())
    }

    #[test]
    fn without_an_offset_it_is_home_time() {
        for (text, utc) in [
            ("2026-11-24T10:00", "2026-11-24T01:00:00Z"),
            ("2026-11-24 10:00:30", "2026-11-24T01:00:30Z"),
            ("2026/11/24 10:00", "2026-11-24T01:00:00Z"),
            ("2026-11-24", "2026-11-23T15:00:00Z"),
            ("2026-11-24T01:00Z", "2026-11-24T01:00:00Z"),
            ("2026-11-24T10:00+09:00", "2026-11-24T01:00:00Z"),
            ("2026-11-23T20:00:00-05:00", "2026-11-24T01:00:00Z"),
            ("2026-11-24T10:00 +0900", "2026-11-24T01:00:00Z"),
            // 20:00 UTC on the 23rd is the 24th in Japan.
            ("10:00", "2026-11-24T01:00:00Z"),
            ("2024-02-29", "2024-02-28T15:00:00Z"),
            ("２０２６－１１－２４Ｔ１０：００", "2026-11-24T01:00:00Z"),
            ("２０２６／１１／２４\u{3000}１０：００＋０９：００", "2026-11-24T01:00:00Z"),
            ("2026-11-24t01:00z", "2026-11-24T01:00:00Z"),
            ("2026-11-24T15:00+14:00", "2026-11-24T01:00:00Z"),
            ("2026-11-23T11:00-14:00", "2026-11-24T01:00:00Z"),
            ("2028-02-29", "2028-02-28T15:00:00Z"),
            ("2026-11-24T01:00:30.123Z", "2026-11-24T01:00:30Z"),
            ("2026-11-24T10:00:30.123456789+09:00", "2026-11-24T01:00:30Z"),
            ("2026-11-23T20:00:59.999-05:00", "2026-11-24T01:00:59Z"),
            ("2026-11-24 10:00:00,5", "2026-11-24T01:00:00Z"),
            ("10:00:00.0", "2026-11-24T01:00:00Z"),
            ("２０２６－１１－２４Ｔ１０：００：００．５", "2026-11-24T01:00:00Z"),
            ("0001-01-01T00:00Z", "0001-01-01T00:00:00Z"),
            ("9999-12-31T23:59", "9999-12-31T14:59:00Z"),
        ] {
            assert_eq!(shown(text).as_deref(), Ok(utc), "{text}");
        }
    }

    #[test]
    fn what_does_not_exist_is_named() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d);
        assert_eq!(shown("2026-02-30"), Err(BadMoment::NoSuchDay(day(2026, 2, 28))));
        assert_eq!(shown("2025-02-29T10:00"), Err(BadMoment::NoSuchDay(day(2025, 2, 28))));
        assert_eq!(shown("2026-13-01"), Err(BadMoment::NoSuchDay(None)));
        assert_eq!(shown("2100-02-29"), Err(BadMoment::NoSuchDay(day(2100, 2, 28))));
        // On clocks at home these are outside.
        for far in ["0000-01-01", "0000-02-30", "0001-01-01T00:00+14:00", "9999-12-31T23:59Z", "9999-12-31T23:59-14:00"] {
            assert_eq!(shown(far), Err(BadMoment::NoSuchYear), "{far}");
        }
        assert_eq!(shown("2026-11-24T24:00"), Err(BadMoment::NoSuchTime));
        assert_eq!(shown("2026-11-24T25:00"), Err(BadMoment::NoSuchTime));
        for bad in [
            "",
            "tomorrow",
            "2026",
            "2026-11",
            "24-11-2026",
            "2026-11-24T",
            "2026-11-24T10",
            "明日",
            "2026-11-24T10:00+99:00",
            "2026-11-24T10:00+14:01",
            "10000-01-01",
            "-0001-01-01",
            "2026年11月24日",
            "10:00:00:00",
            "2026-11-24T10:00:00.",
            "2026-11-24T10:00:00.Z",
            "2026-11-24T10:00:00.1.2Z",
            "2026-11-24T10:00:00.x",
            "2026-11-24T10:00.5",
            "2026-11-24T10.5",
        ] {
            assert_eq!(shown(bad), Err(BadMoment::Form), "{bad}");
        }
        let new_york = parse("2026-03-08T02:30", Zone::named("America/New_York").unwrap(), Utc::now());
        assert_eq!(new_york, Err(BadMoment::Skipped));
    }
}
