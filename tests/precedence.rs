//! The order of precedence of `check-number`, as product.md states it, over every combination of register, context and matched rules.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "tests")]

mod common;

use std::fmt::Write as _;
use std::path::Path;

use amazon_help::ask::number::{Answer, Dial, Question, ask};
use amazon_help::kb::record::{Found, Severity, Verdict};
use amazon_help::kb::{Code, Kb};
use chrono::NaiveDate;
use common::copy_of_kb;

/// As of this day.
const AT: (i32, u32, u32) = (2026, 11, 25);

/// A source with the date of its word, empty when it has none.
type Says = (&'static str, &'static str, &'static str);

/// A number, what the register of the test has of it, and what the digits alone come to.
struct Row {
    what: &'static str,
    number: &'static str,
    state: &'static str,
    evidence: &'static [Says],
    digits: Verdict,
}

const fn row(what: &'static str, number: &'static str, state: &'static str, evidence: &'static [Says], digits: Verdict) -> Row {
    Row { what, number, state, evidence, digits }
}

/// Every state of the register. `komitsu`, `megefeps`, `article` and `toritemi` have different publishers; `assist-24h` has that of `article`.
/// The KB's review period for numbers is 365 days.
const ROWS: [Row; 17] = [
    row("not in the register", "0120-557-001", "", &[], Verdict::Unknown),
    row(
        "in use, proven",
        "0120-557-002",
        "in-use",
        &[("komitsu", "in-use", "2026-10-01"), ("megefeps", "in-use", "2021-01-01")],
        Verdict::Official,
    ),
    row(
        "in use, proven on the last day of the review period",
        "0120-557-003",
        "in-use",
        &[("komitsu", "in-use", "2025-11-25"), ("megefeps", "in-use", "2025-11-20")],
        Verdict::Official,
    ),
    row("in use, one source", "0120-557-004", "in-use", &[("komitsu", "in-use", "2026-10-01")], Verdict::Disputed),
    row(
        "in use, one source twice",
        "0120-557-005",
        "in-use",
        &[("komitsu", "in-use", "2026-10-01"), ("komitsu", "in-use", "2026-09-01")],
        Verdict::Disputed,
    ),
    row(
        "in use, two pages of one publisher",
        "0120-557-006",
        "in-use",
        &[("article", "in-use", "2026-10-01"), ("assist-24h", "in-use", "2026-10-01")],
        Verdict::Disputed,
    ),
    row(
        "in use, stale by one day",
        "0120-557-007",
        "in-use",
        &[("komitsu", "in-use", "2025-11-24"), ("megefeps", "in-use", "2025-11-20")],
        Verdict::Disputed,
    ),
    row(
        "in use, sources without a date",
        "0120-557-008",
        "in-use",
        &[("article", "in-use", ""), ("toritemi", "in-use", "")],
        Verdict::Disputed,
    ),
    row(
        "in use by two, retired by one: the register may only call it unconfirmed",
        "0120-557-009",
        "unconfirmed",
        &[("komitsu", "in-use", "2026-10-01"), ("megefeps", "in-use", "2026-10-01"), ("article", "retired", "2026-10-02")],
        Verdict::Disputed,
    ),
    row("unconfirmed", "0120-557-010", "unconfirmed", &[("komitsu", "in-use", "2026-10-01")], Verdict::Disputed),
    row("former", "0120-557-011", "former", &[("komitsu", "retired", "2026-10-01")], Verdict::Disputed),
    row("partner", "0120-557-012", "partner", &[("komitsu", "partner", "2026-10-01")], Verdict::Disputed),
    row("sender", "0120-557-013", "sender", &[("komitsu", "sender", "2026-10-01")], Verdict::Disputed),
    row("reported", "0120-557-014", "reported", &[("komitsu", "scam", "2026-10-01")], Verdict::Dangerous),
    row("public service", "0120-210-364", SERVICE, &[], Verdict::PublicService),
    row("public service with a short code", "188", SERVICE, &[], Verdict::PublicService),
    row("public service that has ended", "104", SERVICE, &[], Verdict::Unknown),
];

/// State of the numbers that `data/japan/public-services.toml` has.
const SERVICE: &str = "public-service";

/// What the shipped rules make of each place, unless it is a public service: the rule's id and severity.
fn of_place(found: Found) -> (&'static str, Severity) {
    match found {
        Found::OfficialPage => ("shown-on-official-page", Severity::Note),
        Found::Search | Found::Ad | Found::AiAnswer | Found::Sns | Found::QaSite => ("number-from-search", Severity::Caution),
        Found::Letter => ("number-in-letter", Severity::Caution),
        Found::Sms | Found::Email | Found::Voicemail => ("number-in-message", Severity::Danger),
        Found::Popup => ("number-on-popup", Severity::Danger),
    }
}

/// The rules that match, with their severity.
fn matched(row: &Row, found: Option<Found>, incoming: bool, synthetic: Option<Severity>) -> Vec<(&'static str, Severity)> {
    let mut all = Vec::new();
    let service = row.state == SERVICE;
    all.extend(synthetic.map(|severity| ("synthetic", severity)));
    all.extend((row.state == "reported").then_some(("reported-number", Severity::Danger)));
    all.extend(found.map(of_place).filter(|(rule, _)| !service || *rule == "shown-on-official-page"));
    all.extend(incoming.then_some(("caller-id-can-be-forged", Severity::Note)));
    all
}

/// "Context beats digits, the most severe rule wins"; "the number called me: the best verdict is `unknown`".
fn expected(digits: Verdict, rules: &[(&str, Severity)], incoming: bool) -> Verdict {
    if rules.iter().any(|(_, severity)| *severity == Severity::Danger) {
        return Verdict::Dangerous;
    }
    if rules.iter().any(|(_, severity)| *severity == Severity::Caution) {
        return Verdict::Suspicious;
    }
    match digits {
        Verdict::Official | Verdict::PublicService | Verdict::Disputed if incoming => Verdict::Unknown,
        digits => digits,
    }
}

/// The third column of the table of verdicts.
fn expected_dial(verdict: Verdict) -> Dial {
    match verdict {
        Verdict::Official | Verdict::PublicService => Dial::Yes,
        Verdict::Disputed => Dial::PreferCallback,
        _ => Dial::No,
    }
}

fn e164(number: &str) -> String {
    format!("+81{}", &number.replace('-', "")[1..])
}

fn append(dir: &Path, file: &str, more: &str) {
    let path = dir.join(file);
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(path, text + more).unwrap();
}

fn entry(row: &Row) -> String {
    let mut toml = format!(
        "\n[[number]]\nid = \"test-{}\"\ne164 = \"{}\"\nstate = \"{}\"\nname = {{ ja = \"試験\", en = \"test\" }}\nchecked = \"2026-11-23\"\n",
        row.number,
        e164(row.number),
        row.state
    );
    for (source, says, date) in row.evidence {
        let date = if date.is_empty() { String::new() } else { format!("date = \"{date}\"\n") };
        let text = "text = { ja = \"試験\", en = \"test\" }";
        write!(toml, "[[number.evidence]]\nsource = \"{source}\"\nsays = \"{says}\"\n{date}{text}\n").unwrap();
    }
    toml
}

/// A rule for one row: by `number`, or by `prefix` for a short code, which has no E.164 form.
fn rule(row: &Row, severity: Severity) -> String {
    let when = if row.number.len() > 3 { format!("number = [\"{}\"]", e164(row.number)) } else { format!("prefix = [\"{}\"]", row.number) };
    format!(
        "\n[[rule]]\nid = \"synthetic-{0}\"\nseverity = \"{1}\"\nwhen = {{ {when} }}\nreason = {{ ja = \"試験\", en = \"test\" }}\n\
         sources = [\"editorial\"]\nchecked = \"2026-11-23\"\n[rule.examples]\nmatch = [{{ number = \"{0}\" }}]\n\
         no_match = [{{ number = \"0120-557-099\" }}]\n",
        row.number,
        severity.id()
    )
}

/// The shipped KB with the numbers of [`ROWS`], each matched by a rule of that severity. Every test has a folder of its own: they run at once.
fn kb(test: &str, severity: Option<Severity>) -> Kb {
    let dir = copy_of_kb(&format!("precedence-{test}-{}", severity.map_or("none", Severity::id)));
    for row in ROWS.iter() {
        if !row.evidence.is_empty() {
            append(&dir, "numbers.toml", &entry(row));
        }
        if let Some(severity) = severity {
            append(&dir, "rules/number.toml", &rule(row, severity));
        }
    }
    match Kb::open(&dir) {
        Ok((kb, _)) => kb,
        Err(report) => panic!("{:#?}", report.problems),
    }
}

fn put(kb: &Kb, row: &Row, found: Option<Found>, incoming: bool) -> Answer {
    let at = NaiveDate::from_ymd_opt(AT.0, AT.1, AT.2).unwrap();
    ask(kb, &Question { input: row.number, found, incoming, at })
}

#[test]
fn context_beats_digits_and_the_most_severe_rule_wins() {
    let mut asked = 0;
    for severity in [None, Some(Severity::Note), Some(Severity::Caution), Some(Severity::Danger)] {
        let kb = kb("table", severity);
        for row in &ROWS {
            for found in std::iter::once(None).chain(Found::ALL.iter().copied().map(Some)) {
                for incoming in [false, true] {
                    let answer = put(&kb, row, found, incoming);
                    let case = format!("{} ({}), found {found:?}, incoming {incoming}, rule {severity:?}", row.what, row.number);

                    let rules = matched(row, found, incoming, severity);
                    let verdict = expected(row.digits, &rules, incoming);
                    assert_eq!(answer.verdict, verdict, "{case}");
                    assert_eq!(answer.dial, expected_dial(verdict), "{case}");

                    for (rule, severity) in rules {
                        let listed = |r: &&amazon_help::ask::Reason| {
                            r.rule == rule || (rule == "synthetic" && r.rule == format!("synthetic-{}", row.number))
                        };
                        let reason = answer.reasons.iter().find(listed).unwrap_or_else(|| panic!("{case}: {rule} is not listed"));
                        assert_eq!(reason.severity, severity, "{case}: {rule}");
                    }
                    assert!(answer.reasons.iter().map(|r| r.severity).rev().is_sorted(), "{case}: the most severe reason comes first");
                    asked += 1;
                }
            }
        }
    }
    assert_eq!(asked, ROWS.len() * 12 * 2 * 4);
}

#[test]
fn a_proven_number_is_official_and_may_be_dialled() {
    let kb = kb("proven", None);
    let answer = put(&kb, &ROWS[1], None, false);
    assert_eq!((answer.verdict, answer.dial), (Verdict::Official, Dial::Yes));
    let shown = put(&kb, &ROWS[1], Some(Found::OfficialPage), false);
    assert_eq!((shown.verdict, shown.dial), (Verdict::Official, Dial::Yes));
    let called = put(&kb, &ROWS[1], None, true);
    assert_eq!((called.verdict, called.dial), (Verdict::Unknown, Dial::No));
}

/// Where a number was found never makes it better than the same number found nowhere; nor does that it called.
#[test]
fn context_only_makes_it_worse() {
    let kb = kb("context", None);
    for row in &ROWS {
        let plain = put(&kb, row, None, false);
        for found in std::iter::once(None).chain(Found::ALL.iter().copied().map(Some)) {
            for incoming in [false, true] {
                let answer = put(&kb, row, found, incoming);
                assert!(answer.verdict >= plain.verdict, "{}: {found:?} {incoming}", row.what);
            }
        }
    }
}

/// A source that says otherwise cannot stand beside the state `in-use`: such a KB is refused whole.
#[test]
fn a_contradicted_number_cannot_be_in_use() {
    for says in ["retired", "partner", "sender", "scam"] {
        let dir = copy_of_kb(&format!("precedence-contradicted-{says}"));
        let evidence = [("komitsu", "in-use", "2026-10-01"), ("megefeps", "in-use", "2026-10-01"), ("article", says, "2026-10-01")];
        append(&dir, "numbers.toml", &entry(&row("contradicted", "0120-557-015", "in-use", evidence.to_vec().leak(), Verdict::Disputed)));
        let Err(report) = Kb::open(&dir) else { panic!("{says}: opened") };
        assert_eq!(report.problems.iter().map(|p| p.code).filter(|c| c.is_error()).collect::<Vec<_>>(), [Code::ContraryEvidence], "{says}");
    }
}
