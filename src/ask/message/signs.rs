//! What the program itself finds in a message, apart from phrases: its numbers, links and sender, and the tricks it plays.

use std::collections::HashSet;
use std::ops::Range;

use chrono::NaiveDate;

use super::links::{self, Host};
use super::memory::Memory;
use super::{disguise, organisations, voice};
use crate::ask::number::{self, Judgement};
use crate::kb::Kb;
use crate::kb::record::{Found, NumberState, Severity};
use crate::text::finds::{Find, Kind, World, authority, japanese_hosts, later_ends, scan};
use crate::text::mail::{Mail, Trouble};
use crate::text::shapes::Shape;
use crate::text::unmask::{Trick, Unmasked};

/// Signs that rules can name, besides those of [`Trick`] and the rules for web addresses that warn.
pub const SIGNS: &[&str] = &[
    "link",
    "official-link",
    "hosted-link",
    "short-link",
    "unofficial-link",
    "other-shop-link",
    "lookalike-link",
    "link-shows-other-host",
    "link-poses",
    "number",
    "unofficial-number",
    "foreign-number",
    "reported-number",
    "public-service-number",
    "sender",
    "official-sender",
    "unofficial-sender",
    "other-shop-sender",
    "sender-poses",
    "sender-misspelt",
    "sender-without-address",
    "sender-lookalike",
    "sender-elsewhere",
    "reply-to-elsewhere",
    "lookalike-mail",
    "reversed-letters",
    "unread-text",
    "misspelt-name",
    "order-number",
    "price",
    "attachment",
    "short-message",
];

/// Whether rules can name this sign.
pub fn is_sign(id: &str) -> bool {
    SIGNS.contains(&id) || organisations::SIGNS.contains(&id) || id == voice::QUOTED || Trick::ALL.iter().any(|t| t.id() == id)
}

/// How many names of hosts in Japanese without a scheme are looked at; a message with more is none that people read.
const MOST_JAPANESE: usize = 2_000;

/// How many different numbers and links are judged; a message with more shows the first.
const MOST: usize = 200;

/// A message of at most so many characters that is no mail is a short one: what a text message holds, and a little more.
const SHORT: usize = 160;

/// How many different words are compared with the organisation's name.
const MOST_WORDS: usize = 2_000;

/// A phone number in the message.
pub struct NumberFound<'a> {
    /// As it stands in the message.
    pub text: String,
    /// What it comes to.
    pub judgement: Judgement<'a>,
}

/// A link or web address in the message.
pub struct LinkFound<'a> {
    /// The address.
    pub text: String,
    /// What the reader sees instead of it.
    pub shown: Option<String>,
    /// What it comes to.
    pub host: Host<'a>,
}

/// Everything found.
#[derive(Default)]
pub struct Findings<'a> {
    /// Ids of signs, each with where it stands among the words, where it stands somewhere.
    pub signs: Vec<(&'a str, Option<Range<usize>>)>,
    /// Phone numbers, each once.
    pub numbers: Vec<NumberFound<'a>>,
    /// Links, each once.
    pub links: Vec<LinkFound<'a>>,
    /// Mail addresses in the text, each once.
    pub mails: Vec<String>,
    /// Hosts of those who have sent it, or are to get answers.
    pub senders: Vec<Host<'a>>,
}

impl<'a> Findings<'a> {
    /// Whether a sign was found.
    pub fn has(&self, id: &str) -> bool {
        self.signs.iter().any(|(sign, _)| *sign == id)
    }

    /// The worst that the numbers, links and senders are by themselves, and what stands there and could not be read: no message is better.
    pub fn worst(&self) -> Severity {
        let numbers = self.numbers.iter().filter_map(|n| n.judgement.whoever_has_it()).map(|rule| rule.severity);
        let lookalike = self.links.iter().map(|l| &l.host).chain(&self.senders).any(Host::is_lookalike);
        let unread = if self.has("unread-text") { Severity::Caution } else { Severity::Note };
        numbers.max().unwrap_or(Severity::Note).max(if lookalike { Severity::Danger } else { unread })
    }

