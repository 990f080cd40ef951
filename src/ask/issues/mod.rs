//! Which issue is it that somebody describes in their own words?
//!
//! Two ways, both with all their knowledge in the KB:
//!
//! 1. **Cues** ([`cues`]): words with weights, also for what customer service has no answer to ("asides": advice what to buy, other companies …).
//! 2. **Likeness** ([`likeness`]): where no cue is sure, the text is compared with short ways in which people say each issue.
//!
//! An issue fits when it comes to `FITS` at least and the asides to no more; otherwise the answer is none, with the nearest and where else to look.
//!
//! Why: on long questions of real people, likeness alone (as well as tf-idf and BM25 over the same phrases) finds the issue in less than half,
//! as most of what they say is the story around it; weighted cues find it in three quarters or more. On a short text without any cue
//! likeness is the better one. `examples/figures.rs` measures it on labelled rows.

pub mod cues;
pub mod likeness;

use unicode_normalization::UnicodeNormalization;

use super::NoAnswer;
use super::message::signs::has_contact;
use crate::kb::Kb;
use crate::kb::record::{Aside, Issue};
use crate::text::Text;
use crate::text::unmask::Unmasked;
use cues::Cues;
use likeness::Sayings;

/// From which score on an issue is said to fit.
const FITS: f64 = 3.0;

/// What likeness of 1 counts beside the weights of cues.
const LIKENESS: f64 = 6.5;

/// A text of at most so many characters is compared with what people say whatever its cues: it is such a phrase itself.
const SHORT: usize = 60;

/// From which score on cues of a longer text are sure, so that likeness is not asked.
const SURE: f64 = 5.0;

/// How many candidates an answer lists at least, where the KB has as many.
pub const CANDIDATES: usize = 3;

/// How many candidates an answer lists at most: each is a record to decode.
const LISTED: usize = 5;

/// How much more asides count in a text that does not name the organisation: what it names is rather what it is about.
const ELSEWHERE: f64 = 2.0;

/// How near to the best another has to come to be named beside it.
const NEAR: f64 = 0.6;

/// How people say a problem, and what a text comes to.
pub struct Matcher<'a> {
    kb: &'a Kb,
    /// What does not depend on the text, where many are asked about.
    many: Option<(Cues, Sayings)>,
}

/// An issue that may be meant.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate<'a> {
    /// The issue.
    pub issue: &'a Issue,
    /// How much speaks for it, from 0; 3 and more fits.
    pub score: f64,
}

/// What a text comes to.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer<'a> {
    /// The text.
    pub input: String,
    /// The issue that fits, if any does.
    pub issue: Option<&'a Issue>,
    /// Issues that may be meant, the best first.
    pub candidates: Vec<Candidate<'a>>,
    /// What it is instead, where no issue fits and the KB knows.
    pub aside: Option<&'a Aside>,
    /// Whether a number or a link stands in it, which is to be checked first.
    pub contact: bool,
}

/// How an issue was chosen.
#[derive(Debug, Clone, PartialEq)]
pub struct Chosen<'a> {
    /// The issue.
    pub issue: &'a Issue,
    /// Others that may be meant, when it was chosen by words.
    pub others: Vec<(String, Text)>,
}

/// What a text comes to, by places in the KB, so that only records that are wanted are decoded.
struct Weighed {
    /// Issues with their scores, the best first.
    ranked: Vec<(usize, f64)>,
    /// Whether the first fits.
    fits: bool,
    /// The aside that it is instead, where none fits.
    aside: Option<usize>,
}

