//! Web addresses in running text: where a browser or a mail program may take more for a part of an address than another, each counts, and the sentence
//! around it is none of it.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "tests")]

use std::cell::Cell;
use std::sync::LazyLock;

use amazon_help::ask::message::{Checker, Question};
use amazon_help::kb::Kb;
use amazon_help::kb::record::{Found, MessageVerdict};
use amazon_help::text::finds::{World, scan};
use amazon_help::text::mail::Mail;
use proptest::prelude::*;
use proptest::sample::select;

static KB: LazyLock<Kb> = LazyLock::new(Kb::built_in);
static CHECKER: LazyLock<Checker<'static>> = LazyLock::new(|| Checker::for_many(&KB));

/// The verdicts of the links in a text, and of the text.
fn links(text: &str) -> (Vec<&'static str>, MessageVerdict) {
    let mail = Mail { text: text.to_owned(), ..Mail::default() };
    let answer = CHECKER.ask(&Question { mail: &mail, kind: Found::Sms, at: "2026-11-25".parse().unwrap() });
    (answer.links.iter().map(|link| link.verdict).collect(), answer.verdict)
}

/// Texts with a link that leads elsewhere in some reading.
const DECEIVING: &[&str] = &[
    "ご案内 https://amazon日本.com/ です",
    "https://amazon日本.comをご覧ください",
    "https://amazon.みんな/login",
    "https://amazon.みんな",
    "https://amazon.ストア/",
    "https://amazon。co。jp。example。top/",
    "https://amazon．co．jp．example．top/",
    "https://amazon.co.jp。example.top/",
    "https://amazon.co.jp\u{2044}login.example.top/",
    "https://amazon.co.jp\u{2215}login.example.top/",
    "https://amazon.co.jp\u{29f8}login.example.top/",
    "https://amazon.co.jp\u{3033}login.example.top/",
    "https://amazon.co.jp\u{2571}login.example.top/",
    "https://amazon.co.jp／login.example.top/",
    "amazon.co.jp\u{2044}login.example.top/",
    "https://www.amazon.co.jp／ap／signin@evil.example/",
    "https://www.amazon.co.jp？ap@evil.example/",
    "https://www.amazon.co.jp＃ap@evil.example/",
    "https://www.amazon.co.jp＼ap@evil.example/",
    "https://www.amazon.co.jp日本@evil.example/",
    "https://www.amazon.co.jpをご覧@evil.example/",
    "https://www.amazo\u{301}n.com/",
    "https://www.amazo\u{338}n.com/",
    "https://www.amazo\u{20d2}n.com/",
    "https://www.amaz\u{f3}n.com/",
    "https://www.amazon.co.jpのhttps.example.top/login",
    // Without a scheme: joined by what only looks like a slash, and with a name in Japanese.
    "www.amazon.co.jp\u{2044}x.example.top を",
    "www.amazon.co.jp\u{2215}x.example.top",
    "ご確認はamazon日本.comをご覧ください",
    "www.amazon-ジャパン.com/login へ",
    "Amazonストア.shop",
    // One that is genuine does not hide one that begins like it.
    "https://www.amazon.co.jp と https://www.amazon.co.jp日本.example.top/",
    "https://www.amazon.co.jp/\nhttps://www.amazon.co.jp\u{2044}a.example.top/",
];

/// Texts with genuine links and nothing else.
const GENUINE: &[&str] = &[
    "https://www.amazon.co.jp/をご覧ください",
    "https://www.amazon.co.jpからどうぞ",
    "（https://www.amazon.co.jp/）",
    "(https://www.amazon.co.jp/)",
    "amazon.co.jp。ご確認ください",
    "https://www.amazon.co.jp。ご確認ください",
    "https://www.amazon.co.jp、または",
    "https://www.amazon.co.jp（公式）",
    "https://www.amazon.co.jp\u{3000}からどうぞ",
    "公式サイト：https://www.amazon.co.jp／電話はありません",
    "「https://www.amazon.co.jp」からどうぞ",
    "『https://www.amazon.co.jp/』です",
    "https://www.amazon.co.jp・https://www.amazon.com",
    "本物のドメインはamazon.co.jpやamazon.comです",
    "amazon.co.jp・amazon.com",
    "amazon.co.jp、amazon.com、amazon.jpが公式です",
    "https://www.amazon.co.jp？はい",
    "https://www.amazon.co.jp！今すぐ",
    "詳細→https://www.amazon.co.jp/gp/css/order-history←ここ",
    "https://www.amazon.co.jp/gp/help（ヘルプ）をご覧",
    "ＡｍａｚｏｎはＷＷＷ．ＡＭＡＺＯＮ．ＣＯ．ＪＰです",
    "https://www.amazon.co.jp/dp/B0EXAMPLE1?tag=x-22です",
    "https://www.amazon.co.jp…",
    "www.amazon.co.jpまで",
    "amazon.co.jpの公式サイトwww.amazon.co.jpをご覧ください",
    "Please visit https://www.amazon.co.jp.",
    "https://www.amazon.co.jp/s?k=%E9%9D%B4をどうぞ",
    "Amazon公式amazon.co.jp",
    "Amazon公式サイトはwww.amazon.co.jp",
    "Amazonジャパン.Amazon.co.jpです",
    "amazon.co.jp／amazon.com",
    "添付のAmazon領収書.zipとAmazon明細.pdfはamazon.co.jpから",
];

