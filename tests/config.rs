//! The configuration file: what it sets, what wins over it, and what is wrong with it.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "tests")]

mod common;

use std::path::{Path, PathBuf};

use common::{Ran, WEEKDAY, columns, command, ran};

fn file(name: &str, text: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("config-{name}.toml"));
    std::fs::write(&path, text).unwrap();
    path
}

fn with(config: &Path, env: &[(&str, &str)], args: &[&str]) -> Ran {
    ran(command(args).env("AMAZON_HELP_CONFIG", config).envs(env.iter().copied()).output().unwrap())
}

/// What each key does, seen in the answer; what the environment and the command line make of it.
#[test]
fn the_command_line_wins_over_the_environment_and_that_over_the_file() {
    type Case = (&'static str, &'static str, &'static [&'static str], &'static [(&'static str, &'static str)], &'static str, bool);
    const NUMBER: &[&str] = &["check-number", "188"];
    const HOURS: &[&str] = &["hours", "--at", WEEKDAY];
    let cases: &[Case] = &[
        ("lang", "lang = \"ja\"", NUMBER, &[], "判定", true),
        ("lang", "lang = \"ja\"", NUMBER, &[("LANG", "en_US.UTF-8")], "判定", true),
        ("lang", "lang = \"ja\"", NUMBER, &[("AMAZON_HELP_LANG", "en")], "判定", false),
        ("lang", "lang = \"ja\"", &["check-number", "188", "--lang", "en"], &[], "判定", false),
        ("lang", "lang = \"ja\"", &["--help"], &[], "使い方:", true),
        ("lang", "lang = \"ja\"", &["--version"], &[], "見直し", true),
        ("zone", "zone = \"Europe/London\"", HOURS, &[("TZ", "")], "1:00 London time", true),
        ("zone", "zone = \"Europe/London\"", HOURS, &[("TZ", "America/New_York")], "London", false),
        ("zone", "zone = \"Europe/London\"", &["hours", "--at", WEEKDAY, "--tz", "Asia/Seoul"], &[("TZ", "")], "London", false),
        ("color", "color = \"always\"", NUMBER, &[], "\u{1b}[", true),
        ("color", "color = \"always\"", NUMBER, &[("NO_COLOR", "1")], "\u{1b}[", false),
        ("color", "color = \"always\"", &["check-number", "188", "--color", "auto"], &[], "\u{1b}[", false),
        ("color", "color = \"never\"", NUMBER, &[("CLICOLOR_FORCE", "1")], "\u{1b}[", true),
    ];
    for (name, text, args, env, word, expected) in cases {
        let config = file(name, text);
        let out = with(&config, env, args).out;
        assert_eq!(out.contains(word), *expected, "{text} {args:?} {env:?}\n{out}");
    }
    let widest = |out: &str| out.lines().map(columns).max().unwrap();
    let narrow = file("width", "width = 50");
    assert!(widest(&with(&narrow, &[], HOURS).out) <= 50);
    assert!(widest(&with(&narrow, &[], &["hours", "--at", WEEKDAY, "--width", "100"]).out) > 50);
}

#[test]
fn who_asks_and_about_what_can_be_set() {
    let none = file("none", "");
    for (text, key, option, id, other) in
        [("audience = \"guest\"", "audience", "--as", "guest", "business"), ("device = \"kindle\"", "device", "--device", "kindle", "fire")]
    {
        let config = file(key, text);
        let ask = |config: &Path, more: &[&str]| {
            let page = with(config, &[], &[&["route", "--issue", "return", "--at", WEEKDAY], more].concat());
            assert_eq!(page.code, 0, "{}", page.err);
            page.out
        };
        let set = ask(&config, &[]);
        assert_eq!(set, ask(&none, &[option, id]), "{key}");
        assert_ne!(set, ask(&none, &[]), "{key}");
        assert_eq!(ask(&config, &[option, other]), ask(&none, &[option, other]), "{key}");
    }
}

