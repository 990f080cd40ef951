//! Exit codes: each that a command can have, whatever becomes of its output and input.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "tests")]

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use amazon_help::cli::Whole;
use amazon_help::show::Format;
use clap::{CommandFactory, ValueEnum};
use common::{command, overlay, ran, run, waited, with};

/// Has a sign or two, and no more.
const SUSPICIOUS: &str = "Amazonです。お電話ください 050-5555-0123";

/// Every command with every code that it can end in.
const CODES: &[(i32, &[&str])] = &[
    (0, &["route", "--issue", "return"]),
    (1, &["route", "--issue", "return", "--kb", "tests/cmd"]),
    (2, &["route"]),
    (3, &["route", "--issue", "retrun"]),
    (3, &["route", "zzzz qqqq"]),
    (0, &["hours"]),
    (0, &["hours", "phone-callback", "--ics", "-"]),
    (1, &["hours", "--kb", "nowhere"]),
    (1, &["hours", "--ics", "tests/cmd/calls.csv"]),
    (2, &["hours", "--at", "yesterday"]),
    (3, &["hours", "chatt"]),
    (0, &["hours", "--week", "--format", "svg"]),
    (2, &["channels", "--format", "svg"]),
    (2, &["channels", "--format", "markdown"]),
    (0, &["prepare", "--issue", "return", "--format", "markdown"]),
    (0, &["prepare", "--issue", "return", "--format", "html"]),
    (0, &["channels"]),
    (1, &["channels", "--overlay", "nowhere.toml"]),
    (2, &["channels", "--width", "1"]),
    (3, &["channels", "chatt"]),
    (0, &["check-number", "188"]),
    (1, &["check-number", "--input", "nowhere.txt"]),
    (2, &["check-number"]),
    (10, &["check-number", "03-5555-0123"]),
    (10, &["check-number", "not a number"]),
    (20, &["check-number", "+1 888-319-8279", "--found", "popup"]),
    (20, &["check-number", "188", "+1 888-319-8279", "03-5555-0123"]),
    (0, &["check-url", "https://www.amazon.co.jp/"]),
    (1, &["check-url", "--input", "nowhere.txt"]),
    (2, &["check-url", "https://www.amazon.co.jp/", "--format", "csv"]),
    (10, &["check-url", "https://shop.example/"]),
    (20, &["check-url", "https://www.amazon.co.jp.example.top/"]),
    (0, &["check-message", "--text", "hello"]),
    (1, &["check-message", "nowhere.eml"]),
    (2, &["check-message", "--text", ""]),
    (10, &["check-message", "--text", SUSPICIOUS]),
    (20, &["check-message", "--text", "Your Amazon account is suspended. Verify now: https://amazon.co.jp.example.top/"]),
    (0, &["prepare", "--issue", "return"]),
    (1, &["prepare", "--issue", "return", "--kb", "tests/cmd"]),
    (2, &["prepare", "--issue", "return", "--order", "1"]),
    (3, &["prepare", "--issue", "retrun"]),
    (0, &["issues"]),
    (0, &["issues", "返品したい"]),
    (1, &["issues", "--input", "nowhere.txt"]),
    (2, &["issues", "--format", "csv"]),
    (3, &["issues", "zzzz qqqq"]),
    (0, &["faq"]),
    (1, &["faq", "--kb", "nowhere"]),
    (2, &["faq", "--format", "html"]),
    (3, &["faq", "zzzz qqqq"]),
    (0, &["explain", "phone-callback"]),
    (1, &["explain", "phone-callback", "--kb", "nowhere"]),
    (2, &["explain"]),
    (3, &["explain", "phone-callbakc"]),
    (0, &["kb", "check", "data/example-utility"]),
    (1, &["kb", "check", "nowhere"]),
    (1, &["kb", "check", "nowhere", "--format", "json"]),
    (2, &["kb", "check"]),
    (0, &["kb", "schema"]),
    (0, &["kb", "schema", "issues"]),
    (2, &["kb", "schema", "--format", "html"]),
    (3, &["kb", "schema", "isues"]),
    (0, &["kb", "claims"]),
    (1, &["kb", "claims", "--kb", "nowhere"]),
    (2, &["kb", "claims", "--standing", "true"]),
    (0, &["kb", "stale"]),
    (1, &["kb", "stale", "--kb", "nowhere"]),
    (2, &["kb", "stale", "--at", "yesterday"]),
    (2, &["guide"]),
    (0, &["completions", "bash"]),
    (1, &["completions", "bash", "--kb", "nowhere"]),
    (2, &["completions", "bsh"]),
    (0, &["man"]),
    (0, &["man", "--list"]),
    (2, &["man", "--lst"]),
    (3, &["man", "rout"]),
    (0, &["--version"]),
    (0, &["--help"]),
    (0, &[]),
];