#[test]
fn the_worst_reading_of_a_link_in_a_text_counts() {
    for text in DECEIVING {
        let (links, verdict) = links(text);
        assert!(links.contains(&"lookalike"), "{text}: {links:?}");
        assert_eq!(verdict, MessageVerdict::Dangerous, "{text}");
    }
}

#[test]
fn the_sentence_around_a_link_is_none_of_it() {
    for text in GENUINE {
        let (links, verdict) = links(text);
        assert!(!links.is_empty() && links.iter().all(|link| *link == "official"), "{text}: {links:?}");
        assert_eq!(verdict, MessageVerdict::NoWarningFound, "{text}");
    }
}

/// An address that is too long to be read to its end is a link all the same, and never a good one.
#[test]
fn a_link_of_any_length_is_judged() {
    for (front, verdict) in [
        ("https://amazon.example.top/?", "lookalike"),
        ("https://www.amazon.co.jp/?", "not-official"),
        ("https://www.amazon.co.jp／", "not-official"),
    ] {
        for behind in ["", "@evil.example/"] {
            let text = format!("{front}{}{behind}", "x".repeat(9_000));
            assert!(links(&text).0.contains(&verdict), "{front} {behind}: {:?}", links(&text).0);
        }
    }
}

/// How often a name is looked up among the public suffixes in a text of this pattern.
fn lookups(pattern: &str, bytes: usize) -> usize {
    let count = Cell::new(0);
    let suffix = |name: &str| {
        assert!(name.len() <= 253);
        count.set(count.get() + 1);
        name.ends_with(".jp")
    };
    let world = World { assigned: &|_| false, short_code: &|_| false, suffix: &suffix };
    scan(&pattern.repeat(bytes / pattern.len()), &world);
    count.get()
}

/// A run without an end costs no more for each character than a short one: names are looked up once for a stretch, not at each word of it.
#[test]
fn long_runs_are_looked_at_once() {
    for pattern in [
        "1.1.", "a.a.", "ab.cd.", "%2", "xn--a.", "+8", "a-", "a@", "a@b.cd.", "a_b.", "é.a.", "a.bc,", "a.bc@", "www.", "xn--a-", "ab.cd:",
    ] {
        let (small, large) = (lookups(pattern, 20_000), lookups(pattern, 200_000));
        assert!(large <= 10 * small + 10, "{pattern}: {small} and {large}");
        assert!(large * 3 <= 200_000, "{pattern}: {large}");
    }
    for pattern in ["1.1.", "a.a.", "%2", "xn--a.", "+8", "ab.cd."] {
        assert!(lookups(pattern, 1_000_000) <= 4, "{pattern}: {}", lookups(pattern, 1_000_000));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    /// What is said of an address in a text is never better than what a browser opens for what stands there up to white space.
    #[test]
    fn no_link_in_a_text_is_better_than_what_stands_there(
        own in select(vec!["https://www.amazon.co.jp", "https://amazon.com", "http://amazon.jp"]),
        between in select(vec!["日本", "をどうぞ", "。", "．", "／", "？", "＃", "＼", "：", "＠", "\u{2044}", "\u{2215}", "\u{301}", "\u{338}", "\u{200b}", "・", "ア", "-", "а", ""]),
        evil in select(vec!["@evil.example/", ".evil.example/", "evil.example.top/", ".example.top/x", "example.top?x", ".みんな/"]),
        around in select(vec![("", ""), ("ご案内 ", " です"), ("「", "」"), ("see ", ".")]),
    ) {
            let address = format!("{own}{between}{evil}");
        let host = url::Url::parse(&address).ok().and_then(|url| url.host_str().map(str::to_owned));
        let elsewhere = host.is_some_and(|host| !["amazon.co.jp", "amazon.com", "amazon.jp"].iter().any(|own| host == *own || host.ends_with(&format!(".{own}"))));
        let text = format!("{}{address}{}", around.0, around.1);
        let (links, _) = links(&text);
        prop_assert!(!elsewhere || links.iter().any(|link| *link != "official"), "{text}: {links:?}");
    }
}
