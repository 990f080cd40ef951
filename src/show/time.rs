//! Times as people read them.

use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};

use crate::text::{Lang, Zone};

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

/// `11月24日(火)` or `Tue 24 Nov`.
pub fn short_day(date: NaiveDate, lang: Lang) -> String {
    day(date, date.year(), lang)
}

/// `9:00`
pub fn clock(time: impl Timelike) -> String {
    format!("{}:{:02}", time.hour(), time.minute())
}

/// Shows moments as clocks at home show them and, where the user is elsewhere, as clocks there do.
#[derive(Debug, Clone, Copy)]
pub struct Clocks {
    /// The moment that answers are for.
    pub now: DateTime<Utc>,
    /// Home time zone.
    pub home: Zone,
    /// The user's zone where it is another.
    pub zone: Option<Zone>,
    /// Language.
    pub lang: Lang,
}

impl Clocks {
    /// `14:00`, with its day unless that is today; `14:00 = London 5:00` for whoever is elsewhere, as it stands in brackets itself.
    pub fn moment(&self, at: DateTime<Utc>) -> String {
        let today = self.home.local(self.now).date();
        let home = self.home.local(at);
        let first = self.on_day(home.date(), today, &clock(home));
        match self.zone {
            Some(zone) => {
                let there = zone.local(at);
                format!("{first} = {} {}", city(zone), self.on_day(there.date(), home.date(), &clock(there)))
            }
            None => first,
        }
    }

    /// `11月24日(火) 14:00〜16:00`
    pub fn window(&self, start: DateTime<Utc>, end: DateTime<Utc>) -> String {
        let dash = self.lang.pick("〜", "-");
        let stretch = |zone: Zone, shown: Option<NaiveDate>| {
            let (start, end) = (zone.local(start), zone.local(end));
            let first = match shown {
                Some(day) => self.on_day(start.date(), day, &clock(start)),
                None => format!("{} {}", self.day(start.date()), clock(start)),
            };
            format!("{first}{dash}{}", self.on_day(end.date(), start.date(), &clock(end)))
        };
        let home_day = self.home.local(start).date();
        self.beside(stretch(self.home, None), |zone| stretch(zone, Some(home_day)))
    }

    /// `14:00〜16:00`: whole hours of a day at home, each with its moment, for whoever is elsewhere.
    pub fn hours(&self, (from, start): (usize, DateTime<Utc>), (until, end): (usize, DateTime<Utc>)) -> String {
        let dash = self.lang.pick("〜", "-");
        self.beside(format!("{from}:00{dash}{until}:00"), |zone| {
            let (there, then) = (zone.local(start), zone.local(end));
            let first = self.on_day(there.date(), self.home.local(start).date(), &clock(there));
            format!("{first}{dash}{}", self.on_day(then.date(), there.date(), &clock(then)))
        })
    }

    /// `2026年11月24日(火) 10:00 日本時間`
    pub fn today(&self) -> String {
        let show = |zone: Zone| {
            let local = zone.local(self.now);
            format!("{} {} {}", day(local.date(), i32::MIN, self.lang), clock(local), zone_time(zone, self.lang))
        };
        match self.zone {
            Some(zone) => format!("{} = {}", show(self.home), show(zone)),
            None => show(self.home),
        }
    }

    fn day(&self, date: NaiveDate) -> String {
        day(date, self.home.local(self.now).year(), self.lang)
    }

    /// `text` with its day in front, unless that is the day that the reader has in mind already.
    fn on_day(&self, date: NaiveDate, known: NaiveDate, text: &str) -> String {
        if date == known { text.to_owned() } else { format!("{} {text}", self.day(date)) }
    }

    fn beside(&self, home: String, other: impl Fn(Zone) -> String) -> String {
        match self.zone {
            Some(zone) => format!("{home} ({} {})", city(zone), other(zone)),
            None => home,
        }
    }
}

/// What to call the time of a zone.
pub fn zone_time(zone: Zone, lang: Lang) -> String {
    match zone.name() {
        "Asia/Tokyo" => lang.pick("日本時間", "Japan time").to_owned(),
        _ => lang.pick(format!("{}の時刻", city(zone)), format!("{} time", city(zone))),
    }
}

/// The city that a zone is named after.
pub fn city(zone: Zone) -> String {
    zone.name().rsplit('/').next().unwrap_or_default().replace('_', " ")
}
