//! Which of the facts that an answer rests on are due for review.

use chrono::{Days, NaiveDate};

use crate::kb::Kb;
use crate::kb::date::Date;
use crate::kb::record::ReviewDays;

/// Facts of an answer whose review is overdue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overdue {
    /// The day the first of them was due.
    pub since: NaiveDate,
    /// Ids of their entries, in the order of use.
    pub ids: Vec<String>,
}

impl Overdue {
    /// What several answers on one page have overdue together.
    pub fn all<'a>(parts: impl Iterator<Item = &'a Option<Overdue>>) -> Option<Overdue> {
        let mut all: Option<Overdue> = None;
        for part in parts.flatten() {
            part.ids.iter().for_each(|id| add(&mut all, id, part.since));
        }
        all
    }
}

fn add(found: &mut Option<Overdue>, id: &str, due: NaiveDate) {
    let overdue = found.get_or_insert_with(|| Overdue { since: due, ids: Vec::new() });
    overdue.since = overdue.since.min(due);
    if !overdue.ids.iter().any(|known| known == id) {
        overdue.ids.push(id.to_owned());
    }
}

/// Goes through the entries that an answer uses.
#[derive(Debug)]
pub struct Review {
    at: NaiveDate,
    days: ReviewDays,
    found: Option<Overdue>,
}

impl Review {
    /// As of a day at home.
    pub fn new(kb: &Kb, at: NaiveDate) -> Review {
        Review { at, days: kb.about().review_days.clone(), found: None }
    }

    /// The answer uses an entry that was last checked on this day.
    pub fn uses(&mut self, id: &str, checked: Date) {
        self.note(id, checked, self.days.other);
    }

    /// The same for an entry of the number register.
    pub fn uses_number(&mut self, id: &str, checked: Date) {
        self.note(id, checked, self.days.number);
    }

    /// An entry is due on the last day of its period, and overdue from the day after.
    fn note(&mut self, id: &str, checked: Date, days: u32) {
        if let Some(due) = checked.0.checked_add_days(Days::new(u64::from(days))).filter(|due| *due < self.at) {
            add(&mut self.found, id, due);
        }
    }

    /// What was overdue of all that.
    pub fn done(self) -> Option<Overdue> {
        self.found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn review(at: &str) -> Review {
        Review { at: day(at).0, days: ReviewDays { number: 10, other: 30 }, found: None }
    }

    #[test]
    fn an_entry_is_overdue_from_the_day_after_it_was_due() {
        for (at, overdue) in [("2026-01-31", false), ("2026-02-01", true)] {
            let mut review = review(at);
            review.uses("a", day("2026-01-01"));
            assert_eq!(review.done().is_some(), overdue, "{at}");
        }
    }

    #[test]
    fn the_first_day_counts_and_each_entry_once() {
        let mut review = review("2026-06-01");
        review.uses("late", day("2026-02-01"));
        review.uses_number("number", day("2026-01-10"));
        review.uses("fresh", day("2026-05-20"));
        review.uses("late", day("2026-03-01"));
        let overdue = review.done().unwrap();
        assert_eq!(overdue.since, day("2026-01-20").0);
        assert_eq!(overdue.ids, ["late", "number"]);
    }
}