/// What is wrong, where, and what it says in English and in Japanese.
const WRONG: &[(&str, &str, &str, &str)] = &[
    ("\nlnag = \"ja\"", ":2:1", "there is no key `lnag`", "「lnag」という項目はありません"),
    ("lang = \"fr\"", ":1:8", "`lang` cannot be `fr`", "「lang」に「fr」は使えません"),
    ("zone = \"Asia/Tokio\"", ":1:8", "Did you mean `Asia/Tokyo`", "「Asia/Tokyo」ではありませんか"),
    ("width = 3", ":1:9", "`width` cannot be 3", "幅に 3 は使えません"),
    ("width = \"80\"", ":1:9", "See the configuration file in README.md", "README.md の設定ファイル"),
    ("color = \"sometimes\"", ":1:9", "`color` cannot be", "「color」に"),
    ("ascii = 1", ":1:9", "true or false", "true か false"),
    ("audience = \"prme\"", ":1:12", "nothing is called `prme`", "「prme」という ID はありません"),
    ("device = \"kindel\"", ":1:10", "nothing is called `kindel`", "「kindel」という ID はありません"),
    ("kb = \"/else\"", ":1:1", "there is no key `kb`", "「kb」という項目はありません"),
    ("lang = ja", ":1:8", "not valid TOML", "TOML の書き方"),
];

#[test]
fn an_error_in_the_file_is_told_with_its_place() {
    for (n, (text, place, english, japanese)) in WRONG.iter().enumerate() {
        let config = file(&format!("wrong-{n}"), text);
        for (lang, words) in [("en", english), ("ja", japanese)] {
            let ran = with(&config, &[], &["route", "--issue", "return", "--lang", lang]);
            assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{text}: {}", ran.err);
            let told = ran.err.contains(words) && ran.err.contains(&format!("config-wrong-{n}.toml{place}"));
            assert!(told && ran.err.contains("AMAZON_HELP_CONFIG"), "{text}: {}", ran.err);
        }
        // Help is there all the same.
        assert_eq!(with(&config, &[], &["--help"]).code, 0);
    }
    let missing = with(Path::new("/nowhere/config.toml"), &[], &["hours"]);
    assert_eq!(missing.code, 1);
    assert!(missing.err.contains("missing-file"), "{}", missing.err);
}

/// An id that only the built-in KB has does not keep another from answering.
#[test]
fn ids_are_those_of_the_built_in_kb() {
    let config = file("other-kb", "audience = \"prime\"");
    let ran = with(&config, &[], &["route", "I smell gas", "--kb", "data/example-utility"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
}

#[test]
fn the_file_is_found_in_the_configuration_folder() {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("config-home");
    let folder = root.join(".config/amazon-help");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("config.toml"), "lang = \"ja\"\n").unwrap();
    let ask = |env: &[(&str, &Path)]| {
        let mut command = command(&["check-number", "188"]);
        ran(command.env_remove("AMAZON_HELP_CONFIG").envs(env.iter().copied()).output().unwrap()).out.contains("判定")
    };
    let config = root.join(".config");
    assert!(ask(&[("HOME", &root)]));
    assert!(ask(&[("XDG_CONFIG_HOME", &config)]));
    assert!(!ask(&[("XDG_CONFIG_HOME", &config), ("AMAZON_HELP_CONFIG", Path::new(""))]));
    assert!(!ask(&[]));
}

/// The template of the README has every key, and is read without an error.
#[test]
fn the_template_of_the_readme_holds() {
    let readme = std::fs::read_to_string("README.md").unwrap();
    let template = readme.split("```toml\n").nth(1).unwrap().split("```").next().unwrap();
    let schema: serde_json::Value = serde_json::from_str(&std::fs::read_to_string("data/schema/config.json").unwrap()).unwrap();
    for key in schema["properties"].as_object().unwrap().keys() {
        assert!(template.lines().any(|line| line.starts_with(&format!("{key} = "))), "{key}");
    }
    let ran = with(&file("template", template), &[], &["route", "--issue", "return", "--at", WEEKDAY]);
    assert_eq!(ran.code, 0, "{}", ran.err);
}
