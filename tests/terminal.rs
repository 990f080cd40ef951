//! Nothing of the input acts on the terminal, whatever is asked and in whatever form it is answered.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "tests")]

mod common;
#[path = "common/terminal.rs"]
#[allow(dead_code, clippy::print_stderr, reason = "other tests use more of it; it says where it cannot look")]
mod screen;

use std::ffi::OsString;
use std::fs;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::Path;

use amazon_help::cli::Whole;
use clap::CommandFactory;
use common::{copy_of_example, edit, run};

/// Escape sequences (CSI, OSC, in both spellings), returns and backspaces, the turning of writing, separators, tags, and what takes no room.
const EVIL: &str = "\u{1b}[31mred\u{1b}]0;title\u{7}\u{9b}31m\u{9d}0;t\u{9c}\u{85}\r\u{8}\u{7f}\u{b}\u{c}\u{202e}abc\u{2066}\u{2069}\u{200f}\u{61c}\u{2028}\u{200b}\u{feff}\u{ad}\u{e0041}";

/// What acts on a terminal; written down here apart from the program's own list.
fn acting(text: &str) -> Option<char> {
    text.chars().find(|c| match *c as u32 {
        0x0a => false,
        0..=0x1f | 0x7f..=0x9f => true,
        0xad | 0x61c | 0x200b..=0x200f | 0x2028..=0x202e | 0x2060..=0x206f | 0xfeff | 0xfff9..=0xfffb | 0xe0000..=0xe0fff => true,
        _ => false,
    })
}

/// Every argument and option of every command that takes words, `EVIL` in place of them.
const ASKED: &[&[&str]] = &[
    &["EVIL"],
    &["--EVIL"],
    &["--version", "--kb", "EVIL"],
    &["route", "EVIL"],
    &["route", "--issue", "EVIL"],
    &["route", "--issue", "return", "--as", "EVIL"],
    &["route", "--issue", "return", "--device", "EVIL"],
    &["hours", "EVIL"],
    &["hours", "chat", "EVIL", "--week"],
    &["hours", "--kb", "EVIL"],
    &["hours", "--overlay", "EVIL"],
    &["hours", "--lang", "EVIL"],
    &["hours", "--format", "EVIL"],
    &["hours", "--color", "EVIL"],
    &["hours", "--at", "EVIL"],
    &["hours", "--tz", "EVIL"],
    &["hours", "--width", "EVIL"],
    &["hours", "--days", "EVIL"],
    &["hours", "--ics", "nowhere/EVIL"],
    &["channels", "EVIL"],
    &["check-number", "EVIL"],
    &["check-number", "0120-999-373 EVIL"],
    &["check-number", "188", "--found", "EVIL"],
    &["check-number", "--input", "EVIL"],
    &["check-number", "--input", "tests/cmd/calls.csv", "--column", "EVIL"],
    &["check-number", "--input", "tests/cmd/calls.csv", "--column", "caller", "--found-column", "EVIL"],
    &["check-number", "--input", "tests/cmd/calls.csv", "--field", "EVIL"],
    &["check-number", "--input", "tests/cmd/calls.csv", "--encoding", "EVIL"],
    &["check-number", "--input", "tests/cmd/calls.csv", "--fail-on", "EVIL"],
    &["check-url", "EVIL"],
    &["check-url", "https://user:EVIL@exEVILample.top/EVIL?EVIL#EVIL"],
    &["check-message", "--text", "Your Amazon account EVIL is suspended 0120-999-373EVIL https://example.top/EVIL"],
    &["check-message", "--text", "hello", "--from", "EVIL", "--subject", "EVIL"],
    &["check-message", "--text", "hello", "--from", "NEVIL <aEVIL@example.top>"],
    &["check-message", "--text", "hello", "--kind", "EVIL"],
    &["check-message", "EVIL"],
    &["prepare", "EVIL"],
    &["prepare", "--issue", "EVIL"],
    &["prepare", "--issue", "return", "--as", "EVIL", "--device", "EVIL"],
    &["prepare", "--issue", "return", "--channel", "EVIL"],
    &["prepare", "--issue", "return", "--order", "EVIL"],
    &["prepare", "--issue", "return", "--ordered-on", "EVIL"],
    &["prepare", "--issue", "return", "--item", "EVIL", "--wish", "EVIL", "--what-happened", "EVIL", "--name", "EVIL"],
    &["issues", "EVIL"],
    &["faq", "EVIL"],
    &["explain", "EVIL"],
    &["kb", "EVIL"],
    &["kb", "check", "EVIL"],
    &["kb", "schema", "EVIL"],
    &["kb", "claims", "--standing", "EVIL"],
    &["kb", "stale", "--at", "EVIL"],
    &["completions", "EVIL"],
    &["completions", "bash", "--kb", "EVIL"],
    &["man", "EVIL"],
];

