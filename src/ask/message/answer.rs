//! A judgement in words.

use std::collections::HashSet;
use std::ops::Range;

use chrono::NaiveDate;

use super::excerpt::{Stretch, excerpt};
use super::{Checker, Judgement, Question};
use crate::ask::Reason;
use crate::ask::review::{Overdue, Review};
use crate::kb::Kb;
use crate::kb::record::{Found, MessageNext, MessageVerdict, Severity, Verdict};
use crate::text::Text;
use crate::text::mail::{Sender, Trouble};

/// The answer about one message.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// How it came.
    pub kind: Found,
    /// What it comes to.
    pub verdict: MessageVerdict,
    /// Who it says it is from.
    pub from: Option<Sender>,
    /// Its subject.
    pub subject: String,
    /// Every rule of severity `caution` or `danger` that matches, the most severe first.
    pub reasons: Vec<Reason>,
    /// The message's own words that rules matched, those of building blocks too.
    pub phrases: Vec<Phrase>,
    /// Lines of the message with the words marked that the reasons rest on.
    pub excerpt: Vec<Vec<Stretch>>,
    /// Its phone numbers.
    pub numbers: Vec<Number>,
    /// Its links and web addresses.
    pub links: Vec<Link>,
    /// Mail addresses in its text.
    pub mails: Vec<String>,
    /// Ids of the signs found.
    pub signs: Vec<String>,
    /// What could not be read of it.
    pub troubles: Vec<Trouble>,
    /// What to do now.
    pub next: Vec<Text>,
    /// What to do when it has happened already: what, and the steps.
    pub after: Vec<(String, Text, Vec<Text>)>,
    /// What is due for review of the facts that the answer uses.
    pub overdue: Option<Overdue>,
}

/// Words that a rule matched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// Id of the rule.
    pub rule: String,
    /// How much it weighs.
    pub severity: Severity,
    /// The words.
    pub text: String,
}

/// A phone number of the message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// As it stands there.
    pub text: String,
    /// What it comes to, as a number that came in a message.
    pub verdict: Verdict,
    /// E.164 form.
    pub e164: Option<String>,
    /// Whose it is, as far as the register or the list of public services knows.
    pub name: Option<Text>,
}

/// A link of the message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The address.
    pub text: String,
    /// What the reader sees instead.
    pub shown: Option<String>,
    /// Id of the verdict that `check-url` gives.
    pub verdict: &'static str,
    /// The host.
    pub host: Option<String>,
    /// Its registrable domain.
    pub registrable_domain: Option<String>,
}

impl Checker<'_> {
    /// Answers one question in words.
    pub fn ask(&self, question: &Question<'_>) -> Answer {
        let judgement = self.judge(question);
        let relevant = relevant(&judgement);
        let places = judgement.matches.iter().filter(|m| relevant.contains(m.rule.id.as_str())).flat_map(|m| m.places.iter().cloned());
        let signs = judgement.found.signs.iter().filter(|(id, _)| relevant.contains(id)).filter_map(|(_, place)| place.clone());
        Answer {
            excerpt: excerpt(&judgement.words, places.chain(signs).collect()),
            next: next(self.kb, &judgement),
            after: after(self.kb, judgement.verdict),
            ..self.in_words(question, &judgement)
        }
    }

    /// The same for one of many: without the excerpt, and without what to do, which is the same for every message of a verdict.
    pub fn ask_in_row(&self, question: &Question<'_>) -> Answer {
        self.in_words(question, &self.judge(question))
    }

    fn in_words(&self, question: &Question<'_>, judgement: &Judgement<'_>) -> Answer {
        let phrases = judgement.matches.iter().flat_map(|m| {
            let words: HashSet<&str> = HashSet::new();
            m.places
                .iter()
                .scan(words, |seen, place| Some(Some(&judgement.words[place.clone()]).filter(|w| seen.insert(w))))
                .flatten()
                .map(|text| Phrase { rule: m.rule.id.clone(), severity: m.rule.severity, text: text.to_owned() })
        });
        Answer {
            kind: question.kind,
            verdict: judgement.verdict,
            from: question.mail.from.clone(),
            subject: question.mail.subject.clone(),
            reasons: reasons(judgement),
            phrases: phrases.collect(),
            excerpt: Vec::new(),
            numbers: judgement.found.numbers.iter().map(number).collect(),
            links: judgement
                .found
                .links
                .iter()
                .map(|l| Link {
                    text: l.text.clone(),
                    shown: l.shown.clone(),
                    verdict: l.host.verdict(),
                    host: l.host.host().map(str::to_owned),
                    registrable_domain: l.host.registrable().map(str::to_owned),
                })
                .collect(),
            mails: judgement.found.mails.clone(),
            signs: judgement.found.signs.iter().map(|(id, _)| (*id).to_owned()).collect(),
            troubles: question.mail.troubles.clone(),
            next: Vec::new(),
            after: Vec::new(),
            overdue: overdue(self.kb, judgement, question.at),
        }
    }
}

