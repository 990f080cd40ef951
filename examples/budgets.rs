//! What the program costs, against the ceilings in `.ci/budgets.toml`: instructions and memory of cold runs, the size of the binary, what it is
//! built from.
//!
//! `cargo build --release && cargo run --example budgets -- [--record]`
//!
//! Instructions are counted by valgrind, which repeats them to the thousandth on any machine and however busy; times would not. It fails when
//! something is above its ceiling. With `--record` it writes new ceilings instead, a little above what it found.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, clippy::print_stderr, missing_docs, reason = "a tool for maintainers")]

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Output, Stdio};

use serde::Deserialize;
use unicode_width::UnicodeWidthStr;

const FILE: &str = ".ci/budgets.toml";

/// How much a ceiling for instructions lies above what was found, in percent: libraries of the system differ a little.
const ROOM: u64 = 3;

/// `.ci/budgets.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Budgets {
    run: Vec<Run>,
    total: Vec<Total>,
    licences: Vec<String>,
    duplicates: BTreeMap<String, String>,
}

/// A cold run, in instructions.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Run {
    args: String,
    /// What it is given on standard input.
    stdin: Option<String>,
    /// What was promised, where something was.
    budget: Option<u64>,
    ceiling: u64,
}

/// A figure of the whole.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Total {
    name: String,
    /// How much its ceiling lies above what was found, in percent.
    room: u64,
    budget: Option<u64>,
    ceiling: u64,
}

/// What is printed, what is wrong, and new ceilings by the line they belong to.
#[derive(Default)]
struct Report {
    wrong: Vec<String>,
    ceilings: Vec<(String, u64)>,
}

impl Report {
    fn row(&mut self, name: &str, found: Option<u64>, room: u64, ceiling: u64, budget: Option<u64>) {
        let shown = |n: Option<u64>| n.map_or_else(|| "-".to_owned(), grouped);
        let word = match found {
            Some(n) if n > ceiling => "ABOVE ITS CEILING",
            Some(n) if budget.is_some_and(|budget| n > budget) => "above the budget",
            _ => "",
        };
        println!("  {} {:>11} {:>11} {:>11}  {word}", wide(name), shown(found), grouped(ceiling), shown(budget));
        if let Some(found) = found {
            if found > ceiling {
                self.wrong.push(format!("{name}: {} is above {}", grouped(found), grouped(ceiling)));
            }
            // Room, but not beyond what was promised.
            let ceiling = found + found * room / 100;
            self.ceilings.push((name.to_owned(), budget.filter(|budget| found <= *budget).map_or(ceiling, |budget| ceiling.min(budget))));
        }
    }
}

fn main() -> ExitCode {
    let record = std::env::args().any(|arg| arg == "--record");
    let text = std::fs::read_to_string(FILE).unwrap();
    let budgets: Budgets = toml::from_str(&text).unwrap_or_else(|error| panic!("{FILE}: {error}"));
    let binary = binary();
    if !binary.is_file() {
        eprintln!("{} is missing: cargo build --release", binary.display());
        return ExitCode::FAILURE;
    }
    let mut report = Report::default();
    heading("cold run: instructions");
    if there("valgrind") {
        for run in &budgets.run {
            report.row(&run.args, Some(instructions(&binary, run)), ROOM, run.ceiling, run.budget);
        }
    } else {
        eprintln!("valgrind is missing: instructions are not counted");
    }
    let timed = there("/usr/bin/time");
    if !timed {
        eprintln!("/usr/bin/time is missing: memory is not measured");
    }
    let packages = packages("normal");
    let peaks: Vec<u64> = budgets.run.iter().filter(|_| timed).map(|run| memory(&binary, run)).collect();
    if timed {
        println!("\n  cold run: KB of memory");
        budgets.run.iter().zip(&peaks).for_each(|(run, peak)| println!("  {} {:>11}", wide(&run.args), grouped(*peak)));
    }
    heading("the whole");
    for total in &budgets.total {
        let found = match total.name.as_str() {
            "bytes of the release binary" => Some(binary.metadata().unwrap().len()),
            "crates in the binary" => Some(packages.len() as u64),
            "KB of memory at most in these runs" => peaks.iter().max().copied(),
            other => panic!("{FILE}: nothing is known of {other:?}"),
        };
        report.row(&total.name, found, total.room, total.ceiling, total.budget);
    }
    duplicates(&packages, &budgets, &mut report);
    licences(&budgets, &mut report);
    if record {
        std::fs::write(FILE, recorded(&text, &report.ceilings)).unwrap();
        println!("\nnew ceilings are in {FILE}");
        return ExitCode::SUCCESS;
    }
    if report.wrong.is_empty() {
        return ExitCode::SUCCESS;
    }
    eprintln!("\n{}", report.wrong.join("\n"));
    eprintln!("Make it cheaper; where it is worth its price, say why and record it: cargo run --example budgets -- --record");
    ExitCode::FAILURE
}

