//! `faq`: what can be settled without a person.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "tests")]

mod common;

use common::{WEEKDAY, data, json, run};
use serde_json::Value;

fn topics() -> Vec<toml::Table> {
    let file: toml::Table = toml::from_str(&std::fs::read_to_string(data().join("faq.toml")).unwrap()).unwrap();
    file["topic"].as_array().unwrap().iter().map(|t| t.as_table().unwrap().clone()).collect()
}

fn ids(args: &[&str]) -> Vec<String> {
    let document = json(&[&["faq", "--at", WEEKDAY], args].concat());
    document["topics"].as_array().unwrap().iter().map(|t| t["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn without_words_all_topics_are_listed() {
    let known: Vec<String> = topics().iter().map(|t| t["id"].as_str().unwrap().to_owned()).collect();
    assert!(known.len() > 20);
    assert_eq!(ids(&[]), known);
    for lang in ["ja", "en"] {
        let page = common::bare(&run(&["faq", "--lang", lang, "--width", "300"]).out);
        for topic in topics() {
            assert!(page.contains(&common::bare(topic["question"][lang].as_str().unwrap())), "{lang} {}", topic["id"]);
        }
    }
}

/// A topic is found by its own question, in both languages, and by its id.
#[test]
fn every_topic_is_found_by_its_question_and_id() {
    for topic in topics() {
        let id = topic["id"].as_str().unwrap();
        assert_eq!(ids(&[id]), [id]);
        for lang in ["ja", "en"] {
            assert_eq!(ids(&[topic["question"][lang].as_str().unwrap()])[0], id, "{lang}");
        }
    }
}

#[test]
fn words_find_their_topic() {
    let table = [
        ("パスワード", "password-change"),
        ("ログインできない", "sign-in-help"),
        ("プライム解約", "prime-settings"),
        ("怪しいメール", "report-suspicious"),
        ("返金", "refund-when"),
        ("refund", "refund-when"),
        ("where is my parcel", "tracking-how"),
        ("invoice", "receipt-print"),
        ("gift card balance", "gift-card-balance"),
        ("I lost my kindle", "device-lost"),
    ];
    for (words, id) in table {
        assert_eq!(ids(&[words])[0], id, "{words}");
        // The shell may have split them.
        assert_eq!(ids(&words.split(' ').collect::<Vec<_>>()), ids(&[words]), "{words}");
    }
}

#[test]
fn an_answer_has_the_place_the_steps_and_the_sources() {
    let (ja, en) = (
        run(&["faq", "receipt-print", "--lang", "ja", "--width", "200"]),
        run(&["faq", "receipt-print", "--lang", "en", "--width", "200"]),
    );
    for (page, says) in [
        (&ja.out, ["注文履歴の各注文", "保存、印刷します", "出典: "]),
        (&en.out, ["Each order in your order history", "save or print", "Sources: "]),
    ] {
        for text in says.iter().chain(&["[bakuraku]", "amazon-help route --issue invoice-receipt"]) {
            assert!(page.contains(text), "{text}: {page}");
        }
    }
}

#[test]
fn what_fits_nothing_lists_the_topics() {
    for words in ["天気予報", "セール", "pizza recipe", "how much is a bitcoin", "!?", "\u{1b}[31m"] {
        for lang in ["ja", "en"] {
            let ran = run(&["faq", words, "--lang", lang]);
            assert_eq!((ran.code, ran.out.as_str()), (3, ""), "{words}");
            assert!(!ran.err.contains('\u{1b}'));
            for topic in topics() {
                assert!(ran.err.contains(topic["question"][lang].as_str().unwrap()), "{words} {lang}");
            }
        }
    }
}

#[test]
fn json_has_the_topic_in_both_languages() {
    let document: Value = json(&["faq", "refund-when", "--at", WEEKDAY]);
    assert_eq!(document["input"], "refund-when");
    let (topic, file) = (&document["topics"][0], topics().into_iter().find(|t| t["id"].as_str() == Some("refund-when")).unwrap());
    for key in ["question", "answer", "where"] {
        for lang in ["ja", "en"] {
            assert_eq!(topic[key][lang].as_str(), file[key][lang].as_str(), "{key} {lang}");
        }
    }
    assert_eq!(topic["sources"], serde_json::json!(["flatplat-cancel", "editorial"]));
    assert_eq!(topic["issues"][0], "refund");
    assert_eq!(json(&["faq", "--at", WEEKDAY])["topics"][0]["answer"], Value::Null);
}
