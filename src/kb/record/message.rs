//! Rules for messages: words and signs that warn, and what to do.

use serde::{Deserialize, Serialize};

use super::Severity;
use crate::kb::date::Date;
use crate::kb::table::Keyed;
use crate::text::Text;

choice! {
    /// What a check of a message comes to; ordered from clear to bad.
    MessageVerdict {
        NoWarningFound = "no-warning-found",
        Suspicious = "suspicious",
        Dangerous = "dangerous",
    }
}

record! {
    /// `rules/message.toml`: a rule that warns of a message, or a building block of such rules.
    MessageRule {
        /// Id.
        id: String,
        /// How much it weighs; a `note` tells nothing by itself.
        severity: Severity,
        /// Phrases, one of which has to occur.
        #[serde(default)]
        says: Option<Phrases>,
        /// Its phrases count also where the message forbids them: to forbid is what they are about.
        #[serde(default)]
        always: bool,
        /// Its phrases count only where they stand for who speaks: in the sender's name, in brackets, at the beginning or on a short line.
        #[serde(default)]
        speaker: bool,
        /// What has to hold besides.
        #[serde(default)]
        when: Option<MessageCondition>,
        /// What is the matter.
        reason: Text,
        /// What to do.
        #[serde(default)]
        advice: Vec<Text>,
        /// Who says so.
        #[schemars(length(min = 1))]
        sources: Vec<String>,
        /// Claims used.
        #[serde(default)]
        claims: Vec<String>,
        /// Day last compared with the sources.
        checked: Date,
        /// Cases that the KB's check runs.
        examples: MessageExamples,
    }
}

/// Phrases per language. Pieces joined by `…` may have up to 40 characters between them within a sentence; `|` parts spellings of a piece, any of
/// which will do; `~` at the end of a spelling lets the word go on.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Phrases {
    /// In Japanese.
    #[serde(default)]
    pub ja: Vec<String>,
    /// In English.
    #[serde(default)]
    pub en: Vec<String>,
    /// In further languages that messages come in.
    #[serde(default)]
    pub other: Vec<String>,
}

/// A condition on a message: ids of rules further up, and signs that the program finds.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MessageCondition {
    /// All of these hold.
    #[serde(default)]
    pub all: Vec<String>,
    /// So many of these hold as `at_least` says.
    #[serde(default)]
    pub any: Vec<String>,
    /// How many of `any`; 1 when left out.
    #[serde(default)]
    pub at_least: Option<usize>,
    /// None of these holds.
    #[serde(default)]
    pub none: Vec<String>,
    /// Within how many bytes of each other the words begin that it rests on, at most; where left out as much as the program allows, which for a `note`
    /// is any distance.
    #[serde(default)]
    pub within: Option<usize>,
}

record! {
    /// Cases a rule must and must not match.
    MessageExamples {
        /// It matches these.
        #[serde(rename = "match")]
        #[schemars(length(min = 1))]
        matching: Vec<MessageExample>,
        /// It does not match these.
        #[schemars(length(min = 1))]
        no_match: Vec<MessageExample>,
    }
}

record! {
    /// One case.
    MessageExample {
        /// The message.
        text: String,
        /// Its sender: a name, an address, or both.
        #[serde(default)]
        from: Option<String>,
        /// Its subject.
        #[serde(default)]
        subject: Option<String>,
    }
}

choice! {
    /// What words of reporting do; see [`crate::ask::message::voice`].
    VoiceRole {
        Reports = "reports",
        Mentions = "mentions",
        Warns = "warns",
        Disowns = "disowns",
        Forbids = "forbids",
        Denies = "denies",
        Lists = "lists",
        Ends = "ends",
        Turns = "turns",
        Joins = "joins",
        Voids = "voids",
    }
}

record! {
    /// Words by which a message reports, warns of or forbids what stands with them: that then counts as quoted, not as said.
    Voice {
        /// Id.
        id: String,
        /// What they do.
        role: VoiceRole,
        /// The words.
        says: Phrases,
        /// Who says so.
        #[schemars(length(min = 1))]
        sources: Vec<String>,
        /// Day last looked at.
        checked: Date,
    }
}

record! {
    /// Kana that read a word in kanji, which is written behind them to get past filters.
    Reading {
        /// The kana.
        kana: String,
        /// The word.
        name: String,
    }
}

record! {
    /// What to do after a verdict.
    MessageNext {
        /// Id.
        id: String,
        /// After which verdicts.
        #[schemars(length(min = 1))]
        verdicts: Vec<MessageVerdict>,
        /// Only where one of these rules matches, notes among them; always when left out.
        #[serde(default)]
        when: Option<Vec<String>>,
        /// What; `{url}` stands for the official entrance.
        text: Text,
        /// Who says so.
        #[schemars(length(min = 1))]
        sources: Vec<String>,
        /// Claims used.
        #[serde(default)]
        claims: Vec<String>,
        /// Day last compared with the sources.
        checked: Date,
    }
}

record! {
    /// What to do when it has happened already.
    After {
        /// Id.
        id: String,
        /// What has happened.
        name: Text,
        /// What to do, in order.
        #[schemars(length(min = 1))]
        steps: Vec<Text>,
        /// Who says so.
        #[schemars(length(min = 1))]
        sources: Vec<String>,
        /// Claims used.
        #[serde(default)]
        claims: Vec<String>,
        /// Day last compared with the sources.
        checked: Date,
    }
}

keyed! {
    MessageRule by id,
    Reading by name,
    Voice by id,
    MessageNext by id,
    After by id,
}
