//! For whom a message speaks, and whether its links belong to them.
//!
//! A message *speaks as* an organisation that it names where a speaker is named: as its sender, at the beginning of its subject or text, or in brackets
//! or on a short line of its own near there; anywhere in a short one. Elsewhere it only mentions it. A link belongs to somebody known where its host
//! is, or is under, a domain of an organisation of the list; any other that is not this KB's own is a *stranger's*, which says nothing bad of it by
//! itself. A stranger's link is *foreign* where the sender's address is at another place, or is not known, or where the sender speaks as somebody
//! else: what a shop links to on its own pages is not.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::links::Host;
use super::memory::Memory;
use super::scene::Scene;
use super::signs::{Findings, LinkFound};
use crate::kb::{Kb, Organisation, OwnDomain, suffixes};
use crate::text::mail::Mail;
use crate::text::unmask::Unmasked;

/// Sign: it speaks as the organisation of this KB.
pub const SPEAKS: &str = "speaks-as-organisation";
/// Sign: it speaks as another organisation of the list.
pub const SPEAKS_AS_OTHER: &str = "speaks-as-other";
/// Sign: a link to a place that belongs to nobody known.
pub const STRANGER_LINK: &str = "stranger-link";
/// Sign: a link to a stranger's place that is not the sender's own either.
pub const FOREIGN_LINK: &str = "foreign-link";
/// Sign: the sender's address is at a place that belongs to nobody known.
pub const STRANGER_SENDER: &str = "stranger-sender";
/// Sign: a link to a domain of another organisation of the list.
pub const KNOWN_LINK: &str = "known-link";
/// Sign: the sender's name is another organisation's, and the address is not.
pub const SENDER_POSES_AS_OTHER: &str = "sender-poses-as-other";
/// Sign: the host of a link has the name of another organisation in it, and is not theirs.
pub const LINK_NAMES_OTHER: &str = "link-names-other";

/// Every sign that this room finds.
pub const SIGNS: [&str; 8] =
    [SPEAKS, SPEAKS_AS_OTHER, STRANGER_LINK, FOREIGN_LINK, STRANGER_SENDER, KNOWN_LINK, SENDER_POSES_AS_OTHER, LINK_NAMES_OTHER];

/// The shortest label of a domain that is looked for in other hosts, in bytes.
const LABEL: usize = 5;

/// Suffixes that one can register under only as an organisation of the kind, which shows its papers, and only once: JPRS, "Organizational/Geographic Type
/// JP Domain Name Registration". A company's name under one of these is the company's.
const PROVEN: [&str; 4] = ["co.jp", "or.jp", "go.jp", "lg.jp"];

/// The organisations of the list, ready for any number of messages.
pub struct Organisations<'a> {
    all: Vec<&'a Organisation>,
    /// Each domain, with what it is.
    domains: HashMap<&'a str, &'a OwnDomain>,
    /// What each domain is called before its suffix, where that is long enough to tell something, with its letters.
    labels: Vec<(&'a str, u32)>,
    /// The public suffixes that they register under.
    suffixes: HashSet<&'a str>,
    /// Words that name the organisation of this KB.
    own: Vec<&'a str>,
}

/// A group of phrases that name one organisation.
pub type Names<'a> = Box<dyn Iterator<Item = &'a str> + 'a>;

impl<'a> Organisations<'a> {
    /// Those that the KB's country knows.
    pub fn new(kb: &'a Kb) -> Organisations<'a> {
        let all: Vec<&Organisation> = kb.japan().organisations().iter().collect();
        let domains: HashMap<&str, &OwnDomain> = all.iter().flat_map(|o| o.domains.iter().map(|d| (d.name.as_str(), d))).collect();
        let telling = domains
            .values()
            .filter(|domain| !domain.word)
            .filter_map(|domain| suffixes::split(&domain.name).registrable?.split('.').next());
        let mut labels: Vec<&str> = telling.filter(|label| label.len() >= LABEL).collect();
        labels.sort_unstable();
        labels.dedup();
        let labels = labels.into_iter().map(|label| (label, letters(label))).collect();
        let suffixes = domains.keys().map(|domain| suffixes::split(domain).suffix).collect();
        Organisations { all, domains, labels, suffixes, own: super::links::names(kb).collect() }
    }

    /// The phrases that name each organisation: this KB's first, then for each of the list its names and then those that are ordinary words too.
    pub fn names(&self) -> impl Iterator<Item = Names<'a>> {
        let own = self.own.clone();
        let first: Names<'a> = Box::new(own.into_iter());
        let others = self.all.clone().into_iter().flat_map(|o| {
            let names: Names<'a> = Box::new(o.names.iter().map(String::as_str));
            let ambiguous: Names<'a> = Box::new(o.ambiguous.iter().map(String::as_str));
            [names, ambiguous]
        });
        std::iter::once(first).chain(others)
    }

