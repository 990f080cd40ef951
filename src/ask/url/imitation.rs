//! Whether a host is made to look like the organisation: which name of the KB a part of it imitates, and in what they differ.
//!
//! Looked at are the labels of a host and their parts: between hyphens, with and without the digits around and inside, neighbours joined
//! (`ama-zon`), and pieces of joined words (`loginamaz0n`). How unlike a piece may be depends on where it stands: a registered name can be
//! somebody's own word, a label in front of it hardly, and one before an imitated ending (`co.ip`, `co-jp`) serves nothing else. Names, exceptions,
//! endings and the words that fake addresses put beside a name are the KB's.

use crate::kb::Kb;
use crate::kb::record::Imitated;
use crate::text::confusables;
use crate::text::similarity::{self, ALIKE, Difference, Word};

/// What a host imitates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imitation {
    /// The word that is imitated.
    pub word: String,
    /// The part of the host that imitates it.
    pub part: String,
    /// In what they differ; nothing where the word itself stands in a foreign name.
    pub differences: Vec<Difference>,
}

/// At most so much, in tenths of an edit, a name differs from the one that it imitates; a whole label, or a part of one.
const LIKE: u32 = 13;

/// The same where it begins alike and has the rare letters of the name, as few other words do.
const BEGINS_LIKE: u32 = 20;

/// The same in a label in front of another name, or beside words that fake addresses use.
const IN_COMPANY: u32 = 23;

/// The same before an imitated ending, where both begin alike; and where the rare letters are there too.
const WITH_ENDING: [u32; 2] = [28, 33];

/// The same for neighbours that are joined, and for pieces of longer words.
const PIECE: u32 = 10;

/// The same for a word of a text.
const IN_TEXT: u32 = 10;

/// So many neighbours are joined at most.
const NEIGHBOURS: usize = 4;

/// Names shorter than this have too many neighbours: there only what looks alike counts.
const SHORT: usize = 5;

/// Letters that few names and words have; a misspelling that lost them reminds nobody of the name.
const RARE: [char; 5] = ['j', 'q', 'v', 'x', 'z'];

/// What an imitated ending weighs beside a name that needs more than itself.
const ENDING: u8 = 2;

/// What a host imitates. `shown` has its letters as they are, not as `xn--`; its last labels, `suffix` of them, are the public suffix.
pub fn imitation(kb: &Kb, shown: &str, suffix: usize) -> Option<Imitation> {
    let front = match suffix {
        0 => shown,
        _ => &shown[..shown.rmatch_indices('.').nth(suffix - 1)?.0],
    };
    let ending = has_ending(kb, front);
    let mut labels = front.rsplit('.').filter(|label| !label.is_empty()).enumerate();
    labels
        .find_map(|(at, label)| Label { kb, label, in_front: at > 0, ending }.imitation())
        .or_else(|| across_labels(kb, shown, front))
        .or_else(|| official_inside(kb, front))
}

/// What a word of a text or of a sender's name imitates.
pub fn imitated_word(kb: &Kb, text: &str) -> Option<Imitation> {
    let word = Word::new(text)?;
    kb.domains().imitated.iter().filter(|name| name.needs == 0).find_map(|imitated| {
        let name = Word::new(&imitated.name)?;
        let most = if name.len() < SHORT { ALIKE } else { IN_TEXT };
        let found = similarity::cost(&word, &name, most).is_some() && !imitated.except.iter().any(|e| e == text);
        found.then(|| named(imitated, text, text))
    })
}

/// `piece` is what of the part is taken for the name.
fn named(imitated: &Imitated, part: &str, piece: &str) -> Imitation {
    Imitation { word: imitated.name.clone(), part: part.to_owned(), differences: similarity::differences(piece, &imitated.name) }
}

/// Where in the front of a host a label or a part of one begins.
fn begins(front: &str) -> impl Iterator<Item = usize> {
    front.bytes().enumerate().filter(|(_, b)| is_edge(*b)).map(|(at, _)| at + 1)
}

fn is_edge(b: u8) -> bool {
    matches!(b, b'.' | b'-' | b'_')
}

/// Whether what passes for the ending of an official domain stands in the front of a host, as parts of its own.
fn has_ending(kb: &Kb, front: &str) -> bool {
    begins(front).any(|at| {
        let rest = &front[at..];
        let stands =
            |spelling: &String| rest.strip_prefix(spelling.as_str()).is_some_and(|behind| behind.bytes().next().is_none_or(is_edge));
        kb.domains().ending.iter().any(|ending| ending.spellings.iter().any(stands))
    })
}