impl<'a> Matcher<'a> {
    /// Makes the words of `kb` ready.
    pub fn new(kb: &'a Kb) -> Matcher<'a> {
        Matcher { kb, many: None }
    }

    /// The same for many texts: takes longer to make ready and less for each.
    pub fn for_many(kb: &'a Kb) -> Matcher<'a> {
        Matcher { kb, many: Some((Cues::new(kb), Sayings::new(kb))) }
    }

    fn names_organisation(&self, text: &str) -> bool {
        let text = text.nfkc().collect::<String>().to_lowercase();
        self.kb.domains().imitated.iter().filter(|name| name.needs == 0).any(|name| text.contains(name.name.as_str()))
    }

    fn cues(&self, text: &str) -> cues::Weighed {
        let plain = Unmasked::new(text).text;
        match &self.many {
            Some((cues, _)) => cues.weigh(&plain),
            None => Cues::for_text(self.kb, &plain).weigh(&plain),
        }
    }

    fn likeness(&self, text: &str) -> Vec<f64> {
        match &self.many {
            Some((_, sayings)) => sayings.scores(text),
            None => Sayings::new(self.kb).scores(text),
        }
    }

    fn weigh(&self, text: &str) -> Weighed {
        let mut cues = self.cues(text);
        if cues.aside > 0.0 && !self.names_organisation(text) {
            cues.aside *= ELSEWHERE;
        }
        let mut scores = cues.issues;
        let most = |scores: &[f64]| scores.iter().copied().fold(0.0f64, f64::max);
        if text.chars().count() <= SHORT || most(&scores).max(cues.aside) < SURE {
            let like = self.likeness(text);
            scores.iter_mut().zip(like).for_each(|(score, like)| *score += LIKENESS * like);
        }
        let mut ranked: Vec<(usize, f64)> = scores.into_iter().enumerate().filter(|(_, score)| *score > 0.0).collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1));
        ranked.truncate(LISTED);
        let fits = ranked.first().is_some_and(|(_, best)| *best >= FITS && *best >= cues.aside);
        let asides = cues.asides.iter().enumerate().filter(|(_, weight)| **weight > 0.0);
        let aside = asides.max_by(|a, b| a.1.total_cmp(b.1)).map(|(at, _)| at).filter(|_| !fits);
        Weighed { ranked, fits, aside }
    }

    /// Finds the issue of `text`. Fewer than [`CANDIDATES`] may be listed, those that anything speaks for.
    pub fn ask(&self, text: &str) -> Answer<'a> {
        self.answer(text, self.weigh(text))
    }

    fn answer(&self, text: &str, weighed: Weighed) -> Answer<'a> {
        let issues = self.kb.issues();
        let candidate = |(at, score): (usize, f64)| Some(Candidate { issue: issues.issue.get(at)?, score });
        let candidates: Vec<Candidate<'a>> = weighed.ranked.into_iter().filter_map(candidate).collect();
        let issue = candidates.first().filter(|_| weighed.fits).map(|best| best.issue);
        let aside = weighed.aside.and_then(|at| issues.aside.get(at));
        Answer { input: text.to_owned(), issue, candidates, aside, contact: false }
    }

    /// The same with at least [`CANDIDATES`] candidates, where the KB has as many issues, and whether there is something to check in the text.
    pub fn rank(&self, text: &str) -> Answer<'a> {
        self.rank_weighed(text, self.weigh(text))
    }

    fn rank_weighed(&self, text: &str, weighed: Weighed) -> Answer<'a> {
        let mut answer = self.answer(text, weighed);
        answer.contact = has_contact(self.kb, text);
        if answer.candidates.len() < CANDIDATES {
            let like = self.likeness(text);
            let mut rest: Vec<(usize, f64)> = like.into_iter().enumerate().collect();
            rest.sort_by(|a, b| b.1.total_cmp(&a.1));
            for (at, like) in rest {
                let Some(issue) = self.kb.issues().issue.get(at).filter(|_| answer.candidates.len() < CANDIDATES) else {
                    break;
                };
                if answer.candidates.iter().all(|c| c.issue.id != issue.id) {
                    // Less than what cues speak for.
                    let least = answer.candidates.last().map_or(f64::MAX, |c| c.score);
                    answer.candidates.push(Candidate { issue, score: (LIKENESS * like).min(least) });
                }
            }
        }
        answer
    }
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
    let matcher = Matcher::new(kb);
    let weighed = matcher.weigh(text);
    let named = |issue: &Issue| (issue.id.clone(), issue.name.clone());
    if let [(best, score), others @ ..] = weighed.ranked.as_slice()
        && let Some(issue) = kb.issues().issue.get(*best).filter(|_| weighed.fits)
    {
        let near = others.iter().take_while(|(_, other)| *other >= NEAR * score).take(CANDIDATES - 1);
        return Ok(Chosen { issue, others: near.filter_map(|(at, _)| kb.issues().issue.get(*at)).map(named).collect() });
    }
    let ranked = matcher.rank_weighed(text, weighed);
    Err(NoAnswer::NoIssueFits {
        text: text.to_owned(),
        elsewhere: ranked.aside.map(|aside| aside.text.clone()),
        contact: ranked.contact,
        candidates: ranked.candidates.iter().take(CANDIDATES).map(|c| named(c.issue)).collect(),
    })
}
