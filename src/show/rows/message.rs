//! Many messages.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::{Cells, Frame, RowFormat};
use crate::ask::message::{Checker, Judgement, Question};
use crate::batch::{Extra, Outcome, Row, Work};
use crate::kb::record::{Found, MessageVerdict, Severity};
use crate::show::json::{self, VERSION};
use crate::show::wrap::pad;
use crate::text::{mail, quiet_json};

/// The columns that an answer adds to a CSV row.
const COLUMNS: [&str; 5] = ["verdict", "rules", "urls", "numbers", "error"];

/// What goes with a message, in the order in which rows carry it.
pub const EXTRAS: [&str; 3] = ["id", "from", "subject"];

/// Width of the verdict in the list.
const VERDICT: usize = 18;

/// Checks messages and lays out the answers.
pub struct Messages<'a> {
    checker: Checker<'a>,
    kind: Option<Found>,
    at: NaiveDate,
    frame: Frame,
    /// For each verdict what to do now, and what when it has happened already, as JSON behind other fields.
    steps: Vec<String>,
}

impl<'a> Messages<'a> {
    /// For an input with these columns, where it has any. Without `kind`, a message with a sender or a subject is an e-mail, another a text.
    pub fn new(checker: Checker<'a>, kind: Option<Found>, at: NaiveDate, format: RowFormat, columns: Option<Vec<String>>) -> Messages<'a> {
        let steps = MessageVerdict::ALL.iter().map(|verdict| {
            let (next, after) = checker.steps(*verdict);
            quiet_json(format!(",\"next\":{},\"after\":{}}}", json!(next), json::after(&after)))
        });
        let steps = if format == RowFormat::Jsonl { steps.collect() } else { Vec::new() };
        Messages { checker, kind, at, steps, frame: Frame { format, command: "check-message", columns, added: &COLUMNS } }
    }
}

impl Work for Messages<'_> {
    fn head(&self) -> Vec<u8> {
        match self.frame.format {
            RowFormat::Jsonl => Vec::new(),
            RowFormat::Csv => self.frame.csv_head(),
            RowFormat::Table(lang) => format!("{} {}\n", pad(lang.pick("判定", "verdict"), VERDICT), lang.pick("行", "row")).into_bytes(),
        }
    }

    fn row(&self, out: &mut Vec<u8>, row: &Row<'_>) -> Outcome {
        let text = match &row.value {
            Ok(text) => text,
            Err(why) => {
                self.frame.bad(out, row, &why.text());
                return Outcome::Bad;
            }
        };
        let (from, subject) = (row.extra(1), row.extra(2));
        let message = mail::from_text(text, from.as_deref(), subject.as_deref());
        let written = if from.is_some() || subject.is_some() { Found::Email } else { Found::Sms };
        let question = Question { mail: &message, kind: self.kind.unwrap_or(written), at: self.at };
        if self.frame.format != RowFormat::Jsonl {
            return self.short(out, row, text, &self.checker.judge(&question));
        }
        let answer = self.checker.ask_in_row(&question);
        let mut line = json!({ "schema": VERSION, "command": self.frame.command, "row": row.number });
        if let (Some(line), Value::Object(body)) = (line.as_object_mut(), json::message_in_row(&answer)) {
            match row.extras.first() {
                Some(Some(Extra::Text(id))) => line.insert("id".to_owned(), json!(id)),
                Some(Some(Extra::Number(id))) => line.insert("id".to_owned(), json!(id)),
                _ => line.insert("input".to_owned(), json!(text)),
            };
            line.extend(body);
        }
        let line = quiet_json(line.to_string());
        out.extend(line.strip_suffix('}').unwrap_or(&line).as_bytes());
        out.extend(self.steps[answer.verdict as usize].as_bytes());
        out.push(b'\n');
        Outcome::Answered(answer.verdict as usize)
    }
}

impl Messages<'_> {
    /// A row of CSV or of the list.
    fn short(&self, out: &mut Vec<u8>, row: &Row<'_>, text: &str, judgement: &Judgement<'_>) -> Outcome {
        let warn = judgement.matches.iter().map(|m| m.rule).filter(|rule| rule.severity > Severity::Note);
        let rules = warn.map(|rule| rule.id.as_str()).collect::<Vec<_>>().join(" ");
        if self.frame.format == RowFormat::Csv {
            let links: Vec<&str> = judgement.found.links.iter().map(|l| l.text.as_str()).collect();
            let numbers: Vec<&str> = judgement.found.numbers.iter().filter_map(|n| n.judgement.identity.e164.as_deref()).collect();
            let mut cells = Cells::new(out);
            let error = self.frame.own(&mut cells, row, text);
            for cell in [judgement.verdict.id(), &rules, &links.join(" "), &numbers.join(" ")] {
                cells.add(cell.as_bytes());
            }
            cells.add(error);
            cells.end();
        } else {
            out.extend(format!("{} {} {rules}\n", pad(judgement.verdict.id(), VERDICT), row.number).as_bytes());
        }
        Outcome::Answered(judgement.verdict as usize)
    }
}
