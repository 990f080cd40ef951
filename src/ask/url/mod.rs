//! Whose is this web address: an official domain, a place where anybody can publish, a look-alike, or something else?
//!
//! # Order of precedence
//!
//! 1. An address has as many readings as there are ways to undo what was done to it, the browser's among them ([`web::Readings`]). Each is judged, and
//!    the worst counts: nothing is official that any reading leads away from, not even one that only a laxer parser could open. What has no host in
//!    any is `not-a-url`.
//! 2. A host that is, or is under, a registered domain is what that domain is for: `official`, or hosted (anybody can publish there; a short link).
//!    Pages under it that customers publish are hosted too. Other schemes than the web's are never official.
//! 3. Another host that imitates the organisation's name, or that a rule of severity `danger` matches, is a `lookalike`.
//! 4. Everything else is `not-official`, which does not say that it is bad.
//! 5. A page that sends on to another address is no better than that one, whoever runs the page; nor is a registered domain's page better than any
//!    address that stands in its path, query or fragment.
//! 6. Additions of the user's own to the KB can only make it worse: the answer is the worse of those with and without them.
//!
//! Whatever decides, every matched rule is listed, the most severe first.

mod imitation;
mod onward;
pub mod rules;

use chrono::NaiveDate;

pub use imitation::{Imitation, imitated_word};

use super::Reason;
use super::review::{Overdue, Review};
use super::words;
use crate::kb::record::{CustomerPages, Domain, Elsewhere, Purpose, Severity, UrlNext, UrlRule, UrlVerdict};
use crate::kb::{Kb, suffixes};
use crate::text::Text;
use crate::text::web::{self, Address, NotUrl, Sign};
pub use onward::Onward;

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
    /// The entry for pages there that customers publish.
    pub pages: Option<&'a CustomerPages>,
    /// Where it sends on to, or may.
    pub target: Option<Box<Onward<'a>>>,
    /// The host of a milder reading, where that is another one.
    pub also_read: Option<String>,
    /// Where in the host the part begins that somebody registered.
    registrable: Option<usize>,
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

    /// Whether its host is none by the standard, and another parser may open it all the same: elsewhere, as it does not end as an official one.
    pub fn opens_elsewhere(&self, kb: &Kb) -> bool {
        let Err(NotUrl::BadHost(name)) = &self.address else {
            return false;
        };
        web::lax_host(name).is_some_and(|host| domain_of(kb, &host).is_none())
    }

    /// The part of it that somebody registered.
    pub fn registrable(&self) -> Option<&str> {
        self.host()?.get(self.registrable?..)
    }
}

/// Judges one address; everything in words follows from it.
pub fn judge<'a>(kb: &'a Kb, input: &str) -> Judgement<'a> {
    let judgement = judge_with(kb, input, Scope { redirects: Some(onward::REDIRECTS), only: None });
    let without = kb.base().map(|base| judge(base, input));
    without.filter(|w| w.verdict > judgement.verdict).unwrap_or(judgement)
}

/// Whether a rule of the KB matches an address. That depends on no other rule, and none is looked at.
pub fn matches(kb: &Kb, rule: &UrlRule, input: &str) -> bool {
    !judge_with(kb, input, Scope { redirects: Some(onward::REDIRECTS), only: Some(rule) }).rules.is_empty()
}

/// How far a judgement looks.
#[derive(Clone, Copy)]
struct Scope<'r> {
    /// How many redirects are followed; none: only the place itself is looked at, not where it sends on to.
    redirects: Option<usize>,
    /// No other rule than this is looked at.
    only: Option<&'r UrlRule>,
}

/// Judges every reading of an address; the worst is the answer.
fn judge_with<'a>(kb: &'a Kb, input: &str, scope: Scope<'_>) -> Judgement<'a> {
    let mut hosts: Vec<String> = Vec::new();
    let mut judgement = web::read(input).worst(
        |reading| {
            let judgement = match reading {
                Ok(address) => judge_one(kb, address, scope),
                Err(why) => without_place(kb, why),
            };
            hosts.extend(judgement.host().map(str::to_owned));
            judgement
        },
        |j| rank(kb, j),
    );
    let host = judgement.host().map(str::to_owned);
    judgement.also_read = host.and_then(|host| hosts.into_iter().find(|other| *other != host));
    judgement
}

