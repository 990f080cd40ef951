//! Is a channel open now, until when, how busy is it, and when are the next quiet windows?
//!
//! A channel's hours are what each source says. At a moment where all agree, the state is theirs; where they differ it is `unknown`.

use std::cell::RefCell;
use std::collections::HashMap;

use chrono::{DateTime, Duration, FixedOffset, NaiveDate, NaiveDateTime, Utc};
use opening_hours::RuleKind;

use super::opening::{Opening, Track, holidays};
use super::review::{Overdue, Review};
use super::{NoAnswer, is_overdue, nearest_first};
use crate::kb::Kb;
use crate::kb::record::{Channel, CrowdLevel, Hours};
use crate::text::{Text, Zone};

/// How far ahead a change of state and quiet windows are looked for at first, in days. Mostly that is enough.
const NEAR: i64 = 4;

/// How far ahead quiet windows are looked for, in days.
const QUIET_DAYS: i64 = 14;

/// How far ahead a change of state is looked for, in days.
const FAR: i64 = 400;

/// How many quiet windows an answer has at most.
const QUIET_WINDOWS: usize = 3;

/// Years that opening hours can be evaluated for: what is looked for ahead ends before the year 10000.
const YEARS: std::ops::Range<i32> = 1900..9998;

/// Whether a channel can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// All sources say that it is open.
    Open,
    /// All sources say that it is closed.
    Closed,
    /// Sources differ, or none says.
    Unknown,
}

impl State {
    /// The id that JSON uses.
    pub fn id(self) -> &'static str {
        match self {
            State::Open => "open",
            State::Closed => "closed",
            State::Unknown => "unknown",
        }
    }

    fn of(kind: RuleKind) -> State {
        match kind {
            RuleKind::Open => State::Open,
            RuleKind::Closed => State::Closed,
            RuleKind::Unknown => State::Unknown,
        }
    }
}

/// The id that JSON uses for how busy a channel is.
pub fn crowd_id(crowd: Option<CrowdLevel>) -> &'static str {
    crowd.map_or("no-data", CrowdLevel::id)
}

/// A stretch of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Its begin.
    pub start: DateTime<Utc>,
    /// Its end, which no longer belongs to it.
    pub end: DateTime<Utc>,
}

/// What one source says at the moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Version {
    /// The hours in words.
    pub text: Text,
    /// Ids of the sources.
    pub sources: Vec<String>,
    /// What that means now.
    pub state: State,
}

/// One channel at the moment.
#[derive(Debug, Clone, PartialEq)]
pub struct ChannelHours {
    /// Id of the channel.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// Whether it can be used.
    pub state: State,
    /// When the state changes; none when it does not within a year.
    pub until: Option<DateTime<Utc>>,
    /// When it is next open for sure, if it is not now.
    pub opens_at: Option<DateTime<Utc>>,
    /// How busy; none without data.
    pub crowd: Option<CrowdLevel>,
    /// What that rests on.
    pub crowd_note: Option<Text>,
    /// Whether sources differ about its hours.
    pub disputed: bool,
    /// What each source says.
    pub versions: Vec<Version>,
    /// The next quiet windows.
    pub next_quiet: Vec<Window>,
    /// When to use it.
    pub advice: Text,
    /// Whether the facts about it are due for review.
    pub overdue: bool,
}

/// What kind of day it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    /// The day at home.
    pub date: NaiveDate,
    /// The national holiday it is.
    pub holiday: Option<Text>,
    /// Whether the day before was a holiday.
    pub after_holiday: bool,
    /// Whether holidays of its year are computed, not announced.
    pub provisional: bool,
    /// Whether nothing is known about holidays of its year.
    pub beyond_table: bool,
}

/// The answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The moment.
    pub at: DateTime<Utc>,
    /// Home time zone.
    pub home: Zone,
    /// What kind of day it is at home.
    pub day: Day,
    /// The channels asked for.
    pub channels: Vec<ChannelHours>,
    /// What is due for review.
    pub overdue: Option<Overdue>,
}

/// The home time zone of a KB.
pub fn home_zone(kb: &Kb) -> Zone {
    Zone::named(&kb.about().time_zone).unwrap_or_else(Zone::utc)
}

/// Answers for the channels with these ids, or all of them.
///
/// # Errors
/// When the KB has no channel of that id.
pub fn ask(kb: &Kb, ids: &[String], at: DateTime<Utc>) -> Result<Answer, NoAnswer> {
    let channels = if ids.is_empty() {
        kb.channels().channel.iter().collect()
    } else {
        ids.iter().map(|id| channel(kb, id)).collect::<Result<Vec<_>, _>>()?
    };
    let evaluator = Evaluator::new(kb, at);
    let today = evaluator.today;
    let mut review = Review::new(kb, today);
    channels.iter().for_each(|c| uses_hours(kb, &mut review, &c.id));
    Ok(Answer {
        at,
        home: evaluator.home,
        day: day(kb, today),
        channels: channels.into_iter().map(|c| evaluator.channel(c, true)).collect(),
        overdue: review.done(),
    })
}

