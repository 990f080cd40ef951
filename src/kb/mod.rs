//! The knowledge: records, where they come from, and whether they hold together.
//!
//! This is the only place that reads KB files. A KB is either the one inside the binary, decoded topic by topic when a command needs it, or a
//! folder, which is read and checked whole before anything is answered from it.

mod baked;
mod check;
pub mod date;
mod entries;
mod folder;
mod japan;
mod limits;
mod overlay;
mod pattern;
mod problem;
#[macro_use]
pub mod record;
pub mod schema;
pub mod settings;
pub mod suffixes;
mod table;
pub mod world;

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use chrono::NaiveDate;
use serde::Deserialize;

pub use entries::Entry;
pub use japan::{Class, Country, Holidays, Japan, Organisation, OwnDomain, Range, Service};
pub use pattern::Pattern;
pub use problem::{Code, Place, Problem, Report};
use record::*;
pub use table::{Keyed, Table};

use crate::text::{Text, Zone, features};

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
            #[derive(Debug, Clone, Deserialize)]
            #[cfg_attr(test, derive(schemars::JsonSchema))]
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

        /// The name of each file, without its ending, and its schema, made from its record type.
        #[cfg(test)]
        fn made_schemas() -> Vec<(&'static str, schemars::Schema)> {
            vec![("kb", schema::made::of::<About>()), $(($name, schema::made::of::<$file>()),)* ("overlay", overlay::made_schema()), ("config", settings::made_schema())]
        }
    };
}

topics! {
    /// `sources.toml`: where the facts come from.
    sources: SourcesFile("sources") { source: Table<Source>, }
    /// `claims.toml`: what the source article says, claim by claim.
    claims: ClaimsFile("claims") { claim: Table<Claim>, }
    /// `channels.toml`: the ways to get help.
    channels: ChannelsFile("channels") { channel: Table<Channel>, }
    /// `hours.toml`: what each source says about a channel's hours.
    hours: HoursFile("hours") { hours: Table<Hours>, }
    /// `issues.toml`: problems that shoppers have.
    issues: IssuesFile("issues") {
        /// Problems.
        issue: Table<Issue>,
        /// What people ask that customer service has no answer to.
        aside: Table<Aside>,
    }
    /// `audiences.toml`: who asks, about which device, in which situation.
    audiences: AudiencesFile("audiences") {
        /// Who one is.
        audience: Table<Circumstance>,
        /// Which device one has.
        device: Table<Circumstance>,
        /// What is special.
        situation: Table<Circumstance>,
    }
    /// `checklists.toml`: what to have ready, say, keep, and never tell.
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
    /// `faq.toml`: what one can settle without a person.
    faq: FaqFile("faq") { topic: Table<FaqTopic>, }
    /// `numbers.toml`: the register of numbers.
    numbers: NumbersFile("numbers") { number: Table<RegisteredNumber>, }
    /// `domains.toml`: domains of the organisation, and names that others imitate.
    domains: DomainsFile("domains") {
        /// Domains of the organisation.
        domain: Table<Domain>,
        /// Domains of the organisation that its customers here do not meet.
        elsewhere: Table<Elsewhere>,
        /// Words that others imitate.
        imitated: Table<Imitated>,
        /// Words that fake addresses put beside them.
        beside: Table<Beside>,
        /// Endings of official domains, as fake addresses write them.
        ending: Table<Ending>,
    }
    /// `rules/number.toml`: rules that warn of phone numbers.
    number_rules: NumberRulesFile("rules/number") { rule: Table<NumberRule>, }
    /// `rules/url.toml`: rules that warn of web addresses.
    url_rules: UrlRulesFile("rules/url") {
        /// Rules.
        rule: Table<UrlRule>,
        /// Pages that send on to wherever their address says.
        redirect: Table<Redirect>,
        /// Parts of official addresses that are not gone to.
        literal: Table<Literal>,
        /// Places where customers publish.
        customer_pages: Table<CustomerPages>,
        /// What to do after a verdict.
        next: Table<UrlNext>,
    }
    /// `rules/message.toml`: rules that warn of messages.
    message_rules: MessageRulesFile("rules/message") {
        /// Kana in front of the kanji they read.
        reading: Table<Reading>,
        /// Words by which a message reports what others say.
        voice: Table<Voice>,
        /// Rules; a rule refers to those further up.
        rule: Table<MessageRule>,
        /// What to do after a verdict.
        next: Table<MessageNext>,
        /// What to do when it has happened already.
        after: Table<After>,
    }
}

