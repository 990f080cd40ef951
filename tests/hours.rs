//! Opening hours against their meaning written out by hand, minute by minute, with other clocks and another table of holidays.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "tests")]

mod common;

use amazon_help::ask::hours::{self, State, Window};
use amazon_help::kb::Kb;
use amazon_help::kb::record::CrowdLevel::{self, Busy, Normal, Quiet};
use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeDelta, TimeZone, Timelike, Utc, Weekday};
use chrono_tz::Tz;
use common::{copy_of_example, edit, json, run};

/// What holds at one minute. `entry` tells entries of the same level apart.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Minute {
    state: State,
    crowd: Option<CrowdLevel>,
    entry: u8,
}

/// What a channel's hours mean, by what clocks at home show.
type Meaning = fn(&Day, u32) -> Minute;

/// A day as far as hours depend on it.
struct Day {
    date: NaiveDate,
    holiday: bool,
    after_holiday: bool,
}

impl Day {
    fn new(date: NaiveDate) -> Day {
        Day { date, holiday: yasumi::is_holiday(date), after_holiday: yasumi::is_holiday(date.pred_opt().unwrap()) }
    }

    fn weekday(&self) -> Weekday {
        self.date.weekday()
    }

    fn is_weekend(&self) -> bool {
        matches!(self.weekday(), Weekday::Sat | Weekday::Sun)
    }

    fn is_new_year(&self) -> bool {
        matches!((self.date.month(), self.date.day()), (12, 29..=31) | (1, 1..=3))
    }
}

fn at_hours(minute: u32, from: u32, to: u32) -> bool {
    (from * 60..to * 60).contains(&minute)
}

/// One source says 9 to 21 but not over the New Year, the others always; crowds as the article has them.
fn phone(day: &Day, minute: u32) -> Minute {
    let within = |from, to| at_hours(minute, from, to);
    if day.is_new_year() || !within(9, 21) {
        return Minute { state: State::Unknown, crowd: None, entry: entry(day, minute).0 };
    }
    let (entry, level) = entry(day, minute);
    Minute { state: State::Open, crowd: Some(level), entry }
}

fn entry(day: &Day, minute: u32) -> (u8, CrowdLevel) {
    let within = |from, to| at_hours(minute, from, to);
    let free = day.holiday || day.is_weekend();
    if day.after_holiday && !day.holiday && within(9, 12) {
        return (1, Busy);
    }
    if matches!(day.weekday(), Weekday::Mon | Weekday::Sat) && !day.holiday && within(9, 12) {
        return (2, Busy);
    }
    if free && within(9, 12) || !free && (within(9, 11) || within(17, 19)) {
        return (3, Busy);
    }
    if free && within(16, 20) || !free && within(14, 16) {
        return (4, Quiet);
    }
    (0, Normal)
}

fn always(_: &Day, _: u32) -> Minute {
    Minute { state: State::Open, crowd: None, entry: 0 }
}

fn never_known(_: &Day, _: u32) -> Minute {
    Minute { state: State::Unknown, crowd: None, entry: 0 }
}

/// The invented company's phone: weekdays 9 to 18, Saturdays to 17, closed on holidays and over the New Year.
fn office(day: &Day, minute: u32) -> Minute {
    let last = match day.weekday() {
        Weekday::Sun => 0,
        Weekday::Sat => 17,
        _ => 18,
    };
    let open = !day.holiday && !day.is_new_year() && at_hours(minute, 9, last.max(9));
    let (entry, level) = match day.weekday() {
        _ if day.holiday => (0, Normal),
        Weekday::Mon if at_hours(minute, 9, 12) => (1, Busy),
        Weekday::Tue | Weekday::Wed | Weekday::Thu if at_hours(minute, 14, 17) => (2, Quiet),
        _ => (0, Normal),
    };
    Minute { state: if open { State::Open } else { State::Closed }, crowd: open.then_some(level), entry }
}

