//! Ways to reach the organisation: channels, their hours, and what changes their order.

use serde::{Deserialize, Serialize};

use crate::kb::date::Date;
use crate::kb::table::Keyed;
use crate::text::Text;

record! {
    /// `channels.toml`: one way to reach the organisation.
    Channel {
        /// Id.
        id: String,
        /// Name.
        name: Text,
        /// What it is, in one sentence.
        summary: Text,
        /// The official entrance to it.
        #[serde(default)]
        url: Option<String>,
        /// One has to speak.
        voice: bool,
        /// It leaves a record one can read again.
        record: bool,
        /// Files or pictures can be sent; left out where that is not known.
        #[serde(default)]
        attach: Option<bool>,
        /// One has to sign in.
        sign_in: bool,
        /// The person is verified.
        identity_check: bool,
        /// How long an answer takes.
        reply_time: Text,
        /// What it is good for.
        good_for: Vec<Text>,
        /// What it is not good for.
        bad_for: Vec<Text>,
        /// What one needs.
        needs: Vec<Text>,
        /// What is known of languages.
        languages: Text,
        /// How to get there; `{topic}` stands for the topic.
        #[schemars(length(min = 1))]
        steps: Vec<Text>,
        /// What is uncertain about it.
        #[serde(default)]
        caution: Option<Text>,
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
    /// `hours.toml`: what sources say of one channel's hours.
    Hours {
        /// Id of the channel.
        channel: String,
        /// When to use it, in one sentence.
        advice: Text,
        /// Who says so.
        #[schemars(length(min = 1))]
        sources: Vec<String>,
        /// Claims used.
        #[serde(default)]
        claims: Vec<String>,
        /// Day last compared with the sources.
        checked: Date,
        /// What each source says.
        #[schemars(length(min = 1))]
        version: Vec<HoursVersion>,
        /// How busy it is; the first entry that matches a moment counts.
        #[serde(default)]
        crowd: Vec<Crowd>,
    }
}

record! {
    /// One source's version of the hours.
    HoursVersion {
        /// OpenStreetMap `opening_hours`.
        open: String,
        /// The same in words.
        text: Text,
        /// Who says so.
        #[schemars(length(min = 1))]
        sources: Vec<String>,
        /// Claims used.
        #[serde(default)]
        claims: Vec<String>,
    }
}

choice! {
    /// How busy a channel is.
    CrowdLevel {
        Busy = "busy",
        Normal = "normal",
        Quiet = "quiet",
    }
}

record! {
    /// When a channel is how busy.
    Crowd {
        /// How busy.
        level: CrowdLevel,
        /// OpenStreetMap `opening_hours`.
        when: String,
        /// In words.
        note: Text,
        /// Who says so.
        #[schemars(length(min = 1))]
        sources: Vec<String>,
        /// Claims used.
        #[serde(default)]
        claims: Vec<String>,
    }
}

record! {
    /// `audiences.toml`: who one is, which device one has, or what is special; each changes the order of channels.
    Circumstance {
        /// Id.
        id: String,
        /// Name.
        name: Text,
        /// Shown with the answer.
        note: Text,
        /// Channels that go first, in this order.
        #[serde(default)]
        prefer: Vec<Shift>,
        /// Channels that go last.
        #[serde(default)]
        avoid: Vec<Shift>,
        /// Channels that are not advised.
        #[serde(default)]
        exclude: Vec<Shift>,
        /// Ids of items to have ready besides the issue's own.
        #[serde(default)]
        must: Vec<String>,
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
    /// A channel whose place changes, and why.
    Shift {
        /// Id of the channel.
        channel: String,
        /// Why.
        why: Text,
    }
}

keyed! {
    Channel by id,
    Hours by channel,
    Circumstance by id,
}
