//! A judgement in words.

use std::collections::HashSet;
use std::ops::Range;

use chrono::NaiveDate;

use super::excerpt::{Stretch, excerpt};
use super::{Checker, Host, Judgement, Match, Question};
use crate::ask::Reason;
use crate::ask::review::{Overdue, Review};
use crate::kb::Kb;
use crate::kb::record::{Found, MessageNext, MessageRule, MessageVerdict, Severity, Verdict};
use crate::text::Text;
use crate::text::mail::{Attachment, Mail, Sender, Trouble};

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
    /// Files that came with it.
    pub attachments: Vec<Attachment>,
    /// Whether it shows pictures from elsewhere and hardly any words.
    pub pictures: bool,
    /// What could not be read of it.
    pub troubles: Vec<Trouble>,
    /// What to do now.
    pub next: Vec<Text>,
    /// What to do when it has happened already.
    pub after: Vec<After>,
    /// What is due for review of the facts that the answer uses.
    pub overdue: Option<Overdue>,
}

/// Something that may have happened already: its id, what it is, and what to do then.
pub type After = (String, Text, Vec<Text>);

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

    /// What to do when it has happened already, after a verdict.
    pub fn after(&self, verdict: MessageVerdict) -> Vec<After> {
        after(self.kb, verdict)
    }

    /// Everything that may be to do now, for [`Self::next`] to choose from.
    pub fn all_next(&self) -> Vec<Text> {
        let url = entrance(self.kb);
        self.kb.message_rules().next.iter().map(|n| n.text.fill("url", &url)).collect()
    }

    /// The places of what is to do now.
    pub fn next(&self, judgement: &Judgement<'_>) -> impl Iterator<Item = usize> {
        self.kb.message_rules().next.iter().enumerate().filter(|(_, n)| fits(n, judgement)).map(|(at, _)| at)
    }

    fn in_words(&self, question: &Question<'_>, judgement: &Judgement<'_>) -> Answer {
        Answer {
            kind: question.kind,
            verdict: judgement.verdict,
            from: question.mail.from.clone(),
            subject: question.mail.subject.clone(),
            reasons: reasons(judgement, question.mail),
            phrases: phrases(judgement)
                .map(|(rule, text)| Phrase { rule: rule.id.clone(), severity: rule.severity, text: text.to_owned() })
                .collect(),
            excerpt: Vec::new(),
            numbers: judgement.found.numbers.iter().map(|found| number(found, judgement.verdict)).collect(),
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
            attachments: question.mail.attachments.clone(),
            pictures: question.mail.pictures,
            troubles: question.mail.troubles.clone(),
            next: Vec::new(),
            after: Vec::new(),
            overdue: overdue(self.kb, judgement, question.at),
        }
    }
}

/// The words that each rule matched, each once.
pub fn phrases<'j>(judgement: &'j Judgement<'_>) -> impl Iterator<Item = (&'j MessageRule, &'j str)> {
    judgement.matches.iter().flat_map(|m| {
        let words = |n: usize| m.places.get(n).map(|place| &judgement.words[place.clone()]);
        (0..m.places.len())
            .filter_map(move |n| words(n).filter(|w| !(0..n).any(|before| words(before) == Some(w))))
            .map(|text| (m.rule, text))
    })
}