    pub(super) fn add(&mut self, id: &'a str, place: Option<Range<usize>>) {
        if !self.has(id) {
            self.signs.push((id, place));
        }
    }
}

/// Whether a phone number or a web address stands in a text, which is then to be checked before anything is done with it.
pub fn has_contact(kb: &Kb, text: &str) -> bool {
    // None is without these; most texts are without all of them.
    let may = may_have_address(text) || text.chars().any(|c| c.is_numeric() || c == '零');
    may && finds(kb, &Unmasked::new(text).text).iter().any(|find| matches!(find.kind, Kind::Number | Kind::NorthAmerican | Kind::Url))
}

/// Whether a text has a character that no web address is without, `[dot]` and `(dot)` for a dot among them.
pub fn may_have_address(text: &str) -> bool {
    text.contains(['.', ':', '．', '：', '。', '｡', '[', '('])
}

/// What stands in a text that tricks are undone in.
pub fn finds(kb: &Kb, text: &str) -> Vec<Find> {
    let world = World {
        assigned: &|number| kb.japan().range(number).is_some(),
        short_code: &|code| kb.japan().services().find(code).is_some(),
        suffix: &links::has_public_suffix,
    };
    scan(text, &world)
}

/// Looks at everything in `mail` but its phrases. `words` is what `plain` was made of.
pub fn find<'a>(kb: &'a Kb, memory: &Memory<'a>, mail: &Mail, words: &str, plain: &Unmasked, kind: Found, at: NaiveDate) -> Findings<'a> {
    let mut found = Findings::default();
    for (trick, place) in &plain.tricks {
        found.add(trick.id(), Some(place.clone()));
    }
    let mut seen = HashSet::new();
    for Find { kind: what, range } in finds(kb, &plain.text) {
        let place = plain.place(words, range.clone());
        let text = &words[place.clone()];
        match what {
            Kind::Number | Kind::NorthAmerican => {
                if found.numbers.len() < MOST && seen.insert(plain.text[range].to_owned()) {
                    let read = if what == Kind::NorthAmerican {
                        format!("+1 {}", text.trim_start_matches(['1', '-', ' ']))
                    } else {
                        text.to_owned()
                    };
                    number_found(kb, &mut found, text, &read, Some(place), kind, at);
                }
            }
            Kind::Url => {
                let behind = &words[place.start..];
                let text = links::first_of_list(memory, text);
                // Two that begin alike can go on differently.
                let whole = if found.links.len() < MOST { authority(behind).end.max(text.len()) } else { 0 };
                if found.links.len() < MOST && seen.insert(behind[..whole].to_owned()) {
                    // As it stands there, with tricks undone, and with what may belong to it.
                    let undone = Some(&plain.text[range]).filter(|undone| !undone.eq_ignore_ascii_case(text));
                    let ends = later_ends(behind, text.len(), &links::has_public_suffix);
                    let later = ends.iter().map(|end| &behind[..*end]);
                    if let Some((text, host)) = links::worst(memory, std::iter::once(text).chain(undone).chain(later))
                        && found.links.iter().all(|known| known.text != text)
                    {
                        let place = if behind.starts_with(text) { place.start..place.start + text.len() } else { place };
                        link_found(&mut found, text, host, None, Some(place), kb);
                    }
                }
            }
            Kind::Mail => {
                if found.mails.len() < MOST && seen.insert(text.to_owned()) {
                    found.mails.push(text.to_owned());
                    if links::sender_host(kb, &plain.text[range]).is_some_and(|host| host.is_lookalike()) {
                        found.add("lookalike-mail", Some(place));
                    }
                }
            }
            Kind::Shape(Shape::OrderNumber) => found.add("order-number", Some(place)),
            Kind::Shape(Shape::Price) => found.add("price", Some(place)),
            Kind::Shape(_) => {}
        }
    }
    for range in japanese_hosts(&plain.text).take(MOST_JAPANESE) {
        let place = plain.place(words, range);
        let text = &words[place.clone()];
        if found.links.len() < MOST
            && seen.insert(text.to_owned())
            && links::has_public_suffix(text)
            && let Some(host) = memory.link(text).filter(Host::is_lookalike)
            && found.links.iter().all(|known| known.host.host() != host.host())
        {
            link_found(&mut found, text, host, None, Some(place), kb);
        }
    }
    for link in &mail.links {
        let (scheme, dialled) = link.target.split_once(':').unwrap_or_default();
        if scheme.eq_ignore_ascii_case("tel") {
            let dialled = dialled.trim_start_matches('/');
            if found.numbers.len() < MOST && seen.insert(link.target.clone()) {
                number_found(kb, &mut found, dialled, dialled, None, kind, at);
            }
        } else if scheme.eq_ignore_ascii_case("mailto") {
            let address = dialled.split('?').next().unwrap_or_default();
            if links::sender_host(kb, address).is_some_and(|host| host.is_lookalike()) {
                found.add("lookalike-mail", None);
            }
        } else if !is_path(&link.target) {
            let shown = Some(link.text.trim()).filter(|t| !t.is_empty() && *t != link.target);
            if found.links.len() < MOST
                && seen.insert(shown.map_or_else(|| link.target.clone(), |shown| format!("{} {shown}", link.target)))
                && let Some(host) = memory.link(&link.target)
            {
                link_found(&mut found, &link.target, host, shown, None, kb);
            }
        }
    }
    if !mail.attachments.is_empty() {
        found.add("attachment", None);
    }
    if mail.reversed {
        found.add("reversed-letters", None);
    }
    if mail.troubles.iter().any(|trouble: &Trouble| trouble.hides_words()) {
        found.add("unread-text", None);
    }
    if mail.from.as_ref().is_none_or(|from| !from.address.contains('@')) && mail.text.chars().nth(SHORT).is_none() {
        found.add("short-message", None);
    }
    misspelt(kb, memory, &mut found, words, plain);
    if !found.has("misspelt-name")
        && let Some(place) = disguise::name(&links::names(kb).collect::<Vec<_>>(), &plain.text)
    {
        found.add("misspelt-name", Some(plain.place(words, place)));
    }
    let one_shop = super::sender::is_one_shop(memory, mail, &found);
    if !one_shop && found.has("other-shop-link") {
        let place = found.signs.iter().find(|(sign, _)| *sign == "other-shop-link").and_then(|(_, place)| place.clone());
        found.add("unofficial-link", place);
    }
    super::sender::judge(kb, memory, mail, one_shop, &mut found);
    found
}

