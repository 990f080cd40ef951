//! What a maintainer asks, as JSON.

use serde_json::{Map, Value, json};

use crate::ask::upkeep::claims;
use crate::ask::upkeep::schema::FileForm;
use crate::ask::upkeep::stale::{self, Dated};
use crate::kb::{Entry, Report};

/// Every schema by the name of its file.
pub fn schemas(files: &[FileForm]) -> Value {
    let all: Map<String, Value> = files.iter().map(|f| (format!("{}.toml", f.name), f.schema.clone())).collect();
    json!({ "schemas": all })
}

fn place(entry: &Entry) -> Value {
    json!({ "file": entry.file, "kind": entry.kind, "id": entry.id })
}

/// Claims by standing.
pub fn claims(answer: &claims::Answer) -> Value {
    let claim = |used: &claims::Use| {
        json!({
            "id": used.claim.id,
            "section": used.claim.section,
            "kind": used.claim.kind,
            "text": used.claim.text,
            "note": used.claim.note,
            "sources": used.claim.sources,
            "used_by": used.entries.iter().map(place).collect::<Vec<_>>(),
            "not_advice": used.claim.not_advice,
        })
    };
    let counts: Map<String, Value> = answer.counts.iter().map(|(standing, n)| (standing.id().to_owned(), (*n).into())).collect();
    json!({
        "total": answer.counts.iter().map(|(_, n)| n).sum::<usize>(),
        "used": answer.used,
        "counts": counts,
        "standings": answer.groups.iter().map(|g| json!({
            "standing": g.standing,
            "claims": g.claims.iter().map(claim).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
    })
}

/// What is due, and what is next.
pub fn stale(answer: &stale::Answer) -> Value {
    let dated = |d: &Dated| {
        json!({
            "file": d.entry.file,
            "kind": d.entry.kind,
            "id": d.entry.id,
            "checked": d.checked.to_string(),
            "due": d.due.to_string(),
            "days_overdue": d.days_overdue,
            "sources": d.entry.sources,
        })
    };
    json!({
        "at": answer.at.to_string(),
        "review_days": { "number": answer.review_days.number, "other": answer.review_days.other },
        "entries": answer.entries,
        "due": answer.due.iter().map(dated).collect::<Vec<_>>(),
        "next": answer.next.iter().map(dated).collect::<Vec<_>>(),
    })
}

/// Everything that is wrong with a folder, as one document with a line end.
pub fn report(report: &Report) -> String {
    let problem = |(p, place): (&crate::kb::Problem, crate::kb::Place)| {
        json!({
            "code": p.code.id(),
            "level": if p.code.is_error() { "error" } else { "warning" },
            "file": p.file,
            "line": place.line,
            "column": place.column,
            "title": p.code.title(),
            "message": p.message,
            "hint": p.hint,
        })
    };
    let errors = report.problems.iter().filter(|p| p.code.is_error()).count();
    super::pretty(&json!({
        "schema": super::VERSION,
        "command": "kb check",
        "dir": report.dir,
        "errors": errors,
        "warnings": report.problems.len() - errors,
        "left_out": report.left_out,
        "problems": report.placed().into_iter().map(problem).collect::<Vec<_>>(),
    }))
}

/// A schema as it stands in its file.
pub fn schema(file: &FileForm) -> String {
    super::pretty(&file.schema)
}
