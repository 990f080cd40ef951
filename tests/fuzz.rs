//! The fuzz targets on the stable toolchain: seeds, regressions, and a bounded number of mutations that are the same in every run.
//!
//! `AMAZON_HELP_FUZZ_ROUNDS=50` tries fifty times as many mutations, `AMAZON_HELP_FUZZ_SEED=7` others. `fuzz/README.md` has the rest.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr, missing_docs, reason = "tests")]

#[path = "../fuzz/src/lib.rs"]
#[allow(dead_code, reason = "the fuzz targets use the rest")]
mod targets;

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use targets::{Choices, TARGETS, Target};

/// What finds more than random bytes do.
const PIECES: &[&str] = &[
    "\u{202e}",
    "\u{200b}",
    "\u{feff}",
    "\u{9b}31m",
    "\u{1b}]0;x\u{7}",
    "\0",
    "\r",
    "\n",
    "\r\n",
    "\t",
    "\u{3099}",
    "\u{fe0f}",
    "👨‍👩‍👧",
    "🇯🇵",
    "ﷺ",
    "ß",
    "İ",
    "ǆ",
    "𝟎",
    "①",
    "０",
    "〇",
    "−",
    "ー",
    "…",
    "　",
    "\u{a0}",
    "\u{ad}",
    "\"",
    "'",
    "\\",
    "<",
    ">",
    "&lt;",
    "<b>",
    "[",
    "]",
    "{",
    "}",
    "=",
    "#",
    ",",
    ";",
    "%",
    "%00",
    "@",
    "/",
    ":",
    "://",
    ".",
    "-",
    "+81",
    "010",
    "184",
    "0120-999-373",
    "amazon.co.jp",
    "xn--",
    "https://a.example/",
    "=?utf-8?B?",
    "Content-Type: text/html",
    "9999-12-31",
    "0000",
    "-0",
    "1e999",
    "18446744073709551616",
    "[[",
    "]]",
    "ja = \"\"",
    "é",
    "अ",
    "ไ",
    "👍🏽",
    "\u{e0041}",
    "\u{1f1e6}",
    "ｶﾞ",
    "㍿",
    "A\u{300}",
];

/// One change at random.
fn mutated(seeds: &[Vec<u8>], choices: &mut Choices) -> Vec<u8> {
    let mut data = seeds[choices.below(seeds.len())].clone();
    for _ in 0..=choices.below(4) {
        let at = choices.below(data.len() + 1);
        let end = (at + 1 + choices.below(12)).min(data.len());
        match choices.below(7) {
            0 if at < data.len() => data[at] ^= 1 << choices.below(8),
            1 => drop(data.splice(at..at, PIECES[choices.below(PIECES.len())].bytes())),
            2 => drop(data.drain(at..end)),
            3 => {
                let piece = data[at..end].to_vec();
                let times = choices.below(40);
                data.splice(at..at, piece.repeat(times));
            }
            4 => data.truncate(at),
            5 => {
                let other = &seeds[choices.below(seeds.len())];
                let from = choices.below(other.len() + 1);
                data.extend(&other[from..]);
            }
            _ => drop(data.splice(at..end, PIECES[choices.below(PIECES.len())].bytes())),
        }
    }
    data
}

fn place_of(kind: &str, target: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz").join(kind).join(target)
}

/// The files of a target, by name.
fn files(kind: &str, target: &str) -> Vec<(String, Vec<u8>)> {
    let Ok(dir) = std::fs::read_dir(place_of(kind, target)) else {
        return Vec::new();
    };
    let mut files: Vec<_> =
        dir.map(|entry| entry.unwrap()).map(|e| (e.file_name().into_string().unwrap(), std::fs::read(e.path()).unwrap())).collect();
    files.sort();
    files
}

fn from_env(name: &str) -> Option<u64> {
    std::env::var(name).ok().and_then(|value| value.parse().ok())
}

/// Runs a target on one input, and says which it was where something does not hold.
fn try_one(target: &Target, name: &str, data: &[u8]) {
    if catch_unwind(AssertUnwindSafe(|| (target.run)(data))).is_err() {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fuzz-{}", target.name));
        std::fs::write(&path, data).unwrap();
        panic!("{} fails on {name}; the input is in {}: {:?}", target.name, path.display(), String::from_utf8_lossy(data));
    }
}