fn number_found<'a>(kb: &'a Kb, found: &mut Findings<'a>, text: &str, read: &str, place: Option<Range<usize>>, kind: Found, at: NaiveDate) {
    let Ok(judgement) = number::judge(kb, &number::Question { input: read, found: Some(kind), incoming: false, at }) else {
        return;
    };
    found.add("number", place.clone());
    if judgement.service.is_some() {
        found.add("public-service-number", place.clone());
    } else if judgement.entry.is_none_or(|e| e.state == NumberState::Reported) {
        found.add("unofficial-number", place.clone());
    }
    if judgement.entry.is_some_and(|e| e.state == NumberState::Reported) {
        found.add("reported-number", place.clone());
    }
    if judgement.identity.class.starts_with("foreign") {
        found.add("foreign-number", place);
    }
    found.numbers.push(NumberFound { text: text.to_owned(), judgement });
}

/// Whether a link leads to where the page itself is: `/login`, `login.html`. What could be a host is none, as some mail programs put a scheme in front.
fn is_path(target: &str) -> bool {
    let name = target.split(['/', '?', '#']).next().unwrap_or_default();
    let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'));
    plain && !links::has_public_suffix(name)
}

fn link_found<'a>(found: &mut Findings<'a>, text: &str, host: Host<'a>, shown: Option<&str>, place: Option<Range<usize>>, kb: &'a Kb) {
    found.add("link", place.clone());
    found.add(host.sign(), place.clone());
    for rule in host.rules() {
        found.add(rule, place.clone());
    }
    if host.is_lookalike() {
        found.add("unofficial-link", place.clone());
    }
    if let Some(other) = shown.and_then(|s| links::shown_host(kb, s))
        && other.registrable() != host.registrable()
    {
        found.add("link-shows-other-host", place.clone());
        if other.is_official() && !host.is_official() {
            found.add("link-poses", place);
        }
    }
    found.links.push(LinkFound { text: text.to_owned(), shown: shown.map(str::to_owned), host });
}

