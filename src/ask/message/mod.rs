//! Which numbers, links and phrases of a message are warning signs, and what to do.
//!
//! # How a message is judged
//!
//! 1. Tricks against filters are undone ([`crate::text::unmask`]); each is a sign.
//! 2. Its numbers, links and sender are found and judged, as things that came in a message; what they are is a sign too. Order numbers, dates,
//!    postcodes and prices are taken out first.
//! 3. The rules are gone through in the order of the file. A rule matches when one of its phrases occurs, where it has any, and its condition over
//!    signs and rules further up holds.
//!    What a rule that warns rests on has to stand near each other (`WITHIN`, or what the rule says).
//! 4. The most severe rule that matches decides: `danger` makes the message `dangerous`, `caution` `suspicious`. A `note` is a building block.
//! 5. No message is better than the worst number, link or sender in it ([`Findings::worst`]), or clear where a mail program may show what could not
//!    be read. A number that only came in a message, as numbers do, is no worse than the message.
//!
//! No rule makes a verdict better, and a genuine number, link or sender clears nothing. Additions of the user's own to the KB can only make it worse: the
//! answer is the worse of those with and without them.

mod answer;
mod disguise;
mod excerpt;
mod holding;
mod links;
mod memory;
pub mod organisations;
mod scene;
mod sender;
pub mod signs;
pub mod voice;

use std::iter;
use std::ops::Range;
use std::thread;

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use chrono::NaiveDate;

pub use answer::{After, Answer, Link, Number, Phrase, beyond_rules, matched, number_verdict, overdue, phrases as found_phrases};
pub use excerpt::Stretch;
pub use links::Host;
pub use signs::{Findings, LinkFound, NumberFound};

use self::holding::Holding;
use self::memory::Memory;
use self::organisations::{Names, Organisations};
use self::scene::Scene;
use self::voice::Vocabulary;
use crate::kb::Kb;
use crate::kb::record::{Found, MessageExample, MessageRule, MessageVerdict, Reading, Severity};
use crate::text::mail::{self, Mail};
use crate::text::phrases::{LARGE, Phrases};
use crate::text::unmask::{Trick, Unmasked};

/// What a rule that warns rests on begins within so many bytes, where the rule says nothing else: in a long text phrases meet by chance that have
/// nothing to do with each other. Bytes of UTF-8, of which Japanese and English need about as many to say the same.
const WITHIN: usize = 800;

/// What is asked about one message.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// The message.
    pub mail: &'a Mail,
    /// How it came: `sms`, `email` or `voicemail`.
    pub kind: Found,
    /// As of which day.
    pub at: NaiveDate,
}

/// The rules of a KB, made ready once for any number of messages.
pub struct Checker<'a> {
    kb: &'a Kb,
    /// The same without the user's last additions.
    base: Option<Box<Checker<'a>>>,
    rules: Vec<&'a MessageRule>,
    organisations: Organisations<'a>,
    voice: Vocabulary<'a>,
    /// The phrases of the rules and the names of organisations, where many messages are judged.
    phrases: Option<Phrases>,
    readings: Option<AhoCorasick>,
    memory: Memory<'a>,
    /// For each reading the length of its kana.
    kana: Vec<usize>,
}

/// A rule that matches.
#[derive(Debug, Clone)]
pub struct Match<'a> {
    /// The rule.
    pub rule: &'a MessageRule,
    /// Where its phrases stand among the words.
    pub places: Vec<Range<usize>>,
    /// Signs and rules that its condition rests on.
    pub because: Vec<&'a str>,
}

/// What a question comes to, before it is put into words.
pub struct Judgement<'a> {
    /// The verdict.
    pub verdict: MessageVerdict,
    /// The rules that match, in the order of the file.
    pub matches: Vec<Match<'a>>,
    /// Numbers, links and signs.
    pub found: Findings<'a>,
    /// The words that places point into: name of the sender, subject and text.
    pub words: String,
}

