//! Days by hours in words: what the map shows, for a screen reader, and for whoever prefers to read it.

use chrono::Duration;

use super::map::{Shade, without_data};
use super::time::{Clocks, short_day};
use crate::ask::week::{DayHours, Hour};
use crate::text::Lang;

/// One line a day: `Tue 24 Nov: 0:00-9:00 closed, 9:00-12:00 busy, 12:00-24:00 closed`
pub fn lines(days: &[DayHours], clocks: &Clocks) -> Vec<String> {
    let without_data = without_data(days);
    days.iter().map(|day| line(day, clocks, without_data)).collect()
}

fn line(day: &DayHours, clocks: &Clocks, without_data: bool) -> String {
    let lang = clocks.lang;
    let holiday = match &day.day.holiday {
        Some(name) => lang.pick(format!("、{}", name.ja), format!(", {}", name.en)),
        None => String::new(),
    };
    let stretches: Vec<&[Hour]> = day.hours.chunk_by(|a, b| Shade::of(a) == Shade::of(b)).collect();
    let said = stretches.iter().enumerate().filter_map(|(n, stretch)| {
        let (first, last) = (stretch.first()?, stretch.last()?);
        let word = Shade::of(first).word(without_data, lang);
        if stretches.len() == 1 && clocks.zone.is_none() {
            return Some(lang.pick(format!("一日中{word}"), format!("all day {word}")));
        }
        // As clocks at home show it, a stretch ends where the next one begins, or with the day.
        let until = stretches.get(n + 1).and_then(|next| next.first()).map_or(24, |hour| hour.hour);
        let hours = clocks.hours((first.hour, first.start), (until, last.start + Duration::hours(1)));
        Some(format!("{hours} {word}"))
    });
    let said = said.collect::<Vec<_>>().join(lang.pick("、", ", "));
    format!("{}{holiday}: {said}", short_day(day.day.date, lang))
}

/// What else is to be known about the lines.
pub fn changes(days: &[DayHours], lang: Lang) -> Option<String> {
    let any = days.iter().flat_map(|d| &d.hours).any(|h| h.changes);
    any.then(|| {
        lang.pick(
            "1時間きざみの目安です。時間の途中で変わるところもあります。".to_owned(),
            "These are whole hours; in some of them it changes before they end.".to_owned(),
        )
    })
}
