//! What is due for review on a day, and what is next.

use chrono::{Days, NaiveDate};

use crate::ask::is_overdue;
use crate::kb::record::ReviewDays;
use crate::kb::{Entry, Kb};

/// An entry with the day of its last check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated {
    /// The entry.
    pub entry: Entry,
    /// Day last compared with its sources.
    pub checked: NaiveDate,
    /// The first day on which it is due.
    pub due: NaiveDate,
    /// For how many days it has been; 0 when it is not.
    pub days_overdue: i64,
}

/// The answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// As of which day.
    pub at: NaiveDate,
    /// The periods that hold.
    pub review_days: ReviewDays,
    /// How many entries have a date.
    pub entries: usize,
    /// What is due, oldest first.
    pub due: Vec<Dated>,
    /// What falls due next: all entries of the first day on which any does.
    pub next: Vec<Dated>,
}

/// What is due on a day.
pub fn ask(kb: &Kb, at: NaiveDate) -> Answer {
    let review_days = kb.about().review_days.clone();
    let dated = |entry: &Entry| {
        let checked = entry.checked?;
        let days = review_days.of(&entry.file);
        let overdue = is_overdue(checked, days, at);
        Some(Dated {
            entry: entry.clone(),
            checked: checked.0,
            due: checked.0.checked_add_days(Days::new(u64::from(days) + 1))?,
            days_overdue: if overdue { (at - checked.0).num_days() - i64::from(days) } else { 0 },
        })
    };
    let all: Vec<Dated> = kb.entries().iter().filter_map(dated).collect();
    let entries = all.len();
    let (mut due, later): (Vec<Dated>, Vec<Dated>) = all.into_iter().partition(|d| d.days_overdue > 0);
    due.sort_by_key(|d| d.checked);
    let first = later.iter().map(|d| d.due).min();
    Answer { at, review_days, entries, due, next: later.into_iter().filter(|d| Some(d.due) == first).collect() }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_due_the_day_after_its_period() {
        let kb = Kb::built_in();
        let days = |text: &str| text.parse::<NaiveDate>().unwrap();
        let fresh = ask(&kb, days("2026-11-25"));
        assert_eq!(fresh.due, []);
        let first = fresh.next[0].due;
        let eve = ask(&kb, first.pred_opt().unwrap());
        assert_eq!((eve.due.len(), eve.next.len()), (0, fresh.next.len()));
        let then = ask(&kb, first);
        assert_eq!(then.due.len(), fresh.next.len());
        assert!(then.due.iter().all(|d| d.days_overdue == 1));
        // In the end everything is due, the oldest first, and nothing comes after.
        let end = ask(&kb, days("2099-01-01"));
        assert_eq!((end.due.len(), end.next.len()), (end.entries, 0));
        assert!(end.due.is_sorted_by_key(|d| d.checked));
    }
}
