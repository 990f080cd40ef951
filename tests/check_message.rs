//! Messages: scams are called what they are, genuine ones are not called dangerous, and nothing clears a message.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "tests")]

mod common;

use std::io::Write;
use std::path::PathBuf;
use std::process::Stdio;

use amazon_help::ask::message::{Checker, Question};
use amazon_help::kb::Kb;
use amazon_help::kb::record::{Found, MessageVerdict, Severity, Verdict};
use amazon_help::text::mail::{self, Mail};
use common::{command, json, ran, run};
use proptest::prelude::*;

/// Written for these tests: scams as they are told of, and genuine messages as shops and friends write them.
struct Case {
    from: &'static str,
    subject: &'static str,
    text: &'static str,
    verdict: &'static str,
}

const fn case(from: &'static str, subject: &'static str, text: &'static str, verdict: &'static str) -> Case {
    Case { from, subject, text, verdict }
}

const CASES: &[Case] = &[
    // Five scams.
    case(
        "",
        "",
        "【重要】アマゾンプライムの会費のお支払いができませんでした。24時間以内に更新がない場合、アカウントを停止します。 https://prime-jp.example.top/u",
        "dangerous",
    ),
    case(
        "",
        "",
        "Amazon: your order of a laptop (¥148,900) is confirmed. If you did not place it, call us immediately at +1 (888) 555-0123.",
        "dangerous",
    ),
    case(
        "Amazon カスタマーサービス <info@mail.example.top>",
        "ご利用の確認",
        "お客様のアカウントに新しいデバイスからのサインインがありました。下のボタンから情報を更新してください。",
        "dangerous",
    ),
    case(
        "",
        "",
        "アマゾンです。有料動画サイトの未納料金があります。本日中に連絡がない場合は法的措置に移ります。050-5555-0123",
        "dangerous",
    ),
    case("", "", "This is Amazon. Suspicious activity was found on your account. Press 1 to speak with our fraud department.", "dangerous"),
    // Five genuine ones.
    case(
        "Amazon.co.jp <auto-confirm@amazon.co.jp>",
        "ご注文の確認 250-1234567-7654321",
        "ご注文ありがとうございます。お届け予定: 11月28日。注文の詳細は https://www.amazon.co.jp/your-orders からご覧いただけます。合計 ¥2,980",
        "no-warning-found",
    ),
    case(
        "Amazon.co.jp <shipment-tracking@amazon.co.jp>",
        "Your order has shipped",
        "Your package is on its way and arrives tomorrow. Track it at https://www.amazon.co.jp/progress-tracker. Order 250-1234567-7654321.",
        "no-warning-found",
    ),
    case("", "", "Amazonの確認コードは 482913 です。だれにも教えないでください。", "no-warning-found"),
    case("", "", "今日の夕方、アマゾンから荷物が届くので受け取っておいてくれる？ ありがとう！", "no-warning-found"),
    case("", "", "Running late, call me when you get to the station. Mum's number is 03-5555-0123 if my phone is off.", "no-warning-found"),
];

/// More of both: at most, or at least, so bad.
const BOUNDS: &[(Case, Bound)] = &[
    // Genuine alarms look like false ones; what is Amazon's throughout is not called dangerous.
    (
        case(
            "Amazon.co.jp <account-update@amazon.co.jp>",
            "セキュリティ警告: サインインの試みが検出されました",
            "どなたかがサインインを試みました。ご本人でない場合は、拒否してください。 https://www.amazon.co.jp/a/c/r?k=abc",
            "suspicious",
        ),
        Bound::AtMost,
    ),
    (
        case(
            "Amazon.co.jp <payments-messages@amazon.co.jp>",
            "お支払い方法の更新のお願い",
            "ご注文 250-1234567-7654321 のお支払い方法が承認されませんでした。注文履歴から更新してください。 https://www.amazon.co.jp/your-orders",
            "suspicious",
        ),
        Bound::AtMost,
    ),
    (
        case(
            "Amazon.co.jp <digital-no-reply@amazon.co.jp>",
            "ご注文の確認",
            "映画のレンタルを承りました。407円。注文番号 D01-1234567-7654321。視聴期間は再生開始から48時間です。",
            "no-warning-found",
        ),
        Bound::AtMost,
    ),
    (
        case("", "", "Amazon: お支払い方法の更新をお願いします。ご注文を発送できません。 https://amzn.asia/d/abc123", "suspicious"),
        Bound::AtMost,
    ),
    (
        case("", "", "山田歯科です。10日17時のご予約を確認します。変更やキャンセルは03-5555-0123までお電話ください。", "no-warning-found"),
        Bound::AtMost,
    ),
    (case("", "", "水道料金のお支払いがまだのようです。行き違いでしたらご容赦ください。 0120-555-012", "no-warning-found"), Bound::AtMost),
    (case("", "", "Bank: the OTP for your purchase at Amazon is 883014. Do not share it.", "no-warning-found"), Bound::AtMost),
    (case("", "", "Amazon: your parcel arrives today. https://amzn.eu/d/4kZqL2a", "no-warning-found"), Bound::AtMost),
    // Scams without a link or a number that anybody has reported.
    (case("", "", "アマゾン人事部です。1日60分の副業に興味はありませんか。詳しくはTelegramで。", "suspicious"), Bound::AtLeast),
    (
        case("", "", "アマゾンサポートです。お客様のパソコンからウイルスの通信が確認されました。折り返しお電話ください。", "suspicious"),
        Bound::AtLeast,
    ),
    (case("", "", "アマゾンでのご購入ありがとうございます。パソコン 248,000円。キャンセルは 050-5555-0123", "suspicious"), Bound::AtLeast),
    (case("", "", "A m a z o n お届け先が不明です。ご住所をご入力ください https://adr.example.top/", "suspicious"), Bound::AtLeast),
    (
        case("Amazon.co.jp <Amazon>", "サインインが検出されました", "ご本人でない場合は、ID情報を更新してください。", "dangerous"),
        Bound::AtLeast,
    ),
];

