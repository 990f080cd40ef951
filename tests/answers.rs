//! `route`, `hours` and `prepare`: what the issue, the claims and the evidence ask for.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "tests")]

mod common;

use common::{CHANNELS, ISSUES, WEEKDAY, command, json, ran, run};
use serde_json::Value;

fn route(args: &[&str]) -> Value {
    let mut all = vec!["route"];
    all.extend(args);
    if !args.contains(&"--at") {
        all.extend(["--at", WEEKDAY]);
    }
    json(&all)
}

fn order(answer: &Value) -> Vec<String> {
    answer["recommendations"].as_array().unwrap().iter().map(|r| r["channel"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn every_issue_has_a_complete_route() {
    for issue in ISSUES {
        let answer = route(&["--issue", issue]);
        assert_eq!(answer["schema"], "amazon-help/1");
        assert_eq!(answer["command"], "route");
        assert_eq!(answer["issue"], issue);
        let all = answer["recommendations"].as_array().unwrap();
        assert!(all.len() >= 2, "{issue}");
        for (n, r) in all.iter().enumerate() {
            assert_eq!(r["rank"], n + 1, "{issue}");
            assert!(CHANNELS.contains(&r["channel"].as_str().unwrap()), "{issue}");
            for lang in ["ja", "en"] {
                assert!(r["why"].as_array().unwrap().iter().any(|w| !w[lang].as_str().unwrap().is_empty()), "{issue} {n} why");
                assert!(r["steps"].as_array().unwrap().iter().all(|s| !s[lang].as_str().unwrap().contains('{')), "{issue} {n} steps");
                assert!(!r["reply_time"][lang].as_str().unwrap().is_empty(), "{issue} {n}");
            }
            assert!(!r["steps"].as_array().unwrap().is_empty(), "{issue} {n}");
        }
        assert!(!answer["warnings"].as_array().unwrap().is_empty(), "{issue}");
        assert_eq!(answer["prepare"], format!("amazon-help prepare --issue {issue}"));
    }
}

/// The article says phone is quickest for these (F065 to F068), which beats its own ladder FAQ, chat, mail, phone.
#[test]
fn an_issues_own_order_beats_the_ladder() {
    for issue in ["return", "refund", "not-delivered", "wrong-item", "complaint"] {
        assert_eq!(order(&route(&["--issue", issue]))[0], "phone-callback", "{issue}");
    }
    // F084, with the phone script on request.
    assert_eq!(order(&route(&["--issue", "delivery-status"]))[0], "chat");
}

#[test]
fn mail_is_never_advised_for_something_urgent() {
    for issue in ISSUES {
        let answer = route(&["--issue", issue, "--urgent"]);
        assert!(!order(&answer).contains(&"email-form".to_owned()), "{issue}");
    }
    for issue in ["account-security", "unknown-charge", "suspicious-contact", "cancel-order"] {
        assert!(!order(&route(&["--issue", issue])).contains(&"email-form".to_owned()), "{issue}");
    }
}

#[test]
fn circumstances_change_the_order_and_say_why() {
    let silent = route(&["--issue", "return", "--cannot-talk"]);
    assert_eq!(order(&silent)[0], "chat");
    assert!(order(&silent).iter().all(|c| !c.starts_with("phone")));
    assert!(silent["not_advised"].as_array().unwrap().iter().any(|n| n["channel"] == "phone-callback" && n["why"]["ja"] != ""));

    let locked_out = route(&["--issue", "cannot-sign-in", "--cannot-sign-in"]);
    assert_eq!(order(&locked_out)[0], "self-service");
    assert!(order(&locked_out).iter().all(|c| !matches!(c.as_str(), "phone-callback" | "chat")));

    let guest = route(&["--issue", "return", "--as", "guest"]);
    assert!(order(&guest).iter().all(|c| !matches!(c.as_str(), "phone-callback" | "chat")));
    assert!(!order(&guest).is_empty());

    assert_eq!(order(&route(&["--issue", "return", "--keep-record"]))[0], "chat");
    assert_eq!(order(&route(&["--issue", "delivery-status", "--urgent"]))[0], "phone-callback");

    // Nothing but the article says that Prime members are served faster: the order stays, and the note says so.
    let (member, prime) = (route(&["--issue", "return", "--as", "member"]), route(&["--issue", "return", "--as", "prime"]));
    assert_eq!(order(&member), order(&prime));
    assert!(prime["notes"][0]["text"]["ja"].as_str().unwrap().contains("確認できて"));
    let business = route(&["--issue", "business-account", "--as", "business"]);
    assert!(business["notes"][0]["text"]["en"].as_str().unwrap().contains("Business"));
    for device in ["kindle", "fire"] {
        let answer = route(&["--issue", "digital-content", "--device", device]);
        assert!(!answer["notes"].as_array().unwrap().is_empty());
    }
}

/// In haste, what is surely open comes before what may not be.
#[test]
fn at_night_an_urgent_problem_goes_to_what_is_open() {
    let night = route(&["--issue", "delivery-status", "--urgent", "--at", "2026-11-25T03:00"]);
    assert_eq!(order(&night)[0], "chat");
    assert_eq!(night["recommendations"][0]["available_now"], true);
    let phone = night["recommendations"].as_array().unwrap().iter().find(|r| r["channel"] == "phone-callback").unwrap();
    assert_eq!(phone["available_now"], false);
    assert_eq!(phone["opens_at"], "2026-11-25T09:00:00+09:00");
}

#[test]
fn the_first_channel_has_its_steps_in_full_in_every_language() {
    for lang in ["ja", "en"] {
        let answer = route(&["--issue", "return"]);
        let page = common::bare(&run(&["route", "--issue", "return", "--lang", lang, "--at", WEEKDAY]).out);
        for step in answer["recommendations"][0]["steps"].as_array().unwrap() {
            assert!(page.contains(&common::bare(step[lang].as_str().unwrap())), "{step}");
        }
        assert!(page.contains("amazonhelpprepareissuereturn"));
        assert!(page.contains("amazonhelpchecknumber"));
    }
}

#[test]
fn free_text_finds_the_issue() {
    for (text, issue) in [
        ("荷物が届かない", "not-delivered"),
        ("違う商品が届いた", "wrong-item"),
        ("返品したい", "return"),
        ("返金はいつ？", "refund"),
        ("注文をキャンセルしたい", "cancel-order"),
        ("ログインできません", "cannot-sign-in"),
        ("領収書がほしい", "invoice-receipt"),
        ("プライムを解約したい", "prime-membership"),
        ("身に覚えのない請求", "unknown-charge"),
        ("Ｋｉｎｄｌｅの電源が入らない", "kindle-device"),
        ("アマゾンを名乗る怪しい電話がきた", "suspicious-contact"),
        ("wrong item arrived", "wrong-item"),
        ("my parcel has not arrived", "not-delivered"),
        ("I want a refund", "refund"),
        ("cancel my order", "cancel-order"),
        ("can't sign in", "cannot-sign-in"),
        ("where is my package", "delivery-status"),
    ] {
        assert_eq!(route(&[text])["issue"], issue, "{text}");
        assert_eq!(json(&["prepare", text])["issue"], issue, "{text}");
    }
}

#[test]
fn a_text_that_fits_nothing_lists_the_nearest() {
    for (text, lang, words) in [("今日の天気は", "ja", "見つかりません"), ("best pizza in town", "en", "No issue fits")] {
        for command in ["route", "prepare"] {
            let ran = run(&[command, text, "--lang", lang]);
            assert_eq!((ran.code, ran.out.as_str()), (3, ""), "{text}");
            assert!(ran.err.contains(words) && ran.err.contains("--issue"), "{}", ran.err);
            assert!(ISSUES.iter().filter(|i| ran.err.contains(*i)).count() >= 3, "{}", ran.err);
        }
    }
}

fn hours(at: &str, channel: &str) -> Value {
    json(&["hours", channel, "--at", at])["channels"][0].clone()
}

/// Moments with the state and crowd of the callback: the article's table (F050 to F058), its holidays rule, and where sources differ.
#[test]
fn hours_follow_the_sources() {
    for (at, state, crowd, why) in [
        ("2026-11-25T08:59", "unknown", "no-data", "before 9 sources differ"),
        ("2026-11-25T09:00", "open", "busy", "weekday 9 to 11"),
        ("2026-11-25T10:59", "open", "busy", "weekday 9 to 11"),
        ("2026-11-25T11:00", "open", "normal", "no row"),
        ("2026-11-25T14:00", "open", "quiet", "weekday 14 to 16"),
        ("2026-11-25T15:59", "open", "quiet", "weekday 14 to 16"),
        ("2026-11-25T16:00", "open", "normal", "no row"),
        ("2026-11-25T17:30", "open", "busy", "weekday 17 to 19"),
        ("2026-11-25T20:59", "open", "normal", "no row"),
        ("2026-11-25T21:00", "unknown", "no-data", "after 21 sources differ"),
        ("2026-11-28T11:30", "open", "busy", "Saturday 9 to 12"),
        ("2026-11-29T17:00", "open", "quiet", "Sunday 16 to 20"),
        ("2026-11-23T11:30", "open", "busy", "a holiday counts as one, although a Monday"),
        ("2026-11-23T14:30", "open", "normal", "a holiday has no weekday row"),
        ("2026-11-23T16:30", "open", "quiet", "a holiday, 16 to 20"),
        ("2026-11-24T11:30", "open", "busy", "the morning after a holiday"),
        ("2026-11-25T11:30", "open", "normal", "the day after that"),
        ("2026-11-30T11:30", "open", "busy", "Monday morning"),
        ("2026-09-24T11:30", "open", "busy", "the morning after a run of holidays"),
        ("2026-09-22T16:30", "open", "quiet", "a citizens' holiday between two others"),
        ("2026-12-29T10:00", "unknown", "no-data", "year-end: no source gives dates"),
        ("2027-01-03T10:00", "unknown", "no-data", "year-end: no source gives dates"),
        ("2027-01-04T10:00", "open", "busy", "a Monday again"),
    ] {
        let channel = hours(at, "phone-callback");
        assert_eq!((channel["state"].as_str().unwrap(), channel["crowd"].as_str().unwrap()), (state, crowd), "{at}: {why}");
        assert_eq!(channel["disputed"], true);
    }
    for channel in ["chat", "faq", "self-service"] {
        let answer = hours("2026-11-25T03:00", channel);
        assert_eq!(answer["state"], "open", "{channel}");
        assert_eq!(answer["until"], Value::Null, "{channel}");
    }
}

#[test]
fn hours_say_until_when_and_when_it_is_quiet() {
    let answer = hours("2026-11-25T10:00", "phone-callback");
    assert_eq!(answer["until"], "2026-11-25T21:00:00+09:00");
    let quiet = &answer["next_quiet"];
    assert_eq!(quiet[0]["start"], "2026-11-25T14:00:00+09:00");
    assert_eq!(quiet[0]["end"], "2026-11-25T16:00:00+09:00");
    assert_eq!(quiet[1]["start"], "2026-11-26T14:00:00+09:00");
    // A year-end without dates has no quiet windows either: the next is on the first Monday of the year.
    let year_end = hours("2026-12-28T17:00", "phone-callback");
    assert_eq!(year_end["until"], "2026-12-28T21:00:00+09:00");
    assert_eq!(year_end["next_quiet"][0]["start"], "2027-01-04T14:00:00+09:00");
    let night = hours("2026-12-28T23:00", "phone-callback");
    assert_eq!(night["opens_at"], "2027-01-04T09:00:00+09:00");
}

#[test]
fn both_zones_stand_side_by_side() {
    let ran = run(&["hours", "phone-callback", "--at", "2026-11-25T10:00", "--tz", "Europe/London", "--lang", "en", "--width", "120"]);
    assert!(ran.out.contains("10:00 Japan time") && ran.out.contains("1:00 London time"), "{}", ran.out);
    assert!(ran.out.contains("14:00-16:00 (London 5:00-7:00)"), "{}", ran.out);
    assert!(ran.out.contains("open (until 21:00 = London 12:00)"), "{}", ran.out);
    let home = run(&["hours", "phone-callback", "--at", "2026-11-25T10:00", "--lang", "en"]);
    assert!(!home.out.contains("London"));
}

/// `TZ` and `--tz`, and what they are called beside home time; nothing where the zone is home or unknown.
#[test]
fn the_users_zone_is_that_of_the_option_else_of_the_environment() {
    for (variable, option, shown) in [
        ("Europe/London", None, "London time"),
        (":Europe/London", None, "London time"),
        ("UTC", None, "UTC time"),
        (":Asia/Tokyo", None, ""),
        ("europe/london", None, ""),
        ("JST-9", None, ""),
        ("Europe/London", Some("America/New_York"), "New York time"),
        ("Europe/London", Some("asia/tokyo"), ""),
        ("Asia/Tokyo", Some("europe/london"), "London time"),
    ] {
        let mut args = vec!["hours", "chat", "--at", "2026-11-25T10:00", "--lang", "en"];
        args.extend(option.iter().flat_map(|zone| ["--tz", zone]));
        let end = ran(command(&args).env("TZ", variable).output().unwrap());
        let first = end.out.lines().next().unwrap_or_default();
        let other = first.strip_prefix("Wed 25 Nov 2026 10:00 Japan time").unwrap_or_else(|| panic!("{variable}: {}{}", end.out, end.err));
        assert!(other.ends_with(shown) && other.is_empty() == shown.is_empty(), "{variable} {option:?}: {first}");
    }
}

#[test]
fn every_issue_can_be_prepared_for_on_every_conversation() {
    for issue in ISSUES {
        let plain = json(&["prepare", "--issue", issue]);
        assert!(plain["checklist"].as_array().unwrap().iter().any(|c| c["must"] == true), "{issue}");
        assert!(plain["script"].as_array().unwrap().len() >= 5, "{issue}");
        assert!(plain["never_tell"].as_array().unwrap().len() >= 5, "{issue}");
        assert!(plain["keep"].as_array().unwrap().len() >= 3, "{issue}");
        for channel in ["phone-callback", "chat", "email-form"] {
            let fitted = json(&["prepare", "--issue", issue, "--channel", channel]);
            assert_eq!(fitted["channel"], channel);
            assert!(!fitted["tips"].as_array().unwrap().is_empty(), "{issue} {channel}");
        }
    }
}

/// F187: first the order number or account details, then the problem; F182: then the wish.
#[test]
fn the_script_is_in_the_right_order_with_blanks() {
    let answer = json(&["prepare", "--issue", "return", "--channel", "phone-callback"]);
    let script = answer["script"].as_array().unwrap();
    let at = |id: &str| {
        script.iter().position(|line| line["blanks"].as_array().unwrap().iter().any(|b| b["id"] == id)).unwrap_or_else(|| panic!("no {id}"))
    };
    assert!(at("order-number") < at("situation"));
    for lang in ["ja", "en"] {
        let page = run(&["prepare", "--issue", "return", "--channel", "phone-callback", "--lang", lang]).out;
        assert!(!page.contains("{order-number}"));
        assert!(page.contains("〔注文番号：＿＿＿＿〕"), "an English reader says it in Japanese");
    }
    let english = run(&["prepare", "--issue", "return", "--channel", "phone-callback", "--lang", "en"]).out;
    assert!(english.contains("[order number: ______]"));
}

/// Evidence: passwords, one-time codes, gift cards and bank cards are never asked for (policyquote).
#[test]
fn the_never_tell_list_has_what_scammers_ask_for() {
    let answer = json(&["prepare", "--issue", "refund"]);
    let all: String = answer["never_tell"].as_array().unwrap().iter().map(|n| n["en"].as_str().unwrap().to_lowercase()).collect();
    for word in ["password", "code", "card", "gift card", "pin"] {
        assert!(all.contains(word), "{word}: {all}");
    }
}

#[test]
fn a_device_or_business_adds_what_is_asked_for() {
    let must = |args: &[&str]| -> Vec<String> {
        let mut all = vec!["prepare", "--issue", "digital-content"];
        all.extend(args);
        let answer = json(&all);
        answer["checklist"].as_array().unwrap().iter().filter(|c| c["must"] == true).map(|c| c["id"].as_str().unwrap().to_owned()).collect()
    };
    assert!(must(&["--device", "kindle"]).contains(&"device-serial".to_owned()));
    assert!(must(&["--as", "business"]).contains(&"business-account".to_owned()));
}