fn day_only(_: &Day, minute: u32) -> Minute {
    Minute { state: if at_hours(minute, 9, 21) { State::Open } else { State::Unknown }, crowd: None, entry: 0 }
}

/// Every minute of a stretch, and for each when something next changes.
struct Truth {
    from: DateTime<Utc>,
    minutes: Vec<Minute>,
    /// Index of the next minute with another state, with a state that is open.
    changes: Vec<u32>,
    opens: Vec<u32>,
    /// Stretches that are open and quiet.
    quiet: Vec<(usize, usize)>,
}

const NEVER: u32 = u32::MAX;

impl Truth {
    fn new(meaning: Meaning, from: DateTime<Utc>, minutes: usize, local: impl Fn(DateTime<Utc>) -> NaiveDateTime) -> Truth {
        let mut day = Day::new(local(from).date());
        let minutes: Vec<Minute> = (0..minutes)
            .map(|n| {
                let shown = local(from + TimeDelta::minutes(n as i64));
                if shown.date() != day.date {
                    day = Day::new(shown.date());
                }
                meaning(&day, shown.hour() * 60 + shown.minute())
            })
            .collect();
        let (mut changes, mut opens) = (vec![NEVER; minutes.len()], vec![NEVER; minutes.len()]);
        for n in (0..minutes.len() - 1).rev() {
            changes[n] = if minutes[n].state == minutes[n + 1].state { changes[n + 1] } else { n as u32 + 1 };
            opens[n] = if minutes[n + 1].state == State::Open { n as u32 + 1 } else { opens[n + 1] };
        }
        let is_quiet = |m: &Minute| m.state == State::Open && m.crowd == Some(Quiet);
        let mut quiet: Vec<(usize, usize)> = Vec::new();
        for (n, minute) in minutes.iter().enumerate().filter(|(_, m)| is_quiet(m)) {
            match quiet.last_mut() {
                Some(last) if last.1 == n && minutes[n - 1] == *minute => last.1 = n + 1,
                _ => quiet.push((n, n + 1)),
            }
        }
        Truth { from, minutes, changes, opens, quiet }
    }

    fn at(&self, n: usize) -> DateTime<Utc> {
        self.from + TimeDelta::minutes(n as i64)
    }

    fn moment(&self, n: u32) -> Option<DateTime<Utc>> {
        (n != NEVER).then(|| self.at(n as usize))
    }

    /// The next three stretches that are quiet, from now on, that begin within two weeks.
    fn windows(&self, n: usize) -> Vec<Window> {
        let first = self.quiet.partition_point(|(_, end)| *end <= n);
        let soon = self.quiet[first..].iter().take(3).filter(|(start, _)| *start < n + 14 * DAY);
        soon.map(|(start, end)| Window { start: self.at((*start).max(n)), end: self.at(*end) }).collect()
    }

    /// Where something changes.
    fn events(&self) -> impl Iterator<Item = usize> {
        (1..self.minutes.len()).filter(|n| self.minutes[*n] != self.minutes[n - 1])
    }

    /// Asks at one minute.
    fn hold(&self, kb: &Kb, channel: &str, n: usize) {
        let at = self.at(n);
        let answer = hours::ask(kb, &[channel.to_owned()], at).unwrap();
        let found = &answer.channels[0];
        let known = self.minutes[n];
        let home = answer.home.local(at);
        assert_eq!((found.state, found.crowd), (known.state, known.crowd), "{channel} at {at}, {home} {}", answer.home.name());
        assert_eq!(found.until, self.moment(self.changes[n]), "{channel} at {at}, {home} {}: until", answer.home.name());
        let opens = if known.state == State::Open { None } else { self.moment(self.opens[n]) };
        assert_eq!(found.opens_at, opens, "{channel} at {at}, {home} {}: opens", answer.home.name());
        assert_eq!(found.next_quiet, self.windows(n), "{channel} at {at}, {home} {}: quiet", answer.home.name());
        assert!(found.until.is_none_or(|until| until > at));
    }
}

