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

mod clause;
mod lines;

use std::ops::Range;

use crate::kb::Kb;
use crate::kb::record::{Voice, VoiceRole};
use crate::text::phrases::KEPT;
use crate::text::unmask::{Unmasked, is_japanese};

/// Sign: words were found that the message only reports.
pub const QUOTED: &str = "quoted";

/// What stands together is looked for within so many bytes.
const REACH: usize = 4_000;

/// Sentences beside each other have at most so many bytes of signs and spaces between them.
const NEAR: usize = 40;

/// So many quotations in a row are looked at.
const ROW: usize = 20;

/// A list of what scammers say stands at most so many bytes behind the word of warning.
const LEAD: usize = 900;

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
    pub fn count(&self) -> usize {
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
        let sentences: Vec<Range<usize>> = marks.iter().map(|mark| scene.sentence(mark.place.clone())).collect();
        for at in 0..marks.len() {
            scene.mark(&marks, &sentences, at);
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
    fn mark(&mut self, marks: &[Mark], sentences: &[Range<usize>], at: usize) {
        let Mark { role, place } = &marks[at];
        let english = is_english(&self.text[place.clone()]);
        let sentence = sentences[at].clone();
        let here = |roles: &[VoiceRole]| {
            marks.iter().any(|m| roles.contains(&m.role) && sentence.start <= m.place.start && m.place.end <= sentence.end)
        };
        use VoiceRole::{Denies, Disowns, Forbids, Mentions, Reports, Warns};
        let forbidden = matches!(role, Forbids | Denies);
        let governs = match role {
            Reports | Forbids | Denies => true,
            Warns | Disowns => !english,
            Mentions => here(&[Warns, Disowns, Reports]) || self.beside(marks, sentences, &sentence, &[Disowns, Denies]),
            VoiceRole::Lists => {
                let warned = |m: &Mark| matches!(m.role, Warns | Reports) && m.place.start < sentence.end;
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
        if english && *role == Warns && self.text[place.end..].starts_with(": ") {
            let mark = place.end + 2;
            let quotation = self.text[mark..].chars().next().and_then(|c| self.closing(mark, c));
            quotation.into_iter().for_each(|end| self.add(mark..end, place));
        }
        // `"…" is a scam`
        if english && matches!(role, Warns | Disowns | Mentions) && (governs || here(&[Mentions, Disowns])) {
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
    fn beside(&self, marks: &[Mark], sentences: &[Range<usize>], sentence: &Range<usize>, roles: &[VoiceRole]) -> bool {
        let empty = |from: usize, to: usize| from <= to && to - from <= NEAR && !self.text[from..to].contains(char::is_alphanumeric);
        marks
            .iter()
            .zip(sentences)
            .filter(|(mark, _)| roles.contains(&mark.role))
            .any(|(_, other)| empty(sentence.end, other.start) || empty(other.end, sentence.start))
    }

    /// Adds quotations that stand as sentences of their own right before or behind.
    fn quotations_beside(&mut self, sentence: &Range<usize>, mark: &Range<usize>) {
        let space = |c: char| {
            c.is_whitespace() || matches!(c, '。' | '.' | '!' | '?' | ':' | '・' | '、' | ',' | '→' | '▼' | '＞' | '>' | '-' | '•')
        };
        let gap = |chars: &mut dyn Iterator<Item = char>| chars.take(NEAR).take_while(|c| space(*c)).map(char::len_utf8).sum::<usize>();
        let mut end = sentence.end;
        for _ in 0..ROW {
            let open = end + gap(&mut self.text[end..].chars());
            let Some(close) = self.text[open..].chars().next().and_then(|c| self.closing(open, c)) else {
                break;
            };
            self.add(open..close, mark);
            end = close;
        }
        let mut start = sentence.start;
        for _ in 0..ROW {
            let close = start - gap(&mut self.text[..start].chars().rev());
            let last = self.text[..close].chars().next_back();
            let Some(open) = last.and_then(|c| self.opening(close - c.len_utf8(), c)) else {
                break;
            };
            self.add(open..close, mark);
            start = open;
        }
    }
}

/// Whether a word of reporting is English; which way it governs follows from that.
fn is_english(word: &str) -> bool {
    !word.chars().any(is_japanese)
}
