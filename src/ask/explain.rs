//! One rule, number, claim or source of the KB in full, with its evidence.

use super::{NoAnswer, nearest_first};
use crate::kb::Kb;
use crate::kb::record::{MessageExample, NumberExamples, Severity, Standing, UrlCondition, UrlExample};
use crate::text::Text;

/// What an id stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A warning rule.
    Rule,
    /// A number of the register.
    Number,
    /// A claim of the source article.
    Claim,
    /// A source.
    Source,
}

impl Kind {
    /// The id that JSON uses.
    pub fn id(self) -> &'static str {
        match self {
            Kind::Rule => "rule",
            Kind::Number => "number",
            Kind::Claim => "claim",
            Kind::Source => "source",
        }
    }
}

/// One source of an entry.
#[derive(Debug, Clone, PartialEq)]
pub struct Witness {
    /// Id of the source.
    pub source: String,
    /// Its publisher.
    pub publisher: Text,
    /// Its address as far as known.
    pub page: String,
    /// Its date.
    pub date: Option<String>,
    /// What it says, where that differs from the entry.
    pub says: Option<Text>,
}

/// The answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// What it is.
    pub kind: Kind,
    /// Its id.
    pub id: String,
    /// What it says.
    pub text: Text,
    /// How much a rule weighs.
    pub severity: Option<Severity>,
    /// When a rule matches, as its file says it.
    pub when: Vec<String>,
    /// Examples of a rule: whether it matches, and the number.
    pub examples: Vec<(bool, String)>,
    /// How a claim stands.
    pub standing: Option<Standing>,
    /// What to do, or what others say.
    pub notes: Vec<Text>,
    /// Who says so.
    pub evidence: Vec<Witness>,
    /// Claims used.
    pub claims: Vec<(String, Text, Standing)>,
    /// Day last checked.
    pub checked: Option<String>,
}

/// Explains the entry with this id; a number can be named by its E.164 form too.
///
/// # Errors
/// When nothing has the id.
pub fn ask(kb: &Kb, id: &str) -> Result<Answer, NoAnswer> {
    let found = rule(kb, id)
        .or_else(|| url_rule(kb, id))
        .or_else(|| message_rule(kb, id))
        .or_else(|| number(kb, id))
        .or_else(|| claim(kb, id))
        .or_else(|| source(kb, id));
    found.ok_or_else(|| {
        let rules = kb.number_rules().rule.iter().map(|r| (r.id.as_str(), &r.reason));
        let numbers = kb.numbers().number.iter().map(|n| (n.id.as_str(), &n.name));
        let sources = kb.sources().source.iter().map(|s| (s.id.as_str(), &s.publisher));
        let urls = kb.url_rules().rule.iter().map(|r| (r.id.as_str(), &r.reason));
        let messages = kb.message_rules().rule.iter().map(|r| (r.id.as_str(), &r.reason));
        let all = rules.chain(urls).chain(messages).chain(numbers).chain(sources);
        NoAnswer::UnknownId { kind: "entry", id: id.to_owned(), candidates: nearest_first(id, all) }
    })
}

fn rule(kb: &Kb, id: &str) -> Option<Answer> {
    let rule = kb.number_rules().rule.find(id)?;
    let mut when = conditions("", &rule.when);
    when.extend(rule.unless.iter().flat_map(|c| conditions("not ", c)));
    Some(Answer {
        severity: Some(rule.severity),
        when,
        examples: examples(&kb.rule_examples(rule)),
        notes: rule.advice.clone(),
        evidence: witnesses(kb, &rule.sources),
        claims: claims(kb, &rule.claims),
        checked: Some(rule.checked.to_string()),
        ..blank(Kind::Rule, id, rule.reason.clone())
    })
}

fn url_rule(kb: &Kb, id: &str) -> Option<Answer> {
    let rule = kb.url_rules().rule.find(id)?;
    let examples = kb.url_rule_examples(rule);
    let shown = |list: &[UrlExample], matches: bool| list.iter().map(|e| (matches, e.url.clone())).collect::<Vec<_>>();
    let mut when = url_conditions("", &rule.when);
    when.extend(rule.unless.iter().flat_map(|c| url_conditions("not ", c)));
    Some(Answer {
        severity: Some(rule.severity),
        when,
        examples: [shown(&examples.matching, true), shown(&examples.no_match, false)].concat(),
        notes: rule.advice.clone(),
        evidence: witnesses(kb, &rule.sources),
        claims: claims(kb, &rule.claims),
        checked: Some(rule.checked.to_string()),
        ..blank(Kind::Rule, id, rule.reason.clone())
    })
}

