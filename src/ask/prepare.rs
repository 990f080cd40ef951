//! What to have ready, what to say, what never to tell anyone, what to keep.

pub mod fills;
pub mod secrets;

use chrono::{DateTime, Utc};

use super::NoAnswer;
use super::hours::{self, ChannelHours, Evaluator};
use super::issues::{self, Chosen};
use super::message::signs::has_contact;
use super::review::{Overdue, Review};
use super::route::{self, Question};
use crate::kb::record::{Advice, Channel, Issue, Line, LineAt};
use crate::kb::{Kb, Table};
use crate::text::{Text, blanks};

/// One thing to have ready.
#[derive(Debug, Clone, PartialEq)]
pub struct Need {
    /// Id of the item.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// Where to find it.
    pub place: Text,
    /// Whether it is indispensable.
    pub must: bool,
}

/// One line to say or write.
#[derive(Debug, Clone, PartialEq)]
pub struct ScriptLine {
    /// The line with `{id}` for each blank.
    pub text: Text,
    /// The blanks in it: id and label.
    pub blanks: Vec<(String, Text)>,
    /// Only for readers of this language.
    pub reader: Option<String>,
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
    /// Id of the channel that it is for.
    pub channel: String,
    /// The channel's name.
    pub channel_name: Text,
    /// Whether one speaks on it.
    pub voice: bool,
    /// The channel's hours at the moment.
    pub hours: ChannelHours,
    /// How to get to the channel.
    pub steps: Vec<Text>,
    /// The official entrance.
    pub url: String,
    /// What to have ready, the indispensable first.
    pub checklist: Vec<Need>,
    /// What to say, in order.
    pub script: Vec<ScriptLine>,
    /// How to talk or write.
    pub tips: Vec<Text>,
    /// What never to tell anyone.
    pub never_tell: Vec<Text>,
    /// What to keep afterwards.
    pub keep: Vec<Text>,
    /// What to beware of with this issue.
    pub warnings: Vec<Text>,
    /// Ids of the sources.
    pub sources: Vec<String>,
    /// What is due for review.
    pub overdue: Option<Overdue>,
    /// What the user had filled in: ids of items and what stands in their blanks.
    pub values: Vec<(String, Text)>,
}

impl Answer {
    /// What was filled in for an item.
    pub fn value(&self, item: &str) -> Option<&Text> {
        self.values.iter().find(|(id, _)| id == item).map(|(_, value)| value)
    }

    /// Whether an item is a blank in a line to say.
    pub fn asked_for(&self, item: &str) -> bool {
        self.script.iter().flat_map(|line| &line.blanks).any(|(id, _)| id == item)
    }
}

/// Answers the question for a channel, or for the issue's first channel on which one talks or writes to somebody.
///
/// # Errors
/// When no issue, channel, audience or device of the KB is meant.
pub fn ask(kb: &Kb, question: &Question, channel: Option<&str>, at: DateTime<Utc>) -> Result<Answer, NoAnswer> {
    let Chosen { issue, others } = issues::choose(kb, question.issue.as_deref(), &question.text)?;
    let circumstances = route::circumstances(kb, question)?;
    let channel = match channel {
        Some(id) => hours::channel(kb, id)?,
        None => conversation(kb, issue, question)?,
    };
    let lists = kb.checklists();
    let about = kb.about();

    let extra = circumstances.iter().flat_map(|c| &c.must);
    let mut review = Review::new(kb, hours::home_day(kb, at));
    review.uses(&issue.id, issue.checked);
    review.uses(&channel.id, channel.checked);
    hours::uses_hours(kb, &mut review, &channel.id);
    circumstances.iter().for_each(|c| review.uses(&c.id, c.checked));
    if channel.url.is_none() {
        review.uses("entrance", about.entrance.checked);
    }
    let mut checklist: Vec<Need> = Vec::new();
    for (id, must) in issue.must.iter().chain(extra).map(|i| (i, true)).chain(issue.helpful.iter().map(|i| (i, false))) {
        if let Some(item) = kb.item(id).filter(|_| !checklist.iter().any(|n| n.id == *id)) {
            review.uses(&item.id, item.checked);
            checklist.push(Need { id: item.id.clone(), name: item.name.clone(), place: item.place.clone(), must });
        }
    }
    let here = |l: &&Line, at: LineAt| l.at == at && l.channels.contains(&channel.id);
    let line = |at: LineAt| lists.line.iter().filter(move |l| here(l, at)).map(|l| (&l.text, l.reader.as_ref()));
    lists.line.iter().filter(|l| here(l, LineAt::Opening) || here(l, LineAt::Closing)).for_each(|l| review.uses(&l.id, l.checked));
    let own = issue.script.iter().map(|text| (text, None));
    let script = line(LineAt::Opening).chain(own).chain(line(LineAt::Closing));
    let mut advice = |list: &Table<Advice>| -> Vec<Text> {
        let here = |a: &&Advice| a.channels.is_empty() || a.channels.contains(&channel.id);
        list.iter().filter(here).inspect(|a| review.uses(&a.id, a.checked)).map(|a| a.text.clone()).collect()
    };
    let (tips, never_tell, keep) = (advice(&lists.tip), advice(&lists.never_tell), advice(&lists.keep));
    let steps = issue.channel.iter().find(|c| c.id == channel.id && !c.steps.is_empty()).map_or(&channel.steps, |c| &c.steps);
    Ok(Answer {
        at,
        issue: issue.id.clone(),
        name: issue.name.clone(),
        others,
        contact: question.issue.is_none() && has_contact(kb, &question.text),
        channel: channel.id.clone(),
        channel_name: channel.name.clone(),
        voice: channel.voice,
        hours: Evaluator::new(kb, at).channel(channel, true),
        steps: steps.iter().map(|s| s.fill("topic", &issue.topic)).collect(),
        url: channel.url.clone().unwrap_or_else(|| about.entrance.url.clone()),
        checklist,
        script: script.map(|(text, reader)| script_line(kb, text, &issue.topic, reader)).collect(),
        tips,
        never_tell,
        keep,
        warnings: issue.warnings.clone(),
        sources: issue.sources.clone(),
        overdue: review.done(),
        values: Vec::new(),
    })
}

/// The first channel of the issue that has words to open with and that the circumstances leave in.
fn conversation<'a>(kb: &'a Kb, issue: &Issue, question: &Question) -> Result<&'a Channel, NoAnswer> {
    let circumstances = route::circumstances(kb, question)?;
    let excluded = |id: &str| circumstances.iter().flat_map(|c| &c.exclude).any(|e| e.channel == id);
    let lines = &kb.checklists().line;
    let talks = |id: &str| lines.iter().any(|l| l.at == LineAt::Opening && l.channels.iter().any(|c| c == id));
    let preferred = circumstances.iter().flat_map(|c| &c.prefer).map(|s| &s.channel);
    let own = issue.channel.iter().map(|c| &c.id);
    let ladder = kb.about().ladder.iter().map(|s| &s.channel);
    let mut all = preferred.chain(own).chain(ladder);
    let chosen = all.find(|id| talks(id) && !excluded(id)).or_else(|| issue.channel.first().map(|c| &c.id));
    hours::channel(kb, chosen.map_or("", String::as_str))
}

fn script_line(kb: &Kb, text: &Text, topic: &Text, reader: Option<&String>) -> ScriptLine {
    let text = text.fill("topic", topic);
    let blanks = blanks(&text.ja).filter_map(|id| kb.item(id).map(|item| (id.to_owned(), item.blank.clone()))).collect();
    ScriptLine { text, blanks, reader: reader.cloned() }
}
