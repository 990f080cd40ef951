//! `--ascii`, for terminals that show some characters two columns wide.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "tests")]

mod common;

use amazon_help::cli::Whole;
use clap::CommandFactory;
use common::{ISSUES, OVERLAY, WEEKDAY, columns, command, ran, run, with};

/// Questions for every command; what they print is English, but for words to say in Japanese.
const QUESTIONS: &[&[&str]] = &[
    &["route", "--issue", "return"],
    &["route", "--issue", "suspicious-contact", "--as", "guest", "--tz", "America/New_York"],
    &["hours"],
    &["channels"],
    &["faq"],
    &["faq", "returns-how", "exchange-how"],
    &["check-number", "0120-999-373"],
    &["check-number", "+1 888-319-8279", "--found", "popup"],
    &["check-number", "03-5555-0123", "--overlay", OVERLAY],
    &["check-url", "https://www.amazon.co.jp.example.top/"],
    &["check-message", "--text", "Your Amazon account has been suspended. Call +1 888-319-8279 or see https://login.example.top/"],
    &["prepare", "--issue", "return"],
    &["issues"],
    &["issues", "I was charged twice for one order"],
    &["explain", "number-in-message"],
    &["explain", "phone-callback"],
    &["kb", "check", "data/example-utility"],
    &["kb", "schema"],
    &["kb", "claims"],
    &["kb", "stale", "--at", "2029-01-01"],
    &["completions", "bash"],
    &["man"],
];

/// Kana, kanji, and what is printed full width with them.
fn is_japanese(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}')
}

/// What prints Japanese in English too: lines to say, and words of the KB.
const BILINGUAL: [&str; 5] = ["prepare", "explain", "man", "kb", "channels"];

#[test]
fn nothing_but_ascii_is_printed_in_english() {
    // The guide answers on a terminal only.
    for sub in Whole::command().get_subcommands().filter(|sub| sub.get_name() != "guide") {
        assert!(QUESTIONS.iter().any(|q| q[0] == sub.get_name()), "{}", sub.get_name());
    }
    for question in QUESTIONS {
        for format in ["table", "plain"] {
            for width in ["50", "120"] {
                let at: &[&str] = if question.contains(&"--at") { &[] } else { &["--at", WEEKDAY] };
                let args = with(&with(question, at), &["--lang", "en", "--ascii", "--format", format, "--width", width]);
                let page = run(&args);
                assert!(!page.out.is_empty(), "{args:?}: {}", page.err);
                for line in page.out.lines() {
                    let other = line.chars().find(|c| !(c.is_ascii() || BILINGUAL.contains(&question[0]) && is_japanese(*c)));
                    assert_eq!(other, None, "{args:?}: {line}");
                }
            }
        }
    }
    for issue in ISSUES {
        let page = run(&["route", "--issue", issue, "--lang", "en", "--ascii", "--at", WEEKDAY]).out;
        assert!(page.is_ascii(), "{issue}: {page}");
    }
}

/// In Japanese no character is left whose width depends on the terminal, and no line is wider for it.
#[test]
fn japanese_stays_and_its_marks_do_not() {
    for question in QUESTIONS.iter().filter(|q| !["man", "completions", "kb"].contains(&q[0])) {
        let page = run(&with(question, &["--lang", "ja", "--ascii", "--width", "60", "--at", WEEKDAY])).out;
        assert!(page.chars().any(is_japanese), "{question:?}");
        for line in page.lines() {
            assert_eq!(line.find(['■', '☐', '―', '…', '→', '─', '│', '┆', '┌']), None, "{question:?}: {line}");
            assert!(!line.trim_start().starts_with('・'), "{question:?}: {line}");
            assert!(line.contains("amazon-help ") || line.contains("https://") || columns(line) <= 60, "{question:?}: {line}");
        }
    }
}

#[test]
fn it_can_be_set_for_good() {
    let file = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("ascii.toml");
    std::fs::write(&file, "ascii = true\n").unwrap();
    let question = ["hours", "--lang", "en", "--at", WEEKDAY];
    let set = ran(command(&question).env("AMAZON_HELP_CONFIG", &file).output().unwrap()).out;
    assert_eq!(set, run(&with(&question, &["--ascii"])).out);
    assert_ne!(set, run(&question).out);
}
