//! The channels side by side: when each can be used, what it asks for, and what it is good for.

use chrono::{DateTime, Utc};

use super::hours::{self, ChannelHours};
use super::review::{Overdue, Review};
use super::{NoAnswer, route};
use crate::kb::Kb;
use crate::kb::record::{Channel, Issue};
use crate::text::{Text, Zone};

/// One channel.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// What it is.
    pub channel: Channel,
    /// Its hours at the moment, as the answer of `hours` has them.
    pub hours: ChannelHours,
    /// Issues that it is advised for first: id and name.
    pub first_for: Vec<(String, Text)>,
    /// Ids of the sources of all that.
    pub sources: Vec<String>,
}

/// The answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The moment.
    pub at: DateTime<Utc>,
    /// Home time zone.
    pub home: Zone,
    /// The channels asked for.
    pub channels: Vec<Row>,
    /// What is due for review.
    pub overdue: Option<Overdue>,
}

/// Compares the channels with these ids, or all of them.
///
/// # Errors
/// When the KB has no channel of that id.
pub fn ask(kb: &Kb, ids: &[String], at: DateTime<Utc>) -> Result<Answer, NoAnswer> {
    let hours = hours::ask(kb, ids, at)?;
    let mut review = Review::new(kb, hours::home_day(kb, at));
    let mut channels = Vec::new();
    for hours in hours.channels {
        let channel = hours::channel(kb, &hours.id)?.clone();
        let known = kb.hours_of(&channel.id);
        let issues: Vec<&Issue> = kb.issues().issue.iter().filter(|i| route::first_channel(kb, i) == Some(channel.id.as_str())).collect();
        review.uses(&channel.id, channel.checked);
        hours::uses_hours(kb, &mut review, &channel.id);
        issues.iter().for_each(|i| review.uses(&i.id, i.checked));
        let mut sources = channel.sources.clone();
        for id in known.iter().flat_map(|h| &h.sources) {
            if !sources.contains(id) {
                sources.push(id.clone());
            }
        }
        let first_for = issues.iter().map(|i| (i.id.clone(), i.name.clone())).collect();
        channels.push(Row { channel, hours, first_for, sources });
    }
    Ok(Answer { at, home: hours.home, channels, overdue: review.done() })
}
