//! Warning rules for web addresses: whether one matches, what it matched, and which pages are redirectors or customers' own.

use super::{Judgement, Reason};
use crate::kb::record::{CustomerPages, Redirect, UrlCondition, UrlRule, UrlVerdict, Written};
use crate::kb::{Kb, suffixes};
use crate::text::web::Address;

/// What is known of an address when rules are applied.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// The address.
    pub address: &'a Address,
    /// The public suffix of its host.
    pub suffix: &'a str,
    /// What its host alone comes to.
    pub verdict: UrlVerdict,
    /// Ids of its signs.
    pub signs: &'a [&'static str],
}

/// Whether a rule matches: all keys of `when` hold, none of `unless`. What costs most is looked at last, and only where it decides.
pub fn matches(rule: &UrlRule, facts: &Facts<'_>) -> bool {
    KEYS.iter().all(|key| key(&rule.when, facts) != Some(false))
        && !rule.unless.as_ref().is_some_and(|c| KEYS.iter().any(|key| key(c, facts) == Some(true)))
}

/// Whether a key of a condition holds; none where it is not set.
type Key = fn(&UrlCondition, &Facts<'_>) -> Option<bool>;

/// The keys, in the order in which an answer names them.
const KEYS: [Key; 5] = [
    |c, facts| c.verdict.as_ref().map(|list| list.contains(&facts.verdict)),
    |c, facts| c.written.as_ref().map(|list| written(list, facts).next().is_some()),
    |c, facts| c.host.as_ref().map(|list| list.iter().any(|h| is_under(&facts.address.host, h))),
    |c, facts| c.suffix.as_ref().map(|list| list.iter().any(|s| s == facts.suffix)),
    |c, facts| c.path.as_ref().map(|pattern| pattern.matches(&facts.address.path)),
];

/// The signs of an address that a list has.
fn written<'f>(list: &'f [String], facts: &Facts<'f>) -> impl Iterator<Item = &'static str> + 'f {
    facts.signs.iter().copied().filter(move |sign| list.iter().any(|l| l == sign))
}

/// What each key that is set looked at.
fn looked_at(c: &UrlCondition, facts: &Facts<'_>) -> String {
    let address = facts.address;
    let keys = [
        c.verdict.as_ref().map(|_| format!("verdict={}", facts.verdict.id())),
        c.written.as_ref().map(|list| format!("written={}", written(list, facts).collect::<Vec<_>>().join("+"))),
        c.host.as_ref().map(|_| format!("host={}", address.host)),
        c.suffix.as_ref().map(|_| format!("suffix={}", facts.suffix)),
        c.path.as_ref().map(|_| format!("path={}", crate::text::visible(&address.path))),
    ];
    keys.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// The reason that a rule gives for what it matched.
pub fn reason(rule: &UrlRule, judgement: &Judgement<'_>) -> Reason {
    let matched = judgement.address.as_ref().map_or_else(
        |_| String::new(),
        |address| {
            let suffix = suffixes::split(&address.host).suffix;
            looked_at(&rule.when, &Facts { address, suffix, verdict: judgement.by_host, signs: &judgement.signs })
        },
    );
    Reason {
        rule: rule.id.clone(),
        severity: rule.severity,
        text: rule.reason.clone(),
        matched,
        sources: rule.sources.clone(),
        advice: rule.advice.clone(),
    }
}

/// Whether a host is `name`, or is under it.
pub fn is_under(host: &str, name: &str) -> bool {
    // The byte in front tells nearly all apart, before anything is compared.
    let front = host.len().checked_sub(name.len());
    front.is_some_and(|front| (front == 0 || host.as_bytes()[front - 1] == b'.') && host.ends_with(name))
}

/// The entry for pages that customers publish at an address.
pub fn customer_pages<'a>(kb: &'a Kb, address: &Address) -> Option<&'a CustomerPages> {
    kb.url_rules().customer_pages.iter().find(|pages| {
        let here = pages.host.iter().any(|h| is_under(&address.host, h));
        here && pages.path.as_ref().is_none_or(|path| path.matches(&path_of(address)))
    })
}

/// Whether the name of the host is a way to write that of the place it sends on to.
pub fn names_target(kb: &Kb, address: &Address) -> bool {
    let names = |r: &Redirect| r.written == Some(Written::HostLabel) && r.host.iter().any(|h| is_under(&address.host, h));
    kb.url_rules().redirect.iter().any(names)
}

/// The redirectors that an address belongs to.
pub fn redirectors<'a>(kb: &'a Kb, address: &Address) -> impl Iterator<Item = &'a Redirect> {
    let here = |r: &&Redirect| r.host.iter().any(|h| is_under(&address.host, h));
    // Nearly all addresses belong to none.
    let mut path = None;
    kb.url_rules().redirect.iter().filter(here).filter(move |r| r.path.matches(path.get_or_insert_with(|| path_of(address))))
}

/// The path as servers take it: decoded, in lower case, and several slashes for one.
pub fn path_of(address: &Address) -> String {
    let path = address.path.split('?').next().unwrap_or_default();
    let mut one = String::with_capacity(path.len());
    for c in path.chars() {
        if c != '/' || !one.ends_with('/') {
            one.push(c);
        }
    }
    one
}
