//! One answer a row, for many numbers at once: JSON lines, CSV, or a plain list.

use serde_json::json;

use super::json::VERSION;
use super::wrap::pad;
use crate::ask::number::{self, Judgement, Question};
use crate::batch::{Row, Summary};
use crate::kb::Kb;
use crate::kb::record::Verdict;
use crate::text::phone::NotNumber;
use crate::text::{Lang, Text, visible};

/// Form of the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowFormat {
    /// One JSON object a line, with the fields of the single answer.
    Jsonl,
    /// The input's columns, and those of [`CSV_COLUMNS`].
    Csv,
    /// A line a number, to read.
    Table(Lang),
}

/// The columns that an answer adds to a CSV row.
pub const CSV_COLUMNS: [&str; 8] = ["verdict", "dial", "e164", "national", "class", "country", "rules", "error"];

/// Lays out rows; what many rows have in common is prepared once.
pub struct Layout<'a> {
    kb: &'a Kb,
    format: RowFormat,
    columns: Option<Vec<String>>,
    /// For each rule its id and its JSON but for what it matched.
    rules: Vec<(&'a str, String)>,
    /// For each number of the register its evidence.
    evidence: Vec<(&'a str, String)>,
    /// What to do after each verdict, for a number to dial and for one that called.
    next: Vec<String>,
    /// The reason of a number of which nothing is known.
    unknown: String,
}

impl<'a> Layout<'a> {
    /// A layout for an input with these columns, where it has any.
    pub fn new(kb: &'a Kb, format: RowFormat, columns: Option<Vec<String>>) -> Layout<'a> {
        let prepared = format == RowFormat::Jsonl;
        let rules = kb.number_rules().rule.iter().map(|rule| {
            let body = json!({
                "rule": rule.id,
                "severity": rule.severity,
                "text": rule.reason,
                "sources": rule.sources,
                "advice": rule.advice,
            });
            (rule.id.as_str(), open_object(&body.to_string()))
        });
        let evidence = kb.numbers().number.iter().map(|entry| {
            let rows: Vec<_> = number::evidence(kb, entry).iter().map(super::json::evidence).collect();
            (entry.e164.as_str(), json!(rows).to_string())
        });
        let next = Verdict::ALL.iter().flat_map(|v| [false, true].map(|incoming| json!(number::next(kb, *v, incoming)).to_string()));
        Layout {
            next: if prepared { next.collect() } else { Vec::new() },
            unknown: json!(super::json::reason(&number::unknown_reason(kb))).to_string(),
            kb,
            format,
            columns,
            rules: if prepared { rules.collect() } else { Vec::new() },
            evidence: if prepared { evidence.collect() } else { Vec::new() },
        }
    }

    /// What stands before the first row.
    pub fn head(&self) -> String {
        match self.format {
            RowFormat::Jsonl => String::new(),
            RowFormat::Csv => {
                let mut out = Vec::new();
                let mut cells = Cells::new(&mut out);
                match &self.columns {
                    Some(columns) => columns.iter().for_each(|c| cells.add(c.as_bytes())),
                    None => cells.add(b"input"),
                }
                CSV_COLUMNS.iter().for_each(|c| cells.add(c.as_bytes()));
                cells.end();
                String::from_utf8_lossy(&out).into_owned()
            }
            RowFormat::Table(lang) => {
                let titles = [lang.pick("判定", "verdict"), lang.pick("かける", "dial"), lang.pick("番号", "number")];
                format!("{} {} {}\n", pad(titles[0], VERDICT), pad(titles[1], DIAL), titles[2])
            }
        }
    }

    /// One answer.
    pub fn row(&self, out: &mut Vec<u8>, row: &Row<'_>, question: &Question<'_>, judgement: &Result<Judgement<'a>, NotNumber>) {
        match self.format {
            RowFormat::Jsonl => self.json(out, row, question, judgement),
            RowFormat::Csv => {
                let mut cells = Cells::new(out);
                self.columns_of(&mut cells, row, question.input);
                let verdict = judgement.as_ref().map_or(Verdict::NotAPhoneNumber, |j| j.verdict);
                cells.add(verdict.id().as_bytes());
                cells.add(number::dial(verdict).id().as_bytes());
                match judgement {
                    Ok(j) => {
                        cells.add(j.identity.e164.as_deref().unwrap_or_default().as_bytes());
                        cells.add(j.identity.written.as_bytes());
                        cells.add(j.identity.class.as_bytes());
                        cells.add(j.identity.country.as_deref().unwrap_or_default().as_bytes());
                        cells.add(j.rules.iter().map(|r| r.id.as_str()).collect::<Vec<_>>().join(" ").as_bytes());
                    }
                    Err(why) => {
                        [b""; 4].iter().for_each(|empty| cells.add(*empty));
                        cells.add(why.id().as_bytes());
                    }
                }
                cells.add(b"");
                cells.end();
            }
            RowFormat::Table(_) => {
                let verdict = judgement.as_ref().map_or(Verdict::NotAPhoneNumber, |j| j.verdict);
                let shown = match judgement {
                    Ok(j) => j.identity.written.clone(),
                    Err(_) => visible(question.input.trim()),
                };
                let line = format!("{} {} {shown}\n", pad(verdict.id(), VERDICT), pad(number::dial(verdict).id(), DIAL));
                out.extend(line.as_bytes());
            }
        }
    }

    /// A row that could not be read.
    pub fn bad(&self, out: &mut Vec<u8>, row: &Row<'_>, why: &Text) {
        match self.format {
            RowFormat::Jsonl => {
                let line = json!({ "schema": VERSION, "command": "check-number", "row": row.number, "input": null, "error": why });
                out.extend(line.to_string().as_bytes());
                out.push(b'\n');
            }
            RowFormat::Csv => {
                let mut cells = Cells::new(out);
                self.columns_of(&mut cells, row, "");
                CSV_COLUMNS[1..].iter().for_each(|_| cells.add(b""));
                cells.add(why.en.as_bytes());
                cells.end();
            }
            RowFormat::Table(lang) => {
                let line = format!("{} {} {}: {}\n", pad("-", VERDICT), pad("-", DIAL), row.number, why.get(lang));
                out.extend(line.as_bytes());
            }
        }
    }

    /// The row's own columns, as many as the header has.
    fn columns_of(&self, cells: &mut Cells<'_>, row: &Row<'_>, input: &str) {
        match &self.columns {
            Some(columns) => {
                for n in 0..columns.len() {
                    let field = row.columns.get(n).map_or(&[][..], Vec::as_slice);
                    match std::str::from_utf8(field) {
                        Ok(_) => cells.add(field),
                        Err(_) => cells.add(String::from_utf8_lossy(field).as_bytes()),
                    }
                }
            }
            None => cells.add(input.as_bytes()),
        }
    }

    fn json(&self, out: &mut Vec<u8>, row: &Row<'_>, question: &Question<'_>, judgement: &Result<Judgement<'a>, NotNumber>) {
        let Ok(j) = judgement else {
            let answer = number::ask(self.kb, question);
            return self.whole(out, row, &answer);
        };
        // A number that the register has in more words than rules and evidence say is answered in full.
        let Some(base) = self.plain_reason(j) else {
            let answer = number::ask(self.kb, question);
            return self.whole(out, row, &answer);
        };
        let put = |out: &mut Vec<u8>, text: &str| out.extend(text.as_bytes());
        let text = |out: &mut Vec<u8>, value: Option<&str>| {
            // Writing to memory does not fail.
            let _ = match value {
                Some(value) => serde_json::to_writer(&mut *out, value),
                None => serde_json::to_writer(&mut *out, &()),
            };
        };
        put(out, "{\"schema\":\"");
        put(out, VERSION);
        put(out, "\",\"command\":\"check-number\",\"row\":");
        put(out, &row.number.to_string());
        put(out, ",\"input\":");
        text(out, Some(question.input));
        put(out, ",\"verdict\":\"");
        put(out, j.verdict.id());
        put(out, "\",\"dial\":\"");
        put(out, number::dial(j.verdict).id());
        put(out, "\",\"e164\":");
        text(out, j.identity.e164.as_deref());
        put(out, ",\"national\":");
        text(out, Some(&j.identity.written));
        put(out, ",\"class\":\"");
        put(out, j.identity.class);
        put(out, "\",\"country\":");
        text(out, j.identity.country.as_deref());
        put(out, ",\"area\":");
        let _ = serde_json::to_writer(&mut *out, &j.identity.area);
        put(out, ",\"caller_pays\":");
        let pays = self.kb.japan().class(j.identity.class).and_then(|c| c.caller_pays);
        let _ = serde_json::to_writer(&mut *out, &pays);
        put(out, ",\"reasons\":[");
        for rule in &j.rules {
            if let Some((_, body)) = self.rules.iter().find(|(id, _)| *id == rule.id) {
                put(out, body);
                put(out, ",\"matched\":");
                text(out, Some(&number::matched(j, rule, question)));
                put(out, "},");
            }
        }
        put(out, base);
        put(out, "],\"evidence\":");
        let evidence = j.entry.and_then(|e| self.evidence.iter().find(|(e164, _)| *e164 == e.e164));
        put(out, evidence.map_or("[]", |(_, rows)| rows.as_str()));
        put(out, ",\"next\":");
        put(out, &self.next[j.verdict as usize * 2 + usize::from(question.incoming)]);
        put(out, "}\n");
    }

    /// What the digits alone tell, where nothing more is known of a number than that; none where the register or a service has words of its own.
    fn plain_reason(&self, j: &Judgement<'_>) -> Option<&str> {
        let plain = j.entry.is_none() && j.service.is_none() && j.spelling.extension.is_none();
        plain.then_some(self.unknown.as_str())
    }

    /// An answer in full.
    fn whole(&self, out: &mut Vec<u8>, row: &Row<'_>, answer: &number::Answer) {
        let mut line = json!({ "schema": VERSION, "command": "check-number", "row": row.number });
        if let (Some(line), serde_json::Value::Object(body)) = (line.as_object_mut(), super::json::number(answer)) {
            line.extend(body);
        }
        out.extend(line.to_string().as_bytes());
        out.push(b'\n');
    }
}

/// How many of each verdict there were, in one line.
pub fn summary(summary: &Summary, lang: Lang) -> String {
    let counts: Vec<String> =
        Verdict::ALL.iter().zip(summary.verdicts).filter(|(_, n)| *n > 0).map(|(v, n)| format!("{} {n}", v.id())).collect();
    let counts = if counts.is_empty() { "-".to_owned() } else { counts.join(", ") };
    lang.pick(
        format!("{}件を調べました: {counts}。読めなかった行: {}\n", summary.rows, summary.bad),
        format!("{} rows checked: {counts}; rows that could not be read: {}\n", summary.rows, summary.bad),
    )
}

/// Columns of the list.
const VERDICT: usize = 18;
const DIAL: usize = 15;

/// A JSON object without its last brace, for more fields to follow.
fn open_object(object: &str) -> String {
    object.strip_suffix('}').unwrap_or(object).to_owned()
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
