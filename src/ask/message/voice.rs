//! Whose voice a message speaks in: what it only reports, warns of or forbids, it does not say itself.
//!
//! A warning repeats what scammers say, so the words of a scam alone tell little. Here each *occurrence* of a phrase is told apart: it is *reported* where
//! it stands in the clause that words of reporting, warning or negation govern. In Japanese that is what stands before them, back to where the clause
//! begins (`アカウントを停止したという偽メール`); in English what follows them, up to where the clause ends (`emails claiming that your account is closed`).
//! What stands in quotation marks within such a clause is a part of it, however many sentences it has.
//!
//! A hostile sender can write a warning too. So nothing outside of the clause is touched: quotation marks alone, a warning in another sentence, a polite
//! ending or a new line in between leave everything as it is, and what a message itself demands counts in full. Links, numbers and senders are never
//! reported. The words are data ([`crate::kb::record::Voice`]).

use std::ops::Range;

use crate::kb::Kb;
use crate::kb::record::{Voice, VoiceRole};
use crate::text::phrases::KEPT;
use crate::text::unmask::{PARAGRAPH, Unmasked, is_japanese};

/// Sign: words were found that the message only reports.
pub const QUOTED: &str = "quoted";

/// A clause is looked for within so many characters, quotations not counted.
const CLAUSE: usize = 160;

/// The longest quotation, in characters.
const QUOTATION: usize = 600;

/// What stands together is looked for within so many bytes.
const REACH: usize = 4_000;

/// A list of what scammers say stands at most so many bytes behind the word of warning.
const LEAD: usize = 900;

/// A line of less width, Latin letters counted as 1 and Japanese ones as 2, is not broken within a sentence.
const WRAPPED: usize = 48;

/// Marks of quotation, each with its other half.
const MARKS: [(char, char); 5] = [('「', '」'), ('『', '』'), ('“', '”'), ('"', '"'), ('«', '»')];

/// The words of a KB by which reporting is told.
#[derive(Default)]
pub struct Vocabulary<'a> {
    roles: Vec<VoiceRole>,
    records: Vec<&'a Voice>,
    /// Where a clause ends.
    ends: Vec<&'a str>,
    /// What begins a clause of its own behind a comma, in English.
    turns: Vec<&'a str>,
    /// What behind "and" goes on with the same people, in English.
    joins: Vec<&'a str>,
    /// What behind a word of warning makes it none.
    voids: Vec<&'a str>,
    /// What tells that the words before are somebody else's.
    mentions: Vec<&'a str>,
}

impl<'a> Vocabulary<'a> {
    /// That of `kb`.
    pub fn new(kb: &'a Kb) -> Vocabulary<'a> {
        let all = &kb.message_rules().voice;
        let of = |role| {
            all.iter().filter(move |v| v.role == role).flat_map(|v| v.says.ja.iter().chain(&v.says.en)).map(String::as_str).collect()
        };
        let found = || all.iter().filter(|v| !matches!(v.role, VoiceRole::Ends | VoiceRole::Turns | VoiceRole::Joins | VoiceRole::Voids));
        Vocabulary {
            roles: found().map(|v| v.role).collect(),
            records: found().collect(),
            ends: of(VoiceRole::Ends),
            turns: of(VoiceRole::Turns),
            joins: of(VoiceRole::Joins),
            voids: of(VoiceRole::Voids),
            mentions: of(VoiceRole::Mentions),
        }
    }

    /// The groups of phrases whose places [`Self::reported`] wants.
    pub fn groups(&self) -> impl Iterator<Item = impl Iterator<Item = &'a str> + 'a> + '_ {
        self.records.iter().map(|v| v.says.ja.iter().chain(&v.says.en).map(String::as_str))
    }

