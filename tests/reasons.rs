//! What answers say beside the verdict: which reasons, with whose word, what to do, and which facts they rest on.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "tests")]

mod common;

use common::{json, overlay, run};
use serde_json::Value;

fn list<'a>(answer: &'a Value, field: &str, key: &str) -> Vec<&'a str> {
    answer[field].as_array().unwrap().iter().map(|entry| entry[key].as_str().unwrap()).collect()
}

/// Arguments, and the ids of every fact that the answer shows: rules, entry or service, steps, class of number.
const USES: &[(&[&str], &[&str])] = &[
    (
        &["check-number", "0800-300-8187"],
        &["reported-number", "reported-0800-unpaid-fee", "do-not-call", "real-contact", "already-told", "toll-free"],
    ),
    (&["check-number", "188"], &["consumer-hotline", "service-own-purpose", "short-code"]),
    (&["check-number", "hello"], &["check-again"]),
    (
        &["check-number", "0120-999-373", "--incoming"],
        &["caller-id-can-be-forged", "former-freephone", "incoming-requested", "incoming-not-requested", "incoming-driver", "toll-free"],
    ),
    (
        &["check-number", "03-5555-0123", "--found", "search"],
        &["number-from-search", "do-not-call", "real-contact", "already-told", "geographic"],
    ),
    (
        &["check-url", "https://www.amazon.co.jp/gp/r.html?U=https%3A%2F%2Famazon.example.top%2F"],
        &[
            "amazon.co.jp",
            "shop-redirectors",
            "amazon",
            "lookalike-do-not-open",
            "lookalike-told-already",
            "elsewhere-open-yourself",
            "check-the-message",
        ],
    ),
    (
        &["check-url", "https://a.co.jp.example.top/"],
        &["official-tail-inside", "elsewhere-open-yourself", "not-official-no-secrets", "check-the-message"],
    ),
];

#[test]
fn every_fact_of_an_answer_can_be_overdue() {
    for (args, uses) in USES {
        let answer = json(&[args, &["--at", "2031-01-15"][..]].concat());
        let mut ids: Vec<&str> = answer["overdue"]["ids"].as_array().unwrap().iter().map(|id| id.as_str().unwrap()).collect();
        let mut uses = uses.to_vec();
        ids.sort_unstable();
        uses.sort_unstable();
        assert_eq!(ids, uses, "{args:?}");
    }
}

#[test]
fn a_rule_that_tells_of_the_report_tells_it_once() {
    assert_eq!(list(&json(&["check-number", "0800-300-8187"]), "reasons", "rule"), ["reported-number"]);
    // What the register says of other numbers is a reason beside the rules that match.
    let called = json(&["check-number", "0120-999-373", "--incoming"]);
    assert_eq!(list(&called, "reasons", "rule"), ["caller-id-can-be-forged", "former-freephone"]);
}

/// A number of one's own is reported by oneself; what the KB says of where it was found still has the KB's sources.
#[test]
fn each_reason_has_its_own_sources() {
    let args = ["check-number", "03-5555-0123", "--found", "sms"];
    let sources = |answer: &Value, rule: &str| {
        answer["reasons"].as_array().unwrap().iter().find(|r| r["rule"] == rule).map_or(Value::Null, |r| r["sources"].clone())
    };
    let (was, is) = (json(&args), json(&common::with(&args, &["--overlay", common::OVERLAY])));
    assert!(!sources(&was, "number-in-message").as_array().unwrap().is_empty());
    assert_eq!(sources(&is, "number-in-message"), sources(&was, "number-in-message"));
    assert_eq!(sources(&is, "reported-number"), serde_json::json!(["my-notes"]));
    // A number that others report too has the sources of those who call it a scam, and of no others.
    let both = std::fs::read_to_string(common::OVERLAY).unwrap().replace("+81355550123", "+81120999373");
    let both = overlay("both", &both);
    let is = json(&["check-number", "0120-999-373", "--overlay", both.to_str().unwrap()]);
    assert_eq!(sources(&is, "reported-number"), serde_json::json!(["my-notes"]));
    // One that only the KB has keeps the KB's, whatever is added.
    let other = ["check-number", "0800-300-8187"];
    let (was, is) = (json(&other), json(&common::with(&other, &["--overlay", common::OVERLAY])));
    assert_eq!(sources(&is, "reported-number"), sources(&was, "reported-number"));
}

#[test]
fn only_a_foreign_number_names_its_country() {
    for (number, named) in [("+44 20 7946 0123", true), ("03-5555-0123", false)] {
        let page = run(&["check-number", number, "--lang", "en", "--width", "200"]).out;
        assert!(!page.contains("Japan") && page.contains("United Kingdom") == named, "{page}");
    }
}

