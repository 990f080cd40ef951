//! Web addresses: names that are imitated, rules that warn, redirectors, and what to do.

use serde::{Deserialize, Serialize};

use super::Severity;
use crate::kb::date::Date;
use crate::kb::pattern::Pattern;
use crate::kb::table::Keyed;
use crate::text::Text;

choice! {
    /// What a check of a web address comes to.
    UrlVerdict {
        Official = "official",
        Hosted = "amazon-hosted",
        NotOfficial = "not-official",
        NotAUrl = "not-a-url",
        Lookalike = "lookalike",
    }
}

record! {
    /// `domains.toml`: a word that others put into their names to look like the organisation.
    Imitated {
        /// The word, in lower case.
        name: String,
        /// Words that look like it and are something else.
        #[serde(default)]
        except: Vec<String>,
        /// It counts only as a part of its own (between dots, hyphens and digits) or joined to words of `beside`, not inside any longer word.
        #[serde(default)]
        own_part: bool,
        /// How much the words of `beside` that stand with it must weigh together before it counts. 0: it tells by itself. More is for words that
        /// are also something else; those name the organisation nowhere else, such as in a sender.
        #[serde(default)]
        needs: u8,
        /// It counts only in a name that somebody registered: others rightly put it in front of their own.
        #[serde(default)]
        registered_only: bool,
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
    /// `domains.toml`: words that fake addresses put beside a name (combosquatting), as in `name-login`.
    Beside {
        /// Id.
        id: String,
        /// The words, in lower case.
        #[schemars(length(min = 1))]
        words: Vec<String>,
        /// How much each tells; 0 where it may stand beside any name.
        weight: u8,
        /// Who says so.
        #[schemars(length(min = 1))]
        sources: Vec<String>,
        /// Day last compared with the sources.
        checked: Date,
    }
}

record! {
    /// `domains.toml`: an ending of official domains, and what passes for it in the middle of a host: `co.jp` in `name.co-jp.example.com`.
    Ending {
        /// The ending.
        name: String,
        /// How it is written there, with dots or hyphens or nothing between its parts, itself included.
        #[schemars(length(min = 1))]
        spellings: Vec<String>,
        /// Who says so.
        #[schemars(length(min = 1))]
        sources: Vec<String>,
        /// Day last compared with the sources.
        checked: Date,
    }
}

record! {
    /// `domains.toml`: domains of the organisation that this KB's customers do not meet: neither official for them nor look-alikes.
    Elsewhere {
        /// Id.
        id: String,
        /// The domains.
        #[schemars(length(min = 1))]
        names: Vec<String>,
        /// What they are.
        text: Text,
        /// They are its shops of other countries: right for whoever shops there.
        #[serde(default)]
        shop: bool,
        /// Who says so.
        #[schemars(length(min = 1))]
        sources: Vec<String>,
        /// Day last compared with the sources.
        checked: Date,
    }
}

record! {
    /// `rules/url.toml`: a warning rule for web addresses.
    UrlRule {
        /// Id.
        id: String,
        /// How much it weighs; `danger` makes an address that is not official a look-alike.
        severity: Severity,
        /// Every key must hold.
        when: UrlCondition,
        /// No key may hold.
        #[serde(default)]
        unless: Option<UrlCondition>,
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
        examples: UrlExamples,
    }
}

/// A condition on a web address; a key that is left out does not matter, a list means "any of".
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct UrlCondition {
    /// What the host alone comes to.
    #[serde(default)]
    pub verdict: Option<Vec<UrlVerdict>>,
    /// How it is written, and what the program finds in it.
    #[serde(default)]
    pub written: Option<Vec<String>>,
    /// The host is one of these, or under one.
    #[serde(default)]
    pub host: Option<Vec<String>>,
    /// Public suffixes, such as `top`.
    #[serde(default)]
    pub suffix: Option<Vec<String>>,
    /// A regular expression that path and query match, decoded and in lower case.
    #[serde(default)]
    pub path: Option<Pattern>,
}

record! {
    /// Cases a rule must and must not match.
    UrlExamples {
        /// It matches these.
        #[serde(rename = "match")]
        #[schemars(length(min = 1))]
        matching: Vec<UrlExample>,
        /// It does not match these.
        #[schemars(length(min = 1))]
        no_match: Vec<UrlExample>,
    }
}

record! {
    /// One case.
    UrlExample {
        /// The address as written.
        url: String,
    }
}

choice! {
    /// How a redirector writes the address that it sends on to, where that is not as it is.
    Written {
        Percent = "dash-for-percent",
        HostLabel = "host-label",
    }
}

record! {
    /// `rules/url.toml`: a page that sends on to wherever its address says.
    Redirect {
        /// Id.
        id: String,
        /// The host is one of these, or under one.
        #[schemars(length(min = 1))]
        host: Vec<String>,
        /// A regular expression that the path matches: decoded, in lower case, several slashes as one.
        path: Pattern,
        /// Names of the query's or fragment's parts that say where to.
        #[serde(default)]
        parameters: Vec<String>,
        /// A regular expression whose first group is the address to go to, matched on path, query and fragment as a browser writes them.
        #[serde(default)]
        embedded: Option<Pattern>,
        /// How that address is written: with `-` for `%` and `_` for `/`, or its host as the first label of this one, with `-` for a dot and `--` for `-`.
        #[serde(default)]
        written: Option<Written>,
        /// Who says so.
        #[schemars(length(min = 1))]
        sources: Vec<String>,
        /// Day last compared with the sources.
        checked: Date,
    }
}

record! {
    /// `rules/url.toml`: a part of an official page's address that is taken as it stands, and not gone to, though it has the form of an address.
    Literal {
        /// Id.
        id: String,
        /// The host is one of these, or under one.
        #[schemars(length(min = 1))]
        host: Vec<String>,
        /// A regular expression that the path matches: decoded, in lower case, several slashes as one.
        #[serde(default)]
        path: Option<Pattern>,
        /// Names of the query's parts.
        #[schemars(length(min = 1))]
        parameters: Vec<String>,
        /// What may stand there; anything where it is left out.
        #[serde(default)]
        values: Vec<String>,
        /// Who says so.
        #[schemars(length(min = 1))]
        sources: Vec<String>,
        /// Day last compared with the sources.
        checked: Date,
    }
}

record! {
    /// `rules/url.toml`: a place of the organisation's where its customers publish pages of their own.
    CustomerPages {
        /// Id.
        id: String,
        /// The host is one of these, or under one.
        #[schemars(length(min = 1))]
        host: Vec<String>,
        /// A regular expression that the path matches: decoded, in lower case, several slashes as one; any path where it is left out.
        #[serde(default)]
        path: Option<Pattern>,
        /// What they are.
        text: Text,
        /// Who says so.
        #[schemars(length(min = 1))]
        sources: Vec<String>,
        /// Day last compared with the sources.
        checked: Date,
    }
}

record! {
    /// What to do after a verdict.
    UrlNext {
        /// Id.
        id: String,
        /// After which verdicts.
        #[schemars(length(min = 1))]
        verdicts: Vec<UrlVerdict>,
        /// Only for shops of other countries, or only for all else; left out, for both.
        #[serde(default)]
        other_shop: Option<bool>,
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

keyed! {
    Imitated by name,
    Beside by id,
    Ending by name,
    Elsewhere by id,
    UrlRule by id,
    Redirect by id,
    Literal by id,
    CustomerPages by id,
    UrlNext by id,
}