    /// How many groups there are.
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// The stretches of `words` that are only reported. `places` has those of [`Self::groups`] within `plain`, which is `words` with tricks undone.
    pub fn reported(&self, words: &str, plain: &Unmasked, places: &[Vec<Range<usize>>]) -> Reported {
        if places.iter().all(Vec::is_empty) {
            return Reported::default();
        }
        let mut scene = Scene { vocabulary: self, words, plain, text: &plain.text, spans: Vec::new() };
        let mut marks: Vec<Mark> = Vec::new();
        for (role, places) in self.roles.iter().zip(places) {
            marks.extend(places.iter().map(|place| Mark { role: *role, place: place.clone() }));
        }
        marks.retain(|mark| !scene.is_void(mark));
        marks.sort_unstable_by_key(|mark| mark.place.start);
        for at in 0..marks.len() {
            scene.mark(&marks, at);
        }
        Reported { spans: scene.spans }
    }
}

/// Stretches of a message that are only reported.
#[derive(Debug, Default)]
pub struct Reported {
    spans: Vec<Span>,
}

/// A stretch of the words that is reported, with the word that says so: a phrase that has that word in it too means the whole.
#[derive(Debug)]
struct Span {
    all: Range<usize>,
    mark: Range<usize>,
    /// Whether it is only not to be done.
    forbidden: bool,
}

impl Span {
    /// Whether an end of a place is within.
    fn reaches(&self, end: usize, place: &Range<usize>, always: bool) -> bool {
        if always && self.forbidden {
            return false;
        }
        let whole = place.start <= self.mark.start && self.mark.end <= place.end;
        self.all.start <= end && end <= self.all.end && !whole
    }
}

impl Reported {
    /// Keeps of the places of one group those that the message says itself; gives the first that it only reports. Where so many were found that more may
    /// have been left out, all stay.
    pub fn part(
        &self,
        places: &mut Vec<Range<usize>>,
        always: bool,
        in_words: impl Fn(&Range<usize>) -> Range<usize>,
    ) -> Option<Range<usize>> {
        if self.spans.is_empty() || places.len() >= KEPT {
            return None;
        }
        let mut first = None;
        places.retain(|place| {
            let place = in_words(place);
            // A phrase may begin in one clause that is reported and end in another.
            let at = |end: usize| self.spans.iter().any(|span| span.reaches(end, &place, always));
            let within = at(place.start) && at(place.end);
            if within {
                first.get_or_insert(place);
            }
            !within
        });
        first
    }
}

/// A word of reporting.
#[derive(Debug)]
struct Mark {
    role: VoiceRole,
    place: Range<usize>,
}

struct Scene<'m> {
    vocabulary: &'m Vocabulary<'m>,
    words: &'m str,
    plain: &'m Unmasked,
    text: &'m str,
    spans: Vec<Span>,
}