fn bounded(name: &str) {
    let target = TARGETS.iter().find(|t| t.name == name).unwrap();
    let all = [files("seeds", name), files("regressions", name)].concat();
    for (file, data) in &all {
        try_one(target, file, data);
    }
    let seeds: Vec<Vec<u8>> = all.into_iter().map(|(_, data)| data).collect();
    let mut choices = Choices::of(format!("{name} {}", from_env("AMAZON_HELP_FUZZ_SEED").unwrap_or(0)).as_bytes());
    let rounds = target.rounds * from_env("AMAZON_HELP_FUZZ_ROUNDS").unwrap_or(1) as usize;
    for round in 0..rounds {
        try_one(target, &format!("mutation {round}"), &mutated(&seeds, &mut choices));
    }
}

/// A test for each target, so that they run side by side and are named where they fail.
macro_rules! stable {
    ($($name:ident)*) => {
        const STABLE: &[&str] = &[$(stringify!($name)),*];
        $(
            #[test]
            fn $name() {
                bounded(stringify!($name));
            }
        )*
    };
}

stable! { number url message mail lines csv jsonl folder overlay settings moment words render }

/// A target that is not in all of these places is not fuzzed.
#[test]
fn every_target_has_seeds_a_stable_run_and_a_fuzz_target() {
    let names: BTreeSet<&str> = TARGETS.iter().map(|t| t.name).collect();
    assert_eq!(names, STABLE.iter().copied().collect(), "the list of stable! in this file");
    let manifest = std::fs::read_to_string("fuzz/Cargo.toml").unwrap();
    for name in &names {
        assert!(files("seeds", name).len() >= 3, "fuzz/seeds/{name} has fewer than three seeds");
        let program = std::fs::read_to_string(format!("fuzz/fuzz_targets/{name}.rs")).unwrap_or_default();
        assert!(program.contains(&format!("run(\"{name}\", data)")), "fuzz/fuzz_targets/{name}.rs does not run {name}");
        assert!(
            manifest.contains(&format!("name = \"{name}\"\npath = \"fuzz_targets/{name}.rs\"\n")),
            "fuzz/Cargo.toml does not have {name}"
        );
    }
    // Nothing lies where nobody looks.
    for kind in ["seeds", "regressions", "fuzz_targets"] {
        for entry in std::fs::read_dir(Path::new("fuzz").join(kind)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            assert!(names.contains(name.as_str()), "fuzz/{kind}/{name} belongs to no target");
        }
    }
}

#[test]
fn every_page_holds_at_every_width() {
    for (name, data) in files("seeds", "render") {
        let target = Target { name: "render", run: targets::render::at_every_width, rounds: 0 };
        try_one(&target, &name, &data);
    }
}

/// Seconds that this thread has been on a processor, where the system tells: what else the machine does makes no difference.
fn worked() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split_whitespace().next()?.parse::<f64>().ok().map(|nanoseconds| nanoseconds / 1e9)
}

/// Eight times as long a message, or story of a problem, takes about eight times the work, not the square of it, whatever is repeated; in a mail too.
#[test]
fn work_grows_with_the_input_and_not_faster() {
    if worked().is_none() {
        return;
    }
    let heads = ["", "<html><body>", "From: a@b.example\nTo: c@d.example\nSubject: x\nContent-Type: text/html\n\n"];
    let more = [
        "（ていし）",
        "<a href=\"",
        "<div style=\"display:none\">",
        "a@",
        "[.]",
        "&#x41;",
        ">>",
        "1-",
        "1.",
        ")",
        "xn--a.",
        "x://あ",
        "https://a.example/?u=",
        "アカウント",
    ];
    let took = |run: fn(&[u8]), head: &str, piece: &str, times: usize| {
        let data = format!("{head}{}", piece.repeat(times));
        let start = worked().unwrap();
        run(data.as_bytes());
        worked().unwrap() - start
    };
    let kinds: [fn(&[u8]); 2] = [targets::message::judged, targets::words::ranked];
    kinds.iter().for_each(|run| run("荷物 https://a.example/".as_bytes()));
    for (n, piece) in PIECES.iter().chain(&more).enumerate() {
        let head = heads[n % heads.len()];
        let times = 4_000 / piece.len();
        for run in kinds {
            let (short, long) = (took(run, head, piece, times), took(run, head, piece, times * 8));
            assert!(long < 30.0 * short.max(0.003), "{head:?} and {piece:?} over and over: {short:.4} s, eight times as long {long:.4} s");
        }
    }
}

