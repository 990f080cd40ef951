//! Formats, widths, languages, the command line, and the README.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "tests")]

mod common;

use std::process::Stdio;

use common::{WEEKDAY, bare, columns, command, json, ran, run};
use serde_json::Value;

const QUESTIONS: &[&[&str]] = &[
    &["route", "--issue", "return", "--at", WEEKDAY],
    &["route", "--issue", "suspicious-contact", "--as", "guest", "--at", "2026-12-31T23:00", "--tz", "America/New_York"],
    &["hours", "--at", WEEKDAY, "--tz", "Asia/Kathmandu"],
    &["hours", "--at", "2026-12-31T23:00"],
    &["hours", "--week", "--at", "2026-12-28T10:00", "--tz", "Asia/Kathmandu"],
    &["hours", "phone-direct", "--days", "31", "--at", "2026-10-20T10:00", "--tz", "America/Argentina/ComodRivadavia"],
    &["channels", "chat", "--at", WEEKDAY],
    &["channels", "phone-callback", "--at", "2026-12-31T23:00", "--tz", "America/New_York"],
    &["faq", "--at", WEEKDAY],
    &["faq", "returns-how", "exchange-how", "--at", WEEKDAY],
    &["check-number", "0120-999-373", "--at", WEEKDAY],
    &["check-number", "+1 888-319-8279", "--found", "popup", "--at", WEEKDAY],
    &["prepare", "--issue", "return", "--at", WEEKDAY],
    &["prepare", "--issue", "contact-in-my-language", "--channel", "chat", "--at", WEEKDAY],
];

fn with<'a>(args: &[&'a str], more: &[&'a str]) -> Vec<&'a str> {
    let mut all = args.to_vec();
    all.extend(more);
    all
}

/// From 40 to 200 columns no line is wider than asked, but for commands and addresses, which are for copying.
#[test]
fn lines_are_never_wider_than_asked() {
    for question in QUESTIONS {
        for lang in ["ja", "en"] {
            for format in ["table", "plain"] {
                for width in (40..=200).step_by(8) {
                    let wide = width.to_string();
                    let out = run(&with(question, &["--lang", lang, "--format", format, "--width", &wide])).out;
                    for line in out.lines() {
                        let copied = line.contains("amazon-help ") || line.contains("https://");
                        assert!(copied || columns(line) <= width, "{question:?} {lang} {format} {width}: {line}");
                    }
                }
            }
        }
    }
}

/// What must not stand at the beginning of a line (JIS X 4051), whatever the width.
#[test]
fn no_japanese_line_begins_with_punctuation_and_no_number_is_split() {
    for question in QUESTIONS {
        for width in ["40", "57", "80", "120"] {
            let out = run(&with(question, &["--lang", "ja", "--width", width])).out;
            for line in out.lines() {
                for cell in line.split(['│', '┆']) {
                    let first = cell.trim_start().chars().next().unwrap_or(' ');
                    assert!(!"、。，．）」』】〕ー".contains(first), "{question:?} {width}: {line}");
                }
            }
            for number in ["0120-999-373", "0120-210-364", "#9110"] {
                let whole = out.matches(number).count();
                let split = bare(&out).matches(&bare(number)).count();
                assert_eq!(whole, split, "{question:?} {width}: {number} is split");
            }
        }
    }
}

/// Every text of these fields stands in the table and in the plain page as well.
fn texts(value: &Value, lang: &str, skip: &[&str], out: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            if let (Some(_), Some(_), Some(text)) = (map.get("ja"), map.get("en"), map.get(lang).and_then(Value::as_str)) {
                out.push(text.to_owned());
            }
            for (key, value) in map {
                if !skip.contains(&key.as_str()) {
                    texts(value, lang, skip, out);
                }
            }
        }
        Value::Array(all) => all.iter().for_each(|v| texts(v, lang, skip, out)),
        _ => {}
    }
}