/// A name whose parts are labels of their own: `ama.zon.example.com`, and `ama.zone` with what is behind the name that somebody registered.
fn across_labels(kb: &Kb, shown: &str, front: &str) -> Option<Imitation> {
    let behind = shown[front.len()..].trim_start_matches('.').split('.').next().unwrap_or_default();
    let label = Label { kb, label: shown, in_front: true, ending: false };
    let word = Word::new(shown);
    let told = |imitated: &&Imitated| imitated.needs == 0 && word.as_ref().is_none_or(|word| word.least(&imitated.name) <= PIECE);
    kb.domains().imitated.iter().filter(told).find_map(|imitated| {
        let parts: Vec<&str> = front.split('.').chain([behind]).filter(|part| !part.is_empty()).collect();
        let search = Search { label: &label, imitated, name: Word::new(&imitated.name)?, least: 0, widest: 0 };
        search.neighbours(&parts, ".").map(|(part, joined)| named(imitated, &part, &joined))
    })
}

/// A whole domain of the organisation that stands as labels of its own in front of another name.
fn official_inside(kb: &Kb, front: &str) -> Option<Imitation> {
    let domains = kb.domains();
    // `a.co` stands in too many.
    let told = |name: &str| name.find('.').is_some_and(|dot| dot > 2);
    let names = || domains.domain.iter().map(|d| &d.name).chain(domains.elsewhere.iter().flat_map(|e| &e.names));
    std::iter::once(0).chain(front.match_indices('.').map(|(at, _)| at + 1)).find_map(|at| {
        let rest = &front[at..];
        let stands = |name: &str| rest.strip_prefix(name).is_some_and(|behind| behind.starts_with(['.', '-']));
        let name = if rest.contains('.') { names().find(|name| stands(name) && told(name)) } else { None };
        name.map(|name| Imitation { word: name.clone(), part: name.clone(), differences: Vec::new() })
    })
}

/// A label and where it stands.
struct Label<'a> {
    kb: &'a Kb,
    label: &'a str,
    /// Another name stands behind it.
    in_front: bool,
    /// An imitated ending stands in the host.
    ending: bool,
}

impl Label<'_> {
    fn imitation(&self) -> Option<Imitation> {
        let word = Word::new(self.label);
        let ascii = self.label.is_ascii();
        self.kb.domains().imitated.iter().find_map(|imitated| {
            let lacks = ascii && !imitated.name.is_ascii();
            // What others rightly put in front of their own names, as in `aws-login.example.com`.
            let others_too = self.in_front && imitated.registered_only && !self.ending;
            if lacks || others_too {
                return None;
            }
            let least = word.as_ref().map_or(0, |word| word.least(&imitated.name));
            let short = imitated.name.chars().take(SHORT).count() < SHORT;
            let widest = match () {
                // Words that are something else besides must be themselves; short names have too many neighbours.
                () if short && imitated.needs > 0 => 0,
                () if short || imitated.needs > 0 => ALIKE,
                () if self.ending => WITH_ENDING[1],
                () => IN_COMPANY,
            };
            let piece = if imitated.own_part || imitated.needs > 0 { ALIKE } else { PIECE };
            if least > widest.max(piece) {
                return None;
            }
            // Most labels are one word that is not even like the name as a whole.
            if least > piece
                && let Some(word) = word.as_ref().filter(|word| word.len() == self.label.len())
                && word.least_as_whole(&imitated.name) > widest
                && !self.label.bytes().any(|b| b.is_ascii_digit())
            {
                return None;
            }
            let search = Search { label: self, imitated, name: Word::new(&imitated.name)?, least, widest };
            search.run().map(|(part, piece)| named(imitated, &part, &piece))
        })
    }

    /// The parts between hyphens.
    fn parts(&self) -> impl Iterator<Item = &str> {
        self.label.split(['-', '_']).filter(|part| !part.is_empty())
    }
}

/// The search for one name in one label.
struct Search<'a> {
    label: &'a Label<'a>,
    imitated: &'a Imitated,
    name: Word,
    /// At least so much a piece of the label costs.
    least: u32,
    /// At most so much a whole piece may cost, wherever it stands.
    widest: u32,
}

