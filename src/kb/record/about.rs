//! `kb.toml`: who the KB is about, and what holds for every answer.

use serde::Deserialize;

use super::Verdict;
use crate::kb::date::Date;
use crate::kb::table::{Keyed, Table};
use crate::text::Text;

record! {
    /// `kb.toml`: who the KB is about.
    About {
        /// Id of the KB.
        id: String,
        /// Form of the files.
        schema: String,
        /// The organisation's name as shoppers say it.
        name: Text,
        /// Edition of the KB.
        edition: String,
        /// Day of the last review of the whole.
        reviewed: Date,
        /// Home time zone, an IANA name.
        time_zone: String,
        /// Home region, ISO 3166-1.
        region: String,
        /// Languages of the texts.
        languages: Vec<String>,
        /// After how many days an entry is due for review.
        review_days: ReviewDays,
        /// The official entrance.
        entrance: Entrance,
        /// The order of channels for an issue without its own.
        #[serde(default)]
        #[schemars(required, length(min = 1))]
        ladder: Table<Step>,
        /// Warnings that stand under every route.
        #[serde(default)]
        reminder: Table<Reminder>,
        /// What to do after a verdict.
        #[serde(default)]
        next: Table<Next>,
        /// What to say in a few words of dialling; the official entrance is named without it.
        #[serde(default)]
        dial: Option<DialWords>,
        /// Where the guide starts from.
        #[serde(default)]
        guide: Option<Guide>,
    }
}

record! {
    /// What the guide takes for usual.
    Guide {
        /// Id of the audience that most who ask belong to; the first one otherwise.
        #[serde(default)]
        audience: Option<String>,
        /// Id of the issue for a problem that is on no list.
        #[serde(default)]
        issue: Option<String>,
    }
}

record! {
    /// Whether to dial a number, in the few words that stand at the top of an answer.
    DialWords {
        /// Of an official number.
        official: Text,
        /// Of a disputed one.
        disputed: Text,
        /// The same as a headline.
        disputed_headline: Text,
        /// Who says so.
        #[schemars(length(min = 1))]
        sources: Vec<String>,
        /// Day last compared with the sources.
        checked: Date,
    }
}

record! {
    /// Review periods in days.
    ReviewDays {
        /// For entries of the number register.
        number: u32,
        /// For everything else.
        other: u32,
    }
}

impl ReviewDays {
    /// The period that holds for the entries of a file.
    pub fn of(&self, file: &str) -> u32 {
        if file == "numbers.toml" { self.number } else { self.other }
    }
}

record! {
    /// The official entrance.
    Entrance {
        /// Its address.
        url: String,
        /// How to get there.
        text: Text,
        /// Who says so.
        #[schemars(length(min = 1))]
        sources: Vec<String>,
        /// Day last compared with the sources.
        checked: Date,
        /// Claims used.
        #[serde(default)]
        claims: Vec<String>,
    }
}

record! {
    /// A channel with the reason for its place.
    Step {
        /// Id of the channel.
        channel: String,
        /// Why.
        why: Text,
        /// Claims used.
        #[serde(default)]
        claims: Vec<String>,
        /// Who says so.
        #[schemars(length(min = 1))]
        sources: Vec<String>,
        /// Day last compared with the sources.
        checked: Date,
    }
}

record! {
    /// A warning that stands under every route.
    Reminder {
        /// Id.
        id: String,
        /// The warning.
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
    /// What to do after one of the verdicts of a check.
    Next {
        /// Id.
        id: String,
        /// The verdicts it belongs to.
        #[schemars(length(min = 1))]
        verdicts: Vec<Verdict>,
        /// Only when the number called the user (true) or was to be dialled (false); either when left out.
        #[serde(default)]
        incoming: Option<bool>,
        /// What to do.
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

impl Next {
    /// Whether it is to be done after this verdict.
    pub fn applies(&self, verdict: Verdict, incoming: bool) -> bool {
        self.verdicts.contains(&verdict) && self.incoming.is_none_or(|i| i == incoming)
    }
}

keyed! {
    Step by channel,
    Reminder by id,
    Next by id,
}
