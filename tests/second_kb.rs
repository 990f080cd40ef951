//! The whole program with a KB about somebody else: `data/example-utility`, the one that a newcomer copies.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "tests")]

mod common;

use std::path::Path;

use common::{WEEKDAY, bare, command, json, ran, run};
use serde_json::Value;

const KB: &str = "data/example-utility";

/// Each issue with the channel to use first on a weekday morning, and a way to say it in each language that is not among its phrases.
const ISSUES: &[(&str, &str, &str, &str)] = &[
    ("gas-smell", "emergency-line", "台所がガスっぽいにおいです", "there is a gas smell in the hallway"),
    ("power-outage", "emergency-line", "家の電気が全部消えた", "all the lights went out"),
    ("moving-in", "web-form", "今度の部屋に入居するので電気とガスを使いたい", "moving into a new apartment next week"),
    ("moving-out", "web-form", "来月アパートを退去します", "I'm leaving my flat, please end the contract"),
    ("bill-question", "chat", "先月より電気代が高い", "why is the bill so high"),
    ("payment-trouble", "phone", "今月は払えない", "can't pay the bill on time"),
    ("suspicious-contact", "phone", "検針員だという怪しい人が来た", "someone at the door claims to be an inspector"),
];

const CHANNELS: [&str; 4] = ["emergency-line", "phone", "chat", "web-form"];

const CUT_OFF: &str = "未払いの料金があります。1時間以内にお支払いがない場合、電気を停止します。06-1000-0123";
const CUT_OFF_EN: &str = "You have an unpaid bill. Pay within the hour or your power will be cut off.";
const INSPECTOR: &str = "本日、検針員がメーターの点検に伺います。点検料を現金でご用意ください。";
const GENUINE: &str = "みほん電力・ガスです。今月の検針票ができました。https://www.mihon-power.example/ でご覧ください。";

/// Questions that between them show every page; the answers are looked at in both languages and all formats.
const QUESTIONS: &[&[&str]] = &[
    &["hours"],
    &["hours", "phone", "--at", "2026-12-31T12:00", "--tz", "Europe/London"],
    &["check-number", "03-1000-0001"],
    &["check-number", "03-1000-0001", "--at", "2029-01-01"],
    &["check-number", "03-1000-0002"],
    &["check-number", "06-1000-0123"],
    &["check-number", "03-1000-0001", "--found", "sms"],
    &["check-number", "090-5555-0123"],
    &["check-number", "03-1000-0555"],
    &["check-number", "03-1000-0555", "--incoming"],
    &["check-number", "188"],
    &["check-number", "2026-11-25"],
    &["check-url", "https://www.mihon-power.example/contact"],
    &["check-url", "https://mih0n-power.example.top/"],
    &["check-url", "https://mihon-holdings.example/"],
    &["check-url", "https://power.example.top/unpaid"],
    &["check-url", "not an address"],
    &["check-message", "--text", CUT_OFF],
    &["check-message", "--text", CUT_OFF_EN],
    &["check-message", "--text", INSPECTOR],
    &["check-message", "--text", GENUINE, "--from", "みほん電力 <info@mihon-mail.example>"],
    &["explain", "cut-off-within-the-hour"],
    &["explain", "reported-number"],
    &["explain", "pay-page-elsewhere"],
    &["explain", "customer-centre"],
    &["explain", "F002"],
    &["explain", "town-guide"],
    &["route", "--issue", "bill-question", "--as", "business", "--cannot-talk"],
    &["route", "--issue", "gas-smell", "--device", "gas-meter", "--urgent"],
    &["route", "--issue", "suspicious-contact", "--keep-record", "--attach", "--cannot-sign-in"],
    &["prepare", "--issue", "bill-question", "--channel", "phone"],
];

/// The question put to the example as of a weekday morning, unless it names a time itself.
fn asked<'a>(question: &[&'a str]) -> Vec<&'a str> {
    let mut all = question.to_vec();
    all.extend(["--kb", KB]);
    if !question.contains(&"--at") {
        all.extend(["--at", WEEKDAY]);
    }
    all
}

