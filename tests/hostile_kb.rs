//! Knowledge bases, additions and settings of somebody who means harm: they cannot read other files, make the program hang, or fill the memory.
//! Each ends in an error that names the file, in both languages, or is answered from.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr, missing_docs, reason = "tests")]

mod common;

use std::fs::{self, File};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use common::{copy_of_example, edit, run_within, waited};

/// Megabytes of addresses that a run may take, in which the program itself and the shell that starts it are contained.
const MEMORY: u32 = 400;

/// Puts something in the place of a file.
type Make = fn(&Path);

/// What may stand in place of `issues.toml`, a file of additions or the settings, and what is said of it in English and in Japanese.
const FILES: &[(&str, Make, &str, &str)] = &[
    ("lists in lists", |p| text(p, &format!("x = {}{}", "[".repeat(100_000), "]".repeat(100_000))), "syntax", "syntax"),
    ("tables in tables", |p| text(p, &format!("x = {}1{}", "{a=".repeat(100_000), "}".repeat(100_000))), "syntax", "syntax"),
    ("a deep name", |p| text(p, &format!("[{}a]\nx = 1\n", "a.".repeat(100_000))), "syntax", "syntax"),
    ("a deep key", |p| text(p, &format!("{}a = 1\n", "a.".repeat(100_000))), "syntax", "syntax"),
    ("mistakes without end", |p| text(p, &"x\n".repeat(100_000)), "and ", "ほかにも"),
    ("more mistakes without end", |p| text(p, &"x\n".repeat(1_000_000)), "syntax", "syntax"),
    ("tables without end", |p| text(p, &(0..100_000).map(|n| format!("[a{n}]\n")).collect::<String>()), "at most 5000", "5000件まで"),
    ("an endless list", |p| text(p, &format!("issue = [{}]", "{},".repeat(100_000))), "at most 500)", "500件まで"),
    ("a long line", |p| text(p, &format!("x = \"{}\"", "a".repeat(2_000_000))), "2000000 bytes", "2000000バイト"),
    ("a very long line", |p| text(p, &format!("x = \"{}\"", "a".repeat(20 << 20))), "larger than 2 MiB", "2 MiB より大きい"),
    ("a gigabyte of nothing", |p| File::create(p).unwrap().set_len(1 << 30).unwrap(), "larger than 2 MiB", "2 MiB より大きい"),
    ("zeros", |p| File::create(p).unwrap().set_len(1 << 20).unwrap(), "syntax", "syntax"),
    ("not UTF-8", |p| fs::write(p, b"x = \"\xc0\xaf\xff\"").unwrap(), "not UTF-8", "UTF-8 ではありません"),
    ("control characters", |p| text(p, "\u{1b}[2J\u{9b}31m\u{202e} = \"\u{7}\"\n"), "syntax", "syntax"),
    ("a folder", |p| fs::create_dir(p).unwrap(), "not a file", "ファイルではありません"),
    ("a pipe", |p| assert!(Command::new("mkfifo").arg(p).status().unwrap().success()), "not a file", "ファイルではありません"),
    ("an endless device", |p| symlink("/dev/zero", p).unwrap(), "", ""),
    ("a link to itself", |p| symlink(p, p).unwrap(), "os error", "os error"),
    ("a link to nothing", |p| symlink("/nothing/there", p).unwrap(), "missing-file", "missing-file"),
];

fn text(path: &Path, text: &str) {
    fs::write(path, text).unwrap();
}

