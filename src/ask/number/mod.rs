//! Whose number is this as far as evidence goes, should one dial it, and what does the call cost?
//!
//! # Order of precedence
//!
//! 1. What is not one phone number is `not-a-phone-number`.
//! 2. A matched rule of severity `danger` makes it `dangerous`, whatever the digits are.
//! 3. A matched rule of severity `caution` makes it `suspicious`.
//! 4. A number that called the user is `unknown` at best: caller ID can be forged.
//! 5. Otherwise the digits decide: `public-service`, `dangerous`, `official` or `disputed` by the register, else `unknown`.
//! 6. Additions of the user's own to the KB can only make it worse: the answer is the worse of those with and without them.
//!
//! Whatever decides, every matched rule is listed, the most severe first.

mod identity;
mod register;
pub mod rules;

use chrono::NaiveDate;

pub use identity::{Identity, identify, is_assigned};
pub use register::evidence;

use super::review::{Overdue, Review};
use super::{Reason, words};
use crate::kb::record::{Found, NumberCondition, NumberRule, NumberSays, NumberState, RegisteredNumber, Severity, Verdict};
use crate::kb::{Class, Kb, Service};
use crate::text::phone::{Dialled, NotNumber, Sign, Spelling};
use crate::text::{Text, phone};

/// Whether to dial a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dial {
    /// For what it is there for.
    Yes,
    /// Request a callback instead.
    PreferCallback,
    /// Do not.
    No,
}

impl Dial {
    /// The id that JSON uses.
    pub fn id(self) -> &'static str {
        match self {
            Dial::Yes => "yes",
            Dial::PreferCallback => "prefer-callback",
            Dial::No => "no",
        }
    }
}

/// What is asked about one number.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// The number as written.
    pub input: &'a str,
    /// Where it was found.
    pub found: Option<Found>,
    /// Whether it called the user.
    pub incoming: bool,
    /// As of which day.
    pub at: NaiveDate,
}

/// One source's word on the number.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// Id of the source.
    pub source: String,
    /// Its publisher.
    pub publisher: Text,
    /// What it says.
    pub says: NumberSays,
    /// Its date, empty when it shows none.
    pub date: Option<String>,
    /// In words.
    pub text: Text,
}

/// The answer about one number.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The number as written.
    pub input: String,
    /// What it comes to.
    pub verdict: Verdict,
    /// Whether to dial it.
    pub dial: Dial,
    /// What number it is; none when it is not one.
    pub identity: Option<Identity>,
    /// Its class, with what a call costs.
    pub class: Option<Class>,
    /// Name of the country where it is not the home country.
    pub country_name: Option<Text>,
    /// What the register or the list of public services calls it.
    pub name: Option<Text>,
    /// What a call costs, and whether the caller pays where that is certain.
    pub cost: Option<(Text, Option<bool>)>,
    /// Why it is not a phone number.
    pub not_number: Option<NotNumber>,
    /// Extension behind the number.
    pub extension: Option<String>,
    /// How it was written.
    pub signs: Vec<Sign>,
    /// Every reason, the most severe first.
    pub reasons: Vec<Reason>,
    /// Who says what of it.
    pub evidence: Vec<Evidence>,
    /// What to do now.
    pub next: Vec<Text>,
    /// What is due for review of the facts that the answer uses.
    pub overdue: Option<Overdue>,
}

/// What a question comes to, before it is put into words.
#[derive(Debug, Clone)]
pub struct Judgement<'a> {
    /// The verdict.
    pub verdict: Verdict,
    /// What the digits alone would come to.
    by_digits: Verdict,
    /// What number it is.
    pub identity: Identity,
    /// How it was written, and the extension behind it.
    pub spelling: Spelling,
    /// Its entry in the register.
    pub entry: Option<&'a RegisteredNumber>,
    /// The public service it belongs to.
    pub service: Option<&'a Service>,
    /// The rules that match, the most severe first.
    pub rules: Vec<&'a NumberRule>,
}

impl<'a> Judgement<'a> {
    /// The most severe rule that warns of the number whoever is said to have it: one that goes by the register, by the number itself or by how it is
    /// written. Rules that go by its kind or by where it was found tell what is no number of the organisation, which most numbers are not.
    pub fn whoever_has_it(&self) -> Option<&'a NumberRule> {
        let of_number = |c: &NumberCondition| {
            let own = c.register.is_some() || c.written.is_some() || c.number.is_some() || c.prefix.is_some() || c.pattern.is_some();
            own && c.found.is_none() && c.incoming.is_none()
        };
        self.rules.iter().copied().find(|rule| rule.severity > Severity::Note && of_number(&rule.when))
    }
}

/// Judges one number; everything in words follows from it.
///
/// # Errors
/// When the input is not one phone number.
pub fn judge<'a>(kb: &'a Kb, question: &Question<'_>) -> Result<Judgement<'a>, NotNumber> {
    let spelling = phone::read(question.input, |n| kb.japan().range(n).is_some())?;
    let identity = identify(kb, &spelling)?;
    Ok(weigh(kb, question, spelling, identity))
}