#[test]
fn every_code_is_reached() {
    for (code, args) in CODES {
        for lang in ["en", "ja"] {
            let ran = ran(command(args).env("AMAZON_HELP_LANG", lang).output().unwrap());
            assert_eq!(ran.code, *code, "{args:?}: {}", ran.err);
            match code {
                0 | 10 | 20 => assert!(!ran.out.is_empty() && ran.err.is_empty(), "{args:?}: {}", ran.err),
                // A report in JSON is an answer, whatever it says; `issues` lists what comes nearest.
                1 if args.contains(&"json") => assert!(!ran.out.is_empty(), "{args:?}"),
                3 if args[0] == "issues" => assert!(!ran.out.is_empty(), "{args:?}"),
                _ => assert!(ran.out.is_empty() && !ran.err.is_empty(), "{args:?}: {}{}", ran.out, ran.err),
            }
        }
    }
}

/// A new command cannot be forgotten: its codes are looked for here.
#[test]
fn no_command_is_forgotten() {
    fn walk(command: &clap::Command, path: &[&str]) {
        let codes: BTreeSet<i32> = CODES.iter().filter(|(_, args)| args.starts_with(path)).map(|(code, _)| *code).collect();
        // The guide needs a terminal, which tests/guide.rs has.
        let least: &[i32] = if path == ["guide"] { &[2] } else { &[0, 2] };
        for code in least {
            assert!(codes.contains(code), "{path:?}: {code} is missing");
        }
        // What reads nothing fails only when its output does.
        let reads = !matches!(path, ["man"] | ["kb", "schema"] | ["guide"]);
        assert!(!reads || codes.contains(&1), "{path:?}: 1 is missing");
        if path.iter().any(|name| name.starts_with("check-")) {
            assert!(codes.contains(&10) && codes.contains(&20), "{path:?}: 10 or 20 is missing");
        }
        for sub in command.get_subcommands() {
            walk(sub, &with(path, &[sub.get_name()]));
        }
    }
    walk(&Whole::command(), &[]);
    let all: BTreeSet<i32> = CODES.iter().map(|(code, _)| *code).collect();
    assert_eq!(all, BTreeSet::from([0, 1, 2, 3, 10, 20]));
}

/// Rows of three kinds: clear, caution, danger.
const ROWS: &[(&str, [&str; 3])] = &[
    ("check-number", ["188", "03-5555-0123", "(0101)888-319-8279"]),
    ("check-url", ["https://www.amazon.co.jp/", "https://shop.example/", "https://www.amazon.co.jp.example.top/"]),
    ("check-message", ["hello", SUSPICIOUS, "Your Amazon account is suspended. Verify now: https://amazon.co.jp.example.top/"]),
];

#[test]
fn many_rows_end_in_the_code_that_was_asked_for() {
    for (name, rows) in ROWS {
        for worst in 0..3 {
            let file = overlay(&format!("rows-{name}-{worst}"), &(rows[..=worst].join("\n") + "\n"));
            let args = [name, "--input", file.to_str().unwrap(), "--format", "csv"];
            for (fail_on, codes) in [(&[][..], [0, 0, 0]), (&["--fail-on", "caution"], [0, 10, 20]), (&["--fail-on", "danger"], [0, 0, 20])]
            {
                let ran = run(&with(&args, fail_on));
                assert_eq!(ran.code, codes[worst], "{args:?} {fail_on:?}: {}", ran.err);
                assert_eq!(ran.out.lines().count(), worst + 2, "{args:?}");
            }
        }
    }
    // A row that cannot be read does not end the run, and issues are neither caution nor danger.
    let bad = Path::new(env!("CARGO_TARGET_TMPDIR")).join("rows-bad");
    fs::write(&bad, b"188\n\xff\xff\n").unwrap();
    let bad = bad.to_str().unwrap();
    assert_eq!(run(&["check-number", "--input", bad, "--encoding", "utf-8", "--fail-on", "caution", "--format", "csv"]).code, 0);
    assert_eq!(run(&["issues", "--input", bad, "--fail-on", "danger"]).code, 0);
}

/// What prints an answer, in every format that the command has, and batches.
fn answers() -> Vec<(i32, Vec<String>)> {
    let mut all = Vec::new();
    for (code, args) in CODES.iter().filter(|(code, _)| [0, 10, 20].contains(code)) {
        for format in Format::value_variants() {
            let name = format.to_possible_value().unwrap().get_name().to_owned();
            let args: Vec<String> = args.iter().map(|a| (*a).to_owned()).chain(["--format".to_owned(), name]).collect();
            if run(&args.iter().map(String::as_str).collect::<Vec<_>>()).code == *code {
                all.push((*code, args));
            }
        }
    }
    for (name, rows) in ROWS {
        let file = overlay(&format!("rows-{name}"), &(rows.join("\n") + "\n").repeat(100));
        for format in ["table", "csv", "jsonl"] {
            let args = [name, "--input", file.to_str().unwrap(), "--format", format, "--fail-on", "danger"];
            all.push((20, args.iter().map(|a| (*a).to_owned()).collect()));
        }
    }
    assert!(all.len() > 60, "{}", all.len());
    all
}

