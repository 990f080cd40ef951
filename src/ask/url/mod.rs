//! Whose is this web address: an official domain, a place where anybody can publish, a look-alike, or something else?
//!
//! # Order of precedence
//!
//! 1. What has no host is `not-a-url`.
//! 2. A host that is, or is under, a registered domain is what that domain is for: `official`, or hosted (anybody can publish there; a short link).
//!    Other schemes than the web's are never official.
//! 3. Another host that imitates the organisation's name, or that a rule of severity `danger` matches, is a `lookalike`.
//! 4. Everything else is `not-official`, which does not say that it is bad.
//! 5. A page that sends on to another address is no better than that one, whoever runs the page.
//! 6. Additions of the user's own to the KB can only make it worse: the answer is the worse of those with and without them.
//!
//! Whatever decides, every matched rule is listed, the most severe first.

mod imitation;
pub mod rules;

use chrono::NaiveDate;

pub use imitation::{Imitation, imitated_word};

use super::Reason;
use super::review::{Overdue, Review};
use super::words;
use crate::kb::record::{Domain, Elsewhere, Purpose, Severity, UrlNext, UrlRule, UrlVerdict};
use crate::kb::{Kb, suffixes};
use crate::text::Text;
use crate::text::web::{self, Address, NotUrl, Sign};

/// So many redirects are followed from one to the next. Whoever needs more hides where they lead: such a page is not official.
const REDIRECTS: usize = 3;

/// What an address comes to, before it is put into words.
#[derive(Debug, Clone)]
pub struct Judgement<'a> {
    /// The verdict.
    pub verdict: UrlVerdict,
    /// What the host alone comes to.
    pub by_host: UrlVerdict,
    /// The address, or why it is none.
    pub address: Result<Address, NotUrl>,
    /// The registered domain that it is, or is under.
    pub domain: Option<&'a Domain>,
    /// The entry for domains of the organisation that customers here do not meet.
    pub elsewhere: Option<&'a Elsewhere>,
    /// What its host imitates.
    pub imitation: Option<Imitation>,
    /// Signs of the address and of its host, by id.
    pub signs: Vec<&'static str>,
    /// The rules that match, the most severe first.
    pub rules: Vec<&'a UrlRule>,
    /// Where it sends on to.
    pub target: Option<Box<(String, Judgement<'a>)>>,
}

impl Judgement<'_> {
    /// The host that a browser opens.
    pub fn host(&self) -> Option<&str> {
        self.address.as_ref().ok().map(|a| a.host.as_str())
    }

    /// The entry of the organisation's shop of another country that it is, where the address sends on to no other place.
    pub fn other_shop(&self) -> Option<&Elsewhere> {
        self.elsewhere.filter(|e| e.shop && self.verdict == UrlVerdict::NotOfficial && self.target.is_none())
    }

    /// The part of it that somebody registered.
    pub fn registrable(&self) -> Option<&str> {
        self.address.as_ref().ok().and_then(registrable)
    }
}

/// Judges one address; everything in words follows from it.
pub fn judge<'a>(kb: &'a Kb, input: &str) -> Judgement<'a> {
    let judgement = judge_with(kb, input, REDIRECTS);
    let without = kb.base().map(|base| judge(base, input));
    without.filter(|w| w.verdict > judgement.verdict).unwrap_or(judgement)
}

