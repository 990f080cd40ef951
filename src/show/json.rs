//! Answers as JSON: one document, the ids of `product.md`'s enumerations whatever the language, texts in both languages.

pub mod upkeep;
mod week;

use chrono::{DateTime, SecondsFormat, Utc};
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::Answer;
use crate::ask::hours::{ChannelHours, crowd_id, home_zone};
use crate::ask::review::Overdue;
use crate::ask::{channels, explain, faq, hours, issues, message, number, prepare, route, url};
use crate::kb::Kb;
use crate::kb::record::FaqTopic;
use crate::text::mail::{Attachment, Opened};
use crate::text::{Zone, quiet_json};

/// Version of the documents' form: fields may be added under it, none renamed or removed.
pub const VERSION: &str = "amazon-help/1";

/// The answer as one document, with a line end.
pub fn document(kb: &Kb, answer: &Answer<'_>) -> String {
    pretty(&whole(kb, answer))
}

/// The answer on one line; where several things were asked about, a line for each.
pub fn lines(kb: &Kb, answer: &Answer<'_>) -> String {
    let line = |answer: &Answer<'_>| {
        let mut line = quiet_json(Value::Object(whole(kb, answer)).to_string());
        line.push('\n');
        line
    };
    match answer {
        Answer::Number(all) => all.iter().map(|one| line(&Answer::Number(std::slice::from_ref(one)))).collect(),
        Answer::Url(all) => all.iter().map(|one| line(&Answer::Url(std::slice::from_ref(one)))).collect(),
        _ => line(answer),
    }
}

fn whole(kb: &Kb, answer: &Answer<'_>) -> Map<String, Value> {
    let (command, body) = match answer {
        Answer::Route(a) => ("route", route(kb, a)),
        Answer::Hours(a) => ("hours", self::hours(a)),
        Answer::Number([one]) => ("check-number", self::number(one)),
        Answer::Number(all) => ("check-number", json!({ "results": all.iter().map(self::number).collect::<Vec<_>>() })),
        Answer::Url([one]) => ("check-url", self::url(one)),
        Answer::Url(all) => ("check-url", json!({ "results": all.iter().map(self::url).collect::<Vec<_>>() })),
        Answer::Message(a) => ("check-message", self::message(a)),
        Answer::Prepare(a) => ("prepare", self::prepare(kb, a)),
        Answer::Issues([]) => {
            ("issues", json!({ "issues": kb.issues().issue.iter().map(|i| json!({ "id": i.id, "name": i.name })).collect::<Vec<_>>() }))
        }
        Answer::Issues([one]) => ("issues", self::issues(one)),
        Answer::Issues(all) => ("issues", json!({ "results": all.iter().map(self::issues).collect::<Vec<_>>() })),
        Answer::Channels(a) => ("channels", self::channels(a)),
        Answer::Faq(a) => ("faq", self::faq(a)),
        Answer::Explain(a) => ("explain", explain(a)),
        Answer::Schemas(all) => ("kb schema", upkeep::schemas(all)),
        Answer::Claims(a) => ("kb claims", upkeep::claims(a)),
        Answer::Stale(a) => ("kb stale", upkeep::stale(a)),
        Answer::Week(a) => ("hours", week::document(a)),
    };
    let mut document = Map::new();
    document.insert("schema".into(), VERSION.into());
    document.insert("command".into(), command.into());
    document.insert("kb".into(), super::origin::document(kb));
    if let Value::Object(body) = body {
        document.extend(body);
    }
    document
}

/// Which issue it is; scores to two decimals.
pub fn issues(answer: &issues::Answer<'_>) -> Value {
    json!({
        "input": answer.input,
        "issue": answer.issue.map(|i| &i.id),
        "candidates": answer.candidates.iter().map(|c| json!({ "id": c.issue.id, "score": (c.score * 100.0).round() / 100.0 })).collect::<Vec<_>>(),
        "aside": answer.aside.map(|a| json!({ "id": a.id, "name": a.name, "text": a.text })),
        "contact": answer.contact,
    })
}

fn pretty(value: &impl Serialize) -> String {
    let mut text = quiet_json(serde_json::to_string_pretty(value).unwrap_or_default());
    text.push('\n');
    text
}