/// The advice is that of the verdict: nothing is to be dialled that the verdict warns of, and a caller is hung up on.
#[test]
fn every_verdict_has_its_advice() {
    for (args, advice) in [
        (&["check-number", "0120-999-373"][..], "request a callback"),
        (&["check-number", "03-5555-0123"], "Do not dial it as customer service"),
        (&["check-number", "0120-999-373", "--incoming"], "hang up"),
        (&["check-number", "0800-300-8187"], "Do not dial it"),
        (&["check-number", "188"], "Dial it for what it is there for"),
        (&["check-number", ""], "Check the number again"),
        (&["check-url", "https://www.example.com/"], "https://www.amazon.co.jp/"),
        (&["check-message", "--text", "Your Amazon account is suspended. Click here within 24 hours."], "188"),
    ] {
        let answer = json(args);
        let next = answer["next"].as_array().unwrap();
        assert!(next.iter().any(|step| step["en"].as_str().unwrap().contains(advice)), "{args:?}: {next:#?}");
    }
}

/// Why something is no number, no address or cannot be read is said in words of its own, in both languages.
#[test]
fn what_is_none_is_told_apart_in_words() {
    let long = "1".repeat(251);
    let far = format!("https://a.example/{}", "x".repeat(amazon_help::text::web::MAX_CHARS));
    let cases: &[(&str, &str, &str, &str)] = &[
        ("check-number", "", "nothing in it", "何も書かれていません"),
        ("check-number", &long, "too long", "長すぎます"),
        ("check-number", "カスタマーサービス", "no digit", "数字がありません"),
        ("check-number", "12345", "only 5 digits", "5桁しかありません"),
        ("check-number", "03-5555-0123、06-5555-0123", "more than one number", "二つ以上の番号"),
        ("check-number", "99999999999999", "not the form of a phone number", "電話番号の形ではありません"),
        ("check-number", "250-1234567-1234567", "order number", "注文番号"),
        ("check-number", "2026-11-24", "a date", "日付"),
        ("check-number", "〒100-0001", "postcode", "郵便番号"),
        ("check-number", "3,980円", "amount of money", "金額"),
        ("check-number", "info@shop.example", "mail address", "メールアドレス"),
        ("check-number", "https://shop.example/", "web address", "ウェブのアドレス"),
        ("check-number", "192.0.2.10", "IP address", "IPアドレス"),
        ("check-url", "", "nothing in it", "何も書かれていません"),
        ("check-url", &far, "too long", "長すぎます"),
        ("check-url", "info@shop.example", "mail address", "メールアドレス"),
        ("check-url", "カスタマーサービス", "form of a web address", "アドレスの形ではありません"),
        ("check-url", "javascript:alert(1)", "a program inside the address", "プログラムがアドレスの中に"),
        ("check-url", "tel:0355550123", "not the address of a web page", "ページのアドレスではありません"),
        ("check-url", "https://a.example:99999/", "No browser accepts", "ブラウザーが開けない"),
    ];
    for (command, input, en, ja) in cases {
        for (lang, words) in [("en", en), ("ja", ja)] {
            let ran = common::run(&[command, input, "--lang", lang, "--width", "400"]);
            assert_eq!(ran.code, 10, "{command} {input}");
            assert!(ran.out.contains(words), "{command} {en}: {}", ran.out.chars().take(2_000).collect::<String>());
        }
    }
}

/// What could not be read of a message is said first, and such a message is not clear.
#[test]
fn what_could_not_be_read_of_a_message_is_said() {
    let dir = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("reasons");
    std::fs::create_dir_all(&dir).unwrap();
    let head = "From: a@shop.example\nTo: b@shop.example\nSubject: x\nMIME-Version: 1.0\n";
    let mut deep = format!("{head}Content-Type: text/plain\n\nhello\n");
    for _ in 0..80 {
        deep = format!("{head}Content-Type: message/rfc822\n\n{deep}");
    }
    let broken = [format!("{head}Content-Type: text/plain; charset=utf-8\n\nhello ").as_bytes(), &[0xff, 0xfe, 0x80, b'\n']].concat();
    for (name, bytes, id, en, ja) in [
        ("deep.eml", deep.into_bytes(), "too-deep", "too deep inside each other", "深すぎ"),
        ("broken.eml", broken, "broken-charset", "encoding is broken", "文字コードが壊れて"),
    ] {
        let path = dir.join(name);
        std::fs::write(&path, bytes).unwrap();
        let path = path.to_str().unwrap();
        for (lang, words) in [("en", en), ("ja", ja)] {
            let ran = common::run(&["check-message", path, "--lang", lang, "--width", "400"]);
            assert_eq!(ran.code, 10, "{name}");
            // Before anything else.
            assert!(ran.out.lines().next().is_some_and(|first| first.contains(words)), "{name}: {}", ran.out);
        }
        assert!(common::run(&["check-message", path, "--format", "json"]).out.contains(id), "{name}");
    }
    for (lang, words) in [("en", "not a text file"), ("ja", "文章のファイルではありません")] {
        let path = dir.join("picture.png");
        std::fs::write(&path, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01").unwrap();
        let ran = common::run(&["check-message", path.to_str().unwrap(), "--lang", lang]);
        assert_eq!(ran.code, 1);
        assert!(ran.err.contains(words), "{}", ran.err);
    }
}