/// The program in a shell that does something to its streams.
fn in_shell(streams: &str, args: &[String]) -> Command {
    let mut command = Command::new("/bin/sh");
    command.args(["-c", &format!("exec \"$0\" \"$@\" {streams}"), env!("CARGO_BIN_EXE_amazon-help")]).args(args);
    command.env_clear().env("TZ", "Asia/Tokyo").env("AMAZON_HELP_OVERLAY", "").env("AMAZON_HELP_CONFIG", "").stdin(Stdio::null());
    command
}

#[cfg(target_os = "linux")]
#[test]
fn no_stream_makes_it_panic() {
    let answers = answers();
    let part = answers.len().div_ceil(2);
    std::thread::scope(|scope| {
        for answers in answers.chunks(part) {
            scope.spawn(move || answers.iter().for_each(|(code, args)| every_stream(*code, args)));
        }
    });
}

#[cfg(target_os = "linux")]
fn every_stream(code: i32, args: &[String]) {
    let shown: Vec<&str> = args.iter().map(String::as_str).collect();
    let batch = args.iter().any(|a| a == "--input");
    for (lang, full, next) in [("en", "could not be written", "Check"), ("ja", "書き出せませんでした", "確かめてください")]
    {
        let ran = waited(in_shell(&format!("--lang {lang} >/dev/full"), args), &shown);
        assert_eq!(ran.code, 1, "{args:?} on a full disk: {}", ran.err);
        assert!(ran.err.contains(full) && ran.err.contains(next), "{args:?} on a full disk: {}", ran.err);
    }
    // Nobody reads: that is no error, and nothing is said of it.
    let (read, write) = std::io::pipe().unwrap();
    drop(read);
    let mut child = in_shell("", args).stdout(write).stderr(Stdio::piped()).spawn().unwrap();
    let err = {
        let mut text = String::new();
        std::io::Read::read_to_string(child.stderr.as_mut().unwrap(), &mut text).unwrap();
        text
    };
    let ended = child.wait().unwrap().code().unwrap();
    assert!(ended == 0 || (ended == code && !batch), "{args:?} into a closed pipe: {ended}");
    assert_eq!(err, "", "{args:?} into a closed pipe");
    // There is no standard output at all, or no standard error, or no standard input.
    for streams in [">&-", "2>&-", "2>/dev/full", "<&-", ">&- 2>&- <&-"] {
        let ran = waited(in_shell(streams, args), &shown);
        assert_eq!(ran.code, code, "{args:?} {streams}: {}", ran.err);
        assert!(!ran.err.contains("panicked"), "{args:?} {streams}: {}", ran.err);
    }
}

#[cfg(unix)]
#[test]
fn an_error_is_an_error_whatever_becomes_of_its_words() {
    for (code, args) in CODES.iter().filter(|(code, _)| [1, 2, 3].contains(code)) {
        let args: Vec<String> = args.iter().map(|a| (*a).to_owned()).collect();
        let shown: Vec<&str> = args.iter().map(String::as_str).collect();
        for streams in ["2>&-", ">&-", "<&-"] {
            assert_eq!(waited(in_shell(streams, &args), &shown).code, *code, "{args:?} {streams}");
        }
    }
}

/// Without standard input there is no message and there are no rows.
#[cfg(unix)]
#[test]
fn without_standard_input_there_is_nothing_to_check() {
    let strings = |args: &[&str]| args.iter().map(|a| (*a).to_owned()).collect::<Vec<_>>();
    let none = waited(in_shell("<&-", &strings(&["check-message", "--lang", "en"])), &[]);
    assert!(none.code == 2 && none.err.contains("--text"), "{}", none.err);
    for name in ["check-number", "check-url", "check-message", "issues"] {
        let none = waited(in_shell("<&-", &strings(&[name, "--input", "-", "--format", "jsonl"])), &[]);
        assert_eq!((none.code, none.out.as_str()), (0, ""), "{name}: {}", none.err);
    }
    let folder: PathBuf = env!("CARGO_TARGET_TMPDIR").into();
    for name in ["check-number", "check-message"] {
        let none = run(&[name, "--input", folder.to_str().unwrap(), "--lang", "en"]);
        assert!(none.code == 1 && none.err.contains("folder"), "{}", none.err);
    }
}
