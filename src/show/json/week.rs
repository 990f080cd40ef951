//! `hours --week` as JSON: the document of `hours` with `days`.

use serde_json::{Value, json};

use crate::ask::hours::crowd_id;
use crate::ask::week::{Answer, DayHours};

/// Times carry the offset of the home zone, dates and weekdays are those at home.
pub fn document(answer: &Answer) -> Value {
    let home = answer.hours.home;
    let day = |d: &DayHours| {
        let hours = d.hours.iter().map(|h| {
            json!({ "start": super::time(h.start, home), "state": h.state.id(), "crowd": crowd_id(h.crowd), "changes_within": h.changes })
        });
        json!({
            "date": d.day.date.to_string(),
            "weekday": d.day.date.format("%a").to_string().to_lowercase(),
            "holiday": d.day.holiday,
            "hours": hours.collect::<Vec<_>>(),
        })
    };
    let mut document = super::hours(&answer.hours);
    document["days"] = answer.days.iter().map(day).collect();
    document
}
