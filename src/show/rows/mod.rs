//! One answer a row, for many questions at once: JSON lines, CSV, or a plain list.

mod issue;
mod message;
mod number;
mod url;

use serde_json::json;

use super::json::VERSION;
use crate::batch::{Row, Summary};
use crate::text::{Lang, Text, acts, may_act, quiet_json};

pub use issue::{Issues, OUTCOMES as ISSUE_OUTCOMES};
pub use message::{EXTRAS as MESSAGE_EXTRAS, Messages};
pub use number::{Context, Numbers};
pub use url::Urls;

/// Form of the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowFormat {
    /// One JSON object a line, with the fields of the single answer.
    Jsonl,
    /// The input's columns, and those of the answer.
    Csv,
    /// A line an item, to read.
    Table(Lang),
}

/// What all rows have in common, whatever is asked.
pub struct Frame {
    /// Form of the rows.
    pub format: RowFormat,
    /// The command, as JSON names it.
    pub command: &'static str,
    /// The input's columns, where it has any.
    pub columns: Option<Vec<String>>,
    /// The columns that the answer adds; the last is for errors.
    pub added: &'static [&'static str],
}

impl Frame {
    /// The first row of CSV.
    fn csv_head(&self) -> Vec<u8> {
        let mut out = Vec::new();
        let mut cells = Cells::new(&mut out);
        match &self.columns {
            Some(columns) => columns.iter().for_each(|c| cells.add(c.as_bytes())),
            None => cells.add(b"input"),
        }
        self.added.iter().for_each(|c| cells.add(c.as_bytes()));
        cells.end();
        out
    }

    /// A row that could not be read.
    fn bad(&self, out: &mut Vec<u8>, row: &Row<'_>, why: &Text) {
        match self.format {
            RowFormat::Jsonl => {
                let line = json!({ "schema": VERSION, "command": self.command, "row": row.number, "input": null, "error": why });
                put_line(out, &line);
            }
            RowFormat::Csv => {
                let mut cells = Cells::new(out);
                self.own(&mut cells, row, "");
                self.added[1..].iter().for_each(|_| cells.add(b""));
                cells.add(why.en.as_bytes());
                cells.end();
            }
            RowFormat::Table(lang) => out.extend(format!("- {}: {}\n", row.number, why.get(lang)).as_bytes()),
        }
    }

    /// The row's own columns, as many as the header has. What is to stand in its last one, for errors, is returned: whether one of them is no text.
    fn own(&self, cells: &mut Cells<'_>, row: &Row<'_>, input: &str) -> &'static [u8] {
        let Some(columns) = &self.columns else {
            cells.add(input.as_bytes());
            return b"";
        };
        let mut error: &[u8] = b"";
        for n in 0..columns.len() {
            let field = row.columns.get(n).copied().unwrap_or_default();
            match std::str::from_utf8(field) {
                Ok(_) => cells.add(field),
                Err(_) => {
                    cells.add(String::from_utf8_lossy(field).as_bytes());
                    error = GARBLED;
                }
            }
        }
        error
    }
}

/// What a row says of another column than the item's that is in another encoding than the file.
const GARBLED: &[u8] = b"a column of this row cannot be read as text (give --encoding if the file is in another one)";

/// A JSON object without its last brace, for more fields to follow.
fn open_object(object: &str) -> String {
    object.strip_suffix('}').unwrap_or(object).to_owned()
}

/// A JSON object on a line of its own.
fn put_line(out: &mut Vec<u8>, line: &serde_json::Value) {
    out.extend(quiet_json(line.to_string()).as_bytes());
    out.push(b'\n');
}

/// How many of each verdict there were, in one line; `ids` are those of the question's verdicts.
pub fn summary(summary: &Summary, ids: &[&str], lang: Lang) -> String {
    let counts: Vec<String> = ids.iter().zip(&summary.verdicts).filter(|(_, n)| **n > 0).map(|(id, n)| format!("{id} {n}")).collect();
    let counts = if counts.is_empty() { "-".to_owned() } else { counts.join(", ") };
    lang.pick(
        format!("{}件を調べました: {counts}。読めなかった行: {}\n", summary.rows, summary.bad),
        format!("{} rows checked: {counts}; rows that could not be read: {}\n", summary.rows, summary.bad),
    )
}

/// A cell in which nothing acts on the terminal; ends of lines stay as they are.
fn shown(cell: &str) -> String {
    let mut shown = String::with_capacity(cell.len() + 16);
    let mut chars = cell.chars().peekable();
    while let Some(c) = chars.next() {
        let line_end = c == '\r' && chars.peek() == Some(&'\n');
        if acts(c) && !line_end { shown.extend(c.escape_unicode()) } else { shown.push(c) }
    }
    shown
}

/// The cells of a CSV row, quoted where they have to be (RFC 4180). What a spreadsheet would run as a formula is the input's own matter and is
/// kept.
struct Cells<'a> {
    out: &'a mut Vec<u8>,
    first: bool,
}

impl<'a> Cells<'a> {
    fn new(out: &'a mut Vec<u8>) -> Cells<'a> {
        Cells { out, first: true }
    }

    fn add(&mut self, text: &[u8]) {
        match std::str::from_utf8(text) {
            Ok(words) if may_act(text) && words.chars().any(acts) => self.put(shown(words).as_bytes()),
            _ => self.put(text),
        }
    }

    fn put(&mut self, text: &[u8]) {
        if !std::mem::replace(&mut self.first, false) {
            self.out.push(b',');
        }
        if text.iter().any(|b| matches!(b, b'"' | b',' | b'\n' | b'\r')) {
            self.out.push(b'"');
            for byte in text {
                if *byte == b'"' {
                    self.out.push(b'"');
                }
                self.out.push(*byte);
            }
            self.out.push(b'"');
        } else {
            self.out.extend(text);
        }
    }

    fn end(self) {
        self.out.push(b'\n');
    }
}