/// What a rule matched: its first words, and what its condition rests on.
pub fn matched(judgement: &Judgement<'_>, found: &Match<'_>) -> String {
    let words = found.places.iter().take(3).map(|p: &Range<usize>| &judgement.words[p.clone()]);
    words.chain(found.because.iter().copied()).collect::<Vec<_>>().join(" + ")
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
pub fn overdue(kb: &Kb, judgement: &Judgement<'_>, at: NaiveDate) -> Option<Overdue> {
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

fn reasons(judgement: &Judgement<'_>, mail: &Mail) -> Vec<Reason> {
    let mut reasons: Vec<Reason> = judgement
        .matches
        .iter()
        .filter(|m| m.rule.severity > Severity::Note)
        .map(|m| Reason {
            rule: m.rule.id.clone(),
            severity: m.rule.severity,
            text: m.rule.reason.clone(),
            matched: matched(judgement, m),
            sources: m.rule.sources.clone(),
            advice: m.rule.advice.clone(),
        })
        .collect();
    reasons.extend(beyond_rules(judgement, mail));
    reasons.sort_by_key(|r| std::cmp::Reverse(r.severity));
    reasons
}

/// Reasons that no rule for messages gives: what could not be read, and a number, link or sender that is worse than all that the rules say.
pub fn beyond_rules(judgement: &Judgement<'_>, mail: &Mail) -> Vec<Reason> {
    let unread = mail.troubles.iter().filter(|trouble| trouble.hides_words()).map(|trouble| Reason {
        rule: "unread-text".to_owned(),
        severity: Severity::Caution,
        text: trouble.text(),
        matched: trouble.id().to_owned(),
        sources: Vec::new(),
        advice: Vec::new(),
    });
    let mut reasons: Vec<Reason> = unread.collect();
    let by_rules = judgement.matches.iter().map(|m| m.rule.severity).max().unwrap_or(Severity::Note);
    let worst = reasons.iter().map(|r| r.severity).max().unwrap_or(Severity::Note).max(by_rules);
    if judgement.found.worst() > worst {
        reasons.extend(by_itself(judgement));
    }
    reasons
}

/// Why a number, link or sender is bad by itself, where no rule for messages says so.
fn by_itself(judgement: &Judgement<'_>) -> Vec<Reason> {
    let found = &judgement.found;
    let numbers = found.numbers.iter().filter_map(|n| {
        let rule = n.judgement.whoever_has_it()?;
        Some(Reason {
            rule: rule.id.clone(),
            severity: rule.severity,
            text: rule.reason.clone(),
            matched: n.text.clone(),
            sources: rule.sources.clone(),
            advice: rule.advice.clone(),
        })
    });
    let hosts = found.links.iter().map(|l| &l.host).chain(&found.senders);
    let mut all: Vec<Reason> = numbers.chain(hosts.filter(|host| host.is_lookalike()).filter_map(Host::why_lookalike)).collect();
    all.sort_by(|a, b| a.rule.cmp(&b.rule));
    all.dedup_by(|a, b| a.rule == b.rule);
    all
}

/// A number that came in a message is judged as one that poses as the organisation's where the message does; in another it is one among many, and
/// nothing ties it to the organisation.
pub fn number_verdict(found: &super::NumberFound<'_>, message: MessageVerdict) -> Verdict {
    let most = match message {
        MessageVerdict::Dangerous => Verdict::Dangerous,
        MessageVerdict::Suspicious => Verdict::Suspicious,
        MessageVerdict::NoWarningFound => Verdict::Unknown,
    };
    found.judgement.verdict.min(most)
}

fn number(found: &super::NumberFound<'_>, message: MessageVerdict) -> Number {
    let j = &found.judgement;
    Number {
        text: found.text.clone(),
        verdict: number_verdict(found, message),
        e164: j.identity.e164.clone(),
        name: j.service.map(|s| s.name.clone()).or_else(|| j.entry.map(|e| e.name.clone())),
    }
}

/// Whether an advice is for what a message comes to.
fn fits(next: &MessageNext, judgement: &Judgement<'_>) -> bool {
    let matches = |id: &String| judgement.matches.iter().any(|m| m.rule.id == *id);
    next.verdicts.contains(&judgement.verdict) && next.when.as_ref().is_none_or(|ids| ids.iter().any(matches))
}

/// The official entrance, which advice names.
fn entrance(kb: &Kb) -> Text {
    Text::same(&*kb.about().entrance.url)
}

fn next(kb: &Kb, judgement: &Judgement<'_>) -> Vec<Text> {
    let url = entrance(kb);
    kb.message_rules().next.iter().filter(|n| fits(n, judgement)).map(|n| n.text.fill("url", &url)).collect()
}

fn after(kb: &Kb, verdict: MessageVerdict) -> Vec<After> {
    if verdict == MessageVerdict::NoWarningFound {
        return Vec::new();
    }
    kb.message_rules().after.iter().map(|a| (a.id.clone(), a.name.clone(), a.steps.clone())).collect()
}
