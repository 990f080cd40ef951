//! Additions never make anything better: random ones, valid or not, against numbers, addresses and messages.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "tests")]

mod common;

use amazon_help::ask::message::{Checker, Question};
use amazon_help::ask::{number, url};
use amazon_help::kb::Kb;
use amazon_help::kb::record::{Found, MessageVerdict, UrlVerdict, Verdict};
use amazon_help::text::mail;
use proptest::prelude::*;

/// Numbers of every kind: of the register, of public services, foreign, in no range, none at all.
const NUMBERS: &[&str] = &[
    "0120-999-373",
    "011-330-3000",
    "0800-300-8187",
    "03-5555-0123",
    "050-5555-0123",
    "0120-555-012",
    "090-5555-0123",
    "188",
    "110",
    "0120-210-364",
    "03-5449-0906",
    "+1 888-319-8279",
    "+44 20 7946 0123",
    "0101-888-319-8279",
    "250-1234567-7654321",
    "0990-555-012",
    "",
];

const ADDRESSES: &[&str] = &[
    "https://www.amazon.co.jp/",
    "https://amazon.co.jp.example.top/",
    "https://amzn.asia/d/x",
    "https://www.parcel.example/ap/signin",
    "https://shop.example/",
    "http://192.0.2.7/",
    "https://www.amazon.co.jp/gp/r?u=https%3A%2F%2Fshop.example%2F",
    "https://xn--mazon-3ve.co.jp/",
    "https://s3.amazonaws.com/x",
    "amazon.de",
    "https://www.amazon.co.jp／a@shop.example/",
    "https://www.amazo\u{301}n.co.jp/",
    "//xn--mgbh0fb(.)amazon.co.jp」",
    "hxxps://www[.]amazon[.]co[.]jp/",
    "「ｈｔｔｐｓ：／／ｗｗｗ．ａｍａｚｏｎ．ｃｏ．ｊｐ／」",
    "not an address",
    "mailto:a@shop.example",
];

/// Pieces of messages, by which rules of the KB go: with and without what calms them.
const PIECES: &[&str] = &[
    "Amazon",
    "アマゾンです。",
    "アカウントを停止しました。",
    "お支払い方法を更新してください。",
    "24時間以内",
    "お電話ください",
    "ご注文 250-1234567-7654321",
    "合計 ¥148,900",
    "パソコンのご購入ありがとうございます。",
    "キャンセルは",
    "your account has been suspended",
    "call us immediately at",
    "情報を確認してください。",
    "未納料金",
    "法的措置",
    "gift card",
    "hello",
];

const SEVERITIES: [&str; 3] = ["note", "caution", "danger"];

/// Ids of one's own, and those that could stand in the way of the KB's rules.
const IDS: [&str; 7] = ["own", "own-two", "order-number", "lookalike-link", "official-link", "account-threat", "claims-to-be-organisation"];

const COMMON: &str = "reason = { ja = \"試験\", en = \"test\" }\nsources = [\"editorial\"]\nchecked = \"2026-11-23\"\n";

fn pick(list: &'static [&'static str]) -> impl Strategy<Value = &'static str> {
    proptest::sample::select(list)
}

fn an_id() -> impl Strategy<Value = String> {
    // Mostly ids that are allowed, so that most overlays are used.
    prop_oneof![6 => "own-[a-z]{6}", 1 => pick(&IDS).prop_map(str::to_owned)]
}

fn a_number() -> impl Strategy<Value = String> {
    let e164 = prop_oneof![
        pick(&[
            "+81120999373",
            "+81113303000",
            "+81355550123",
            "+815055550123",
            "+81120555012",
            "+18883198279",
            "+442079460123",
            "+81120210364"
        ])
        .prop_map(str::to_owned),
        "\\+8150[1-9][0-9]{7}",
    ];
    let state = prop_oneof![4 => Just("reported"), 1 => pick(&["in-use", "former", "unconfirmed", "partner", "sender"])];
    (an_id(), e164, state).prop_map(|(id, e164, state)| {
        let says = if state == "reported" { "scam" } else { "in-use" };
        format!(
            "[[number]]\nid = \"{id}\"\ne164 = \"{e164}\"\nstate = \"{state}\"\nname = {{ ja = \"試験\", en = \"test\" }}\nchecked = \"2026-11-23\"\n\
             [[number.evidence]]\nsource = \"editorial\"\nsays = \"{says}\"\ndate = \"2026-11-20\"\ntext = {{ ja = \"試験\", en = \"test\" }}\n"
        )
    })
}

