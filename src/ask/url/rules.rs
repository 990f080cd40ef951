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
    /// What its host alone comes to.
    pub verdict: UrlVerdict,
    /// Ids of its signs.
    pub signs: &'a [&'static str],
}

/// Whether a rule matches: all keys of `when` hold, none of `unless`.
pub fn matches(rule: &UrlRule, facts: &Facts<'_>) -> bool {
    let all = keys(&rule.when, facts).into_iter().flatten().all(|(holds, _)| holds);
    all && !rule.unless.as_ref().is_some_and(|c| keys(c, facts).into_iter().flatten().any(|(holds, _)| holds))
}

/// Each key that is set: whether it holds, and what it looked at.
fn keys(c: &UrlCondition, facts: &Facts<'_>) -> [Option<(bool, String)>; 5] {
    let address = facts.address;
    let written = |list: &Vec<String>| facts.signs.iter().copied().filter(|s| list.iter().any(|l| l == s)).collect::<Vec<_>>();
    [
        c.verdict.as_ref().map(|list| (list.contains(&facts.verdict), format!("verdict={}", facts.verdict.id()))),
        c.written.as_ref().map(|list| (!written(list).is_empty(), format!("written={}", written(list).join("+")))),
        c.host.as_ref().map(|list| (list.iter().any(|h| is_under(&address.host, h)), format!("host={}", address.host))),
        c.suffix.as_ref().map(|list| {
            let suffix = suffixes::split(&address.host).suffix;
            (list.iter().any(|s| s == suffix), format!("suffix={suffix}"))
        }),
        c.path.as_ref().map(|pattern| (pattern.matches(&address.path), format!("path={}", crate::text::visible(&address.path)))),
    ]
}

/// The reason that a rule gives for what it matched.
pub fn reason(rule: &UrlRule, judgement: &Judgement<'_>) -> Reason {
    let matched = judgement.address.as_ref().map_or_else(
        |_| String::new(),
        |address| {
            let facts = Facts { address, verdict: judgement.by_host, signs: &judgement.signs };
            keys(&rule.when, &facts).into_iter().flatten().map(|(_, text)| text).collect::<Vec<_>>().join(" ")
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
    host.strip_suffix(name).is_some_and(|front| front.is_empty() || front.ends_with('.'))
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
    let path = path_of(address);
    let here = |r: &&Redirect| r.host.iter().any(|h| is_under(&address.host, h));
    kb.url_rules().redirect.iter().filter(here).filter(move |r| r.path.matches(&path)).collect::<Vec<_>>().into_iter()
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
