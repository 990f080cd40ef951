//! Everything in the KB that has an id, in full: what it says, where it is used, and who says so.
//!
//! Each module lists the entries of some kinds; one id can name entries of several kinds, and all of them are the answer.

mod contact;
mod facts;
mod help;
mod rules;

use chrono::NaiveDate;

use super::review::{Overdue, Review};
use super::{NoAnswer, nearest_first};
use crate::kb::Kb;
use crate::kb::date::Date;
use crate::kb::record::{Severity, Standing};
use crate::text::Text;

macro_rules! kinds {
    ($($name:ident = $id:literal, $ja:literal, $en:literal;)*) => {
        /// What an id stands for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Kind { $(#[doc = concat!("`", $id, "`")] $name,)* }

        impl Kind {
            /// The id that JSON uses.
            pub fn id(self) -> &'static str {
                match self { $(Kind::$name => $id,)* }
            }

            /// What it is called.
            pub fn name(self) -> Text {
                match self { $(Kind::$name => Text::new($ja, $en),)* }
            }
        }
    };
}

kinds! {
    Rule = "rule", "規則", "rule";
    Number = "number", "番号", "number";
    Claim = "claim", "元の記事の主張", "claim of the source article";
    Source = "source", "出典", "source";
    Issue = "issue", "用件", "issue";
    Channel = "channel", "窓口", "channel";
    Hours = "hours", "受付時間", "hours";
    Audience = "audience", "利用者の種類", "audience";
    Device = "device", "端末", "device";
    Situation = "situation", "状況", "situation";
    Faq = "faq", "自分で解決できること", "FAQ topic";
    Item = "item", "用意するもの", "thing to have ready";
    Line = "line", "話す言葉", "line to say";
    NeverTell = "never-tell", "教えてはいけないもの", "thing never to tell";
    Keep = "keep", "残しておくもの", "thing to keep";
    Tip = "tip", "話し方・書き方のコツ", "advice on talking and writing";
    Domain = "domain", "公式のドメイン", "official domain";
    Elsewhere = "elsewhere", "ここでは使われないドメイン", "domains not met here";
    Imitated = "imitated", "まねられる名前", "imitated name";
    Organisation = "organisation", "まねられることの多い会社や役所", "organisation that is often imitated";
    Beside = "beside", "まねた名前に添える言葉", "words put beside a name";
    Ending = "ending", "まねられる末尾", "imitated ending";
    Redirect = "redirect", "別の場所へ送るページ", "page that sends on";
    Literal = "literal", "送られない部分", "part that is not gone to";
    CustomerPages = "customer-pages", "利用者が作るページ", "pages that customers publish";
    Ladder = "ladder", "窓口の順番", "place in the order of channels";
    Reminder = "reminder", "いつも出す注意", "warning with every route";
    Next = "next", "判定のあとにすること", "what to do after a verdict";
    After = "after", "起きてしまったあとにすること", "what to do when it has happened";
    Reading = "reading", "読みがな", "reading in kana";
    Voice = "voice", "伝聞や注意の言い回し", "words of reporting or warning";
    Service = "public-service", "公的な窓口など", "public service";
    Class = "number-class", "番号の種類", "kind of number";
    Aside = "aside", "相談では答えられないこと", "what customer service does not answer";
    Problem = "problem", "kb check のコード", "code of kb check";
}

/// One source of an entry.
#[derive(Debug, Clone, PartialEq)]
pub struct Witness {
    /// Id of the source.
    pub source: String,
    /// Its publisher.
    pub publisher: Text,
    /// Its address as far as known.
    pub page: String,
    /// Its date.
    pub date: Option<String>,
    /// What it says, where that differs from the entry.
    pub says: Option<Text>,
    /// Claims of the entry that it confirms or contradicts, and how they stand.
    pub on: Vec<(String, Standing)>,
}

/// A claim that an entry uses.
#[derive(Debug, Clone, PartialEq)]
pub struct Used {
    /// Id of the claim.
    pub id: String,
    /// The claim.
    pub text: Text,
    /// How it stands.
    pub standing: Standing,
    /// What others say.
    pub note: Option<Text>,
}

/// One entry of the KB.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// What it is.
    pub kind: Kind,
    /// Its id.
    pub id: String,
    /// Its name, where it has one besides its text.
    pub name: Option<Text>,
    /// What it says.
    pub text: Text,
    /// How much a rule weighs.
    pub severity: Option<Severity>,
    /// When it applies, as its file says it.
    pub when: Vec<String>,
    /// What else it says: a title and its texts.
    pub sections: Vec<(Text, Vec<Text>)>,
    /// Examples of a rule: whether it matches, and the number, address or message.
    pub examples: Vec<(bool, String)>,
    /// How a claim stands.
    pub standing: Option<Standing>,
    /// What to do, or what others say.
    pub notes: Vec<Text>,
    /// Commands whose answers use it.
    pub commands: &'static [&'static str],
    /// Entries that name it: kind and id.
    pub used_by: Vec<(Kind, String)>,
    /// Who says so.
    pub evidence: Vec<Witness>,
    /// Claims used.
    pub claims: Vec<Used>,
    /// Day last checked.
    pub checked: Option<Date>,
    /// Other ids that it answers to.
    aliases: Vec<String>,
    /// Ids of its sources and of the claims it uses.
    rests_on: (Vec<String>, Vec<String>),
    /// Entries that it names.
    names: Vec<(Kind, String)>,
}

impl Entry {
    /// An entry that says nothing yet but what the id stands for.
    pub(super) fn new(kind: Kind, id: &str, text: Text) -> Entry {
        Entry {
            kind,
            id: id.to_owned(),
            name: None,
            text,
            severity: None,
            when: Vec::new(),
            sections: Vec::new(),
            examples: Vec::new(),
            standing: None,
            notes: Vec::new(),
            commands: &[],
            used_by: Vec::new(),
            evidence: Vec::new(),
            claims: Vec::new(),
            checked: None,
            aliases: Vec::new(),
            rests_on: Default::default(),
            names: Vec::new(),
        }
    }

