//! What packages and shells need: versions, completions, manual pages.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "tests")]

mod common;

use std::io::Write as _;
use std::process::{Command as Process, Stdio};

use amazon_help::cli::Whole;
use clap::{Command, CommandFactory};
use common::{CHANNELS, ISSUES, columns, command, copy_of_kb, edit, ran, run};

#[test]
fn the_version_names_the_edition_and_the_day_of_review() {
    let program = env!("CARGO_PKG_VERSION");
    assert_eq!(run(&["--version"]).out, format!("amazon-help {program} (knowledge base 2026.11, reviewed 2026-11-23)\n"));
    assert_eq!(run(&["-V", "--lang", "ja"]).out, format!("amazon-help {program}（情報 2026.11 版、2026-11-23 見直し）\n"));
    assert_eq!(run(&["route", "--version"]).out, run(&["--version"]).out);
    assert_eq!(run(&["man", "--version"]).out, run(&["--version"]).out);
    let dir = copy_of_kb("version");
    edit(&dir, "kb.toml", "edition = \"2026.11\"", "edition = \"2031.7\"");
    edit(&dir, "kb.toml", "reviewed = \"2026-11-23\"", "reviewed = \"2026-11-24\"");
    let other = format!("amazon-help {program} (knowledge base 2031.7, reviewed 2026-11-24)\n");
    let dir = dir.to_str().unwrap();
    assert_eq!(run(&["--kb", dir, "--version"]).out, other);
    assert_eq!(run(&["--version", &format!("--kb={dir}")]).out, other);
    assert_eq!(ran(command(&["--version"]).env("AMAZON_HELP_KB", dir).output().unwrap()).out, other);
    let broken = run(&["--version", "--kb", "/nowhere"]);
    assert_eq!((broken.code, broken.out.as_str()), (1, ""));
}

const SHELLS: [&str; 5] = ["bash", "zsh", "fish", "powershell", "elvish"];

fn walk(command: &Command, path: &[&str], visit: &mut impl FnMut(&Command, &[&str])) {
    visit(command, path);
    for sub in command.get_subcommands() {
        walk(sub, &[path, &[sub.get_name()]].concat(), visit);
    }
}

#[test]
fn completions_know_every_command_and_option() {
    for shell in SHELLS {
        for lang in ["ja", "en"] {
            let script = run(&["completions", shell, "--lang", lang]).out;
            walk(&Whole::command(), &[], &mut |command, path| {
                assert!(path.iter().all(|name| script.contains(name)), "{shell}: {path:?}");
                for long in command.get_arguments().filter_map(clap::Arg::get_long) {
                    assert!(script.contains(long), "{shell}: {path:?} --{long}");
                }
            });
        }
    }
}

#[test]
fn completions_know_the_ids_of_the_kb_in_use_with_their_names() {
    for shell in ["bash", "zsh", "fish"] {
        let script = run(&["completions", shell]).out;
        for id in ISSUES.iter().chain(&CHANNELS).chain(&["guest", "prime", "fire", "popup", "qa-site", "Asia/Tokyo", "rules/message"]) {
            assert!(script.contains(id), "{shell}: {id}");
        }
        assert!(!script.contains("@zones@"), "{shell}");
        let other = run(&["completions", shell, "--kb", "data/example-utility"]).out;
        assert!(other.contains("gas") && !other.contains("marketplace-seller"), "{shell}");
    }
    for shell in ["zsh", "fish"] {
        assert!(run(&["completions", shell, "--lang", "en"]).out.contains("Return an item"), "{shell}");
        assert!(run(&["completions", shell, "--lang", "ja"]).out.contains("返品"), "{shell}");
    }
}