/// In minutes.
const DAY: usize = 24 * 60;

fn full() -> bool {
    std::env::var_os("AMAZON_HELP_FULL_SWEEP").is_some()
}

fn day(text: &str) -> DateTime<Utc> {
    text.parse::<NaiveDate>().unwrap().and_time(NaiveTime::MIN).and_utc()
}

/// Asked around each change, in turn right before it, at it and half-way to the next, and every so often: an answer names the next change, so
/// that every minute is answered for. Three years and a sample of that, unless the whole is asked for.
#[test]
fn every_minute_of_years_is_what_the_hours_mean() {
    let kb = Kb::built_in();
    let example = Kb::open(std::path::Path::new("data/example-utility")).unwrap_or_else(|_| panic!("refused")).0;
    let [first, last] = if full() { ["2024-01-01", "2033-01-01"] } else { ["2026-01-01", "2029-01-01"] };
    // In Japan, and some weeks more to look ahead.
    let from = day(first) - TimeDelta::hours(9);
    let asked = (day(last) - day(first)).num_days() as usize * DAY;
    let local = |at: DateTime<Utc>| (at + TimeDelta::hours(9)).naive_utc();
    // Around the New Year, Golden Week, and the holidays in a row of September 2026.
    let close = |n: usize| {
        let date = local(from + TimeDelta::minutes(n as i64)).date();
        let days = (date.year(), date.month(), date.day());
        matches!(days, (2026, 12, 27..) | (2027, 1, ..=6) | (2027, 4, 28..) | (2027, 5, ..=8) | (2026, 9, 18..=25))
    };
    for (kb, channels, meaning) in [
        (&kb, &["phone-callback", "phone-direct"][..], phone as Meaning),
        (&kb, &["chat", "faq", "self-service"], always),
        (&kb, &["email-form"], never_known),
        (&example, &["phone"], office),
        (&example, &["chat"], day_only),
        (&example, &["web-form", "emergency-line"], always),
    ] {
        let truth = Truth::new(meaning, from, asked + 60 * DAY, local);
        let changes: Vec<usize> = truth.events().take_while(|n| *n < asked).collect();
        let around = |pair: &[usize]| [pair[0] - 1, pair[0], (pair[0] + pair[1]) / 2];
        for channel in channels {
            let (stride, every) = if full() { (9973, if *channel == "phone-direct" { 13 } else { 1 }) } else { (39_989, 61) };
            (0..asked).step_by(stride).for_each(|n| truth.hold(kb, channel, n));
            for (count, pair) in changes.windows(2).enumerate() {
                if close(pair[0]) {
                    around(pair).into_iter().for_each(|n| truth.hold(kb, channel, n));
                } else if count % every == 0 {
                    truth.hold(kb, channel, around(pair)[count / every % 3]);
                }
            }
        }
    }
}

/// Where there is one window a week, the third begins within two weeks and ends after them.
#[test]
fn a_window_two_weeks_ahead_has_its_end() {
    let dir = copy_of_example("hours-weekly");
    edit(&dir, "hours.toml", "Tu-Th 14:00-17:00; PH off", "We 14:00-17:00");
    let document = json(&["hours", "phone", "--kb", dir.to_str().unwrap(), "--at", "2026-06-03T15:00"]);
    let windows = document["channels"][0]["next_quiet"].as_array().unwrap().iter();
    let shown: Vec<_> = windows.map(|w| [&w["start"], &w["end"]].map(|t| t.as_str().unwrap().trim_end_matches(":00+09:00"))).collect();
    let expected =
        [["2026-06-03T15:00", "2026-06-03T17:00"], ["2026-06-10T14:00", "2026-06-10T17:00"], ["2026-06-17T14:00", "2026-06-17T17:00"]];
    assert_eq!(shown, expected);
}

