//! How much a text is like what people say of an issue: by what both are made of.
//!
//! Japanese is compared by pairs of characters, English by words. A feature pulls towards the issues whose phrases have it more often than phrases do on the
//! whole (the logarithm of that ratio). An issue's score is the sum of all pulls together with that of its best fitting phrase, relative to the
//! length of the text.

use unicode_normalization::UnicodeNormalization;

use crate::kb::Kb;

/// How much the best phrase counts beside all phrases together.
const PHRASE: f64 = 0.5;

/// Added to every share, so that a feature that only one phrase has does not decide alone.
const SMOOTH: f64 = 0.05;

/// What people say of each issue, ready to be compared.
pub struct Sayings {
    /// For each phrase its issue and what it is made of, each feature once.
    phrases: Vec<(usize, Vec<u64>)>,
    /// For each issue how many phrases it has; a name counts as one in each language.
    sizes: Vec<f64>,
}

impl Sayings {
    /// Makes the phrases of `kb` ready for any text.
    pub fn new(kb: &Kb) -> Sayings {
        Sayings::of(kb, |_| true)
    }

    /// The same for one text: what is written in other letters has nothing in common with it and is passed over.
    pub fn for_text(kb: &Kb, text: &str) -> Sayings {
        let latin = |bytes: &[u8]| bytes.iter().any(u8::is_ascii_alphanumeric);
        // Full-width letters become Latin ones.
        let (japanese, plain) = (!text.is_ascii(), text.chars().all(is_plain));
        let has_latin = latin(text.as_bytes()) || !plain;
        Sayings::of(kb, |phrase| (has_latin && latin(phrase)) || (japanese && !phrase.is_ascii()))
    }

    fn of(kb: &Kb, wanted: impl Fn(&[u8]) -> bool) -> Sayings {
        let issues = kb.issue_words();
        let mut made = Sayings { phrases: Vec::new(), sizes: vec![0.0; issues.len()] };
        for (n, issue) in issues.iter().enumerate() {
            for said in issue {
                made.sizes[n] += 0.5;
                if wanted(said.bytes) {
                    made.phrases.push((n, once(features(said.text()))));
                }
            }
        }
        made
    }

    /// How much `text` is like each issue, in the order of the issues: from 0; a short text that says nothing else reaches 1 to 3.
    pub fn scores(&self, text: &str) -> Vec<f64> {
        let query = once(features(text));
        let issues = self.sizes.len();
        // How many phrases of each issue have each feature of the text, and what each phrase has in common with it.
        let mut counts = vec![0u16; query.len() * issues];
        let mut phrases: Vec<(usize, Vec<usize>, usize)> = Vec::new();
        for (n, phrase) in &self.phrases {
            let common: Vec<usize> = phrase.iter().filter_map(|f| query.binary_search(f).ok()).collect();
            common.iter().for_each(|at| counts[at * issues + n] += 1);
            if !common.is_empty() {
                phrases.push((*n, common, phrase.len()));
            }
        }
        let share = |at: usize, n: usize| f64::from(counts[at * issues + n]) / self.sizes[n];
        let mut weights = vec![0.0f64; query.len()];
        let mut told = vec![0.0f64; issues];
        for (at, weight) in weights.iter_mut().enumerate() {
            let mean = (0..issues).map(|n| share(at, n)).sum::<f64>() / issues as f64;
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
        let mut best = vec![0.0f64; issues];
        for (n, common, size) in phrases {
            let shared: f64 = common.iter().map(|at| weights[*at]).sum();
            let held = common.len() as f64 / size as f64;
            best[n] = best[n].max(shared * held);
        }
        let length = (query.len() as f64).sqrt().max(1.0);
        told.into_iter().zip(best).map(|(told, best)| ((1.0 - PHRASE) * told.max(0.0) + PHRASE * best) / length).collect()
    }
}

fn once(mut features: Vec<u64>) -> Vec<u64> {
    features.sort_unstable();
    features.dedup();
    features
}

/// Whether a word says nothing about which issue it is.
fn is_empty_word(word: &str) -> bool {
    matches!(
        word,
        "a" | "an"
            | "the"
            | "i"
            | "my"
            | "me"
            | "is"
            | "it"
            | "to"
            | "of"
            | "and"
            | "in"
            | "on"
            | "do"
            | "you"
            | "can"
            | "how"
            | "what"
            | "for"
            | "with"
            | "want"
            | "need"
            | "help"
            | "please"
            | "have"
            | "has"
            | "was"
            | "am"
            | "are"
            | "be"
            | "this"
            | "that"
            | "so"
            | "at"
            | "from"
            | "get"
            | "would"
            | "like"
    )
}

/// The features of a text in its order: pairs of characters for Japanese, words for what is written in Latin letters.
fn features(text: &str) -> Vec<u64> {
    let mut reading = Reading::default();
    // Composing costs much, and most texts need none.
    if text.chars().all(is_plain) {
        text.chars().for_each(|c| reading.take(c.to_ascii_lowercase()));
    } else {
        text.nfkc().flat_map(char::to_lowercase).for_each(|c| reading.take(c));
    }
    reading.end_word();
    reading.features
}

/// A text on its way to features.
#[derive(Default)]
struct Reading {
    features: Vec<u64>,
    word: String,
    before: Option<char>,
}

impl Reading {
    fn take(&mut self, c: char) {
        if c.is_ascii_alphanumeric() {
            self.word.push(c);
            self.before = None;
            return;
        }
        if matches!(c, '\'' | '’') {
            return;
        }
        self.end_word();
        if !is_letter(c) {
            self.before = None;
            return;
        }
        let c = hiragana(c);
        if let Some(before) = self.before {
            self.features.push(hash([before, c].into_iter()));
        } else if ('\u{4e00}'..='\u{9fff}').contains(&c) {
            self.features.push(hash([c].into_iter()));
        }
        self.before = Some(c);
    }

    fn end_word(&mut self) {
        if self.word.is_empty() {
            return;
        }
        if !is_empty_word(&self.word) {
            self.features.push(hash(stem(&self.word).chars()));
        }
        self.word.clear();
    }
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
