//! Many descriptions of problems.

use serde_json::{Value, json};

use super::{Cells, Frame, RowFormat};
use crate::ask::issues::{CANDIDATES, Matcher};
use crate::batch::{Outcome, Row, Work};
use crate::show::json::{self, VERSION};
use crate::show::wrap::pad;
use crate::text::visible;

/// The columns that an answer adds to a CSV row.
const COLUMNS: [&str; 4] = ["issue", "candidates", "aside", "error"];

/// Width of the id in the list.
const ID: usize = 24;

/// What a row can come to, in the order of the summary.
pub const OUTCOMES: [&str; 2] = ["matched", "none"];

/// Finds issues and lays out the answers.
pub struct Issues<'a> {
    matcher: Matcher<'a>,
    frame: Frame,
}

impl<'a> Issues<'a> {
    /// For an input with these columns, where it has any.
    pub fn new(matcher: Matcher<'a>, format: RowFormat, columns: Option<Vec<String>>) -> Issues<'a> {
        Issues { matcher, frame: Frame { format, command: "issues", columns, added: &COLUMNS } }
    }
}

impl Work for Issues<'_> {
    fn head(&self) -> Vec<u8> {
        match self.frame.format {
            RowFormat::Jsonl => Vec::new(),
            RowFormat::Csv => self.frame.csv_head(),
            RowFormat::Table(lang) => format!("{} {}\n", pad(lang.pick("用件", "issue"), ID), lang.pick("文", "text")).into_bytes(),
        }
    }

    fn row(&self, out: &mut Vec<u8>, row: &Row<'_>) -> Outcome {
        let input = match &row.value {
            Ok(input) => input,
            Err(why) => {
                self.frame.bad(out, row, &why.text());
                return Outcome::Bad;
            }
        };
        let answer = self.matcher.rank(input);
        let issue = answer.issue.map_or("none", |i| i.id.as_str());
        match self.frame.format {
            RowFormat::Jsonl => {
                let mut line = json!({ "schema": VERSION, "command": self.frame.command, "row": row.number });
                if let (Some(line), Value::Object(body)) = (line.as_object_mut(), json::issues(&answer)) {
                    line.extend(body);
                }
                super::put_line(out, &line);
            }
            RowFormat::Csv => {
                let candidates: Vec<&str> = answer.candidates.iter().take(CANDIDATES).map(|c| c.issue.id.as_str()).collect();
                let mut cells = Cells::new(out);
                let error = self.frame.own(&mut cells, row, input);
                for cell in [issue, &candidates.join(" "), answer.aside.map_or("", |a| a.id.as_str())] {
                    cells.add(cell.as_bytes());
                }
                cells.add(error);
                cells.end();
            }
            RowFormat::Table(_) => out.extend(format!("{} {}\n", pad(issue, ID), visible(input.trim())).as_bytes()),
        }
        Outcome::Answered(usize::from(answer.issue.is_none()))
    }
}
