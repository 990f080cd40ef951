//! How much a text is like what people say of an issue: by what both are made of.
//!
//! Japanese is compared by pairs of characters, English by words. A feature pulls towards the issues whose phrases have it more often than phrases do on the
//! whole (the logarithm of that ratio). An issue's score is the sum of all pulls together with that of its best fitting phrase, relative to the
//! length of the text and to how much of it anybody says at all: a text about something else shares its grammar with everything and its words with
//! nothing.

use crate::kb::Kb;
use crate::text::features::sorted;

/// How much the best phrase counts beside all phrases together.
const PHRASE: f64 = 0.5;

/// Added to every share, so that a feature that only one phrase has does not decide alone.
const SMOOTH: f64 = 0.05;

/// What grammar counts beside what a text is about.
const GRAMMAR: f64 = 0.4;

/// What people say of each issue, ready to be compared.
pub struct Sayings {
    /// The features of all phrases, one phrase behind the other.
    features: Vec<u32>,
    /// For each phrase its issue, and where its features end.
    phrases: Vec<(usize, usize)>,
    /// For each issue how many phrases it has; a name counts as one in each language.
    sizes: Vec<f64>,
}

impl Sayings {
    /// Those of `kb`.
    pub fn new(kb: &Kb) -> Sayings {
        let issues = kb.issue_sayings();
        let mut made = Sayings { features: Vec::new(), phrases: Vec::new(), sizes: vec![0.0; issues.len()] };
        for (n, said) in issues.iter().enumerate() {
            let mut rest = said.as_ref();
            while let Some((len, behind)) = rest.split_first_chunk() {
                let (features, behind) = behind.split_at_checked(4 * usize::from(u16::from_le_bytes(*len))).unwrap_or_default();
                made.features.extend(features.chunks_exact(4).map(|f| u32::from_le_bytes([f[0], f[1], f[2], f[3]])));
                made.phrases.push((n, made.features.len()));
                made.sizes[n] += 0.5;
                rest = behind;
            }
        }
        made
    }

    /// How much `text` is like each issue, in the order of the issues: from 0; a short text that says nothing else reaches 1 to 3.
    pub fn scores(&self, text: &str) -> Vec<f64> {
        let (query, weight): (Vec<u32>, Vec<f64>) =
            sorted(text).into_iter().map(|(f, grammar)| (f, if grammar { GRAMMAR } else { 1.0 })).unzip();
        let issues = self.sizes.len();
        // Most features of phrases are not in the text: the last bits of a feature tell that of nearly all of them.
        let mut last = [false; 256];
        query.iter().for_each(|f| last[f.to_le_bytes()[0] as usize] = true);
        // How many phrases of each issue have each feature of the text, and what each phrase has in common with it.
        let mut counts = vec![0u16; query.len() * issues];
        let mut phrases: Vec<(usize, Vec<usize>, usize)> = Vec::new();
        let mut from = 0;
        for (n, to) in &self.phrases {
            let phrase = &self.features[from..*to];
            from = *to;
            let may_be = phrase.iter().filter(|f| last[f.to_le_bytes()[0] as usize]);
            let common: Vec<usize> = may_be.filter_map(|f| query.binary_search(f).ok()).collect();
            common.iter().for_each(|at| counts[at * issues + n] += 1);
            if !common.is_empty() {
                phrases.push((*n, common, phrase.len()));
            }
        }
        let share = |at: usize, n: usize| f64::from(counts[at * issues + n]) / self.sizes[n];
        let mut most = vec![0.0f64; query.len()];
        let mut told = vec![0.0f64; issues];
        let mut known = 0.0;
        for (at, most) in most.iter_mut().enumerate() {
            let mean = (0..issues).map(|n| share(at, n)).sum::<f64>() / issues as f64;
            if mean == 0.0 {
                continue;
            }
            known += weight[at];
            for (n, told) in told.iter_mut().enumerate() {
                // How much more often this issue's phrases have the feature than phrases do on the whole.
                let pull = weight[at] * libm::log((share(at, n) + SMOOTH) / (mean + SMOOTH));
                *told += pull;
                *most = most.max(pull);
            }
        }
        let mut best = vec![0.0f64; issues];
        for (n, common, size) in phrases {
            let shared: f64 = common.iter().map(|at| most[*at]).sum();
            let held = common.len() as f64 / size as f64;
            best[n] = best[n].max(shared * held);
        }
        let length = (query.len() as f64).sqrt().max(1.0);
        let known = (known / weight.iter().sum::<f64>().max(GRAMMAR)).sqrt();
        told.into_iter().zip(best).map(|(told, best)| ((1.0 - PHRASE) * told.max(0.0) + PHRASE * best) * known / length).collect()
    }
}
