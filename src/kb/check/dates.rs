//! Whether entries have been compared with their sources lately, as of a day.

use chrono::NaiveDate;

use super::Find;
use crate::ask::is_overdue;
use crate::kb::Kb;
use crate::kb::date::Date;
use crate::kb::folder::Reader;
use crate::kb::problem::Code;
use crate::text::Text;

/// Entries that are due for review, and days of a check that have not come yet.
pub fn check(kb: &Kb, reader: &Reader, day: NaiveDate, finds: &mut Vec<Find>) {
    let Some(about) = kb.topics.about.get() else {
        return;
    };
    for (file, tree) in reader.trees() {
        for list in tree.entries() {
            for record in std::iter::once(&list.node).chain(list.node.items()) {
                let Some((node, checked)) = record.get("checked").and_then(|n| Some((n, n.str()?.parse::<Date>().ok()?))) else {
                    continue;
                };
                let days = about.review_days.of(file);
                let (code, message, hint) = if checked.0 > day {
                    (
                        Code::FutureDate,
                        Text::new(
                            format!("{checked} は、調べる日（{day}）より後です"),
                            format!("{checked} is after the day of this check, {day}"),
                        ),
                        Text::new("出典と比べた日を書いてください。", "Write the day on which it was compared with its sources."),
                    )
                } else if is_overdue(checked, days, day) {
                    let late = (day - checked.0).num_days() - i64::from(days);
                    (
                        Code::Overdue,
                        Text::new(
                            format!("{checked} に確認。{days}日ごとの見直しから{late}日遅れています"),
                            format!("checked on {checked}; its review, every {days} days, is {late} days late"),
                        ),
                        Text::new(
                            "出典ともう一度比べて、checked をその日に直してください。",
                            "Compare it with its sources again and set `checked` to that day.",
                        ),
                    )
                } else {
                    continue;
                };
                finds.push(Find { code, file: file.clone(), span: node.span.clone(), message, hint });
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use crate::kb::record::ReviewDays;

    #[test]
    fn numbers_are_reviewed_more_often() {
        let days = ReviewDays { number: 90, other: 365 };
        assert_eq!((days.of("numbers.toml"), days.of("hours.toml")), (90, 365));
    }
}
