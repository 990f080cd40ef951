//! An opening_hours expression as its specification means it (wiki.openstreetmap.org/wiki/Key:opening_hours/specification), where the library reads it
//! otherwise: a comment without a state says `unknown`, and what stands behind `||` counts at every moment at which nothing before it is open or unknown,
//! not only on days that have no such moment.

use std::sync::Arc;

use chrono::NaiveDateTime;
use opening_hours::{Context, ContextHolidays, DateTimeRange, OpeningHours, RuleKind};

/// An expression, ready to be evaluated.
#[derive(Debug, Clone)]
pub struct Opening {
    /// The expression without what falls back, then each fallback in its turn: the first that is not closed counts.
    turns: Vec<OpeningHours>,
}

impl Opening {
    /// Reads an expression; none where it is not one.
    pub fn parse(text: &str, holidays: ContextHolidays) -> Option<Opening> {
        let context = Context::default().with_holidays(holidays);
        let parse = |turn: String| Some(turn.parse::<OpeningHours>().ok()?.with_context(context.clone()));
        Some(Opening { turns: turns(&with_states(text)).into_iter().map(parse).collect::<Option<_>>()? })
    }

    /// What it says at a moment.
    pub fn state(&self, at: NaiveDateTime) -> RuleKind {
        first(self.turns.iter().map(|turn| turn.state(at).0))
    }

    /// What it says from one moment to another.
    pub fn track(&self, from: NaiveDateTime, to: NaiveDateTime) -> Track {
        let ranges = |turn: &OpeningHours| -> Ranges { Box::new(turn.iter_range(from, to)) };
        Track { turns: self.turns.iter().map(|turn| ranges(turn).peekable()).collect() }
    }
}

type Ranges = Box<dyn Iterator<Item = DateTimeRange>>;

/// What an expression says, gone through in the order of time.
pub struct Track {
    turns: Vec<std::iter::Peekable<Ranges>>,
}

impl Track {
    /// What it says at a moment, not before the last one asked about, and until when at most.
    pub fn at(&mut self, moment: NaiveDateTime) -> (RuleKind, Option<NaiveDateTime>) {
        let mut until: Option<NaiveDateTime> = None;
        let kinds = self.turns.iter_mut().map(|ranges| {
            while ranges.next_if(|range| range.range.end <= moment).is_some() {}
            let Some(range) = ranges.peek() else {
                return RuleKind::Closed;
            };
            until = Some(until.map_or(range.range.end, |until| until.min(range.range.end)));
            range.kind
        });
        // All of them, so that the end is that of the first change.
        let kinds: Vec<RuleKind> = kinds.collect();
        (first(kinds.into_iter()), until)
    }
}

fn first(mut kinds: impl Iterator<Item = RuleKind>) -> RuleKind {
    kinds.find(|kind| *kind != RuleKind::Closed).unwrap_or(RuleKind::Closed)
}

/// Words that say in which state a rule is.
const STATES: [&str; 4] = ["open", "closed", "off", "unknown"];

/// The expression with `unknown` in front of each comment that no state goes before. A comment with a colon behind it names a season, not a state.
fn with_states(text: &str) -> String {
    if !text.contains('"') {
        return text.to_owned();
    }
    let mut made = String::with_capacity(text.len() + 16);
    for (n, piece) in text.split('"').enumerate() {
        if n % 2 == 0 {
            made.push_str(piece);
            continue;
        }
        let behind = text.split('"').nth(n + 1).unwrap_or_default();
        let before = made.trim_end().rsplit([' ', ';', '|', ',']).next().unwrap_or_default().to_ascii_lowercase();
        if !behind.trim_start().starts_with(':') && !STATES.contains(&before.as_str()) {
            made.push_str(if made.is_empty() || made.ends_with([' ', ';', '|']) { "unknown " } else { " unknown " });
        }
        made.extend(["\"", piece, "\""]);
    }
    made
}

/// The expression without its fallbacks, and then each of them. A rule further down that overrides the expression overrides its fallbacks too.
fn turns(text: &str) -> Vec<String> {
    if !text.contains("||") {
        return vec![text.to_owned()];
    }
    let mut turns: Vec<Vec<String>> = vec![Vec::new()];
    let mut falls_back = false;
    let mut quoted = false;
    let mut rule = String::new();
    let mut add = |rule: &mut String, falls_back: bool| {
        let rule = std::mem::take(rule).trim().to_owned();
        match (rule.is_empty(), falls_back) {
            (true, _) => {}
            (false, true) => turns.push(vec![rule]),
            (false, false) => turns.iter_mut().for_each(|turn| turn.push(rule.clone())),
        }
    };
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        quoted ^= c == '"';
        if !quoted && c == ';' {
            add(&mut rule, falls_back);
            falls_back = false;
        } else if !quoted && c == '|' && chars.next_if_eq(&'|').is_some() {
            add(&mut rule, falls_back);
            falls_back = true;
        } else {
            rule.push(c);
        }
    }
    add(&mut rule, falls_back);
    turns.into_iter().map(|turn| turn.join("; ")).collect()
}

