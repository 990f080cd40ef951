//! The records of a KB, one type per kind of entry, as `data/README.md` describes them.
//!
//! These types are the only description of the files' form: loading, the structural check and the published schema are all made from them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::date::{Date, PartialDate};
use super::table::{Keyed, Table};
use crate::text::Text;

macro_rules! record {
    ($(#[$meta:meta])* $name:ident { $($(#[$field_meta:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        pub struct $name { $($(#[$field_meta])* pub $field: $type,)* }
    };
}

macro_rules! choice {
    ($(#[$meta:meta])* $name:ident { $($variant:ident = $id:literal,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        pub enum $name {
            $(
                #[doc = concat!("`", $id, "`")]
                #[serde(rename = $id)]
                $variant,
            )*
        }

        impl $name {
            /// Every value, in order.
            pub const ALL: &'static [$name] = &[$($name::$variant,)*];

            /// The id that files, flags and JSON use.
            pub fn id(self) -> &'static str {
                match self { $($name::$variant => $id,)* }
            }
        }
    };
}

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

macro_rules! keyed {
    ($($name:ident by $field:ident),* $(,)?) => {
        $(impl Keyed for $name {
            fn key(&self) -> &str {
                &self.$field
            }
        })*
    };
}

keyed! {
    Step by channel,
    Reminder by id,
    Next by id,
    Source by id,
    Claim by id,
    Channel by id,
    Hours by channel,
    Issue by id,
    Circumstance by id,
    Item by id,
    Line by id,
    Advice by id,
    FaqTopic by id,
    RegisteredNumber by e164,
    Domain by name,
    NumberRule by id,
}

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
    /// Who publishes a source.
    SourceKind {
        Official = "official",
        Government = "government",
        Police = "police",
        Carrier = "carrier",
        Press = "press",
        Company = "company",
        Guide = "guide",
        Blog = "blog",
        Article = "article",
        Registry = "registry",
        Editorial = "editorial",
    }
}

record! {
    /// `sources.toml`: one page that the KB relies on.
    Source {
        /// Id.
        id: String,
        /// Its address as far as known.
        page: String,
        /// Kind of publisher.
        kind: SourceKind,
        /// Publisher.
        publisher: Text,
        /// The date that the page shows.
        #[serde(default)]
        date: Option<PartialDate>,
        /// Sources of one publisher share a group and count once; its own id when left out.
        #[serde(default)]
        group: Option<String>,
        /// How good this evidence is.
        #[serde(default)]
        note: Option<Text>,
        /// Day it was last read.
        checked: Date,
    }
}

impl Source {
    /// Sources with the same publisher count as one.
    pub fn publisher_group(&self) -> &str {
        self.group.as_deref().unwrap_or(&self.id)
    }
}

choice! {
    /// How a claim of the article stands against other sources.
    Standing {
        Confirmed = "confirmed",
        Mixed = "mixed",
        Contradicted = "contradicted",
        Unverifiable = "unverifiable",
        Unchecked = "unchecked",
    }
}

record! {
    /// `claims.toml`: one claim of the source article.
    Claim {
        /// `F001` to `F208`.
        id: String,
        /// Part of the article.
        section: String,
        /// What it is about.
        kind: String,
        /// The claim in our words.
        text: Text,
        /// How it stands.
        standing: Standing,
        /// What others say.
        #[serde(default)]
        note: Option<Text>,
        /// Who confirms or contradicts it.
        #[serde(default)]
        sources: Vec<String>,
        /// Why no entry uses it.
        #[serde(default)]
        not_advice: Option<Text>,
    }
}

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
        /// Files or pictures can be sent.
        attach: bool,
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
        /// How to get there; `{topic}` stands for the issue's topic.
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
        /// Channels, best first; the KB's ladder when there is none.
        #[serde(default)]
        channel: Vec<IssueChannel>,
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

/// What an issue is called and how people say it: all that finding it needs.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct IssueWords {
    /// Name.
    pub name: Text,
    /// How people say it.
    pub says: Says,
}

impl From<&Issue> for IssueWords {
    fn from(issue: &Issue) -> IssueWords {
        IssueWords { name: issue.name.clone(), says: issue.says.clone() }
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
#[derive(Debug, Clone, Default, PartialEq, Deserialize, JsonSchema)]
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
