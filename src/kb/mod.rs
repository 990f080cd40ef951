//! The knowledge: records, where they come from, and whether they hold together.
//!
//! This is the only place that reads KB files. A KB is either the one inside the binary, decoded topic by topic when a command needs it, or a
//! folder, which is read and checked whole before anything is answered from it.

mod baked;
mod check;
pub mod date;
mod folder;
mod japan;
mod overlay;
mod pattern;
mod problem;
pub mod record;
mod schema;
pub mod suffixes;
mod table;

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde::Deserialize;

pub use japan::{Class, Country, Holidays, Japan, Range, Service};
pub use pattern::Pattern;
pub use problem::{Code, Problem, Report};
use record::*;
pub use table::{Keyed, Table};

/// Where a KB came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// Inside the binary.
    BuiltIn,
    /// A folder that the user named.
    Folder(PathBuf),
}

macro_rules! topics {
    ($($(#[$meta:meta])* $method:ident: $file:ident($name:literal) { $($(#[$field_meta:meta])* $field:ident: $type:ty,)* })*) => {
        $(
            $(#[$meta])*
            #[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
            #[serde(deny_unknown_fields)]
            pub struct $file {
                $(#[doc = concat!("`[[", stringify!($field), "]]`")] $(#[$field_meta])* #[serde(default)] pub $field: $type,)*
            }
        )*

        /// The topics of a KB, each loaded when first asked for.
        #[derive(Debug, Default, Clone)]
        struct Topics {
            about: OnceLock<About>,
            $($method: OnceLock<$file>,)*
        }

        impl Kb {
            /// Who the KB is about.
            pub fn about(&self) -> &About {
                self.topics.about.get_or_init(|| {
                    let mut about: About = baked::root("kb");
                    about.ladder = Table::baked("kb", "ladder");
                    about.reminder = Table::baked("kb", "reminder");
                    about.next = Table::baked("kb", "next");
                    about
                })
            }
            $(
                $(#[$meta])*
                pub fn $method(&self) -> &$file {
                    self.topics.$method.get_or_init(|| $file { $($field: Table::baked($name, stringify!($field)),)* })
                }
            )*
        }

        /// The files of a KB folder, by the names used for them in messages.
        pub const FILES: &[&str] = &["kb.toml", $(concat!($name, ".toml"),)*];

        /// Reads every file of a folder into its record, noting what is wrong.
        fn read_topics(folder: &mut folder::Reader) -> Topics {
            let topics = Topics::default();
            if let Some(about) = folder.file::<About>("kb.toml") {
                let _ = topics.about.set(about);
            }
            $(
                if let Some(file) = folder.file::<$file>(concat!($name, ".toml")) {
                    let _ = topics.$method.set(file);
                }
            )*
            topics
        }

    };
}

topics! {
    /// `sources.toml`
    sources: SourcesFile("sources") { source: Table<Source>, }
    /// `claims.toml`
    claims: ClaimsFile("claims") { claim: Table<Claim>, }
    /// `channels.toml`
    channels: ChannelsFile("channels") { channel: Table<Channel>, }
    /// `hours.toml`
    hours: HoursFile("hours") { hours: Table<Hours>, }
    /// `issues.toml`
    issues: IssuesFile("issues") { issue: Table<Issue>, }
    /// `audiences.toml`
    audiences: AudiencesFile("audiences") {
        /// Who one is.
        audience: Table<Circumstance>,
        /// Which device one has.
        device: Table<Circumstance>,
        /// What is special.
        situation: Table<Circumstance>,
    }
    /// `checklists.toml`
    checklists: ChecklistsFile("checklists") {
        /// What to have ready.
        item: Table<Item>,
        /// Words to open and close with.
        line: Table<Line>,
        /// What never to tell anyone.
        never_tell: Table<Advice>,
        /// What to keep afterwards.
        keep: Table<Advice>,
        /// How to talk or write.
        tip: Table<Advice>,
    }
    /// `faq.toml`
    faq: FaqFile("faq") { topic: Table<FaqTopic>, }
    /// `numbers.toml`
    numbers: NumbersFile("numbers") { number: Table<RegisteredNumber>, }
    /// `domains.toml`
    domains: DomainsFile("domains") {
        /// Domains of the organisation.
        domain: Table<Domain>,
        /// Domains of the organisation that its customers here do not meet.
        elsewhere: Table<Elsewhere>,
        /// Words that others imitate.
        imitated: Table<Imitated>,
    }
    /// `rules/number.toml`
    number_rules: NumberRulesFile("rules/number") { rule: Table<NumberRule>, }
    /// `rules/url.toml`
    url_rules: UrlRulesFile("rules/url") {
        /// Rules.
        rule: Table<UrlRule>,
        /// Pages that send on to wherever their address says.
        redirect: Table<Redirect>,
        /// What to do after a verdict.
        next: Table<UrlNext>,
    }
    /// `rules/message.toml`
    message_rules: MessageRulesFile("rules/message") {
        /// Kana in front of the kanji they read.
        reading: Table<Reading>,
        /// Rules; a rule refers to those further up.
        rule: Table<MessageRule>,
        /// What to do after a verdict.
        next: Table<MessageNext>,
        /// What to do when it has happened already.
        after: Table<After>,
    }
}

/// A knowledge base that can be asked.
#[derive(Debug)]
pub struct Kb {
    origin: Origin,
    topics: Topics,
    japan: Japan,
    /// Files of the user's own additions, in the order in which they were added.
    overlays: Vec<PathBuf>,
    /// The KB before the last of them.
    base: Option<Box<Kb>>,
}

impl Kb {
    fn new(origin: Origin, topics: Topics) -> Kb {
        Kb { origin, topics, japan: Japan::default(), overlays: Vec::new(), base: None }
    }

    /// The KB inside the binary.
    pub fn built_in() -> Kb {
        Kb::new(Origin::BuiltIn, Topics::default())
    }

    /// Reads and checks a folder. A KB with an error is refused whole.
    ///
    /// # Errors
    /// The report of everything that is wrong, warnings included.
    pub fn open(dir: &Path) -> Result<(Kb, Report), Report> {
        let mut reader = folder::Reader::new(dir);
        let topics = read_topics(&mut reader);
        let kb = Kb::new(Origin::Folder(dir.to_owned()), topics);
        check::check(&kb, &mut reader);
        let report = reader.into_report();
        if report.has_errors() { Err(report) } else { Ok((kb, report)) }
    }

    /// Where this KB came from.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The KB with the additions of a file, which can make a verdict worse and never better. A file with an error is refused whole.
    ///
    /// # Errors
    /// The report of everything that is wrong with the file, warnings included.
    pub fn with_overlay(self, file: &Path) -> Result<(Kb, Report), Report> {
        overlay::add(self, file)
    }

    /// Files of the user's own additions, in the order in which they were added.
    pub fn overlays(&self) -> &[PathBuf] {
        &self.overlays
    }

    /// The same KB without the additions of the last file, where there are any.
    pub fn base(&self) -> Option<&Kb> {
        self.base.as_deref()
    }

    /// What is true for any organisation in the country.
    pub fn japan(&self) -> &Japan {
        &self.japan
    }

    /// The channel with this id.
    pub fn channel(&self, id: &str) -> Option<&Channel> {
        self.channels().channel.find(id)
    }

    /// The issue with this id.
    pub fn issue(&self, id: &str) -> Option<&Issue> {
        self.issues().issue.find(id)
    }

    /// What each issue is called and how people say it, in the order of the issues.
    pub fn issue_words(&self) -> Vec<IssueWords> {
        let mut words: Vec<IssueWords> = match self.origin {
            Origin::BuiltIn => baked::index("issues", "issue.words").iter().map(|(_, bytes)| baked::decode(bytes)).collect(),
            Origin::Folder(_) => return self.issues().issue.iter().map(IssueWords::from).collect(),
        };
        if self.base.is_some() {
            words.extend(self.issues().issue.added().iter().map(IssueWords::from));
        }
        words
    }

    /// The cases that a rule for numbers must and must not match.
    pub fn rule_examples(&self, rule: &NumberRule) -> NumberExamples {
        self.examples("rules/number", &rule.id).unwrap_or_else(|| rule.examples.clone())
    }

    /// The same for a rule for web addresses.
    pub fn url_rule_examples(&self, rule: &UrlRule) -> UrlExamples {
        self.examples("rules/url", &rule.id).unwrap_or_else(|| rule.examples.clone())
    }

    /// The same for a rule for messages.
    pub fn message_rule_examples(&self, rule: &MessageRule) -> MessageExamples {
        self.examples("rules/message", &rule.id).unwrap_or_else(|| rule.examples.clone())
    }

    /// Examples that were baked apart from their rule; none where they stand in the rule itself.
    fn examples<T: serde::de::DeserializeOwned>(&self, file: &str, id: &str) -> Option<T> {
        #[derive(Deserialize)]
        struct Part<T> {
            examples: T,
        }
        let part = match self.origin {
            Origin::BuiltIn => baked::index(file, "rule.examples").into_iter().find(|(rule, _)| *rule == id),
            Origin::Folder(_) => None,
        };
        part.map(|(_, bytes)| baked::decode::<Part<T>>(bytes).examples)
    }

    /// The source with this id, the KB's own or one of the country's data.
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources().source.find(id).or_else(|| self.japan.sources().find(id))
    }

    /// The checklist item with this id.
    pub fn item(&self, id: &str) -> Option<&Item> {
        self.checklists().item.find(id)
    }

    /// The hours of a channel.
    pub fn hours_of(&self, channel: &str) -> Option<&Hours> {
        self.hours().hours.find(channel)
    }
}
