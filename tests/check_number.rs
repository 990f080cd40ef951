//! `check-number` against the promises: verdicts, spellings, context, exit codes, hostile input.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "tests")]

mod common;

use common::{json, run};

/// Input, further arguments, verdict, dial, exit code: from the table of verdicts.
const CASES: &[(&str, &[&str], &str, &str, i32)] = &[
    // The article's two numbers are contradicted by later sources.
    ("0120-999-373", &[], "disputed", "prefer-callback", 10),
    ("011-330-3000", &[], "disputed", "prefer-callback", 10),
    // One source only.
    ("022-745-6363", &[], "disputed", "prefer-callback", 10),
    // Likely in use, but the newest source that says so is more than a year old and another says otherwise.
    ("0120-899-543", &[], "disputed", "prefer-callback", 10),
    // One digit off is another number.
    ("0120-999-374", &[], "unknown", "no", 10),
    ("0120-899-544", &[], "unknown", "no", 10),
    ("011-330-3001", &[], "unknown", "no", 10),
    // A prefix is no proof.
    ("0120-555-012", &[], "unknown", "no", 10),
    ("03-5555-0123", &[], "unknown", "no", 10),
    // Reported scams.
    ("0800-300-8187", &[], "dangerous", "no", 20),
    ("+1 833-977-9709", &[], "dangerous", "no", 20),
    ("+1-855-370-0151", &[], "dangerous", "no", 20),
    // 010 and a country code made to look domestic.
    ("(0101)888-319-8279", &[], "dangerous", "no", 20),
    ("(0101)202-555-0123", &[], "dangerous", "no", 20),
    // Foreign.
    ("+44 20 7946 0123", &[], "dangerous", "no", 20),
    ("010-1-202-555-0123", &[], "dangerous", "no", 20),
    // +81 is Japan.
    ("+81-11-330-3000", &[], "disputed", "prefer-callback", 10),
    ("+81-3-5555-0123", &[], "unknown", "no", 10),
    // Kinds of numbers that no desk has, or that cost.
    ("090-5555-0123", &[], "suspicious", "no", 10),
    ("0570-055-012", &[], "suspicious", "no", 10),
    ("0990-555-012", &[], "suspicious", "no", 10),
    ("0110-555-012", &[], "suspicious", "no", 10),
    ("0120-999-3733333", &[], "suspicious", "no", 10),
    // Somebody else's.
    ("188", &[], "public-service", "yes", 0),
    ("#9110", &[], "public-service", "yes", 0),
    ("110", &[], "public-service", "yes", 0),
    ("0120-210-364", &[], "public-service", "yes", 0),
    // No numbers.
    ("503-1234567-1234567", &[], "not-a-phone-number", "no", 10),
    ("2026-11-23", &[], "not-a-phone-number", "no", 10),
    ("12345", &[], "not-a-phone-number", "no", 10),
    ("", &[], "not-a-phone-number", "no", 10),
    // Where it was found.
    ("0120-999-373", &["--found", "sms"], "dangerous", "no", 20),
    ("0120-999-373", &["--found", "email"], "dangerous", "no", 20),
    ("0120-899-543", &["--found", "search"], "suspicious", "no", 10),
    ("03-5555-0123", &["--found", "ai-answer"], "suspicious", "no", 10),
    ("03-5555-0123", &["--found", "popup"], "dangerous", "no", 20),
    ("0120-999-373", &["--found", "official-page"], "disputed", "prefer-callback", 10),
    ("0120-555-012", &["--found", "official-page"], "unknown", "no", 10),
    ("188", &["--found", "sms"], "public-service", "yes", 0),
    // It called.
    ("0120-999-373", &["--incoming"], "unknown", "no", 10),
    ("110", &["--incoming"], "unknown", "no", 10),
    ("090-5555-0123", &["--incoming"], "unknown", "no", 10),
    ("+1 202-555-0123", &["--incoming"], "dangerous", "no", 20),
];