/// The day at home.
pub fn home_day(kb: &Kb, at: DateTime<Utc>) -> NaiveDate {
    home_zone(kb).local(at).date()
}

/// Notes that an answer uses a channel's hours.
pub fn uses_hours(kb: &Kb, review: &mut Review, channel: &str) {
    if let Some(hours) = kb.hours_of(channel) {
        review.uses(&hours.channel, hours.checked);
    }
}

/// The channel with this id.
///
/// # Errors
/// When the KB has none.
pub fn channel<'a>(kb: &'a Kb, id: &str) -> Result<&'a Channel, NoAnswer> {
    kb.channel(id).ok_or_else(|| NoAnswer::UnknownId {
        kind: "channel",
        id: id.to_owned(),
        candidates: nearest_first(id, kb.channels().channel.iter().map(|c| (c.id.as_str(), &c.name))),
    })
}

/// What kind of day it is.
pub fn day(kb: &Kb, date: NaiveDate) -> Day {
    let holidays = kb.japan().holidays();
    Day {
        date,
        holiday: holidays.name(date).cloned(),
        after_holiday: date.pred_opt().is_some_and(|before| holidays.name(before).is_some()),
        provisional: holidays.is_provisional(date),
        beyond_table: !holidays.covers(date),
    }
}

/// Answers about channels at one moment. Expressions that several channels share are parsed once.
pub struct Evaluator<'a> {
    kb: &'a Kb,
    home: Zone,
    now: DateTime<Utc>,
    /// What clocks at home show.
    local: NaiveDateTime,
    /// The day at home.
    today: NaiveDate,
    parsed: RefCell<HashMap<&'a str, Option<Opening>>>,
}

impl<'a> Evaluator<'a> {
    /// Starts with a moment.
    pub fn new(kb: &'a Kb, at: DateTime<Utc>) -> Evaluator<'a> {
        let home = home_zone(kb);
        let local = home.local(at);
        Evaluator { kb, home, now: at, local, today: local.date(), parsed: RefCell::default() }
    }

    /// One channel: whether it can be used and until when; with `crowd` also how busy it is, and the next quiet windows.
    pub fn channel(&self, channel: &Channel, crowd: bool) -> ChannelHours {
        let nothing = ChannelHours {
            id: channel.id.clone(),
            name: channel.name.clone(),
            state: State::Unknown,
            until: None,
            opens_at: None,
            crowd: None,
            crowd_note: None,
            disputed: false,
            versions: Vec::new(),
            next_quiet: Vec::new(),
            advice: channel.summary.clone(),
            overdue: false,
        };
        let Some((hours, schedule)) = self.schedule(&channel.id, crowd) else {
            return nothing;
        };
        let is_quiet = |span: &&Span| {
            let level = span.crowd.and_then(|index| hours.crowd.get(index)).map(|c| c.level);
            span.state == State::Open && level == Some(CrowdLevel::Quiet)
        };
        let ahead = |days| schedule.timeline(self.home, self.now, self.days_on(days));
        let mut near = ahead(NEAR);
        // A window that the horizon cuts off counts only when looked at whole.
        let whole = |spans: &[Span]| spans.len().checked_sub(1).map_or(0, |last| spans[..last].iter().filter(is_quiet).count());
        if !schedule.crowd.is_empty() && whole(&near) < QUIET_WINDOWS && hours.crowd.iter().any(|c| c.level == CrowdLevel::Quiet) {
            // A day more, so that a window of the last day has its end.
            near = ahead(QUIET_DAYS + 1);
        }
        let first = near.first().copied().unwrap_or(Span { start: self.now, end: self.now, state: State::Unknown, crowd: None });
        let always = hours.version.iter().all(|v| v.open == hours.version[0].open && v.open.trim() == "24/7");
        let change = |until: fn(&Span, State) -> bool| {
            if always {
                return None;
            }
            let find = |spans: &[Span]| spans.iter().find(|s| until(s, first.state)).map(|s| s.start);
            find(&near).or_else(|| find(&ahead(FAR)))
        };
        let soon = self.days_on(QUIET_DAYS);
        let open = first.state == State::Open;
        let entry = first.crowd.filter(|_| open).and_then(|index| hours.crowd.get(index));
        ChannelHours {
            state: first.state,
            until: change(|span, now| span.state != now),
            opens_at: if open { None } else { change(|span, _| span.state == State::Open) },
            crowd: (open && !schedule.crowd.is_empty()).then(|| entry.map_or(CrowdLevel::Normal, |c| c.level)),
            crowd_note: entry.map(|c| c.note.clone()),
            disputed: hours.version.iter().any(|v| v.open != hours.version[0].open),
            versions: schedule.versions(hours, self.local),
            next_quiet: near
                .iter()
                .filter(|span| is_quiet(span) && span.start < soon)
                .take(QUIET_WINDOWS)
                .map(|span| Window { start: span.start, end: span.end })
                .collect(),
            advice: hours.advice.clone(),
            overdue: is_overdue(hours.checked, self.kb.about().review_days.other, self.today),
            ..nothing
        }
    }

    /// What is known of a channel's hours, ready to be evaluated; none without hours, or in years that cannot be evaluated.
    pub(super) fn schedule(&self, channel: &str, crowd: bool) -> Option<(&'a Hours, Schedule)> {
        let in_range = YEARS.contains(&chrono::Datelike::year(&self.today));
        let hours = self.kb.hours_of(channel).filter(|_| in_range)?;
        let schedule = Schedule {
            versions: hours.version.iter().filter_map(|v| self.parse(&v.open)).collect(),
            crowd: if crowd { hours.crowd.iter().filter_map(|c| self.parse(&c.when)).collect() } else { Vec::new() },
        };
        Some((hours, schedule))
    }

    /// The check of the KB has parsed every expression; one that does not parse says nothing.
    fn parse(&self, text: &'a str) -> Option<Opening> {
        let parse = || Opening::parse(text, holidays(self.kb.japan().holidays().calendar()));
        self.parsed.borrow_mut().entry(text).or_insert_with(parse).clone()
    }

    fn days_on(&self, days: i64) -> DateTime<Utc> {
        self.now.checked_add_signed(Duration::days(days)).unwrap_or(self.now)
    }
}

/// The moment from which clocks of a zone show a local time: the earlier one where they show it twice, that of their change where they skip it.
pub(super) fn to_utc(zone: Zone, local: NaiveDateTime) -> DateTime<Utc> {
    let guess = local.and_utc();
    let day = Duration::days(2);
    let skipping = || zone.change(guess.checked_sub_signed(day)?, guess.checked_add_signed(day)?);
    zone.to_utc(local).or_else(skipping).unwrap_or(guess)
}

/// A stretch of time in which nothing changes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Span {
    pub(super) start: DateTime<Utc>,
    pub(super) end: DateTime<Utc>,
    pub(super) state: State,
    /// Index of the crowd entry that counts.
    pub(super) crowd: Option<usize>,
}

