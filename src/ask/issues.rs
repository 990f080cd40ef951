//! Which issue is it that somebody describes in their own words?
//!
//! Texts are compared by what they are made of: Japanese by pairs of characters, English by words. A feature pulls towards the issues whose
//! phrases have it more often than phrases do on the whole (the logarithm of that ratio). An issue's score is the sum of all pulls together with
//! that of its best fitting phrase, relative to the length of the text.

use unicode_normalization::UnicodeNormalization;

use super::NoAnswer;
use crate::kb::Kb;
use crate::kb::record::Issue;
use crate::text::Text;

/// From which score on an issue is said to fit.
const FITS: f64 = 0.4;

/// How much the best phrase counts beside all phrases together.
const PHRASE: f64 = 0.5;

/// Added to every share, so that a feature that only one phrase has does not decide alone.
const SMOOTH: f64 = 0.05;

/// How many candidates an answer lists at least, where the KB has as many.
pub const CANDIDATES: usize = 3;

/// An issue that may be meant.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Its place among the KB's issues.
    pub at: usize,
    /// How well it fits, from 0; a short text that says nothing else reaches 1 to 3.
    pub score: f64,
}

/// How an issue was chosen.
#[derive(Debug, Clone, PartialEq)]
pub struct Chosen<'a> {
    /// The issue.
    pub issue: &'a Issue,
    /// Others that may be meant, when it was chosen by words.
    pub others: Vec<(String, Text)>,
}

/// All issues, the best fitting first.
pub fn rank(kb: &Kb, text: &str) -> Vec<Candidate> {
    let mut query = features(text);
    query.sort_unstable();
    query.dedup();
    let issues = kb.issue_words();
    // How many phrases of each issue have each feature of the text, and how well its best phrase fits.
    let mut counts = vec![0u16; query.len() * issues.len()];
    let mut phrases: Vec<(usize, Vec<u16>, usize)> = Vec::new();
    let mut sizes = vec![0.0f64; issues.len()];
    for (n, issue) in issues.iter().enumerate() {
        for says in [&issue.name.ja, &issue.name.en].into_iter().chain(&issue.says.ja).chain(&issue.says.en) {
            let phrase = features(says);
            let mut common: Vec<u16> = phrase.iter().filter_map(|f| query.binary_search(f).ok()).map(|at| at as u16).collect();
            common.sort_unstable();
            common.dedup();
            common.iter().for_each(|at| counts[*at as usize * issues.len() + n] += 1);
            sizes[n] += 0.5;
            if !common.is_empty() {
                phrases.push((n, common, phrase.len()));
            }
        }
    }
    let share = |at: usize, n: usize| f64::from(counts[at * issues.len() + n]) / sizes[n];
    let mut weights = vec![0.0f64; query.len()];
    let mut told = vec![0.0f64; issues.len()];
    for (at, weight) in weights.iter_mut().enumerate() {
        let mean = (0..issues.len()).map(|n| share(at, n)).sum::<f64>() / issues.len() as f64;
        if mean == 0.0 {
            continue;
        }
        for (n, told) in told.iter_mut().enumerate() {
            // How much more often this issue's phrases have the feature than phrases do on the whole.
            let pull = libm::log((share(at, n) + SMOOTH) / (mean + SMOOTH));
            *told += pull;
            *weight = weight.max(pull);
        }
    }
    let mut best = vec![0.0f64; issues.len()];
    for (n, common, size) in phrases {
        let shared: f64 = common.iter().map(|at| weights[*at as usize]).sum();
        let held = common.len() as f64 / size as f64;
        best[n] = best[n].max(shared * held);
    }
    let length = (query.len() as f64).sqrt().max(1.0);
    let scores = told.into_iter().zip(best).map(|(told, best)| ((1.0 - PHRASE) * told.max(0.0) + PHRASE * best) / length);
    let mut ranked: Vec<Candidate> = scores.enumerate().map(|(at, score)| Candidate { at, score }).collect();
    ranked.sort_by(|a, b| b.score.total_cmp(&a.score));
    ranked
}

