//! What `check-number` costs, against its peers, all in one run: `cargo bench --bench numbers`.
//!
//! * cold start: one number, against a Rust hello-world built on the spot, in turn;
//! * batch: one million generated rows from a file, foreign ones and Japanese ones, these against the crates `rlibphonenumber` and `phonenumber` (parse and validate, one thread) and, where
//!   `python3 -c "import phonenumbers"` works, the Python package.
//!
//! Figures are for reading; nothing is asserted. Peers get fewer rows where a million would take minutes, and are shown per second.
#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs, reason = "a benchmark prints its figures")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use rlibphonenumber::{PHONE_NUMBER_UTIL, Region};

const ROWS: usize = 1_000_000;

fn main() {
    let dir = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let rows = generate(ROWS);
    let file = dir.join("numbers.txt");
    std::fs::write(&file, rows.join("\n")).unwrap();

    println!("cold start, median of 100 runs in turn");
    if let Some(hello) = hello_world(&dir) {
        for number in ["03-5555-0123", "0120-999-373", "+1 202-555-0123"] {
            let (ours, theirs) = in_turn(&["check-number", number], &hello);
            println!(
                "  check-number {number:<15} {:>6.2} ms   hello-world {:>5.2} ms   ratio {:.2}",
                ms(ours),
                ms(theirs),
                ours.as_secs_f64() / theirs.as_secs_f64()
            );
        }
    }

    println!("\nbatch, {ROWS} foreign numbers");
    let foreign = dir.join("foreign.txt");
    std::fs::write(&foreign, abroad(ROWS).join("\n")).unwrap();
    batches(&foreign);
    println!("\nbatch, {ROWS} Japanese numbers");
    let best = batches(&file);
    let valid = |rate: f64, name: &str| println!("  {name:<29} {rate:>10.0} rows/s   ours is {:.0} times as fast", best / rate);
    valid(
        rate(&rows[..200_000], |n| PHONE_NUMBER_UTIL.parse(n, Some(Region::JP)).is_ok_and(|n| PHONE_NUMBER_UTIL.is_valid_number(&n))),
        "rlibphonenumber (lite)",
    );
    valid(
        rate(&rows[..200_000], |n| phonenumber::parse(Some(phonenumber::country::JP), n).is_ok_and(|n| phonenumber::is_valid(&n))),
        "phonenumber",
    );
    match python(&file, 20_000) {
        Some(rate) => valid(rate, "Python phonenumbers"),
        None => println!("  Python phonenumbers: not installed (pip install phonenumbers)"),
    }
}

/// The best of the formats, in rows a second.
fn batches(file: &Path) -> f64 {
    let mut best = 0.0f64;
    for format in ["csv", "table", "jsonl"] {
        let (time, peak) = batch(file, format);
        let rate = ROWS as f64 / time.as_secs_f64();
        best = best.max(rate);
        println!("  check-number --format {format:<6} {:>10.0} rows/s   peak {:.1} MB", rate, peak as f64 / 1024.0);
    }
    best
}

/// The examples of every region and type, with other digits at the end.
fn abroad(count: usize) -> Vec<String> {
    let text = std::fs::read_to_string("tests/fixtures/world-number-examples.csv").unwrap();
    let examples: Vec<&str> = text.lines().skip(1).filter_map(|line| line.rsplit(',').next()).collect();
    let number = |n: usize| {
        let example = examples[n % examples.len()];
        let keep = example.len() - 3;
        let last = n / examples.len() % 1000;
        if n.is_multiple_of(3) { format!("010-{}{last:03}", &example[1..keep]) } else { format!("{}{last:03}", &example[..keep]) }
    };
    (0..count).map(number).collect()
}

/// Numbers of all common ranges, written in three ways, from a fixed seed (a linear congruential generator).
fn generate(count: usize) -> Vec<String> {
    let mut state = 1u64;
    let mut next = move |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let prefixes = ["0120", "0800", "03", "06", "011", "045", "050", "070", "080", "090", "0570", "0123"];
    (0..count)
        .map(|_| {
            let prefix = prefixes[next(prefixes.len() as u64) as usize];
            let length = if matches!(prefix, "0800" | "050" | "070" | "080" | "090") { 11 } else { 10 };
            let mut digits = prefix.to_owned();
            while digits.len() < length {
                let _ = write!(digits, "{}", next(10));
            }
            match next(10) {
                0 => format!("+81{}", &digits[1..]),
                1..=3 => digits,
                _ => format!("{prefix}-{}-{}", &digits[prefix.len()..length - 4], &digits[length - 4..]),
            }
        })
        .collect()
}

fn ours() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_amazon-help"));
    command.env("AMAZON_HELP_OVERLAY", "").env("AMAZON_HELP_CONFIG", "").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn hello_world(dir: &Path) -> Option<PathBuf> {
    let (source, binary) = (dir.join("hello.rs"), dir.join("hello"));
    std::fs::write(&source, "fn main() { println!(\"Hello, world!\"); }").ok()?;
    let built = Command::new("rustc").args(["-O", "-C", "panic=abort", "-C", "strip=symbols", "-o"]).arg(&binary).arg(&source).status();
    built.is_ok_and(|s| s.success()).then_some(binary)
}

fn in_turn(args: &[&str], other: &Path) -> (Duration, Duration) {
    let time = |command: &mut Command| {
        let start = Instant::now();
        command.status().unwrap();
        start.elapsed()
    };
    let (mut a, mut b): (Vec<Duration>, Vec<Duration>) = (Vec::new(), Vec::new());
    for _ in 0..100 {
        a.push(time(ours().args(args)));
        b.push(time(Command::new(other).stdout(Stdio::null())));
    }
    a.sort();
    b.sort();
    (a[50], b[50])
}

/// Time and peak memory in KB of one run; memory is read while it runs, where the system shows it.
fn batch(file: &Path, format: &str) -> (Duration, u64) {
    let start = Instant::now();
    let mut child = ours().args(["check-number", "--format", format, "--input"]).arg(file).spawn().unwrap();
    let mut peak = 0;
    while child.try_wait().unwrap().is_none() {
        let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let high = status.lines().find_map(|l| l.strip_prefix("VmHWM:")).and_then(|l| l.split_whitespace().next()?.parse().ok());
        peak = peak.max(high.unwrap_or(0));
        std::thread::sleep(Duration::from_millis(2));
    }
    (start.elapsed(), peak)
}

fn rate(rows: &[String], check: impl Fn(&str) -> bool) -> f64 {
    let start = Instant::now();
    let valid = rows.iter().filter(|row| check(row)).count();
    assert!(valid > 0, "no row is valid");
    rows.len() as f64 / start.elapsed().as_secs_f64()
}

fn python(file: &Path, rows: usize) -> Option<f64> {
    let script = format!(
        "import sys,time,phonenumbers as p\n\
         rows=[l.rstrip('\\n') for _,l in zip(range({rows}),open(sys.argv[1]))]\n\
         p.is_valid_number(p.parse('0312345678','JP'))\n\
         t=time.time()\n\
         n=sum(p.is_valid_number(p.parse(r,'JP')) for r in rows)\n\
         print(len(rows)/(time.time()-t))"
    );
    let out = Command::new("python3").args(["-c", &script]).arg(file).stderr(Stdio::null()).output().ok()?;
    String::from_utf8(out.stdout).ok()?.trim().parse().ok()
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
