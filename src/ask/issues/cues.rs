//! What a text is about by single words and phrases in it, each with a weight.
//!
//! Longer texts tell a story around the question: what was bought, how it was paid, what the parcel looked like. Which of the words that occur says what
//! the question is has to be known; that knowledge is in the KB as cues with weights. Of cues of one subject that overlap the
//! heaviest counts, the second one half, the third a quarter and so on, as many words about one thing are no more sure than two; what stands at the
//! beginning counts more, as people say first what it is about.

use std::ops::Range;

use crate::kb::Kb;
use crate::text::phrases::{Pairs, Phrases};

/// How much each further cue of a subject counts beside the one before.
const FURTHER: f64 = 0.5;

/// So many characters are the beginning of a text …
const BEGINNING: usize = 50;

/// … and what stands there counts so much more.
const FIRST: f64 = 1.2;

/// The cues of a KB.
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
    /// The cues of `kb`, ready for many texts.
    pub fn new(kb: &Kb) -> Cues {
        let made = Cues::of(kb, |_| true);
        Cues { phrases: made.phrases.for_many(), ..made }
    }

    /// Those that can occur in `text`, which has tricks undone: takes a fraction of the time.
    pub fn for_text(kb: &Kb, text: &str) -> Cues {
        let pairs = Pairs::of(text);
        Cues::of(kb, |cue| pairs.may_have(cue))
    }

    fn of(kb: &Kb, wanted: impl Fn(&[u8]) -> bool) -> Cues {
        let (issues, asides) = (kb.issue_cues(), kb.aside_cues());
        let (mut texts, mut meaning) = (Vec::new(), Vec::new());
        for (subject, said) in issues.iter().chain(&asides).enumerate() {
            for said in said.iter().filter(|said| wanted(said.bytes)) {
                texts.push([std::str::from_utf8(said.bytes).unwrap_or_default()]);
                meaning.push((subject, f64::from(said.weight)));
            }
        }
        Cues { phrases: Phrases::new(texts), meaning, issues: issues.len(), asides: asides.len() }
    }

    /// What speaks for what in `text`, which has tricks undone.
    pub fn weigh(&self, text: &str) -> Weighed {
        let beginning = text.char_indices().nth(BEGINNING).map_or(text.len(), |(at, _)| at);
        let mut found: Vec<Vec<(f64, Range<usize>)>> = vec![Vec::new(); self.issues + self.asides];
        for (place, (subject, weight)) in self.phrases.first(text).into_iter().zip(&self.meaning) {
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
