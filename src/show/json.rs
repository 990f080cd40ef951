//! Answers as JSON: one document, the ids of `product.md`'s enumerations whatever the language, texts in both languages.

use chrono::{DateTime, SecondsFormat, TimeZone, Utc};
use chrono_tz::Tz;
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::Answer;
use crate::ask::hours::{ChannelHours, crowd_id, home_zone};
use crate::ask::{explain, hours, message, number, prepare, route, url};
use crate::kb::Kb;

/// Version of the documents' form: fields may be added under it, none renamed or removed.
pub const VERSION: &str = "amazon-help/1";

/// The answer as one document, with a line end.
pub fn document(kb: &Kb, answer: &Answer<'_>) -> String {
    let (command, body) = match answer {
        Answer::Route(a) => ("route", route(kb, a)),
        Answer::Hours(a) => ("hours", self::hours(a)),
        Answer::Number([one]) => ("check-number", self::number(one)),
        Answer::Number(all) => ("check-number", json!({ "results": all.iter().map(self::number).collect::<Vec<_>>() })),
        Answer::Url([one]) => ("check-url", self::url(one)),
        Answer::Url(all) => ("check-url", json!({ "results": all.iter().map(self::url).collect::<Vec<_>>() })),
        Answer::Message(a) => ("check-message", self::message(a)),
        Answer::Prepare(a) => ("prepare", self::prepare(kb, a)),
        Answer::Explain(a) => ("explain", explain(a)),
    };
    let mut document = Map::new();
    document.insert("schema".into(), VERSION.into());
    document.insert("command".into(), command.into());
    document.insert("kb".into(), super::origin::document(kb));
    if let Value::Object(body) = body {
        document.extend(body);
    }
    pretty(&document)
}

fn pretty(value: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}

/// RFC 3339 with the offset of the home zone.
fn time(at: DateTime<Utc>, zone: Tz) -> String {
    zone.from_utc_datetime(&at.naive_utc()).to_rfc3339_opts(SecondsFormat::Secs, true)
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
        "area": identity.and_then(|i| i.area.clone()),
        "extension": answer.extension,
        "written": answer.signs.iter().map(|s| s.id()).collect::<Vec<_>>(),
        "name": answer.name,
        "caller_pays": answer.cost.as_ref().and_then(|(_, pays)| *pays),
        "cost": answer.cost.as_ref().map(|(text, _)| text.clone()),
        "not_a_number": answer.not_number.as_ref().map(|why| why.id()),
        "reasons": reasons,
        "evidence": evidence,
        "next": answer.next,
        "overdue": answer.overdue,
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
        "redirects_to": answer.redirects_to.as_ref().map(|(to, verdict)| json!({ "url": to, "verdict": verdict })),
        "reasons": answer.reasons.iter().map(reason).collect::<Vec<_>>(),
        "next": answer.next,
    })
}

/// The answer about one message.
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
        "reasons": answer.reasons.iter().map(reason).collect::<Vec<_>>(),
        "next": answer.next,
        "after": answer.after.iter().map(|(id, name, steps)| json!({ "id": id, "name": name, "steps": steps })).collect::<Vec<_>>(),
        "troubles": answer.troubles.iter().map(|t| json!({ "id": t.id(), "text": t.text() })).collect::<Vec<_>>(),
        "overdue": answer.overdue,
    })
}

fn explain(answer: &explain::Answer) -> Value {
    json!({
        "kind": answer.kind.id(),
        "id": answer.id,
        "text": answer.text,
        "severity": answer.severity,
        "when": answer.when,
        "standing": answer.standing,
        "notes": answer.notes,
        "examples": answer.examples.iter().map(|(matches, number)| json!({ "matches": matches, "number": number })).collect::<Vec<_>>(),
        "evidence": answer.evidence.iter().map(|w| json!({
            "source": w.source, "publisher": w.publisher, "page": w.page, "date": w.date, "text": w.says,
        })).collect::<Vec<_>>(),
        "claims": answer.claims.iter().map(|(id, text, standing)| json!({ "id": id, "text": text, "standing": standing })).collect::<Vec<_>>(),
        "checked": answer.checked,
    })
}

fn channel(c: &ChannelHours, home: Tz) -> Value {
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

fn hours(answer: &hours::Answer) -> Value {
    json!({
        "at": time(answer.at, answer.home),
        "time_zone": answer.home.name(),
        "holiday": answer.day.holiday,
        "after_holiday": answer.day.after_holiday,
        "holidays_provisional": answer.day.provisional,
        "holidays_unknown": answer.day.beyond_table,
        "channels": answer.channels.iter().map(|c| channel(c, answer.home)).collect::<Vec<_>>(),
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
        "overdue": answer.overdue,
    })
}

fn prepare(kb: &Kb, answer: &prepare::Answer) -> Value {
    let home = home_zone(kb);
    json!({
        "at": time(answer.at, home),
        "issue": answer.issue,
        "name": answer.name,
        "others": candidates(&answer.others),
        "channel": answer.channel,
        "channel_name": answer.channel_name,
        "hours": channel(&answer.hours, home),
        "url": answer.url,
        "steps": answer.steps,
        "checklist": answer.checklist.iter().map(|n| json!({ "id": n.id, "name": n.name, "where": n.place, "must": n.must })).collect::<Vec<_>>(),
        "script": answer.script.iter().map(|l| json!({
            "text": l.text,
            "reader": l.reader,
            "blanks": l.blanks.iter().map(|(id, label)| json!({ "id": id, "label": label })).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "tips": answer.tips,
        "never_tell": answer.never_tell,
        "keep": answer.keep,
        "warnings": answer.warnings,
        "sources": answer.sources,
        "overdue": answer.overdue,
    })
}
