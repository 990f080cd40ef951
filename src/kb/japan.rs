//! What is true for any organisation in Japan: the numbering plan, classes of numbers, public services, countries, holidays.
//!
//! Written in `data/japan/` and always taken from the binary, also when the KB is a folder.

use std::sync::{Arc, OnceLock};

use chrono::{Datelike, NaiveDate};
use compact_calendar::CompactCalendar;
use serde::Deserialize;

use super::baked::{self, Reader};
use super::date::Date;
use super::record::Source;
use super::table::{Keyed, Table};
use crate::text::Text;

/// The files of `data/japan`, each loaded when first asked for.
#[derive(Debug, Default)]
pub struct Japan {
    sources: OnceLock<Table<Source>>,
    classes: OnceLock<Table<Class>>,
    services: OnceLock<Table<Service>>,
    organisations: OnceLock<Table<Organisation>>,
    countries: OnceLock<Table<Country>>,
    holidays: OnceLock<Holidays>,
}

/// A class of numbers: what it is and what a call costs.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Class {
    /// Id.
    pub id: String,
    /// Name.
    pub name: Text,
    /// What a call costs the caller.
    pub cost: Text,
    /// Whether the caller pays, where that does not depend on anything else.
    #[serde(default)]
    pub caller_pays: Option<bool>,
    /// What the class tells, and what it does not.
    #[serde(default)]
    pub note: Option<Text>,
    /// Who says so.
    pub sources: Vec<String>,
    /// Day last compared with the sources.
    pub checked: Date,
}

/// A number of somebody else that is worth knowing.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Service {
    /// Id.
    pub id: String,
    /// The number as dialled.
    pub number: String,
    /// Name.
    pub name: Text,
    /// When to call it.
    pub purpose: Text,
    /// What a call costs the caller.
    #[serde(default)]
    pub cost: Option<Text>,
    /// Whether the caller pays, where that is known.
    #[serde(default)]
    pub caller_pays: Option<bool>,
    /// The day it was announced to end.
    #[serde(default)]
    pub ended: Option<Date>,
    /// Who says so.
    pub sources: Vec<String>,
    /// Day last compared with the sources.
    pub checked: Date,
}

/// An organisation that fraudsters pose as, and the domains that are its own.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Organisation {
    /// Id.
    pub id: String,
    /// Name.
    pub name: Text,
    /// Spellings by which a message names it, in lower case.
    pub names: Vec<String>,
    /// Spellings that are ordinary words too: they name it only where a name is expected, as of a sender or in brackets.
    #[serde(default)]
    pub ambiguous: Vec<String>,
    /// Domains that are its own.
    pub domains: Vec<OwnDomain>,
    /// Who says that it is imitated often.
    #[serde(default)]
    pub imitation: Vec<String>,
    /// Day last compared with the sources.
    pub checked: Date,
}

/// A domain that an organisation runs.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct OwnDomain {
    /// The domain; hosts below it count too.
    pub name: String,
    /// Whether other people's pages lie below it too: known only where the organisation itself seems to speak.
    #[serde(default)]
    pub shared: bool,
    /// Whether it is a place where anybody publishes: never known.
    #[serde(default)]
    pub publishing: bool,
    /// Whether addresses at the very domain are mailboxes of customers; those below it are the organisation's.
    #[serde(default)]
    pub mailboxes: bool,
    /// Whether its first label is a word or a family name that others have in their hosts too.
    #[serde(default)]
    pub word: bool,
    /// Who says so.
    pub sources: Vec<String>,
}

/// A region with its calling code.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Country {
    /// ISO 3166-1 code, or `001` for codes that belong to no region.
    pub region: String,
    /// Calling code.
    pub calling_code: u32,
    /// Name.
    pub name: Text,
    /// The one to name where several share a code and nothing tells them apart.
    #[serde(default)]
    pub main: bool,
}