    /// The domain of the list that a host is, or is under.
    fn domain_of(&self, host: &str) -> Option<&'a OwnDomain> {
        let mut rest = Some(host);
        while let Some(name) = rest {
            if let Some(domain) = self.domains.get(name) {
                return Some(*domain);
            }
            rest = name.split_once('.').map(|(_, parent)| parent);
        }
        None
    }

    /// Whether a host is known to be of an organisation of the list, while those in `speaking` seem to speak.
    fn knows(&self, host: &str, speaking: &[&Organisation]) -> bool {
        self.domain_of(host).is_some_and(|domain| {
            let speaks = || speaking.iter().any(|organisation| organisation.domains.iter().any(|own| own.name == domain.name));
            !domain.publishing && (!domain.shared || speaks())
        }) || self.proven(host)
    }

    /// Whether a host is called as a domain of the list is, under a suffix of [`PROVEN`].
    fn proven(&self, host: &str) -> bool {
        let split = suffixes::split(host);
        let label = split.registrable.and_then(|name| name.split('.').next()).filter(|_| PROVEN.contains(&split.suffix));
        label.is_some_and(|label| self.labels.iter().any(|(known, _)| *known == label))
    }

    /// Whether a part of a host is what a domain of the list is called. The name itself under another suffix that they register under (`com` for
    /// `co.jp`) may well be theirs.
    fn names_other(&self, host: &str) -> bool {
        let split = suffixes::split(host);
        let registered = split.registrable.and_then(|name| name.split('.').next()).filter(|_| self.suffixes.contains(split.suffix));
        let part = |label: &str| {
            host.match_indices(label).any(|(at, _)| {
                let edge = |c: Option<char>| c.is_none_or(|c| !c.is_ascii_alphabetic());
                edge(host[..at].chars().next_back()) && edge(host[at + label.len()..].chars().next())
            })
        };
        // Nearly all have a letter that the host has not.
        let has = letters(host);
        self.labels.iter().any(|(label, letters)| letters & !has == 0 && registered != Some(label) && part(label))
    }

    /// The registrable domain of the sender's address, where the message speaks as nobody else.
    fn own_place(&self, memory: &Memory<'a>, mail: &Mail, found: &Findings<'a>) -> Option<String> {
        const OTHERS: [&str; 6] = [SPEAKS, SPEAKS_AS_OTHER, SENDER_POSES_AS_OTHER, "sender-poses", "sender-misspelt", "reply-to-elsewhere"];
        let speaks_for_itself = !OTHERS.iter().any(|sign| found.has(sign));
        let host = mail.from.as_ref().filter(|_| speaks_for_itself).and_then(|from| memory.sender_host(&from.address))?;
        host.registrable().map(str::to_owned)
    }

    /// Adds what the places of names and the links come to. `places` has those of [`Self::names`], in its order, within `plain`, which is `words` with
    /// tricks undone.
    pub fn signs(
        &self,
        memory: &Memory<'a>,
        mail: &Mail,
        words: &str,
        plain: &Unmasked,
        places: &[Vec<Range<usize>>],
        found: &mut Findings<'a>,
    ) {
        let mut scene = Scene::new(mail, words, plain);
        scene.named_otherwise = !scene.nameless && !places.iter().flatten().any(|place| scene.is_sender(place));
        let mut groups = places.iter();
        if let Some(place) = groups.next().and_then(|own| own.iter().find(|place| scene.speaks(place))) {
            found.add(SPEAKS, Some(plain.place(words, place.clone())));
        }
        let (mut speaking, mut sending) = (Vec::new(), Vec::new());
        for (organisation, pair) in self.all.iter().zip(groups.as_slice().chunks(2)) {
            let [names, ambiguous] = pair else { continue };
            let labels = || ambiguous.iter().find(|place| scene.is_word(place) && scene.speaks(place) && scene.is_label(place));
            if let Some(place) = names.iter().find(|place| scene.speaks(place)).or_else(labels) {
                speaking.push(*organisation);
                found.add(SPEAKS_AS_OTHER, Some(plain.place(words, place.clone())));
            }
            if names.iter().chain(ambiguous.iter().filter(|place| scene.is_word(place))).any(|place| scene.is_sender(place)) {
                sending.push(*organisation);
            }
        }
        let stranger = |host: &Host<'_>| !host.is_own() && host.host().is_none_or(|name| !self.knows(name, &speaking));
        if let Some((_, host)) = mail.from.as_ref().and_then(|from| from.address.rsplit_once('@'))
            && !found.has("official-sender")
        {
            let host = host.to_ascii_lowercase();
            let mailbox = self.domain_of(&host).is_some_and(|domain| domain.mailboxes && domain.name == host);
            let known = self.knows(&host, &sending);
            if !known || mailbox {
                found.add(STRANGER_SENDER, None);
            }
            if !known && !sending.is_empty() {
                found.add(SENDER_POSES_AS_OTHER, None);
            }
        }
        let own = if found.links.is_empty() { None } else { self.own_place(memory, mail, found) };
        let of_links = |links: &[LinkFound<'_>]| {
            let strange = links.iter().any(|link| stranger(&link.host));
            let foreign = links.iter().any(|link| {
                let own = own.as_deref();
                stranger(&link.host) && own.is_none_or(|own| link.host.registrable() != Some(own) && is_address(&link.text))
            });
            let known = links.iter().any(|link| !link.host.is_own() && !stranger(&link.host));
            let named = links.iter().any(|link| {
                stranger(&link.host) && link.host.host().is_some_and(|host| self.domain_of(host).is_none() && self.names_other(host))
            });
            [(strange, STRANGER_LINK), (foreign, FOREIGN_LINK), (known, KNOWN_LINK), (named, LINK_NAMES_OTHER)]
        };
        for (holds, sign) in of_links(&found.links) {
            if holds {
                found.add(sign, None);
            }
        }
    }
}

/// The Latin letters of a text, each as a bit.
fn letters(text: &str) -> u32 {
    text.bytes().filter(u8::is_ascii_lowercase).fold(0, |all, letter| all | 1 << (letter - b'a'))
}

/// Whether a link is written as an address, not as a name that may be that of a program or event.
fn is_address(text: &str) -> bool {
    text.contains('/') || text.starts_with("www.")
}
