//! `channels`: the same facts as `hours` and the files have, side by side.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "tests")]

mod common;

use common::{CHANNELS, ISSUES, WEEKDAY, columns, json, run};
use serde_json::Value;

fn channels(args: &[&str]) -> Vec<Value> {
    let mut all = vec!["channels", "--at", WEEKDAY];
    all.extend(args);
    json(&all)["channels"].as_array().unwrap().clone()
}

#[test]
fn all_channels_come_in_the_order_of_the_file_and_those_asked_for_in_theirs() {
    let ids = |all: Vec<Value>| all.iter().map(|c| c["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
    assert_eq!(ids(channels(&[])), CHANNELS);
    assert_eq!(ids(channels(&["faq", "chat"])), ["faq", "chat"]);
}

/// At any moment the state and what each source says are those of `hours`.
#[test]
fn hours_are_those_of_hours() {
    for at in [WEEKDAY, "2026-11-25T03:00", "2026-12-31T10:00"] {
        let (channels, hours) = (json(&["channels", "--at", at]), json(&["hours", "--at", at]));
        for (c, h) in channels["channels"].as_array().unwrap().iter().zip(hours["channels"].as_array().unwrap()) {
            for key in ["id", "name", "state", "until", "opens_at", "disputed"] {
                assert_eq!(c[key], h[key], "{at} {key}");
            }
            assert_eq!(c["hours"], h["versions"], "{at}");
        }
    }
}

#[test]
fn what_is_known_and_what_is_not() {
    let all = channels(&[]);
    let fact = |id: &str, key: &str| all.iter().find(|c| c["id"] == id).unwrap()[key].clone();
    // channel, record kept, attachments, sign-in needed
    let table = [
        ("phone-callback", false, Some(false), true),
        ("chat", true, None, true),
        ("email-form", true, Some(true), true),
        ("faq", true, Some(false), false),
    ];
    for (id, record, attachments, sign_in) in table {
        assert_eq!(fact(id, "record"), record, "{id}");
        assert_eq!(fact(id, "attachments"), attachments.map_or(Value::Null, Value::Bool), "{id}");
        assert_eq!(fact(id, "sign_in"), sign_in, "{id}");
    }
    for channel in &all {
        for key in ["reply_time", "languages"] {
            assert!(!channel[key]["ja"].as_str().unwrap().is_empty() && !channel[key]["en"].as_str().unwrap().is_empty());
        }
        for key in ["good_for", "not_good_for", "sources", "hours"] {
            assert!(!channel[key].as_array().unwrap().is_empty(), "{} {key}", channel["id"]);
        }
    }
}

/// Every issue is first for exactly the channel that `route` puts first when nothing is closed and nobody has circumstances.
#[test]
fn each_issue_is_first_for_one_channel() {
    let all = channels(&[]);
    for issue in ISSUES {
        let first: Vec<&Value> = all.iter().filter(|c| c["first_for"].as_array().unwrap().iter().any(|i| i["id"] == issue)).collect();
        assert_eq!(first.len(), 1, "{issue}");
        assert_eq!(first[0]["id"], json(&["route", "--issue", issue, "--at", WEEKDAY])["recommendations"][0]["channel"], "{issue}");
    }
}

#[test]
fn an_unknown_channel_lists_the_nearest() {
    for (lang, says) in [("ja", "「chatt」という窓口はありません"), ("en", "There is no channel \"chatt\"")] {
        let ran = run(&["channels", "chatt", "--lang", lang]);
        assert_eq!((ran.code, ran.out.as_str()), (3, ""));
        assert!(ran.err.contains(says), "{}", ran.err);
        assert!(ran.err.lines().nth(1).unwrap().trim().starts_with("chat"), "{}", ran.err);
    }
}

/// Two channels stand side by side at 80 columns; six, and any at 40, one under the other.
#[test]
fn columns_where_they_fit_and_blocks_where_not() {
    let page = |args: &[&str]| run(&[&["channels", "--lang", "en", "--at", WEEKDAY], args].concat()).out;
    let side_by_side = |page: &str| page.lines().any(|l| l.contains("Callback") && l.contains("Chat"));
    assert!(side_by_side(&page(&["phone-callback", "chat", "--width", "80"])));
    assert!(side_by_side(&page(&["--width", "150"])));
    for args in [&["--width", "80"][..], &["phone-callback", "chat", "--width", "40"], &["--width", "40"]] {
        let page = page(args);
        assert!(!side_by_side(&page), "{args:?}");
        assert!(page.contains("■ Callback") && page.contains("■ Chat"), "{args:?}");
    }
}

#[test]
fn no_line_is_wider_than_asked() {
    for lang in ["ja", "en"] {
        for width in (40..=200).step_by(4) {
            let page = run(&["channels", "--lang", lang, "--at", WEEKDAY, "--width", &width.to_string()]).out;
            for line in page.lines() {
                assert!(columns(line) <= width, "{lang} {width}: {line}");
            }
        }
    }
}