#[test]
fn every_format_says_the_same() {
    for question in QUESTIONS {
        let document = json(question);
        let mut document = document.clone();
        // Steps are printed for the first channel only; the others' follow when they are asked for.
        if let Some(all) = document["recommendations"].as_array_mut() {
            all.iter_mut().skip(1).for_each(|r| {
                r["steps"] = Value::Null;
                r["caution"] = Value::Null;
            });
        }
        for lang in ["ja", "en"] {
            let mut expected = Vec::new();
            texts(&document, lang, &["kb", "faq", "crowd_note", "script", "others", "hours", "holiday"], &mut expected);
            assert!(expected.len() > 3, "{question:?}");
            for format in ["table", "plain"] {
                // Wide enough that no word is broken over two cells.
                let page = bare(&run(&with(question, &["--lang", lang, "--format", format, "--width", "400"])).out);
                for text in &expected {
                    assert!(page.contains(&bare(text)), "{question:?} {lang} {format}: {text}");
                }
            }
        }
    }
}

#[test]
fn json_is_the_same_in_every_language() {
    for question in QUESTIONS {
        let (ja, en) =
            (run(&with(question, &["--format", "json", "--lang", "ja"])), run(&with(question, &["--format", "json", "--lang", "en"])));
        assert_eq!(ja.out, en.out, "{question:?}");
        let document: Value = serde_json::from_str(&ja.out).unwrap();
        assert_eq!(document["schema"], "amazon-help/1");
        assert_eq!(document["command"], question[0]);
    }
}

#[test]
fn the_same_question_gets_the_same_answer() {
    for question in QUESTIONS {
        assert_eq!(run(question).out, run(question).out, "{question:?}");
    }
}

#[test]
fn there_is_no_colour_without_a_terminal_unless_asked_for() {
    for question in QUESTIONS {
        assert!(!run(question).out.contains('\u{1b}'), "{question:?}");
        assert!(run(&with(question, &["--color", "always"])).out.contains("\u{1b}["), "{question:?}");
        assert!(!run(&with(question, &["--color", "always", "--format", "json"])).out.contains('\u{1b}'), "{question:?}");
    }
    let forced = ran(command(QUESTIONS[0]).env("CLICOLOR_FORCE", "1").output().unwrap());
    assert!(forced.out.contains("\u{1b}["));
    let refused = ran(command(QUESTIONS[0]).env("CLICOLOR_FORCE", "1").env("NO_COLOR", "1").output().unwrap());
    assert!(!refused.out.contains('\u{1b}'));
}

#[test]
fn colour_is_not_forced_by_a_variable_that_is_off() {
    for off in ["0", ""] {
        assert!(!ran(command(QUESTIONS[0]).env("CLICOLOR_FORCE", off).output().unwrap()).out.contains('\u{1b}'), "{off:?}");
    }
    let args = with(QUESTIONS[0], &["--color", "always"]);
    assert!(ran(command(&args).env("NO_COLOR", "1").output().unwrap()).out.contains('\u{1b}'), "the command line wins");
}

/// On a terminal there is colour, unless it is a dumb one or colour is not wanted.
#[cfg(target_os = "linux")]
#[test]
fn a_terminal_has_colour_unless_it_cannot_or_shall_not() {
    let ask = |env: &[(&str, &str)]| {
        let line = format!("{} check-number 188", env!("CARGO_BIN_EXE_amazon-help"));
        let mut script = std::process::Command::new("script");
        script.args(["-qec", &line, "/dev/null"]).env("AMAZON_HELP_CONFIG", "").env("AMAZON_HELP_OVERLAY", "").stdin(Stdio::null());
        let cleared = ["NO_COLOR", "CLICOLOR_FORCE"].into_iter().fold(&mut script, |script, name| script.env_remove(name));
        // Without the program that makes a terminal there is nothing to see.
        cleared.envs(env.iter().copied()).output().ok().map(|out| String::from_utf8_lossy(&out.stdout).contains("\u{1b}["))
    };
    let cases: [(&[(&str, &str)], bool); 5] = [
        (&[("TERM", "xterm")], true),
        (&[("TERM", "dumb")], false),
        (&[("TERM", "xterm"), ("NO_COLOR", "1")], false),
        (&[("TERM", "xterm"), ("NO_COLOR", "")], true),
        (&[("TERM", "dumb"), ("CLICOLOR_FORCE", "1")], true),
    ];
    for (env, expected) in cases {
        if let Some(colour) = ask(env) {
            assert_eq!(colour, expected, "{env:?}");
        }
    }
}