/// The answer to a question that the KB, the additions or the settings in question stand in the way of.
fn refused(args: &[&str], envs: &[(&str, &Path)], file: &str, [english, japanese]: [&str; 2], what: &str) {
    for (lang, words) in [("en", english), ("ja", japanese)] {
        let ran = run_within(&[args, &["--lang", lang]].concat(), envs, MEMORY);
        assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{what} {args:?}: {}", &ran.err[..ran.err.len().min(2_000)]);
        assert!(ran.err.contains(file) && ran.err.contains(words), "{what} {args:?}: {}", &ran.err[..ran.err.len().min(2_000)]);
        assert!(ran.err.contains("help:"), "{what} {args:?}: what to do is missing: {}", ran.err);
        assert!(ran.err.len() < 1 << 20, "{what} {args:?}: {} bytes are said", ran.err.len());
        let acts = ran.err.chars().find(|c| (c.is_control() && *c != '\n') || *c == '\u{202e}');
        assert_eq!(acts, None, "{what} {args:?}");
    }
}

#[test]
fn a_file_of_a_kb_is_refused() {
    for (what, make, english, japanese) in FILES {
        let dir = copy_of_example("hostile-kb");
        let path = dir.join("issues.toml");
        fs::remove_file(&path).unwrap();
        make(&path);
        let dir = dir.to_str().unwrap();
        refused(&["kb", "check", dir], &[], "issues.toml", [english, japanese], what);
        refused(&["route", "--issue", "bill-question", "--kb", dir], &[], "issues.toml", [english, japanese], what);
    }
}

#[test]
fn a_file_of_additions_or_settings_is_refused() {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hostile-files");
    for (what, make, english, japanese) in FILES {
        let _ = fs::remove_dir_all(&dir);
        fs::create_dir_all(&dir).unwrap();
        let path = dir.join("own.toml");
        make(&path);
        let file = path.to_str().unwrap();
        refused(&["check-number", "188", "--overlay", file], &[], "own.toml", [english, japanese], what);
        refused(&["check-number", "188"], &[("AMAZON_HELP_CONFIG", &path)], "own.toml", [english, japanese], what);
    }
}

/// Nothing of another file is shown, however the folder leads there. Links within the folder are followed.
#[test]
fn a_kb_cannot_read_other_files() {
    let secret = Path::new(env!("CARGO_TARGET_TMPDIR")).join("secret.toml");
    text(&secret, "the secret words\n");
    let elsewhere = copy_of_example("hostile-elsewhere");
    text(&elsewhere.join("rules/url.toml"), "the secret words\n");
    let dir = copy_of_example("hostile-links");
    let lead = |file: &str, to: &Path| {
        let path = dir.join(file);
        let _ = fs::remove_file(&path);
        let _ = fs::remove_dir_all(&path);
        symlink(to, path).unwrap();
    };
    let shown = dir.to_str().unwrap().to_owned();
    let outside = ["leads out of the folder", "フォルダの外へのリンク"];
    for to in
        [secret.as_path(), Path::new("../secret.toml"), Path::new("/etc/passwd"), Path::new("/dev/stdin"), Path::new("/proc/self/environ")]
    {
        lead("issues.toml", to);
        for args in [&["kb", "check", &shown][..], &["kb", "check", &shown, "--format", "json"], &["hours", "--kb", &shown]] {
            let ran = run_within(args, &[("SECRET", Path::new("the secret words"))], MEMORY);
            let said = ran.out + &ran.err;
            assert_eq!(ran.code, 1, "{to:?}: {said}");
            assert!(!said.contains("secret words") && !said.contains("root:"), "{to:?}: {said}");
        }
        if to != Path::new("/dev/stdin") {
            refused(&["kb", "check", &shown], &[], "issues.toml", outside, "a link");
        }
    }
    fs::copy("data/example-utility/issues.toml", dir.join("kept.toml")).unwrap();
    lead("issues.toml", Path::new("kept.toml"));
    assert_eq!(run_within(&["kb", "check", &shown], &[], MEMORY).code, 0, "a link within the folder");
    lead("rules", &elsewhere.join("rules"));
    refused(&["kb", "check", &shown], &[], "rules/url.toml", outside, "a folder that is a link");
    // The folder itself may be a link: its user has named it.
    let link = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hostile-link-to-kb");
    let _ = fs::remove_file(&link);
    symlink(copy_of_example("hostile-linked"), &link).unwrap();
    assert_eq!(run_within(&["kb", "check", link.to_str().unwrap()], &[], MEMORY).code, 0);
}