/// Asks a real bash what it would offer.
#[cfg(unix)]
#[test]
fn bash_completes_what_the_script_says() {
    if Process::new("bash").arg("--version").output().is_err() {
        return;
    }
    let script = run(&["completions", "bash"]).out;
    for (line, offered) in [
        ("amazon-help check-", "check-number check-url check-message"),
        ("amazon-help route --issue retu", "return"),
        ("amazon-help prepare --issue retu", "return"),
        ("amazon-help hours phone-", "phone-callback phone-direct"),
        ("amazon-help channels ema", "email-form"),
        ("amazon-help prepare --channel ema", "email-form"),
        ("amazon-help route --as g", "guest"),
        ("amazon-help route --device k", "kindle"),
        ("amazon-help hours --tz Europe/Lon", "Europe/London"),
        ("amazon-help check-number --found po", "popup"),
        ("amazon-help hours --format j", "json jsonl"),
        ("amazon-help hours --lang j", "ja"),
        ("amazon-help kb sch", "schema"),
    ] {
        let ask = format!(
            "{script}\nCOMP_WORDS=({line}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))\n\
             _amazon__help amazon-help \"${{COMP_WORDS[COMP_CWORD]}}\" \"${{COMP_WORDS[COMP_CWORD-1]}}\"; echo \"${{COMPREPLY[*]}}\""
        );
        let out = Process::new("bash").args(["--norc", "-c", &ask]).output().unwrap();
        assert_eq!(String::from_utf8(out.stdout).unwrap().trim(), offered, "{line}: {}", String::from_utf8_lossy(&out.stderr));
    }
}

#[test]
fn every_command_has_a_manual_page_in_both_languages() {
    let pages = run(&["man", "--list"]).out;
    let mut count = 0;
    walk(&Whole::command(), &[], &mut |command, path| {
        count += 1;
        let name = [&["amazon-help"], path].concat().join("-");
        assert!(pages.lines().any(|line| line == name), "{name}");
        for (lang, headings) in [
            ("en", [".SH NAME", ".SH SYNOPSIS", ".SH \"EXIT STATUS\"", ".SH ENVIRONMENT", ".SH FILES"]),
            ("ja", [".SH 名前", ".SH 書式", ".SH 終了コード", ".SH 環境変数", ".SH ファイル"]),
        ] {
            let page = run(&[&["man"], path, &["--lang", lang]].concat()).out;
            assert!(page.contains(&format!(".TH {name} 1 2026-11-23")), "{name} {lang}\n{page}");
            assert!(headings.iter().all(|heading| page.contains(&format!("{heading}\n"))), "{name} {lang}\n{page}");
            for long in command.get_arguments().filter_map(clap::Arg::get_long) {
                assert!(page.contains(&long.replace('-', "\\-")), "{name} {lang}: --{long}");
            }
            assert_eq!(run(&["man", &name, "--lang", lang]).out, page);
        }
    });
    assert_eq!(pages.lines().count(), count);
    let none = run(&["man", "chek-number"]);
    assert_eq!((none.code, none.out.as_str()), (3, ""));
    assert!(none.err.lines().nth(1).unwrap().contains("amazon-help-check-number"), "{}", none.err);
}

#[test]
fn manual_pages_stay_within_the_terminal_and_keep_options_whole() {
    // As `man -l -` does with a page that is piped to it.
    let groff = |page: &str| {
        let mut groff = Process::new("groff");
        groff.args(["-Kutf8", "-Tutf8", "-man", "-ww", "-rLL=78n", "-P-cbou", "-"]);
        let mut child = groff.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(page.as_bytes()).unwrap();
        ran(child.wait_with_output().unwrap())
    };
    if Process::new("groff").arg("--version").output().is_err() {
        return;
    }
    for name in run(&["man", "--list"]).out.lines() {
        for lang in ["en", "ja"] {
            let shown = groff(&run(&["man", name, "--lang", lang]).out);
            assert!(!shown.err.contains("can't break line"), "{name} {lang}: {}", shown.err);
            for line in shown.out.lines() {
                assert!(columns(line) <= 78, "{name} {lang}: {line}");
                assert!(!line.ends_with('\u{2010}'), "{name} {lang}: {line}");
            }
        }
    }
}
