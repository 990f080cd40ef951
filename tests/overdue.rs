//! Facts that are overdue for review say so, in every answer that uses them.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "tests")]

mod common;

use common::{copy_of_kb, edit, json, run};
use serde_json::Value;

const COMMANDS: &[&[&str]] = &[
    &["route", "--issue", "return"],
    &["hours"],
    &["prepare", "--issue", "return"],
    &["channels"],
    &["faq"],
    &["faq", "password"],
    &["check-number", "0120-999-373"],
    &["check-number", "03-5555-0123"],
    &["check-number", "188", "0120-999-373"],
    &["check-url", "https://www.amazon.co.jp/"],
    &["check-url", "https://www.amaz0n-login.top/"],
    &["check-message", "--text", "Your Amazon account has been suspended. Verify your details: https://login.example.top/"],
    &["explain", "phone-callback"],
    &["explain", "number-in-message"],
];

fn says(lang: &str) -> &'static str {
    if lang == "ja" {
        "までに見直す予定だった情報があります。公式サイトで確かめてください。"
    } else {
        "; check the official site."
    }
}

fn ids(document: &Value) -> Vec<&str> {
    document["overdue"]["ids"].as_array().unwrap().iter().map(|id| id.as_str().unwrap()).collect()
}

#[test]
fn every_command_says_so_in_one_line_in_both_languages() {
    for command in COMMANDS {
        for lang in ["ja", "en"] {
            for format in ["table", "plain"] {
                let page = |at: &str| run(&[command, &["--at", at, "--lang", lang, "--format", format, "--width", "80"][..]].concat()).out;
                let late = page("2031-01-15");
                assert_eq!(late.lines().filter(|line| line.contains(says(lang))).count(), 1, "{command:?} {lang} {format}\n{late}");
                assert!(!page("2026-11-25").contains(says(lang)), "{command:?} {lang} {format}");
            }
        }
    }
}

/// On paper and in notes too; on a screen it is no small print.
#[test]
fn the_sheet_and_a_coloured_screen_say_so() {
    for lang in ["ja", "en"] {
        for format in ["html", "markdown", "table"] {
            let args = ["prepare", "--issue", "return", "--lang", lang, "--format", format, "--color", "always", "--at"];
            let late = run(&[&args[..], &["2031-01-15"]].concat()).out;
            let line: Vec<&str> = late.lines().filter(|line| line.contains(says(lang))).collect();
            assert!(line.len() == 1 && !line[0].contains('\u{1b}'), "{lang} {format} {line:?}");
            assert!(!run(&[&args[..], &["2026-11-25"]].concat()).out.contains(says(lang)), "{lang} {format}");
        }
    }
}

/// The period of the shipped KB is 365 days: what was checked on 23 November 2026 is due a year later, and overdue from the day after.
#[test]
fn the_day_is_the_day_the_first_was_due() {
    for (at, line) in [("2027-11-23", false), ("2027-11-24", true)] {
        let page = run(&["hours", "chat", "--at", at, "--lang", "en"]).out;
        assert_eq!(page.contains("Some of these facts were due for review on 2027-11-23; check the official site."), line, "{at}");
    }
    // Home time counts: late in the evening in UTC it is the next day in Japan.
    assert_eq!(json(&["hours", "chat", "--at", "2027-11-23T16:00Z"])["overdue"]["since"], "2027-11-23");
    assert_eq!(json(&["hours", "chat", "--at", "2027-11-23T14:00Z"])["overdue"], Value::Null);
}

#[test]
fn json_has_the_day_and_the_entries() {
    for command in COMMANDS {
        let documents = |at: &str| {
            let document = json(&[command, &["--at", at][..]].concat());
            document.get("results").and_then(Value::as_array).cloned().unwrap_or_else(|| vec![document])
        };
        for document in documents("2031-01-15") {
            assert!(document["overdue"]["since"].as_str().unwrap().starts_with("2027-11-"), "{command:?}");
            assert!(!ids(&document).is_empty(), "{command:?}");
            for id in ids(&document) {
                assert!(id == "entrance" || run(&["explain", id]).code == 0, "{command:?}: {id} cannot be looked up");
            }
        }
        for document in documents("2026-11-25") {
            assert_eq!(document["overdue"], Value::Null, "{command:?}");
        }
    }
}

/// One old entry in an otherwise fresh KB makes only those answers overdue that use it.
#[test]
fn only_what_the_answer_uses_counts() {
    let kb = copy_of_kb("overdue");
    let dir = kb.to_str().unwrap();
    let faq = std::fs::read_to_string(kb.join("faq.toml")).unwrap();
    let at = faq.find("id = \"receipt-print\"").unwrap();
    let old = faq[at..].replacen("checked = \"2026-11-23\"", "checked = \"2025-01-10\"", 1);
    std::fs::write(kb.join("faq.toml"), format!("{}{old}", &faq[..at])).unwrap();
    edit(&kb, "domains.toml", "checked = \"2026-11-23\"", "checked = \"2025-02-01\"");
    let overdue = |args: &[&str]| json(&[args, &["--kb", dir, "--at", "2026-11-25"]].concat())["overdue"].clone();
    assert_eq!(overdue(&["faq", "receipt-print"]), serde_json::json!({ "since": "2026-01-10", "ids": ["receipt-print"] }));
    assert_eq!(overdue(&["faq"]), serde_json::json!({ "since": "2026-01-10", "ids": ["receipt-print"] }));
    assert_eq!(overdue(&["check-url", "https://www.amazon.co.jp/"]), serde_json::json!({ "since": "2026-02-01", "ids": ["amazon.co.jp"] }));
    assert_eq!(overdue(&["explain", "receipt-print"])["ids"], serde_json::json!(["receipt-print"]));
    for args in [
        &["faq", "cancel-how"][..],
        &["route", "--issue", "return"],
        &["prepare", "--issue", "return"],
        &["hours"],
        &["channels"],
        &["check-number", "0120-999-373"],
        &["check-url", "https://www.amazon.com/"],
        &["explain", "cancel-how"],
    ] {
        assert_eq!(overdue(args), Value::Null, "{args:?}");
    }
}