/// By clocks that are turned at 2:00 by an hour and by half an hour, at midnight, at 2:45 and by night in Ramadan, and that are not turned but
/// are 45 minutes off.
const ZONES: [Tz; 10] = [
    Tz::America__New_York,
    Tz::Australia__Lord_Howe,
    Tz::Asia__Kathmandu,
    Tz::America__St_Johns,
    Tz::Pacific__Chatham,
    Tz::Africa__Casablanca,
    Tz::Africa__Cairo,
    Tz::Asia__Beirut,
    Tz::America__Santiago,
    Tz::Europe__London,
];

fn local(zone: Tz, at: DateTime<Utc>) -> NaiveDateTime {
    at.with_timezone(&zone).naive_local()
}

/// The first minute after each turn of the clocks. Later than that the two databases differ for Morocco.
fn turns(zone: Tz) -> Vec<DateTime<Utc>> {
    let offset = |at: DateTime<Utc>| zone.offset_from_utc_datetime(&at.naive_utc()).fix();
    let hours = (0..).map(|n| day("2024-01-01") + TimeDelta::hours(n)).take_while(|at| *at < day("2026-09-01"));
    let turned = hours.filter(|at| offset(*at) != offset(*at + TimeDelta::hours(1)));
    turned.map(|hour| (1..=60).map(|n| hour + TimeDelta::minutes(n)).find(|at| offset(*at) != offset(hour)).unwrap()).collect()
}

/// `00:30-01:15,01:40-02:10,02:20-03:10,03:50-05:00,23:40-00:10`, quiet `01:00-02:30,04:00-04:30`.
fn nightly(_: &Day, minute: u32) -> Minute {
    let within = |from: u32, to: u32| (from / 100 * 60 + from % 100..to / 100 * 60 + to % 100).contains(&minute);
    let open = within(30, 115) || within(140, 210) || within(220, 310) || within(350, 500) || within(2340, 2400) || within(0, 10);
    let quiet = within(100, 230) || within(400, 430);
    let level = if quiet { Quiet } else { Normal };
    Minute { state: if open { State::Open } else { State::Closed }, crowd: open.then_some(level), entry: u8::from(quiet) }
}

fn nightly_kb(zone: &str) -> std::path::PathBuf {
    let dir = copy_of_example(&format!("hours-{}", zone.replace('/', "-")));
    edit(&dir, "kb.toml", "\"Asia/Tokyo\"", &format!("\"{zone}\""));
    let open = "Mo-Fr 09:00-18:00; Sa 09:00-17:00; Su,PH off; Dec 29-Jan 03 off";
    edit(&dir, "hours.toml", open, "Mo-Su,PH 00:30-01:15,01:40-02:10,02:20-03:10,03:50-05:00,23:40-00:10");
    edit(&dir, "hours.toml", "Mo 09:00-12:00; PH off", "off");
    edit(&dir, "hours.toml", "Tu-Th 14:00-17:00; PH off", "Mo-Su,PH 01:00-02:30,04:00-04:30");
    dir
}

/// What clocks show twice happens twice, and what they skip does not happen.
#[test]
fn hours_are_right_when_clocks_are_turned() {
    for zone in ZONES {
        let kb = Kb::open(&nightly_kb(zone.name())).unwrap_or_else(|report| panic!("{:?}", report)).0;
        let mut moments = turns(zone);
        assert_eq!(moments.is_empty(), zone == Tz::Asia__Kathmandu, "{zone}");
        moments.push(day("2026-06-01"));
        for turn in moments {
            let from = turn - TimeDelta::days(2);
            let truth = Truth::new(nightly, from, 20 * DAY, |at| local(zone, at));
            let (step, around) = if full() { (3, 61) } else { (11, 211) };
            let near = (2 * DAY - 180..2 * DAY + 180).step_by(step);
            let exact = truth.events().filter(|n| n.abs_diff(2 * DAY) < 300).flat_map(|n| [n - 1, n]);
            near.chain(exact).chain((0..4 * DAY).step_by(around)).for_each(|n| truth.hold(&kb, "phone", n));
        }
    }
}

