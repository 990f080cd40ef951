//! Warning rules for web addresses: whether one matches, what it matched, and where a page sends on to.

use super::{Judgement, Reason};
use crate::kb::record::{Redirect, UrlCondition, UrlRule, UrlVerdict};
use crate::kb::{Kb, suffixes};
use crate::text::web::{self, Address};

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

/// Where an address sends on to, if it is a redirector of the KB: every place that its parameters name.
pub fn redirects(kb: &Kb, address: &Address) -> Vec<String> {
    redirector(kb, address).map(|(_, to)| to).unwrap_or_default()
}

/// The same with the entry of the redirector.
pub fn redirector<'a>(kb: &'a Kb, address: &Address) -> Option<(&'a Redirect, Vec<String>)> {
    if address.query.is_empty() {
        return None;
    }
    kb.url_rules().redirect.iter().find_map(|r| {
        let here = r.host.iter().any(|h| is_under(&address.host, h));
        if !here || !r.path.matches(address.path.split('?').next().unwrap_or_default()) {
            return None;
        }
        let wanted = |name: &str| r.parameters.iter().any(|p| p.eq_ignore_ascii_case(name));
        // Which of several the site takes is not known.
        let values = address.query.iter().filter(|(name, _)| wanted(name)).map(|(_, value)| value.as_str());
        let targets: Vec<String> = values.filter_map(|value| web::leads_to(&address.host, value)).collect();
        (!targets.is_empty()).then_some((r, targets))
    })
}
