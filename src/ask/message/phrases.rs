//! The phrases of all rules, found in one pass over a message.
//!
//! A phrase is one or more pieces. Every piece of every phrase is looked for at once (Aho-Corasick); a phrase occurs when its pieces follow each
//! other within [`GAP`] characters and one sentence. Time is linear in the text.

use std::collections::HashMap;
use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use crate::kb::record::MessageRule;
use crate::text::unmask::{PARAGRAPH, Unmasked};

/// Joins the pieces of a phrase.
pub const JOINT: char = '…';

/// Behind a piece: the word may go on.
pub const OPEN_END: char = '~';

/// Characters that may stand between two pieces.
pub const GAP: usize = 40;

/// How many places are kept of one rule; more tell nothing new.
const KEPT: usize = 20;

/// The phrases of a set of rules.
pub struct Phrases {
    automaton: Option<AhoCorasick>,
    /// For each pattern of the automaton what it is a piece of.
    pieces: Vec<Vec<Piece>>,
    /// For each phrase the place of its rule, and how many pieces it has.
    phrases: Vec<(usize, usize)>,
    rules: usize,
}

/// One use of a piece.
#[derive(Debug, Clone, Copy)]
struct Piece {
    phrase: usize,
    at: usize,
    /// Whether it must begin and end at the edge of a word.
    edges: (bool, bool),
}

impl Phrases {
    /// Compiles the phrases of `rules`.
    pub fn new<'a>(rules: impl Iterator<Item = &'a MessageRule>) -> Phrases {
        let mut patterns: Vec<String> = Vec::new();
        let mut known: HashMap<String, usize> = HashMap::new();
        let mut made = Phrases { automaton: None, pieces: Vec::new(), phrases: Vec::new(), rules: 0 };
        for (rule, record) in rules.enumerate() {
            made.rules = rule + 1;
            for phrase in record.says.iter().flat_map(|s| s.ja.iter().chain(&s.en)) {
                let all = pieces(phrase);
                let number = made.phrases.len();
                made.phrases.push((rule, all.len()));
                for (at, (text, edges)) in all.into_iter().enumerate() {
                    let place = *known.entry(text).or_insert_with_key(|text| {
                        patterns.push(text.clone());
                        made.pieces.push(Vec::new());
                        patterns.len() - 1
                    });
                    made.pieces[place].push(Piece { phrase: number, at, edges });
                }
            }
        }
        // Cheap to build, which counts more than speed for the one message of a run.
        made.automaton = AhoCorasick::builder().kind(Some(AhoCorasickKind::ContiguousNFA)).build(&patterns).ok();
        made
    }

    /// Where phrases of each rule occur in `text`, in the order of the rules.
    pub fn find(&self, text: &str) -> Vec<Vec<Range<usize>>> {
        let mut found = vec![Vec::new(); self.rules];
        let Some(automaton) = &self.automaton else {
            return found;
        };
        // For each phrase of several pieces: from where the pieces so far reach, one entry a piece.
        let mut so_far: Vec<Vec<Range<usize>>> = vec![Vec::new(); self.phrases.len()];
        for hit in automaton.find_overlapping_iter(text) {
            for piece in &self.pieces[hit.pattern().as_usize()] {
                let (rule, count) = self.phrases[piece.phrase];
                if found[rule].len() >= KEPT || !stands_alone(text, hit.range(), piece.edges) {
                    continue;
                }
                let reach = if piece.at == 0 {
                    hit.range()
                } else {
                    match so_far[piece.phrase].get(piece.at - 1) {
                        Some(before) if joins(text, before.end, hit.start()) => before.start..hit.end(),
                        _ => continue,
                    }
                };
                if piece.at + 1 == count {
                    if found[rule].last() != Some(&reach) {
                        found[rule].push(reach);
                    }
                } else {
                    let reached = &mut so_far[piece.phrase];
                    reached.resize(reached.len().max(piece.at + 1), 0..0);
                    reached[piece.at] = reach;
                }
            }
        }
        found
    }
}

/// The pieces of a phrase in the form that messages are looked through in, each with whether it must begin and end at the edge of a word.
pub fn pieces(phrase: &str) -> Vec<(String, (bool, bool))> {
    let piece = |piece: &str| {
        let open = piece.trim_end().ends_with(OPEN_END);
        let text = Unmasked::new(piece.trim().trim_end_matches(OPEN_END)).text;
        let word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let edges = (word(text.chars().next()), word(text.chars().next_back()) && !open);
        (text, edges)
    };
    phrase.split(JOINT).map(piece).filter(|(text, _)| !text.is_empty()).collect()
}

fn stands_alone(text: &str, range: Range<usize>, (begin, end): (bool, bool)) -> bool {
    let bytes = text.as_bytes();
    let inside = |at: Option<&u8>| at.is_some_and(u8::is_ascii_alphanumeric);
    let cut_off = begin && range.start > 0 && inside(bytes.get(range.start - 1));
    let goes_on = end && inside(bytes.get(range.end));
    !cut_off && !goes_on
}

/// Whether a piece at `start` continues one that ended at `end`.
fn joins(text: &str, end: usize, start: usize) -> bool {
    if end > start || start - end > GAP * 4 {
        return false;
    }
    let between = &text[end..start];
    let sentence_end = |c: char| matches!(c, '。' | '!' | '?' | '．') || c == PARAGRAPH;
    !between.contains(sentence_end) && !between.contains(". ") && between.chars().count() <= GAP
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phrases(all: &[&str]) -> Phrases {
        let list = all.iter().map(|p| format!("{p:?}")).collect::<Vec<_>>().join(",");
        let rule = format!(
            "id='a'\nseverity='note'\nsays.ja=[{list}]\nreason={{ja='',en=''}}\nsources=[]\nchecked='2026-11-24'\nexamples={{match=[],no_match=[]}}"
        );
        Phrases::new(std::iter::once(&toml::from_str::<MessageRule>(&rule).unwrap()))
    }

    fn found(phrase: &str, message: &str) -> Vec<String> {
        let text = Unmasked::new(message).text;
        phrases(&[phrase]).find(&text)[0].iter().map(|r| text[r.clone()].to_owned()).collect()
    }

    #[test]
    fn pieces_follow_each_other_within_a_sentence() {
        assert_eq!(found("アカウント…停止", "お客様のアカウントは一時的に停止されました"), ["アカウントは一時的に停止"]);
        assert_eq!(found("アカウント…停止", "アカウントの確認。配信を停止"), Vec::<String>::new());
        assert_eq!(found("アカウント…停止", "停止したアカウント"), Vec::<String>::new());
        let far = format!("アカウント{}停止", "あ".repeat(GAP + 1));
        assert_eq!(found("アカウント…停止", &far), Vec::<String>::new());
        assert_eq!(found("a…b…c", "a x b y c"), ["a x b y c"]);
    }

    #[test]
    fn latin_pieces_are_words() {
        assert_eq!(found("pin", "your PIN now"), ["pin"]);
        assert_eq!(found("pin", "shopping"), Vec::<String>::new());
        assert_eq!(found("suspen~", "was suspended"), ["suspen"]);
        assert_eq!(found("account…suspen~", "Your account has been suspended"), ["account has been suspen"]);
        assert_eq!(found("24時間以内", "２４時間以内に"), ["24時間以内"]);
    }

    #[test]
    fn the_latest_begin_counts() {
        assert_eq!(found("アカウント…停止", "アカウント、アカウントを停止"), ["アカウントを停止"]);
    }
}