/// The ids that the verdict rests on: rules that warn, and what their conditions name, down to the last.
fn relevant<'a>(judgement: &Judgement<'a>) -> HashSet<&'a str> {
    let mut ids: HashSet<&str> = HashSet::new();
    // A rule names only rules further up: one way back through the file reaches all.
    for m in judgement.matches.iter().rev() {
        if m.rule.severity > Severity::Note || ids.contains(m.rule.id.as_str()) {
            ids.insert(&m.rule.id);
            ids.extend(&m.because);
        }
    }
    ids
}

/// What is due for review of the rules that the verdict rests on, of what numbers and links are, and of the advice.
fn overdue(kb: &Kb, judgement: &Judgement<'_>, at: NaiveDate) -> Option<Overdue> {
    let mut review = Review::new(kb, at);
    let relevant = relevant(judgement);
    let rules = judgement.matches.iter().map(|m| m.rule).filter(|rule| relevant.contains(rule.id.as_str()));
    rules.for_each(|rule| review.uses(&rule.id, rule.checked));
    judgement.found.numbers.iter().for_each(|n| crate::ask::number::uses(&mut review, &n.judgement));
    judgement.found.links.iter().for_each(|l| l.host.uses(kb, &mut review));
    let file = kb.message_rules();
    file.next.iter().filter(|n| fits(n, judgement)).for_each(|n| review.uses(&n.id, n.checked));
    if judgement.verdict != MessageVerdict::NoWarningFound {
        file.after.iter().for_each(|a| review.uses(&a.id, a.checked));
    }
    review.done()
}

fn reasons(judgement: &Judgement<'_>) -> Vec<Reason> {
    let mut reasons: Vec<Reason> = judgement
        .matches
        .iter()
        .filter(|m| m.rule.severity > Severity::Note)
        .map(|m| {
            let words = m.places.iter().take(3).map(|p: &Range<usize>| judgement.words[p.clone()].to_owned());
            Reason {
                rule: m.rule.id.clone(),
                severity: m.rule.severity,
                text: m.rule.reason.clone(),
                matched: words.chain(m.because.iter().map(|b| (*b).to_owned())).collect::<Vec<_>>().join(" + "),
                sources: m.rule.sources.clone(),
                advice: m.rule.advice.clone(),
            }
        })
        .collect();
    reasons.sort_by_key(|r| std::cmp::Reverse(r.severity));
    reasons
}

fn number(found: &super::NumberFound<'_>) -> Number {
    let j = &found.judgement;
    Number {
        text: found.text.clone(),
        verdict: j.verdict,
        e164: j.identity.e164.clone(),
        name: j.service.map(|s| s.name.clone()).or_else(|| j.entry.map(|e| e.name.clone())),
    }
}

/// Whether an advice is for what a message comes to.
fn fits(next: &MessageNext, judgement: &Judgement<'_>) -> bool {
    let matches = |id: &String| judgement.matches.iter().any(|m| m.rule.id == *id);
    next.verdicts.contains(&judgement.verdict) && next.when.as_ref().is_none_or(|ids| ids.iter().any(matches))
}

fn next(kb: &Kb, judgement: &Judgement<'_>) -> Vec<Text> {
    let url = Text::same(&*kb.about().entrance.url);
    kb.message_rules().next.iter().filter(|n| fits(n, judgement)).map(|n| n.text.fill("url", &url)).collect()
}

fn after(kb: &Kb, verdict: MessageVerdict) -> Vec<(String, Text, Vec<Text>)> {
    if verdict == MessageVerdict::NoWarningFound {
        return Vec::new();
    }
    kb.message_rules().after.iter().map(|a| (a.id.clone(), a.name.clone(), a.steps.clone())).collect()
}
