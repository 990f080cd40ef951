//! Many web addresses.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::{Cells, Frame, RowFormat};
use crate::ask::url;
use crate::batch::{Outcome, Row, Work};
use crate::kb::Kb;
use crate::show::json::{self, VERSION};
use crate::show::wrap::pad;
use crate::text::visible;

/// The columns that an answer adds to a CSV row.
const COLUMNS: [&str; 6] = ["verdict", "host", "registrable_domain", "imitates", "rules", "error"];

/// Width of the verdict in the list.
const VERDICT: usize = 14;

/// Checks web addresses and lays out the answers.
pub struct Urls<'a> {
    kb: &'a Kb,
    at: NaiveDate,
    frame: Frame,
}

impl<'a> Urls<'a> {
    /// As of a day, for an input with these columns, where it has any.
    pub fn new(kb: &'a Kb, at: NaiveDate, format: RowFormat, columns: Option<Vec<String>>) -> Urls<'a> {
        Urls { kb, at, frame: Frame { format, command: "check-url", columns, added: &COLUMNS } }
    }
}

impl Work for Urls<'_> {
    fn head(&self) -> Vec<u8> {
        match self.frame.format {
            RowFormat::Jsonl => Vec::new(),
            RowFormat::Csv => self.frame.csv_head(),
            RowFormat::Table(lang) => {
                format!("{} {}\n", pad(lang.pick("判定", "verdict"), VERDICT), lang.pick("アドレス", "address")).into_bytes()
            }
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
        let verdict = match self.frame.format {
            RowFormat::Jsonl => {
                let answer = url::ask(self.kb, input, self.at);
                let mut line = json!({ "schema": VERSION, "command": self.frame.command, "row": row.number });
                if let (Some(line), Value::Object(body)) = (line.as_object_mut(), json::url(&answer)) {
                    line.extend(body);
                }
                super::put_line(out, &line);
                answer.verdict
            }
            RowFormat::Csv => {
                let judgement = url::judge(self.kb, input);
                let mut cells = Cells::new(out);
                let error = self.frame.own(&mut cells, row, input);
                cells.add(judgement.verdict.id().as_bytes());
                cells.add(judgement.host().unwrap_or_default().as_bytes());
                cells.add(judgement.registrable().unwrap_or_default().as_bytes());
                cells.add(judgement.imitation.as_ref().map_or("", |i| i.word.as_str()).as_bytes());
                cells.add(judgement.rules.iter().map(|r| r.id.as_str()).collect::<Vec<_>>().join(" ").as_bytes());
                cells.add(judgement.address.as_ref().err().map_or(error, |why| why.id().as_bytes()));
                cells.end();
                judgement.verdict
            }
            RowFormat::Table(_) => {
                let judgement = url::judge(self.kb, input);
                out.extend(format!("{} {}\n", pad(judgement.verdict.id(), VERDICT), visible(input.trim())).as_bytes());
                judgement.verdict
            }
        };
        Outcome::Answered(verdict as usize)
    }
}