fn binary() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from).join("release/amazon-help")
}

fn heading(title: &str) {
    println!("\n  {} {:>11} {:>11} {:>11}", wide(title), "found", "ceiling", "budget");
}

/// A name with blanks behind it, to the width of the first column.
fn wide(name: &str) -> String {
    format!("{name}{}", " ".repeat(46usize.saturating_sub(UnicodeWidthStr::width(name))))
}

/// A number as people read it.
fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let groups: Vec<&str> = digits.as_bytes().rchunks(3).rev().map(|group| std::str::from_utf8(group).unwrap()).collect();
    groups.join(" ")
}

fn there(program: &str) -> bool {
    Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

/// Runs the program as a shopper in Japan does, with nothing of this machine's settings.
fn cold(wrapper: &[&str], binary: &Path, run: &Run) -> Output {
    let mut command = Command::new(wrapper[0]);
    command.args(&wrapper[1..]).arg(binary).args(shell_words::split(&run.args).unwrap()).args(["--at", "2026-11-25T10:00"]);
    let path = std::env::var_os("PATH").unwrap_or_default();
    command.env_clear().env("PATH", path).env("LANG", "ja_JP.UTF-8").env("TZ", "Asia/Tokyo");
    command.env("AMAZON_HELP_CONFIG", "").env("AMAZON_HELP_OVERLAY", "");
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // A run that needs no input may have ended before it is given.
    let _ = child.stdin.take().unwrap().write_all(run.stdin.as_deref().unwrap_or_default().as_bytes());
    let out = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&out.stderr);
    assert!(matches!(out.status.code(), Some(0 | 10 | 20)) && !out.stdout.is_empty(), "{}: {said}", run.args);
    out
}

fn instructions(binary: &Path, run: &Run) -> u64 {
    let out = cold(&["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"], binary, run);
    let said = String::from_utf8_lossy(&out.stderr);
    let counted = said.lines().find_map(|line| line.split_once("Collected : ")?.1.trim().parse().ok());
    counted.unwrap_or_else(|| panic!("{}: nothing was counted: {said}", run.args))
}

/// The most memory that a run has at a time, in KB.
fn memory(binary: &Path, run: &Run) -> u64 {
    let out = cold(&["/usr/bin/time", "-f", "peak %M"], binary, run);
    let said = String::from_utf8_lossy(&out.stderr);
    // Time also says with which code the run ended.
    said.lines().find_map(|line| line.strip_prefix("peak ")?.parse().ok()).unwrap_or_else(|| panic!("{}: {said}", run.args))
}

/// Name, version and licence of each crate that these kinds of edges lead to, but for this one.
fn packages(edges: &str) -> BTreeSet<[String; 3]> {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(["tree", "--locked", "--prefix", "none", "--format", "{p}|{l}", "--edges", edges]);
    let out = command.output().unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let crates = String::from_utf8(out.stdout).unwrap();
    let rows = crates.lines().filter_map(|line| {
        let (package, licence) = line.trim_end_matches(" (*)").split_once('|')?;
        let mut words = package.split(' ');
        let row = [words.next()?, words.next()?.trim_start_matches('v'), licence.trim()].map(str::to_owned);
        Some(row)
    });
    rows.filter(|row| row[0] != env!("CARGO_PKG_NAME")).collect()
}