fn judge_with<'a>(kb: &'a Kb, input: &str, redirects: usize) -> Judgement<'a> {
    let address = match web::read(input) {
        Ok(address) => address,
        Err(why) => {
            // A host that no browser accepts can still be made to look like another.
            let imitation = match &why {
                NotUrl::BadHost(host) => {
                    let name = host.split(':').next().unwrap_or_default();
                    domain_of(kb, name).is_none().then(|| imitation::imitation(kb, name, 1)).flatten()
                }
                _ => None,
            };
            let verdict = if imitation.is_some() { UrlVerdict::Lookalike } else { UrlVerdict::NotAUrl };
            let nothing = Vec::new();
            return Judgement {
                verdict,
                by_host: verdict,
                address: Err(why),
                domain: None,
                elsewhere: None,
                imitation,
                signs: Vec::new(),
                rules: nothing,
                target: None,
            };
        }
    };
    let mut signs: Vec<&'static str> = address.signs.iter().map(|s| s.id()).collect();
    let web = !address.signs.contains(&Sign::OtherScheme);
    let domain = domain_of(kb, &address.host);
    let elsewhere = if domain.is_none() { elsewhere_of(kb, &address.host) } else { None };
    let (mut by_host, mut imitated) = (UrlVerdict::NotOfficial, None);
    if let Some(domain) = domain.filter(|_| web) {
        by_host = match domain.purpose {
            Purpose::Hosting | Purpose::ShortLink => UrlVerdict::Hosted,
            Purpose::Shop | Purpose::Mail | Purpose::Corporate | Purpose::Content => UrlVerdict::Official,
        };
    } else {
        let tail = official_tail(kb, &address);
        if tail {
            signs.push(OFFICIAL_TAIL);
        }
        if domain.is_none() && elsewhere.is_none() {
            let suffix = suffixes::split(&address.host).suffix.split('.').count();
            imitated = imitation::imitation(kb, &address.shown, suffix);
        }
        if official_in(kb, &address.user) {
            signs.push(OFFICIAL_USER);
        }
        if official_in(kb, &address.path) {
            signs.push(OFFICIAL_PATH);
        }
        if imitated.is_some() {
            by_host = UrlVerdict::Lookalike;
        }
    }
    let facts = rules::Facts { address: &address, verdict: by_host, signs: &signs };
    let mut rules: Vec<&UrlRule> = kb.url_rules().rule.iter().filter(|rule| rules::matches(rule, &facts)).collect();
    rules.sort_by_key(|r| std::cmp::Reverse(r.severity));
    let danger = rules.first().is_some_and(|r| r.severity == Severity::Danger);
    let mut verdict = if danger && by_host == UrlVerdict::NotOfficial { UrlVerdict::Lookalike } else { by_host };
    let mut target: Option<Box<(String, Judgement<'a>)>> = None;
    for to in rules::redirects(kb, &address) {
        if redirects == 0 {
            verdict = verdict.max(UrlVerdict::NotOfficial);
            break;
        }
        let found = judge_with(kb, &to, redirects - 1);
        // What the target is not, or cannot be read as, the page that leads to it is not either.
        let at_its_end = if found.verdict == UrlVerdict::NotAUrl { UrlVerdict::NotOfficial } else { found.verdict };
        verdict = verdict.max(at_its_end);
        if target.as_ref().is_none_or(|was| was.1.verdict < found.verdict) {
            target = Some(Box::new((to, found)));
        }
    }
    Judgement { verdict, by_host, address: Ok(address), domain, elsewhere, imitation: imitated, signs, rules, target }
}

/// The part of an address's host that somebody registered.
fn registrable(address: &Address) -> Option<&str> {
    if address.signs.contains(&Sign::IpAddress) { None } else { suffixes::split(&address.host).registrable }
}

/// Sign: the tail of an official domain stands in the host where it means nothing.
pub const OFFICIAL_TAIL: &str = "official-tail";
/// Sign: an official domain stands before an `@`.
pub const OFFICIAL_USER: &str = "official-user";
/// Sign: an official domain stands in the path of another host.
pub const OFFICIAL_PATH: &str = "official-path";

/// Reason: it is the organisation's own shop of another country.
pub const OTHER_SHOP: &str = "shop-of-another-country";

/// Whether a rule can name this sign.
pub fn is_sign(id: &str) -> bool {
    [OFFICIAL_TAIL, OFFICIAL_USER, OFFICIAL_PATH].contains(&id) || Sign::ALL.iter().any(|s| s.id() == id)
}

/// The registered domain that a host is, or is under; the longest.
pub fn domain_of<'a>(kb: &'a Kb, host: &str) -> Option<&'a Domain> {
    let domains = &kb.domains().domain;
    let mut rest = Some(host);
    while let Some(name) = rest {
        if let Some(domain) = domains.find(name) {
            return Some(domain);
        }
        rest = name.split_once('.').map(|(_, parent)| parent);
    }
    None
}

/// The entry of domains elsewhere that a host belongs to.
fn elsewhere_of<'a>(kb: &'a Kb, host: &str) -> Option<&'a Elsewhere> {
    kb.domains().elsewhere.iter().find(|e| e.names.iter().any(|name| rules::is_under(host, name)))
}

/// Whether a text contains a shop domain of the organisation, not as part of a longer name in front.
fn official_in(kb: &Kb, text: &str) -> bool {
    let text = text.to_lowercase();
    !text.is_empty()
        && kb.domains().domain.iter().filter(|d| d.purpose == Purpose::Shop).any(|d| {
            text.match_indices(d.name.as_str()).any(|(at, _)| !text[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '-'))
        })
}

/// Whether the public suffix of a shop domain that has several parts (`co.jp`) stands in the host before its end, with a dot or hyphen.
fn official_tail(kb: &Kb, address: &Address) -> bool {
    let host = address.host.as_str();
    let suffix = suffixes::split(host).suffix;
    let front = &host[..host.len() - suffix.len()];
    kb.domains().domain.iter().filter(|d| d.purpose == Purpose::Shop).any(|d| {
        let tail = Some(suffixes::split(&d.name).suffix).filter(|s| s.contains('.')).unwrap_or("");
        !tail.is_empty()
            && [tail.to_owned(), tail.replace('.', "-")].iter().any(|tail| {
                front.match_indices(tail.as_str()).any(|(at, _)| {
                    let before = front[..at].ends_with(['.', '-']);
                    // In front of the suffix there is always a dot.
                    before && front[at + tail.len()..].starts_with(['.', '-'])
                })
            })
    })
}

