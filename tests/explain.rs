//! `explain`: everything that has an id can be looked up.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "tests")]

mod common;

use std::collections::BTreeSet;
use std::path::Path;

use amazon_help::ask::explain;
use amazon_help::kb::Kb;
use amazon_help::show::{self, Answer, Format, Style};
use amazon_help::text::Lang;
use common::{data, json, run};

const FILES: [&str; 13] = [
    "sources",
    "claims",
    "channels",
    "hours",
    "issues",
    "audiences",
    "checklists",
    "faq",
    "numbers",
    "domains",
    "rules/number",
    "rules/url",
    "rules/message",
];

/// File, list and id of every entry, as they stand in the files.
fn written() -> Vec<(String, String, String)> {
    let japan = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/japan");
    let mut files: Vec<_> = FILES.iter().chain(&["kb"]).map(|name| data().join(format!("{name}.toml"))).collect();
    files.extend(["sources", "classes", "public-services", "organisations"].map(|name| japan.join(format!("{name}.toml"))));
    let mut all = Vec::new();
    for path in files {
        let file: toml::Table = toml::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        for (list, entries) in &file {
            for entry in entries.as_array().into_iter().flatten().filter_map(|e| e.as_table()) {
                let id = ["id", "channel", "name"].iter().find_map(|key| entry.get(*key)?.as_str()).unwrap();
                all.push((path.file_stem().unwrap().to_str().unwrap().to_owned(), list.clone(), id.to_owned()));
            }
        }
    }
    assert!(all.len() > 700, "{}", all.len());
    all
}

#[test]
fn every_id_of_the_files_is_explained_in_both_languages() {
    let kb = Kb::built_in();
    let at = "2026-11-25".parse().unwrap();
    let ids: BTreeSet<String> = written().into_iter().map(|(_, _, id)| id).collect();
    for id in ids {
        let answer = explain::ask(&kb, &id, at).unwrap_or_else(|_| panic!("{id} is not explained"));
        for lang in Lang::ALL {
            let style = Style { lang, format: Format::Plain, width: 200, color: false, ascii: false, zone: None };
            let page = show::answer(&kb, &Answer::Explain(&answer), &style);
            for entry in &answer.entries {
                assert!(!entry.text.get(lang).trim().is_empty(), "{id}");
                assert!(page.contains(&format!("{} ― {}", entry.id, entry.kind.name().get(lang))), "{id}: {page}");
                assert!(common::bare(&page).contains(&common::bare(entry.text.get(lang))), "{id}: {page}");
                // A reading is a table entry of the program, and a source is its own evidence.
                let bare = entry.evidence.is_empty() && !matches!(entry.kind, explain::Kind::Reading | explain::Kind::Claim);
                assert!(!bare, "{id}: nobody says so");
            }
        }
    }
}

/// As many entries are listed as the files have: no list was forgotten and none stands twice.
#[test]
fn nothing_is_forgotten() {
    let kb = Kb::built_in();
    let mut listed: Vec<String> = explain::all(&kb).into_iter().map(|e| e.id).collect();
    let mut written: Vec<String> = written().into_iter().map(|(_, _, id)| id).collect();
    listed.sort();
    written.sort();
    assert_eq!(listed, written);
}

#[test]
fn an_id_of_several_kinds_shows_all_of_them() {
    for (id, kinds) in [
        ("phone-callback", vec!["channel", "hours", "ladder"]),
        ("cannot-sign-in", vec!["issue", "situation"]),
        ("chat", vec!["channel", "hours", "ladder"]),
    ] {
        let document = json(&["explain", id]);
        let mut found = vec![document["kind"].as_str().unwrap()];
        found.extend(document["also"].as_array().unwrap().iter().map(|e| e["kind"].as_str().unwrap()));
        assert_eq!(found, kinds, "{id}");
        let page = run(&["explain", id, "--lang", "en"]).out;
        assert_eq!(page.matches(&format!("{id} ― ")).count(), kinds.len(), "{page}");
    }
}

#[test]
fn it_says_where_an_entry_is_used() {
    let used = |id: &str, kind: &str, by: &str| {
        let document = json(&["explain", id]);
        assert!(document["used_by"].as_array().unwrap().iter().any(|u| u["kind"] == kind && u["id"] == by), "{id}: {kind} {by}");
    };
    used("F005", "hours", "phone-callback");
    used("F127", "number", "former-freephone");
    used("order-number", "issue", "return");
    used("receipt-print", "issue", "invoice-receipt");
    used("phone-callback", "issue", "return");
    used("return", "faq", "returns-how");
    used("appllio", "channel", "chat");
    used("claims-to-be-organisation", "rule", "payment-alarm-in-its-name");
    assert_eq!(json(&["explain", "number-in-message"])["commands"][0], "check-number");
}

/// Who says what of a channel's hours stands under the hours, with the source's date.
#[test]
fn hours_have_their_evidence() {
    let document = json(&["explain", "phone-callback"]);
    let hours = &document["also"][0];
    assert_eq!(hours["kind"], "hours");
    let says = |source: &str| {
        let all = hours["evidence"].as_array().unwrap();
        all.iter().find(|w| w["source"] == source).unwrap()["text"]["en"].as_str().unwrap().to_owned()
    };
    assert!(says("article").starts_with("Daily 09:00-21:00"), "{}", says("article"));
    assert!(says("appllio").starts_with("24 hours a day"), "{}", says("appllio"));
}

#[test]
fn numbers_and_services_answer_to_their_digits() {
    for (id, known) in [("+81120999373", "former-freephone"), ("188", "consumer-hotline")] {
        assert_eq!(json(&["explain", id])["id"], known);
    }
}

#[test]
fn an_unknown_id_lists_the_nearest_of_all_kinds() {
    for (id, near) in
        [("retrun", "return"), ("receipt-prnt", "receipt-print"), ("amazon.co.jq", "amazon.co.jp"), ("phone-calback", "phone-callback")]
    {
        for lang in ["ja", "en"] {
            let ran = run(&["explain", id, "--lang", lang]);
            assert_eq!((ran.code, ran.out.as_str()), (3, ""), "{id}");
            assert_eq!(ran.err.lines().nth(1).unwrap().split_whitespace().next(), Some(near), "{}", ran.err);
        }
    }
}

/// A rule says what it does to the verdict of its own command: `check-url` knows no `suspicious` and no `dangerous`.
#[test]
fn what_a_rule_does_is_said_in_the_verdicts_of_its_command() {
    for (id, en, ja) in [
        ("number-in-message", "makes it dangerous", "dangerous になります"),
        ("official-name-in-path", "does not change the verdict", "判定は変わりません"),
    ] {
        for (lang, words) in [("en", en), ("ja", ja)] {
            assert!(common::bare(&run(&["explain", id, "--lang", lang]).out).contains(&common::bare(words)), "{id}");
        }
    }
    // An example of a rule for addresses is none of a number.
    let example = &common::json(&["explain", "official-name-in-path"])["examples"][0]["example"];
    assert!(example.as_str().is_some_and(|url| url.starts_with("http")), "{example}");
    let kb = amazon_help::kb::Kb::built_in();
    for rule in kb.url_rules().rule.iter() {
        let page = run(&["explain", &rule.id, "--lang", "en"]).out;
        assert!(!page.contains("makes it suspicious") && !page.contains("makes it dangerous"), "{}: {page}", rule.id);
    }
}
