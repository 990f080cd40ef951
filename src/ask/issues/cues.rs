//! What a text is about by single words and phrases in it, each with a weight.
//!
//! Longer texts tell a story around the question: what was bought, how it was paid, what the parcel looked like. Which of the words that occur says what
//! the question is has to be known; that knowledge is in the KB as cues with weights. Of cues of one subject that overlap the
//! heaviest counts, the second one half, the third a quarter and so on, as many words about one thing are no more sure than two; what stands at the
//! beginning counts more, as people say first what it is about.

use std::ops::Range;

use crate::kb::Kb;
use crate::kb::record::Cue;
use crate::text::phrases::Phrases;
use crate::text::unmask::Unmasked;

/// How much each further cue of a subject counts beside the one before.
const FURTHER: f64 = 0.5;

/// So many characters are the beginning of a text …
const BEGINNING: usize = 50;

/// … and what stands there counts so much more.
const FIRST: f64 = 1.2;

/// The cues of a KB, ready to be looked for.
pub struct Cues {
    phrases: Phrases,
    /// For each phrase its subject and weight. Subjects are the issues in their order, then the asides.
    meaning: Vec<(usize, f64)>,
    issues: usize,
    asides: usize,
}

/// How much speaks for what.
pub struct Weighed {
    /// For each issue.
    pub issues: Vec<f64>,
    /// For each aside.
    pub asides: Vec<f64>,
    /// For it being an aside at all: the cues of all of them taken together.
    pub aside: f64,
}

impl Cues {
    /// Makes the cues of `kb` ready.
    pub fn new(kb: &Kb) -> Cues {
        let issues = kb.issue_cues();
        let asides = &kb.issues().aside;
        let mut phrases: Vec<String> = Vec::new();
        let mut meaning = Vec::new();
        let mut add = |subject: usize, cues: &[Cue]| {
            for cue in cues {
                let before = phrases.len();
                phrases.extend(cue.ja.iter().chain(&cue.en).cloned());
                meaning.extend(std::iter::repeat_n((subject, f64::from(cue.weight)), phrases.len() - before));
            }
        };
        issues.iter().enumerate().for_each(|(n, issue)| add(n, &issue.cue));
        asides.iter().enumerate().for_each(|(n, aside)| add(issues.len() + n, &aside.cue));
        Cues { phrases: Phrases::new(phrases.iter().map(|p| [p.as_str()])), meaning, issues: issues.len(), asides: asides.len() }
    }

    /// The same for many texts.
    pub fn for_many(self) -> Cues {
        Cues { phrases: self.phrases.for_many(), ..self }
    }

    /// What speaks for what in `text`.
    pub fn weigh(&self, text: &str) -> Weighed {
        let plain = Unmasked::new(text).text;
        let beginning = plain.char_indices().nth(BEGINNING).map_or(plain.len(), |(at, _)| at);
        let mut found: Vec<Vec<(f64, Range<usize>)>> = vec![Vec::new(); self.issues + self.asides];
        for (place, (subject, weight)) in self.phrases.first(&plain).into_iter().zip(&self.meaning) {
            if let Some(place) = place {
                found[*subject].push((*weight, place));
            }
        }
        let total = |cues: &[(f64, Range<usize>)]| total(cues.to_vec(), beginning);
        let asides = found.split_off(self.issues);
        Weighed {
            issues: found.iter().map(|cues| total(cues)).collect(),
            aside: total(&asides.concat()),
            asides: asides.iter().map(|cues| total(cues)).collect(),
        }
    }
}

/// What the cues of one subject come to.
fn total(mut cues: Vec<(f64, Range<usize>)>, beginning: usize) -> f64 {
    cues.sort_by(|(a, at), (b, bt)| b.total_cmp(a).then(bt.len().cmp(&at.len())).then(at.start.cmp(&bt.start)));
    let mut taken: Vec<Range<usize>> = Vec::new();
    let (mut sum, mut share) = (0.0, 1.0);
    for (weight, place) in cues {
        if taken.iter().any(|t| t.start < place.end && place.start < t.end) {
            continue;
        }
        sum += weight * share * if place.start < beginning { FIRST } else { 1.0 };
        share *= FURTHER;
        taken.push(place);
    }
    sum
}
