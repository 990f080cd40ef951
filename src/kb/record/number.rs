//! Numbers and domains: the register, and the rules that warn.

use serde::{Deserialize, Serialize};

use crate::kb::date::{Date, PartialDate};
use crate::kb::pattern::Pattern;
use crate::kb::table::Keyed;
use crate::text::Text;

choice! {
    /// What a check of a number comes to.
    Verdict {
        Official = "official",
        PublicService = "public-service",
        Disputed = "disputed",
        Unknown = "unknown",
        NotAPhoneNumber = "not-a-phone-number",
        Suspicious = "suspicious",
        Dangerous = "dangerous",
    }
}

choice! {
    /// What the register makes of a number.
    NumberState {
        InUse = "in-use",
        Unconfirmed = "unconfirmed",
        Former = "former",
        Partner = "partner",
        Sender = "sender",
        Reported = "reported",
    }
}

choice! {
    /// What one source says of a number.
    NumberSays {
        InUse = "in-use",
        Retired = "retired",
        Partner = "partner",
        Sender = "sender",
        Scam = "scam",
    }
}

record! {
    /// `numbers.toml`: a number that somebody ties to the organisation.
    RegisteredNumber {
        /// Id.
        id: String,
        /// The number in E.164 form.
        e164: String,
        /// What we make of it.
        state: NumberState,
        /// What it is or was.
        name: Text,
        /// Day last compared with the sources.
        checked: Date,
        /// Claims used.
        #[serde(default)]
        claims: Vec<String>,
        /// Who says what.
        #[schemars(length(min = 1))]
        evidence: Vec<NumberEvidence>,
    }
}

record! {
    /// One source's word on a number.
    NumberEvidence {
        /// Id of the source.
        source: String,
        /// What it says.
        says: NumberSays,
        /// The source's date for it.
        #[serde(default)]
        date: Option<PartialDate>,
        /// In words.
        text: Text,
    }
}

choice! {
    /// What a domain is for.
    Purpose {
        Shop = "shop",
        Mail = "mail",
        ShortLink = "short-link",
        Hosting = "hosting",
        Corporate = "corporate",
        Content = "content",
    }
}

record! {
    /// `domains.toml`: a domain of the organisation.
    Domain {
        /// The registrable domain, which is its id.
        name: String,
        /// What it is for.
        purpose: Purpose,
        /// In words.
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

choice! {
    /// How much a rule weighs; ordered from least to most.
    Severity {
        Note = "note",
        Caution = "caution",
        Danger = "danger",
    }
}

choice! {
    /// Where somebody found a number.
    Found {
        OfficialPage = "official-page",
        Search = "search",
        Ad = "ad",
        AiAnswer = "ai-answer",
        Sns = "sns",
        QaSite = "qa-site",
        Sms = "sms",
        Email = "email",
        Popup = "popup",
        Letter = "letter",
        Voicemail = "voicemail",
    }
}

record! {
    /// `rules/number.toml`: a warning rule for numbers.
    NumberRule {
        /// Id.
        id: String,
        /// How much it weighs.
        severity: Severity,
        /// Every key must hold.
        when: NumberCondition,
        /// No key may hold.
        #[serde(default)]
        unless: Option<NumberCondition>,
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
        examples: NumberExamples,
    }
}

/// A condition on a number; a key that is left out does not matter, a list means "any of".
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NumberCondition {
    /// Numbers in E.164 form.
    #[serde(default)]
    pub number: Option<Vec<String>>,
    /// Ids of number classes.
    #[serde(default)]
    pub class: Option<Vec<String>>,
    /// Regions, ISO 3166-1.
    #[serde(default)]
    pub country: Option<Vec<String>>,
    /// States in the register; `none` for a number that is not in it.
    #[serde(default)]
    pub register: Option<Vec<String>>,
    /// How it was written.
    #[serde(default)]
    pub written: Option<Vec<String>>,
    /// Where it was found.
    #[serde(default)]
    pub found: Option<Vec<Found>>,
    /// Whether it called the user.
    #[serde(default)]
    pub incoming: Option<bool>,
    /// At least this many national digits, the leading 0 included.
    #[serde(default)]
    pub min_digits: Option<usize>,
    /// At most this many.
    #[serde(default)]
    pub max_digits: Option<usize>,
    /// The number begins like this, as dialled at home.
    #[serde(default)]
    pub prefix: Option<Vec<String>>,
    /// A regular expression that the digits as dialled at home match; linear in time, at most 500 characters.
    #[serde(default)]
    pub pattern: Option<Pattern>,
}

record! {
    /// Cases a rule must and must not match.
    NumberExamples {
        /// It matches these.
        #[serde(rename = "match")]
        #[schemars(length(min = 1))]
        matching: Vec<NumberExample>,
        /// It does not match these.
        #[schemars(length(min = 1))]
        no_match: Vec<NumberExample>,
    }
}

record! {
    /// One case.
    NumberExample {
        /// The number as written.
        number: String,
        /// Where it was found.
        #[serde(default)]
        found: Option<Found>,
        /// Whether it called the user.
        #[serde(default)]
        incoming: bool,
    }
}

keyed! {
    RegisteredNumber by e164,
    Domain by name,
    NumberRule by id,
}