/// The issue with an id, or the one that fits a free text.
///
/// # Errors
/// When there is no such id, or none fits; the nearest are listed.
pub fn choose<'a>(kb: &'a Kb, id: Option<&str>, text: &str) -> Result<Chosen<'a>, NoAnswer> {
    if let Some(id) = id {
        return match kb.issue(id) {
            Some(issue) => Ok(Chosen { issue, others: Vec::new() }),
            None => Err(NoAnswer::UnknownId {
                kind: "issue",
                id: id.to_owned(),
                candidates: super::nearest_first(id, kb.issues().issue.iter().map(|i| (i.id.as_str(), &i.name))),
            }),
        };
    }
    if let Some(issue) = kb.issue(text.trim()) {
        return Ok(Chosen { issue, others: Vec::new() });
    }
    let ranked = rank(kb, text);
    let issues = &kb.issues().issue;
    let named = |c: &Candidate| issues.get(c.at).map(|i| (i.id.clone(), i.name.clone()));
    match ranked.first().and_then(|best| Some((best.score, issues.get(best.at)?))) {
        Some((score, issue)) if score >= FITS => {
            let near = ranked[1..].iter().filter(|c| c.score >= 0.6 * score).take(CANDIDATES - 1);
            Ok(Chosen { issue, others: near.filter_map(named).collect() })
        }
        _ => Err(NoAnswer::NoIssueFits { text: text.to_owned(), candidates: ranked.iter().take(CANDIDATES).filter_map(named).collect() }),
    }
}

/// Words that say nothing about which issue it is.
const EMPTY_WORDS: &[&str] = &[
    "a", "an", "the", "i", "my", "me", "is", "it", "to", "of", "and", "in", "on", "do", "you", "can", "how", "what", "for", "with", "want",
    "need", "help", "please", "have", "has", "was", "am", "are", "be", "this", "that", "so", "at", "from", "get", "would", "like",
];

/// The features of a text in its order: pairs of characters for Japanese, words for what is written in Latin letters.
fn features(text: &str) -> Vec<u64> {
    let mut features = Vec::new();
    let mut word = String::new();
    let mut before: Option<char> = None;
    let flush = |word: &mut String, features: &mut Vec<u64>| {
        if !word.is_empty() && !EMPTY_WORDS.contains(&word.as_str()) {
            features.push(hash(stem(word).chars()));
        }
        word.clear();
    };
    let plain = text.chars().all(is_plain);
    let mut normal = text.nfkc();
    let mut direct = text.chars();
    // Composing costs much, and most texts need none.
    let chars = std::iter::from_fn(|| if plain { direct.next() } else { normal.next() });
    for c in chars.flat_map(char::to_lowercase) {
        if c.is_ascii_alphanumeric() {
            word.push(c);
            before = None;
            continue;
        }
        if matches!(c, '\'' | '’') {
            continue;
        }
        flush(&mut word, &mut features);
        if !is_letter(c) {
            before = None;
            continue;
        }
        let c = hiragana(c);
        if let Some(before) = before {
            features.push(hash([before, c].into_iter()));
        } else if !c.is_ascii() && ('\u{4e00}'..='\u{9fff}').contains(&c) {
            features.push(hash([c].into_iter()));
        }
        before = Some(c);
    }
    flush(&mut word, &mut features);
    features
}

/// Characters that compatibility composition leaves as they are: ASCII, kana, kanji and their punctuation.
fn is_plain(c: char) -> bool {
    c.is_ascii() || matches!(c, '\u{3001}'..='\u{3030}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fe}' | '\u{4e00}'..='\u{9fff}')
}

/// Whether a character is part of a word; kana and kanji are told without a look into Unicode's tables.
fn is_letter(c: char) -> bool {
    match c {
        '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{30fc}' | '\u{4e00}'..='\u{9fff}' => true,
        '\u{3001}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{30fb}' => false,
        c => c.is_alphanumeric(),
    }
}

/// A feature as a number: the characters mixed by multiplication (FNV-1a over code points).
fn hash(chars: impl Iterator<Item = char>) -> u64 {
    chars.fold(0xcbf2_9ce4_8422_2325, |hash, c| (hash ^ u64::from(u32::from(c))).wrapping_mul(0x0000_0100_0000_01b3))
}

fn hiragana(c: char) -> char {
    match c {
        '\u{30a1}'..='\u{30f6}' => char::from_u32(c as u32 - 0x60).unwrap_or(c),
        c => c,
    }
}

/// The part of an English word that its forms share, roughly.
fn stem(word: &str) -> &str {
    for ending in ["ing", "ed", "es", "s", "e"] {
        if let Some(stem) = word.strip_suffix(ending)
            && stem.len() >= 3
        {
            return stem;
        }
    }
    word
}