/// The national holidays, as the build script laid them out: the last day announced, the last day known, then each day with its name.
#[derive(Debug)]
pub struct Holidays {
    names: Vec<Text>,
    /// Day as `yyyymmdd`, index of its name; sorted.
    days: Vec<(u32, usize)>,
    calendar: Arc<CompactCalendar>,
    announced_to: u32,
    known_to: u32,
}

/// A day as the number that one reads: 2026-11-23 is 20261123.
fn number_of(day: NaiveDate) -> u32 {
    u32::try_from(day.year()).unwrap_or(0) * 10_000 + day.month() * 100 + day.day()
}

impl Holidays {
    fn baked() -> Holidays {
        let mut rest = Reader(baked::file("japan/holidays"));
        let (announced_to, known_to) = (rest.number() as u32, rest.number() as u32);
        let names = (0..rest.number()).map(|_| Text::new(rest.text(), rest.text())).collect();
        let days: Vec<(u32, usize)> = (0..rest.number()).map(|_| (rest.number() as u32, rest.number())).collect();
        let mut calendar = CompactCalendar::default();
        for (day, _) in &days {
            if let Some(date) = NaiveDate::from_ymd_opt((day / 10_000) as i32, day / 100 % 100, day % 100) {
                calendar.insert(date);
            }
        }
        Holidays { names, days, calendar: Arc::new(calendar), announced_to, known_to }
    }

    /// The name of the holiday on a day, if it is one.
    pub fn name(&self, day: NaiveDate) -> Option<&Text> {
        let at = self.days.binary_search_by_key(&number_of(day), |(day, _)| *day).ok()?;
        self.names.get(self.days.get(at)?.1)
    }

    /// The days as a calendar to evaluate opening hours with.
    pub fn calendar(&self) -> Arc<CompactCalendar> {
        Arc::clone(&self.calendar)
    }

    /// Whether the holidays of a day's year are only computed, not announced yet.
    pub fn is_provisional(&self, day: NaiveDate) -> bool {
        number_of(day) > self.announced_to && number_of(day) <= self.known_to
    }

    /// Whether the table says anything about a day.
    pub fn covers(&self, day: NaiveDate) -> bool {
        number_of(day) <= self.known_to && self.days.first().is_some_and(|(first, _)| day.year() >= (first / 10_000) as i32)
    }
}

impl Keyed for Class {
    fn key(&self) -> &str {
        &self.id
    }
}

impl Keyed for Service {
    fn key(&self) -> &str {
        &self.number
    }
}

impl Keyed for Organisation {
    fn key(&self) -> &str {
        &self.id
    }
}

impl Keyed for Country {
    fn key(&self) -> &str {
        &self.region
    }
}

impl Japan {
    /// The sources of this data.
    pub fn sources(&self) -> &Table<Source> {
        self.sources.get_or_init(|| Table::baked("japan/sources", "source"))
    }

    /// The classes of numbers.
    pub fn classes(&self) -> &Table<Class> {
        self.classes.get_or_init(|| Table::baked("japan/classes", "class"))
    }

    /// The class with this id.
    pub fn class(&self, id: &str) -> Option<&Class> {
        self.classes().find(id)
    }

    /// Organisations that fraudsters pose as.
    pub fn organisations(&self) -> &Table<Organisation> {
        self.organisations.get_or_init(|| Table::baked("japan/organisations", "organisation"))
    }

    /// All public services, by the number as dialled.
    pub fn services(&self) -> &Table<Service> {
        self.services.get_or_init(|| Table::baked("japan/public-services", "service"))
    }

    fn countries(&self) -> &Table<Country> {
        self.countries.get_or_init(|| Table::baked("japan/countries", "country"))
    }

    /// The region with this ISO code.
    pub fn country(&self, region: &str) -> Option<&Country> {
        self.countries().find(region)
    }

    /// The main region of the longest calling code that `digits` begin with.
    pub fn country_of_code(&self, digits: &str) -> Option<&Country> {
        (1..=3).rev().find_map(|len| {
            let code: u32 = digits.get(..len)?.parse().ok()?;
            let mut all = self.countries().iter().filter(|c| c.calling_code == code);
            let first = all.clone().next()?;
            Some(all.find(|c| c.main).unwrap_or(first))
        })
    }

