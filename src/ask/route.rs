//! Which official channel first, is it available now, what are the steps, and why this order?

use chrono::{DateTime, Utc};

use super::hours::{ChannelHours, Evaluator, State};
use super::issues::{self, Chosen};
use super::message::signs::has_contact;
use super::review::{Overdue, Review};
use super::{NoAnswer, hours, nearest_first, words};
use crate::kb::record::{Channel, Circumstance, Issue, Shift};
use crate::kb::{Kb, Table};
use crate::text::Text;

/// What is asked.
#[derive(Debug, Clone, Default)]
pub struct Question {
    /// Id of the issue, if given.
    pub issue: Option<String>,
    /// The problem in the user's words.
    pub text: String,
    /// Id of the audience.
    pub audience: Option<String>,
    /// Id of the device.
    pub device: Option<String>,
    /// Ids of situations.
    pub situations: Vec<&'static str>,
}

/// The situation of an issue that must not wait; the flag of the same name asks for it.
pub const URGENT: &str = "urgent";

/// One advised channel.
#[derive(Debug, Clone, PartialEq)]
pub struct Recommendation {
    /// Id of the channel.
    pub channel: String,
    /// Its name.
    pub name: Text,
    /// Place in the order, from 1.
    pub rank: usize,
    /// Its hours at the moment.
    pub hours: ChannelHours,
    /// How long an answer takes.
    pub reply_time: Text,
    /// Why it has this place.
    pub why: Vec<Text>,
    /// How to get there.
    pub steps: Vec<Text>,
    /// The official entrance to it.
    pub url: Option<String>,
    /// What is uncertain about it.
    pub caution: Option<Text>,
}

impl Recommendation {
    /// Whether it can be used now for sure.
    pub fn available_now(&self) -> bool {
        self.hours.state == State::Open
    }
}

/// The answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The moment.
    pub at: DateTime<Utc>,
    /// Id of the issue.
    pub issue: String,
    /// Its name.
    pub name: Text,
    /// Other issues that may have been meant.
    pub others: Vec<(String, Text)>,
    /// Whether a number or a link stands in what was asked, which is to be checked first.
    pub contact: bool,
    /// What to do first.
    pub first: Text,
    /// Channels, best first.
    pub recommendations: Vec<Recommendation>,
    /// Channels that are not advised here, and why.
    pub not_advised: Vec<(String, Text, Text)>,
    /// What follows from who one is and what is special.
    pub notes: Vec<(Text, Text)>,
    /// What to beware of with this issue.
    pub warnings: Vec<Text>,
    /// What always holds.
    pub reminders: Vec<Text>,
    /// FAQ topics: question and answer.
    pub faq: Vec<(String, Text)>,
    /// Ids of the sources.
    pub sources: Vec<String>,
    /// What is due for review.
    pub overdue: Option<Overdue>,
}

/// Answers the question as of a moment.
///
/// # Errors
/// When no issue, audience or device of the KB is meant.
pub fn ask(kb: &Kb, question: &Question, at: DateTime<Utc>) -> Result<Answer, NoAnswer> {
    let Chosen { issue, others } = issues::choose(kb, question.issue.as_deref(), &question.text)?;
    let circumstances = circumstances(kb, question)?;
    let must_not_wait = issue.urgent && !question.situations.contains(&URGENT);
    let excluded_by_issue = if must_not_wait { kb.audiences().situation.find(URGENT) } else { None };

    let mut excluded: Vec<&Shift> = Vec::new();
    for shift in excluded_by_issue.into_iter().chain(circumstances.iter().copied()).flat_map(|c| &c.exclude) {
        if !excluded.iter().any(|e| e.channel == shift.channel) {
            excluded.push(shift);
        }
    }
    let mut places = places(kb, issue, &circumstances);
    places.retain(|p| !excluded.iter().any(|e| e.channel == p.channel.id));

    let evaluator = Evaluator::new(kb, at);
    let mut ranked: Vec<(Place<'_>, ChannelHours)> = places
        .into_iter()
        .map(|place| {
            let hours = evaluator.channel(place.channel, false);
            (place, hours)
        })
        .collect();
    // A channel that is closed comes after those that are not; one about whose hours sources differ only when waiting makes it worse.
    let in_haste = issue.urgent || question.situations.contains(&URGENT);
    let shut = |state: State| state == State::Closed || (in_haste && state == State::Unknown);
    ranked.sort_by_key(|(place, hours)| (place.avoided, shut(hours.state), place.preferred, place.order));

    let mut review = Review::new(kb, hours::home_day(kb, at));
    review.uses(&issue.id, issue.checked);
    if issue.channel.is_empty() {
        kb.about().ladder.iter().for_each(|step| review.uses(&step.channel, step.checked));
    }
    circumstances.iter().copied().chain(excluded_by_issue).for_each(|c| review.uses(&c.id, c.checked));
    for (place, _) in &ranked {
        review.uses(&place.channel.id, place.channel.checked);
        hours::uses_hours(kb, &mut review, &place.channel.id);
    }
    kb.about().reminder.iter().for_each(|r| review.uses(&r.id, r.checked));

    let recommendations = ranked.into_iter().enumerate().map(|(n, (place, hours))| recommendation(n + 1, issue, place, hours)).collect();
    let about = kb.about();
    let named = |id: &str| kb.channel(id).map_or_else(|| Text::same(id), |c| c.name.clone());
    Ok(Answer {
        at,
        issue: issue.id.clone(),
        name: issue.name.clone(),
        others,
        contact: question.issue.is_none() && has_contact(kb, &question.text),
        first: issue.first.clone(),
        recommendations,
        not_advised: excluded.iter().map(|e| (e.channel.clone(), named(&e.channel), e.why.clone())).collect(),
        notes: circumstances.iter().map(|c| (c.name.clone(), c.note.clone())).collect(),
        warnings: issue.warnings.clone(),
        reminders: about.reminder.iter().map(|r| r.text.clone()).collect(),
        faq: issue.faq.iter().filter_map(|id| kb.faq().topic.find(id)).map(|t| (t.id.clone(), t.question.clone())).collect(),
        sources: issue.sources.clone(),
        overdue: review.done(),
    })
}

/// Id of the channel that an issue names first, or the KB's ladder where it names none.
pub fn first_channel<'a>(kb: &'a Kb, issue: &'a Issue) -> Option<&'a str> {
    let own = issue.channel.first().map(|c| c.id.as_str());
    own.or_else(|| kb.about().ladder.get(0).map(|step| step.channel.as_str()))
}

/// A channel on its way into the order.
struct Place<'a> {
    channel: &'a Channel,
    /// Place that the issue gives it.
    order: usize,
    /// Place among the preferred; those that are not come after.
    preferred: usize,
    avoided: bool,
    why: Vec<Text>,
    steps: &'a [Text],
}