/// What has the digits of a short code and does not dial it, and what dials it.
#[test]
fn short_codes_are_themselves_only_as_written_at_home() {
    let mut wrong = Vec::new();
    for input in [
        "+188",
        "+110",
        "+119",
        "＋１１０",
        "+#9110",
        "+9110",
        "188@evil.example",
        "110@mail.example",
        "119番地",
        "119番地1",
        "188番線",
        "110番目",
        "188番出口",
        "110~119",
        "188番号",
        "〒110",
        "〒188",
        "110円",
        "¥110",
        "第110条",
        "第110番",
        "188cm",
        "188 cm",
        "188kg",
        "no.188",
        "No. 188",
        "#188",
        "A188",
        "JL188",
        "x188",
        "page 188",
        "188 people",
        "188人",
        "188 人",
        "118便",
        "110号室",
        "110回",
        "188%",
        "188/2026",
        "1/188",
        "110:30",
        "188 USD",
        "$188",
        "v1.188",
        "0.188",
        "1188",
        "1-1-0",
        "order 188",
        "注文番号188",
        "188階",
        "188x5",
    ] {
        let answer = json(&["check-number", "--", input]);
        if (answer["verdict"].as_str(), answer["dial"].as_str()) != (Some("not-a-phone-number"), Some("no")) {
            wrong.push((input, answer["verdict"].to_string()));
        }
    }
    for input in [
        "188",
        " 188 ",
        "１８８",
        "一八八",
        "188番",
        "188番へ",
        "局番なしの188",
        "TEL 188",
        "tel:188",
        "電話：188",
        "☎188",
        "「188」",
        "Call 188",
        "188 for advice",
        "警察（110）",
        "188に電話",
        "188（消費者ホットライン）",
        "#9110",
        "＃9110",
        "♯9110",
        "シャープ9110",
        "シャープ９１１０",
        "＃九一一〇",
        "#9110番",
    ] {
        let answer = json(&["check-number", "--", input]);
        if answer["verdict"] != "public-service" {
            wrong.push((input, answer["verdict"].to_string()));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Ways to write the numbers 0800-300-8187 and +1 888-319-8279, which are reported, so that a person still reads them.
const HIDDEN: &[&str] = &[
    "0800-300-8187Amazon",
    "Amazon0800-300-8187",
    "0800 300 8187Amazon",
    "188 0800-300-8187Amazon",
    "TEL.0800-300-8187",
    "tel08003008187",
    "0800-300-8187am",
    "0800 300 8187day",
    "0800 - 300 - 8187",
    "0800/300/8187",
    "0800_300_8187",
    "０８００＿３００＿８１８７",
    "0800.300.8187",
    "0800…300…8187",
    "0800:300:8187",
    "0800*300*8187",
    "0800の300の8187",
    "(0800)300-8187",
    "【0800】300-8187",
    "0800 300-81 87",
    "080 0300 8187",
    "0 8 0 0 3 0 0 8 1 8 7",
    "0800\n300\n8187",
    "0800-\n300-\n8187",
    "08\u{200b}00-30\u{2060}0-8187",
    "O8OO-3OO-8187",
    "o8oo-3oo-8187",
    "О800-300-8187",
    "0800-300-8l87",
    "0800-300-8I87",
    "O8OO/3OO/8I87",
    "〇八〇〇-三〇〇-八一八七",
    "08〇〇-三00-8一87",
    "零八零零三零零八一八七",
    "０８００ー三〇〇ー8187",
    "ゼロハチゼロゼロの三〇〇の八一八七",
    "ぜろはちぜろぜろ、さんぜろぜろ、はちいちはちなな",
    "ゼロ八〇〇の300の8187",
    "zero eight zero zero, three zero zero, eight one eight seven",
    "0800-300-8187-1",
    "0800-300-8187～8",
    "1. 0800-300-8187",
    "0800☆300☆8187",
    "0800|300|8187",
    "2026-11-26 0800-300-8187",
    "¥0800-300-8187",
    "0800-300-8187@mail.example",
    "+81 800 300 8187",
    "+1 888-319-8279Amazon",
    "(888) 319-8279",
    "888.319.8279",
    "1 (888) 319-8279",
    "Call 8883198279",
    "Dial 1-888-319-8279now",
];

/// Their E.164 forms.
const REPORTED: [&str; 2] = ["+818003008187", "+18883198279"];

#[test]
fn nothing_around_or_between_digits_hides_a_number() {
    let mut missed = Vec::new();
    for input in HIDDEN {
        let answer = json(&["check-number", "--", input]);
        // With a digit too many it is no number, and called so.
        let longer = *input == "0800-300-8187-1" && answer["verdict"] == "suspicious";
        let known = answer["e164"].as_str().is_some_and(|e164| REPORTED.contains(&e164)) && answer["verdict"] == "dangerous";
        if !(known || longer) {
            missed.push((input, answer["verdict"].to_string(), answer["e164"].to_string()));
        }
    }
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn nothing_around_or_between_digits_hides_a_number_in_a_message() {
    let mut missed = Vec::new();
    for input in HIDDEN {
        for text in [format!("お電話ください：{input}"), format!("Please call {input}"), format!("至急ご連絡を。\n\n{input}\n\nサポート")]
        {
            let answer = json(&["check-message", "--text", &text]);
            let found: Vec<&str> = answer["numbers"].as_array().unwrap().iter().filter_map(|n| n["e164"].as_str()).collect();
            if !found.iter().any(|e164| REPORTED.contains(e164)) {
                missed.push((text, answer["numbers"].to_string()));
            }
        }
    }
    assert!(missed.is_empty(), "{missed:#?}");
}

/// What a message has besides numbers to call.
#[test]
fn other_digits_of_a_message_are_no_numbers() {
    let mut taken = Vec::new();
    for text in [
        "Ref #930-0956203-865",
        "Order 250-1234567-1234567",
        "注文番号：D01-1234567-1234567",
        "伝票番号: 0123-4567-8901",
        "受付番号 03-1234-5678-90",
        "お問い合わせ番号 0312345678",
        "Tracking number: 0312345678",
        "Tracking 1Z 999 AA1 01 2345 6784",
        "JP0312345678",
        "TBA012345678901",
        "2026-11-24 10:00",
        "03-12-2026 10:15",
        "03/12/2026 10:15",
        "12/03/2026 - 03/12/2026",
        "IBAN NL91 ABNA 0417 1643 00",
        "IBAN DE89 3704 0044 0532 0130 00",
        "IBAN: GB82WEST12345698765432",
        "¥0120,999",
        "合計 03,000円",
        "35.681236, 139.767125",
        "0.123456789",
        "4111 1111 1111 1111",
        "東京都千代田区1丁目119番地1",
        "〒110-0001",
        "第110条 第188番",
        "user0120999373@mail.example",
        "sha256 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "0f8fad5b-d9cd-469f-a165-70867728950e",
        "ゼロから始める 03 のこと",
        "version 10.0.19045.3803",
        "ISBN 978-4-04-123456-7",
        "1-2-3-4-5-6-7-8-9-0",
        "JAN 4901234567894",
    ] {
        let numbers = json(&["check-message", "--text", text])["numbers"].to_string();
        if numbers != "[]" {
            taken.push((text, numbers));
        }
    }
    assert!(taken.is_empty(), "{taken:#?}");
}

#[test]
fn what_is_no_number_is_named() {
    for (input, why) in [
        ("NL91 ABNA 0417 1643 00", "bank-account"),
        ("35.681236, 139.767125", "coordinates"),
        ("03/12/2026", "date"),
        ("188@mail.example", "mail-address"),
        ("Ref #930-0956203-865", "too-short"),
        ("+188", "too-short"),
    ] {
        let answer = json(&["check-number", "--", input]);
        assert_eq!(answer["not_a_number"]["why"].as_str().or(answer["not_a_number"].as_str()), Some(why), "{input}");
    }
}

/// A prefix that chooses the carrier is none of the number; a range of lines is its first.
#[test]
fn prefixes_and_ranges_of_lines_are_no_part_of_the_number() {
    for (input, e164, class) in [
        ("0037-68-090-1234-5678", "+819012345678", "mobile"),
        ("00376809012345678", "+819012345678", "mobile"),
        ("0077-03-5555-0123", "+81355550123", "geographic"),
        ("0033-0120-999-373", "+81120999373", "toll-free"),
        ("03-5555-0123～9", "+81355550123", "geographic"),
        ("03-5555-0120〜0129", "+81355550120", "geographic"),
        ("0120～999～373", "+81120999373", "toll-free"),
    ] {
        let answer = json(&["check-number", "--", input]);
        assert_eq!((answer["e164"].as_str(), answer["class"].as_str()), (Some(e164), Some(class)), "{input}");
    }
}

/// Whoever has just requested a callback is told that it may be answered, and what not to tell.
#[test]
fn a_callback_that_was_requested_may_be_answered() {
    for number in ["0120-555-012", "050-5555-0123", "03-5555-0123"] {
        let answer = json(&["check-number", number, "--incoming"]);
        assert_eq!((answer["verdict"].as_str(), answer["dial"].as_str()), (Some("unknown"), Some("no")), "{number}");
        let next = answer["next"].to_string();
        assert!(next.contains("you may answer") && next.contains("出てもかまいません"), "{number}: {next}");
        assert!(next.contains("no password, no code and no card") && next.contains("教えないで"), "{number}: {next}");
    }
    for number in ["0800-300-8187", "+1 888-319-8279", "+44 20 7946 0123"] {
        assert!(!json(&["check-number", number, "--incoming"])["next"].to_string().contains("you may answer"), "{number}");
    }
}

#[test]
fn verdicts_are_those_promised() {
    for (number, more, verdict, dial, code) in CASES {
        let mut args = vec!["check-number", number, "--at", "2026-11-23", "--format", "json"];
        args.extend(*more);
        let ran = run(&args);
        let answer: serde_json::Value = serde_json::from_str(&ran.out).unwrap_or_else(|e| panic!("{number}: {e} {}", ran.err));
        let got = (answer["verdict"].as_str().unwrap(), answer["dial"].as_str().unwrap(), ran.code);
        assert_eq!(got, (*verdict, *dial, *code), "{number:?} {more:?}");
    }
}

#[test]
fn every_spelling_of_a_number_gets_the_same_answer() {
    for spelling in [
        "０１２０－９９９－３７３",
        "0120 999 373",
        "(0120)999-373",
        "+81-120-999-373",
        "+81-0120-999-373",
        "0081 120 999 373",
        "010-81-120-999-373",
        "184-0120-999-373",
        "186 0120 999 373",
        "〇一二〇ー九九九ー三七三",
        "0120-999-373 内線 12",
        "0120-999-373（24時間受付）",
    ] {
        let answer = json(&["check-number", spelling]);
        assert_eq!(answer["e164"], "+81120999373", "{spelling}");
        assert_eq!(answer["national"], "0120-999-373", "{spelling}");
        assert_eq!(answer["verdict"], "disputed", "{spelling}");
    }
}

#[test]
fn what_a_number_is_comes_from_the_numbering_plan() {
    for (number, class, country, area, pays) in [
        ("0120-999-373", "toll-free", Some("JP"), None, Some(false)),
        ("0800-123-4567", "toll-free", Some("JP"), None, Some(false)),
        ("011-330-3000", "geographic", Some("JP"), Some("札幌"), Some(true)),
        ("03-5555-0123", "geographic", Some("JP"), Some("東京"), Some(true)),
        ("050-5555-0123", "ip-phone", Some("JP"), None, Some(true)),
        ("080-5555-0123", "mobile", Some("JP"), None, Some(true)),
        ("0570-055-012", "shared-cost", Some("JP"), None, Some(true)),
        ("+44 20 7946 0123", "foreign", Some("GB"), None, None),
        ("+1 888-319-8279", "foreign-toll-free", Some("US"), None, None),
    ] {
        let answer = json(&["check-number", number]);
        assert_eq!(answer["class"], class, "{number}");
        assert_eq!(answer["country"].as_str(), country, "{number}");
        assert_eq!(answer["area"]["ja"].as_str(), area, "{number}");
        if pays.is_some() {
            assert_eq!(answer["caller_pays"].as_bool(), pays, "{number}");
        }
        assert!(answer["cost"]["ja"].as_str().is_some_and(|c| !c.is_empty()), "{number}");
    }
}

#[test]
fn who_says_what_is_shown_with_dates_newest_first() {
    let answer = json(&["check-number", "0120-999-373"]);
    let evidence = answer["evidence"].as_array().unwrap();
    let says = |source: &str| evidence.iter().find(|e| e["source"] == source).map(|e| (e["says"].clone(), e["date"].clone()));
    assert_eq!(says("komitsu"), Some(("retired".into(), "2021-01-26".into())));
    assert_eq!(says("article").unwrap().0, "in-use");
    assert_eq!(says("giftterms").unwrap().1, serde_json::Value::Null);
    let dates: Vec<&str> = evidence.iter().filter_map(|e| e["date"].as_str()).collect();
    assert!(dates.windows(2).all(|d| d[0] >= d[1]), "{dates:?}");
    let ran = run(&["check-number", "0120-999-373", "--lang", "en"]);
    assert!(ran.out.contains("2021-01-26") && ran.out.contains("[komitsu]"));
}

#[test]
fn several_numbers_are_answered_in_order_and_the_worst_decides_the_exit_code() {
    let ran = run(&["check-number", "188", "0120-999-373", "+1 833-977-9709", "--format", "json"]);
    assert_eq!(ran.code, 20);
    let answer: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let verdicts: Vec<&str> = answer["results"].as_array().unwrap().iter().map(|r| r["verdict"].as_str().unwrap()).collect();
    assert_eq!(verdicts, ["public-service", "disputed", "dangerous"]);
}

#[test]
fn context_never_makes_a_verdict_better() {
    let order = ["official", "public-service", "disputed", "unknown", "not-a-phone-number", "suspicious", "dangerous"];
    let rank = |verdict: &serde_json::Value| order.iter().position(|v| verdict == v).unwrap();
    let places = ["official-page", "search", "ad", "ai-answer", "sns", "qa-site", "sms", "email", "popup", "letter", "voicemail"];
    for number in
        ["0120-999-373", "0120-899-543", "03-5555-0123", "090-5555-0123", "+1 202-555-0123", "188", "12", "0800-300-8187", "050-3131-1651"]
    {
        let alone = rank(&json(&["check-number", number])["verdict"]);
        for place in places {
            let found = rank(&json(&["check-number", number, "--found", place])["verdict"]);
            assert!(found >= alone, "{number} found {place}");
        }
    }
}

#[test]
fn a_number_that_called_is_unknown_at_best() {
    for number in ["0120-999-373", "0120-899-543", "188", "110", "0120-210-364", "03-5555-0123"] {
        assert_eq!(json(&["check-number", number, "--incoming"])["verdict"], "unknown", "{number}");
    }
}

/// Inputs made to harm: each is answered, and nothing of it acts on the terminal.
#[test]
fn hostile_input_is_answered_and_shown_escaped() {
    let long = "9".repeat(100_000);
    let dense = "\u{202e}".repeat(3_000);
    for input in [
        "",
        " ",
        "\u{1b}[2J\u{1b}[31m0120-999-373",
        "\u{202e}373-999-0210",
        "0120\u{200b}-999-373",
        "📞📞📞",
        "\u{feff}",
        "a\tb\nc\rd",
        "\u{9b}31m",
        "']; DROP TABLE",
        "﷽﷽﷽",
        "0120-999-373\u{7}",
        &long,
        &dense,
    ] {
        for format in ["table", "plain", "json"] {
            for lang in ["ja", "en"] {
                let ran = run(&["check-number", "--format", format, "--lang", lang, "--", input]);
                assert!([10, 20].contains(&ran.code), "{input:?} {format}: {} {}", ran.code, ran.err);
                let bad = ran.out.chars().find(|c| {
                    (c.is_control() && *c != '\n') || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{feff}')
                });
                if format != "json" {
                    assert_eq!(bad, None, "{input:?} {format}");
                }
                assert!(!ran.out.contains('\u{1b}'), "{input:?} {format}");
            }
        }
    }
    for (input, why) in [("", "empty"), ("📞📞", "no-digits"), (long.as_str(), "input-too-long"), ("\u{202e}\u{200b}", "empty")] {
        let answer = json(&["check-number", "--", input]);
        assert_eq!(answer["verdict"], "not-a-phone-number");
        assert_eq!(answer["not_a_number"], why, "{}", input.len());
        assert!(!answer["reasons"][0]["text"]["ja"].as_str().unwrap().is_empty());
    }
}

#[test]
fn no_answer_ever_says_safe() {
    for (number, more, ..) in CASES {
        for lang in ["ja", "en"] {
            let mut args = vec!["check-number", number, "--lang", lang];
            args.extend(*more);
            let out = run(&args).out.to_lowercase();
            for word in ["安全です", "安心です", "is safe", "safe to "] {
                assert!(!out.contains(word), "{number}: {word}");
            }
        }
    }
}

#[test]
fn overdue_facts_say_so() {
    let fresh = run(&["check-number", "0120-999-373", "--lang", "en", "--at", "2026-12-01"]);
    assert!(!fresh.out.contains("due for review"));
    let old = run(&["check-number", "0120-999-373", "--lang", "en", "--at", "2029-12-01"]);
    assert!(old.out.contains("due for review on 2027-11-23"));
}