/// How bad a reading is among others; none where nobody can open it. Of equal ones those with a place are told.
fn rank(kb: &Kb, judgement: &Judgement<'_>) -> Option<(UrlVerdict, bool)> {
    match &judgement.address {
        // A page that stands in the address itself has a place: there.
        Ok(_) | Err(NotUrl::Inside(_)) => Some((judgement.verdict, true)),
        Err(_) if judgement.opens_elsewhere(kb) => {
            Some((if judgement.imitation.is_some() { UrlVerdict::Lookalike } else { UrlVerdict::NotOfficial }, false))
        }
        Err(_) => None,
    }
}

/// What has no place that a browser could open.
fn without_place(kb: &Kb, why: NotUrl) -> Judgement<'_> {
    // A host that no browser accepts can still be made to look like another.
    let imitation = match &why {
        NotUrl::BadHost(host) => {
            let name = host.split(':').next().unwrap_or_default();
            domain_of(kb, name).is_none().then(|| imitation::imitation(kb, name, 1)).flatten()
        }
        _ => None,
    };
    let verdict = if imitation.is_some() { UrlVerdict::Lookalike } else { UrlVerdict::NotAUrl };
    Judgement {
        verdict,
        by_host: verdict,
        address: Err(why),
        domain: None,
        elsewhere: None,
        imitation,
        signs: Vec::new(),
        rules: Vec::new(),
        pages: None,
        target: None,
        also_read: None,
        registrable: None,
    }
}