fn url_conditions(prefix: &str, c: &UrlCondition) -> Vec<String> {
    let list = |key: &str, values: &Option<Vec<String>>| values.as_ref().map(|v| format!("{prefix}{key} = {}", v.join(" | ")));
    let verdicts = c.verdict.as_ref().map(|all| all.iter().map(|v| v.id().to_owned()).collect());
    [
        list("verdict", &verdicts),
        list("written", &c.written),
        list("host", &c.host),
        list("suffix", &c.suffix),
        c.path.as_ref().map(|p| format!("{prefix}path = {}", p.as_str())),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn message_rule(kb: &Kb, id: &str) -> Option<Answer> {
    let rule = kb.message_rules().rule.find(id)?;
    let examples = kb.message_rule_examples(rule);
    let show = |e: &MessageExample| {
        let from = e.from.iter().map(|f| format!("{f}: "));
        from.chain(e.subject.iter().map(|s| format!("{s} / "))).collect::<String>() + &e.text
    };
    let shown = |list: &[MessageExample], matches: bool| list.iter().map(|e| (matches, show(e))).collect::<Vec<_>>();
    let mut when = Vec::new();
    if let Some(says) = &rule.says {
        when.push(format!("says = {}", says.ja.iter().chain(&says.en).map(String::as_str).collect::<Vec<_>>().join(" | ")));
    }
    if let Some(c) = &rule.when {
        let least = c.at_least.map_or_else(String::new, |n| format!(" (at least {n})"));
        let lists = [("all", &c.all, ""), ("any", &c.any, least.as_str()), ("none", &c.none, "")];
        when.extend(lists.iter().filter(|(_, l, _)| !l.is_empty()).map(|(key, l, more)| format!("{key}{more} = {}", l.join(" | "))));
    }
    Some(Answer {
        severity: Some(rule.severity),
        when,
        examples: [shown(&examples.matching, true), shown(&examples.no_match, false)].concat(),
        notes: rule.advice.clone(),
        evidence: witnesses(kb, &rule.sources),
        claims: claims(kb, &rule.claims),
        checked: Some(rule.checked.to_string()),
        ..blank(Kind::Rule, id, rule.reason.clone())
    })
}

fn number(kb: &Kb, id: &str) -> Option<Answer> {
    let numbers = &kb.numbers().number;
    let named = numbers.find(id).or_else(|| numbers.iter().find(|n| n.id == id))?;
    // What the user has added about the same number comes first, with what was known before.
    let entry = numbers.find(&named.e164).unwrap_or(named);
    let evidence = super::number::evidence(kb, entry).into_iter().map(|e| Witness {
        page: kb.source(&e.source).map(|s| s.page.clone()).unwrap_or_default(),
        source: e.source,
        publisher: e.publisher,
        date: e.date,
        says: Some(e.text),
    });
    Some(Answer {
        when: vec![format!("number = {}", entry.e164), format!("state = {}", entry.state.id())],
        evidence: evidence.collect(),
        claims: claims(kb, &entry.claims),
        checked: Some(entry.checked.to_string()),
        ..blank(Kind::Number, &entry.id, entry.name.clone())
    })
}

fn claim(kb: &Kb, id: &str) -> Option<Answer> {
    let claim = kb.claims().claim.find(id)?;
    Some(Answer {
        standing: Some(claim.standing),
        notes: claim.note.iter().chain(&claim.not_advice).cloned().collect(),
        evidence: witnesses(kb, &claim.sources),
        ..blank(Kind::Claim, id, claim.text.clone())
    })
}

fn source(kb: &Kb, id: &str) -> Option<Answer> {
    let source = kb.source(id)?;
    Some(Answer {
        when: vec![format!("kind = {}", source.kind.id())],
        notes: source.note.iter().cloned().collect(),
        evidence: witnesses(kb, std::slice::from_ref(&source.id)),
        checked: Some(source.checked.to_string()),
        ..blank(Kind::Source, id, source.publisher.clone())
    })
}

fn blank(kind: Kind, id: &str, text: Text) -> Answer {
    Answer {
        kind,
        id: id.to_owned(),
        text,
        severity: None,
        when: Vec::new(),
        examples: Vec::new(),
        standing: None,
        notes: Vec::new(),
        evidence: Vec::new(),
        claims: Vec::new(),
        checked: None,
    }
}

/// The keys that a condition sets, as `key = value or value`.
fn conditions(prefix: &str, c: &crate::kb::record::NumberCondition) -> Vec<String> {
    let list = |key: &str, values: &Option<Vec<String>>| values.as_ref().map(|v| format!("{prefix}{key} = {}", v.join(" | ")));
    let found: Option<Vec<String>> = c.found.as_ref().map(|all| all.iter().map(|f| f.id().to_owned()).collect());
    let mut all: Vec<Option<String>> = vec![
        list("number", &c.number),
        list("class", &c.class),
        list("country", &c.country),
        list("register", &c.register),
        list("written", &c.written),
        list("found", &found),
        list("prefix", &c.prefix),
    ];
    all.push(c.incoming.map(|i| format!("{prefix}incoming = {i}")));
    all.push(c.min_digits.map(|n| format!("{prefix}digits >= {n}")));
    all.push(c.max_digits.map(|n| format!("{prefix}digits <= {n}")));
    all.push(c.pattern.as_ref().map(|p| format!("{prefix}pattern = {}", p.as_str())));
    all.into_iter().flatten().collect()
}

fn examples(cases: &NumberExamples) -> Vec<(bool, String)> {
    let show = |e: &crate::kb::record::NumberExample| {
        let found = e.found.map_or_else(String::new, |f| format!(" --found {}", f.id()));
        format!("{}{found}{}", e.number, if e.incoming { " --incoming" } else { "" })
    };
    let matching = cases.matching.iter().map(|e| (true, show(e)));
    matching.chain(cases.no_match.iter().map(|e| (false, show(e)))).collect()
}

fn witnesses(kb: &Kb, ids: &[String]) -> Vec<Witness> {
    let one = |id: &String| {
        let source = kb.source(id)?;
        Some(Witness {
            source: id.clone(),
            publisher: source.publisher.clone(),
            page: source.page.clone(),
            date: source.date.map(|d| d.to_string()),
            says: None,
        })
    };
    ids.iter().filter_map(one).collect()
}

fn claims(kb: &Kb, ids: &[String]) -> Vec<(String, Text, Standing)> {
    ids.iter().filter_map(|id| kb.claims().claim.find(id)).map(|c| (c.id.clone(), c.text.clone(), c.standing)).collect()
}