impl<'a> Checker<'a> {
    /// Makes the rules of `kb` ready.
    pub fn new(kb: &'a Kb) -> Checker<'a> {
        let file = kb.message_rules();
        let rules: Vec<&MessageRule> = file.rule.iter().collect();
        let readings: Vec<&Reading> = file.reading.iter().collect();
        Checker {
            kb,
            base: kb.base().map(|base| Box::new(Checker::new(base))),
            phrases: None,
            memory: Memory::none(kb),
            organisations: Organisations::new(kb),
            voice: Vocabulary::new(kb),
            rules,
            kana: readings.iter().map(|r| r.kana.len()).collect(),
            // A contiguous automaton: made in a fraction of the time that a table of all steps takes.
            readings: AhoCorasick::builder()
                .kind(Some(AhoCorasickKind::ContiguousNFA))
                .build(readings.iter().map(|r| format!("{}{}", r.kana, r.name)))
                .ok()
                .filter(|_| !readings.is_empty()),
        }
    }

    /// The same for many messages: takes longer to make ready and less for each.
    pub fn for_many(kb: &'a Kb) -> Checker<'a> {
        Checker::new(kb).prepared()
    }

    fn prepared(mut self) -> Checker<'a> {
        self.memory = Memory::for_many(self.kb);
        self.phrases = Some(Phrases::new(self.groups()).for_many());
        self.base = self.base.map(|base| Box::new(base.prepared()));
        self
    }

    /// Judges one message.
    pub fn judge(&self, question: &Question<'_>) -> Judgement<'a> {
        let judgement = self.judge_with_all(question);
        let without = self.base.as_ref().map(|base| base.judge(question));
        without.filter(|w| w.verdict > judgement.verdict).unwrap_or(judgement)
    }

    fn judge_with_all(&self, question: &Question<'_>) -> Judgement<'a> {
        let mail = question.mail;
        let name = mail.from.as_ref().map_or("", |f| f.name.as_str());
        // Other names that a mail program may show instead.
        let others = mail.also_from.iter().map(|f| f.name.as_str()).filter(|other| !other.is_empty() && *other != name);
        let words = [name].into_iter().chain(others).chain([&*mail.subject, &*mail.text]).collect::<Vec<_>>().join("\n\n");
        let plain = self.plain(&words);
        let (mut found, mut places) = both(
            plain.text.len() >= LARGE,
            || signs::find(self.kb, &self.memory, mail, &words, &plain, question.kind, question.at),
            || self.places(&plain.text),
        );
        let mut named = places.split_off(self.rules.len());
        let voices = named.split_off(named.len() - self.voice.count());
        let mut quoted = None;
        let reported = self.voice.reported(&words, &plain, &voices);
        let always = self.rules.iter().map(|rule| rule.always).chain(iter::repeat(false));
        for (group, always) in places.iter_mut().chain(&mut named).zip(always) {
            let first = reported.part(group, always, |place| plain.place(&words, place.clone()));
            quoted = quoted.or(first);
        }
        for (_, places) in self.rules.iter().zip(&mut places).filter(|(rule, places)| rule.speaker && !places.is_empty()) {
            let scene = Scene::new(mail, &words, &plain);
            places.retain(|place| scene.introduces(place));
        }
        self.organisations.signs(&self.memory, mail, &words, &plain, &named, &mut found);
        if let Some(place) = quoted {
            found.add(voice::QUOTED, Some(place));
        }
        let mut holds: Holding<'_> = found.signs.iter().map(|(id, _)| *id).collect();
        let mut matches = Vec::new();
        for (rule, places) in self.rules.iter().copied().zip(places) {
            if rule.says.is_some() && places.is_empty() {
                continue;
            }
            let starts: Vec<usize> = places.iter().map(|place| place.start).collect();
            let (because, starts) = match &rule.when {
                Some(condition) => {
                    let Some(because) = holds.fits(condition) else {
                        continue;
                    };
                    let within = condition.within.or((rule.severity > Severity::Note).then_some(WITHIN));
                    if within.is_some_and(|within| plain.text.len() > within && !holds.near(condition, &starts, within)) {
                        continue;
                    }
                    (because, if rule.says.is_some() { starts } else { holds.origin(condition) })
                }
                None => (Vec::new(), starts),
            };
            holds.add_at(&rule.id, starts);
            let places = places.into_iter().map(|p| plain.place(&words, p)).collect();
            matches.push(Match { rule, places, because });
        }
        let worst = matches.iter().map(|m| m.rule.severity).max().unwrap_or(Severity::Note).max(found.worst());
        let verdict = match worst {
            Severity::Note => MessageVerdict::NoWarningFound,
            Severity::Caution => MessageVerdict::Suspicious,
            Severity::Danger => MessageVerdict::Dangerous,
        };
        Judgement { verdict, matches, found, words }
    }

    /// What is looked for: what each rule says, and then the names of organisations.
    fn groups(&self) -> impl Iterator<Item = Names<'_>> {
        let rules = self.rules.iter().map(|rule| -> Names<'_> { Box::new(phrases(rule)) });
        let voices = self.voice.groups().map(|group| -> Names<'_> { Box::new(group) });
        rules.chain(self.organisations.names()).chain(voices)
    }

    /// Where each of what is looked for occurs.
    fn places(&self, plain: &str) -> Vec<Vec<Range<usize>>> {
        match &self.phrases {
            Some(phrases) => phrases.find(plain),
            None => Phrases::for_text(self.groups().map(|group| group.map(str::as_bytes)), plain).find(plain),
        }
    }

    /// The words with tricks undone, kana in front of the kanji they read among them.
    fn plain(&self, words: &str) -> Unmasked {
        let plain = Unmasked::new(words);
        let Some(readings) = &self.readings else {
            return plain;
        };
        let cut: Vec<Range<usize>> =
            readings.find_iter(&plain.text).map(|hit| hit.start()..hit.start() + self.kana[hit.pattern().as_usize()]).collect();
        plain.without(words, &cut, Trick::DoubledReading)
    }
}

/// Does two things, side by side where that pays.
fn both<A, B: Send>(pays: bool, one: impl FnOnce() -> A, other: impl Fn() -> B + Sync) -> (A, B) {
    if !pays {
        return (one(), other());
    }
    thread::scope(|scope| {
        let beside = thread::Builder::new().spawn_scoped(scope, &other);
        let one = one();
        // Where there is no thread to be had, or none that came to an end, it is done here.
        let other = beside.ok().and_then(|beside| beside.join().ok()).unwrap_or_else(&other);
        (one, other)
    })
}

/// What a rule looks for.
fn phrases(rule: &MessageRule) -> impl Iterator<Item = &str> {
    rule.says.iter().flat_map(|says| says.ja.iter().chain(&says.en).chain(&says.other)).map(String::as_str)
}

/// Whether the rule with this id matches one of its examples.
pub fn example_matches(checker: &Checker<'_>, rule: &str, example: &MessageExample, at: NaiveDate) -> bool {
    let mail = mail::from_text(&example.text, example.from.as_deref(), example.subject.as_deref());
    // How it came weighs for its numbers, not for the rules.
    let kind = Found::Email;
    checker.judge(&Question { mail: &mail, kind, at }).matches.iter().any(|m| m.rule.id == rule)
}