const FORMATS: [&str; 9] = ["table", "plain", "json", "jsonl", "csv", "html", "svg", "markdown", "text"];

/// Options are asked once with each command where they belong to it, and once with any where they belong to all.
#[test]
fn nothing_that_takes_words_is_forgotten() {
    fn walk(command: &clap::Command, path: &[&str], missing: &mut Vec<String>) {
        for arg in command.get_arguments().filter(|arg| arg.get_action().takes_values()) {
            let given = ASKED.iter().any(|asked| match arg.get_long() {
                Some(long) => asked.windows(2).any(|pair| pair[0] == format!("--{long}") && pair[1].contains("EVIL")),
                None => asked.starts_with(path) && asked.get(path.len()).is_some_and(|word| word.contains("EVIL")),
            });
            if !given && (path.is_empty() || !arg.is_global_set()) {
                missing.push(format!("{path:?} {}", arg.get_id()));
            }
        }
        for sub in command.get_subcommands() {
            walk(sub, &common::with(path, &[sub.get_name()]), missing);
        }
    }
    let mut missing = Vec::new();
    walk(&Whole::command(), &[], &mut missing);
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn nothing_on_the_command_line_acts() {
    for asked in ASKED {
        let args: Vec<String> = asked.iter().map(|word| word.replace("EVIL", EVIL)).collect();
        let has_format = asked.contains(&"--format");
        for format in FORMATS.iter().take(if has_format { 1 } else { FORMATS.len() }) {
            for lang in ["en", "ja"] {
                let mut all: Vec<&str> = args.iter().map(String::as_str).collect();
                if !has_format {
                    all.extend(["--format", format]);
                }
                if !asked.contains(&"--lang") {
                    all.extend(["--lang", lang]);
                }
                let ran = run(&all);
                assert!([0, 1, 2, 3, 10, 20].contains(&ran.code), "{asked:?} {format}: {}", ran.code);
                assert_eq!(acting(&ran.out), None, "{asked:?} {format} {lang}: {}", ran.out.escape_debug());
                assert_eq!(acting(&ran.err), None, "{asked:?} {format} {lang}: {}", ran.err.escape_debug());
            }
        }
    }
}

/// With colour the program's own sequences are all that there is.
#[test]
fn colour_is_all_that_is_added() {
    for asked in [
        &["check-message", "--text", "Amazon account EVIL suspended https://example.top/EVIL"][..],
        &["check-number", "EVIL"],
        &["check-url", "https://aEVIL.top"],
    ] {
        let args: Vec<String> = asked.iter().map(|word| word.replace("EVIL", EVIL)).collect();
        let mut all: Vec<&str> = args.iter().map(String::as_str).collect();
        let plain = run(&all).out;
        all.extend(["--color", "always"]);
        let coloured = run(&all).out;
        assert!(coloured.contains("\u{1b}["), "{asked:?}: no colour at all");
        let mut bare = String::new();
        let mut rest = coloured.as_str();
        while let Some((before, after)) = rest.split_once("\u{1b}[") {
            let (parameters, after) = after.split_once('m').unwrap();
            assert!(parameters.bytes().all(|b| b.is_ascii_digit() || b == b';'), "{asked:?}: {parameters:?}");
            bare.push_str(before);
            rest = after;
        }
        bare.push_str(rest);
        assert_eq!(acting(&bare), None, "{asked:?}");
        assert_eq!(bare, plain, "{asked:?}");
    }
}

/// Rows of a file; what they hold stays readable, and in JSON what it was.
#[test]
fn nothing_in_rows_acts() {
    let file = |name: &str, text: String| {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    // A line end would begin a new row.
    let evil = EVIL.replace('\n', "");
    let lines = file("evil.txt", format!("188{evil}\nhttps://example.top/{evil}\nAmazon account suspended {evil}\n"));
    let csv = file("evil.csv", format!("\"n{evil}\",n,\"note{evil}\"\n\"x{evil}\",188,\"y{evil}\"\n\"{evil}\",\"{evil}\",\"{evil}\"\n"));
    let json = file(
        "evil.jsonl",
        format!(
            "{}\n{{\"n\":\"188\",\"id\":{}}}\n",
            serde_json::json!({ "n": evil, "from": evil, "subject": evil, "id": evil }),
            serde_json::json!(evil)
        ),
    );
    let html =
        file("evil.html", format!("<html><title>{evil}</title><p>Amazon {evil}<a href=\"https://example.top/{evil}\">x{evil}</a></html>"));
    let mail = file(
        "evil.eml",
        format!(
            "From: N{evil} <a@example.top>\nSubject: s{evil}\nContent-Type: text/plain; charset=utf-8; name=\"{evil}\"\n\nAmazon account suspended {evil} https://example.top/{evil}\n"
        ),
    );
    for name in ["check-number", "check-url", "check-message", "issues"] {
        for input in [&["--input", &lines][..], &["--input", &csv, "--column", "n"], &["--input", &json, "--field", "n"]] {
            for format in ["table", "csv", "jsonl"] {
                let ran = run(&[&[name], input, &["--format", format, "--lang", "en"]].concat());
                assert_eq!(ran.code, 0, "{name} {input:?} {format}: {}", ran.err);
                // Ends of lines within a cell of CSV are data.
                let out = if format == "csv" { ran.out.replace("\r\n", "\n") } else { ran.out.clone() };
                assert_eq!(acting(&out), None, "{name} {input:?} {format}: {}", out.escape_debug());
                assert_eq!(acting(&ran.err), None, "{name} {input:?} {format}");
                if format == "jsonl" && input[1] == json && name == "check-number" {
                    let first: serde_json::Value = serde_json::from_str(ran.out.lines().next().unwrap()).unwrap();
                    assert_eq!(first["input"], evil, "JSON keeps what it was");
                }
            }
        }
    }
    for input in [&lines, &html, &mail] {
        for format in ["table", "plain", "json"] {
            for lang in ["en", "ja"] {
                let ran = run(&["check-message", input, "--format", format, "--lang", lang]);
                assert_eq!(acting(&ran.out).or(acting(&ran.err)), None, "{input} {format}: {}{}", ran.out.escape_debug(), ran.err);
            }
        }
    }
}

/// Arguments that are no text, and environment variables with anything in them.
#[test]
fn what_is_no_text_is_an_error_or_a_name() {
    let bad = OsString::from_vec(b"a\xff\xed\xa0\x80\x1b[31m\xc2\x9b".to_vec());
    for before in [
        &["check-number"][..],
        &["route"],
        &["check-message"],
        &["hours", "--kb"],
        &["hours", "--ics"],
        &["check-url", "--input"],
        &["prepare", "--issue"],
    ] {
        for lang in ["en", "ja"] {
            let output =
                common::command(before).arg(&bad).env("AMAZON_HELP_LANG", lang).current_dir(env!("CARGO_TARGET_TMPDIR")).output().unwrap();
            let made = Path::new(env!("CARGO_TARGET_TMPDIR")).join(&bad);
            let wrote = made.exists() && fs::remove_file(&made).is_ok();
            let ran = common::ran(output);
            assert!([1, 2].contains(&ran.code) || wrote, "{before:?}: {}", ran.code);
            assert_eq!(acting(&ran.out).or(acting(&ran.err)), None, "{before:?}: {}", ran.err.escape_debug());
        }
    }
    for name in
        ["AMAZON_HELP_LANG", "AMAZON_HELP_KB", "AMAZON_HELP_OVERLAY", "AMAZON_HELP_CONFIG", "LC_ALL", "TZ", "NO_COLOR", "TERM", "HOME"]
    {
        let value = std::ffi::OsStr::from_bytes(b"\x1b[31m\xff\xc2\x9b");
        let ran = common::ran(common::command(&["hours"]).env(name, value).output().unwrap());
        assert!([0, 1].contains(&ran.code), "{name}: {}", ran.err);
        assert_eq!(acting(&ran.out).or(acting(&ran.err)), None, "{name}: {}", ran.err.escape_debug());
    }
}

/// A KB with such characters is refused, so that none of its texts can act, in whatever form.
#[test]
fn nothing_in_a_kb_acts() {
    let dir = copy_of_example("evil-kb");
    for (n, escape) in ["\\u001b[31m", "\\u009b31m", "\\u202e", "\\r", "\\u200b", "\\u0007", "\\u007f"].into_iter().enumerate() {
        let file = ["channels.toml", "issues.toml", "faq.toml"][n % 3];
        let before = fs::read_to_string(dir.join(file)).unwrap();
        edit(&dir, file, "en = \"", &format!("en = \"{escape}"));
        let shown = dir.to_str().unwrap();
        for args in [
            &["kb", "check", shown][..],
            &["hours", "--kb", shown],
            &["kb", "check", shown, "--format", "json"],
            &["completions", "zsh", "--kb", shown],
        ] {
            let ran = run(args);
            assert_eq!(ran.code, 1, "{escape} {args:?}");
            assert!((ran.out.clone() + &ran.err).contains("control-character"), "{escape} {args:?}: {}", ran.err);
            assert_eq!(acting(&ran.out).or(acting(&ran.err)), None, "{escape} {args:?}: {}", ran.err.escape_debug());
        }
        fs::write(dir.join(file), before).unwrap();
    }
}

/// On a narrow terminal errors are broken where a reader expects it, and what is to be copied stays whole.
#[test]
fn errors_fit_a_narrow_terminal() {
    if !screen::there() {
        return;
    }
    let asked = [
        "explain nothing-here",
        "hours --tz Asia/Tokio",
        "hours --at foo",
        "faq weather",
        "route",
        "hours --format markdown",
        "check-number --input nowhere.csv",
        "--kb data/example-utility route whatever",
    ];
    for lang in ["ja", "en"] {
        for (n, asked) in asked.iter().enumerate() {
            let line = format!("amazon-help --lang {lang} {asked}");
            let screen = screen::Terminal::open(&format!("narrow-{lang}-{n}"), 40, 200, &line);
            let all = screen.see("[ended ");
            // The terminal joins again what it has folded itself.
            let lines: Vec<&str> = all.lines().take_while(|line| !line.starts_with("[ended")).collect();
            assert!(!lines.is_empty(), "{line}");
            for text in lines {
                assert!(unicode_width::UnicodeWidthStr::width(text) <= 40, "{line}: {text}");
            }
            for whole in ["amazon-help", "Asia/Tokyo", "--issue", "not-delivered"] {
                let folded = all.replace(whole, "").replace(['\n', ' '], "");
                assert!(!folded.contains(whole), "{line}: {whole} is split in\n{all}");
            }
        }
    }
}
