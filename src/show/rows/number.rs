//! Many numbers: what many rows have in common is prepared once, and JSON is written without a tree in between.

use std::io::Write;

use serde_json::json;

use chrono::NaiveDate;

use super::{Cells, Frame, RowFormat, open_object};
use crate::ask::number::{self, Judgement, Question};
use crate::batch::{Outcome, Row, Work};
use crate::kb::Kb;
use crate::kb::record::{Found, Verdict};
use crate::show::json::VERSION;
use crate::show::wrap::pad;
use crate::text::phone::NotNumber;
use crate::text::{Text, may_act, quiet_json, visible};

/// What is asked of every number.
#[derive(Debug, Clone, Copy)]
pub struct Context {
    /// Where the numbers were found, unless a row says otherwise.
    pub found: Option<Found>,
    /// Whether they called.
    pub incoming: bool,
    /// As of which day.
    pub at: NaiveDate,
}

/// The columns that an answer adds to a CSV row.
const COLUMNS: [&str; 8] = ["verdict", "dial", "e164", "national", "class", "country", "rules", "error"];

/// Checks numbers and lays out the answers.
pub struct Numbers<'a> {
    kb: &'a Kb,
    context: Context,
    frame: Frame,
    /// For each rule its id and its JSON but for what it matched.
    rules: Vec<(&'a str, String)>,
    /// What to do after each verdict, for a number to dial and for one that called.
    next: Vec<String>,
    /// The reason of a number of which nothing is known.
    unknown: String,
    /// For each class of numbers whether the caller pays, and what a call costs.
    costs: Vec<(&'a str, String)>,
    /// Whether nothing that such an answer rests on is overdue.
    fresh: bool,
}

impl<'a> Numbers<'a> {
    /// For an input with these columns, where it has any.
    pub fn new(kb: &'a Kb, context: Context, format: RowFormat, columns: Option<Vec<String>>) -> Numbers<'a> {
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
        let costs = kb.japan().classes().iter().map(|class| {
            let [pays, cost] = [json!(class.caller_pays), json!(class.cost)];
            (class.id.as_str(), format!("{pays},\"cost\":{cost}"))
        });
        let next = Verdict::ALL.iter().flat_map(|v| [false, true].map(|incoming| json!(number::next(kb, *v, incoming)).to_string()));
        Numbers {
            next: if prepared { next.collect() } else { Vec::new() },
            unknown: json!(crate::show::json::reason(&number::unknown_reason(kb))).to_string(),
            costs: if prepared { costs.collect() } else { Vec::new() },
            fresh: prepared && number::is_fresh(kb, context.at),
            kb,
            context,
            frame: Frame { format, command: "check-number", columns, added: &COLUMNS },
            rules: if prepared { rules.collect() } else { Vec::new() },
        }
    }

    /// One answer.
    fn answer(&self, out: &mut Vec<u8>, row: &Row<'_>, question: &Question<'_>, judgement: &Result<Judgement<'a>, NotNumber>) {
        match self.frame.format {
            RowFormat::Jsonl => self.json(out, row, question, judgement),
            RowFormat::Csv => {
                let mut cells = Cells::new(out);
                let error = self.frame.own(&mut cells, row, question.input);
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
                cells.add(error);
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

    fn json(&self, out: &mut Vec<u8>, row: &Row<'_>, question: &Question<'_>, judgement: &Result<Judgement<'a>, NotNumber>) {
        let Ok(j) = judgement else {
            let answer = number::ask(self.kb, question);
            return self.whole(out, row, &answer);
        };
        let Some(base) = self.plain_reason(j) else {
            let answer = number::ask(self.kb, question);
            return self.whole(out, row, &answer);
        };
        let put = |out: &mut Vec<u8>, text: &str| out.extend(text.as_bytes());
        let text = |out: &mut Vec<u8>, value: Option<&str>| {
            // Writing to memory does not fail.
            let _ = match value {
                Some(value) if may_act(value.as_bytes()) => {
                    put(out, &quiet_json(json!(value).to_string()));
                    Ok(())
                }
                // Nearly all are digits and letters, which stand for themselves.
                Some(value) if value.bytes().all(|b| !matches!(b, 0..0x20 | b'"' | b'\\' | 0x80..)) => {
                    out.push(b'"');
                    put(out, value);
                    out.push(b'"');
                    Ok(())
                }
                Some(value) => serde_json::to_writer(&mut *out, value),
                None => serde_json::to_writer(&mut *out, &()),
            };
        };
        put(out, "{\"schema\":\"");
        put(out, VERSION);
        put(out, "\",\"command\":\"check-number\",\"row\":");
        let _ = write!(out, "{}", row.number);
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
        match j.identity.area {
            Some((ja, en)) => {
                put(out, "{\"ja\":");
                text(out, Some(ja));
                put(out, ",\"en\":");
                text(out, Some(en));
                put(out, "}");
            }
            None => put(out, "null"),
        }
        put(out, ",\"extension\":null,\"written\":[");
        for (at, sign) in j.spelling.signs.iter().enumerate() {
            put(out, if at > 0 { ",\"" } else { "\"" });
            put(out, sign.id());
            put(out, "\"");
        }
        put(out, "],\"name\":null,\"caller_pays\":");
        let costs = self.costs.iter().find(|(class, _)| *class == j.identity.class);
        put(out, costs.map_or("null,\"cost\":null", |(_, costs)| costs.as_str()));
        put(out, ",\"not_a_number\":null,\"reasons\":[");
        for rule in &j.rules {
            if let Some((_, body)) = self.rules.iter().find(|(id, _)| *id == rule.id) {
                put(out, body);
                put(out, ",\"matched\":");
                text(out, Some(&number::matched(j, rule, question)));
                put(out, "},");
            }
        }
        put(out, base);
        put(out, "],\"evidence\":[],\"next\":");
        put(out, &self.next[j.verdict as usize * 2 + usize::from(question.incoming)]);
        put(out, ",\"overdue\":null}\n");
    }

    /// What the digits alone tell, where nothing more is known of a number than that; none where the register or a service has words of its own, or
    /// something is overdue.
    fn plain_reason(&self, j: &Judgement<'_>) -> Option<&str> {
        let plain = self.fresh && j.entry.is_none() && j.service.is_none() && j.spelling.extension.is_none();
        plain.then_some(self.unknown.as_str())
    }

    /// An answer in full.
    fn whole(&self, out: &mut Vec<u8>, row: &Row<'_>, answer: &number::Answer) {
        let mut line = json!({ "schema": VERSION, "command": "check-number", "row": row.number });
        if let (Some(line), serde_json::Value::Object(body)) = (line.as_object_mut(), crate::show::json::number(answer)) {
            line.extend(body);
        }
        super::put_line(out, &line);
    }
}

impl Work for Numbers<'_> {
    fn head(&self) -> Vec<u8> {
        match self.frame.format {
            RowFormat::Jsonl => Vec::new(),
            RowFormat::Csv => self.frame.csv_head(),
            RowFormat::Table(lang) => {
                let titles = [lang.pick("判定", "verdict"), lang.pick("かける", "dial"), lang.pick("番号", "number")];
                format!("{} {} {}\n", pad(titles[0], VERDICT), pad(titles[1], DIAL), titles[2]).into_bytes()
            }
        }
    }

    fn row(&self, out: &mut Vec<u8>, row: &Row<'_>) -> Outcome {
        let value = match &row.value {
            Ok(value) => value,
            Err(why) => {
                self.frame.bad(out, row, &why.text());
                return Outcome::Bad;
            }
        };
        let mut found = self.context.found;
        if let Some(text) = row.extra(0) {
            let place = Found::ALL.iter().find(|f| f.id() == text.trim());
            if place.is_none() {
                self.frame.bad(out, row, &unknown_place(text.trim()));
                return Outcome::Bad;
            }
            found = place.copied();
        }
        let question = Question { input: value, found, incoming: self.context.incoming, at: self.context.at };
        let judgement = number::judge(self.kb, &question);
        let verdict = judgement.as_ref().map_or(Verdict::NotAPhoneNumber, |j| j.verdict);
        self.answer(out, row, &question, &judgement);
        Outcome::Answered(verdict as usize)
    }
}

fn unknown_place(text: &str) -> Text {
    let all = Found::ALL.iter().map(|f| f.id()).collect::<Vec<_>>().join(" ");
    let text = visible(text);
    Text::new(
        format!("「{text}」という場所はありません。使えるもの: {all}"),
        format!("\"{text}\" is no place a number is found at; use one of: {all}"),
    )
}

/// Columns of the list.
const VERDICT: usize = 18;
const DIAL: usize = 15;
