//! Where an address sends on to, or may: what a redirector names, and whatever other address stands in a page of the organisation's.
//!
//! Redirectors are data. Beside them no page of a registered domain may carry the address of a place that is not official, whatever the part is
//! called that it stands in and however often it is encoded: which parameters a server follows is nothing that one could list.

use percent_encoding::percent_decode_str;
use unicode_normalization::UnicodeNormalization;

use super::{Judgement, Scope, judge_with, rules};
use crate::kb::Kb;
use crate::kb::record::{Literal, Redirect, UrlRule, UrlVerdict, Written};
use crate::text::is_hidden;
use crate::text::web::{self, Address};

/// So many redirects are followed from one to the next. Whoever needs more hides where they lead: such a page is not official.
pub const REDIRECTS: usize = 3;

/// So often the part behind the host is decoded at most. Nobody encodes an address more often but to hide it.
const LEVELS: usize = 6;

/// So many addresses in one are looked at.
const MOST: usize = 64;

/// The longest address in another that is looked at, in bytes.
const LONGEST: usize = 2_000;

/// A place that an address sends on to, or may.
#[derive(Debug, Clone)]
pub struct Onward<'a> {
    /// Its address.
    pub to: String,
    /// The redirector that says so; none for an address that only stands there.
    pub by: Option<&'a Redirect>,
    /// What it comes to.
    pub judgement: Judgement<'a>,
}

/// What an address comes to at best by where it may lead, and the worst of the places. `own` tells that it is the organisation's.
pub fn follow<'a>(
    kb: &'a Kb,
    address: &Address,
    own: bool,
    redirects: usize,
    only: Option<&UrlRule>,
) -> (UrlVerdict, Option<Box<Onward<'a>>>) {
    let mut worst = Worst { verdict: UrlVerdict::Official, place: None };
    for redirector in rules::redirectors(kb, address) {
        for to in targets(redirector, address) {
            let Some(left) = redirects.checked_sub(1) else {
                worst.verdict = worst.verdict.max(UrlVerdict::NotOfficial);
                break;
            };
            let judgement = judge_with(kb, &to, Scope { redirects: Some(left), only });
            worst.add(Onward { to, by: Some(redirector), judgement });
        }
    }
    if own {
        let carried = carried(kb, address);
        if carried.hides {
            worst.verdict = worst.verdict.max(UrlVerdict::NotOfficial);
        }
        for to in carried.addresses {
            let judgement = judge_with(kb, &to, Scope { redirects: None, only });
            // Of the organisation's own places, those that send on are told above.
            if judgement.verdict > UrlVerdict::Official {
                worst.add(Onward { to, by: None, judgement });
            }
        }
    }
    (worst.verdict, worst.place.map(Box::new))
}

/// The worst place so far.
struct Worst<'a> {
    verdict: UrlVerdict,
    place: Option<Onward<'a>>,
}

impl<'a> Worst<'a> {
    fn add(&mut self, onward: Onward<'a>) {
        let found = onward.judgement.verdict;
        // What a place is not, or cannot be read as, the page that leads to it is not either.
        self.verdict = self.verdict.max(if found == UrlVerdict::NotAUrl { UrlVerdict::NotOfficial } else { found });
        if self.place.as_ref().is_none_or(|was| was.judgement.verdict < found) {
            self.place = Some(onward);
        }
    }
}

/// Every place that a redirector's address names.
fn targets(redirector: &Redirect, address: &Address) -> Vec<String> {
    let wanted = |name: &str| redirector.parameters.iter().any(|p| p.eq_ignore_ascii_case(name));
    let written = |value: &str| match redirector.written {
        Some(Written::Percent) => decoded(&value.replace('-', "%").replace('_', "/")),
        _ => value.to_owned(),
    };
    // Which of several the site takes is not known.
    let fragment = address.behind.split_once('#').map_or("", |(_, fragment)| fragment);
    let of_fragment = fragment.trim_start_matches(['?', '/', '!']).split(['&', '?']).filter_map(|part| part.split_once('='));
    let of_fragment = of_fragment.map(|(name, value)| (decoded(name), decoded(value)));
    let parameters = address.query.iter().cloned().chain(of_fragment).filter(|(name, _)| wanted(name));
    let mut all: Vec<String> = parameters.filter_map(|(_, value)| web::leads_to(&address.host, &written(&value))).collect();
    if let Some(embedded) = redirector.embedded.as_ref().and_then(|pattern| pattern.first_group(&address.behind)) {
        let to = written(&decoded(embedded));
        all.push(if to.contains(":/") { to } else { format!("https://{}", to.trim_start_matches('/')) });
    }
    if redirector.written == Some(Written::HostLabel)
        && let Some(label) = redirector.host.iter().find_map(|host| address.host.strip_suffix(host)?.strip_suffix('.'))
    {
        // Two hyphens are one of the name; one alone is a dot.
        let host = label.replace("--", "\0").replace('-', ".").replace('\0', "-");
        all.push(format!("https://{host}{}", address.behind));
    }
    all
}

