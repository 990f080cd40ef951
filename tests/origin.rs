//! Where answers come from: another KB and the user's own additions are named in every answer.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "tests")]

mod common;

use std::path::Path;

use amazon_help::cli::Whole;
use clap::CommandFactory;
use common::{OVERLAY, WEEKDAY, bare, command, copy_of_kb, data, json, overlay, ran, run, with};

/// One question for every command that answers from a KB.
const QUESTIONS: &[&[&str]] = &[
    &["route", "--issue", "return"],
    &["hours"],
    &["check-number", "03-5555-0199"],
    &["check-number", "188", "03-5555-0199"],
    &["check-url", "https://shop.example/"],
    &["check-message", "--text", "hello"],
    &["prepare", "--issue", "return"],
    &["explain", "number-in-message"],
    &["issues"],
    &["issues", "返品したい"],
    &["channels"],
    &["faq"],
];

/// Commands that do not answer from a KB.
const OTHERS: &[&str] = &["kb", "completions", "man", "guide"];

#[test]
fn every_command_has_a_question_here() {
    for sub in Whole::command().get_subcommands() {
        let name = sub.get_name();
        assert!(QUESTIONS.iter().any(|q| q[0] == name) != OTHERS.contains(&name), "{name}");
    }
}

/// For a folder, additions, and both: options, what the line must contain in English and in Japanese, and the fields in JSON.
#[test]
fn every_answer_of_every_command_says_where_it_comes_from() {
    let dir = data().to_str().unwrap().to_owned();
    let (folder, own) = (["--kb", &dir], ["--overlay", OVERLAY]);
    let both = [folder, own].concat();
    let cases: [(&[&str], &[&str], &[&str]); 4] = [
        (&[], &[], &[]),
        (&folder, &[&dir, "(Amazon.co.jp, 2026.11)", "not from the built-in knowledge base"], &[&dir, "2026.11", "組み込みの情報ではなく"]),
        (&own, &["the built-in knowledge base with your additions from", OVERLAY], &["組み込みの情報に、あなたが追加した情報", OVERLAY]),
        (
            &both,
            &[&dir, "not from the built-in knowledge base, with your additions from", OVERLAY],
            &[&dir, "組み込みの情報ではなく", "あなたが追加した情報", OVERLAY],
        ),
    ];
    for (options, english, japanese) in cases {
        for question in QUESTIONS {
            let args = with(question, options);
            for (lang, words) in [("en", english), ("ja", japanese)] {
                for format in ["table", "plain"] {
                    let page = bare(&run(&with(&args, &["--lang", lang, "--format", format, "--at", WEEKDAY])).out);
                    for word in words {
                        assert!(page.contains(&bare(word)), "{args:?} {lang} {format}: no {word}\n{page}");
                    }
                    if options.is_empty() {
                        let silent = ["知識", "組み込みの", "Answeredfrom", "additions"].iter().all(|word| !page.contains(word));
                        assert!(silent, "{args:?}: the built-in KB needs no such line\n{page}");
                    }
                }
            }
            let kb = &json(&args)["kb"];
            let folder = options.contains(&"--kb");
            assert_eq!(kb["origin"], if folder { "folder" } else { "built-in" }, "{args:?}");
            assert_eq!(kb["path"], if folder { serde_json::json!(dir) } else { serde_json::Value::Null }, "{args:?}");
            assert_eq!(kb["name"]["en"], "Amazon.co.jp", "{args:?}");
            assert!(kb["name"]["ja"].is_string(), "{args:?}");
            assert_eq!(kb["edition"], "2026.11", "{args:?}");
            let overlays: &[&str] = if options.contains(&"--overlay") { &[OVERLAY] } else { &[] };
            assert_eq!(kb["overlays"], serde_json::json!(overlays), "{args:?}");
        }
    }
}

#[test]
fn the_variable_names_a_kb_as_the_option_does() {
    let out = ran(command(&["hours", "--lang", "en"]).env("AMAZON_HELP_KB", data()).output().unwrap()).out;
    assert!(bare(&out).contains("notfromthebuiltinknowledgebase"), "{out}");
}

#[test]
fn many_rows_and_questions_without_an_answer_say_it_on_standard_error() {
    let numbers = overlay("numbers", "188\n03-5555-0123\n");
    let numbers = numbers.to_str().unwrap();
    let dir = data().to_str().unwrap().to_owned();
    for (format, options) in [("csv", ["--kb", dir.as_str()]), ("jsonl", ["--overlay", OVERLAY]), ("table", ["--overlay", OVERLAY])] {
        for question in ["check-number", "check-url", "check-message"] {
            let ran = run(&with(&[question, "--input", numbers, "--format", format, "--lang", "en"], &options));
            assert_eq!(ran.code, 0, "{}", ran.err);
            assert!(ran.err.contains("Answered from") && ran.err.contains(options[1]), "{question} {format}: {}", ran.err);
        }
    }
    let ran = run(&["check-number", "--input", numbers, "--format", "csv", "--lang", "en"]);
    assert!(!ran.err.contains("Answered from"), "{}", ran.err);
    let none = run(&["explain", "nothing-like-it", "--overlay", OVERLAY, "--lang", "en"]);
    assert_eq!((none.code, none.out.as_str()), (3, ""));
    assert!(none.err.contains(&format!("with your additions from {OVERLAY}")), "{}", none.err);
}

#[cfg(unix)]
#[test]
fn a_path_cannot_act_on_the_terminal() {
    let name = "kb-\u{1b}[31m\u{202e}red";
    let dir = copy_of_kb(name);
    let own = Path::new(env!("CARGO_TARGET_TMPDIR")).join("overlay-\u{1b}[2J.toml");
    std::fs::copy(OVERLAY, &own).unwrap();
    let (dir, own) = (dir.to_str().unwrap().to_owned(), own.to_str().unwrap());
    let broken = overlay("broken-\u{1b}[2J", "[[number]\n");
    let broken = broken.to_str().unwrap();
    for lang in ["en", "ja"] {
        for format in ["table", "plain", "json"] {
            let ran = run(&["hours", "--kb", &dir, "--overlay", own, "--lang", lang, "--format", format]);
            assert_eq!(ran.code, 0, "{}", ran.err);
            assert!(!ran.out.contains(['\u{1b}', '\u{9b}']), "{format}");
            assert!(format == "json" || bare(&ran.out).contains(r"\u{1b}31m\u{202e}red"), "{}", ran.out);
        }
        let refused = run(&["hours", "--overlay", broken, "--lang", lang]);
        assert_eq!(refused.code, 1);
        assert!(!refused.err.contains('\u{1b}'), "{}", refused.err);
    }
}
