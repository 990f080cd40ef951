//! Which issue is it that somebody describes in their own words?
//!
//! Texts are compared by what they are made of: Japanese by pairs of characters, English by words. A feature that few issues use counts for
//! more (inverse document frequency). An issue's score is its best phrase's, so that one fitting phrase is enough.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, DefaultHasher, Hash, Hasher};

use unicode_normalization::UnicodeNormalization;

use super::NoAnswer;
use crate::kb::Kb;
use crate::kb::record::Issue;
use crate::text::Text;

/// From which score on an issue is said to fit.
const FITS: f64 = 0.35;

/// How many candidates an answer lists at least, where the KB has as many.
pub const CANDIDATES: usize = 3;

/// An issue that may be meant.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate<'a> {
    /// The issue.
    pub issue: &'a Issue,
    /// How well it fits, 0 to 1.
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
pub fn rank<'a>(kb: &'a Kb, text: &str) -> Vec<Candidate<'a>> {
    let query = features(text);
    let documents: Vec<(usize, Vec<u64>)> = kb
        .issues()
        .issue
        .iter()
        .enumerate()
        .flat_map(|(n, issue)| {
            let names = [&issue.name.ja, &issue.name.en];
            names.into_iter().chain(&issue.says.ja).chain(&issue.says.en).map(move |says| (n, features(says)))
        })
        .collect();
    let weights = Weights::of(&documents, kb.issues().issue.len());
    let query_weight = weights.sum(&query);
    let mut scores = vec![0.0f64; kb.issues().issue.len()];
    for (n, phrase) in &documents {
        let common: Vec<u64> = phrase.iter().copied().filter(|f| query.binary_search(f).is_ok()).collect();
        let shared = weights.sum(&common);
        let phrase_weight = weights.sum(phrase);
        if shared > 0.0 {
            // Dice's coefficient, and how much of the phrase the text holds: long texts say much besides.
            let alike = 2.0 * shared / (query_weight + phrase_weight);
            let held = shared / phrase_weight;
            scores[*n] = scores[*n].max(0.6 * alike + 0.4 * held * held);
        }
    }
    let mut ranked: Vec<Candidate<'a>> =
        kb.issues().issue.iter().zip(scores).map(|(issue, score)| Candidate { issue, score }).collect();
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
            Some(issue) => Ok(Chosen {
                issue,
                others: Vec::new(),
            }),
            None => Err(NoAnswer::UnknownId {
                kind: "issue",
                id: id.to_owned(),
                candidates: super::nearest_first(id, kb.issues().issue.iter().map(|i| (i.id.as_str(), &i.name))),
            }),
        };
    }
    if let Some(issue) = kb.issue(text.trim()) {
        return Ok(Chosen {
            issue,
            others: Vec::new(),
        });
    }
    let ranked = rank(kb, text);
    let named = |c: &Candidate<'_>| (c.issue.id.clone(), c.issue.name.clone());
    match ranked.first() {
        Some(best) if best.score >= FITS => Ok(Chosen {
            issue: best.issue,
            others: ranked[1..].iter().filter(|c| c.score >= 0.6 * best.score).take(CANDIDATES - 1).map(named).collect(),
        }),
        _ => Err(NoAnswer::NoIssueFits {
            text: text.to_owned(),
            candidates: ranked.iter().take(CANDIDATES).map(named).collect(),
        }),
    }
}

type FastMap<V> = HashMap<u64, V, BuildHasherDefault<Identity>>;

/// Features are hashes already.
#[derive(Default)]
struct Identity(u64);

impl Hasher for Identity {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, _: &[u8]) {}
    fn write_u64(&mut self, n: u64) {
        self.0 = n;
    }
}

/// How much each feature counts.
struct Weights {
    by_feature: FastMap<f64>,
}

impl Weights {
    fn of(documents: &[(usize, Vec<u64>)], issues: usize) -> Weights {
        let mut seen: FastMap<(usize, u32)> = FastMap::default();
        for (n, features) in documents {
            for feature in features {
                let entry = seen.entry(*feature).or_insert((usize::MAX, 0));
                if entry.0 != *n {
                    *entry = (*n, entry.1 + 1);
                }
            }
        }
        let weight = |count: u32| (1.0 + issues as f64 / f64::from(count)).ln();
        Weights {
            by_feature: seen.into_iter().map(|(feature, (_, count))| (feature, weight(count))).collect(),
        }
    }

    /// Features that no issue uses count little: they say nothing against any.
    fn sum(&self, features: &[u64]) -> f64 {
        features.iter().map(|f| self.by_feature.get(f).copied().unwrap_or(0.5)).sum()
    }
}

/// Words that say nothing about which issue it is.
const EMPTY_WORDS: &[&str] = &[
    "a", "an", "the", "i", "my", "me", "is", "it", "to", "of", "and", "in", "on", "do", "you", "can", "how", "what", "for", "with",
    "want", "need", "help", "please", "have", "has", "was", "am", "are", "be", "this", "that", "so", "at", "from", "get", "would", "like",
];

/// The features of a text, sorted, each once: pairs of characters for Japanese, words for what is written in Latin letters.
fn features(text: &str) -> Vec<u64> {
    let mut features = Vec::new();
    let mut word = String::new();
    let mut before: Option<char> = None;
    let flush = |word: &mut String, features: &mut Vec<u64>| {
        if !word.is_empty() && !EMPTY_WORDS.contains(&word.as_str()) {
            features.push(hash(stem(word)));
        }
        word.clear();
    };
    for c in text.nfkc().flat_map(char::to_lowercase) {
        if c.is_ascii_alphanumeric() {
            word.push(c);
            before = None;
            continue;
        }
        if matches!(c, '\'' | '’') {
            continue;
        }
        flush(&mut word, &mut features);
        if !c.is_alphanumeric() && c != 'ー' {
            before = None;
            continue;
        }
        let c = hiragana(c);
        if let Some(before) = before {
            features.push(hash(&[before, c]));
        } else if !c.is_ascii() && ('\u{4e00}'..='\u{9fff}').contains(&c) {
            features.push(hash(&[c]));
        }
        before = Some(c);
    }
    flush(&mut word, &mut features);
    features.sort_unstable();
    features.dedup();
    features
}

fn hash<T: Hash + ?Sized>(of: &T) -> u64 {
    let mut hasher = DefaultHasher::default();
    of.hash(&mut hasher);
    hasher.finish()
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
