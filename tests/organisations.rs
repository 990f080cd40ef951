//! Organisations that fraudsters pose as: their data holds together, and a message is told to speak for one, or only to mention it.
#![allow(clippy::unwrap_used, missing_docs, reason = "tests")]

use std::collections::BTreeMap;

use amazon_help::ask::message::{Checker, Question};
use amazon_help::kb::record::Found;
use amazon_help::kb::{Kb, suffixes};
use amazon_help::text::mail;

#[test]
fn every_domain_is_registered_and_has_a_source() {
    let kb = Kb::built_in();
    let organisations = kb.japan().organisations();
    assert!(organisations.len() >= 40, "the forty that are imitated most");
    for organisation in organisations.iter() {
        assert!(!organisation.domains.is_empty(), "{}", organisation.id);
        for source in organisation.domains.iter().flat_map(|d| &d.sources).chain(&organisation.imitation) {
            assert!(kb.source(source).is_some(), "{}: {source}", organisation.id);
        }
        for domain in &organisation.domains {
            assert!(!domain.sources.is_empty(), "{}", domain.name);
            let split = suffixes::split(&domain.name);
            assert!(split.known && split.registrable.is_some(), "{} is nothing that one can register, or below it", domain.name);
        }
    }
}

#[test]
fn a_name_is_lower_case_and_names_one() {
    let kb = Kb::built_in();
    let mut whose: BTreeMap<String, String> = BTreeMap::new();
    for organisation in kb.japan().organisations().iter() {
        for name in &organisation.names {
            assert_eq!(*name, name.to_lowercase());
            assert!(name.chars().count() >= 3 || !name.is_ascii(), "{name} is too short to name anybody");
            if let Some(other) = whose.insert(name.clone(), organisation.id.clone()) {
                assert_eq!(other, organisation.id, "{name}");
            }
        }
    }
}

/// Sender, text, and the signs of [`amazon_help::ask::message::organisations::SIGNS`] that are to be found.
const MESSAGES: &[(&str, &str, &[&str])] = &[
    (
        "",
        "【ヤマト運輸】お荷物のお届けにあがりましたが不在でした。 https://parcel.example.top/",
        &["speaks-as-other", "stranger-link", "foreign-link"],
    ),
    ("", "【ヤマト運輸】お荷物のお届けにあがりましたが不在でした。 https://www.kuronekoyamato.co.jp/", &["speaks-as-other", "known-link"]),
    (
        "",
        "【ヤマト運輸】不在通知 https://kuronekoyamato.example.top/",
        &["speaks-as-other", "stranger-link", "foreign-link", "link-names-other"],
    ),
    // The same name under a suffix that such organisations register under may well be theirs.
    ("", "see the archive at http://groups.yahoo.com/group/example/message/3", &["stranger-link", "foreign-link"]),
    ("", "see the archive at http://groups.yahoo.example.top/group", &["stranger-link", "foreign-link", "link-names-other"]),
    (
        "",
        "えきねっと会員の皆さま。 https://www.eki-net.com.example.top/",
        &["speaks-as-other", "stranger-link", "foreign-link", "link-names-other"],
    ),
    ("三井住友カード <info@mail.example.top>", "ご利用のお知らせ", &["speaks-as-other", "stranger-sender", "sender-poses-as-other"]),
    ("三井住友カード <info@contact.vpass.ne.jp>", "ご利用のお知らせ", &["speaks-as-other"]),
    ("Amazon.co.jp <info@mail.example.top>", "ご注文の確認", &["speaks-as-organisation", "stranger-sender"]),
    ("Amazon.co.jp <auto-confirm@amazon.co.jp>", "ご注文の確認", &["speaks-as-organisation"]),
    (
        "田中茶園 <shop@tanaka-chaen.example>",
        "いつもありがとうございます。新茶ができました。今年は天候に恵まれ、例年よりも香りのよいお茶に仕上がりました。数に限りがありますので、お早めにどうぞ。\n\
         お支払いには、クレジットカードのほかにヤマト運輸の代金引換もお使いいただけます。\nhttps://tanaka-chaen.example/",
        &["stranger-link", "stranger-sender"],
    ),
    ("", "写真はこちら https://photo.example.org/", &["stranger-link", "foreign-link"]),
    ("", "今夜は七時に駅前で。", &[]),
];

#[test]
fn who_speaks_is_told_from_who_is_mentioned() {
    let kb = Kb::built_in();
    let checker = Checker::new(&kb);
    let many = Checker::for_many(&kb);
    for (from, text, expected) in MESSAGES {
        let mail = mail::from_text(text, Some(from).filter(|f| !f.is_empty()).copied(), None);
        let question = Question { mail: &mail, kind: Found::Email, at: "2026-11-26".parse().unwrap() };
        for checker in [&checker, &many] {
            let found = checker.judge(&question).found;
            let signs = amazon_help::ask::message::organisations::SIGNS;
            let mut found: Vec<&str> =
                found.signs.iter().map(|(id, _)| *id).filter(|id| signs.contains(id) && *id != "foreign-link").collect();
            // Whether a stranger's link is on the sender's own domain is another question than who speaks.
            let mut expected: Vec<&str> = expected.iter().copied().filter(|id| *id != "foreign-link").collect();
            found.sort_unstable();
            expected.sort_unstable();
            assert_eq!(found, expected, "{from} {text}");
        }
    }
}
