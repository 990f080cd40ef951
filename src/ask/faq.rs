//! What can be settled without a person, and where?

use chrono::NaiveDate;

use super::NoAnswer;
use super::overlap::{self, Parts};
use super::review::{Overdue, Review};
use crate::kb::Kb;
use crate::kb::record::{FaqTopic, Issue};

/// From which share of the question on a topic is said to fit.
const FITS: f64 = 0.34;

/// A topic is shown beside the best when it fits at least this much as well.
const NEARLY: f64 = 0.75;

/// How many topics are shown at most when there are words.
const SHOWN: usize = 3;

/// The answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The words asked for; none for the list of all topics.
    pub words: Option<String>,
    /// The topics, best first; all in the order of the file when there are no words.
    pub topics: Vec<FaqTopic>,
    /// What is due for review.
    pub overdue: Option<Overdue>,
}

/// Answers with the topics that fit the words, those with these ids, or all.
///
/// # Errors
/// When no topic fits.
pub fn ask(kb: &Kb, words: &[String], at: NaiveDate) -> Result<Answer, NoAnswer> {
    let text = words.join(" ");
    let all = &kb.faq().topic;
    let by_id: Option<Vec<&FaqTopic>> = words.iter().map(|word| all.find(word)).collect();
    let topics = match by_id.filter(|topics| !topics.is_empty()) {
        Some(topics) => topics,
        None if text.trim().is_empty() => all.iter().collect(),
        None => fitting(kb, &text)?,
    };
    let mut review = Review::new(kb, at);
    topics.iter().for_each(|t| review.uses(&t.id, t.checked));
    Ok(Answer { words: (!text.trim().is_empty()).then_some(text), topics: topics.into_iter().cloned().collect(), overdue: review.done() })
}

/// The topics that fit, best first.
fn fitting<'a>(kb: &'a Kb, text: &str) -> Result<Vec<&'a FaqTopic>, NoAnswer> {
    let topics: Vec<&FaqTopic> = kb.faq().topic.iter().collect();
    let parts: Vec<Parts<'_>> = topics.iter().map(|topic| parts(kb, topic)).collect();
    let scores = overlap::scores(text, &parts);
    let mut ranked: Vec<(f64, &FaqTopic)> = scores.into_iter().zip(topics).collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    let best = ranked.first().map_or(0.0, |(score, _)| *score);
    if best < FITS {
        let candidates = ranked.into_iter().map(|(_, t)| (t.id.clone(), t.question.clone())).collect();
        return Err(NoAnswer::NoTopicFits { text: text.to_owned(), candidates });
    }
    Ok(ranked.into_iter().filter(|(score, _)| *score >= NEARLY * best).take(SHOWN).map(|(_, topic)| topic).collect())
}

/// The words of a topic: its question and id, then how people say the issue it is first for, then what it says.
fn parts<'a>(kb: &'a Kb, topic: &'a FaqTopic) -> Parts<'a> {
    let mut says: Vec<&str> = vec![&topic.place.ja, &topic.place.en];
    if let Some(issue) = topic.issues.first().and_then(|id| kb.issue(id)) {
        let Issue { name, says: phrases, .. } = issue;
        says.extend([name.ja.as_str(), name.en.as_str()]);
        says.extend(phrases.ja.iter().chain(&phrases.en).map(String::as_str));
    }
    vec![(1.0, vec![&topic.question.ja, &topic.question.en, &topic.id]), (0.7, says), (0.6, vec![&topic.answer.ja, &topic.answer.en])]
}
