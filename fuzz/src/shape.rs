//! The fields that every document has, with their types. Others may be added; none may go or change.

use chrono::{DateTime, NaiveDate};
use serde_json::{Value, json};

/// A document has the form of its command.
pub fn check(document: &Value) {
    assert_eq!(document["schema"], "amazon-help/1");
    holds(&document["kb"], &json!({ "id": "string" }), "kb");
    let command = document["command"].as_str().unwrap_or_default();
    match document["results"].as_array() {
        // Several questions of one kind.
        Some(all) => all.iter().for_each(|one| holds(one, &fields(command, one), command)),
        None => holds(document, &fields(command, document), command),
    }
}

/// A row of a batch has the form of its command, or is one that could not be read.
pub fn check_row(row: &Value, number: u64) {
    assert_eq!((&row["schema"], &row["row"]), (&json!("amazon-help/1"), &json!(number)));
    let command = row["command"].as_str().unwrap_or_default();
    if row.get("error").is_some() {
        return holds(row, &json!({ "input": "null", "error": "text" }), command);
    }
    let mut form = fields(command, row);
    if let (Value::Object(form), "check-message") = (&mut form, command) {
        // What to do is the same for all rows of a verdict.
        form.remove("next");
        form.remove("after");
    }
    holds(row, &form, command);
}

fn reasons() -> Value {
    json!([{ "rule": "string", "severity": "=note|caution|danger", "text": "text", "matched": "string", "sources": ["string"], "advice": ["text"] }])
}

fn hours() -> Value {
    json!({
        "id": "string", "state": "=open|closed|unknown", "until": "time?", "crowd": "=busy|normal|quiet|no-data", "disputed": "bool",
        "next_quiet": [{ "start": "time", "end": "time" }],
    })
}

/// The fields of a command's document.
fn fields(command: &str, document: &Value) -> Value {
    match command {
        "check-number" => json!({
            "input": "string",
            "verdict": "=official|disputed|unknown|suspicious|dangerous|public-service|not-a-phone-number",
            "dial": "=yes|prefer-callback|no",
            "e164": "string?", "national": "string?", "class": "string?", "country": "string?", "area": "text?", "caller_pays": "bool?",
            "reasons": reasons(),
            "evidence": [{ "source": "string", "says": "=in-use|retired|partner|sender|scam", "date": "string?", "text": "text" }],
            "next": ["text"],
        }),
        "check-url" => json!({
            "input": "string",
            "verdict": "=official|amazon-hosted|lookalike|not-official|not-a-url",
            "host": "string?", "registrable_domain": "string?", "reasons": reasons(), "next": ["text"],
        }),
        "check-message" => json!({
            "verdict": "=dangerous|suspicious|no-warning-found",
            "numbers": [{ "text": "string", "verdict": "string", "e164": "string?", "name": "text?" }],
            "urls": [{ "text": "string", "shown": "string?", "verdict": "string", "host": "string?", "registrable_domain": "string?" }],
            "phrases": [{ "rule": "string", "severity": "=note|caution|danger", "text": "string" }],
            "signs": ["string"], "mail_addresses": ["string"], "reasons": reasons(), "next": ["text"],
            "after": [{ "id": "string", "name": "text", "steps": ["text"] }],
        }),
        "issues" if document.get("issues").is_some() => json!({ "issues": [{ "id": "string", "name": "text" }] }),
        "issues" => json!({ "input": "string", "issue": "string?", "candidates": [{ "id": "string", "score": "number" }] }),
        "hours" if document.get("days").is_some() => json!({
            "at": "time", "channels": [hours()],
            "days": [{
                "date": "day", "weekday": "=mon|tue|wed|thu|fri|sat|sun",
                "hours": [{ "start": "time", "state": "=open|closed|unknown", "crowd": "=busy|normal|quiet|no-data", "changes_within": "bool" }],
            }],
        }),
        "hours" => json!({ "at": "time", "time_zone": "string", "channels": [hours()] }),
        "route" => json!({
            "issue": "string",
            "recommendations": [{
                "channel": "string", "rank": "number", "available_now": "bool", "opens_at": "time?", "reply_time": "text", "why": ["text"],
                "steps": ["text"],
            }],
            "warnings": ["text"], "prepare": "string",
        }),
        "prepare" => json!({
            "issue": "string",
            "checklist": [{ "id": "string", "name": "text", "where": "text", "must": "bool", "value": "text?" }],
            "script": [{ "text": "text", "blanks": [{ "id": "string", "label": "text", "value": "text?" }] }],
            "never_tell": ["text"],
        }),
        "channels" => json!({ "at": "time", "channels": [{ "id": "string", "name": "text", "reply_time": "text" }] }),
        "faq" => json!({ "topics": [{ "id": "string", "question": "text", "where": "text", "answer": "text?", "issues": ["string"] }] }),
        "explain" => json!({ "kind": "string", "id": "string", "also": [{ "kind": "string", "id": "string" }] }),
        "kb claims" => {
            json!({ "total": "number", "used": "number", "standings": [{ "standing": "string", "claims": [{ "id": "string" }] }] })
        }
        "kb stale" => {
            json!({ "at": "day", "entries": "number", "due": [{ "file": "string", "kind": "string", "checked": "day", "due": "day" }] })
        }
        "kb schema" => json!({ "schemas": {} }),
        other => panic!("no form is known for {other:?}"),
    }
}

/// Whether a value has a form: an object its fields at least, a list members of one form, and anything else the type that is named, with `?` behind
/// it where it may be null.
fn holds(value: &Value, form: &Value, place: &str) {
    match form {
        Value::Object(fields) => {
            let Value::Object(has) = value else { panic!("{place} is no object: {value}") };
            for (name, form) in fields {
                let place = format!("{place}.{name}");
                holds(has.get(name).unwrap_or_else(|| panic!("{place} is missing")), form, &place);
            }
        }
        Value::Array(one) => {
            let Value::Array(members) = value else { panic!("{place} is no list: {value}") };
            members.iter().for_each(|member| holds(member, &one[0], &format!("{place}[]")));
        }
        Value::String(kind) => assert!(is(value, kind), "{place} should be {kind}: {value}"),
        other => panic!("{place}: no form: {other}"),
    }
}

fn is(value: &Value, kind: &str) -> bool {
    if let Some(kind) = kind.strip_suffix('?') {
        return value.is_null() || is(value, kind);
    }
    if let Some(choices) = kind.strip_prefix('=') {
        return value.as_str().is_some_and(|id| choices.split('|').any(|choice| choice == id));
    }
    match kind {
        "text" => value
            .as_object()
            .is_some_and(|o| o.len() == 2 && o.get("ja").is_some_and(Value::is_string) && o.get("en").is_some_and(Value::is_string)),
        "string" => value.is_string(),
        "number" => value.is_number(),
        "bool" => value.is_boolean(),
        "null" => value.is_null(),
        "time" => value.as_str().is_some_and(|text| DateTime::parse_from_rfc3339(text).is_ok()),
        "day" => value.as_str().is_some_and(|text| text.parse::<NaiveDate>().is_ok()),
        _ => false,
    }
}
