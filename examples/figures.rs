//! How well the rules do on rows that somebody has labelled.
//!
//! `cargo run --release --example figures -- QUESTION FILE TEXT [LABEL]`
//!
//! * QUESTION: `url`, `message` or `issue`.
//! * FILE: CSV with a heading, or JSON lines (named `….jsonl`).
//! * TEXT: the column with the address, message or question. A message may have `from` and `subject` beside it.
//! * LABEL: the column with what is true of it; without one all rows are counted together. For `issue` it has the ids that are right, the best
//!   first, with spaces between them, or `none`.
//!
//! For checks it prints how many of each label got which verdict, for issues how often the first and one of the first three candidates was right, and how
//! often `none` was recognised; `missed` lists the rows that were not. Nothing is asserted: what is good enough depends on the data.
#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs, reason = "a tool for maintainers prints its figures")]

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Mutex;

use amazon_help::ask::issues::Matcher;
use amazon_help::ask::{message, url};
use amazon_help::batch::{self, Encoding, ExtraColumn, Form, Outcome, Row, Source, Work};
use amazon_help::kb::Kb;
use amazon_help::kb::record::Found;
use amazon_help::text::mail::{self, MAX_BYTES};

/// What goes with a row: its label, then what a message has beside its text.
const BESIDE: [&str; 2] = ["from", "subject"];

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [question, file, text, label @ ..] = args.as_slice() else {
        println!("figures url|message|issue FILE TEXT [LABEL]");
        return;
    };
    let kb: &'static Kb = Box::leak(Box::new(Kb::built_in()));
    let checker = message::Checker::for_many(kb);
    let matcher = Matcher::for_many(kb);
    let at = chrono::Utc::now().date_naive();
    let judge: Judge<'_> = match question.as_str() {
        "url" => Box::new(|row, _| url::judge(kb, row.value.as_deref().unwrap()).verdict.id().to_owned()),
        "message" => Box::new(|row, _| {
            let (from, subject) = (row.extra(1), row.extra(2));
            let kind = if from.is_some() || subject.is_some() { Found::Email } else { Found::Sms };
            let mail = mail::from_text(row.value.as_deref().unwrap(), from.as_deref(), subject.as_deref());
            checker.judge(&message::Question { mail: &mail, kind, at }).verdict.id().to_owned()
        }),
        "issue" => Box::new(|row, label| place(&matcher, row.value.as_deref().unwrap(), label)),
        other => {
            println!("there is no question {other}: url, message or issue");
            return;
        }
    };
    let beside = label.first().into_iter().map(String::as_str).chain(if label.is_empty() { vec!["label"] } else { vec![] }).chain(BESIDE);
    let extras = beside.map(|name| ExtraColumn { name: name.to_owned(), required: false }).collect();
    let form = if file.ends_with(".jsonl") { Form::Json(text.clone(), extras) } else { Form::Csv(text.clone(), extras) };
    let source = Source::open(Path::new(file), form, Encoding::Auto, MAX_BYTES).unwrap();
    let counting = Counting { judge, issue: question == "issue", counts: Mutex::default() };
    let summary = batch::run(source, &counting, &mut std::io::stdout(), |_, _| {}).unwrap();
    let counts = counting.counts.into_inner().unwrap();
    let mut totals: BTreeMap<&str, u32> = BTreeMap::new();
    counts.iter().for_each(|((label, _), n)| *totals.entry(label).or_default() += n);
    println!("{:<24} {:<20} {:>6}  share", "label", "came out as", "rows");
    for ((label, verdict), n) in &counts {
        println!("{label:<24} {verdict:<20} {n:>6}  {:5.1} %", 100.0 * f64::from(*n) / f64::from(totals[label.as_str()]));
    }
    println!("{} rows, {} that could not be read", summary.rows, summary.bad);
}

/// Gives what a row with a label comes out as.
type Judge<'a> = Box<dyn Fn(&Row<'_>, &str) -> String + Sync + 'a>;

struct Counting<'a> {
    judge: Judge<'a>,
    issue: bool,
    counts: Mutex<BTreeMap<(String, String), u32>>,
}

impl Work for Counting<'_> {
    fn head(&self) -> Vec<u8> {
        Vec::new()
    }

    fn row(&self, out: &mut Vec<u8>, row: &Row<'_>) -> Outcome {
        if row.value.is_err() {
            return Outcome::Bad;
        }
        let label = row.extra(0).map_or_else(|| "all".to_owned(), |l| l.into_owned());
        let came_out = (self.judge)(row, &label);
        let label = match (self.issue, label.as_str()) {
            (true, "none") => "none".to_owned(),
            (true, _) => "an issue".to_owned(),
            _ => label,
        };
        if self.issue && !came_out.starts_with("right") {
            out.extend(format!("missed {}: {came_out}\n", row.number).into_bytes());
        }
        *self.counts.lock().unwrap().entry((label, came_out.split(',').next().unwrap().to_owned())).or_default() += 1;
        Outcome::Answered(0)
    }
}

/// Where the right issue stands among the candidates.
fn place(matcher: &Matcher<'_>, text: &str, label: &str) -> String {
    let found = matcher.rank(text);
    let right: Vec<&str> = label.split(' ').collect();
    let is_right = |id: &str| right.contains(&id);
    let first = found.issue.map_or("none", |i| i.id.as_str());
    let said: Vec<&str> = found.candidates.iter().take(3).map(|c| c.issue.id.as_str()).collect();
    let told = format!("{label}, not {first} ({})", said.join(" "));
    match () {
        () if is_right(first) => "right".to_owned(),
        () if right == ["none"] => format!("taken for an issue, {told}"),
        () if first == "none" && is_right(said[0]) => format!("first but unsure, {told}"),
        () if said.iter().any(|id| is_right(id)) => format!("among three, {told}"),
        () => format!("wrong, {told}"),
    }
}
