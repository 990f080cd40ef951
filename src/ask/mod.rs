//! The questions: each module takes the knowledge and what the user said, and gives an answer with its reasons as data.
//!
//! Nothing here reads a clock, a file, the environment or a terminal; all of that comes in as parameters.

pub mod channels;
pub mod explain;
pub mod faq;
pub mod guide;
pub mod hours;
pub mod issues;
pub mod message;
pub mod number;
pub mod opening;
pub mod overlap;
pub mod prepare;
pub mod review;
pub mod route;
pub mod upkeep;
pub mod url;
pub mod week;
pub mod words;

use chrono::NaiveDate;

use crate::kb::date::Date;
use crate::kb::record::Severity;
use crate::text::Text;

/// Why a question has no answer. The exit code is 3 for all of them.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoAnswer {
    /// The KB has no entry of this kind with this id.
    #[error("there is no {kind} `{id}`")]
    UnknownId {
        /// What was asked for: `issue`, `channel`, `audience`, `device`.
        kind: &'static str,
        /// The id that was asked for.
        id: String,
        /// Ids to choose from with their names, the most likely first.
        candidates: Vec<(String, Text)>,
    },
    /// No issue fits the free text.
    #[error("no issue fits `{text}`")]
    NoIssueFits {
        /// What was asked.
        text: String,
        /// Where else to look, where that is known.
        elsewhere: Option<Text>,
        /// Whether a number or a link stands in it, which is to be checked first.
        contact: bool,
        /// The nearest issues with their names, best first.
        candidates: Vec<(String, Text)>,
    },
    /// No FAQ topic fits the words.
    #[error("no topic fits `{text}`")]
    NoTopicFits {
        /// What was asked.
        text: String,
        /// All topics with their questions, best first.
        candidates: Vec<(String, Text)>,
    },
}

/// Why the answer of a check is what it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    /// Id of the rule.
    pub rule: String,
    /// How much it weighs.
    pub severity: Severity,
    /// In words.
    pub text: Text,
    /// What it matched.
    pub matched: String,
    /// Ids of its sources.
    pub sources: Vec<String>,
    /// What to do because of it.
    pub advice: Vec<Text>,
}

/// The ids of `all` with those most like `id` first.
pub fn nearest_first<'a>(id: &str, all: impl Iterator<Item = (&'a str, &'a Text)>) -> Vec<(String, Text)> {
    let mut ranked: Vec<(f64, String, Text)> =
        all.map(|(known, name)| (strsim::jaro_winkler(id, known), known.to_owned(), name.clone())).collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    ranked.into_iter().map(|(_, id, name)| (id, name)).collect()
}

/// Whether something last checked on a day is due for review at another.
pub(crate) fn is_overdue(checked: Date, days: u32, at: NaiveDate) -> bool {
    (at - checked.0).num_days() > i64::from(days)
}
