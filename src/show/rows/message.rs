//! Many messages.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::{Value, json};

use super::{Cells, Frame, RowFormat};
use crate::ask::Reason;
use crate::ask::message::{
    Checker, Judgement, Match, NumberFound, Question, beyond_rules, found_phrases, matched, number_verdict, overdue,
};
use crate::batch::{Extra, Outcome, Row, Work};
use crate::kb::Kb;
use crate::kb::record::{Found, MessageVerdict, Severity, Verdict};
use crate::show::json::{self, VERSION};
use crate::show::wrap::pad;
use crate::text::mail::{self, Mail};
use crate::text::{Text, quiet_json};

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
    kb: &'a Kb,
    /// For each rule its reason as JSON, but for what it matched.
    reasons: HashMap<&'a str, String>,
    /// All that may be to do now, as JSON.
    next: Vec<String>,
    /// For each verdict what to do when it has happened already, as JSON.
    after: Vec<String>,
}

impl<'a> Messages<'a> {
    /// For an input with these columns, where it has any. Without `kind`, a message with a sender or a subject is an e-mail, another a text.
    pub fn new(
        kb: &'a Kb,
        checker: Checker<'a>,
        kind: Option<Found>,
        at: NaiveDate,
        format: RowFormat,
        columns: Option<Vec<String>>,
    ) -> Messages<'a> {
        let rules = kb.message_rules().rule.iter().filter(|rule| rule.severity > Severity::Note);
        let reasons = rules.map(|rule| {
            let body =
                json!({ "rule": rule.id, "severity": rule.severity, "text": rule.reason, "sources": rule.sources, "advice": rule.advice });
            (rule.id.as_str(), super::open_object(&quiet_json(body.to_string())))
        });
        let reasons = if format == RowFormat::Jsonl { reasons.collect() } else { HashMap::new() };
        let quiet = |value: serde_json::Value| quiet_json(value.to_string());
        let (next, after) = if format == RowFormat::Jsonl {
            let after = MessageVerdict::ALL.iter().map(|verdict| quiet(json::after(&checker.after(*verdict))));
            (checker.all_next().into_iter().map(|text| quiet(json!(text))).collect(), after.collect())
        } else {
            (Vec::new(), Vec::new())
        };
        Messages {
            kb,
            checker,
            kind,
            at,
            reasons,
            next,
            after,
            frame: Frame { format, command: "check-message", columns, added: &COLUMNS },
        }
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
            return self.short(out, row, text, &message, &self.checker.judge(&question));
        }
        let judgement = self.checker.judge(&question);
        self.line(out, row, text, &question, &judgement);
        Outcome::Answered(judgement.verdict as usize)
    }
}

/// A row in JSON but for what is prepared: the fields of [`json::message`].
#[derive(Serialize)]
struct Line<'r> {
    schema: &'static str,
    command: &'static str,
    row: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'r Extra<'r>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    input: Option<&'r str>,
    verdict: MessageVerdict,
    kind: Found,
    from: Option<Sender<'r>>,
    subject: &'r str,
    numbers: Vec<Number<'r>>,
    urls: Vec<Link<'r>>,
    mail_addresses: &'r [String],
    phrases: Vec<Phrase<'r>>,
    signs: Vec<&'r str>,
    attachments: Value,
    troubles: Vec<Trouble>,
    overdue: Value,
}

#[derive(Serialize)]
struct Sender<'r> {
    name: &'r str,
    address: &'r str,
}

#[derive(Serialize)]
struct Number<'r> {
    text: &'r str,
    verdict: Verdict,
    e164: Option<&'r str>,
    name: Option<&'r Text>,
}

/// Whose a number is, as far as the register or the list of public services knows.
fn name_of<'r>(n: &'r NumberFound<'_>) -> Option<&'r Text> {
    n.judgement.service.map(|s| &s.name).or(n.judgement.entry.map(|e| &e.name))
}

#[derive(Serialize)]
struct Link<'r> {
    text: &'r str,
    shown: Option<&'r str>,
    verdict: &'static str,
    host: Option<&'r str>,
    registrable_domain: Option<&'r str>,
}

#[derive(Serialize)]
struct Phrase<'r> {
    rule: &'r str,
    severity: Severity,
    text: &'r str,
}

