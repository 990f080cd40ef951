//! What the register of numbers makes of one of its entries.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::Evidence;
use crate::kb::Kb;
use crate::kb::record::{NumberSays, NumberState, RegisteredNumber, Verdict};

/// How many independent sources must agree before a number is `official`.
const LEAST_SOURCES: usize = 2;

/// The verdict for an entry by its evidence as of a day.
///
/// `official` needs the state `in-use`, two independent sources that say so, none that says otherwise, and a newest date that is not
/// older than the KB's review period for numbers. A reported number is `dangerous`, whatever rules the KB has. Everything else is `disputed`.
pub fn verdict(kb: &Kb, entry: &RegisteredNumber, at: NaiveDate) -> Verdict {
    match entry.state {
        NumberState::InUse if is_proven(kb, entry, at) => Verdict::Official,
        NumberState::Reported => Verdict::Dangerous,
        _ => Verdict::Disputed,
    }
}

fn is_proven(kb: &Kb, entry: &RegisteredNumber, at: NaiveDate) -> bool {
    let mut publishers = BTreeSet::new();
    let mut newest = NaiveDate::MIN;
    for evidence in &entry.evidence {
        if evidence.says != NumberSays::InUse {
            return false;
        }
        let Some(source) = kb.source(&evidence.source) else {
            continue;
        };
        publishers.insert(source.publisher_group());
        if let Some(date) = evidence.date.or(source.date) {
            newest = newest.max(date.latest());
        }
    }
    let fresh = (at - newest).num_days() <= i64::from(kb.about().review_days.number);
    publishers.len() >= LEAST_SOURCES && fresh
}

/// The entry's evidence, newest first, undated last.
pub fn evidence(kb: &Kb, entry: &RegisteredNumber) -> Vec<Evidence> {
    let mut rows: Vec<(Option<NaiveDate>, Evidence)> = entry
        .evidence
        .iter()
        .map(|evidence| {
            let source = kb.source(&evidence.source);
            let date = evidence.date.or(source.and_then(|s| s.date));
            let row = Evidence {
                source: evidence.source.clone(),
                publisher: source.map_or_else(|| crate::text::Text::same(&*evidence.source), |s| s.publisher.clone()),
                says: evidence.says,
                date: date.map(|d| d.to_string()),
                text: evidence.text.clone(),
            };
            (date.map(|d| d.latest()), row)
        })
        .collect();
    rows.sort_by_key(|(date, _)| std::cmp::Reverse(*date));
    rows.into_iter().map(|(_, row)| row).collect()
}
