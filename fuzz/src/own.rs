//! Files of a user's own: a KB folder, additions, settings. Whatever is in them, they are refused with their places or used without harm.

use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use amazon_help::ask::message::{Checker, Question};
use amazon_help::ask::upkeep::{claims, stale};
use amazon_help::ask::{channels, explain, faq, hours, number, prepare, route, url, week};
use amazon_help::kb::record::Found;
use amazon_help::kb::{Kb, Report, settings};
use amazon_help::show::{self, Answer, Format, Style, WIDTHS};
use amazon_help::text::{Lang, mail};
use chrono::{DateTime, TimeZone, Utc};

use super::{Choices, clean, day, kb, layout};

/// A KB of an organisation that does not exist.
const EXAMPLE: &[(&str, &str)] = &[
    ("kb.toml", include_str!("../../data/example-utility/kb.toml")),
    ("sources.toml", include_str!("../../data/example-utility/sources.toml")),
    ("claims.toml", include_str!("../../data/example-utility/claims.toml")),
    ("channels.toml", include_str!("../../data/example-utility/channels.toml")),
    ("hours.toml", include_str!("../../data/example-utility/hours.toml")),
    ("issues.toml", include_str!("../../data/example-utility/issues.toml")),
    ("audiences.toml", include_str!("../../data/example-utility/audiences.toml")),
    ("checklists.toml", include_str!("../../data/example-utility/checklists.toml")),
    ("faq.toml", include_str!("../../data/example-utility/faq.toml")),
    ("numbers.toml", include_str!("../../data/example-utility/numbers.toml")),
    ("domains.toml", include_str!("../../data/example-utility/domains.toml")),
    ("rules/number.toml", include_str!("../../data/example-utility/rules/number.toml")),
    ("rules/url.toml", include_str!("../../data/example-utility/rules/url.toml")),
    ("rules/message.toml", include_str!("../../data/example-utility/rules/message.toml")),
];

/// One file is written at a time.
static DISK: Mutex<()> = Mutex::new(());

/// A place for files, of this process alone.
fn place(name: &str) -> PathBuf {
    let dir = option_env!("CARGO_TARGET_TMPDIR").map_or_else(std::env::temp_dir, PathBuf::from);
    let dir = dir.join(format!("amazon-help-fuzz-{}", std::process::id())).join(name);
    fs::create_dir_all(dir.join("rules")).unwrap();
    dir
}

/// A KB folder: the example with changes. `#file NAME` begins a file that stands in the place of the example's, `#add NAME` one that is added to
/// its end; what stands before the first of them is added to `issues.toml`.
pub fn folder(data: &[u8]) {
    let _alone = DISK.lock().unwrap_or_else(PoisonError::into_inner);
    let dir = place("kb");
    for (name, text) in changed(data) {
        fs::write(dir.join(name), text).unwrap();
    }
    let mut choices = Choices::of(data);
    match Kb::open_at(&dir, |_| day()) {
        Ok((kb, found)) => {
            report(&found);
            asked(&kb, &mut choices);
        }
        Err(found) => {
            assert!(found.has_errors(), "refused without a reason");
            report(&found);
            if choices.below(8) == 0 {
                let again = Kb::open_at(&dir, |_| day()).expect_err("refused before");
                assert_eq!(show::report_json(&found), show::report_json(&again), "the same files, the same report");
            }
        }
    }
}

/// The files of the example with the changes.
fn changed(data: &[u8]) -> BTreeMap<&'static str, Vec<u8>> {
    let mut files: BTreeMap<&str, Vec<u8>> = EXAMPLE.iter().map(|(name, text)| (*name, text.as_bytes().to_vec())).collect();
    let mut name = "issues.toml";
    for line in data.split_inclusive(|byte| *byte == b'\n') {
        let said = String::from_utf8_lossy(line);
        let known = |wanted: &str| EXAMPLE.iter().map(|(name, _)| *name).find(|name| *name == wanted.trim());
        if let Some(known) = said.strip_prefix("#file ").and_then(known) {
            name = known;
            files.entry(name).or_default().clear();
        } else if let Some(known) = said.strip_prefix("#add ").and_then(known) {
            name = known;
            files.entry(name).or_default().push(b'\n');
        } else {
            files.entry(name).or_default().extend(line);
        }
    }
    files
}

/// Additions to the KB of the binary.
pub fn overlay(data: &[u8]) {
    let _alone = DISK.lock().unwrap_or_else(PoisonError::into_inner);
    let path = place("overlay").join("overlay.toml");
    fs::write(&path, data).unwrap();
    let mut choices = Choices::of(data);
    match Kb::built_in().with_overlay(&path) {
        Ok((own, found)) => {
            report(&found);
            for input in ["0120-999-373", "03-5555-0123", "188", "+1 888-319-8279", "250-1234567-7654321"] {
                let [was, is] =
                    [kb(), &own].map(|kb| number::ask(kb, &number::Question { input, found: None, incoming: false, at: day() }).verdict);
                assert!(is >= was, "{input}: {was:?} became {is:?}");
            }
            asked(&own, &mut choices);
        }
        Err(found) => {
            assert!(found.has_errors(), "refused without a reason");
            report(&found);
        }
    }
}