fn document(question: &[&str]) -> Value {
    let document = json(&asked(question));
    assert_eq!(document["schema"], "amazon-help/1", "{question:?}");
    assert_eq!(document["command"], question[0], "{question:?}");
    assert_eq!(document["kb"]["id"], "example-utility", "{question:?}");
    assert_eq!(document["kb"]["built_in"], false, "{question:?}");
    document
}

/// Checks answer with a list, or with one answer in the document itself.
fn result<'a>(document: &'a Value, list: &str) -> &'a Value {
    document[list].get(0).unwrap_or(document)
}

fn channels(document: &Value) -> Vec<&str> {
    document["recommendations"].as_array().unwrap().iter().map(|r| r["channel"].as_str().unwrap()).collect()
}

#[test]
fn the_example_has_no_problem_at_all() {
    for lang in ["ja", "en"] {
        let ran = run(&["kb", "check", KB, "--lang", lang]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        assert_eq!(ran.out.lines().count(), 1, "{}", ran.out);
    }
}

#[test]
fn each_issue_is_found_by_id_and_by_words_and_leads_to_its_channel() {
    for (id, first, ja, en) in ISSUES {
        for question in [vec!["route", "--issue", id], vec!["route", ja], vec!["route", en]] {
            let document = document(&question);
            assert_eq!(document["issue"], *id, "{question:?}");
            let recommendations = document["recommendations"].as_array().unwrap();
            assert_eq!(recommendations[0]["channel"], *first, "{question:?}");
            assert_eq!(recommendations[0]["available_now"], true, "{question:?}");
            for (n, r) in recommendations.iter().enumerate() {
                assert_eq!(r["rank"], n + 1);
                assert!(CHANNELS.contains(&r["channel"].as_str().unwrap()));
                assert!(!r["steps"].as_array().unwrap().is_empty() && !r["why"].as_array().unwrap().is_empty(), "{question:?}");
            }
        }
    }
    let none = run(&asked(&["route", "火星に行きたい", "--lang", "en"]));
    assert_eq!((none.code, none.out.as_str()), (3, ""), "{}", none.err);
}

/// What is dangerous is told by phone: whoever asks and whenever, the emergency line is first and the form is not among the advice.
#[test]
fn danger_goes_to_the_emergency_line_first() {
    for issue in ["gas-smell", "power-outage"] {
        for at in [WEEKDAY, "2026-12-31T23:00", "2026-11-29T03:00", "2026-11-23T12:00"] {
            for flags in [
                &[][..],
                &["--urgent"],
                &["--cannot-talk"],
                &["--keep-record"],
                &["--attach"],
                &["--cannot-sign-in"],
                &["--as", "business"],
            ] {
                let mut question = vec!["route", "--issue", issue, "--at", at];
                question.extend(flags);
                let document = document(&question);
                let advised = channels(&document);
                assert_eq!(advised[0], "emergency-line", "{question:?}");
                assert!(!advised.contains(&"web-form"), "{question:?}");
                assert!(issue != "gas-smell" || !advised.contains(&"chat"), "{question:?}");
            }
        }
    }
}

#[test]
fn hours_know_weekends_holidays_and_what_sources_disagree_about() {
    // Labour Thanksgiving Day 2026 is a Monday.
    let cases = [
        (WEEKDAY, "phone", "open"),
        ("2026-11-25T18:30", "phone", "closed"),
        ("2026-11-28T16:30", "phone", "open"),
        ("2026-11-28T17:30", "phone", "closed"),
        ("2026-11-29T10:00", "phone", "closed"),
        ("2026-11-23T10:00", "phone", "closed"),
        ("2026-12-30T10:00", "phone", "closed"),
        ("2026-11-23T10:00", "emergency-line", "open"),
        ("2026-12-31T03:00", "emergency-line", "open"),
        (WEEKDAY, "chat", "open"),
        ("2026-11-25T23:00", "chat", "unknown"),
        ("2026-11-25T23:00", "web-form", "open"),
    ];
    for (at, channel, state) in cases {
        let document = document(&["hours", channel, "--at", at]);
        assert_eq!(document["channels"][0]["id"], channel);
        assert_eq!(document["channels"][0]["state"], state, "{channel} at {at}");
    }
    let all = document(&["hours"]);
    let ids: Vec<&str> = all["channels"].as_array().unwrap().iter().map(|c| c["id"].as_str().unwrap()).collect();
    assert_eq!(ids, CHANNELS);
    assert_eq!(all["channels"][1]["until"], "2026-11-25T18:00:00+09:00");
    assert_eq!(all["channels"][2]["disputed"], true);
}

#[test]
fn numbers_reach_every_verdict() {
    let cases: &[(&[&str], &str, &str, i32)] = &[
        (&["03-1000-0001"], "official", "yes", 0),
        (&["０３（１０００）０１１９"], "official", "yes", 0),
        (&["+81 3 1000 0001"], "official", "yes", 0),
        (&["03-1000-0002"], "disputed", "prefer-callback", 10),
        (&["06-1000-0123"], "dangerous", "no", 20),
        (&["03-1000-0001", "--found", "sms"], "dangerous", "no", 20),
        (&["03-1000-0001", "--incoming"], "unknown", "no", 10),
        (&["090-5555-0123"], "suspicious", "no", 10),
        (&["03-1000-0555"], "unknown", "no", 10),
        (&["188"], "public-service", "yes", 0),
        (&["2026-11-25"], "not-a-phone-number", "no", 10),
        // A year without another look: no number stays official for ever.
        (&["03-1000-0001", "--at", "2027-12-01"], "disputed", "prefer-callback", 10),
    ];
    for (args, verdict, dial, code) in cases {
        let mut question = vec!["check-number"];
        question.extend(*args);
        let document = document(&question);
        let answer = result(&document, "results");
        assert_eq!((answer["verdict"].as_str(), answer["dial"].as_str()), (Some(*verdict), Some(*dial)), "{args:?}");
        assert!(!answer["next"].as_array().unwrap().is_empty(), "{args:?}");
        assert_eq!(run(&asked(&question)).code, *code, "{args:?}");
    }
    // The built-in register knows nothing of the example's numbers, and the other way round.
    assert_eq!(result(&json(&["check-number", "03-1000-0001", "--at", WEEKDAY]), "results")["verdict"], "unknown");
    assert_eq!(result(&document(&["check-number", "0120-999-373"]), "results")["verdict"], "unknown");
}

/// Where a KB has words on dialling they are used; without them the answer points to the official entrance.
#[test]
fn the_advice_on_dialling_is_the_kb_s_own() {
    let page = |kb: &str| bare(&run(&["check-number", "03-1000-0002", "--lang", "en", "--at", WEEKDAY, "--kb", kb]).out);
    assert!(page(KB).contains(&bare("rather not: use the number on the customer page")), "{}", page(KB));
    let copy = Path::new(env!("CARGO_TARGET_TMPDIR")).join("without-words");
    copy_to(&copy);
    let text = std::fs::read_to_string(copy.join("kb.toml")).unwrap();
    let (from, to) = (text.find("[dial]").unwrap(), text.find("[[ladder]]").unwrap());
    std::fs::write(copy.join("kb.toml"), format!("{}{}", &text[..from], &text[to..])).unwrap();
    let without = page(copy.to_str().unwrap());
    assert!(without.contains(&bare("rather not: use the official entrance")), "{without}");
    for words in ["callback", "customerpage―"] {
        assert!(!without.contains(words), "{without}");
    }
}

/// A newcomer's first step: a copy anywhere else is as good.
#[test]
fn a_copy_answers_like_the_original() {
    let copy = Path::new(env!("CARGO_TARGET_TMPDIR")).join("my-company");
    copy_to(&copy);
    let checked = run(&["kb", "check", copy.to_str().unwrap()]);
    assert_eq!((checked.code, checked.err.as_str()), (0, ""));
    let by_env = ran(command(&["route", "--issue", "gas-smell", "--at", WEEKDAY, "--format", "json"])
        .env("AMAZON_HELP_KB", &copy)
        .output()
        .unwrap());
    let but_its_place = |out: &str| {
        let mut document: serde_json::Value = serde_json::from_str(out).unwrap();
        document["kb"].as_object_mut().unwrap().remove("path");
        document
    };
    let original = run(&asked(&["route", "--issue", "gas-smell", "--format", "json"])).out;
    assert_eq!(but_its_place(&by_env.out), but_its_place(&original));
}

fn copy_to(to: &Path) {
    let _ = std::fs::remove_dir_all(to);
    std::fs::create_dir_all(to.join("rules")).unwrap();
    for dir in ["", "rules"] {
        for entry in std::fs::read_dir(Path::new(KB).join(dir)).unwrap() {
            let from = entry.unwrap().path();
            if from.is_file() {
                std::fs::copy(&from, to.join(dir).join(from.file_name().unwrap())).unwrap();
            }
        }
    }
}

#[test]
fn addresses_reach_their_verdicts() {
    let cases = [
        ("https://www.mihon-power.example/contact", "official", 0),
        ("mihon-power.example", "official", 0),
        ("https://mih0n-power.example.top/", "lookalike", 20),
        ("https://mihonpower-support.example.top/", "lookalike", 20),
        ("https://mihon-power.example@192.0.2.7/", "lookalike", 20),
        ("https://mihon-power.example.top/", "lookalike", 20),
        ("https://power.example.top/unpaid", "not-official", 10),
        ("https://nihon-power.example/", "not-official", 10),
        ("https://mihon-holdings.example/", "not-official", 10),
        ("https://www.amazon.co.jp/", "not-official", 10),
        ("no address at all", "not-a-url", 10),
    ];
    for (url, verdict, code) in cases {
        let question = ["check-url", url];
        assert_eq!(result(&document(&question), "results")["verdict"], verdict, "{url}");
        assert_eq!(run(&asked(&question)).code, code, "{url}");
    }
}

#[test]
fn messages_reach_their_verdicts() {
    let cases: &[(&[&str], &str, i32, &[&str])] = &[
        (&[CUT_OFF], "dangerous", 20, &["cut-off-within-the-hour", "poses-as-company"]),
        (&[CUT_OFF_EN], "dangerous", 20, &["cut-off-within-the-hour"]),
        (&["お知らせ", "--from", "みほん電力 <info@shop.example.top>"], "dangerous", 20, &["poses-as-company"]),
        (&[INSPECTOR], "suspicious", 10, &["meter-inspector-visit"]),
        (&["Our meter inspector will visit today. Pay in cash."], "suspicious", 10, &["meter-inspector-visit"]),
        (&[GENUINE], "no-warning-found", 0, &[]),
        (&["工事のため、明日の10時から電気を停止します。"], "no-warning-found", 0, &[]),
        (&["The meter inspector comes next month."], "no-warning-found", 0, &[]),
    ];
    for (args, verdict, code, rules) in cases {
        let mut question = vec!["check-message", "--text"];
        question.extend(*args);
        let document = document(&question);
        assert_eq!(document["verdict"], *verdict, "{args:?}");
        let matched: Vec<&str> = document["reasons"].as_array().unwrap().iter().map(|r| r["rule"].as_str().unwrap()).collect();
        assert_eq!(matched, *rules, "{args:?}");
        assert_eq!(run(&asked(&question)).code, *code, "{args:?}");
    }
}

#[test]
fn each_issue_has_a_page_to_prepare_with_blanks() {
    for (id, first, ..) in ISSUES {
        let document = document(&["prepare", "--issue", id]);
        assert_eq!(document["issue"], *id);
        assert!(*first == document["channel"] || *id == "moving-in", "{id}: {}", document["channel"]);
        assert!(document["checklist"].as_array().unwrap().iter().any(|item| item["must"] == true), "{id}");
        let blanks = document["script"].as_array().unwrap().iter().flat_map(|l| l["blanks"].as_array().unwrap());
        assert!(blanks.count() > 0, "{id} has nothing to fill in");
        assert!(!document["never_tell"].as_array().unwrap().is_empty());
        for (lang, blank) in [("ja", "：＿＿＿＿〕"), ("en", ": ______]")] {
            let page = run(&asked(&["prepare", "--issue", id, "--lang", lang, "--width", "400"])).out;
            assert!(page.contains(blank) && !page.contains('{'), "{id} {lang}: {page}");
        }
    }
}

#[test]
fn ids_of_every_kind_are_explained() {
    let cases = [
        ("reported-number", "rule"),
        ("pay-page-elsewhere", "rule"),
        ("cut-off-within-the-hour", "rule"),
        ("customer-centre", "number"),
        ("F002", "claim"),
        ("town-guide", "source"),
    ];
    for (id, kind) in cases {
        let document = document(&["explain", id]);
        assert_eq!((document["id"].as_str(), document["kind"].as_str()), (Some(id), Some(kind)));
    }
    let built_in = run(&asked(&["explain", "former-freephone"]));
    assert_eq!(built_in.code, 3, "an id of the built-in KB is unknown here");
}

/// A reader must not take the invented company for a real one.
#[test]
fn routes_and_numbers_say_that_they_are_invented() {
    for (lang, words) in [("ja", ["架空", "見本"]), ("en", ["invented", "sample"])] {
        for (id, ..) in ISSUES {
            let page = run(&asked(&["route", "--issue", id, "--lang", lang])).out;
            assert!(words.iter().all(|w| page.contains(w)), "{id} {lang}: {page}");
        }
        for number in ["03-1000-0001", "03-1000-0119", "03-1000-0002", "06-1000-0123"] {
            let page = run(&asked(&["check-number", number, "--lang", lang])).out;
            assert!(words.iter().all(|w| page.contains(w)), "{number} {lang}: {page}");
        }
    }
    // Nobody can own these: reserved names, and no number begins with 1 behind an area code.
    let text = |file: &str| std::fs::read_to_string(Path::new(KB).join(file)).unwrap();
    let values = |file: &str, key: &str| -> Vec<String> {
        let file = text(file);
        file.lines().filter_map(|l| l.strip_prefix(key)?.split('"').nth(1).map(str::to_owned)).collect()
    };
    let (numbers, domains) = (values("numbers.toml", "e164 = "), values("domains.toml", "name = "));
    assert!(numbers.len() == 4 && numbers.iter().all(|n| n.starts_with("+8131") || n.starts_with("+8161")), "{numbers:?}");
    assert_eq!(domains[..2], ["mihon-power.example", "mihon-mail.example"]);
}

/// The example is for copying; the program carries only the KB that it answers from unless told otherwise.
#[test]
fn the_example_is_not_in_the_binary() {
    let binary = std::fs::read(env!("CARGO_BIN_EXE_amazon-help")).unwrap();
    let has = |words: &str| binary.windows(words.len()).any(|w| w == words.as_bytes());
    assert!(has("reportascam@amazon.com"), "what is baked can be found like this");
    for words in ["mihon-power", "みほん電力"] {
        assert!(!has(words), "{words} is in the binary");
    }
}

/// The program's own name, in what it says to type and in its JSON.
fn without_own_name(text: &str) -> String {
    ["amazon-help", "amazon_help"].iter().fold(text.to_lowercase(), |text, name| text.replace(name, ""))
}

/// Nothing of the built-in organisation shows through in any answer, whatever the language and the format.
#[test]
fn no_answer_names_the_built_in_organisation() {
    let mut questions: Vec<Vec<&str>> = QUESTIONS.iter().map(|q| q.to_vec()).collect();
    for (id, ..) in ISSUES {
        questions.extend([vec!["route", "--issue", id], vec!["prepare", "--issue", id]]);
    }
    // What has no answer, too.
    questions.extend([vec!["route"], vec!["route", "--issue", "return"], vec!["hours", "phone-callback"], vec!["route", "火星に行きたい"]]);
    questions.extend([vec!["explain", "number"], vec!["route", "--issue", "gas-smell", "--as", "prime"]]);
    for question in &questions {
        for lang in ["ja", "en"] {
            for format in ["table", "plain", "json"] {
                let mut args = asked(question);
                args.extend(["--lang", lang, "--format", format]);
                let ran = run(&args);
                let said = without_own_name(&format!("{}{}", ran.out, ran.err));
                assert!(said.len() > 20, "{args:?} says nothing");
                for name in ["amazon", "アマゾン", "amzn", "プライム", "kindle"] {
                    assert!(!said.contains(name), "{args:?} says {name}: {said}");
                }
            }
        }
    }
}