/// `--week` shows each hour as it begins, on the days that clocks are turned too.
#[test]
fn the_week_is_right_when_clocks_are_turned() {
    for zone in ZONES {
        let dir = nightly_kb(zone.name());
        for turn in turns(zone) {
            let from = (turn - TimeDelta::days(1)).format("%Y-%m-%dT%H:%MZ").to_string();
            let document = json(&["hours", "phone", "--days", "3", "--kb", dir.to_str().unwrap(), "--at", &from]);
            let mut last = None;
            for hour in document["days"].as_array().unwrap().iter().flat_map(|d| d["hours"].as_array().unwrap()) {
                let start = DateTime::parse_from_rfc3339(hour["start"].as_str().unwrap()).unwrap();
                let shown = local(zone, start.to_utc());
                assert_eq!(start.naive_local(), shown, "{zone}");
                assert!(last.is_none_or(|last| last < start), "{zone} {start}");
                // The first minute of the hour, unless clocks skip it.
                let before = local(zone, start.to_utc() - TimeDelta::minutes(1));
                assert!(shown.minute() == 0 || before.hour() != shown.hour(), "{zone} {start}");
                let known = nightly(&Day::new(shown.date()), shown.hour() * 60 + shown.minute());
                assert_eq!(hour["state"], known.state.id(), "{zone} {start}");
                last = Some(start);
            }
            // Every hour that clocks show is there.
            let days = document["days"].as_array().unwrap();
            let listed: usize = days.iter().map(|d| d["hours"].as_array().unwrap().len()).sum();
            let first: NaiveDate = days[0]["date"].as_str().unwrap().parse().unwrap();
            let begin = first.and_time(NaiveTime::MIN).and_utc() - TimeDelta::days(1);
            let minutes = (0..6 * DAY).map(|n| local(zone, begin + TimeDelta::minutes(n as i64)));
            let shown: std::collections::BTreeSet<_> =
                minutes.filter(|at| at.date() >= first && at.date() < first + Days::new(3)).map(|at| (at.date(), at.hour())).collect();
            assert_eq!(listed, shown.len(), "{zone} {turn}");
        }
    }
}

/// The reader's own clocks beside those of Japan, before and after they are turned.
#[test]
fn the_readers_clocks_are_right_when_they_are_turned() {
    for zone in ZONES {
        let city = zone.name().rsplit('/').next().unwrap().replace('_', " ");
        for turn in turns(zone).into_iter().rev().take(2).chain([day("2026-06-01")]) {
            for at in [turn - TimeDelta::minutes(1), turn, turn + TimeDelta::hours(1)] {
                let moment = at.format("%Y-%m-%dT%H:%MZ").to_string();
                let options = ["hours", "phone-callback", "--at", &moment, "--tz", zone.name(), "--lang", "en", "--width", "200"];
                let out = run(&options).out;
                let there = local(zone, at);
                let now = format!("= {} {}:{:02} {city} time", there.format("%a %-d %b %Y"), there.hour(), there.minute());
                assert!(out.contains(&now), "{now}\n{out}");
                let document = json(&options);
                for window in document["channels"][0]["next_quiet"].as_array().unwrap() {
                    let [start, end] = ["start", "end"]
                        .map(|key| local(zone, DateTime::parse_from_rfc3339(window[key].as_str().unwrap()).unwrap().to_utc()));
                    let clock = |t: NaiveDateTime| format!("{}:{:02}", t.hour(), t.minute());
                    let next = if start.date() == end.date() { String::new() } else { format!("{} ", end.format("%a %-d %b")) };
                    let shown = format!("{}-{next}{})", clock(start), clock(end));
                    assert!(out.contains(&shown) && out.contains(&format!("({city} ")), "{shown}\n{out}");
                }
            }
        }
    }
}

