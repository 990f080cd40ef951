//! What the program itself finds in a message, apart from phrases: its numbers, links and sender, and the tricks it plays.

use std::collections::HashSet;
use std::ops::Range;

use chrono::NaiveDate;

use super::links::{self, Host};
use crate::ask::number::{self, Judgement};
use crate::kb::Kb;
use crate::kb::record::{Found, NumberState};
use crate::text::finds::{Find, Kind, World, scan};
use crate::text::mail::{Mail, Sender};
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
    "reply-to-elsewhere",
    "misspelt-name",
    "order-number",
    "price",
    "attachment",
];

/// Whether rules can name this sign.
pub fn is_sign(id: &str) -> bool {
    SIGNS.contains(&id) || Trick::ALL.iter().any(|t| t.id() == id)
}

/// How many different numbers and links are judged; a message with more shows the first.
const MOST: usize = 200;

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
}

impl<'a> Findings<'a> {
    /// Whether a sign was found.
    pub fn has(&self, id: &str) -> bool {
        self.signs.iter().any(|(sign, _)| *sign == id)
    }

    fn add(&mut self, id: &'a str, place: Option<Range<usize>>) {
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
pub fn find<'a>(kb: &'a Kb, mail: &Mail, words: &str, plain: &Unmasked, kind: Found, at: NaiveDate) -> Findings<'a> {
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
                if found.links.len() < MOST && seen.insert(text.to_owned()) {
                    link_found(kb, &mut found, text, None, Some(place));
                }
            }
            Kind::Mail => {
                if found.mails.len() < MOST && seen.insert(text.to_owned()) {
                    found.mails.push(text.to_owned());
                }
            }
            Kind::Shape(Shape::OrderNumber) => found.add("order-number", Some(place)),
            Kind::Shape(Shape::Price) => found.add("price", Some(place)),
            Kind::Shape(_) => {}
        }
    }
    for link in &mail.links {
        let (scheme, dialled) = link.target.split_once(':').unwrap_or_default();
        if scheme.eq_ignore_ascii_case("tel") {
            let dialled = dialled.trim_start_matches('/');
            if found.numbers.len() < MOST && seen.insert(link.target.clone()) {
                number_found(kb, &mut found, dialled, dialled, None, kind, at);
            }
        } else if !is_path(&link.target) {
            let shown = Some(link.text.trim()).filter(|t| !t.is_empty() && *t != link.target);
            if found.links.len() < MOST
                && seen.insert(shown.map_or_else(|| link.target.clone(), |shown| format!("{} {shown}", link.target)))
            {
                link_found(kb, &mut found, &link.target, shown, None);
            }
        }
    }
    if !mail.attachments.is_empty() {
        found.add("attachment", None);
    }
    let from = mail.from.as_ref().and_then(|from| links::sender_host(kb, &from.address));
    let one_shop = is_one_shop(&found, from.as_ref());
    if !one_shop && found.has("other-shop-link") {
        let place = found.signs.iter().find(|(sign, _)| *sign == "other-shop-link").and_then(|(_, place)| place.clone());
        found.add("unofficial-link", place);
    }
    sender(kb, mail, one_shop, &mut found);
    misspelt(kb, &mut found, words, plain);
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

fn link_found<'a>(kb: &'a Kb, found: &mut Findings<'a>, text: &str, shown: Option<&str>, place: Option<Range<usize>>) {
    let Some(host) = links::host(kb, text) else {
        return;
    };
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

/// Whether sender and links are all of one shop that the organisation has in another country, or the organisation's here. Where others are among
/// them, such a shop is as foreign as they are.
fn is_one_shop(found: &Findings<'_>, sender: Option<&Host<'_>>) -> bool {
    let hosts = || found.links.iter().map(|link| &link.host).chain(sender);
    let shop = hosts().find_map(Host::other_shop);
    shop.is_some() && hosts().all(|host| host.is_official() || host.other_shop() == shop)
}

fn sender(kb: &Kb, mail: &Mail, one_shop: bool, found: &mut Findings<'_>) {
    let Some(from) = &mail.from else {
        return;
    };
    let host = links::sender_host(kb, &from.address);
    let official = host.as_ref().is_some_and(Host::is_official);
    let its_own = official || (one_shop && host.is_some());
    if host.is_none() && !from.name.is_empty() && !from.address.is_empty() {
        found.add("sender-without-address", None);
    }
    if host.is_some() {
        found.add("sender", None);
        found.add(
            if official {
                "official-sender"
            } else if one_shop {
                "other-shop-sender"
            } else {
                "unofficial-sender"
            },
            None,
        );
    }
    let local = from.address.split('@').next().unwrap_or_default();
    let names = [Unmasked::new(&from.name).text, Unmasked::new(local).text];
    let imitated: Vec<&str> = links::names(kb).collect();
    let poses = names.iter().any(|name| imitated.iter().any(|word| name.contains(word)));
    if host.is_some() && !its_own && poses {
        found.add("sender-poses", None);
    }
    let domain = from.address.rsplit('@').next().unwrap_or_default();
    if [from.name.as_str(), local, domain].iter().any(|text| !its_own && links::misspelt_in(kb, text)) {
        found.add("sender-misspelt", None);
    }
    if let Some(reply) = mail.reply_to.as_ref().and_then(|r: &Sender| links::sender_host(kb, &r.address))
        && host.is_some_and(|h| h.registrable() != reply.registrable())
    {
        found.add("reply-to-elsewhere", None);
    }
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
fn misspelt(kb: &Kb, found: &mut Findings<'_>, words: &str, plain: &Unmasked) {
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
            if links::misspelt_word(kb, word) || (!own.is_ascii() && links::misspelt_word(kb, own)) {
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