fn a_number_rule() -> impl Strategy<Value = String> {
    // A condition with a number that fits and one that does not.
    let conditions = pick(&[
        "when = { prefix = [\"0120\"] }|0120-999-373|03-5555-0123",
        "when = { class = [\"geographic\"] }|03-5555-0123|0120-999-373",
        "when = { class = [\"public-service\"] }|188|0120-999-373",
        "when = { register = [\"none\"] }|03-5555-0199|0120-999-373",
        "when = { min_digits = 3 }\nunless = { class = [\"mobile\"] }|188|090-5555-0123",
        "when = { number = [\"+81113303000\"] }|011-330-3000|03-5555-0123",
        "when = { pattern = \"^0[35]\" }|03-5555-0123|0120-999-373",
    ]);
    (an_id(), pick(&SEVERITIES), conditions).prop_map(|(id, severity, condition)| {
        let [when, fits, other] = condition.split('|').collect::<Vec<_>>()[..] else { panic!("{condition}") };
        format!(
            "[[number_rule]]\nid = \"{id}\"\nseverity = \"{severity}\"\n{when}\n{COMMON}[number_rule.examples]\n\
             match = [{{ number = \"{fits}\" }}]\nno_match = [{{ number = \"{other}\" }}]\n"
        )
    })
}

fn a_url_rule() -> impl Strategy<Value = String> {
    let conditions = pick(&[
        "host = [\"shop.example\"]|https://shop.example/|https://other.example/",
        "host = [\"amazon.co.jp\"]|https://www.amazon.co.jp/|https://other.example/",
        "verdict = [\"official\"]|https://www.amazon.co.jp/|https://other.example/",
        "verdict = [\"not-official\"]|https://other.example/|https://www.amazon.co.jp/",
        "path = \"signin\"|https://other.example/signin|https://other.example/",
        "written = [\"plain-http\"]|http://other.example/|https://other.example/",
    ]);
    (an_id(), pick(&SEVERITIES), conditions).prop_map(|(id, severity, condition)| {
        let [when, fits, other] = condition.split('|').collect::<Vec<_>>()[..] else { panic!("{condition}") };
        format!(
            "[[url_rule]]\nid = \"{id}\"\nseverity = \"{severity}\"\nwhen = {{ {when} }}\n{COMMON}[url_rule.examples]\n\
             match = [{{ url = \"{fits}\" }}]\nno_match = [{{ url = \"{other}\" }}]\n"
        )
    })
}

fn a_message_rule() -> impl Strategy<Value = String> {
    let conditions = pick(&[
        "says.ja = [\"アマゾン\"]|アマゾンです。",
        "says.ja = [\"アカウント…停止\", \"未納料金\"]|未納料金",
        "says.en = [\"account\", \"gift card\"]\nwhen = { none = [\"order-number\", \"link\"] }|gift card",
        "when = { all = [\"order-number\"] }|ご注文 250-1234567-7654321",
        "when = { any = [\"link\", \"number\"], none = [\"official-link\"] }|https://shop.example/",
        "when = { all = [\"claims-to-be-organisation\"] }|アマゾンです。",
    ]);
    (an_id(), pick(&SEVERITIES), conditions).prop_map(|(id, severity, condition)| {
        let (when, fits) = condition.split_once('|').unwrap();
        format!(
            "[[message_rule]]\nid = \"{id}\"\nseverity = \"{severity}\"\n{when}\n{COMMON}[message_rule.examples]\n\
             match = [{{ text = \"{fits}\" }}]\nno_match = [{{ text = \"お元気ですか\" }}]\n"
        )
    })
}

