//! How `check-message` does on texts that were written without knowledge of its rules: `tests/texts/README.md` says how they were made.
//!
//! `AMAZON_HELP_UPDATE_TABLES=1 cargo test --test texts` writes the table into `docs/checks.md` anew; `cargo test` fails when it is out of date, and
//! when a set does worse than was promised or last found.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "tests")]

use std::fmt::Write as _;

use amazon_help::ask::message::{Checker, Question};
use amazon_help::kb::Kb;
use amazon_help::kb::record::{Found, MessageVerdict};
use amazon_help::text::mail;

/// A set of texts, and what is promised of it.
struct Set {
    name: &'static str,
    /// Whether nobody who worked on the rules had seen it when it was first measured.
    held_out: bool,
    /// What it is, for the table.
    what: &'static str,
    /// Of a hundred scams, how many are `dangerous` at least and clear at most.
    scams: (usize, usize),
    /// Of a hundred genuine texts, how many are `dangerous` at most, and flagged at most.
    genuine: (usize, usize),
}

/// What was promised: 45 of 60 scams dangerous and at most 4 clear; 0 of 60 genuine texts dangerous and at most 2 flagged. Where a set is not there yet, its
/// row says how far it is, so that it gets no worse; `docs/checks.md` tells readers.
const PROMISED: ((usize, usize), (usize, usize)) = ((75, 7), (0, 3));

const SETS: &[Set] = &[
    Set { name: "first", held_out: false, what: "all kinds", scams: PROMISED.0, genuine: PROMISED.1 },
    Set { name: "second", held_out: false, what: "all kinds, another writer", scams: PROMISED.0, genuine: (1, 3) },
    Set { name: "third", held_out: false, what: "all sectors, half of it read", scams: (80, 12), genuine: (4, 5) },
    Set { name: "fourth", held_out: false, what: "calm or very short, half of it read", scams: (80, 15), genuine: (5, 8) },
    Set { name: "shops", held_out: false, what: "shops, services, newsletters", scams: PROMISED.0, genuine: (1, 3) },
    Set { name: "world", held_out: false, what: "about the KB's organisation, eleven languages", scams: PROMISED.0, genuine: (2, 3) },
    Set { name: "held-out", held_out: true, what: "all kinds", scams: (75, 20), genuine: (9, 12) },
    Set { name: "held-out-shops", held_out: true, what: "shops, services, newsletters", scams: PROMISED.0, genuine: (3, 5) },
    Set { name: "held-out-world", held_out: true, what: "about the KB's organisation, eleven languages", scams: (80, 18), genuine: (6, 6) },
];

/// One text.
struct Item {
    id: String,
    scam: bool,
    from: Option<String>,
    subject: Option<String>,
    text: String,
}

fn items(set: &str) -> Vec<Item> {
    let file = std::fs::read_to_string(format!("tests/texts/{set}.jsonl")).unwrap();
    let item = |line: &str| {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        let get = |key: &str| row.get(key).and_then(|v| v.as_str()).map(str::to_owned);
        let label = get("label").unwrap();
        assert!(["scam", "genuine"].contains(&label.as_str()), "{label}");
        let some = |text: Option<String>| text.filter(|t| !t.is_empty());
        Item {
            id: get("id").unwrap(),
            scam: label == "scam",
            from: some(get("from")),
            subject: some(get("subject")),
            text: get("text").unwrap(),
        }
    };
    file.lines().map(item).collect()
}

/// How many came out `dangerous`, `suspicious` and clear.
#[derive(Default)]
struct Counts([usize; 3], Vec<String>);

impl Counts {
    fn all(&self) -> usize {
        self.0.iter().sum()
    }
}

/// The counts of scams and of genuine texts, with the ids of those that came out wrong.
fn judged(checker: &Checker<'_>, set: &str) -> [Counts; 2] {
    let mut counts = [Counts::default(), Counts::default()];
    for item in items(set) {
        let read = mail::from_text(&item.text, item.from.as_deref(), item.subject.as_deref());
        let kind = if item.subject.is_some() { Found::Email } else { Found::Sms };
        let verdict = checker.judge(&Question { mail: &read, kind, at: "2026-11-26".parse().unwrap() }).verdict;
        let column = match verdict {
            MessageVerdict::Dangerous => 0,
            MessageVerdict::Suspicious => 1,
            MessageVerdict::NoWarningFound => 2,
        };
        let counts = &mut counts[usize::from(!item.scam)];
        counts.0[column] += 1;
        if (column == 2) == item.scam {
            counts.1.push(format!("{} {}", item.id, verdict.id()));
        }
    }
    counts
}

#[test]
fn texts_of_all_kinds_come_out_as_promised() {
    let kb = Kb::built_in();
    let checker = Checker::for_many(&kb);
    let mut table = "| set | | texts | dangerous | suspicious | no warning found |\n|---|---|---|---|---|---|\n".to_owned();
    let mut worse = Vec::new();
    for set in SETS {
        let [scams, genuine] = judged(&checker, set.name);
        for (counts, label) in [(&scams, "scam"), (&genuine, "genuine")] {
            if counts.all() > 0 {
                let held = if set.held_out { ", held out" } else { "" };
                let [dangerous, suspicious, clear] = counts.0;
                writeln!(table, "| {}{held} | {label} | {} | {dangerous} | {suspicious} | {clear} |", set.what, counts.all()).unwrap();
            }
        }
        let (least, most_clear) = set.scams;
        if scams.all() > 0 && (100 * scams.0[0] < least * scams.all() || 100 * scams.0[2] > most_clear * scams.all()) {
            worse.push(format!("{}: scams {:?}, clear: {:?}", set.name, scams.0, scams.1));
        }
        let (most_dangerous, most_flagged) = set.genuine;
        let flagged = genuine.0[0] + genuine.0[1];
        if 100 * genuine.0[0] > most_dangerous * genuine.all() || 100 * flagged > most_flagged * genuine.all() {
            worse.push(format!("{}: genuine {:?}, flagged: {:?}", set.name, genuine.0, genuine.1));
        }
    }
    let page = std::fs::read_to_string("docs/checks.md").unwrap();
    let (before, rest) = page.split_once("<!-- texts -->\n").unwrap();
    let (_, after) = rest.split_once("<!-- /texts -->").unwrap();
    let made = format!("{before}<!-- texts -->\n{table}<!-- /texts -->{after}");
    if std::env::var_os("AMAZON_HELP_UPDATE_TABLES").is_some() {
        std::fs::write("docs/checks.md", &made).unwrap();
    } else {
        assert!(page == made, "docs/checks.md is out of date: AMAZON_HELP_UPDATE_TABLES=1 cargo test --test texts\n{table}");
    }
    assert!(worse.is_empty(), "{}", worse.join("\n"));
}