/// A file of settings.
pub fn settings(data: &[u8]) {
    let _alone = DISK.lock().unwrap_or_else(PoisonError::into_inner);
    let path = place("settings").join("config.toml");
    fs::write(&path, data).unwrap();
    match settings::read(&path, &WIDTHS) {
        Ok(read) => {
            assert!(read.width.is_none_or(|width| WIDTHS.contains(&(width as usize))), "{read:?}");
            if let Err(found) = settings::check_ids(&path, kb()) {
                report(&found);
            }
        }
        Err(found) => report(&found),
    }
}

/// What is wrong is said cleanly, in both forms, with places that exist.
fn report(report: &Report) {
    for (problem, place) in report.placed() {
        if let Some(text) = report.texts.get(&problem.file) {
            let Range { start, end } = &problem.span;
            assert!(start <= end && *end <= text.len(), "{problem:?}: not in the file");
        }
        assert!(place.line > 0 && place.column > 0);
    }
    for lang in [Lang::Ja, Lang::En] {
        for width in [20, 100] {
            let style = Style { lang, format: Format::Table, width, color: false, ascii: false, zone: None };
            clean::clean(&show::report(report, &style), "the report");
            let colour = show::report(report, &Style { color: true, ..style });
            clean::clean_but_colour(&colour, "the report in colour");
        }
    }
    let json = show::report_json(report);
    clean::clean(&json, "the report as JSON");
    serde_json::from_str::<serde_json::Value>(&json).unwrap();
}

/// A KB that was taken can be asked anything.
fn asked(kb: &Kb, choices: &mut Choices) {
    let at = Utc.with_ymd_and_hms(2026, 11, 25, 1, 0, 0).unwrap();
    let mut show = |answer: Answer<'_>| drop(layout::pages(kb, &answer, choices));
    show(Answer::Hours(&hours::ask(kb, &[], at).unwrap()));
    show(Answer::Channels(&channels::ask(kb, &[], at).unwrap()));
    show(Answer::Faq(&faq::ask(kb, &[], day()).unwrap()));
    show(Answer::Stale(&stale::ask(kb, day())));
    show(Answer::Claims(&claims::ask(kb, None)));
    if let Some(id) = week::preferred(kb) {
        show(Answer::Week(&week::ask(kb, id, at, 7).unwrap()));
    }
    // What is added stands last.
    let issues: Vec<_> = kb.issues().issue.iter().collect();
    for issue in issues.iter().rev().take(2) {
        let question = route::Question { issue: Some(issue.id.clone()), ..route::Question::default() };
        show(Answer::Route(&route::ask(kb, &question, at).unwrap()));
        show(Answer::Prepare(&prepare::ask(kb, &question, None, at).unwrap()));
    }
    let number = |input| number::ask(kb, &number::Question { input, found: Some(Found::Sms), incoming: false, at: day() });
    show(Answer::Number(&[number("03-1000-0001"), number("06-1000-0123"), number("188")]));
    show(Answer::Url(&[url::ask(kb, "https://mih0n-power.example/", day()), url::ask(kb, "https://www.mihon-power.example/", day())]));
    let mail = mail::from_text("未払いの料金があります。06-1000-0123 https://power.example/unpaid", Some("みほん電力 <a@b.example>"), None);
    show(Answer::Message(&Checker::new(kb).ask(&Question { mail: &mail, kind: Found::Email, at: day() })));
    explained(kb, choices);
    asked_at_the_ends_of_time(kb);
}

/// Entries of every list, the last of each.
fn explained(kb: &Kb, choices: &mut Choices) {
    let mut ids: BTreeMap<(&str, &str), &str> = BTreeMap::new();
    for entry in kb.entries() {
        ids.insert((entry.file.as_str(), entry.kind.as_str()), entry.id.as_str());
    }
    for id in ids.values() {
        if let Ok(answer) = explain::ask(kb, id, day()) {
            layout::pages(kb, &Answer::Explain(&answer), choices);
        }
    }
}

/// Whatever the opening hours are, they are so at any time.
fn asked_at_the_ends_of_time(kb: &Kb) {
    for at in ["0001-01-01T00:00:00Z", "1899-12-31T23:59:59Z", "2026-12-31T14:59:59Z", "9999-12-31T14:59:59Z"] {
        let at: DateTime<Utc> = at.parse().unwrap();
        layout::document(kb, &Answer::Hours(&hours::ask(kb, &[], at).unwrap()));
    }
}

/// Takes away what this process wrote.
pub fn clear() {
    let dir = place("kb");
    if let Some(all) = dir.parent().filter(|all| all.is_dir()).map(Path::to_owned) {
        let _ = fs::remove_dir_all(all);
    }
}