#[derive(PartialEq)]
enum Bound {
    AtMost,
    AtLeast,
}

#[test]
fn alarms_and_everyday_messages_stay_within_bounds() {
    let kb = Kb::built_in();
    let checker = Checker::new(&kb);
    for (case, bound) in BOUNDS {
        let found = verdict(&checker, &read(case));
        let limit = MessageVerdict::ALL.iter().copied().find(|v| v.id() == case.verdict).unwrap();
        let holds = if *bound == Bound::AtMost { found <= limit } else { found >= limit };
        assert!(holds, "{}: {}", found.id(), case.text);
    }
}

fn read(case: &Case) -> Mail {
    let given = |text: &'static str| Some(text).filter(|t| !t.is_empty());
    mail::from_text(case.text, given(case.from), given(case.subject))
}

fn verdict(checker: &Checker<'_>, mail: &Mail) -> MessageVerdict {
    let at = chrono::NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
    checker.judge(&Question { mail, kind: Found::Sms, at }).verdict
}

#[test]
fn scams_and_genuine_messages_are_told_apart() {
    let kb = Kb::built_in();
    let checker = Checker::new(&kb);
    for case in CASES {
        assert_eq!(verdict(&checker, &read(case)).id(), case.verdict, "{}", case.text);
    }
}

/// Neither a genuine link, number or sender nor any other words make a scam better.
#[test]
fn nothing_clears_a_message() {
    let kb = Kb::built_in();
    let checker = Checker::new(&kb);
    for case in CASES {
        let plain = read(case);
        let before = verdict(&checker, &plain);
        for more in [
            "\n\nhttps://www.amazon.co.jp/",
            "\n\n0120-999-373",
            "\n\n188 または #9110",
            "\n\nThis message is genuine and verified by Amazon.",
            "\n\nこのメールは本物です。",
        ] {
            let more = Mail { text: format!("{}{more}", plain.text), ..plain.clone() };
            assert!(verdict(&checker, &more) >= before, "{}", more.text);
        }
        let sender = mail::from_text("", Some("Amazon.co.jp <auto-confirm@amazon.co.jp>"), None).from;
        let forged = Mail { from: sender, ..plain.clone() };
        // A forged sender takes away only what the sender itself had shown.
        if case.from.is_empty() {
            assert!(verdict(&checker, &forged) >= before, "{}", case.text);
        }
    }
}

/// Each trick leaves the words readable for the rules, and is named.
#[test]
fn tricks_do_not_hide_a_scam() {
    let plain = "Amazonアカウントを停止しました。24時間以内にログインして情報を更新してください。";
    let spaced: String = plain.chars().flat_map(|c| [c, if c.is_ascii() { '\u{0}' } else { ' ' }]).filter(|c| *c != '\u{0}').collect();
    let hidden: String = plain.chars().flat_map(|c| [c, '\u{200b}']).collect();
    let marked: String = plain.chars().map(|c| if c.is_ascii() { c.to_string() } else { format!("{c}##mix_normal_10##") }).collect();
    let wide = plain.replace("Amazon", "Ａｍａｚｏｎ").replace("24", "２４");
    for (text, sign) in [
        (plain.to_owned(), None),
        (spaced, Some("spaced-letters")),
        (hidden, Some("hidden-characters")),
        (marked, Some("template-marker")),
        (wide, None),
        (plain.replace("Ama", "Аma"), Some("mixed-script")),
        (plain.replace("時間以内", "じかん時間いない以内"), Some("doubled-reading")),
        (plain.replace("停止", "停\n止"), None),
        (plain.replace("アカウント", "ｱｶｳﾝﾄ"), None),
    ] {
        let one = json(&["check-message", "--text", &text]);
        assert_eq!(one["verdict"], "dangerous", "{text}");
        if let Some(sign) = sign {
            assert!(one["signs"].as_array().unwrap().iter().any(|s| s == sign), "{sign}: {}", one["signs"]);
        }
    }
}

#[test]
fn the_document_has_what_is_promised() {
    let text = "Amazonです。注文 250-1234567-7654321 (¥12,980、2026-11-24、〒153-0064) の件で 0120-999-373（24時間受付）か \
                電話：０５０－５５５５－０１２３ に、または https://amazon.example.top/x へ。 a@example.jp";
    let one = json(&["check-message", "--text", text]);
    assert_eq!((one["schema"].as_str(), one["command"].as_str()), (Some("amazon-help/1"), Some("check-message")));
    let numbers: Vec<&str> = one["numbers"].as_array().unwrap().iter().map(|n| n["e164"].as_str().unwrap()).collect();
    assert_eq!(numbers, ["+81120999373", "+815055550123"]);
    assert_eq!(one["urls"][0]["verdict"], "lookalike");
    assert_eq!(one["urls"][0]["registrable_domain"], "example.top");
    assert_eq!(one["mail_addresses"][0], "a@example.jp");
    assert_eq!(one["verdict"], "dangerous");
    for reason in one["reasons"].as_array().unwrap() {
        assert!(reason["rule"].is_string() && reason["text"]["ja"].is_string() && !reason["sources"].as_array().unwrap().is_empty());
    }
    for phrase in one["phrases"].as_array().unwrap() {
        assert!(text.contains(phrase["text"].as_str().unwrap()), "{phrase}");
    }
    for key in ["next", "after"] {
        assert!(!one[key].as_array().unwrap().is_empty(), "{key}");
    }
}

