//! Times as people read them.

use chrono::{DateTime, Datelike, NaiveDate, TimeZone, Timelike, Utc};
use chrono_tz::Tz;

use crate::text::Lang;

const DAYS_JA: [&str; 7] = ["月", "火", "水", "木", "金", "土", "日"];
const DAYS_EN: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// `11月24日(火)` or `Tue 24 Nov`, with the year where it is not the one given.
fn day(date: NaiveDate, this_year: i32, lang: Lang) -> String {
    let weekday = date.weekday().num_days_from_monday() as usize;
    let year = date.year();
    match lang {
        Lang::Ja => {
            let year = if year == this_year { String::new() } else { format!("{year}年") };
            format!("{year}{}月{}日({})", date.month(), date.day(), DAYS_JA[weekday])
        }
        Lang::En => {
            let year = if year == this_year { String::new() } else { format!(" {year}") };
            format!("{} {} {}{year}", DAYS_EN[weekday], date.day(), date.format("%b"))
        }
    }
}

/// `9:00`
fn clock(time: impl Timelike) -> String {
    format!("{}:{:02}", time.hour(), time.minute())
}

/// Shows moments as clocks at home show them and, where the user is elsewhere, as clocks there do.
#[derive(Debug, Clone, Copy)]
pub struct Clocks {
    /// The moment that answers are for.
    pub now: DateTime<Utc>,
    /// Home time zone.
    pub home: Tz,
    /// The user's zone where it is another.
    pub zone: Option<Tz>,
    /// Language.
    pub lang: Lang,
}

impl Clocks {
    /// `14:00`, with its day unless that is today.
    pub fn moment(&self, at: DateTime<Utc>) -> String {
        self.both(|zone| {
            let (at, now) = (local(at, zone), local(self.now, zone));
            if at.date_naive() == now.date_naive() {
                clock(at)
            } else {
                format!("{} {}", day(at.date_naive(), now.year(), self.lang), clock(at))
            }
        })
    }

    /// `11月24日(火) 14:00〜16:00`
    pub fn window(&self, start: DateTime<Utc>, end: DateTime<Utc>) -> String {
        self.both(|zone| {
            let (start, end, now) = (local(start, zone), local(end, zone), local(self.now, zone));
            let dash = self.lang.pick("〜", "-");
            let first = format!("{} {}", day(start.date_naive(), now.year(), self.lang), clock(start));
            if start.date_naive() == end.date_naive() {
                format!("{first}{dash}{}", clock(end))
            } else {
                format!("{first}{dash}{} {}", day(end.date_naive(), now.year(), self.lang), clock(end))
            }
        })
    }

    /// `2026年11月24日(火) 10:00 日本時間`
    pub fn today(&self) -> String {
        let show = |zone| {
            let local = local(self.now, zone);
            format!("{} {} {}", day(local.date_naive(), i32::MIN, self.lang), clock(local), zone_name(zone, self.lang))
        };
        match self.zone {
            Some(zone) => format!("{} = {}", show(self.home), show(zone)),
            None => show(self.home),
        }
    }

    fn both(&self, show: impl Fn(Tz) -> String) -> String {
        match self.zone {
            Some(zone) => format!("{} = {} {}", show(self.home), show(zone), zone_name(zone, self.lang)),
            None => show(self.home),
        }
    }
}

/// The moment as clocks of the zone show it.
fn local(at: DateTime<Utc>, zone: Tz) -> DateTime<Tz> {
    zone.from_utc_datetime(&at.naive_utc())
}

/// What to call a zone.
fn zone_name(zone: Tz, lang: Lang) -> String {
    match zone {
        Tz::Asia__Tokyo => lang.pick("日本時間", "Japan time").to_owned(),
        Tz::UTC | Tz::Etc__UTC => "UTC".to_owned(),
        zone => zone.name().to_owned(),
    }
}