/// Sound in form, and made to take long: answered, or refused with a reason.
#[test]
fn what_takes_long_is_bounded() {
    let rule = |n: usize, pattern: &str| {
        format!(
            "\n[[rule]]\nid = \"q{n}\"\nseverity = \"caution\"\nwhen = {{ pattern = '{pattern}' }}\nreason = {{ ja = \"あ\", en = \"b\" }}\nsources = [\"editorial\"]\nchecked = \"2026-11-23\"\n[rule.examples]\nmatch = [{{ number = \"0800-300-8187\" }}]\nno_match = [{{ number = \"188\" }}]\n"
        )
    };
    let with = |file: &str, more: &str| -> PathBuf {
        let dir = copy_of_example("hostile-long");
        let path = dir.join(file);
        text(&path, &(fs::read_to_string(&path).unwrap() + more));
        dir
    };
    let check = |dir: &Path| run_within(&["kb", "check", dir.to_str().unwrap(), "--lang", "en"], &[], MEMORY);
    // Exponential where a matcher backtracks; none of it is found in a number, which the examples say.
    let evil = ["^(0+)+x$", "^(0|0?)+x$", "(.*)*x", "(([0-9]+)*)*x", "^(([0-9])+.)+([0-9])+x"];
    let dir = with("rules/number.toml", &evil.iter().enumerate().map(|(n, p)| rule(n, p)).collect::<String>());
    let ran = check(&dir);
    assert!(ran.code == 1 && ran.err.contains("example-fails"), "{}", ran.err);
    let ran = check(&with("rules/number.toml", &rule(0, "((((a{1,1000}){1,1000}){1,1000}))")));
    assert!(ran.code == 1 && ran.err.contains("bad-pattern"), "{}", ran.err);
    let ran = check(&with("rules/number.toml", &(0..470).map(|n| rule(n, "^0800")).collect::<String>()));
    assert_eq!(ran.code, 0, "{}", ran.err);
    let ran = check(&with("rules/number.toml", &(0..600).map(|n| rule(n, "^0800")).collect::<String>()));
    assert!(ran.code == 1 && ran.err.contains("too-long") && ran.err.contains("at most 500"), "{}", ran.err);
    let ran = check(&with("rules/number.toml", &(0..100_000).map(|n| rule(n, "^0800")).collect::<String>()));
    assert!(ran.code == 1 && ran.err.contains("larger than 2 MiB"), "{}", ran.err);
    let sources: String = (0..4_000).map(|n| format!("\n[[source]]\nid = \"s{n}\"\n")).collect();
    let ran = check(&with("sources.toml", &sources));
    assert!(ran.code == 1 && ran.err.contains("500 errors"), "{}", ran.err);
    let ran = check(&with("faq.toml", &format!("\n[[topic]]\nsources = [{}]\n", "\"x\",".repeat(4_900))));
    assert!(ran.code == 1 && ran.err.contains("500 errors"), "{}", ran.err);
}