/// The same of mails, whatever their structure: eight times as long, about eight times the work.
#[test]
fn the_structure_of_a_mail_takes_work_in_proportion() {
    if worked().is_none() {
        return;
    }
    const HEAD: &str = "From: a@b.example\nTo: c@d.example\nMIME-Version: 1.0\n";
    let mixed = format!("{HEAD}Content-Type: multipart/mixed; boundary=b\n\n");
    let boundary = |n: usize| format!("{HEAD}Content-Type: multipart/mixed; boundary={0}\n\n--{0}\n\nx\n--{0}--\n", "x".repeat(n / 3));
    let nested = |n: usize| {
        let levels: String = (0..100).map(|level| format!("Content-Type: multipart/mixed; boundary=b{level}\n\n--b{level}\n")).collect();
        format!("{HEAD}{levels}\n{}", "words ".repeat(n / 6))
    };
    let twice = |n: usize| {
        let both = "Content-Type: text/html\nContent-Transfer-Encoding: base64\nContent-Transfer-Encoding: 7bit\n";
        let levels: String =
            (0..30).map(|level| format!("{both}Content-Type: multipart/mixed; boundary=b{level}\n\n--b{level}\n")).collect();
        format!("{HEAD}{levels}\n{}", "words ".repeat(n / 6))
    };
    let body = |head: String, piece: &'static str| move |n: usize| format!("{head}{}", piece.repeat(n / piece.len()));
    let field = |name: &'static str, piece: &'static str| body(format!("{HEAD}{name}: "), piece);
    let coded = |encoding: &str, piece: &'static str| body(format!("{HEAD}Content-Transfer-Encoding: {encoding}\n\n"), piece);
    let page = |piece: &'static str| body(format!("{HEAD}Content-Type: text/html\n\n"), piece);
    type Make = Box<dyn Fn(usize) -> String>;
    let kinds: Vec<(&str, Make)> = vec![
        ("a long boundary", Box::new(boundary)),
        ("parts in parts", Box::new(nested)),
        ("fields that are there twice", Box::new(twice)),
        ("parts", Box::new(body(mixed.clone(), "--b\n\nx\n"))),
        ("ends", Box::new(body(mixed.clone(), "--b--\nContent-X: y\n"))),
        ("a boundary without lines", Box::new(body(mixed, "b"))),
        ("messages", Box::new(body(HEAD.to_owned(), "Content-Type: message/rfc822\n\n"))),
        ("lines that are no fields", Box::new(body(HEAD.to_owned(), "x\n"))),
        ("senders", Box::new(body(String::new(), "From: a@b.example\n"))),
        ("brackets", Box::new(field("From", "<"))),
        ("words without an end", Box::new(field("Subject", "=?a?b?x"))),
        ("comments", Box::new(field("Content-Type", "("))),
        ("parameters", Box::new(field("Content-Type", "; name=b"))),
        ("empty lines", Box::new(coded("base64", "\n"))),
        ("padding", Box::new(coded("base64", "QQ==\n"))),
        ("equals signs", Box::new(coded("quoted-printable", "= "))),
        ("sheets", Box::new(page("<style>content:\""))),
        ("comments in styles", Box::new(page("<p style='/**/"))),
        ("frames", Box::new(page("<iframe srcdoc='<iframe srcdoc=x>'>"))),
        ("comments for Word", Box::new(page("<!--[if mso]>x<![endif]-->"))),
        ("turned letters", Box::new(page("<bdo dir=rtl>x"))),
        ("titles in drawings", Box::new(page("<svg><title>"))),
    ];
    let took = |data: &str| {
        let start = worked().unwrap();
        drop(amazon_help::text::mail::read(data.as_bytes()));
        worked().unwrap() - start
    };
    for (name, make) in kinds {
        let (short, long) = (took(&make(20_000)), took(&make(160_000)));
        assert!(long < 30.0 * short.max(0.003), "{name}: {short:.4} s, eight times as long {long:.4} s");
    }
}
