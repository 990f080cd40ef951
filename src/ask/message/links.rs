//! Links and senders of a message, judged as `check-url` would.

use std::borrow::Cow;

use super::memory::Memory;
use super::signs::{finds, may_have_address};
use crate::ask::review::Review;
use crate::ask::url::{self, Judgement, domain_of, imitated_word};
use crate::ask::{Reason, words};
use crate::kb::record::{Purpose, Severity, UrlVerdict};
use crate::kb::{Kb, suffixes};
use crate::text::finds::{Find, Kind};
use crate::text::unmask::Unmasked;
use crate::text::web::{MAX_CHARS, NotUrl};

/// A host and what it comes to.
#[derive(Debug, Clone)]
pub struct Host<'a>(Judgement<'a>);

impl<'a> Host<'a> {
    /// The sign that a link to it is.
    pub fn sign(&self) -> &'static str {
        match self.0.verdict {
            UrlVerdict::Official => "official-link",
            UrlVerdict::Hosted if self.0.domain.is_some_and(|d| d.purpose == Purpose::ShortLink) => "short-link",
            UrlVerdict::Hosted => "hosted-link",
            UrlVerdict::Lookalike => "lookalike-link",
            UrlVerdict::NotOfficial if self.other_shop().is_some() => "other-shop-link",
            UrlVerdict::NotOfficial | UrlVerdict::NotAUrl => "unofficial-link",
        }
    }

    /// Ids of the rules for web addresses that warn of it.
    pub fn rules(&self) -> impl Iterator<Item = &'a str> {
        self.0.rules.iter().filter(|r| r.severity > Severity::Note).map(|r| r.id.as_str())
    }

    /// Id of the verdict.
    pub fn verdict(&self) -> &'static str {
        self.0.verdict.id()
    }

    /// Notes what that rests on.
    pub fn uses(&self, kb: &Kb, review: &mut Review) {
        url::uses(kb, review, &self.0);
    }

    /// The host's name.
    pub fn host(&self) -> Option<&str> {
        self.0.host()
    }

    /// Whether it imitates the organisation.
    pub fn is_lookalike(&self) -> bool {
        self.0.verdict == UrlVerdict::Lookalike
    }

    /// Why it is taken for an imitation, as an answer about the address says it.
    pub fn why_lookalike(&self) -> Option<Reason> {
        let imitation = self.0.imitation.as_ref().map(|found| Reason {
            rule: "imitates-name".to_owned(),
            severity: Severity::Danger,
            text: words::imitates(found),
            matched: found.part.clone(),
            sources: Vec::new(),
            advice: Vec::new(),
        });
        let rule = || {
            let rule = self.0.rules.iter().find(|rule| rule.severity == Severity::Danger)?;
            let matched = self.host().unwrap_or_default().to_owned();
            Some(Reason {
                rule: rule.id.clone(),
                severity: rule.severity,
                text: rule.reason.clone(),
                matched,
                sources: rule.sources.clone(),
                advice: rule.advice.clone(),
            })
        };
        imitation.or_else(rule)
    }

    /// Whether it is the organisation's.
    pub fn is_official(&self) -> bool {
        self.0.verdict == UrlVerdict::Official
    }

    /// Whether it is the organisation's, those that customers here do not meet and its short links among them, and nobody else publishes there.
    pub fn is_own(&self) -> bool {
        self.is_official() || (self.0.elsewhere.is_some() && self.0.target.is_none()) || self.sign() == "short-link"
    }

    /// The organisation's own shop of another country that it is, by the id of its entry.
    pub fn other_shop(&self) -> Option<&str> {
        self.0.other_shop().map(|e| e.id.as_str())
    }

    /// What somebody registered of it; an IP address as a whole.
    pub fn registrable(&self) -> Option<&str> {
        self.0.registrable().or(self.0.host())
    }
}

/// What a link comes to; none when it has no host that any program opens.
pub fn host<'a>(kb: &'a Kb, text: &str) -> Option<Host<'a>> {
    let mut judgement = url::judge(kb, text);
    if judgement.address == Err(NotUrl::TooLong) {
        // A browser opens it all the same. Of what is not read to its end nothing good is said.
        let end = text.char_indices().nth(MAX_CHARS).map_or(text.len(), |(at, _)| at);
        judgement = url::judge(kb, &text[..end]);
        judgement.verdict = judgement.verdict.max(UrlVerdict::NotOfficial);
    }
    let leads = judgement.address.is_ok() || judgement.verdict == UrlVerdict::Lookalike || judgement.opens_elsewhere(kb);
    leads.then_some(Host(judgement))
}