/// What stands in an address.
#[derive(Default)]
struct Carried {
    addresses: Vec<String>,
    /// Whether there is more than is looked at.
    hides: bool,
}

/// Every address that stands in the path, query or fragment of another, encoded or not, but for what is known to be taken as it stands.
fn carried(kb: &Kb, address: &Address) -> Carried {
    let mut carried = Carried::default();
    if !address.behind.contains([':', '%', '\\']) && !address.behind[1.min(address.behind.len())..].contains("//") {
        return carried;
    }
    let path = rules::path_of(address);
    let host = &address.host;
    let here = |l: &&Literal| l.host.iter().any(|h| rules::is_under(host, h)) && l.path.as_ref().is_none_or(|p| p.matches(&path));
    let literals: Vec<&Literal> = kb.url_rules().literal.iter().filter(here).collect();
    let is_literal = |name: &str, value: &str| {
        literals.iter().any(|l| {
            let named = l.parameters.iter().any(|p| p.eq_ignore_ascii_case(name));
            named && (l.values.is_empty() || l.values.iter().any(|v| v == value))
        })
    };
    // Parts that are known as a whole go first, so that nothing in them counts.
    let (before, query) = address.behind.split_once('?').unwrap_or((&address.behind, ""));
    let parts = query.split('&').filter(|part| {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        !is_literal(&decoded(name), &wholly_decoded(&value.replace('+', " ")))
    });
    let parts: Vec<&str> = parts.collect();
    let mut text = if parts.is_empty() { before.to_owned() } else { format!("{before}?{}", parts.join("&")) };
    for level in 0..=LEVELS {
        collect(&text, &is_literal, &mut carried);
        let next = decoded(&text);
        if next == text || carried.hides {
            break;
        }
        carried.hides = level == LEVELS;
        text = next;
    }
    carried
}

/// Adds every address that begins in `text`.
fn collect(text: &str, is_literal: &dyn Fn(&str, &str) -> bool, carried: &mut Carried) {
    let mut begins = |start: usize| {
        if let Some(to) = beginning(&text[start..])
            && !carried.addresses.contains(&to)
            && !literal_at(text, start, is_literal)
        {
            carried.hides |= carried.addresses.len() == MOST;
            if !carried.hides {
                carried.addresses.push(to);
            }
        }
    };
    let path = text.find(['?', '#']).unwrap_or(text.len());
    let delimiter =
        |c: char| matches!(c, '=' | '&' | ';' | '?' | '#' | '|' | ',' | '(' | '[' | '{' | '<' | '"' | '\'' | '!') || c.is_whitespace();
    for (at, c) in text[path..].char_indices().filter(|(_, c)| delimiter(*c)) {
        begins(path + at + c.len_utf8());
    }
    // In a path, and behind other words, only what has a scheme.
    for (at, _) in text.match_indices(":/") {
        let scheme = text[..at].bytes().rev().take(12).take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'*')).count();
        let name = text[at - scheme..at].to_ascii_lowercase();
        // `xhttps://` is taken for `https://`.
        let known = ["https", "http", "ftp", "wss", "ws", "hxxps", "hxxp"].into_iter().find(|known| name.ends_with(known));
        begins(at - known.map_or(scheme, str::len));
    }
}

/// The address at the beginning of a text, where what stands there leads elsewhere: a scheme of the web, a program, or two slashes of either kind.
fn beginning(text: &str) -> Option<String> {
    let end = text.find('&').unwrap_or(text.len()).min(LONGEST);
    let end = (0..=end).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    let value = text[..end].trim_start_matches(|c: char| c.is_whitespace() || is_hidden(c));
    let head: String = value.chars().filter(|c| !is_hidden(*c)).take(24).nfkc().collect::<String>().to_ascii_lowercase();
    let slashes = head.chars().take(2).filter(|c| matches!(c, '/' | '\\')).count() == 2;
    let scheme = head.split_once(':').map(|(scheme, behind)| (scheme.trim_end(), behind.starts_with("//")));
    let leads = scheme.is_some_and(|(scheme, slashes)| {
        let web = matches!(scheme, "http" | "https" | "ftp" | "ws" | "wss" | "javascript" | "vbscript" | "data" | "blob" | "intent");
        let named = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.' | b'*'));
        web || (named && slashes)
    });
    (slashes || leads).then(|| value.to_owned())
}

/// Whether what begins here is the value of a parameter and known to be taken as it stands.
fn literal_at(text: &str, start: usize, is_literal: &dyn Fn(&str, &str) -> bool) -> bool {
    let Some(before) = text[..start].strip_suffix('=') else {
        return false;
    };
    let name = &before[before.rfind(['&', '?', ';', '#', '=']).map_or(0, |at| at + 1)..];
    let value = &text[start..];
    let value = &value[..value.find(['&', ';', '#']).unwrap_or(value.len())];
    is_literal(&wholly_decoded(name), &wholly_decoded(value))
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

fn wholly_decoded(text: &str) -> String {
    (0..LEVELS).fold(text.to_owned(), |text, _| decoded(&text))
}