fn judge_one<'a>(kb: &'a Kb, address: Address, scope: Scope<'_>) -> Judgement<'a> {
    let mut signs: Vec<&'static str> = address.signs.iter().map(|s| s.id()).collect();
    let web = !address.signs.contains(&Sign::OtherScheme);
    let split = suffixes::split(&address.host);
    let suffix = split.suffix;
    // A number has no part that somebody registered.
    let registrable = split.registrable.filter(|_| !address.signs.contains(&Sign::IpAddress)).map(|r| address.host.len() - r.len());
    let domain = domain_of(kb, &address.host);
    let pages = rules::customer_pages(kb, &address);
    let elsewhere = if domain.is_none() && pages.is_none() { elsewhere_of(kb, &address.host) } else { None };
    let (mut by_host, mut imitated) = (UrlVerdict::NotOfficial, None);
    if let Some(domain) = domain.filter(|_| web) {
        by_host = match domain.purpose {
            _ if pages.is_some() => UrlVerdict::Hosted,
            Purpose::Hosting | Purpose::ShortLink => UrlVerdict::Hosted,
            Purpose::Shop | Purpose::Mail | Purpose::Corporate | Purpose::Content => UrlVerdict::Official,
        };
    } else if pages.is_some() && web {
        by_host = UrlVerdict::Hosted;
    } else {
        let tail = official_tail(kb, &address.host, suffix);
        if tail {
            signs.push(OFFICIAL_TAIL);
        }
        // A redirector that writes the host of its target into its own imitates nobody; the target is judged.
        if domain.is_none() && elsewhere.is_none() && !rules::names_target(kb, &address) {
            imitated = imitation::imitation(kb, &address.shown, suffix.split('.').count());
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
    // Nobody but a disguise writes signs into a host that look like its end, or that make other letters of its own.
    if [Sign::FalseDelimiter, Sign::CombiningMarks].iter().any(|sign| address.signs.contains(sign)) {
        by_host = by_host.max(UrlVerdict::NotOfficial);
    }
    let facts = rules::Facts { address: &address, suffix, verdict: by_host, signs: &signs };
    let mut rules: Vec<&UrlRule> = kb
        .url_rules()
        .rule
        .iter()
        .filter(|rule| scope.only.is_none_or(|only| std::ptr::eq(only, *rule)) && rules::matches(rule, &facts))
        .collect();
    rules.sort_by_key(|r| std::cmp::Reverse(r.severity));
    let danger = rules.first().is_some_and(|r| r.severity == Severity::Danger);
    let by_rules = if danger && by_host == UrlVerdict::NotOfficial { UrlVerdict::Lookalike } else { by_host };
    let (onward, target) = match scope.redirects {
        Some(redirects) => onward::follow(kb, &address, domain.is_some() || pages.is_some() || elsewhere.is_some(), redirects, scope.only),
        None => (UrlVerdict::Official, None),
    };
    let verdict = by_rules.max(onward);
    Judgement {
        verdict,
        by_host,
        address: Ok(address),
        domain,
        elsewhere,
        imitation: imitated,
        signs,
        rules,
        pages,
        target,
        also_read: None,
        registrable,
    }
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
fn official_tail(kb: &Kb, host: &str, suffix: &str) -> bool {
    let front = &host[..host.len() - suffix.len()];
    // With a dot or hyphen on each side; in front of the suffix there is always a dot.
    let stands = |tail: &str| {
        front.match_indices(tail).any(|(at, _)| front[..at].ends_with(['.', '-']) && front[at + tail.len()..].starts_with(['.', '-']))
    };
    kb.domains().domain.iter().filter(|d| d.purpose == Purpose::Shop).any(|d| {
        // Whatever the suffix is, these two labels end it: nearly no host has them.
        let mut labels = d.name.rsplitn(3, '.');
        let (Some(last), Some(before)) = (labels.next(), labels.next()) else {
            return false;
        };
        let joined = |at: usize| front[at + before.len()..].strip_prefix(['.', '-']).is_some_and(|behind| behind.starts_with(last));
        if !front.match_indices(before).any(|(at, _)| joined(at)) {
            return false;
        }
        let tail = suffixes::split(&d.name).suffix;
        tail.contains('.') && [tail.to_owned(), tail.replace('.', "-")].iter().any(|tail| stands(tail))
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
    /// Where it sends on to, or may, and what that comes to.
    pub redirects_to: Option<(String, UrlVerdict)>,
    /// The host of a milder reading, where that is another one.
    pub also_read: Option<String>,
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
    judgement.pages.iter().for_each(|p| review.uses(&p.id, p.checked));
    if let Some(target) = &judgement.target {
        target.by.iter().for_each(|r| review.uses(&r.id, r.checked));
        uses(kb, review, &target.judgement);
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
    if let Some(target) = judgement.target.as_deref() {
        let severity = if target.judgement.verdict > judgement.by_host { Severity::Caution } else { Severity::Note };
        let host = target.judgement.host().map_or_else(|| crate::text::visible(&target.to), str::to_owned);
        let (id, text) = match target.by {
            Some(_) => ("redirects", words::redirects(&host)),
            None => ("carries-address", words::carries_address(&host)),
        };
        reasons.push(note(id, severity, text, target.to.clone(), Vec::new()));
    }
    if let (Some(host), Some(other)) = (judgement.host(), &judgement.also_read) {
        reasons.push(note("reads-differently", Severity::Caution, words::reads_differently(host, other), other.clone(), Vec::new()));
    }
    reasons.extend(judgement.rules.iter().map(|rule| rules::reason(rule, &judgement)));
    if let Some(pages) = judgement.pages {
        let matched = judgement.host().unwrap_or_default().to_owned();
        reasons.push(note(&pages.id, Severity::Note, pages.text.clone(), matched, pages.sources.clone()));
    }
    match (&judgement.address, judgement.domain) {
        (Ok(_), None) if judgement.pages.is_some() => {}
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
        redirects_to: judgement.target.as_deref().map(|target| (target.to.clone(), target.judgement.verdict)),
        also_read: judgement.also_read.clone(),
        reasons,
        next: next.iter().map(|n| n.text.fill("url", &url)).collect(),
        overdue: review.done(),
        signs: judgement.signs,
        imitation: judgement.imitation,
    }
}