/// A misspelling is at most so many letters longer or shorter.
const LONGER: usize = 2;

/// So many different letters of a name may be missing in a word that looks like it: characters that look alike are others.
const UNLIKE: usize = 2;

/// The letters of a name, each once.
fn letters(name: &str) -> Vec<u8> {
    let mut letters: Vec<u8> = name.bytes().collect();
    letters.sort_unstable();
    letters.dedup();
    letters
}

/// Words of the text that look like the organisation's name and are not.
fn misspelt(kb: &Kb, memory: &Memory<'_>, found: &mut Findings<'_>, words: &str, plain: &Unmasked) {
    let mut seen = HashSet::new();
    let names: Vec<(&str, Vec<u8>)> = links::names(kb).filter(|name| name.is_ascii()).map(|name| (name, letters(name))).collect();
    let text = &plain.text;
    // Letters that stand alone, in a row: a name pulled apart.
    let mut apart = (String::new(), 0);
    let mut at = 0;
    for word in text.as_bytes().split(|b| !b.is_ascii_alphanumeric()) {
        let start = at;
        at += word.len() + 1;
        let end = start + word.len();
        if word.len() == 1 {
            if apart.0.is_empty() {
                apart.1 = start;
            }
            apart.0.push(char::from(word[0]));
            if names.iter().any(|(name, _)| apart.0.ends_with(name)) {
                found.add("misspelt-name", Some(plain.place(words, apart.1..end)));
                return;
            }
        } else if !word.is_empty() {
            apart.0.clear();
        }
        // Between the bytes of another character there is no word.
        let (4.., Some(word)) = (word.len(), text.get(start..end)) else {
            continue;
        };
        let likely = |(name, letters): &(&str, Vec<u8>)| {
            let missing = |letter: &&u8| !word.as_bytes().contains(letter);
            word.len().abs_diff(name.len()) <= LONGER && letters.iter().filter(missing).count() <= UNLIKE
        };
        if names.iter().any(likely) && seen.len() < MOST_WORDS && seen.insert(word) {
            let place = plain.place(words, start..end);
            let own = &words[place.clone()];
            if own.is_ascii() && names.iter().any(|(name, _)| *name == word) {
                continue;
            }
            if memory.misspelt_word(word) || (!own.is_ascii() && memory.misspelt_word(own)) {
                found.add("misspelt-name", Some(place));
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_or_an_address_is_a_contact_however_it_is_written() {
        let kb = Kb::built_in();
        for (text, contact) in [
            ("0120-555-012 に電話", true),
            ("０１２０－５５５－０１２に電話", true),
            ("〇三-五五五五-〇一二三に電話", true),
            ("零三-五五五五-零一二三に電話", true),
            ("call (888) 555-0123", true),
            ("www.example.com", true),
            ("https://login.example.top/", true),
            ("login[dot]example[dot]com を見て", true),
            ("login(dot)example(dot)com を見て", true),
            ("login[DOT]example[DOT]top", true),
            ("返品（靴）と (shoes) の [1 / 2]", false),
            ("Echo Dot (dot) が届かない", false),
            ("荷物が届かない", false),
            ("返品したい。", false),
            ("it was to be here by 9:00", false),
            ("3,980円", false),
            ("a@example.jp から", false),
        ] {
            assert_eq!(has_contact(&kb, text), contact, "{text}");
        }
    }
}