impl Search<'_> {
    /// The part that imitates the name, and what of it is taken for the name.
    fn run(&self) -> Option<(String, String)> {
        let label = self.label.label;
        let hyphens = label.contains(['-', '_']);
        let whole = hyphens.then(|| label.replace(['-', '_'], ""));
        let whole = whole.as_deref().filter(|w| without_digits(w).len() <= self.name.len() * 2);
        for part in whole.into_iter().chain(self.label.parts()) {
            let bare = without_digits(part);
            let inner = part.split(|c: char| c.is_ascii_digit()).filter(|piece| piece.len() > 2 && piece.len() < bare.len());
            let bare = Some(bare).filter(|bare| bare.len() < part.len());
            if let Some(found) = std::iter::once(part).chain(bare).chain(inner).find(|piece| self.is_alike(piece, part)) {
                return self.weighs_enough(part).then(|| (found.to_owned(), found.to_owned()));
            }
        }
        if self.least > PIECE {
            return None;
        }
        if self.imitated.needs == 0
            && hyphens
            && let Some(found) = self.neighbours(&self.label.parts().collect::<Vec<_>>(), "-")
        {
            return Some(found);
        }
        self.label.parts().find_map(|part| self.inside(part).map(|piece| (part.to_owned(), piece)))
    }

    /// Whether a whole piece is taken for the name.
    fn is_alike(&self, piece: &str, part: &str) -> bool {
        let name = self.imitated.name.as_str();
        if piece.is_ascii() && similarity::by_length(piece.len(), self.name.len()) > self.widest {
            return false;
        }
        let Some(word) = Word::new(piece).filter(|word| word.least(name).max(word.least_as_whole(name)) <= self.widest) else {
            return false;
        };
        let begins = word.plain().first().zip(self.name.plain().first()).is_some_and(|(a, b)| a == b || confusables::alike(*a, *b));
        let rare = self.has_rare(&word);
        let most = match () {
            () if self.widest <= ALIKE => self.widest,
            () if self.label.ending && begins => WITH_ENDING[usize::from(rare)],
            () if word.len() + 1 < self.name.len() || !rare || self.is_compound(piece) => LIKE,
            () if self.label.in_front && begins => IN_COMPANY,
            () if self.label.in_front || begins => BEGINS_LIKE,
            () => LIKE,
        };
        let Some(cost) = similarity::cost(&word, &self.name, if most == BEGINS_LIKE { IN_COMPANY } else { most }) else {
            return false;
        };
        (cost <= most || (rare && begins && self.company(part) > 0)) && !self.is_excepted(piece)
    }

    /// Whether it is made of several words: by a hyphen, or by an end such as `-zone` among the exceptions.
    fn is_compound(&self, piece: &str) -> bool {
        let mut ends = self.imitated.except.iter().filter_map(|other| other.strip_prefix('-'));
        ends.any(|end| piece.ends_with(end)) || !self.label.parts().any(|part| part.contains(piece))
    }

    /// Whether it is a word of its own. Before an imitated ending or beside words of accounts, a longer form of the name is the name.
    fn is_excepted(&self, piece: &str) -> bool {
        let form = |other: &str| other.starts_with(&self.imitated.name) && (self.label.ending || self.company(piece) >= ENDING);
        let same = |other: &str| other.bytes().filter(|b| *b != b'-').eq(piece.bytes().filter(|b| *b != b'-'));
        self.imitated.except.iter().any(|other| same(other) && !form(other))
    }

    /// What the other parts of the label weigh.
    fn company(&self, part: &str) -> u8 {
        self.label.parts().filter(|other| *other != part).filter_map(|other| self.beside(other)).fold(0, u8::saturating_add)
    }

    /// Whether the rare letters of the name, if it has any, are in a word.
    fn has_rare(&self, word: &Word) -> bool {
        let mut rare = self.name.plain().iter().filter(|c| RARE.contains(c)).peekable();
        rare.peek().is_some() && rare.all(|c| word.plain().contains(c))
    }

    /// Neighbours that are the name when joined: as they stand, and joined.
    fn neighbours(&self, parts: &[&str], between: &str) -> Option<(String, String)> {
        let len = self.name.len();
        if len < SHORT {
            return None;
        }
        (0..parts.len()).find_map(|from| {
            (2..=NEIGHBOURS).find_map(|count| {
                let run = parts.get(from..from + count)?;
                let long: usize = run.iter().map(|part| part.len()).sum();
                if long + 1 < len || long > len + 2 {
                    return None;
                }
                let joined = run.concat();
                let word = Word::new(&joined).filter(|word| self.has_rare(word) || word.len() == len)?;
                // With a dot inside, a longer form of the name is no word of somebody else.
                let form = between == "." && joined.starts_with(&self.imitated.name);
                let alike = similarity::cost(&word, &self.name, PIECE).is_some() && (form || !self.is_excepted(&joined));
                alike.then(|| (run.join(between), joined))
            })
        })
    }

    /// The piece of a longer word that is the name: itself, or with digits or foreign letters in it; at the beginning also misspelt, and elsewhere
    /// misspelt between words that fake addresses use.
    fn inside(&self, part: &str) -> Option<String> {
        let name = self.imitated.name.as_str();
        let own_part = self.imitated.own_part || self.imitated.needs > 0;
        if !own_part && part.match_indices(name).any(|(at, _)| !self.begins_other(part, at)) {
            return Some(name.to_owned());
        }
        let len = self.name.len();
        let (most, sizes) = match own_part {
            true => (if len < SHORT { 0 } else { ALIKE }, len..=len),
            false if len < SHORT => (PIECE, len..=len),
            false => (PIECE, len - 1..=len + 2),
        };
        let word = Word::new(part).filter(|word| word.least(name) <= most)?;
        // Without its rare letters it can only be the begin.
        let anywhere = own_part || self.has_rare(&word);
        for from in 0..if anywhere { word.len() } else { 1 } {
            if !similarity::may_begin(&word.plain()[from..], &self.name) {
                continue;
            }
            for size in sizes.clone().take_while(|size| from + size <= word.len() && *size < word.len()) {
                let piece = word.part(from, from + size);
                let Some(cost) = (piece.least(name) <= most).then(|| similarity::cost(&piece, &self.name, most)).flatten() else {
                    continue;
                };
                let place = |n: usize| part.char_indices().nth(n).map_or(part.len(), |(at, _)| at);
                let (start, end) = (place(from), place(from + size));
                let (before, written, behind) = (&part[..start], &part[start..end], &part[end..]);
                if self.is_excepted(written) || self.begins_other(part, start) {
                    continue;
                }
                let found = if own_part {
                    self.beside(before).zip(self.beside(behind)).is_some_and(|(left, right)| self.weighs(left.saturating_add(right)))
                } else {
                    let rare = self.has_rare(&piece);
                    let letters = written.bytes().all(|b| b.is_ascii_lowercase()) || !written.ends_with(char::is_alphabetic);
                    let disguised = cost <= 2 * ALIKE && !letters;
                    let misspelt = from == 0 && size + 1 < word.len() && rare;
                    let among = (rare || from == 0) && self.ends_in_word(before) && self.begins_with_word(behind);
                    disguised || misspelt || among
                };
                if found {
                    return Some(written.to_owned());
                }
            }
        }
        None
    }

    /// Whether the name, or what is taken for it, belongs to a word that is something else. A longer form of the name counts where the text ends with
    /// it, or where it is much longer and no word of fake addresses follows.
    fn begins_other(&self, text: &str, at: usize) -> bool {
        let name = self.imitated.name.as_str();
        self.imitated.except.iter().any(|other| {
            let within = other.find(name);
            let rest = at.checked_sub(within.unwrap_or(0)).and_then(|start| text.get(start..));
            rest.and_then(|rest| rest.strip_prefix(other.as_str())).is_some_and(|behind| match within {
                Some(0) if self.label.ending => false,
                Some(0) => without_digits(behind).is_empty() || (other.len() > name.len() + 1 && !self.begins_with_word(behind)),
                Some(_) => true,
                None => other.len() + 1 >= name.len(),
            })
        })
    }

    fn words(&self) -> impl Iterator<Item = (&str, u8)> {
        self.label.kb.domains().beside.iter().flat_map(|b| b.words.iter().map(|word| (word.as_str(), b.weight)))
    }

    fn begins_with_word(&self, text: &str) -> bool {
        let text = text.trim_start_matches(|c: char| c.is_ascii_digit());
        text.is_empty() || self.words().any(|(word, _)| text.starts_with(word))
    }

    fn ends_in_word(&self, text: &str) -> bool {
        let text = text.trim_end_matches(|c: char| c.is_ascii_digit());
        text.is_empty() || self.words().any(|(word, _)| text.ends_with(word))
    }

    /// What a text weighs that is made of nothing but words that stand beside names, and digits.
    fn beside(&self, text: &str) -> Option<u8> {
        let mut rest = without_digits(text);
        let mut weight = 0;
        while !rest.is_empty() {
            let (word, more) = self.words().filter(|(word, _)| rest.starts_with(word)).max_by_key(|(word, _)| word.len())?;
            weight = more.saturating_add(weight);
            rest = &rest[word.len()..];
        }
        Some(weight)
    }

    /// Whether the other parts of the label weigh enough.
    fn weighs_enough(&self, part: &str) -> bool {
        self.imitated.needs == 0 || self.weighs(self.company(part))
    }

    fn weighs(&self, weight: u8) -> bool {
        let weight = weight.saturating_add(if self.label.ending { ENDING } else { 0 });
        weight >= self.imitated.needs
    }
}

fn without_digits(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_ascii_digit())
}