/// RFC 3339 with the offset of the home zone.
fn time(at: DateTime<Utc>, zone: Zone) -> String {
    at.with_timezone(&zone.offset_at(at)).to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// A reason.
pub fn reason(r: &crate::ask::Reason) -> Value {
    json!({
        "rule": r.rule,
        "severity": r.severity,
        "text": r.text,
        "matched": r.matched,
        "sources": r.sources,
        "advice": r.advice,
    })
}

/// One source's word.
pub fn evidence(e: &number::Evidence) -> Value {
    json!({ "source": e.source, "says": e.says, "date": e.date, "text": e.text, "publisher": e.publisher })
}

/// The answer about one number.
pub fn number(answer: &number::Answer) -> Value {
    let identity = answer.identity.as_ref();
    let reasons: Vec<Value> = answer.reasons.iter().map(reason).collect();
    let evidence: Vec<Value> = answer.evidence.iter().map(evidence).collect();
    json!({
        "input": answer.input,
        "verdict": answer.verdict,
        "dial": answer.dial.id(),
        "e164": identity.and_then(|i| i.e164.clone()),
        "national": identity.map(|i| i.written.clone()),
        "class": identity.map(|i| i.class),
        "country": identity.and_then(|i| i.country.clone()),
        "area": identity.and_then(|i| i.area).map(|(ja, en)| json!({ "ja": ja, "en": en })),
        "extension": answer.extension,
        "written": answer.signs.iter().map(|s| s.id()).collect::<Vec<_>>(),
        "name": answer.name,
        "caller_pays": answer.cost.as_ref().and_then(|(_, pays)| *pays),
        "cost": answer.cost.as_ref().map(|(text, _)| text.clone()),
        "not_a_number": answer.not_number.as_ref().map(|why| why.id()),
        "reasons": reasons,
        "evidence": evidence,
        "next": answer.next,
        "overdue": overdue(answer.overdue.as_ref()),
    })
}

/// The answer about one web address.
pub fn url(answer: &url::Answer) -> Value {
    json!({
        "input": answer.input,
        "verdict": answer.verdict,
        "host": answer.host,
        "shown": answer.shown,
        "registrable_domain": answer.registrable_domain,
        "purpose": answer.purpose.as_ref().map(|(purpose, _)| purpose),
        "imitates": answer.imitation.as_ref().map(|i| json!({
            "word": i.word,
            "part": i.part,
            "differences": i.differences.iter().map(|d| json!({ "has": d.has, "for": d.for_ })).collect::<Vec<_>>(),
        })),
        "signs": answer.signs,
        "also_read": answer.also_read,
        "redirects_to": answer.redirects_to.as_ref().map(|(to, verdict)| json!({ "url": to, "verdict": verdict })),
        "reasons": answer.reasons.iter().map(reason).collect::<Vec<_>>(),
        "next": answer.next,
        "overdue": overdue(answer.overdue.as_ref()),
    })
}

/// The answer about one message. [`super::rows`] writes the same of one of many.
pub fn message(answer: &message::Answer) -> Value {
    json!({
        "verdict": answer.verdict,
        "kind": answer.kind,
        "from": answer.from.as_ref().map(|f| json!({ "name": f.name, "address": f.address })),
        "subject": answer.subject,
        "numbers": answer.numbers.iter().map(|n| json!({ "text": n.text, "verdict": n.verdict, "e164": n.e164, "name": n.name })).collect::<Vec<_>>(),
        "urls": answer.links.iter().map(|l| json!({
            "text": l.text, "shown": l.shown, "verdict": l.verdict, "host": l.host, "registrable_domain": l.registrable_domain,
        })).collect::<Vec<_>>(),
        "mail_addresses": answer.mails,
        "phrases": answer.phrases.iter().map(|p| json!({ "rule": p.rule, "severity": p.severity, "text": p.text })).collect::<Vec<_>>(),
        "signs": answer.signs,
        "attachments": attachments(&answer.attachments),
        "troubles": answer.troubles.iter().map(|t| json!({ "id": t.id(), "text": t.text() })).collect::<Vec<_>>(),
        "reasons": answer.reasons.iter().map(reason).collect::<Vec<_>>(),
        "overdue": overdue(answer.overdue.as_ref()),
        "next": answer.next,
        "after": after(&answer.after),
    })
}

/// Attached files, and whether they were read.
pub fn attachments(all: &[Attachment]) -> Value {
    let one = |a: &Attachment| match a.opened {
        Opened::Yes => json!({ "name": a.name, "kind": "text", "read": true }),
        Opened::No(kind) => json!({ "name": a.name, "kind": kind.id(), "read": false }),
    };
    all.iter().map(one).collect()
}

/// What to do when it has happened already.
pub fn after(all: &[message::After]) -> Value {
    all.iter().map(|(id, name, steps)| json!({ "id": id, "name": name, "steps": steps })).collect()
}

/// The first entry as the document itself, those of other kinds with the same id in `also`.
fn explain(answer: &explain::Answer) -> Value {
    let mut all = answer.entries.iter().map(entry);
    let mut document = all.next().unwrap_or_default();
    document["also"] = all.collect();
    document["overdue"] = overdue(answer.overdue.as_ref());
    document
}

fn entry(entry: &explain::Entry) -> Value {
    json!({
        "kind": entry.kind.id(),
        "id": entry.id,
        "name": entry.name,
        "text": entry.text,
        "severity": entry.severity,
        "when": entry.when,
        "standing": entry.standing,
        "sections": entry.sections.iter().map(|(title, texts)| json!({ "title": title, "texts": texts })).collect::<Vec<_>>(),
        "notes": entry.notes,
        "examples": entry.examples.iter().map(|(matches, example)| json!({ "matches": matches, "example": example, "number": example })).collect::<Vec<_>>(),
        "commands": entry.commands,
        "used_by": entry.used_by.iter().map(|(kind, id)| json!({ "kind": kind.id(), "id": id })).collect::<Vec<_>>(),
        "evidence": entry.evidence.iter().map(|w| json!({
            "source": w.source, "publisher": w.publisher, "page": w.page, "date": w.date, "text": w.says,
            "on": w.on.iter().map(|(id, standing)| json!({ "claim": id, "standing": standing })).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "claims": entry.claims.iter().map(|c| json!({ "id": c.id, "text": c.text, "standing": c.standing, "note": c.note })).collect::<Vec<_>>(),
        "checked": entry.checked,
    })
}

fn channel(c: &ChannelHours, home: Zone) -> Value {
    json!({
        "id": c.id,
        "name": c.name,
        "state": c.state.id(),
        "until": c.until.map(|t| time(t, home)),
        "opens_at": c.opens_at.map(|t| time(t, home)),
        "crowd": crowd_id(c.crowd),
        "crowd_note": c.crowd_note,
        "disputed": c.disputed,
        "versions": c.versions.iter().map(|v| json!({ "text": v.text, "sources": v.sources, "state": v.state.id() })).collect::<Vec<_>>(),
        "next_quiet": c.next_quiet.iter().map(|w| json!({ "start": time(w.start, home), "end": time(w.end, home) })).collect::<Vec<_>>(),
        "advice": c.advice,
        "overdue": c.overdue,
    })
}

/// What is due for review: null, or since when and which entries.
pub fn overdue(overdue: Option<&Overdue>) -> Value {
    overdue.map_or(Value::Null, |o| json!({ "since": o.since.to_string(), "ids": o.ids }))
}

fn channels(answer: &channels::Answer) -> Value {
    let home = answer.home;
    let row = |r: &channels::Row| {
        let (c, h) = (&r.channel, &r.hours);
        json!({
            "id": c.id,
            "name": c.name,
            "summary": c.summary,
            "url": c.url,
            "state": h.state.id(),
            "until": h.until.map(|t| time(t, home)),
            "opens_at": h.opens_at.map(|t| time(t, home)),
            "disputed": h.disputed,
            "hours": h.versions.iter().map(|v| json!({ "text": v.text, "sources": v.sources, "state": v.state.id() })).collect::<Vec<_>>(),
            "reply_time": c.reply_time,
            "voice": c.voice,
            "record": c.record,
            "attachments": c.attach,
            "sign_in": c.sign_in,
            "identity_check": c.identity_check,
            "languages": c.languages,
            "good_for": c.good_for,
            "not_good_for": c.bad_for,
            "needs": c.needs,
            "caution": c.caution,
            "first_for": candidates(&r.first_for),
            "sources": r.sources,
            "checked": c.checked,
        })
    };
    json!({
        "at": time(answer.at, home),
        "channels": answer.channels.iter().map(row).collect::<Vec<_>>(),
        "overdue": overdue(answer.overdue.as_ref()),
    })
}

fn faq(answer: &faq::Answer) -> Value {
    // The list of all topics names them; what to do comes with those that are asked for.
    let full = answer.words.is_some();
    let topic = |t: &FaqTopic| {
        json!({
            "id": t.id,
            "question": t.question,
            "where": t.place,
            "answer": full.then_some(&t.answer),
            "issues": t.issues,
            "sources": t.sources,
            "checked": t.checked,
        })
    };
    json!({
        "input": answer.words,
        "topics": answer.topics.iter().map(topic).collect::<Vec<_>>(),
        "overdue": overdue(answer.overdue.as_ref()),
    })
}

fn hours(answer: &hours::Answer) -> Value {
    json!({
        "at": time(answer.at, answer.home),
        "time_zone": answer.home.name(),
        "holiday": answer.day.holiday,
        "after_holiday": answer.day.after_holiday,
        "holidays_provisional": answer.day.provisional,
        "holidays_unknown": answer.day.beyond_table,
        "channels": answer.channels.iter().map(|c| channel(c, answer.home)).collect::<Vec<_>>(),
        "overdue": overdue(answer.overdue.as_ref()),
    })
}

fn candidates(others: &[(String, crate::text::Text)]) -> Vec<Value> {
    others.iter().map(|(id, name)| json!({ "id": id, "name": name })).collect()
}

fn route(kb: &Kb, answer: &route::Answer) -> Value {
    let home = home_zone(kb);
    let recommendations: Vec<Value> = answer
        .recommendations
        .iter()
        .map(|r| {
            json!({
                "channel": r.channel,
                "name": r.name,
                "rank": r.rank,
                "available_now": r.available_now(),
                "state": r.hours.state.id(),
                "until": r.hours.until.map(|t| time(t, home)),
                "opens_at": r.hours.opens_at.map(|t| time(t, home)),
                "reply_time": r.reply_time,
                "why": r.why,
                "steps": r.steps,
                "url": r.url,
                "caution": r.caution,
            })
        })
        .collect();
    json!({
        "at": time(answer.at, home),
        "issue": answer.issue,
        "contact": answer.contact,
        "name": answer.name,
        "others": candidates(&answer.others),
        "first": answer.first,
        "recommendations": recommendations,
        "not_advised": answer.not_advised.iter().map(|(id, name, why)| json!({ "channel": id, "name": name, "why": why })).collect::<Vec<_>>(),
        "notes": answer.notes.iter().map(|(name, text)| json!({ "name": name, "text": text })).collect::<Vec<_>>(),
        "warnings": answer.warnings.iter().chain(&answer.reminders).collect::<Vec<_>>(),
        "faq": candidates(&answer.faq),
        "prepare": format!("amazon-help prepare --issue {}", answer.issue),
        "sources": answer.sources,
        "overdue": overdue(answer.overdue.as_ref()),
    })
}

fn prepare(kb: &Kb, answer: &prepare::Answer) -> Value {
    let home = home_zone(kb);
    json!({
        "at": time(answer.at, home),
        "issue": answer.issue,
        "contact": answer.contact,
        "name": answer.name,
        "others": candidates(&answer.others),
        "channel": answer.channel,
        "channel_name": answer.channel_name,
        "hours": channel(&answer.hours, home),
        "url": answer.url,
        "steps": answer.steps,
        "checklist": answer.checklist.iter().map(|n| json!({
            "id": n.id,
            "name": n.name,
            "where": n.place,
            "must": n.must,
            "value": answer.value(&n.id),
        })).collect::<Vec<_>>(),
        "script": answer.script.iter().map(|l| json!({
            "text": l.text,
            "reader": l.reader,
            "blanks": l.blanks.iter().map(|(id, label)| json!({ "id": id, "label": label, "value": answer.value(id) })).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "tips": answer.tips,
        "never_tell": answer.never_tell,
        "keep": answer.keep,
        "warnings": answer.warnings,
        "sources": answer.sources,
        "overdue": overdue(answer.overdue.as_ref()),
    })
}
