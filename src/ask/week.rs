//! The coming days of one channel, hour by hour, and its next quiet windows for a calendar.

use chrono::{DateTime, Datelike, Duration, NaiveTime, Utc};

use super::NoAnswer;
use super::hours::{self, Day, Evaluator, Span, State, Window, to_utc};
use crate::kb::Kb;
use crate::kb::record::{CrowdLevel, Hours};
use crate::text::Text;

/// How many days can be asked for.
pub const DAYS: std::ops::RangeInclusive<usize> = 1..=31;

/// How far ahead quiet windows for a calendar are looked for, in days.
const AHEAD: i64 = 31;

/// One hour, as it is when it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hour {
    /// What clocks at home show, 0 to 23.
    pub hour: usize,
    /// Its begin: the first one where clocks at home show it twice, that of what is left where they skip a part.
    pub start: DateTime<Utc>,
    /// Whether the channel can be used.
    pub state: State,
    /// How busy; none when it is not open, or without data.
    pub crowd: Option<CrowdLevel>,
    /// Whether that changes before the hour ends.
    pub changes: bool,
}

/// One day.
#[derive(Debug, Clone, PartialEq)]
pub struct DayHours {
    /// What kind of day.
    pub day: Day,
    /// Its hours. One that clocks at home skip is not there; one that they show twice counts once, with all that happens in it.
    pub hours: Vec<Hour>,
}

/// The answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// What `hours` says of the channel now.
    pub hours: hours::Answer,
    /// The days, today first.
    pub days: Vec<DayHours>,
}

/// A quiet window.
#[derive(Debug, Clone, PartialEq)]
pub struct Quiet {
    /// When.
    pub window: Window,
    /// What that rests on.
    pub note: Text,
}

/// Id of the channel that is shown when none is named: the first one, in the order of `hours`, with data on how busy it is, else the first
/// with hours.
pub fn preferred(kb: &Kb) -> Option<&str> {
    let ids = || kb.channels().channel.iter().map(|c| c.id.as_str());
    let with = |fits: fn(&Hours) -> bool| ids().find(|id| kb.hours_of(id).is_some_and(fits));
    with(|hours| !hours.crowd.is_empty()).or_else(|| with(|_| true)).or_else(|| ids().next())
}

/// The coming days of a channel.
///
/// # Errors
/// When the KB has no channel of that id.
pub fn ask(kb: &Kb, channel: &str, at: DateTime<Utc>, days: usize) -> Result<Answer, NoAnswer> {
    let answer = hours::ask(kb, &[channel.to_owned()], at)?;
    let evaluator = Evaluator::new(kb, at);
    let schedule = evaluator.schedule(channel, true);
    // Times of later years cannot be written.
    let dates: Vec<_> = answer.day.date.iter_days().take(days).take_while(|date| date.year() < 10_000).collect();
    let home = answer.home;
    let from = answer.day.date.and_time(NaiveTime::MIN);
    let spans = match (&schedule, from.checked_add_signed(Duration::days(i64::try_from(days).unwrap_or(1)))) {
        (Some((_, schedule)), Some(to)) => schedule.timeline(home, to_utc(home, from), to_utc(home, to)),
        _ => Vec::new(),
    };
    let records = schedule.as_ref().map(|(hours, _)| *hours);
    let days = dates
        .into_iter()
        .map(|date| DayHours {
            day: hours::day(kb, date),
            hours: (0..24)
                .filter_map(|hour| {
                    let local = date.and_hms_opt(hour, 0, 0)?;
                    let (start, end) = (to_utc(home, local), to_utc(home, local + Duration::hours(1)));
                    (start < end).then(|| hour_of(&spans, records, hour as usize, start, end))
                })
                .collect(),
        })
        .collect();
    Ok(Answer { hours: answer, days })
}

fn hour_of(spans: &[Span], hours: Option<&Hours>, hour: usize, start: DateTime<Utc>, end: DateTime<Utc>) -> Hour {
    let mut within = spans.iter().filter(|s| s.start < end && s.end > start);
    let Some(first) = within.next() else {
        return Hour { hour, start, state: State::Unknown, crowd: None, changes: false };
    };
    let shown = |span: &Span| (span.state, crowd(span, hours));
    let (state, crowd) = shown(first);
    Hour { hour, start, state, crowd, changes: within.any(|span| shown(span) != (state, crowd)) }
}

/// How busy, as `hours` says it.
fn crowd(span: &Span, hours: Option<&Hours>) -> Option<CrowdLevel> {
    let entries = &hours.filter(|h| !h.crowd.is_empty() && span.state == State::Open)?.crowd;
    Some(span.crowd.and_then(|index| entries.get(index)).map_or(CrowdLevel::Normal, |c| c.level))
}

/// The next quiet windows of a channel, whole: one that has begun starts when it did, so that it stays the same whenever it is asked for.
pub fn quiet(kb: &Kb, channel: &str, at: DateTime<Utc>, most: usize) -> Vec<Quiet> {
    let home = hours::home_zone(kb);
    let evaluator = Evaluator::new(kb, at);
    let Some((hours, schedule)) = evaluator.schedule(channel, true) else {
        return Vec::new();
    };
    let (Some(from), Some(to)) = (at.checked_sub_signed(Duration::days(1)), at.checked_add_signed(Duration::days(AHEAD))) else {
        return Vec::new();
    };
    // What the ends of the stretch cut off is not whole.
    let spans = schedule.timeline(home, from, to);
    spans
        .iter()
        .filter(|span| span.start > from && span.end < to && span.end > at && crowd(span, Some(hours)) == Some(CrowdLevel::Quiet))
        .take(most)
        .filter_map(|span| {
            Some(Quiet { window: Window { start: span.start, end: span.end }, note: hours.crowd.get(span.crowd?)?.note.clone() })
        })
        .collect()
}