#[test]
fn days_whose_holidays_are_computed_or_unknown_say_so() {
    let computed = [
        ["まだ公表されていない", "公表前の祝日は、計算によります"],
        ["not announced yet; they are computed", "not announced yet are computed"],
    ];
    let unknown = [
        ["この年の祝日の情報はありません", "祝日の情報がない年の日"],
        ["Nothing is known about holidays in this", "holidays in the year of some"],
    ];
    for (at, key, week) in [
        ("2027-12-24", None, None),
        // The week after it is of the next year.
        ("2027-12-31", None, Some(computed)),
        ("2028-01-01", Some("holidays_provisional"), Some(computed)),
        ("2050-12-24", Some("holidays_provisional"), Some(computed)),
        ("2051-01-01", Some("holidays_unknown"), Some(unknown)),
        ("2014-12-31", Some("holidays_unknown"), Some(unknown)),
        ("9999-12-31", Some("holidays_unknown"), Some(unknown)),
    ] {
        let document = json(&["hours", "--at", at]);
        for name in ["holidays_provisional", "holidays_unknown"] {
            assert_eq!(document[name], key == Some(name), "{at} {name}");
        }
        let now = match key {
            Some("holidays_provisional") => Some(computed),
            Some(_) => Some(unknown),
            None => None,
        };
        for (lang, language) in ["ja", "en"].into_iter().enumerate() {
            for format in ["table", "plain"] {
                let args = ["hours", "--at", at, "--lang", language, "--width", "200", "--format", format];
                for (column, (out, said)) in
                    [(run(&args).out, now), (run(&common::with(&args, &["--week"])).out, week)].into_iter().enumerate()
                {
                    for kind in [computed, unknown] {
                        let expected = said.is_some_and(|said| said == kind);
                        assert_eq!(out.contains(kind[lang][column]), expected, "{at} {language} {}: {out}", kind[lang][column]);
                    }
                }
            }
        }
    }
}

/// Every command that answers as of a moment.
const COMMANDS: [&[&str]; 21] = [
    &["hours"],
    &["hours", "--week"],
    &["hours", "--days", "31"],
    &["hours", "phone-callback", "--ics", "-"],
    &["hours", "--format", "svg"],
    &["hours", "--format", "html"],
    &["route", "--issue", "return"],
    &["prepare", "--issue", "return"],
    &["prepare", "--issue", "return", "--format", "html"],
    &["check-number", "0120-999-373"],
    &["check-url", "https://www.amazon.co.jp/"],
    &["check-message", "tests/cmd/overlay.toml"],
    &["issues"],
    &["channels"],
    &["faq", "return"],
    &["explain", "F001"],
    &["kb", "stale"],
    &["kb", "claims"],
    &["hours", "--kb", "data/example-utility"],
    &["hours", "--days", "31", "--kb", "data/example-utility"],
    &["hours", "--tz", "Pacific/Kiritimati", "--days", "31"],
];