/// What a link in running text comes to that can be read in several ways, and the way that is the worst: a mail program may take more or less of it
/// for a part of the address.
pub fn worst<'t, 'a>(memory: &Memory<'a>, readings: impl IntoIterator<Item = &'t str>) -> Option<(&'t str, Host<'a>)> {
    let mut worst: Option<(&str, Host<'_>)> = None;
    for text in readings {
        if let Some(host) = memory.link(text)
            && worst.as_ref().is_none_or(|(_, was)| host.0.verdict > was.0.verdict)
        {
            worst = Some((text, host));
        }
    }
    worst
}

/// The first of official hosts that a full-width slash joins: a list of names, of which nothing leads elsewhere. Else the text itself.
pub fn first_of_list<'t>(memory: &Memory<'_>, text: &'t str) -> &'t str {
    let official = |name: &str| memory.link(name).is_some_and(|host| host.is_official());
    match text.split_once('／') {
        Some((first, _)) if !text.contains(':') && text.split('／').all(official) => first,
        _ => text,
    }
}

/// What the host of a mail address comes to; none where it has no host that a mail can come from.
pub fn sender_host<'a>(kb: &'a Kb, address: &str) -> Option<Host<'a>> {
    let (_, name) = address.rsplit_once('@')?;
    // An address of numbers stands in brackets.
    let name = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name).trim_end_matches('.');
    // What stands in quotes is a name of its own, not a host; and with other signs a host is none.
    let plain = !name.is_empty() && !name.contains(|c: char| c.is_whitespace() || c.is_control() || "\"()<>,;:/?#\\%".contains(c));
    if plain { host(kb, name).filter(|h| h.0.address.is_ok() || h.is_lookalike()) } else { None }
}

/// Whether a name ends in a public suffix that is listed.
pub fn has_public_suffix(name: &str) -> bool {
    let ascii = if name.is_ascii() { Cow::Borrowed(name) } else { idna::domain_to_ascii(name).map_or(Cow::Borrowed(""), Cow::Owned) };
    suffixes::is_known(&ascii)
}

/// The host of the address that a reader sees of a link: all that is seen but for signs around it, or else the first that stands among its words
/// with a scheme or `www.`.
pub fn shown_host<'a>(kb: &'a Kb, shown: &str) -> Option<Host<'a>> {
    whole_address(kb, shown).or_else(|| address_among(kb, shown))
}

/// The host of the first address in a text that its beginning tells from a name such as `node.js`.
fn address_among<'a>(kb: &'a Kb, shown: &str) -> Option<Host<'a>> {
    if !may_have_address(shown) {
        return None;
    }
    let plain = Unmasked::new(shown);
    let told = |find: &&Find| {
        let address = &plain.text[find.range.clone()];
        find.kind == Kind::Url && (address.starts_with("www.") || address.contains("://"))
    };
    let find = finds(kb, &plain.text).iter().find(told)?.range.clone();
    host(kb, &shown[plain.place(shown, find)]).filter(|h| h.host().is_some_and(has_public_suffix))
}

/// The host of an address that is the whole of a text, or its first word where that has a scheme.
fn whole_address<'a>(kb: &'a Kb, shown: &str) -> Option<Host<'a>> {
    let sign = |c: char| !c.is_alphanumeric();
    let shown = shown.trim_start_matches(sign).trim_end_matches(sign);
    let first = shown.split_whitespace().next()?;
    let (address, rest) = first.split_once("://").map_or((shown, shown), |(_, rest)| (first, rest));
    // Words right before a scheme are none of it.
    if rest.len() < address.len() && !address.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let name = rest.split(['/', '?', '#', ':']).next()?;
    if has_public_suffix(name) { host(kb, address).filter(|h| h.0.address.is_ok() || h.is_lookalike()) } else { None }
}

/// The words that name the organisation.
pub fn names(kb: &Kb) -> impl Iterator<Item = &str> {
    kb.domains().imitated.iter().filter(|i| i.needs == 0).map(|i| i.name.as_str())
}

/// Whether a word looks like the organisation's name and is not.
pub fn misspelt_word(kb: &Kb, word: &str) -> bool {
    let word = word.to_lowercase();
    (4..=30).contains(&word.len()) && domain_of(kb, &word).is_none() && imitated_word(kb, &word).is_some_and(|i| !i.differences.is_empty())
}