/// Judges a number that is one.
fn weigh<'a>(kb: &'a Kb, question: &Question<'_>, spelling: Spelling, identity: Identity) -> Judgement<'a> {
    let without = kb.base().map(|base| weigh(base, question, spelling.clone(), identity.clone()));
    // Public services are dialled inside the country.
    let home = !matches!(spelling.dialled, Dialled::Foreign(_));
    let service = if home { kb.japan().services().find_by(|number| identity::is_dialled(number, &identity.dialled)) } else { None };
    let entry = identity.e164.as_deref().and_then(|e164| kb.numbers().number.find(e164));
    let facts = facts(&identity, &spelling, service, entry, question);
    let mut rules: Vec<&NumberRule> = kb.number_rules().rule.iter().filter(|rule| rules::matches(rule, &facts)).collect();
    rules.sort_by_key(|r| std::cmp::Reverse(r.severity));

    let by_digits = if let Some(service) = service {
        let ended = service.ended.is_some_and(|day| day.0 <= question.at);
        if ended { Verdict::Unknown } else { Verdict::PublicService }
    } else {
        entry.map_or(Verdict::Unknown, |entry| register::verdict(kb, entry, question.at))
    };
    let verdict = match rules.first().map_or(Severity::Note, |r| r.severity) {
        Severity::Danger => Verdict::Dangerous,
        Severity::Caution => by_digits.max(Verdict::Suspicious),
        Severity::Note if question.incoming => by_digits.max(Verdict::Unknown),
        Severity::Note => by_digits,
    };
    let judgement = Judgement { verdict, by_digits, identity, spelling, entry, service, rules };
    without.filter(|w| w.verdict > verdict).unwrap_or(judgement)
}

fn facts<'a>(
    identity: &'a Identity,
    spelling: &'a Spelling,
    service: Option<&Service>,
    entry: Option<&RegisteredNumber>,
    question: &Question<'_>,
) -> rules::Facts<'a> {
    rules::Facts {
        e164: identity.e164.as_deref(),
        dialled: &identity.dialled,
        class: if service.is_some() { "public-service" } else { identity.class },
        country: identity.country.as_deref(),
        register: entry.map(|e| e.state),
        signs: &spelling.signs,
        found: question.found,
        incoming: question.incoming,
    }
}

/// The reason of a number of which nothing is known.
pub fn unknown_reason(kb: &Kb) -> Reason {
    base_reason(kb, Verdict::Unknown, None, None)
}

/// What one of the matching rules matched.
pub fn matched(judgement: &Judgement<'_>, rule: &NumberRule, question: &Question<'_>) -> String {
    let facts = facts(&judgement.identity, &judgement.spelling, judgement.service, judgement.entry, question);
    rules::reason(rule, &facts).matched
}

/// Answers one question in words.
pub fn ask(kb: &Kb, question: &Question<'_>) -> Answer {
    let judgement = match judge(kb, question) {
        Ok(judgement) => judgement,
        Err(why) => return not_a_number(kb, question, why),
    };
    let Judgement { verdict, by_digits, entry, service, .. } = judgement;
    let mut review = Review::new(kb, question.at);
    uses(&mut review, &judgement);
    uses_next(kb, &mut review, verdict, question.incoming);
    let facts = facts(&judgement.identity, &judgement.spelling, service, entry, question);
    let mut reasons: Vec<Reason> = judgement.rules.iter().map(|rule| rules::reason(rule, &facts)).collect();
    // Who reported a number of the user's own additions is said there, not in a rule of the KB.
    if let Some(own) = entry.filter(|e| kb.numbers().number.added().iter().any(|own| own.id == e.id)) {
        let sources: Vec<String> = own.evidence.iter().filter(|e| e.says == NumberSays::Scam).map(|e| e.source.clone()).collect();
        judgement.rules.iter().zip(&mut reasons).filter(|(rule, _)| tells_reported(rule)).for_each(|(_, r)| r.sources.clone_from(&sources));
    }
    // Where a rule has said already what a reported number is.
    let told = entry.is_some_and(|e| e.state == NumberState::Reported) && judgement.rules.iter().any(|rule| tells_reported(rule));
    if !told {
        reasons.push(base_reason(kb, by_digits, entry, service));
    }
    reasons.sort_by_key(|r| std::cmp::Reverse(r.severity));

    let identity = judgement.identity;
    let class = kb.japan().class(identity.class).cloned();
    class.iter().for_each(|c| review.uses(&c.id, c.checked));
    let cost = match service {
        Some(service) => service.cost.clone().map(|cost| (cost, service.caller_pays)),
        None => class.as_ref().map(|c| (c.cost.clone(), c.caller_pays)),
    };
    Answer {
        input: question.input.to_owned(),
        verdict,
        dial: dial(verdict),
        country_name: identity
            .country
            .as_deref()
            .filter(|c| *c != kb.about().region)
            .and_then(|region| kb.japan().country(region))
            .map(|c| c.name.clone()),
        name: service.map(|s| s.name.clone()).or_else(|| entry.map(|e| e.name.clone())),
        cost,
        not_number: None,
        extension: judgement.spelling.extension,
        signs: judgement.spelling.signs,
        reasons,
        evidence: entry.map_or_else(Vec::new, |e| register::evidence(kb, e)),
        next: next(kb, verdict, question.incoming),
        overdue: review.done(),
        class,
        identity: Some(identity),
    }
}