#[test]
fn the_language_is_chosen_by_flag_then_variable_then_locale() {
    let japanese = |out: &str| out.contains("判定");
    type Case = (&'static [&'static str], &'static [(&'static str, &'static str)], bool);
    let cases: &[Case] = &[
        (&[], &[], false),
        (&[], &[("LANG", "ja_JP.UTF-8")], true),
        (&[], &[("LANG", "ja_JP.UTF-8"), ("LC_ALL", "en_US.UTF-8")], false),
        (&[], &[("LANG", "en_US.UTF-8"), ("AMAZON_HELP_LANG", "ja")], true),
        (&["--lang", "en"], &[("AMAZON_HELP_LANG", "ja")], false),
        (&["--lang=ja"], &[("LANG", "C")], true),
    ];
    for (args, env, expected) in cases {
        let out = ran(command(&with(&["check-number", "188"], args)).envs(env.iter().copied()).output().unwrap()).out;
        assert_eq!(japanese(&out), *expected, "{args:?} {env:?}");
    }
}

/// Arguments, exit code, and what the message must say in English and in Japanese.
const WRONG: &[(&[&str], i32, &str, &str)] = &[
    (&["route", "--issue", "retrun"], 3, "return", "「retrun」という用件はありません"),
    (&["prepare", "--issue", "refnd"], 3, "refund", "refund"),
    (&["hours", "chatt"], 3, "chat", "「chatt」という窓口はありません"),
    (&["prepare", "--issue", "return", "--channel", "phone"], 3, "phone-callback", "phone-callback"),
    (&["route", "--issue", "return", "--as", "prme"], 3, "prime", "利用者の種類"),
    (&["route", "--issue", "return", "--device", "kindel"], 3, "kindle", "kindle"),
    (&["hours", "--tz", "Asia/Tokio"], 2, "Asia/Tokyo", "Asia/Tokyo"),
    (&["hours", "--tz", "London"], 2, "Europe/London", "Europe/London"),
    (&["hours", "--at", "2026-02-30"], 2, "no such date", "という日付はありません"),
    (&["hours", "--at", "yesterday"], 2, "2026-11-24T10:00", "2026-11-24T10:00"),
    (&["hours", "--at", "2026-11-24T25:00"], 2, "23:59", "23:59"),
    (&["hours", "--width", "3"], 2, "--width goes from", "--width は"),
    (&["hours", "--format", "xml"], 2, "json", "使える値"),
    (&["check-number"], 2, "NUMBER", "足りないもの"),
    (&["check-number", "188", "--found", "smss"], 2, "sms", "もしかして: sms"),
    (&["route"], 2, "not-delivered", "--issue ID"),
    (&["route", "  "], 2, "not-delivered", "--issue ID"),
    (&["chek-number", "188"], 2, "check-number", "もしかして: check-number"),
    (&["channels", "chatt"], 3, "chat", "「chatt」という窓口はありません"),
    (&["completion", "bash"], 2, "completions", "もしかして: completions"),
    (&["completions", "bsh"], 2, "bash", "もしかして: bash"),
    (&["man", "rout"], 3, "amazon-help-route", "「rout」というマニュアルページはありません"),
    (&["man", "--lst"], 2, "--list", "もしかして: --list"),
    (&["hours", "--asci"], 2, "--ascii", "もしかして: --ascii"),
    (&["hours", "--colour", "never"], 2, "--color", "もしかして: --color"),
    (&["route", "返品", "--issue", "return"], 2, "cannot be used with", "一緒に使えません"),
    (&["kb", "check"], 2, "Name the folder", "フォルダを指定"),
    (&["kb", "check", "data/amazon-jp", "--at", "yesterday"], 2, "2026-11-24T10:00", "2026-11-24T10:00"),
    (&["kb", "schema", "isues"], 3, "issues", "「isues」というファイルはありません"),
    (&["kb", "claims", "--standing", "true"], 2, "contradicted", "contradicted"),
];

