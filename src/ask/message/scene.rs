//! Where in a message a name stands, and whether it says there who speaks.

use std::ops::Range;

use crate::text::mail::Mail;
use crate::text::unmask::{PARAGRAPH, Unmasked};

/// A name in brackets or on a line of its own says who speaks behind at most so many letters.
const HEAD: usize = 60;

/// A name behind so many letters of a subject or a text opens it.
const OPENING: usize = 4;

/// A message of at most so many characters is all beginning.
const SHORT: usize = 120;

/// A line of at most so many characters that begins with a name is a signature.
const SIGNATURE: usize = 24;

/// A word for a kind of office that begins within so many characters of a subject or a text belongs to the name of who speaks.
const KIND: usize = 12;

/// Where in a message a name stands.
pub struct Scene<'m> {
    plain: &'m Unmasked,
    words: &'m str,
    /// Where the subject and the text begin among the words.
    subject: usize,
    text: usize,
    short: bool,
    /// Whether its sender has no name that would say who speaks.
    pub nameless: bool,
    /// Whether its sender has a name, which is none of the list and not this KB's.
    pub named_otherwise: bool,
}

impl<'m> Scene<'m> {
    /// Reads where its parts stand.
    pub fn new(mail: &Mail, words: &'m str, plain: &'m Unmasked) -> Scene<'m> {
        let name = mail.from.as_ref().map_or(0, |from| from.name.len());
        let subject = name + 2;
        let text = subject + mail.subject.len() + 2;
        let short = mail.text.chars().nth(SHORT).is_none();
        Scene { plain, words, subject, text, short, nameless: name == 0, named_otherwise: false }
    }

    fn at(&self, place: &Range<usize>) -> usize {
        self.plain.place(self.words, place.clone()).start
    }

    /// Whether it is no part of a longer word of katakana, as ライン is of オンライン.
    pub fn is_word(&self, place: &Range<usize>) -> bool {
        let katakana = |c: Option<char>| c.is_some_and(|c| matches!(c, '\u{30a1}'..='\u{30fa}' | '\u{30fc}'));
        let text = &self.plain.text;
        let (before, behind) = (&text[..place.start], &text[place.end..]);
        let begins = katakana(text[place.start..].chars().next()) && katakana(before.chars().next_back());
        let goes_on = katakana(text[..place.end].chars().next_back()) && katakana(behind.chars().next());
        !begins && !goes_on
    }

    /// Whether it is in the sender's name.
    pub fn is_sender(&self, place: &Range<usize>) -> bool {
        self.at(place) < self.subject
    }

    /// Whether it stands where a speaker is named.
    pub fn speaks(&self, place: &Range<usize>) -> bool {
        let at = self.at(place);
        let before =
            |from: usize| self.words.get(from..at).map_or(usize::MAX, |before| before.chars().filter(|c| c.is_alphanumeric()).count());
        if at < self.subject {
            return true;
        }
        let opens = |before: usize| before <= OPENING && (!self.named_otherwise || self.is_label(place));
        if at < self.text && self.named_otherwise {
            // A subject is a line of its own whoever speaks.
            return before(self.subject) <= OPENING && self.is_bracketed(place);
        }
        if at < self.text {
            return opens(before(self.subject)) || self.is_label(place);
        }
        let before = before(self.text);
        self.short
            || opens(before)
            || (before <= HEAD && self.is_bracketed(place))
            || (before <= HEAD && self.is_label(place) && !self.named_otherwise)
            || (self.nameless && self.is_label(place))
    }

    /// Whether it is the sender's name, stands in brackets, or begins a short line.
    pub fn is_label(&self, place: &Range<usize>) -> bool {
        let text = &self.plain.text;
        let before = text[..place.start].chars().next_back();
        let line = || {
            let rest = text[place.start..].split(PARAGRAPH).next().unwrap_or_default();
            before.is_none_or(|c| c == PARAGRAPH) && rest.chars().nth(SIGNATURE).is_none()
        };
        self.is_sender(place) || self.is_bracketed(place) || line()
    }

    /// Whether a bracket opens right before it, as before the name of whoever speaks.
    fn is_bracketed(&self, place: &Range<usize>) -> bool {
        let before = self.plain.text[..place.start].chars().next_back();
        before.is_some_and(|c| matches!(c, '【' | '[' | '「' | '<' | '『' | '(' | '■'))
    }

    /// Whether a word that says what kind of office speaks, such as `bank`, stands where one names itself: in the sender's name, within brackets, at the
    /// beginning of the subject or the text, or on a short line that says nothing else.
    pub fn introduces(&self, place: &Range<usize>) -> bool {
        let at = self.at(place);
        if at < self.subject {
            return true;
        }
        let part = &self.words[if at < self.text { self.subject } else { self.text }..at];
        if part.chars().nth(KIND).is_none() {
            return true;
        }
        let text = &self.plain.text;
        let (before, behind) = (&text[..place.start], &text[place.end..]);
        let line = before.rsplit(PARAGRAPH).next().unwrap_or_default();
        let rest = behind.split(PARAGRAPH).next().unwrap_or_default();
        let opened = line.rfind(['【', '[', '『', '■']).is_some_and(|from| !line[from..].contains(['】', ']', '』']));
        let says_more = |part: &str| part.contains(['。', '.', '、', ',', '?', '!']);
        let alone = line.chars().count() + rest.chars().count() < SIGNATURE && !says_more(line) && !says_more(rest);
        opened || alone
    }
}