/// A channel's expressions, ready to be evaluated in home time.
pub(super) struct Schedule {
    versions: Vec<Opening>,
    crowd: Vec<Opening>,
}

impl Schedule {
    /// What happens from one moment to another at home: stretches without gaps, each differing from the one before. Hours that clocks show
    /// twice happen twice, and what clocks skip does not happen.
    pub(super) fn timeline(&self, home: Zone, from: DateTime<Utc>, to: DateTime<Utc>) -> Vec<Span> {
        let mut spans = Vec::new();
        let mut start = from;
        while start < to {
            let end = home.change(start, to).unwrap_or(to);
            self.stretch(home.offset_at(start), start, end, &mut spans);
            start = end;
        }
        spans
    }

    /// The same while clocks run on.
    fn stretch(&self, ahead: FixedOffset, from: DateTime<Utc>, to: DateTime<Utc>, spans: &mut Vec<Span>) {
        let utc = |local: NaiveDateTime| (local - ahead).and_utc();
        let (from, to) = (from.naive_utc() + ahead, to.naive_utc() + ahead);
        let mut tracks: Vec<Track> = self.versions.iter().chain(&self.crowd).map(|opening| opening.track(from, to)).collect();
        let mut start = from;
        while start < to {
            let mut end = to;
            let mut kinds = Vec::with_capacity(tracks.len());
            for track in &mut tracks {
                let (kind, until) = track.at(start);
                kinds.push(kind);
                end = until.map_or(end, |until| end.min(until));
            }
            let (versions, crowd) = kinds.split_at(self.versions.len());
            let state = match versions {
                [first, rest @ ..] if rest.iter().all(|kind| kind == first) => State::of(*first),
                _ => State::Unknown,
            };
            let crowd = crowd.iter().position(|kind| *kind == RuleKind::Open);
            match spans.last_mut() {
                Some(last) if (last.state, last.crowd) == (state, crowd) => last.end = utc(end),
                _ => spans.push(Span { start: utc(start), end: utc(end), state, crowd }),
            }
            start = end;
        }
    }

    fn versions(&self, hours: &Hours, now: NaiveDateTime) -> Vec<Version> {
        hours
            .version
            .iter()
            .zip(&self.versions)
            .map(|(version, opening)| Version {
                text: version.text.clone(),
                sources: version.sources.clone(),
                state: State::of(opening.state(now)),
            })
            .collect()
    }
}