#[test]
fn a_wrong_command_line_says_what_to_do() {
    for (args, code, english, japanese) in WRONG {
        for (lang, words) in [("en", english), ("ja", japanese)] {
            let ran = run(&with(args, &["--lang", lang]));
            assert_eq!((ran.code, ran.out.as_str()), (*code, ""), "{args:?} {lang}: {}", ran.err);
            assert!(ran.err.contains(words), "{args:?} {lang}: {}", ran.err);
            assert!(!ran.err.contains('\u{1b}'));
        }
    }
}

#[test]
fn hostile_words_on_the_command_line_are_shown_escaped() {
    for args in [
        &["route", "\u{1b}[31mred"][..],
        &["route", "--issue", "\u{1b}[31m\u{202e}"],
        &["hours", "\u{1b}]0;title\u{7}"],
        &["hours", "--at", "\u{1b}[2J"],
        &["hours", "--tz", "\u{1b}[2J"],
        &["route", "\u{9b}31m\u{200b}"],
    ] {
        for lang in ["ja", "en"] {
            let ran = run(&with(args, &["--lang", lang]));
            assert!([2, 3].contains(&ran.code), "{args:?} {}", ran.code);
            let bad = ran.err.chars().find(|c| (c.is_control() && *c != '\n') || matches!(c, '\u{202e}' | '\u{200b}'));
            assert_eq!(bad, None, "{args:?}: {}", ran.err);
        }
    }
}

#[test]
fn help_is_there_in_both_languages() {
    for path in [&[][..], &["route"], &["hours"], &["check-number"], &["prepare"], &["kb"], &["kb", "check"], &["kb", "claims"]] {
        let english = run(&with(path, &["--help"]));
        let japanese = run(&with(path, &["--help", "--lang", "ja"]));
        assert_eq!((english.code, japanese.code), (0, 0), "{path:?}");
        assert!(english.out.contains("Usage:") && japanese.out.contains("使い方:"), "{path:?}");
        assert!(
            !japanese.out.contains("Usage") && !japanese.out.contains("[possible") && !japanese.out.contains("[default"),
            "{}",
            japanese.out
        );
    }
    let bare = run(&[]);
    assert_eq!(bare.code, 0);
    assert!(bare.out.contains("check-number"));
    assert!(run(&["--version"]).out.starts_with("amazon-help "));
}

#[test]
fn a_closed_pipe_is_no_error() {
    for question in QUESTIONS {
        let mut child = command(question).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let end = child.wait_with_output().unwrap();
        assert!([0, 10, 20].contains(&end.status.code().unwrap()), "{question:?}: {:?}", end.status);
        assert!(end.stderr.is_empty(), "{}", String::from_utf8_lossy(&end.stderr));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_is_an_error() {
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let end = ran(command(&["hours"]).stdout(full).output().unwrap());
    assert_eq!(end.code, 1);
    assert!(end.err.contains("could not be written"), "{}", end.err);
}

/// Cases in `tests/cmd` and every example of the README, word for word.
#[test]
fn cases_and_readme_examples_hold() {
    trycmd::TestCases::new()
        .env("TZ", "Asia/Tokyo")
        .env("LANG", "C")
        .env("LC_ALL", "C")
        .env("NO_COLOR", "1")
        .env("AMAZON_HELP_OVERLAY", "")
        .env("AMAZON_HELP_CONFIG", "")
        .case("tests/cmd/**/*.md")
        .case("README.md");
}