/// Crates of which the binary has more than one version, or is made with them.
fn duplicates(packages: &BTreeSet<[String; 3]>, budgets: &Budgets, report: &mut Report) {
    let mut versions: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for [name, version, _] in packages {
        versions.entry(name).or_default().insert(version);
    }
    versions.retain(|_, versions| versions.len() > 1);
    println!("\n  crates in more than one version");
    for (name, versions) in &versions {
        let versions = versions.iter().copied().collect::<Vec<_>>().join(", ");
        let reason = budgets.duplicates.get(*name);
        println!("  {name:<20} {versions:<20} {}", reason.map_or("NOT ALLOWED", String::as_str));
        if reason.is_none() {
            report.wrong.push(format!("{name} is there as {versions}: bring them together, or say in {FILE} why it cannot be helped"));
        }
    }
    for gone in budgets.duplicates.keys().filter(|name| !versions.contains_key(name.as_str())) {
        report.wrong.push(format!("{gone} is there in one version only: take it out of {FILE}"));
    }
}

/// Licences of all that is built, tests among it.
fn licences(budgets: &Budgets, report: &mut Report) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for [name, version, licence] in packages("normal,build,dev") {
        if !allowed(&licence, &budgets.licences) {
            report.wrong.push(format!("{name} {version}: its licence is {licence:?}, which {FILE} does not allow"));
        }
        *counts.entry(licence).or_default() += 1;
    }
    println!("\n  licences");
    counts.iter().for_each(|(licence, count)| println!("  {count:>4}  {licence}"));
}

/// Whether a licence expression can be met with these licences: one of each choice, and all that are asked for together.
fn allowed(expression: &str, licences: &[String]) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let spaced = spaced.split_whitespace().collect::<Vec<_>>().join(" ");
    // The innermost brackets first, each replaced by what came of it.
    if let Some((before, inside)) = spaced.split(')').next().filter(|part| part.len() < spaced.len()).and_then(|part| part.rsplit_once('('))
    {
        let after = &spaced[before.len() + inside.len() + 2..];
        let met = if allowed(inside, licences) { "met" } else { "unmet" };
        return allowed(&format!("{before} {met} {after}"), licences);
    }
    spaced
        .split(" OR ")
        .any(|choice| choice.split(" AND ").all(|one| one.trim() == "met" || licences.iter().any(|known| known == one.trim())))
}

/// The file with new ceilings, everything else as it was.
fn recorded(text: &str, ceilings: &[(String, u64)]) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines() {
        let of_line = ceilings.iter().find(|(name, _)| line.contains(&format!("= {name:?},")) || line.contains(&format!("= '{name}',")));
        lines.push(match (of_line, line.split_once("ceiling = ")) {
            (Some((_, ceiling)), Some((before, _))) => format!("{before}ceiling = {} }},", grouped(*ceiling).replace(' ', "_")),
            _ => line.to_owned(),
        });
    }
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_licence_is_met_by_one_of_each_choice() {
        let known = ["MIT".to_owned(), "Apache-2.0 WITH LLVM-exception".to_owned(), "Unicode-3.0".to_owned()];
        for (expression, met) in [
            ("MIT", true),
            ("MIT/Apache-2.0", true),
            ("GPL-3.0", false),
            ("GPL-3.0 OR MIT", true),
            ("Apache-2.0 WITH LLVM-exception", true),
            ("(MIT OR Apache-2.0) AND Unicode-3.0", true),
            ("(MIT OR Apache-2.0) AND BSD-3-Clause", false),
            ("(Apache-2.0 AND (GPL-3.0 OR MIT)) OR (Unicode-3.0 AND MIT)", true),
            ("(Apache-2.0 AND (GPL-3.0 OR MIT))", false),
            ("", false),
        ] {
            assert_eq!(allowed(expression, &known), met, "{expression}");
        }
    }

    #[test]
    fn only_ceilings_are_recorded() {
        let text = "# why\n  { args = \"a b\", budget = 5, ceiling = 1 },\n  { args = \"a\", ceiling = 1 },\n";
        let new = recorded(text, &[("a".to_owned(), 1234)]);
        assert_eq!(new, "# why\n  { args = \"a b\", budget = 5, ceiling = 1 },\n  { args = \"a\", ceiling = 1_234 },\n");
    }
}