/// The page marks the message's own words and says what to do first, in both languages.
#[test]
fn the_page_says_what_to_do_and_why() {
    let text = "Amazonアカウントを停止しました。24時間以内に https://amazon.example.top/ から更新してください。";
    for (lang, first, already) in [("ja", "開かない、返信しない、電話しない", "もう"), ("en", "Do not tap, reply or call", "If you ")]
    {
        for format in ["table", "plain"] {
            let shown = run(&["check-message", "--text", text, "--lang", lang, "--format", format]);
            assert_eq!(shown.code, 20);
            assert!(shown.out.starts_with(first), "{}", shown.out);
            assert!(shown.out.contains(">>24時間以内<<") && shown.out.contains(already), "{}", shown.out);
            assert!(shown.out.contains("188") && shown.out.contains("#9110"), "{}", shown.out);
        }
        let clear = run(&["check-message", "--text", "今夜は七時に集合です。", "--lang", lang]);
        assert_eq!(clear.code, 0);
        assert!(!clear.out.contains("安全") && !clear.out.to_lowercase().contains("safe"), "{}", clear.out);
    }
}

fn file(name: &str, bytes: &[u8]) -> String {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, bytes).unwrap();
    path.to_str().unwrap().to_owned()
}

fn piped(args: &[&str], bytes: &[u8]) -> common::Ran {
    let mut child = command(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(bytes).unwrap();
    ran(child.wait_with_output().unwrap())
}

const MAIL: &str = "From: =?UTF-8?B?QW1hem9u?= <info@mail.example.top>\r\nTo: a@example.jp\r\nSubject: =?UTF-8?B?44GU5Yip55So56K66KqN?=\r\n\
    MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n\
    <p>Please <a href=\"https://login.example.top/\">https://www.amazon.co.jp/</a></p><p style=\"display:none\">nothing to see</p>";

/// A file, standard input, words and `--text` give the same.
#[test]
fn a_message_comes_in_many_ways() {
    let mail = file("message.eml", MAIL.as_bytes());
    let from_file = run(&["check-message", &mail, "--lang", "en"]);
    let wide = run(&["check-message", &mail, "--lang", "en", "--width", "200"]).out;
    assert_eq!(from_file.code, 20, "{}", from_file.out);
    assert!(from_file.out.contains("ご利用確認") && from_file.out.contains("info@mail.example.top"), "{}", from_file.out);
    assert!(wide.contains("[link-hides-target:") && !wide.contains("nothing to see"), "{wide}");
    assert_eq!(piped(&["check-message", "--lang", "en"], MAIL.as_bytes()).out, from_file.out);
    assert_eq!(piped(&["check-message", "-", "--lang", "en"], MAIL.as_bytes()).out, from_file.out);

    let words = "Your Amazon account is suspended. Click here within 24 hours.";
    let given = run(&["check-message", "--text", words, "--lang", "en"]);
    assert_eq!(given.code, 20);
    assert_eq!(run(&["check-message", words, "--lang", "en"]).out, given.out);
    let named = file("message.txt", words.as_bytes());
    assert_eq!(run(&["check-message", &named, "--lang", "en"]).out, given.out);
    let shift_jis = file("sjis.txt", &encoding_rs::SHIFT_JIS.encode("アマゾンのアカウントを停止しました。至急ご確認ください。").0);
    assert_eq!(run(&["check-message", &shift_jis]).code, 20);
    let pasted = "差出人: Amazon <info@mail.example.top>\n件名: お知らせ\n\nこちらからログインしてください。";
    assert_eq!(run(&["check-message", "--text", pasted]).code, 20);
}

/// What has a sender or a subject is an e-mail, anything else a text message, unless one says otherwise.
#[test]
fn how_it_came_follows_from_what_it_has() {
    let mail = file("kind.eml", MAIL.as_bytes());
    for (args, kind) in [
        (&["--text", "こんにちは"][..], "sms"),
        (&["--text", "こんにちは", "--subject", "お知らせ"], "email"),
        (&["--text", "こんにちは", "--from", "a@example.jp"], "email"),
        (&[mail.as_str()], "email"),
        (&[mail.as_str(), "--kind", "voicemail"], "voicemail"),
        (&["--text", "こんにちは", "--kind", "email"], "email"),
    ] {
        assert_eq!(json(&[&["check-message"], args].concat())["kind"], kind, "{args:?}");
    }
}

/// What a link is and which rules for addresses warn of it are signs; its host is named.
#[test]
fn links_are_named_for_what_they_are() {
    for (link, host, signs, not) in [
        ("https://www.amazon.co.jp/", "www.amazon.co.jp", &["link", "official-link"][..], &["unofficial-link", "lookalike-link"][..]),
        ("https://bucket.s3.amazonaws.com/x", "bucket.s3.amazonaws.com", &["hosted-link"], &["short-link", "official-link"]),
        ("https://amzn.asia/d/x", "amzn.asia", &["short-link"], &["hosted-link"]),
        ("https://amazon.example.top/", "amazon.example.top", &["lookalike-link", "unofficial-link"], &["official-link"]),
        // A rule that warns; one that only notes is no sign.
        (
            "https://www.google.com/url?q=https://www.amazon.co.jp/",
            "www.google.com",
            &["unofficial-link", "official-name-in-path"],
            &["name-in-path"],
        ),
    ] {
        let one = json(&["check-message", "--text", &format!("こちら {link} です"), "--at", "2031-01-15"]);
        assert_eq!(one["urls"][0]["host"], host);
        let found: Vec<&str> = one["signs"].as_array().unwrap().iter().map(|s| s.as_str().unwrap()).collect();
        assert!(signs.iter().all(|s| found.contains(s)) && !not.iter().any(|s| found.contains(s)), "{link}: {found:?}");
        // What is known of the link can be overdue as in an answer about the address.
        let alone = json(&["check-url", link, "--at", "2031-01-15"]);
        if let Some(domain) = alone["registrable_domain"].as_str().filter(|_| alone["verdict"] == "official") {
            assert!(one["overdue"]["ids"].as_array().unwrap().iter().any(|id| id == domain), "{}", one["overdue"]);
        }
    }
}

/// Ids of the signs of a message, with the words that each stands at.
fn signs(checker: &Checker<'_>, mail: &Mail) -> Vec<(String, String)> {
    let at = chrono::NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
    let judgement = checker.judge(&Question { mail, kind: Found::Email, at });
    let words = |place: &Option<std::ops::Range<usize>>| place.clone().map_or("", |place| &judgement.words[place]).to_owned();
    judgement.found.signs.iter().map(|(id, place)| ((*id).to_owned(), words(place))).collect()
}

/// Each sign is there for what it says, and only for that: `has` and `not` are ids between spaces.
#[test]
fn signs_are_what_they_say() {
    let kb = Kb::built_in();
    let checker = Checker::new(&kb);
    let html = |text: &str| mail::read(format!("<p>{text}</p>").as_bytes()).unwrap();
    let text = |text: &str| mail::from_text(text, None, None);
    let from = |from: &str| mail::from_text("こんにちは", Some(from), None);
    let reply = |to: &str| mail::read(format!("From: a@shop.example.com\r\nReply-To: {to}\r\n\r\nこんにちは").as_bytes()).unwrap();
    let seen = |shown: &str| html(&format!("<a href='https://login.example.top/'>{shown}</a>"));
    let file = |kind: &str| {
        let part = |kind: &str| format!("--b\r\nContent-Type: {kind}\r\n\r\nこんにちは\r\n");
        let head = "From: a@example.jp\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n";
        mail::read(format!("{head}{}{}--b--\r\n", part("text/plain"), part(kind)).as_bytes()).unwrap()
    };
    let fields = |fields: &str| mail::read(format!("{fields}\nTo: c@d.example\nSubject: x\n\nこんにちは").as_bytes()).unwrap();
    let leads = |target: &str| html(&format!("<a href='{target}'>こちら</a>"));
    for (mail, has, not) in [
        // Numbers: one that was the organisation's, one that is nobody's, one that is reported, one of a public service.
        (text("0120-999-373"), "number", "unofficial-number reported-number foreign-number public-service-number"),
        (text("03-5555-0123"), "number unofficial-number", "reported-number foreign-number public-service-number"),
        (text("(888) 555-0123"), "number unofficial-number foreign-number", "reported-number"),
        (text("+1 888-319-8279"), "number unofficial-number foreign-number reported-number", "public-service-number"),
        (text("警察相談 #9110"), "number public-service-number", "unofficial-number reported-number foreign-number"),
        (leads("tel:03-5555-0123"), "number unofficial-number", "link"),
        (leads("TEL://0355550123"), "number unofficial-number", "link"),
        // Links.
        (leads("https://amazon-x.example.top/"), "link lookalike-link unofficial-link", "number"),
        (leads("//amazon-x.example.top/y"), "link lookalike-link unofficial-link", ""),
        (leads("https://amaz0n.example.top:99999/"), "link lookalike-link", "official-link"),
        (leads("https://shop.example.top:99999/"), "", "link"),
        (leads("/amazon-x.example.top"), "", "link"),
        (leads("#amazon-x.example.top"), "", "link"),
        (leads("mailto:info@amazon-x.example.top"), "", "link"),
        (leads("login.html"), "", "link"),
        (leads("?next=amazon-x.example.top"), "", "link"),
        (leads("images/a.png#x"), "", "link"),
        (leads("amazon-x.example.top/y"), "link lookalike-link unofficial-link", ""),
        (leads("amazon-x[.]example[.]top"), "link lookalike-link unofficial-link", ""),
        (text("readme.txt と node.js を見てね。Mr.Smith より"), "", "link"),
        // What is seen of a link is an address, or is none.
        (seen("https://www.amazon.co.jp/"), "link-shows-other-host link-poses", ""),
        (seen("www.shop.example.com"), "link-shows-other-host", "link-poses"),
        (seen("www.example.top"), "link", "link-shows-other-host"),
        (html("<a href='https://amazon.com/'>amazon.co.jp</a>"), "link-shows-other-host", "link-poses"),
        (seen("https://www.amazon.co.jp/ はこちら"), "link-shows-other-host link-poses", ""),
        (seen("こちら"), "link", "link-shows-other-host"),
        (seen("shop"), "link", "link-shows-other-host"),
        (seen("node.js"), "link", "link-shows-other-host"),
        (seen("amazon.co.jp のページ"), "link", "link-shows-other-host"),
        (seen("開く https://www.amazon.co.jp/"), "link-shows-other-host link-poses", ""),
        (seen("開くhttps://www.amazon.co.jp/を"), "link-shows-other-host link-poses", ""),
        (seen("▶ https://www.amazon.co.jp/"), "link-shows-other-host link-poses", ""),
        (seen("https://www.amazon.co.jp。"), "link-shows-other-host link-poses", ""),
        (seen("www.amazon.co.jp."), "link-shows-other-host link-poses", ""),
        (seen("www.amazon.co.jp を開く"), "link-shows-other-host link-poses", ""),
        (seen("ＷＷＷ．ａｍａｚｏｎ．ｃｏ．ｊｐ を開く"), "link-shows-other-host link-poses", ""),
        (seen("「amazon.co.jp」"), "link-shows-other-host link-poses", ""),
        (seen("amazon.co.jp/ www.example.top"), "link-shows-other-host link-poses", ""),
        (seen("amazon.co.jp。"), "link-shows-other-host link-poses", ""),
        (seen("開く https://www.shop.example.com/"), "link-shows-other-host", "link-poses"),
        (seen("開く https://www.example.top/amazon.co.jp"), "link", "link-shows-other-host"),
        (seen("▶ node.js を見る。"), "link", "link-shows-other-host"),
        (seen("ご確認はこちら。"), "link", "link-shows-other-host"),
        (html("<a href='https://www.amazon.co.jp/'>開く https://www.amazon.co.jp/</a>"), "official-link", "link-shows-other-host"),
        // Files.
        (file("application/pdf; name=a.pdf"), "attachment", ""),
        (file("text/plain"), "", "attachment"),
        // Senders.
        (from("Amazon.co.jp <auto-confirm@amazon.co.jp>"), "sender official-sender", "unofficial-sender sender-poses sender-misspelt"),
        (from("Amazon <info@mail.example.top>"), "sender unofficial-sender sender-poses", "official-sender sender-misspelt"),
        (from("Amazom <info@mail.example.top>"), "sender-misspelt", "sender-poses"),
        (from("info@mail.example.top"), "sender", "sender-without-address sender-poses"),
        (from("Amazon.co.jp <Amazon>"), "sender-without-address", "sender"),
        (from("友人"), "", "sender sender-without-address"),
        (reply("b@example.com"), "", "reply-to-elsewhere"),
        (reply("b@example.top"), "reply-to-elsewhere", ""),
        // Programs differ in what they show of a broken field: the worst counts.
        (from("Amazon, <info@mail.example.top>"), "sender-poses", "official-sender"),
        (from("Amazon,(x) <info@mail.example.top>"), "sender-poses", "official-sender"),
        (from("Amazon: info@mail.example.top;"), "sender-poses", "official-sender"),
        (from("=?utf-8?B?QW1hem9uIDxpbmZvQG1haWwuZXhhbXBsZS50b3A+?="), "sender-poses", "official-sender"),
        (from("Amazon <\"no-reply@amazon.co.jp\">"), "sender-without-address", "official-sender"),
        (from("Amazon <no-reply@amazon.co.jp> <info@mail.example.top>"), "sender-poses", "official-sender"),
        (from("Amazon <info@mail.example.top> <no-reply@amazon.co.jp>"), "sender-poses", "official-sender"),
        (from("Amazon <no-reply@amazon.co.jp@mail.example.top>"), "sender-poses", "official-sender"),
        (from("Amazon <info@mail.example.top@amazon.co.jp>"), "sender-poses", "official-sender"),
        (from("no-reply@amazon.co.jp <info@mail.example.top>"), "sender-poses", "official-sender"),
        (from("\"no-reply@amazon.co.jp\"@mail.example.top"), "sender-poses", "official-sender"),
        (from("Amazon <no-reply@amazon.co.jp(.example.top)>"), "", "official-sender"),
        (from("Amazon <no-reply@amazon.co.jp .example.top>"), "", "official-sender"),
        (from("\u{202e}nozamA <info@mail.example.top>"), "sender-poses reversed-letters", "official-sender"),
        (fields("From: a@b.example\nFrom: Amazon <info@mail.example.top>"), "sender-poses", "official-sender"),
        (fields("From: Amazon <no-reply@amazon.co.jp>\nFrom: info@mail.example.top"), "sender-poses", "official-sender"),
        (fields("From: Amazon <no-reply@amazon.co.jp>\nSender: info@mail.example.top"), "sender-elsewhere", ""),
        (fields("From: Amazon <no-reply@amazon.co.jp>\nSender: no-reply@amazon.co.jp"), "official-sender", "sender-elsewhere sender-poses"),
        // The hosts of senders are judged as links are.
        (from("Visa <x@amazon.co.jp.example.top>"), "sender-lookalike", "official-sender"),
        (from("Visa <x@card.example.com>"), "", "sender-lookalike"),
        (fields("From: a@b.example\nReply-To: x@arnazon.example.top"), "sender-lookalike reply-to-elsewhere", ""),
        (fields("From: a@b.example\nSender: x@arnazon.example.top"), "sender-lookalike sender-elsewhere", ""),
        (fields("From: a@b.example\nContent-Type: message/rfc822\n\nFrom: x@arnazon.example.top"), "sender-lookalike", ""),
        (text("x@amazon.co.jp.example.top まで"), "lookalike-mail", "link"),
        (leads("mailto:x@amazon.co.jp.example.top?subject=y"), "lookalike-mail", "link"),
        (text("x@shop.example.top まで"), "", "lookalike-mail"),
        // What could not be read.
        (fields("From: a@b.example\nContent-Type: application/pkcs7-mime"), "unread-text attachment", ""),
        (fields("From: a@b.example"), "", "unread-text reversed-letters"),
        (text("\u{202e}nozamA"), "reversed-letters", ""),
        // The name and words like it.
        (text("Amazon"), "", "misspelt-name"),
        (text("Ａｍａｚｏｎ"), "", "misspelt-name mixed-script"),
        (text("amazing mason horizon"), "", "misspelt-name"),
        (text("A m a big z o n"), "", "misspelt-name"),
    ] {
        let found = signs(&checker, &mail);
        let holds = |id: &str| found.iter().any(|(sign, _)| sign == id);
        assert!(has.split_whitespace().all(holds) && !not.split_whitespace().any(holds), "{mail:?}: {found:?}");
    }
    for name in ["Amazom", "arnazon", "4m4z0n", "Amzaon", "Аmazon", "A m a z o n", "A-m a - z o n"] {
        let found = signs(&checker, &text(&format!("Hello, dear {name} user")));
        assert!(found.contains(&("misspelt-name".to_owned(), name.to_owned())), "{name}: {found:?}");
    }
}

/// A mail that is all of one of the organisation's shops of other countries is an ordinary mail of that shop. Anything else among its hosts, such a
/// shop of yet another country too, makes it as foreign as they are.
#[test]
fn a_mail_of_another_countrys_shop_is_none_of_a_stranger() {
    let own = "other-shop-link other-shop-sender";
    let foreign = "unofficial-link unofficial-sender";
    for (from, text, verdict, has, not) in [
        ("Amazon.co.uk <ship@amazon.co.uk>", "Your order has shipped: https://www.amazon.co.uk/orders", "no-warning-found", own, foreign),
        ("amazon.de <info@amazon.de>", "Bild https://m.media-amazon.com/i.png https://www.amazon.de/", "no-warning-found", own, foreign),
        ("Amazon.fr <a@marketplace.amazon.fr>", "Bonjour", "no-warning-found", "other-shop-sender", "sender-poses unofficial-sender"),
        (
            "Amazon.co.jp <a@amazon.co.jp>",
            "https://www.amazon.co.uk/orders",
            "no-warning-found",
            "other-shop-link official-sender",
            foreign,
        ),
        (
            "Amazon.co.uk <ship@amazon.co.uk>",
            "https://www.amazon.co.uk/ https://shop.example.top/",
            "suspicious",
            "unofficial-link unofficial-sender",
            "other-shop-sender",
        ),
        ("Amazon.co.uk <ship@amazon.co.uk>", "https://www.amazon.de/", "suspicious", "unofficial-link unofficial-sender sender-poses", ""),
        ("Amazon <info@mail.example.top>", "https://www.amazon.co.uk/", "suspicious", "unofficial-link unofficial-sender sender-poses", ""),
        ("Amazon <info@amazon.cn>", "https://www.amazon.cn/", "suspicious", "unofficial-link unofficial-sender sender-poses", own),
        (
            "Amazon.co.uk <ship@amazon.co.uk>",
            "https://www.amazon.co.uk/gp/r.html?U=https%3A%2F%2Flogin.example.top%2F",
            "suspicious",
            "unofficial-link unofficial-sender stranger-link",
            "other-shop-sender",
        ),
        ("Amazon.co.uk <ship@amazon.co.uk>", "https://amazon.co.uk.example.top/", "dangerous", "lookalike-link unofficial-sender", ""),
    ] {
        let one = json(&["check-message", "--from", from, "--text", text]);
        let found: Vec<&str> = one["signs"].as_array().unwrap().iter().map(|s| s.as_str().unwrap()).collect();
        assert!(has.split_whitespace().all(|id| found.contains(&id)), "{from} {text}: {found:?}");
        assert!(!not.split_whitespace().any(|id| found.contains(&id)), "{from} {text}: {found:?}");
        assert!(
            one["verdict"] == verdict || (verdict == "suspicious" && one["verdict"] == "dangerous"),
            "{from} {text}: {}",
            one["verdict"]
        );
    }
}

/// What stands twice in a message is judged once, and no more than the first 200 numbers, links and mail addresses are.
#[test]
fn what_a_message_has_is_listed_once_and_within_bounds() {
    let kb = Kb::built_in();
    let checker = Checker::new(&kb);
    let at = chrono::NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
    let text = |n: u32| format!("03-5555-{n:04} https://h{n}.example.top/ u{n}@example.jp\n");
    let html = |n: u32| format!("<p><a href='tel:035555{n:04}'>x</a> <a href='https://h{n}.example.top/'>x</a></p>");
    for (one, mails) in [(&text as &dyn Fn(u32) -> String, true), (&html, false)] {
        for (count, listed) in [(1, 1), (200, 200), (201, 200)] {
            let all: String = (0..count).map(|n| one(n).repeat(2)).collect();
            let mail = mail::read(all.as_bytes()).unwrap();
            let found = checker.judge(&Question { mail: &mail, kind: Found::Email, at }).found;
            assert_eq!((found.numbers.len(), found.links.len()), (listed, listed));
            assert_eq!(found.mails.len(), if mails { listed } else { 0 });
            for (id, _) in &found.signs {
                assert_eq!(found.signs.iter().filter(|(sign, _)| sign == id).count(), 1, "{id}");
            }
        }
    }
}

/// What is seen of a link is told where it is something else than the link.
#[test]
fn a_link_has_what_is_seen_of_it() {
    let kb = Kb::built_in();
    let checker = Checker::new(&kb);
    let at = chrono::NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
    let target = "https://login.example.top/";
    for (seen, shown) in [("", None), (target, None), (" こちら ", Some("こちら"))] {
        let mail = mail::read(format!("<p><a href='{target}'>{seen}</a></p>").as_bytes()).unwrap();
        let found = checker.judge(&Question { mail: &mail, kind: Found::Email, at }).found;
        let links: Vec<_> = found.links.iter().filter(|link| link.shown.as_deref() == shown).map(|link| link.text.as_str()).collect();
        assert_eq!(links, [target], "{seen}");
    }
}

/// Of the words that may be the name misspelt, 2,000 are compared with it. Others do not count.
#[test]
fn a_misspelt_name_is_found_behind_many_other_words() {
    let kb = Kb::built_in();
    let checker = Checker::new(&kb);
    // Long enough but without the letters; with the letters but too long; and what may be the name.
    let (others, long, like) = (|n| format!("bcdf{n:04} "), |n| format!("manoxxxx{n:04} "), |n| format!("mano{n:04} "));
    let words = |word: &dyn Fn(u32) -> String, count| (0..count).map(word).collect::<String>();
    for (before, found) in [
        (words(&others, 2_001), true),
        (words(&long, 2_001), true),
        (words(&like, 1_999), true),
        (words(&like, 1_999).repeat(2), true),
        (words(&like, 2_000), false),
    ] {
        let mail = mail::from_text(&format!("{before}amazom"), None, None);
        let signs = signs(&checker, &mail);
        assert_eq!(signs.iter().any(|(id, word)| id == "misspelt-name" && word == "amazom"), found, "{:.9}", before);
    }
}

/// What to do when it has happened already is reviewed where it is said.
#[test]
fn steps_are_overdue_where_they_are_shown() {
    for (text, shown) in [("Amazonアカウントを停止しました。24時間以内に更新してください。", true), ("今夜は七時に集合です。", false)]
    {
        let one = json(&["check-message", "--text", text, "--at", "2031-01-15"]);
        assert_eq!(one["after"].as_array().unwrap().is_empty(), !shown);
        assert_eq!(one["overdue"]["ids"].as_array().unwrap().iter().any(|id| id == "tapped"), shown, "{}", one["overdue"]);
    }
}

/// What was not looked at comes first, with what to do; pictures and files by themselves make nothing worse.
#[test]
fn what_was_not_opened_is_named_first() {
    let part = |kind: &str, body: &str| format!("--b\n{kind}\n\n{body}\n");
    let mail = |parts: &[String]| {
        format!(
            "From: a@b.example\nTo: c@d.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n{}--b--\n",
            parts.concat()
        )
    };
    let png = part("Content-Type: image/png; name=a.png\nContent-Transfer-Encoding: base64", "iVBORw0KGgo=");
    let pdf = part("Content-Type: application/pdf; name=b.pdf", "%PDF-1.7");
    let words = part("Content-Type: text/plain; charset=utf-8", "こんにちは");
    let zip = |n: usize| part(&format!("Content-Type: application/zip; name=c{n}.zip"), "PK\u{3}\u{4}");
    for (parts, code, ja, en) in [
        (vec![words.clone(), png.clone()], 0, "画像 a.png", "picture a.png"),
        (vec![png.clone()], 0, "画像 a.png", "picture a.png"),
        (vec![words.clone(), png, pdf], 0, "PDF b.pdf", "PDF b.pdf"),
        (
            vec![words.clone(), zip(1), zip(2), zip(3), zip(4)],
            0,
            "ファイル c1.zip、ファイル c2.zip、ファイル c3.zip、ほか1件",
            "file c1.zip, file c2.zip, file c3.zip and 1 more",
        ),
        (vec![words, part("Content-Type: application/pkcs7-mime", "x")], 10, "読み取れなかった部分", "could not be read"),
    ] {
        let path = file("unopened.eml", mail(&parts).as_bytes());
        for (lang, words, todo) in [("ja", ja, "公式のサイトかアプリで確かめて"), ("en", en, "check on the official site or in the app")]
        {
            let ran = run(&["check-message", &path, "--lang", lang, "--width", "400"]);
            let first = ran.out.lines().next().unwrap_or_default();
            assert_eq!(ran.code, code, "{}", ran.out);
            assert!(first.contains(words) && first.contains(todo), "{}", ran.out);
        }
        let files = json(&["check-message", &path])["attachments"].as_array().unwrap().clone();
        assert!(!files.is_empty() && files.iter().all(|file| file["read"] == false && file["kind"].is_string()), "{files:?}");
    }
    // A mail of one picture has a link to judge.
    let path = file(
        "picture.eml",
        b"From: a@b.example\nTo: c@d.example\nContent-Type: text/html\n\n<a href='https://amazon.co.jp.example.top/'><img src='https://x.example/a.png'></a>",
    );
    let ran = run(&["check-message", &path, "--lang", "en", "--width", "400"]);
    assert_eq!(ran.code, 20, "{}", ran.err);
    assert!(ran.out.lines().next().is_some_and(|first| first.contains("pictures loaded from the web")), "{}", ran.out);
    // One byte does not make a text a program.
    assert_eq!(run(&["check-message", &file("nul.txt", "Amazonアカウントを停止\0しました。至急ログイン".as_bytes())]).code, 20);
}

#[test]
fn bad_input_gets_a_clear_answer() {
    let large = file("large.txt", &vec![b'a'; (10 << 20) + 1]);
    let picture = file("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    let empty = file("empty.txt", b" \n ");
    let folder = env!("CARGO_TARGET_TMPDIR");
    for (arg, code, english, japanese) in [
        ("no-such-file.eml", 1, "--text", "--text"),
        ("/home/me/mails/2026/november/that/is/not/there/message.html", 1, "--text", "--text"),
        ("./my mails/message", 1, "--text", "--text"),
        ("my message.EML", 1, "--text", "--text"),
        (large.as_str(), 1, "10 MiB", "10 MiB"),
        (picture.as_str(), 1, ".eml", ".eml"),
        (folder, 1, "folder", "フォルダ"),
        (empty.as_str(), 2, "--text", "--text"),
    ] {
        for (lang, words) in [("en", english), ("ja", japanese)] {
            let ran = run(&["check-message", arg, "--lang", lang]);
            assert_eq!((ran.code, ran.out.as_str()), (code, ""), "{arg}: {}", ran.err);
            assert!(ran.err.contains(words), "{arg}: {}", ran.err);
        }
    }
}

/// Every row of a file has the answer that it has alone.
#[test]
fn many_messages_at_once() {
    let rows: String = CASES
        .iter()
        .enumerate()
        .map(|(n, c)| {
            let mut row = serde_json::json!({ "id": format!("m{n}"), "text": c.text });
            if !c.from.is_empty() {
                row["from"] = c.from.into();
                row["subject"] = c.subject.into();
            }
            format!("{row}\n")
        })
        .collect();
    let path = file("messages.jsonl", format!("{rows}{{\"id\":7}}\nnot json\n").as_bytes());
    let many = run(&["check-message", "--input", &path, "--field", "text", "--format", "jsonl"]);
    assert_eq!(many.code, 0);
    let lines: Vec<serde_json::Value> = many.out.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(lines.len(), CASES.len() + 2);
    for (n, (case, line)) in CASES.iter().zip(&lines).enumerate() {
        assert_eq!((line["id"].as_str().unwrap(), line["verdict"].as_str().unwrap()), (format!("m{n}").as_str(), case.verdict), "{line}");
        assert_eq!(line["row"], n as u64 + 1);
    }
    assert!(lines[CASES.len()]["error"]["en"].is_string() && lines[CASES.len() + 1]["error"]["en"].is_string());
    let worst = run(&["check-message", "--input", &path, "--field", "text", "--format", "csv", "--fail-on", "danger"]);
    assert_eq!(worst.code, 20);
    let csv = file("messages.csv", "no,text,from\n1,Amazonアカウント停止 至急こちら,\n2,こんにちは,友人\n".as_bytes());
    let rows = run(&["check-message", "--input", &csv, "--column", "text", "--format", "csv"]);
    let rows: Vec<Vec<&str>> = rows.out.lines().map(|l| l.split(',').collect()).collect();
    assert_eq!(rows[0][..4], ["no", "text", "from", "verdict"]);
    assert_eq!((rows[1][3], rows[2][3]), ("dangerous", "no-warning-found"));
}

/// Ten megabytes are read whole: what stands at the end counts.
#[test]
fn a_large_message_is_read_to_its_end() {
    let filler = "お元気ですか。こちらは元気です。\n\n".repeat((9 << 20) / 50);
    let text = format!("{filler}Amazonアカウントを停止しました。24時間以内にログインして情報を更新してください。");
    let path = file("long.txt", text.as_bytes());
    assert_eq!(run(&["check-message", &path]).code, 20);
}

/// Each rule of the file can be reached: its examples are run by `kb check`; here each id is unique and each warning has a text to act on.
#[test]
fn rules_and_steps_cover_all_verdicts() {
    let kb = Kb::built_in();
    let rules = kb.message_rules();
    for verdict in MessageVerdict::ALL {
        assert!(rules.next.iter().any(|n| n.verdicts.contains(verdict)), "{verdict:?}");
    }
    assert!(rules.rule.iter().filter(|r| r.severity == Severity::Danger).count() >= 10);
    for after in ["tapped", "told-password", "told-card", "paid", "called"] {
        assert!(rules.after.find(after).is_some(), "{after}");
    }
    for url in amazon_help::kb::record::UrlVerdict::ALL {
        assert!(kb.url_rules().next.iter().any(|n| n.verdicts.contains(url)), "{url:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    /// Any text has an answer, the same each time, and what is quoted stands in the message.
    #[test]
    fn no_text_breaks_it(parts in prop::collection::vec(prop_oneof![
        "\\PC{0,12}",
        prop::sample::select(vec!["アカウント", "停止", "amazon", "https://", "amazon.example.top", "0120-999-373", "\u{200b}", "\n\n", "##a1##", "じかん", "時間", "。", "＠", "(", "+81", "ｱ\u{ff9e}"]).prop_map(str::to_owned),
    ], 0..30)) {
        let text = parts.concat();
        let kb = Kb::built_in();
        let checker = Checker::new(&kb);
        let mail = mail::from_text(&text, Some(&text), None);
        let at = chrono::NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
        let question = Question { mail: &mail, kind: Found::Email, at };
        let first = checker.ask(&question);
        prop_assert_eq!(&first, &checker.ask(&question));
    }

    /// A message is no better than the worst number, link or sender in it, whatever else it says; and one that has nothing bad in it is not called
    /// dangerous for its ordinary numbers and links.
    #[test]
    fn a_message_is_no_better_than_what_is_in_it(
        words in prop::collection::vec(prop::sample::select(vec![
            "こんにちは。", "明日の会議は10時からです。", "See you at seven.", "Thank you for the photos.", "注文 250-1234567-7654321", "0120-999-373",
            "03-5555-0123", "090-5555-0123", "https://shop.example.com/", "https://www.amazon.co.jp/", "a@shop.example.com",
        ]), 0..6),
        bad in prop::option::of(prop::sample::select(vec![
            "text +1 888-319-8279", "text 0800-300-8187", "text https://amazon.co.jp.example.top/", "text http://arnazon.example.top/x", "text x@amazon.co.jp.example.top",
            "from Shop <x@amazon.co.jp.example.top>", "from x@arnazon.example.top", "reply-to Shop <x@amazon-jp.example.top>", "sender x@amazon.co.jp.example.top",
            "link https://amazon.co.jp.example.top/", "link tel:+1-888-319-8279", "link mailto:x@amazon.co.jp.example.top", "type application/pkcs7-mime", "type multipart/encrypted",
        ])),
        at in 0_usize..6,
    ) {
        let kb = Kb::built_in();
        let checker = Checker::new(&kb);
        let (place, value) = bad.and_then(|bad| bad.split_once(' ')).unwrap_or_default();
        let mut all: Vec<&str> = words;
        if place == "text" {
            all.insert(at.min(all.len()), value);
        }
        let field = |name: &str, other: &str| if place == name { value.to_owned() } else { other.to_owned() };
        let link = if place == "link" { format!("<a href='{value}'>x</a>") } else { String::new() };
        let mail = format!(
            "From: {}\nReply-To: {}\nSender: {}\nTo: c@d.example\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html; charset=utf-8\n\n<p>{}</p>{link}\n--b\nContent-Type: {}\n\nx\n--b--\n",
            field("from", "a@b.example"), field("reply-to", "a@b.example"), field("sender", "a@b.example"), all.join(" "), field("type", "text/plain"),
        );
        let mail = mail::read(mail.as_bytes()).unwrap();
        let answer = checker.ask(&Question { mail: &mail, kind: Found::Email, at: "2026-11-26".parse().unwrap() });
        let expected = match place { "" => MessageVerdict::NoWarningFound, "type" => MessageVerdict::Suspicious, _ => MessageVerdict::Dangerous };
        prop_assert!(answer.verdict == expected, "{:?}: {:?}", mail, answer);
        let worst = answer.numbers.iter().map(|n| n.verdict).max();
        prop_assert!(worst != Some(Verdict::Dangerous) || answer.verdict == MessageVerdict::Dangerous);
        prop_assert!(worst != Some(Verdict::Suspicious) || answer.verdict >= MessageVerdict::Suspicious);
        prop_assert!(place.is_empty() || !answer.reasons.is_empty());
    }

    #[test]
    fn no_bytes_break_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..400), mail in any::<bool>()) {
        let mut all = if mail { b"From: a@example.jp\r\nSubject: x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n".to_vec() } else { Vec::new() };
        all.extend(bytes);
        let _ = mail::read(&all);
    }
}
