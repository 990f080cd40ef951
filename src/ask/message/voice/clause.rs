//! How far a word of reporting reaches: sentences, clauses and quotations.
//!
//! All is looked for around one place and within bounds, so that a text costs no more than its length however it is written.

use std::ops::Range;

use super::lines::last_line;
use super::{REACH, Scene};
use crate::kb::record::VoiceRole;
use crate::text::unmask::PARAGRAPH;

/// A clause is looked for within so many characters, quotations not counted.
const CLAUSE: usize = 160;

/// The longest quotation, in characters.
const QUOTATION: usize = 600;

/// A line of less width, Latin letters counted as 1 and Japanese ones as 2, is not broken within a sentence.
const WRAPPED: usize = 48;

/// Marks of quotation, each with its other half.
const MARKS: [(char, char); 5] = [('「', '」'), ('『', '』'), ('“', '”'), ('"', '"'), ('«', '»')];

impl Scene<'_> {
    /// The sentence around a place.
    pub(super) fn sentence(&self, place: Range<usize>) -> Range<usize> {
        self.back(place.start)..self.forth(place.end)
    }

    /// Where the sentence begins that `at` is in.
    pub(super) fn back(&self, at: usize) -> usize {
        let mut start = at;
        for _ in 0..CLAUSE {
            let Some(c) = self.text[..start].chars().next_back() else {
                return start;
            };
            let before = start - c.len_utf8();
            if at - start > REACH || ends_sentence(self.text, before, c) || self.new_line(start) {
                return start;
            }
            start = self.opening(before, c).unwrap_or(before);
        }
        at
    }

    /// Where the sentence ends that `at` is in, its end mark not counted.
    pub(super) fn forth(&self, at: usize) -> usize {
        let mut end = at;
        for _ in 0..CLAUSE {
            let Some(c) = self.text[end..].chars().next() else {
                return end;
            };
            if ends_sentence(self.text, end, c) || self.new_line(end) {
                return end;
            }
            end = self.closing(end, c).unwrap_or(end + c.len_utf8());
        }
        end
    }

    /// Where the quotation begins whose closing mark stands at `at`.
    pub(super) fn opening(&self, at: usize, c: char) -> Option<usize> {
        let (open, close) = MARKS.iter().find(|(_, close)| *close == c)?;
        if *open == '"' && !closes(self.text, at) {
            return None;
        }
        let mut depth = 1;
        for (n, other) in self.text[..at].char_indices().rev().take(QUOTATION) {
            if other == *close && open != close {
                depth += 1;
            } else if other == *open {
                depth -= 1;
                if depth == 0 {
                    return Some(n);
                }
            }
        }
        None
    }

    /// Where the quotation ends whose opening mark stands at `at`, that included.
    pub(super) fn closing(&self, at: usize, c: char) -> Option<usize> {
        let (open, close) = MARKS.iter().find(|(open, _)| *open == c)?;
        if *open == '"' && closes(self.text, at) {
            return None;
        }
        let inside = at + c.len_utf8();
        let mut depth = 1;
        for (n, other) in self.text[inside..].char_indices().take(QUOTATION) {
            if other == *close {
                depth -= 1;
                if depth == 0 {
                    return Some(inside + n + other.len_utf8());
                }
            } else if other == *open {
                depth += 1;
            }
        }
        None
    }

    /// The quotations of a sentence.
    pub(super) fn quotations(&self, sentence: Range<usize>) -> Vec<Range<usize>> {
        let mut all = Vec::new();
        let mut at = sentence.start;
        while let Some(c) = self.text[at..sentence.end.max(at)].chars().next() {
            let next = self.closing(at, c);
            all.extend(next.map(|end| at..end));
            at = next.unwrap_or(at + c.len_utf8());
        }
        all
    }

    /// Whether the sentence cannot go on to the character at `at`, as a line ends before it.
    pub(super) fn new_line(&self, at: usize) -> bool {
        let before = self.text[..at].trim_end_matches(' ');
        let (Some(last), Some(next)) = (before.chars().next_back(), self.text[at..].chars().next().filter(|c| *c != ' ')) else {
            return false;
        };
        let from = self.plain.place(self.words, before.len() - last.len_utf8()..before.len()).end;
        let to = self.plain.place(self.words, at..at + next.len_utf8()).start;
        let Some(between) = self.words.get(from..to).filter(|between| between.contains('\n')) else {
            return false;
        };
        let line = last_line(&self.words[..from]);
        // Programs break long lines anywhere; people begin a new one with a sign.
        between.matches('\n').count() > 1
            || line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>() < WRAPPED
            || line.contains("://")
            || !(next.is_alphanumeric() || next == '、' || MARKS.iter().any(|(open, _)| *open == next))
    }

    /// Where the clause begins that a word at `at` governs, in Japanese.
    pub(super) fn clause_start(&self, at: usize, sentence: usize, role: VoiceRole) -> usize {
        let text = &self.text[sentence..at];
        // What a comma parts from a word of warning is not what it warns of.
        if role != VoiceRole::Mentions && text.ends_with(['、', ',', ':', ' ', '】', '※', '・']) {
            return at;
        }
        let quotations = self.quotations(sentence..at);
        let quoted = |place: usize| quotations.iter().any(|q| q.start <= place && place < q.end);
        let mut start = sentence;
        for end in self.vocabulary.ends.iter().filter(|end| !end.is_ascii()) {
            for (n, found) in text.match_indices(end) {
                let behind = sentence + n + found.len();
                let reported = self.vocabulary.mentions.iter().any(|m| self.text[behind..].starts_with(m));
                if behind < at && behind > start && !quoted(behind - found.len()) && !reported {
                    start = behind;
                }
            }
        }
        if role == VoiceRole::Forbids && !self.vocabulary.mentions.iter().any(|m| self.text[start..at].contains(m)) {
            start = self.behind_comma(start, at, &quotations);
        }
        start
    }

    /// Where the last part of a clause begins that a comma parts from the rest; what is listed before is taken along.
    pub(super) fn behind_comma(&self, start: usize, at: usize, quotations: &[Range<usize>]) -> usize {
        /// What is listed is at most so long, in characters.
        const LISTED: usize = 14;
        let mut from = at;
        for (n, _) in self.text[start..at].rmatch_indices('、') {
            let comma = start + n;
            if quotations.iter().any(|q| q.contains(&comma)) {
                continue;
            }
            let before = self.text[start..comma].rfind('、').map_or(start, |n| start + n + '、'.len_utf8());
            from = comma + '、'.len_utf8();
            if self.text[before..comma].chars().count() > LISTED {
                return from;
            }
            from = before;
        }
        if from == at { start } else { from }
    }

    /// Where the clause ends that a word before `at` governs, in English.
    pub(super) fn clause_end(&self, at: usize, sentence: usize, tells: bool) -> usize {
        let mut end = at;
        while let Some(c) = self.text[end..sentence.max(end)].chars().next() {
            if let Some(behind) = self.closing(end, c) {
                end = behind;
                continue;
            }
            if matches!(c, ';' | '–' | '—') || (c == ':' && !self.text[end..].starts_with(": \"") && !self.text[end..].starts_with(": “"))
            {
                return end;
            }
            let rest = &self.text[end..sentence];
            if c == ' ' || c == ',' {
                let behind = rest.trim_start_matches([' ', ',']);
                let begins = |words: &[&str]| words.iter().any(|word| begins_with(behind, word));
                let listed = || behind.split(' ').take(3).any(|word| word == "or" || word == "and" || word.ends_with(','));
                let goes_on = || behind.starts_with(['"', '“']) || (listed() && !begins(&self.vocabulary.turns));
                let joined = tells
                    && behind.strip_prefix("and ").is_some_and(|next| self.vocabulary.joins.iter().any(|word| begins_with(next, word)));
                if !joined && (begins(&self.vocabulary.ends) || (c == ',' && !goes_on())) {
                    return end;
                }
            }
            end += c.len_utf8();
        }
        end
    }
}

/// Whether a text begins with a whole word.
fn begins_with(text: &str, word: &str) -> bool {
    text.strip_prefix(word).is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
}

/// Whether the character at `at` ends a sentence.
fn ends_sentence(text: &str, at: usize, c: char) -> bool {
    match c {
        '。' | '!' | '?' | '．' | '｡' | PARAGRAPH => true,
        '.' => text[at + 1..].chars().next().is_none_or(|next| next.is_whitespace()),
        _ => false,
    }
}

/// Whether a mark that opens and closes alike closes here: a letter or the end of a sentence stands before it, and no letter behind.
fn closes(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back().is_some_and(|c| !c.is_whitespace() && c != '(' && c != ':');
    let behind = text[at + 1..].chars().next().is_some_and(|c| c.is_ascii_alphanumeric());
    before && !behind
}