/// The issue's channels, or the KB's ladder, with what the circumstances make of them.
fn places<'a>(kb: &'a Kb, issue: &'a Issue, circumstances: &[&'a Circumstance]) -> Vec<Place<'a>> {
    let place = |id: &str, why: Option<&Text>, steps: &'a [Text], order: usize| {
        Some(Place {
            channel: kb.channel(id)?,
            order,
            preferred: usize::MAX,
            avoided: false,
            why: why.into_iter().cloned().collect(),
            steps,
        })
    };
    let mut places: Vec<Place<'a>> = if issue.channel.is_empty() {
        let ladder = kb.about().ladder.iter().enumerate();
        ladder.filter_map(|(n, step)| place(&step.channel, Some(&step.why), &[], n)).collect()
    } else {
        let own = issue.channel.iter().enumerate();
        own.filter_map(|(n, c)| place(&c.id, Some(&c.why), &c.steps, n)).collect()
    };
    let mut preferred = 0;
    for circumstance in circumstances {
        for shift in &circumstance.prefer {
            if !places.iter().any(|p| p.channel.id == shift.channel) {
                places.extend(place(&shift.channel, None, &[], places.len()));
            }
            if let Some(place) = places.iter_mut().find(|p| p.channel.id == shift.channel) {
                place.preferred = place.preferred.min(preferred);
                place.why.push(shift.why.clone());
            }
            preferred += 1;
        }
        for shift in &circumstance.avoid {
            if let Some(place) = places.iter_mut().find(|p| p.channel.id == shift.channel) {
                place.avoided = true;
                place.why.push(shift.why.clone());
            }
        }
    }
    places
}

/// Whether an issue has a channel left under a circumstance, or under none.
pub fn leaves_a_channel(kb: &Kb, issue: &Issue, circumstance: Option<&Circumstance>) -> bool {
    let urgent = if issue.urgent { kb.audiences().situation.find(URGENT) } else { None };
    let all: Vec<&Circumstance> = circumstance.into_iter().collect();
    let excluded = |id: &str| urgent.into_iter().chain(all.iter().copied()).flat_map(|c| &c.exclude).any(|e| e.channel == id);
    places(kb, issue, &all).iter().any(|place| !excluded(&place.channel.id))
}

fn recommendation(rank: usize, issue: &Issue, place: Place<'_>, hours: ChannelHours) -> Recommendation {
    let steps = if place.steps.is_empty() { &place.channel.steps } else { place.steps };
    let mut why = place.why;
    why.extend(words::availability(&hours));
    Recommendation {
        channel: place.channel.id.clone(),
        name: place.channel.name.clone(),
        rank,
        hours,
        reply_time: place.channel.reply_time.clone(),
        why,
        steps: steps.iter().map(|s| s.fill("topic", &issue.topic)).collect(),
        url: place.channel.url.clone(),
        caution: place.channel.caution.clone(),
    }
}

/// The entries of `audiences.toml` that the question names, in the order in which they count.
pub fn circumstances<'a>(kb: &'a Kb, question: &Question) -> Result<Vec<&'a Circumstance>, NoAnswer> {
    let file = kb.audiences();
    let find = |kind: &'static str, all: &'a Table<Circumstance>, id: &str| {
        all.find(id).ok_or_else(|| NoAnswer::UnknownId {
            kind,
            id: id.to_owned(),
            candidates: nearest_first(id, all.iter().map(|c| (c.id.as_str(), &c.name))),
        })
    };
    let mut found = Vec::new();
    for id in &question.situations {
        found.push(find("situation", &file.situation, id)?);
    }
    if let Some(id) = &question.audience {
        found.push(find("audience", &file.audience, id)?);
    }
    if let Some(id) = &question.device {
        found.push(find("device", &file.device, id)?);
    }
    Ok(found)
}