/// The holidays of a calendar, for expressions that name them.
pub fn holidays(public: Arc<compact_calendar::CompactCalendar>) -> ContextHolidays {
    ContextHolidays::new(public, Arc::default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    /// Moments of the week from Monday 23 November 2026, which is a holiday here, and what the specification makes of an expression there.
    #[test]
    fn expressions_say_what_their_specification_says() {
        use RuleKind::{Closed, Open, Unknown};
        let holiday = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        let mut calendar = compact_calendar::CompactCalendar::default();
        calendar.insert(holiday);
        let calendar = Arc::new(calendar);
        for (text, moments) in [
            ("Sa 10:00-12:00 \"call us\"", &[("28 11", Unknown), ("28 13", Closed), ("27 11", Closed)][..]),
            ("Sa 10:00-12:00 open \"call us\"", &[("28 11", Open), ("28 13", Closed)]),
            ("Sa 10:00-12:00 off \"call us\"", &[("28 11", Closed)]),
            ("Sa 10:00-12:00 unknown \"call us\"", &[("28 11", Unknown)]),
            ("Sa 10:00-12:00 Unknown \"open\"", &[("28 11", Unknown)]),
            ("Sa 10:00-12:00\"call us\"", &[("28 11", Unknown)]),
            ("Fr 10:00-12:00; Sa 10:00-12:00 \"a; b || c\"", &[("27 11", Open), ("28 11", Unknown), ("28 13", Closed)]),
            ("Mo-Fr 08:00-12:00 || \"on appointment\"", &[("27 11", Open), ("27 13", Unknown), ("28 11", Unknown)]),
            ("Mo-Fr 08:00-12:00 || unknown", &[("27 11", Open), ("27 13", Unknown), ("29 11", Unknown)]),
            ("Mo-Fr 08:00-12:00 || Sa 10:00-14:00", &[("27 11", Open), ("27 13", Closed), ("28 13", Open)]),
            ("Mo-Fr 08:00-12:00 || Fr 10:00-14:00 unknown", &[("27 11", Open), ("27 13", Unknown), ("26 13", Closed)]),
            ("Mo-Fr 08:00-12:00 unknown || Mo-Fr 08:00-20:00", &[("27 11", Unknown), ("27 13", Open)]),
            ("Mo-Fr 08:00-12:00 || Fr 12:00-14:00 || unknown", &[("27 11", Open), ("27 13", Open), ("27 15", Unknown)]),
            // What overrides the whole overrides its fallback.
            ("Mo-Fr 08:00-12:00 || unknown; PH off", &[("27 13", Unknown), ("23 11", Closed), ("23 13", Closed)]),
            ("Mo-Fr 08:00-12:00; PH off", &[("23 11", Closed), ("24 11", Open)]),
            ("24/7", &[("23 11", Open)]),
        ] {
            let opening = Opening::parse(text, holidays(Arc::clone(&calendar))).unwrap_or_else(|| panic!("{text}"));
            for (moment, kind) in moments {
                let (day, hour) = moment.split_once(' ').unwrap();
                let at =
                    NaiveDate::from_ymd_opt(2026, 11, day.parse().unwrap()).unwrap().and_hms_opt(hour.parse().unwrap(), 30, 0).unwrap();
                assert_eq!(opening.state(at), *kind, "{text}: {moment}");
                let mut track = opening.track(at, at + chrono::Duration::days(2));
                assert_eq!(track.at(at).0, *kind, "{text}: {moment}");
            }
        }
    }

    #[test]
    fn a_fallback_begins_where_the_rest_ends() {
        let opening = Opening::parse("Mo-Fr 08:00-12:00 || \"on appointment\"", ContextHolidays::default()).unwrap();
        let day = NaiveDate::from_ymd_opt(2026, 11, 27).unwrap();
        let (from, noon) = (day.and_hms_opt(9, 0, 0).unwrap(), day.and_hms_opt(12, 0, 0).unwrap());
        let mut track = opening.track(from, from + chrono::Duration::days(1));
        assert_eq!(track.at(from), (RuleKind::Open, Some(noon)));
        assert_eq!(track.at(noon).0, RuleKind::Unknown);
    }

    #[test]
    fn comments_and_fallbacks_are_told_from_what_they_look_like() {
        for (text, stated) in [
            ("Mo 10:00-12:00 \"a\", Tu 10:00-12:00 open \"b\"", "Mo 10:00-12:00 unknown \"a\", Tu 10:00-12:00 open \"b\""),
            ("\"summer\": Mo 10:00-12:00", "\"summer\": Mo 10:00-12:00"),
            ("\"by appointment\"", "unknown \"by appointment\""),
            ("Mo \"an open end", "Mo unknown \"an open end\""),
        ] {
            assert_eq!(with_states(text), stated);
        }
        assert_eq!(turns("Mo \"a || b\""), ["Mo \"a || b\""]);
        assert_eq!(turns("A || B; C || D"), ["A; C", "B; C", "D"]);
    }
}