fn an_overlay() -> impl Strategy<Value = String> {
    let one = prop_oneof![a_number(), a_number_rule(), a_url_rule(), a_message_rule()];
    proptest::collection::vec(one, 1..5).prop_map(|all| all.join("\n"))
}

fn a_message() -> impl Strategy<Value = String> {
    let piece = prop_oneof![4 => pick(PIECES), 1 => pick(NUMBERS), 1 => pick(ADDRESSES)];
    proptest::collection::vec(piece, 1..7).prop_map(|all| all.join(" "))
}

fn a_found() -> impl Strategy<Value = Option<Found>> {
    proptest::option::of(proptest::sample::select(Found::ALL))
}

/// How many random overlays were used, and how many were refused.
static TRIED: [std::sync::atomic::AtomicUsize; 2] = [const { std::sync::atomic::AtomicUsize::new(0) }; 2];

fn never_better(overlay: &str, found: Option<Found>, incoming: bool, number: &str, messages: &[String]) -> Result<(), TestCaseError> {
    use std::sync::atomic::Ordering::Relaxed;
    let path = common::overlay("random", overlay);
    let Ok((own, _)) = Kb::built_in().with_overlay(&path) else {
        TRIED[1].fetch_add(1, Relaxed);
        return Ok(());
    };
    TRIED[0].fetch_add(1, Relaxed);
    let base = own.base().unwrap();
    let at = "2026-11-25".parse().unwrap();
    // Those that the overlay itself names above all, and by themselves as well as in a context.
    let named = overlay.lines().filter_map(|l| l.strip_prefix("e164 = \"")?.strip_suffix('"'));
    for input in NUMBERS.iter().copied().chain([number]).chain(named) {
        for (found, incoming) in [(None, false), (found, incoming)] {
            let question = number::Question { input, found, incoming, at };
            let (was, is) = (number::ask(base, &question).verdict, number::ask(&own, &question).verdict);
            prop_assert!(is >= was, "{input:?} {found:?} {incoming}: {was:?} became {is:?}");
            prop_assert!(was != Verdict::Dangerous || is == Verdict::Dangerous);
        }
    }
    for input in ADDRESSES {
        let (was, is) = (url::judge(base, input).verdict, url::judge(&own, input).verdict);
        prop_assert!(is >= was, "{input:?}: {was:?} became {is:?}");
        prop_assert!(was != UrlVerdict::Lookalike || is == UrlVerdict::Lookalike);
    }
    let (was, is) = (Checker::new(base), Checker::new(&own));
    for text in messages {
        let mail = mail::from_text(text, None, None);
        let question = Question { mail: &mail, kind: Found::Sms, at };
        let (was, is) = (was.ask(&question), is.ask(&question));
        prop_assert!(is.verdict >= was.verdict, "{text:?}: {:?} became {:?}", was.verdict, is.verdict);
        prop_assert!(was.verdict != MessageVerdict::Dangerous || is.verdict == MessageVerdict::Dangerous);
        // What warned still warns.
        for reason in &was.reasons {
            prop_assert!(is.reasons.iter().any(|r| r.rule == reason.rule), "{text:?}: {} is gone", reason.rule);
        }
    }
    Ok(())
}

#[test]
fn additions_never_make_anything_better() {
    let mut runner =
        proptest::test_runner::TestRunner::new(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() });
    let inputs = (an_overlay(), a_found(), any::<bool>(), "0[0-9]{9,10}|\\+[1-9][0-9]{8,12}", proptest::collection::vec(a_message(), 8));
    let result = runner.run(&inputs, |(overlay, found, incoming, number, messages)| {
        never_better(&overlay, found, incoming, &number, &messages).map_err(|e| TestCaseError::fail(format!("{e}\n{overlay}")))
    });
    if let Err(error) = result {
        panic!("{error}");
    }
    let [used, refused] = [0, 1].map(|n| TRIED[n].load(std::sync::atomic::Ordering::Relaxed));
    assert!(used >= 20 && refused >= 5, "{used} used, {refused} refused: the random overlays try too little");
}
