//! Problems that shoppers have, what to prepare for them, and what can be solved without a person.

use serde::{Deserialize, Serialize};

use crate::kb::date::Date;
use crate::kb::table::Keyed;
use crate::text::Text;

record! {
    /// `issues.toml`: one problem a shopper has.
    Issue {
        /// Id.
        id: String,
        /// Name.
        name: Text,
        /// The kind of subject to choose in the contact flow.
        topic: Text,
        /// Waiting makes it worse.
        #[serde(default)]
        urgent: bool,
        /// What to do first.
        first: Text,
        /// How people say it.
        says: Says,
        /// Ids of items that are indispensable.
        #[schemars(length(min = 1))]
        must: Vec<String>,
        /// Ids of items that are good to have.
        #[serde(default)]
        helpful: Vec<String>,
        /// What to say, in order; `{id}` is a blank to fill in.
        #[schemars(length(min = 1))]
        script: Vec<Text>,
        /// What to beware of.
        #[schemars(length(min = 1))]
        warnings: Vec<Text>,
        /// Ids of FAQ topics.
        #[serde(default)]
        faq: Vec<String>,
        /// Who says so.
        #[schemars(length(min = 1))]
        sources: Vec<String>,
        /// Claims used.
        #[serde(default)]
        claims: Vec<String>,
        /// Day last compared with the sources.
        checked: Date,
        /// Words that tell it in a longer text.
        #[serde(default)]
        cue: Vec<Cue>,
        /// Channels, best first; the KB's ladder when there is none.
        #[serde(default)]
        channel: Vec<IssueChannel>,
    }
}

record! {
    /// Words that tell what a text is about.
    Cue {
        /// How sure one of them makes, from 1 (hardly) to 12 (beyond doubt).
        weight: u32,
        /// In Japanese; `…` joins pieces.
        #[serde(default)]
        ja: Vec<String>,
        /// In English; `~` behind a word: it may go on.
        #[serde(default)]
        en: Vec<String>,
    }
}

record! {
    /// `issues.toml`: something that people ask, and that customer service has no answer to.
    Aside {
        /// Id.
        id: String,
        /// What it is.
        name: Text,
        /// Where else to look.
        text: Text,
        /// Words that tell it.
        #[serde(default)]
        cue: Vec<Cue>,
        /// Who says so.
        #[schemars(length(min = 1))]
        sources: Vec<String>,
        /// Day last compared with the sources.
        checked: Date,
    }
}

record! {
    /// How people say an issue.
    Says {
        /// In Japanese.
        #[schemars(length(min = 1))]
        ja: Vec<String>,
        /// In English.
        #[schemars(length(min = 1))]
        en: Vec<String>,
    }
}

record! {
    /// A channel for one issue.
    IssueChannel {
        /// Id of the channel.
        id: String,
        /// Why it has this place.
        why: Text,
        /// Steps instead of the channel's own.
        #[serde(default)]
        steps: Vec<Text>,
        /// Claims used.
        #[serde(default)]
        claims: Vec<String>,
    }
}

record! {
    /// `checklists.toml`: something to have ready.
    Item {
        /// Id.
        id: String,
        /// Name.
        name: Text,
        /// Where to find it.
        #[serde(rename = "where")]
        place: Text,
        /// Its label as a blank in a script.
        blank: Text,
        /// What the user can have filled in here, and by which option.
        #[serde(default)]
        fill: Vec<Fill>,
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
    /// What the user can have filled into the blank of an item; each is an option of `prepare`.
    Fill {
        Order = "order",
        Item = "item",
        OrderedOn = "ordered-on",
        Wish = "wish",
        WhatHappened = "what-happened",
        Name = "name",
    }
}

choice! {
    /// Where in a conversation a line belongs.
    LineAt {
        Opening = "opening",
        Closing = "closing",
    }
}

record! {
    /// Words to open or close a conversation with.
    Line {
        /// Id.
        id: String,
        /// Where.
        at: LineAt,
        /// On which channels.
        #[schemars(length(min = 1))]
        channels: Vec<String>,
        /// Only for readers of this language, `ja` or `en`.
        #[serde(default)]
        reader: Option<String>,
        /// The words.
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
    /// Advice for a checklist: what never to tell, what to keep, how to talk.
    Advice {
        /// Id.
        id: String,
        /// The advice.
        text: Text,
        /// On which channels; everywhere when left out.
        #[serde(default)]
        channels: Vec<String>,
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
    /// `faq.toml`: what can be solved without a person.
    FaqTopic {
        /// Id.
        id: String,
        /// The question.
        question: Text,
        /// The answer.
        answer: Text,
        /// Where on the site or in the app.
        #[serde(rename = "where")]
        place: Text,
        /// Ids of issues.
        #[serde(default)]
        issues: Vec<String>,
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
    Issue by id,
    Aside by id,
    Item by id,
    Line by id,
    Advice by id,
    FaqTopic by id,
}