/// The answer about one address.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// As written.
    pub input: String,
    /// What it comes to.
    pub verdict: UrlVerdict,
    /// The host that a browser opens.
    pub host: Option<String>,
    /// The same as a browser may show it, where that differs.
    pub shown: Option<String>,
    /// The part of it that somebody registered.
    pub registrable_domain: Option<String>,
    /// What the registered domain is for, and in words.
    pub purpose: Option<(Purpose, Text)>,
    /// Whether it is the organisation's own shop of another country.
    pub other_shop: bool,
    /// What its host imitates.
    pub imitation: Option<Imitation>,
    /// Ids of signs in the address.
    pub signs: Vec<&'static str>,
    /// Where it sends on to, and what that comes to.
    pub redirects_to: Option<(String, UrlVerdict)>,
    /// Every reason, the most severe first.
    pub reasons: Vec<Reason>,
    /// What to do now.
    pub next: Vec<Text>,
    /// What is due for review of the facts that the answer uses.
    pub overdue: Option<Overdue>,
}

/// Notes what a judgement rests on, that of the place it sends on to included.
pub fn uses(kb: &Kb, review: &mut Review, judgement: &Judgement<'_>) {
    judgement.domain.iter().for_each(|d| review.uses(&d.name, d.checked));
    judgement.elsewhere.iter().for_each(|e| review.uses(&e.id, e.checked));
    judgement.rules.iter().for_each(|rule| review.uses(&rule.id, rule.checked));
    let imitated = judgement.imitation.iter().filter_map(|i| kb.domains().imitated.find(&i.word));
    imitated.for_each(|i| review.uses(&i.name, i.checked));
    if let Some(target) = &judgement.target {
        let address = judgement.address.as_ref().ok();
        address.and_then(|a| rules::redirector(kb, a)).iter().for_each(|(r, _)| review.uses(&r.id, r.checked));
        uses(kb, review, &target.1);
    }
}

/// Answers one question in words, as of a day.
pub fn ask(kb: &Kb, input: &str, at: NaiveDate) -> Answer {
    let judgement = judge(kb, input);
    let mut review = Review::new(kb, at);
    uses(kb, &mut review, &judgement);
    let other_shop = judgement.other_shop().is_some();
    let fits = |n: &&UrlNext| n.verdicts.contains(&judgement.verdict) && n.other_shop.is_none_or(|wanted| wanted == other_shop);
    let next: Vec<&UrlNext> = kb.url_rules().next.iter().filter(fits).collect();
    next.iter().for_each(|n| review.uses(&n.id, n.checked));
    let mut reasons: Vec<Reason> = Vec::new();
    let note = |rule: &str, severity, text, matched: String, sources: Vec<String>| Reason {
        rule: rule.to_owned(),
        severity,
        text,
        matched,
        sources,
        advice: Vec::new(),
    };
    if let Some(found) = &judgement.imitation {
        reasons.push(note("imitates-name", Severity::Danger, words::imitates(found), found.part.clone(), Vec::new()));
    }
    if let Some((to, target)) = judgement.target.as_deref().map(|t| (&t.0, &t.1)) {
        let severity = if target.verdict > judgement.by_host { Severity::Caution } else { Severity::Note };
        let host = target.host().map_or_else(|| crate::text::visible(to), str::to_owned);
        reasons.push(note("redirects", severity, words::redirects(&host), to.clone(), Vec::new()));
    }
    reasons.extend(judgement.rules.iter().map(|rule| rules::reason(rule, &judgement)));
    match (&judgement.address, judgement.domain) {
        (Err(why), _) => reasons.push(note(why.id(), Severity::Note, words::not_url(why), why.id().to_owned(), Vec::new())),
        (Ok(_), Some(domain)) => {
            reasons.push(note("registered-domain", Severity::Note, domain.text.clone(), domain.name.clone(), domain.sources.clone()));
        }
        (Ok(address), None) if judgement.elsewhere.is_some() => reasons.extend(judgement.elsewhere.map(|e| {
            note(if e.shop { OTHER_SHOP } else { "elsewhere" }, Severity::Note, e.text.clone(), address.host.clone(), e.sources.clone())
        })),
        (Ok(address), None) => {
            reasons.push(note("not-registered", Severity::Note, words::not_registered(&kb.about().name), address.host.clone(), Vec::new()));
        }
    }
    reasons.sort_by_key(|r| std::cmp::Reverse(r.severity));
    let address = judgement.address.as_ref().ok();
    let url = Text::same(&*kb.about().entrance.url);
    Answer {
        input: input.to_owned(),
        verdict: judgement.verdict,
        host: address.map(|a| a.host.clone()),
        shown: address.filter(|a| a.shown != a.host).map(|a| a.shown.clone()),
        registrable_domain: judgement.registrable().map(str::to_owned),
        purpose: judgement.domain.map(|d| (d.purpose, d.text.clone())),
        other_shop,
        redirects_to: judgement.target.as_deref().map(|(to, target)| (to.clone(), target.verdict)),
        reasons,
        next: next.iter().map(|n| n.text.fill("url", &url)).collect(),
        overdue: review.done(),
        signs: judgement.signs,
        imitation: judgement.imitation,
    }
}