/// A text out of many with its weight. That it is text is not looked at before it is wanted.
#[derive(Debug, Clone, Copy)]
pub struct Said<'a> {
    /// Weight.
    pub weight: u8,
    /// UTF-8.
    pub bytes: &'a [u8],
}

impl<'a> Said<'a> {
    fn new(weight: u32, text: &'a str) -> Said<'a> {
        Said { weight: u8::try_from(weight).unwrap_or(u8::MAX), bytes: text.as_bytes() }
    }

    fn of(cues: &'a [Cue]) -> Vec<Said<'a>> {
        cues.iter().flat_map(|cue| cue.ja.iter().chain(&cue.en).map(|text| Said::new(cue.weight, text))).collect()
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
    entries: OnceLock<Vec<Entry>>,
}

impl Kb {
    fn new(origin: Origin, topics: Topics) -> Kb {
        Kb { origin, topics, japan: Japan::default(), overlays: Vec::new(), base: None, entries: OnceLock::new() }
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
        Kb::read(dir, |_, _| {})
    }

    /// The same, and notes what is due for review on a day, which `day` works out from the KB's home zone.
    ///
    /// # Errors
    /// The report of everything that is wrong, warnings included.
    pub fn open_at(dir: &Path, day: impl Fn(Zone) -> NaiveDate) -> Result<(Kb, Report), Report> {
        Kb::read(dir, |kb, reader| check::dates(kb, reader, day))
    }

    fn read(dir: &Path, more: impl FnOnce(&Kb, &mut folder::Reader)) -> Result<(Kb, Report), Report> {
        let mut reader = folder::Reader::new(dir);
        if !dir.is_dir() {
            reader.add(
                Code::MissingFile,
                "",
                0..0,
                Text::new("このフォルダはありません", "there is no such folder"),
                Text::new("フォルダの名前と場所を確かめてください。", "Check the name of the folder and where it is."),
            );
            return Err(reader.into_report());
        }
        let topics = read_topics(&mut reader);
        let kb = Kb::new(Origin::Folder(dir.to_owned()), topics);
        let _ = kb.entries.set(entries::of(reader.trees()));
        check::check(&kb, &mut reader);
        more(&kb, &mut reader);
        let report = reader.into_report();
        if report.has_errors() { Err(report) } else { Ok((kb, report)) }
    }

    /// Where this KB came from.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// Every entry, in the order of files and of the names of lists.
    pub fn entries(&self) -> &[Entry] {
        self.entries.get_or_init(entries::built_in)
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

    /// What each issue is called and how people say it, in the order of the issues: the features of each text ([`features::encode`]).
    pub fn issue_sayings(&self) -> Vec<Cow<'static, [u8]>> {
        let made = |issue: &Issue| {
            let names = [&issue.name.ja, &issue.name.en].into_iter();
            Cow::Owned(features::encode(names.chain(&issue.says.ja).chain(&issue.says.en).map(String::as_str)))
        };
        let issues = &self.issues().issue;
        match self.origin {
            Origin::BuiltIn => {
                let own = baked::index("issues", "issue.sayings").into_iter().map(|(_, bytes)| Cow::Borrowed(bytes));
                own.chain(issues.added().iter().map(made)).collect()
            }
            Origin::Folder(_) => issues.iter().map(made).collect(),
        }
    }

    /// Words that tell each issue, in the order of the issues.
    pub fn issue_cues(&self) -> Vec<Vec<Said<'_>>> {
        self.texts("issue.cues", &self.issues().issue, |issue| Said::of(&issue.cue))
    }

    /// Words that tell each aside, in their order.
    pub fn aside_cues(&self) -> Vec<Vec<Said<'_>>> {
        self.texts("aside.cues", &self.issues().aside, |aside| Said::of(&aside.cue))
    }

    /// Texts of every record of a table, those of the binary as they were baked apart.
    fn texts<'a, T: Keyed + serde::de::DeserializeOwned>(
        &self,
        baked: &str,
        table: &'a Table<T>,
        said: impl Fn(&'a T) -> Vec<Said<'a>>,
    ) -> Vec<Vec<Said<'a>>> {
        match self.origin {
            Origin::BuiltIn => {
                let own = baked::index("issues", baked).into_iter().map(|(_, bytes)| baked::said(bytes));
                own.chain(table.added().iter().map(said)).collect()
            }
            Origin::Folder(_) => table.iter().map(said).collect(),
        }
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