impl Scene<'_> {
    /// Whether what stands right behind a word of warning makes it none, as in `詐欺防止`.
    fn is_void(&self, mark: &Mark) -> bool {
        let behind = self.text[mark.place.end..].trim_start_matches(' ');
        let within = &self.text[mark.place.clone()];
        matches!(mark.role, VoiceRole::Warns | VoiceRole::Disowns | VoiceRole::Forbids | VoiceRole::Reports)
            && (self.vocabulary.voids.iter().any(|void| behind.starts_with(void))
                // Its pieces belong to one clause.
                || (is_english(within)
                    && (within.contains([',', ';', ':']) || within.split(' ').any(|word| self.vocabulary.ends.contains(&word)))))
    }

    /// Adds what one mark governs.
    fn mark(&mut self, marks: &[Mark], at: usize) {
        let Mark { role, place } = &marks[at];
        let english = is_english(&self.text[place.clone()]);
        let sentence = self.sentence(place.clone());
        let here = |roles: &[VoiceRole]| {
            marks.iter().any(|m| roles.contains(&m.role) && sentence.start <= m.place.start && m.place.end <= sentence.end)
        };
        use VoiceRole::{Denies, Disowns, Forbids, Mentions, Reports, Warns};
        let forbidden = matches!(role, Forbids | Denies);
        let governs = match role {
            Reports | Forbids | Denies => true,
            Warns | Disowns => !english,
            Mentions => here(&[Warns, Disowns, Reports]) || self.beside(marks, &sentence, &[Disowns, Denies]),
            VoiceRole::Lists => {
                let warned = |m: &Mark| matches!(m.role, VoiceRole::Warns | VoiceRole::Reports) && m.place.start < sentence.end;
                if marks.iter().any(|m| warned(m) && sentence.end - m.place.start < LEAD) {
                    let quotations = self.quotations(sentence.clone());
                    quotations.into_iter().for_each(|q| self.add(q, place));
                    self.quotations_beside(&sentence, place);
                    // Nothing but the heading stands on its line.
                    let heading = !self.text[place.end..sentence.end].contains(char::is_alphanumeric);
                    self.list_behind(sentence.end, heading);
                    self.block_beside(place.clone());
                }
                false
            }
            VoiceRole::Ends | VoiceRole::Turns | VoiceRole::Joins | VoiceRole::Voids => false,
        };
        if governs && english {
            let end = self.clause_end(place.end, sentence.end, !forbidden);
            self.span(place.start..end, place, forbidden);
        } else if governs {
            let start = self.clause_start(place.start, sentence.start, *role);
            self.span(start..place.end, place, forbidden);
        }
        // `scams: "…"`
        if english && *role == VoiceRole::Warns && self.text[place.end..].starts_with(": ") {
            let mark = place.end + 2;
            let quotation = self.text[mark..].chars().next().and_then(|c| self.closing(mark, c));
            quotation.into_iter().for_each(|end| self.add(mark..end, place));
        }
        // `"…" is a scam`
        if english
            && matches!(role, VoiceRole::Warns | VoiceRole::Disowns | VoiceRole::Mentions)
            && (governs || here(&[VoiceRole::Mentions, VoiceRole::Disowns]))
        {
            let quotations = self.quotations(sentence.clone());
            quotations.into_iter().for_each(|q| self.add(q, place));
        }
        if *role == Disowns {
            self.quotations_beside(&sentence, place);
            self.block_beside(place.clone());
        }
    }

    fn add(&mut self, range: Range<usize>, mark: &Range<usize>) {
        self.span(range, mark, false);
    }

    fn span(&mut self, range: Range<usize>, mark: &Range<usize>, forbidden: bool) {
        if range.start < range.end {
            self.spans.push(Span { all: self.plain.place(self.words, range), mark: self.plain.place(self.words, mark.clone()), forbidden });
        }
    }

    /// Adds whole lines of the words.
    fn lines(&mut self, all: Range<usize>, mark: usize) {
        if all.is_empty() {
            return;
        }
        self.spans.push(Span { all, mark: mark..usize::MAX, forbidden: false });
    }

    /// Whether the sentence right before or behind has a word of one of these roles.
    fn beside(&self, marks: &[Mark], sentence: &Range<usize>, roles: &[VoiceRole]) -> bool {
        let empty = |from: usize, to: usize| from <= to && !self.text[from..to].contains(char::is_alphanumeric);
        marks.iter().filter(|mark| roles.contains(&mark.role)).any(|mark| {
            let other = self.sentence(mark.place.clone());
            empty(sentence.end, other.start) || empty(other.end, sentence.start)
        })
    }

    /// Adds quotations that stand as sentences of their own right before or behind.
    fn quotations_beside(&mut self, sentence: &Range<usize>, mark: &Range<usize>) {
        let space = |c: char| {
            c.is_whitespace() || matches!(c, '。' | '.' | '!' | '?' | ':' | '・' | '、' | ',' | '→' | '▼' | '＞' | '>' | '-' | '•')
        };
        let mut end = sentence.end;
        loop {
            let open = end + self.text[end..].chars().take_while(|c| space(*c)).map(char::len_utf8).sum::<usize>();
            match self.text[open..].chars().next().and_then(|c| self.closing(open, c)) {
                Some(close) => {
                    self.add(open..close, mark);
                    end = close;
                }
                None => break,
            }
        }
        let mut start = sentence.start;
        loop {
            let close = start - self.text[..start].chars().rev().take_while(|c| space(*c)).map(char::len_utf8).sum::<usize>();
            let last = self.text[..close].chars().next_back();
            match last.and_then(|c| self.opening(close - c.len_utf8(), c)) {
                Some(open) => {
                    self.add(open..close, mark);
                    start = open;
                }
                None => break,
            }
        }
    }

    /// The sentence around a place.
    fn sentence(&self, place: Range<usize>) -> Range<usize> {
        self.back(place.start)..self.forth(place.end)
    }

    /// Where the sentence begins that `at` is in.
    fn back(&self, at: usize) -> usize {
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
    fn forth(&self, at: usize) -> usize {
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
    fn opening(&self, at: usize, c: char) -> Option<usize> {
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
    fn closing(&self, at: usize, c: char) -> Option<usize> {
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
    fn quotations(&self, sentence: Range<usize>) -> Vec<Range<usize>> {
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
    fn new_line(&self, at: usize) -> bool {
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
    fn clause_start(&self, at: usize, sentence: usize, role: VoiceRole) -> usize {
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
    fn behind_comma(&self, start: usize, at: usize, quotations: &[Range<usize>]) -> usize {
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
    fn clause_end(&self, at: usize, sentence: usize, tells: bool) -> usize {
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

    /// Adds the lines of a list that a sentence announces.
    fn list_behind(&mut self, end: usize, heading: bool) {
        const ITEMS: [&str; 16] = ["・", "“", "\"", "-", "*", "•", "●", "○", "■", "▼", "◆", "「", "『", "①", "②", "③"];
        let last = self.text[..end].chars().next_back().map_or(0, char::len_utf8);
        let from = self.plain.place(self.words, end - last..end).end;
        let start = from + line_of(&self.words[from..]).len();
        let mut place = start;
        for line in Lines(&self.words[start..]) {
            let item =
                line.contains('【') || (heading && !line.trim().is_empty()) || ITEMS.iter().any(|sign| line.trim_start().starts_with(sign));
            let is_item = item && !line.contains("://");
            if place - start > REACH || !(is_item || (line.trim().is_empty() && place == start)) {
                break;
            }
            place += line.len();
        }
        self.lines(start..place, start);
    }

    /// Adds the lines right before or behind that begin with `>`, as programs mark what somebody else wrote.
    fn block_beside(&mut self, mark: Range<usize>) {
        let place = self.plain.place(self.words, mark);
        let line_start = place.start - last_line(&self.words[..place.start]).len();
        let mut start = line_start;
        while start > 0 && line_start - start < REACH {
            let line = last_line(self.words[..start].strip_suffix('\n').unwrap_or_default());
            if !(line.starts_with('>') || (line.trim().is_empty() && start == line_start)) {
                break;
            }
            start = start.saturating_sub(line.len() + 1);
        }
        self.lines(start..line_start, place.start);
        let from = place.end + line_of(&self.words[place.end..]).len();
        let mut end = from;
        for line in Lines(&self.words[from..]) {
            if end - from > REACH || !(line.trim_start().starts_with('>') || (line.trim().is_empty() && end == from)) {
                break;
            }
            end += line.len();
        }
        self.lines(from..end, place.start);
    }
}

/// The lines of a text, each with its end, and at most [`REACH`] bytes of each.
struct Lines<'a>(&'a str);

impl<'a> Iterator for Lines<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let line = line_of(self.0);
        self.0 = &self.0[line.len()..];
        Some(line).filter(|line| !line.is_empty())
    }
}

/// The first line of a text with its end, at most [`REACH`] bytes of it.
fn line_of(text: &str) -> &str {
    let within = &text[..text.floor_char_boundary(REACH)];
    within.find('\n').map_or(within, |end| &within[..=end])
}

/// What stands behind the last line end of a text, at most [`REACH`] bytes of it.
fn last_line(text: &str) -> &str {
    let within = &text[text.ceil_char_boundary(text.len().saturating_sub(REACH))..];
    within.rsplit('\n').next().unwrap_or_default()
}

/// Whether a text begins with a whole word.
fn begins_with(text: &str, word: &str) -> bool {
    text.strip_prefix(word).is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
}

/// Whether a word of reporting is English; which way it governs follows from that.
fn is_english(word: &str) -> bool {
    !word.chars().any(is_japanese)
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
