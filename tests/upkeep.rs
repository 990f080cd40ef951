//! What a maintainer asks of a KB: claims and what is due, in every format.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "tests")]

mod common;

use std::collections::BTreeMap;

use common::{bare, run};
use serde_json::Value;

fn json(args: &[&str]) -> Value {
    let ran = run(&[args, &["--format", "json"]].concat());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{args:?}");
    let document: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((document["schema"].as_str(), document["command"].as_str()), (Some("amazon-help/1"), Some(args[..2].join(" ").as_str())));
    document
}

fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap()
}

/// Every id stands in the table and in the plain page, in both languages.
fn every_id_is_shown(args: &[&str], ids: &[&str]) {
    assert!(!ids.is_empty());
    for lang in ["ja", "en"] {
        for format in ["table", "plain"] {
            let ran = run(&[args, &["--lang", lang, "--format", format, "--width", "300"]].concat());
            assert_eq!(ran.code, 0);
            let page = bare(&ran.out);
            for id in ids {
                assert!(page.contains(&bare(id)), "{args:?} {lang} {format}: {id}");
            }
        }
    }
}

#[test]
fn all_claims_are_listed_once_with_their_use() {
    let document = json(&["kb", "claims"]);
    let expected = [("confirmed", 29), ("mixed", 20), ("contradicted", 23), ("unverifiable", 32), ("unchecked", 104)];
    let counted: Vec<(&str, usize)> =
        list(&document["standings"]).iter().map(|g| (g["standing"].as_str().unwrap(), list(&g["claims"]).len())).collect();
    assert_eq!(counted, expected);
    assert_eq!((&document["total"], &document["counts"]["mixed"]), (&208.into(), &20.into()));
    let mut used = 0;
    for claim in list(&document["standings"]).iter().flat_map(|g| list(&g["claims"])) {
        assert_eq!(list(&claim["used_by"]).is_empty(), !claim["not_advice"].is_null(), "{claim}");
        used += usize::from(!list(&claim["used_by"]).is_empty());
    }
    assert_eq!(document["used"], used);
}

#[test]
fn claims_of_one_standing() {
    let args = ["kb", "claims", "--standing", "contradicted"];
    let document = json(&args);
    let [group] = list(&document["standings"]) else { panic!("{document}") };
    let ids: Vec<&str> = list(&group["claims"]).iter().map(|c| c["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), 23);
    // The article's two "genuine" numbers, which the register names.
    let claim = list(&group["claims"]).iter().find(|c| c["id"] == "F127").unwrap();
    let user = serde_json::json!({ "file": "numbers.toml", "kind": "number", "id": "former-freephone" });
    assert!(list(&claim["used_by"]).contains(&user), "{claim}");
    every_id_is_shown(&args, &ids);
    assert!(!run(&args).out.contains("F002"), "a claim of another standing");
}

/// The review period is 365 days: what was checked on 23 November 2026 is due from 24 November 2027 on, and not the day before.
#[test]
fn entries_fall_due_the_day_after_their_period() {
    let eve = json(&["kb", "stale", "--at", "2027-11-23"]);
    assert_eq!(eve["review_days"], serde_json::json!({ "number": 365, "other": 365 }));
    assert!(list(&eve["due"]).is_empty());
    assert!(list(&eve["next"]).iter().all(|e| e["due"] == "2027-11-24" && e["checked"] == "2026-11-23" && e["days_overdue"] == 0));

    let args = ["kb", "stale", "--at", "2027-11-24"];
    let day = json(&args);
    assert_eq!(list(&day["due"]).len(), list(&eve["next"]).len());
    assert!(list(&day["due"]).iter().all(|e| e["checked"] == "2026-11-23" && e["days_overdue"] == 1));
    let number = list(&day["due"]).iter().find(|e| e["id"] == "former-freephone").unwrap();
    assert_eq!((&number["kind"], &number["file"]), (&"number".into(), &"numbers.toml".into()));
    assert!(list(&number["sources"]).contains(&"komitsu".into()));
    let ids: Vec<&str> = list(&day["due"]).iter().map(|e| e["id"].as_str().unwrap()).collect();
    every_id_is_shown(&args, &ids);

    let late = json(&["kb", "stale", "--at", "2040-01-01"]);
    let dates: Vec<&str> = list(&late["due"]).iter().map(|e| e["checked"].as_str().unwrap()).collect();
    assert!(dates.is_sorted() && late["entries"] == dates.len() && list(&late["next"]).is_empty());
}

/// A KB with periods and dates of its own; numbers have another period than the rest.
#[test]
fn another_kb_has_its_own_periods() {
    let dir = common::copy_of_kb("periods");
    common::edit(&dir, "kb.toml", "number = 365", "number = 30");
    common::edit(&dir, "faq.toml", "checked = \"2026-11-23\"", "checked = \"2024-02-29\"");
    let dir = dir.to_str().unwrap();
    let document = json(&["kb", "stale", "--at", "2027-01-01", "--kb", dir]);
    let mut files: BTreeMap<&str, usize> = BTreeMap::new();
    list(&document["due"]).iter().for_each(|e| *files.entry(e["file"].as_str().unwrap()).or_default() += 1);
    assert_eq!(files.remove("faq.toml"), Some(1));
    assert_eq!(files.into_keys().collect::<Vec<_>>(), ["numbers.toml"]);
    let oldest = &document["due"][0];
    // 2024-02-29 to 2027-01-01 are 1037 days, 672 more than 365.
    assert_eq!((&oldest["file"], &oldest["days_overdue"]), (&"faq.toml".into(), &672.into()));
    let checked = run(&["kb", "check", dir, "--at", "2027-01-01", "--lang", "en"]);
    let warned = checked.out.matches("warning[overdue]").count();
    assert_eq!((checked.code, warned), (0, list(&document["due"]).len()), "kb check warns of the same entries");
}