/// Notes what a judgement rests on.
pub fn uses(review: &mut Review, judgement: &Judgement<'_>) {
    judgement.rules.iter().for_each(|rule| review.uses(&rule.id, rule.checked));
    judgement.entry.iter().for_each(|entry| review.uses_number(&entry.id, entry.checked));
    judgement.service.iter().for_each(|service| review.uses(&service.id, service.checked));
}

/// Notes which steps follow a verdict.
fn uses_next(kb: &Kb, review: &mut Review, verdict: Verdict, incoming: bool) {
    let mut steps = kb.about().next.iter().filter(|n| n.applies(verdict, incoming)).peekable();
    if steps.peek().is_none() {
        review.uses("entrance", kb.about().entrance.checked);
    }
    steps.for_each(|n| review.uses(&n.id, n.checked));
}

/// Whether nothing is overdue of all that an answer on a number outside the register can rest on.
pub fn is_fresh(kb: &Kb, at: NaiveDate) -> bool {
    let mut review = Review::new(kb, at);
    kb.number_rules().rule.iter().for_each(|rule| review.uses(&rule.id, rule.checked));
    kb.japan().classes().iter().for_each(|class| review.uses(&class.id, class.checked));
    kb.about().next.iter().for_each(|next| review.uses(&next.id, next.checked));
    review.uses("entrance", kb.about().entrance.checked);
    review.done().is_none()
}

/// Whether a rule is about reported numbers.
fn tells_reported(rule: &NumberRule) -> bool {
    rule.when.register.as_ref().is_some_and(|states| states.iter().any(|s| s == NumberState::Reported.id()))
}

/// The verdict's advice on dialling.
pub fn dial(verdict: Verdict) -> Dial {
    match verdict {
        Verdict::Official | Verdict::PublicService => Dial::Yes,
        Verdict::Disputed => Dial::PreferCallback,
        Verdict::Unknown | Verdict::NotAPhoneNumber | Verdict::Suspicious | Verdict::Dangerous => Dial::No,
    }
}

fn not_a_number(kb: &Kb, question: &Question<'_>, why: NotNumber) -> Answer {
    let verdict = Verdict::NotAPhoneNumber;
    let mut review = Review::new(kb, question.at);
    uses_next(kb, &mut review, verdict, question.incoming);
    Answer {
        input: question.input.to_owned(),
        verdict,
        dial: dial(verdict),
        identity: None,
        class: None,
        country_name: None,
        name: None,
        cost: None,
        extension: None,
        signs: Vec::new(),
        reasons: vec![Reason {
            rule: why.id().to_owned(),
            severity: Severity::Note,
            text: words::not_number(&why),
            matched: why.id().to_owned(),
            sources: Vec::new(),
            advice: Vec::new(),
        }],
        evidence: Vec::new(),
        next: next(kb, verdict, question.incoming),
        overdue: review.done(),
        not_number: Some(why),
    }
}

/// What the digits alone tell.
fn base_reason(kb: &Kb, by_digits: Verdict, entry: Option<&RegisteredNumber>, service: Option<&Service>) -> Reason {
    let (rule, text, sources) = match (service, entry) {
        (Some(service), _) => ("public-service", service.purpose.clone(), service.sources.clone()),
        (None, Some(entry)) => (
            entry.id.as_str(),
            words::register_state(by_digits, entry.state, &kb.about().name),
            entry.evidence.iter().map(|e| e.source.clone()).collect(),
        ),
        (None, None) => ("not-in-register", words::not_in_register(&kb.about().name), Vec::new()),
    };
    let severity = if by_digits == Verdict::Dangerous { Severity::Danger } else { Severity::Note };
    Reason { rule: rule.to_owned(), severity, text, matched: "digits".to_owned(), sources, advice: Vec::new() }
}

/// What to do after a verdict.
pub fn next(kb: &Kb, verdict: Verdict, incoming: bool) -> Vec<Text> {
    let about = kb.about();
    let steps: Vec<Text> =
        about.next.iter().filter(|n| n.applies(verdict, incoming)).map(|n| n.text.fill("url", &Text::same(&*about.entrance.url))).collect();
    if steps.is_empty() { vec![about.entrance.text.clone()] } else { steps }
}