#[test]
fn numbers_and_days_out_of_all_measure_are_named() {
    let check = |dir: &Path| run_within(&["kb", "check", dir.to_str().unwrap(), "--lang", "en"], &[], MEMORY);
    for huge in ["99999999999999999999999999", "9223372036854775807", "-1", "4294967296"] {
        let dir = copy_of_example("hostile-numbers");
        let kb = fs::read_to_string(dir.join("kb.toml")).unwrap();
        let days = kb.lines().find(|l| l.starts_with("number = ")).unwrap();
        edit(&dir, "kb.toml", days, &format!("number = {huge}"));
        let ran = check(&dir);
        assert!(ran.code == 1 && ran.err.contains("wrong-type") && ran.err.contains("kb.toml:"), "{huge}: {}", ran.err);
    }
    // What can be counted is answered from, whatever it comes to.
    for (number, day) in [("4294967295", "9999-12-31"), ("0", "0001-01-01"), ("4294967295", "0001-01-01")] {
        let dir = copy_of_example("hostile-numbers");
        let kb = fs::read_to_string(dir.join("kb.toml")).unwrap();
        let days = kb.lines().find(|l| l.starts_with("number = ")).unwrap();
        edit(&dir, "kb.toml", days, &format!("number = {number}"));
        edit(&dir, "numbers.toml", "checked = \"2026", &format!("checked = \"{day}\" # \"2026"));
        let dir = dir.to_str().unwrap();
        for args in [&["kb", "check", dir][..], &["check-number", "03-1000-0001", "--kb", dir], &["kb", "stale", "--kb", dir]] {
            let ran = run_within(args, &[], MEMORY);
            assert!([0, 10].contains(&ran.code), "{number} {day} {args:?}: {} {}", ran.code, ran.err);
        }
    }
}

/// Hours that never come, or change at every minute.
#[test]
fn opening_hours_cannot_make_it_hang() {
    let many: String = (0..250).map(|n| format!("Mo-Su 0{}:{:02}-0{}:{:02}; ", n % 10, n % 59, n % 10, n % 59 + 1)).collect();
    for open in [
        "Feb 30 10:00-11:00",
        "9999 Dec 31 23:00-24:00",
        "week 53 Mo 10:00-11:00",
        "Jan 1-Dec 31/2 10:00-11:00",
        &many,
        "off",
        "00:00-48:00",
    ] {
        let dir = copy_of_example("hostile-hours");
        let hours = fs::read_to_string(dir.join("hours.toml")).unwrap();
        let hours: String = hours
            .lines()
            .map(|line| match line.split_once(" = ") {
                Some((key @ ("open" | "when"), _)) => format!("{key} = \"{}\"\n", open.trim_end_matches("; ")),
                _ => format!("{line}\n"),
            })
            .collect();
        text(&dir.join("hours.toml"), &hours);
        let dir = dir.to_str().unwrap();
        for args in [&["hours"][..], &["hours", "phone", "--days", "31"], &["hours", "phone", "--ics", "-"], &["channels"]] {
            let ran = run_within(&[args, &["--kb", dir, "--at", "2026-11-25T10:00"]].concat(), &[], MEMORY);
            assert!([0, 1].contains(&ran.code), "{open}: {} {}", ran.code, ran.err);
            assert!(ran.code == 0 || !ran.err.is_empty(), "{open}");
        }
    }
}

#[test]
fn a_folder_that_may_not_be_read_is_named() {
    let dir = copy_of_example("hostile-forbidden");
    fs::set_permissions(&dir, fs::Permissions::from_mode(0o000)).unwrap();
    let args = ["kb", "check", dir.to_str().unwrap(), "--lang", "en"];
    let program = env!("CARGO_BIN_EXE_amazon-help");
    // The superuser may read anything.
    let command = |args: &[&str]| {
        let root = fs::metadata("/proc/self").is_ok_and(|m| std::os::unix::fs::MetadataExt::uid(&m) == 0);
        let mut command = Command::new(if root { "setpriv" } else { program });
        if root {
            command.args(["--reuid=65534", "--regid=65534", "--clear-groups", program]);
        }
        command.args(args).env("AMAZON_HELP_OVERLAY", "").env("AMAZON_HELP_CONFIG", "");
        command
    };
    let runs = command(&["--version"]).output().is_ok_and(|o| o.status.success());
    let ran = runs.then(|| waited(command(&args), &args));
    fs::set_permissions(&dir, fs::Permissions::from_mode(0o755)).unwrap();
    match ran {
        None => eprintln!("skipped: this is the superuser, who may read anything, and setpriv cannot run the program as somebody else"),
        Some(ran) => assert!(ran.code == 1 && ran.err.contains("hostile-forbidden") && ran.err.contains("help:"), "{}", ran.err),
    }
}