#[test]
fn every_moment_is_answered_or_refused_by_every_command() {
    let ok = [
        "0001-01-01",
        "0001-01-01T00:00Z",
        "1868-01-25T12:34:56",
        "1899-12-31T23:59",
        "1900-01-01",
        "1948-05-01T00:30",
        "2000-02-29",
        "2028-02-29T23:59:59",
        "2026-12-31T23:59:59",
        "2026-11-25T10:00+14:00",
        "2026-11-25T10:00:00-14:00",
        "2026-11-25t10:00z",
        "２０２６－１１－２５Ｔ１０：００",
        "9998-12-31T23:59",
        "9999-01-01",
        "9999-12-31T23:59:59",
        "9999-12-31T23:59+14:00",
    ];
    let bad = [
        ("0000-01-01", "years go from 0001 to 9999", "0001年から9999年まで"),
        ("0001-01-01T00:00+14:00", "years go from 0001 to 9999", "0001年から9999年まで"),
        ("9999-12-31T23:59-14:00", "years go from 0001 to 9999", "0001年から9999年まで"),
        ("2100-02-29", "ends on 2100-02-28", "2100-02-28まで"),
        ("2026-02-29T10:00", "ends on 2026-02-28", "2026-02-28まで"),
        ("2026-04-31", "ends on 2026-04-30", "2026-04-30まで"),
        ("2026-13-01", "Months go from 01 to 12", "月は01から12まで"),
        ("2026-11-25T24:00", "from 00:00 to 23:59", "00:00から23:59まで"),
        ("2026-11-25T23:59:60", "from 00:00 to 23:59", "00:00から23:59まで"),
        ("10000-01-01", "Write it like", "のように書いてください"),
        ("-0001-01-01", "Write it like", "のように書いてください"),
        ("2026-11-25T10:00+14:01", "Write it like", "のように書いてください"),
        ("2026-11-25T10:00-99:99", "Write it like", "のように書いてください"),
        ("1e9", "Write it like", "のように書いてください"),
        ("", "Write it like", "のように書いてください"),
    ];
    for (nth, command) in COMMANDS.into_iter().enumerate() {
        for (n, at) in ok.into_iter().enumerate() {
            // All moments with every second command and the other way round, unless the whole is asked for.
            if !full() && (n + nth) % 2 == 1 {
                continue;
            }
            let at = format!("--at={at}");
            let ran = run(&common::with(command, &["--lang", "en", &at]));
            let usual = run(&common::with(command, &["--lang", "en", "--at", common::WEEKDAY]));
            // Where nothing is known about a year, there is no quiet window for a calendar.
            let empty = command.contains(&"--ics") && ran.err.starts_with("No quiet windows are known");
            // An old answer is not an official one for good.
            let checked = command[0].starts_with("check") && [0, 10, 20].contains(&ran.code);
            assert!(ran.code == usual.code || empty && ran.code == 1 || checked, "{command:?} {at}: {} {}", ran.code, ran.err);
            assert!(empty || !ran.out.is_empty(), "{command:?} {at}");
            assert!(!ran.out.contains("-0001-") && !ran.out.contains("+10000-"), "{command:?} {at}: {}", ran.out);
        }
        for (n, (at, en, ja)) in bad.into_iter().enumerate() {
            if !full() && (n + nth) % 3 != 0 {
                continue;
            }
            for (lang, words) in [("en", en), ("ja", ja)] {
                let ran = run(&common::with(command, &["--lang", lang, &format!("--at={at}")]));
                assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{command:?} {at}");
                assert!(ran.err.contains(words) && ran.err.contains(at), "{command:?} {at}: {}", ran.err);
            }
        }
    }
}

/// Times in documents can be read by any program, whatever year was asked for.
#[test]
fn documents_have_times_that_can_be_read() {
    for at in ["0001-01-01", "1900-01-01", "2028-02-29", "9998-12-31T23:59", "9999-12-31T23:59:59"] {
        for options in [
            &["hours"][..],
            &["hours", "--days", "31"],
            &["hours", "--tz", "Pacific/Kiritimati", "--days", "2"],
            &["route", "--issue", "return"],
        ] {
            let document = json(&common::with(options, &["--at", at]));
            times(&document, &mut |text| {
                let time = DateTime::parse_from_rfc3339(text).unwrap_or_else(|e| panic!("{options:?} {at}: {text}: {e}"));
                assert!((1..=9999).contains(&time.year()), "{text}");
            });
            assert!(document["at"].as_str().is_none_or(|shown| shown.starts_with(at)), "{at}: {}", document["at"]);
        }
    }
}

/// Every text in a document that stands where a time does.
fn times(value: &serde_json::Value, hold: &mut impl FnMut(&str)) {
    match value {
        serde_json::Value::Object(map) => {
            for (key, value) in map {
                match value {
                    serde_json::Value::String(text) if matches!(key.as_str(), "at" | "until" | "opens_at" | "start" | "end") => hold(text),
                    value => times(value, hold),
                }
            }
        }
        serde_json::Value::Array(all) => all.iter().for_each(|value| times(value, hold)),
        _ => {}
    }
}
