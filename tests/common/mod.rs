//! Runs the real binary.
#![allow(dead_code, clippy::unwrap_used, clippy::panic, missing_docs, reason = "test helpers; not every test file uses all of them")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

pub const ISSUES: [&str; 27] = [
    "return",
    "refund",
    "exchange",
    "not-delivered",
    "delivery-status",
    "wrong-item",
    "defective-item",
    "cancel-order",
    "change-order",
    "order-history",
    "account-settings",
    "account-security",
    "cannot-sign-in",
    "payment",
    "unknown-charge",
    "gift-card",
    "prime-membership",
    "invoice-receipt",
    "business-account",
    "kindle-device",
    "fire-device",
    "digital-content",
    "marketplace-seller",
    "suspicious-contact",
    "complaint",
    "review-feedback",
    "contact-in-my-language",
];

pub const CHANNELS: [&str; 6] = ["phone-callback", "phone-direct", "chat", "email-form", "faq", "self-service"];

/// A weekday at 10:00 on which no holiday is near.
pub const WEEKDAY: &str = "2026-11-25T10:00";

pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

pub fn command(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_amazon-help"));
    command
        .args(args)
        .env_clear()
        .env("TZ", "Asia/Tokyo")
        .env("AMAZON_HELP_OVERLAY", "")
        .env("AMAZON_HELP_CONFIG", "")
        .stdin(Stdio::null());
    command
}

pub fn run(args: &[&str]) -> Ran {
    ran(command(args).output().unwrap())
}

pub fn ran(output: Output) -> Ran {
    Ran {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

pub fn json(args: &[&str]) -> serde_json::Value {
    let mut all = vec![args[0], "--format", "json"];
    all.extend(&args[1..]);
    let ran = run(&all);
    serde_json::from_str(&ran.out).unwrap_or_else(|e| panic!("{args:?}: {e}\n{}{}", ran.out, ran.err))
}

pub fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data/amazon-jp")
}

/// A copy of the shipped KB in a folder of its own.
pub fn copy_of_kb(name: &str) -> PathBuf {
    copy_of(&data(), name)
}

/// A copy of the example KB, which is read in a tenth of the time.
pub fn copy_of_example(name: &str) -> PathBuf {
    copy_of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data/example-utility"), name)
}

fn copy_of(kb: &Path, name: &str) -> PathBuf {
    let to = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&to);
    std::fs::create_dir_all(to.join("rules")).unwrap();
    for dir in ["", "rules"] {
        for entry in std::fs::read_dir(kb.join(dir)).unwrap() {
            let from = entry.unwrap().path();
            if from.extension().is_some_and(|e| e == "toml") {
                std::fs::copy(&from, to.join(dir).join(from.file_name().unwrap())).unwrap();
            }
        }
    }
    to
}

/// Replaces the first `from` in a file of a copy; it must be there.
pub fn edit(dir: &Path, file: &str, from: &str, to: &str) {
    let path = dir.join(file);
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{file} has no {from:?}");
    std::fs::write(path, text.replacen(from, to, 1)).unwrap();
}

/// The text without white space, borders and marks, to compare what is said whatever the layout.
pub fn bare(text: &str) -> String {
    let drawn = |c: char| ('\u{2500}'..='\u{257f}').contains(&c) || matches!(c, '■' | '・' | '☐' | '→' | '[' | ']' | '-');
    text.chars().filter(|c| !c.is_whitespace() && !drawn(*c)).collect()
}

/// The same with an end to waiting and to memory: killed after 20 seconds (a debug build on a busy machine needs a few), and refused more
/// than so many megabytes of addresses.
pub fn run_within(args: &[&str], envs: &[(&str, &Path)], megabytes: u32) -> Ran {
    let mut command = Command::new("/bin/sh");
    command.args(["-c", &format!("ulimit -v {}; exec \"$0\" \"$@\"", megabytes << 10), env!("CARGO_BIN_EXE_amazon-help")]).args(args);
    command.env_clear().env("TZ", "Asia/Tokyo").env("AMAZON_HELP_OVERLAY", "").env("AMAZON_HELP_CONFIG", "").stdin(Stdio::null());
    command.envs(envs.iter().copied());
    waited(command, args)
}

/// What came of a command that is killed after 20 seconds.
pub fn waited(mut command: Command, shown: &[&str]) -> Ran {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let id = child.id();
    let (out, err) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
    let read = |mut from: Box<dyn std::io::Read + Send>| {
        std::thread::spawn(move || {
            let mut bytes = Vec::new();
            from.read_to_end(&mut bytes).unwrap();
            bytes
        })
    };
    let (out, err) = (read(Box::new(out)), read(Box::new(err)));
    let began = std::time::Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if began.elapsed().as_secs() >= 20 {
            child.kill().unwrap();
            panic!("{shown:?}: no end after 20 seconds (process {id})");
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    };
    ran(Output { status, stdout: out.join().unwrap(), stderr: err.join().unwrap() })
}

/// Columns of a line on a terminal.
pub fn columns(line: &str) -> usize {
    unicode_width::UnicodeWidthStr::width(line)
}

/// A small file of additions to a KB.
pub const OVERLAY: &str = "tests/cmd/overlay.toml";

/// A file of additions with this text.
pub fn overlay(name: &str, text: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("overlay-{name}.toml"));
    std::fs::write(&path, text).unwrap();
    path
}

/// The template of data/README.md.
pub fn overlay_template() -> String {
    let readme = std::fs::read_to_string("data/README.md").unwrap();
    let section = readme.split("## Your own additions").nth(1).unwrap();
    section.split("```toml\n").nth(1).unwrap().split("```").next().unwrap().to_owned()
}

/// Arguments with more behind them.
pub fn with<'a>(args: &[&'a str], more: &[&'a str]) -> Vec<&'a str> {
    [args, more].concat()
}