    /// What it rests on: ids of sources and claims, and the day they were last compared.
    fn on(mut self, sources: &[String], claims: &[String], checked: Date) -> Entry {
        self.rests_on = (sources.to_vec(), claims.to_vec());
        self.checked = Some(checked);
        self
    }

    /// Adds texts under a title, unless there are none.
    fn section(mut self, ja: &str, en: &str, texts: impl IntoIterator<Item = Text>) -> Entry {
        let texts: Vec<Text> = texts.into_iter().collect();
        if !texts.is_empty() {
            self.sections.push((Text::new(ja, en), texts));
        }
        self
    }

    fn refer<'a>(mut self, kind: Kind, ids: impl IntoIterator<Item = &'a String>) -> Entry {
        self.names.extend(ids.into_iter().map(|id| (kind, id.clone())));
        self
    }

    fn title(&self) -> &Text {
        self.name.as_ref().unwrap_or(&self.text)
    }

    fn is(&self, id: &str) -> bool {
        self.id == id || self.aliases.iter().any(|alias| alias == id)
    }

    /// Whether it names another entry, or rests on it.
    fn uses(&self, other: &Entry) -> bool {
        match other.kind {
            Kind::Source => self.rests_on.0.contains(&other.id) && self.kind != Kind::Source,
            Kind::Claim => self.rests_on.1.contains(&other.id),
            kind => self.names.iter().any(|(k, id)| *k == kind && other.is(id)),
        }
    }
}

/// The answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// Every entry with the id, at least one.
    pub entries: Vec<Entry>,
    /// What is due for review.
    pub overdue: Option<Overdue>,
}

/// Every entry of the KB, without what takes a look into other entries.
pub fn all(kb: &Kb) -> Vec<Entry> {
    let lists = [rules::numbers(kb), facts::evidence(kb), help::entries(kb), contact::entries(kb), rules::steps(kb), facts::entries(kb)];
    lists.into_iter().flatten().collect()
}

/// Explains the entries with this id; a number can be named by its E.164 form too, a public service by its number.
///
/// # Errors
/// When nothing has the id.
pub fn ask(kb: &Kb, id: &str, at: NaiveDate) -> Result<Answer, NoAnswer> {
    let mut all = all(kb);
    all.extend(super::upkeep::code::entries());
    // What the user has added about a number comes first, with what the KB says of the same number.
    let same: Vec<&String> = all.iter().filter(|e| e.kind == Kind::Number && e.is(id)).flat_map(|e| &e.aliases).collect();
    let is_same = |e: &Entry| e.kind == Kind::Number && e.aliases.iter().any(|number| same.contains(&number));
    let is_own = |e: &Entry| e.kind == Kind::Number && kb.numbers().number.added().iter().any(|own| own.id == e.id);
    let mut entries: Vec<Entry> = all.iter().filter(|e| e.is(id) || is_same(e)).cloned().collect();
    entries.sort_by_key(|e| !is_own(e));
    if entries.is_empty() {
        let mut candidates = nearest_first(id, all.iter().map(|entry| (entry.id.as_str(), entry.title())));
        candidates.dedup_by(|a, b| a.0 == b.0);
        return Err(NoAnswer::UnknownId { kind: "entry", id: id.to_owned(), candidates });
    }
    let mut review = Review::new(kb, at);
    for entry in &mut entries {
        complete(kb, entry, &all);
        match (entry.kind, entry.checked) {
            (Kind::Number, Some(checked)) => review.uses_number(&entry.id, checked),
            (_, Some(checked)) => review.uses(&entry.id, checked),
            (_, None) => {}
        }
    }
    Ok(Answer { entries, overdue: review.done() })
}

/// Adds what only the entries asked for need: examples, sources and claims in full, and who names it.
fn complete(kb: &Kb, entry: &mut Entry, all: &[Entry]) {
    entry.used_by = all.iter().filter(|other| other.uses(entry)).map(|other| (other.kind, other.id.clone())).collect();
    entry.examples = if entry.kind == Kind::Rule { rules::examples(kb, entry) } else { Vec::new() };
    let (sources, claims) = &entry.rests_on;
    let known: Vec<_> = claims.iter().filter_map(|id| kb.claims().claim.find(id)).collect();
    entry.claims =
        known.iter().map(|c| Used { id: c.id.clone(), text: c.text.clone(), standing: c.standing, note: c.note.clone() }).collect();
    entry.evidence = match entry.kind {
        Kind::Number => facts::words(kb, &entry.id),
        Kind::Hours => contact::versions(kb, &entry.id),
        _ => Vec::new(),
    };
    let missing: Vec<&String> = sources.iter().filter(|id| !entry.evidence.iter().any(|w| w.source == **id)).collect();
    let rest = missing.into_iter().filter_map(|id| witness(kb, id, None)).collect::<Vec<_>>();
    entry.evidence.extend(rest);
    for witness in &mut entry.evidence {
        let own = known.iter().filter(|c| c.sources.contains(&witness.source));
        witness.on = own.map(|c| (c.id.clone(), c.standing)).collect();
    }
}

/// A source as a witness.
fn witness(kb: &Kb, id: &str, says: Option<Text>) -> Option<Witness> {
    let source = kb.source(id)?;
    Some(Witness {
        source: id.to_owned(),
        publisher: source.publisher.clone(),
        page: source.page.clone(),
        date: source.date.map(|d| d.to_string()),
        says,
        on: Vec::new(),
    })
}