#[derive(Serialize)]
struct Trouble {
    id: &'static str,
    text: Text,
}

impl Messages<'_> {
    /// A row of JSON, without a tree in between.
    fn line(&self, out: &mut Vec<u8>, row: &Row<'_>, text: &str, question: &Question<'_>, judgement: &Judgement<'_>) {
        let id = row.extras.first().and_then(Option::as_ref);
        let mail = question.mail;
        let line = Line {
            schema: VERSION,
            command: self.frame.command,
            row: row.number,
            id,
            input: if id.is_none() { Some(text) } else { None },
            verdict: judgement.verdict,
            kind: question.kind,
            from: mail.from.as_ref().map(|f| Sender { name: &f.name, address: &f.address }),
            subject: &mail.subject,
            numbers: judgement
                .found
                .numbers
                .iter()
                .map(|n| Number {
                    text: &n.text,
                    verdict: number_verdict(n, judgement.verdict),
                    e164: n.judgement.identity.e164.as_deref(),
                    name: name_of(n),
                })
                .collect(),
            urls: judgement
                .found
                .links
                .iter()
                .map(|l| Link {
                    text: &l.text,
                    shown: l.shown.as_deref(),
                    verdict: l.host.verdict(),
                    host: l.host.host(),
                    registrable_domain: l.host.registrable(),
                })
                .collect(),
            mail_addresses: &judgement.found.mails,
            phrases: found_phrases(judgement).map(|(rule, text)| Phrase { rule: &rule.id, severity: rule.severity, text }).collect(),
            signs: judgement.found.signs.iter().map(|(id, _)| *id).collect(),
            attachments: json::attachments(&mail.attachments),
            troubles: mail.troubles.iter().map(|t| Trouble { id: t.id(), text: t.text() }).collect(),
            overdue: json::overdue(overdue(self.kb, judgement, question.at).as_ref()),
        };
        // Writing to memory does not fail.
        let line = quiet_json(serde_json::to_string(&line).unwrap_or_default());
        out.extend(line.strip_suffix('}').unwrap_or(&line).as_bytes());
        out.extend(b",\"reasons\":[");
        let beyond = beyond_rules(judgement, mail);
        let rules = judgement.matches.iter().filter(|m| m.rule.severity > Severity::Note).map(|m| (m.rule.severity, Ok(m)));
        let mut reasons: Vec<(Severity, Result<&Match<'_>, &Reason>)> = rules.chain(beyond.iter().map(|r| (r.severity, Err(r)))).collect();
        reasons.sort_by_key(|(severity, _)| std::cmp::Reverse(*severity));
        for (n, (_, reason)) in reasons.into_iter().enumerate() {
            out.extend(if n > 0 { &b","[..] } else { b"" });
            match reason {
                Ok(found) => {
                    out.extend(self.reasons.get(found.rule.id.as_str()).map_or("{", String::as_str).as_bytes());
                    out.extend(b",\"matched\":");
                    out.extend(quiet_json(json!(matched(judgement, found)).to_string()).as_bytes());
                    out.push(b'}');
                }
                Err(beyond) => out.extend(quiet_json(json::reason(beyond).to_string()).as_bytes()),
            }
        }
        out.extend(b"],\"next\":[");
        for (n, at) in self.checker.next(judgement).enumerate() {
            out.extend(if n > 0 { &b","[..] } else { b"" });
            out.extend(self.next.get(at).map_or("null", String::as_str).as_bytes());
        }
        out.extend(b"],\"after\":");
        out.extend(self.after.get(judgement.verdict as usize).map_or("[]", String::as_str).as_bytes());
        out.extend(b"}\n");
    }

    /// A row of CSV or of the list.
    fn short(&self, out: &mut Vec<u8>, row: &Row<'_>, text: &str, mail: &Mail, judgement: &Judgement<'_>) -> Outcome {
        let warn = judgement.matches.iter().map(|m| m.rule).filter(|rule| rule.severity > Severity::Note);
        let beyond = beyond_rules(judgement, mail);
        let rules =
            warn.map(|rule| &rule.id).chain(beyond.iter().map(|reason| &reason.rule)).map(String::as_str).collect::<Vec<_>>().join(" ");
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