    /// National holidays.
    pub fn holidays(&self) -> &Holidays {
        self.holidays.get_or_init(Holidays::baked)
    }

    /// The range that a number lies in, with all digits as dialled at home; none when no such range is in use.
    pub fn range(&self, dialled: &str) -> Option<Range> {
        Plan::baked().find(dialled)
    }
}

/// A range of the numbering plan, as far as it concerns one number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    /// Id of the class.
    pub class: &'static str,
    /// Area in Japanese and English.
    pub area: Option<(&'static str, &'static str)>,
    grouping: u32,
}

impl Range {
    /// The number with hyphens between its groups.
    pub fn format(&self, dialled: &str) -> String {
        let mut out = String::with_capacity(dialled.len() + 3);
        let (mut sizes, mut rest) = (self.grouping, dialled);
        while sizes != 0 {
            let size = (sizes & 15) as usize;
            let Some((group, behind)) = rest.split_at_checked(size).filter(|(_, behind)| !behind.is_empty()) else {
                break;
            };
            out.push_str(group);
            out.push('-');
            rest = behind;
            sizes >>= 4;
        }
        out.push_str(rest);
        out
    }
}

/// The table that the build script made of `numbering.toml`; see there for its layout.
struct Plan {
    ranges: &'static [u8],
    count: usize,
    /// Where each string begins, four bytes each.
    offsets: &'static [u8],
    strings: &'static [u8],
    classes: usize,
}

/// Bytes of one range.
const RANGE: usize = 16;
/// Digits that a key compares.
const KEY_DIGITS: usize = 8;

impl Plan {
    fn baked() -> Plan {
        let bytes = baked::file("japan/numbering");
        let word = |at: usize| u16::from_le_bytes([bytes[at], bytes[at + 1]]) as usize;
        let count = word(4) | word(6) << 16;
        let ranges = bytes.len() - count * RANGE;
        let strings = 8 + 4 * (word(0) + 2 * word(2));
        Plan { ranges: &bytes[ranges..], count, offsets: &bytes[8..strings], strings: &bytes[strings..ranges], classes: word(0) }
    }

    fn find(&self, dialled: &str) -> Option<Range> {
        let digits = u8::try_from(dialled.len()).ok()?;
        let mut key = 0u32;
        for n in 0..KEY_DIGITS {
            let digit = match dialled.as_bytes().get(n) {
                Some(b @ b'0'..=b'9') => u32::from(b - b'0'),
                Some(_) => return None,
                None => 0,
            };
            key = key * 10 + digit;
        }
        let row = |n: usize| &self.ranges[n * RANGE..(n + 1) * RANGE];
        let word = |row: &[u8], at: usize| u32::from_le_bytes([row[at], row[at + 1], row[at + 2], row[at + 3]]);
        let (mut low, mut high) = (0, self.count);
        while low < high {
            let middle = low + (high - low) / 2;
            let candidate = row(middle);
            if (candidate[8], word(candidate, 4)) < (digits, key) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        if low == self.count {
            return None;
        }
        let found = row(low);
        if found[8] != digits || word(found, 0) > key {
            return None;
        }
        let area = u16::from_le_bytes([found[10], found[11]]);
        Some(Range {
            class: self.string(found[9] as usize),
            area: (area != u16::MAX).then(|| {
                let at = self.classes + 2 * area as usize;
                (self.string(at), self.string(at + 1))
            }),
            grouping: word(found, 12),
        })
    }

    fn string(&self, index: usize) -> &'static str {
        let offset = &self.offsets[4 * index..4 * index + 4];
        let at = u32::from_le_bytes([offset[0], offset[1], offset[2], offset[3]]) as usize;
        let len = u16::from_le_bytes([self.strings[at], self.strings[at + 1]]) as usize;
        std::str::from_utf8(&self.strings[at + 2..at + 2 + len]).unwrap_or_default()
    }
}
