//! The shipped KB, and what happens to KBs that are not fit to answer from.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "tests")]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::OnceLock;

use amazon_help::kb::record::{NumberSays, Standing};
use amazon_help::kb::{Code, Kb};
use common::{CHANNELS, ISSUES, copy_of_kb, edit, run};

/// A day on which nothing of the shipped KB is due.
const AT: &str = "2026-11-26";

/// The shipped KB, read from its folder once.
fn shipped() -> &'static Kb {
    static KB: OnceLock<Kb> = OnceLock::new();
    KB.get_or_init(|| Kb::open(&common::data()).unwrap_or_else(|report| panic!("{:#?}", report.problems)).0)
}

#[test]
fn the_shipped_kb_has_no_problem_at_all() {
    let ran = run(&["kb", "check", "data/amazon-jp", "--lang", "en", "--at", AT]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_eq!(ran.out.lines().count(), 1, "{}", ran.out);
}

/// Editors find the form of each file by its first line.
#[test]
fn every_file_names_its_schema() {
    for file in amazon_help::kb::FILES {
        let path = common::data().join(file);
        let text = std::fs::read_to_string(&path).unwrap();
        let named = text.lines().next().unwrap().strip_prefix("#:schema ").unwrap_or_else(|| panic!("{file} names no schema"));
        let schema = path.parent().unwrap().join(named);
        let schema: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(&schema).unwrap()).unwrap();
        assert_eq!(schema["title"], *file);
        // The program prints the very same.
        let printed: serde_json::Value = serde_json::from_str(&run(&["kb", "schema", file]).out).unwrap();
        assert_eq!(printed, schema, "{file}");
    }
    let all: serde_json::Value = serde_json::from_str(&run(&["kb", "schema", "--format", "json"]).out).unwrap();
    assert_eq!(all["schemas"].as_object().unwrap().len(), amazon_help::kb::FILES.len());
}

/// The list of all entries misses none: files have as many days of a check, and name as many claims.
#[test]
fn every_entry_is_in_the_list_of_all() {
    let (baked, folder) = (Kb::built_in(), shipped());
    assert!(baked.entries() == folder.entries());
    let text: String = amazon_help::kb::FILES.iter().map(|f| std::fs::read_to_string(common::data().join(f)).unwrap()).collect();
    let checked = text.lines().filter(|l| l.starts_with("checked = ")).count();
    assert_eq!(folder.entries().iter().filter(|e| e.checked.is_some()).count(), checked);
    // A claim of numbers.toml and one of a part of an entry, as the files have them.
    let users =
        |claim: &str| folder.entries().iter().filter(|e| e.claims.iter().any(|c| c == claim)).map(|e| e.id.clone()).collect::<Vec<_>>();
    assert!(users("F127").contains(&"former-freephone".to_owned()));
    assert!(users("F053").contains(&"phone-callback".to_owned()));
}

/// What is baked into the binary is what the files say.
#[test]
fn the_built_in_kb_is_the_folder() {
    let (baked, folder) = (Kb::built_in(), shipped());
    assert_eq!(baked.about(), folder.about());
    assert_eq!(baked.sources().source, folder.sources().source);
    assert_eq!(baked.claims().claim, folder.claims().claim);
    assert_eq!(baked.channels().channel, folder.channels().channel);
    assert_eq!(baked.hours().hours, folder.hours().hours);
    // What texts are looked through for is baked apart.
    assert_eq!(baked.issues().issue.len(), folder.issues().issue.len());
    for (baked, folder) in baked.issues().issue.iter().zip(folder.issues().issue.iter()) {
        assert_eq!(*folder, amazon_help::kb::record::Issue { cue: folder.cue.clone(), ..baked.clone() });
    }
    for (baked, folder) in baked.issues().aside.iter().zip(folder.issues().aside.iter()) {
        assert_eq!(*folder, amazon_help::kb::record::Aside { cue: folder.cue.clone(), ..baked.clone() });
    }
    for words in [Kb::issue_cues, Kb::aside_cues] {
        let all = |kb: &Kb| -> Vec<Vec<(u8, Vec<u8>)>> {
            words(kb).iter().map(|said| said.iter().map(|s| (s.weight, s.bytes.to_vec())).collect()).collect()
        };
        assert!(all(&baked) == all(folder) && all(&baked).iter().any(|said| !said.is_empty()));
    }
    assert!(baked.issue_sayings() == folder.issue_sayings() && baked.issue_sayings().iter().all(|said| !said.is_empty()));
    assert_eq!(baked.audiences().audience, folder.audiences().audience);
    assert_eq!(baked.audiences().device, folder.audiences().device);
    assert_eq!(baked.audiences().situation, folder.audiences().situation);
    assert_eq!(baked.checklists().item, folder.checklists().item);
    assert_eq!(baked.checklists().line, folder.checklists().line);
    assert_eq!(baked.checklists().never_tell, folder.checklists().never_tell);
    assert_eq!(baked.checklists().keep, folder.checklists().keep);
    assert_eq!(baked.checklists().tip, folder.checklists().tip);
    assert_eq!(baked.faq().topic, folder.faq().topic);
    assert_eq!(baked.numbers().number, folder.numbers().number);
    assert_eq!(baked.domains().domain, folder.domains().domain);
    // The examples of rules are for the check alone and are not baked.
    for (baked, folder) in baked.number_rules().rule.iter().zip(folder.number_rules().rule.iter()) {
        let without_examples = amazon_help::kb::record::NumberRule { examples: baked.examples.clone(), ..folder.clone() };
        assert_eq!(*baked, without_examples);
    }
    assert_eq!(baked.number_rules().rule.len(), folder.number_rules().rule.len());
    // The country's data decodes too.
    assert!(baked.japan().services().len() >= 8);
    assert!(baked.japan().sources().len() >= 10);
    assert!(baked.japan().class("toll-free").is_some());
    assert!(baked.japan().country("US").is_some());
}

#[test]
fn all_promised_ids_are_there() {
    let kb = shipped();
    let issues: BTreeSet<&str> = kb.issues().issue.iter().map(|i| i.id.as_str()).collect();
    for id in ISSUES {
        assert!(issues.contains(id), "{id}");
    }
    let channels: Vec<&str> = kb.channels().channel.iter().map(|c| c.id.as_str()).collect();
    assert_eq!(channels.iter().copied().collect::<BTreeSet<_>>(), CHANNELS.into_iter().collect());
    for channel in channels {
        assert!(kb.hours_of(channel).is_some(), "no hours for {channel}");
    }
    let ids = |all: &amazon_help::kb::Table<amazon_help::kb::record::Circumstance>| all.iter().map(|c| c.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&kb.audiences().audience), ["guest", "member", "prime", "business"]);
    assert_eq!(ids(&kb.audiences().device), ["kindle", "fire"]);
    for situation in ["urgent", "cannot-talk", "keep-record", "attach", "cannot-sign-in"] {
        assert!(ids(&kb.audiences().situation).contains(&situation.to_owned()), "{situation}");
    }
}

/// 208 claims with their standing; the check itself holds that each is used or says why not.
#[test]
fn every_claim_of_the_article_is_there_with_its_standing() {
    let kb = shipped();
    let claims: Vec<_> = kb.claims().claim.iter().collect();
    let ids: Vec<String> = claims.iter().map(|c| c.id.clone()).collect();
    assert_eq!(ids, (1..=208).map(|n| format!("F{n:03}")).collect::<Vec<_>>());
    let mut standings: BTreeMap<Standing, usize> = BTreeMap::new();
    claims.iter().for_each(|c| *standings.entry(c.standing).or_default() += 1);
    assert_eq!(
        standings.into_iter().collect::<Vec<_>>(),
        [
            (Standing::Confirmed, 29),
            (Standing::Mixed, 20),
            (Standing::Contradicted, 23),
            (Standing::Unverifiable, 32),
            (Standing::Unchecked, 104)
        ]
    );
    for claim in claims.iter().filter(|c| c.standing == Standing::Contradicted) {
        assert!(claim.note.is_some() && !claim.sources.is_empty(), "{} does not say who contradicts it", claim.id);
    }
}

/// The article's two numbers and who contradicts them, as the evidence has it.
#[test]
fn the_register_keeps_both_sides() {
    let kb = shipped();
    for e164 in ["+81120999373", "+81113303000"] {
        let number = kb.numbers().number.find(e164).unwrap();
        let says = |source: &str| number.evidence.iter().find(|e| e.source == source).map(|e| e.says);
        assert_eq!(says("article"), Some(NumberSays::InUse), "{e164}");
        assert_eq!(says("komitsu"), Some(NumberSays::Retired), "{e164}");
    }
}

fn check(dir: &Path) -> (i32, String) {
    let check = run(&["kb", "check", dir.to_str().unwrap(), "--lang", "en", "--at", AT]);
    assert_eq!(check.out, "", "a bad KB gives nothing on standard output");
    (check.code, check.err)
}

/// Terrible KBs, each with as many defects as can be told apart: file, text to replace, replacement, code and what the message must name.
type Defect = (&'static str, &'static str, &'static str, &'static str, &'static str);

/// Files that are not what they should be.
const FILES: &[Defect] = &[
    ("domains.toml", "", "gone", "missing-file", "domains.toml"),
    ("audiences.toml", "", "not UTF-8", "unreadable-file", "UTF-8"),
    ("issues.toml", "[[issue]]", "[[issue", "syntax", "issues.toml:"),
];

/// What the schema says.
const FORM: &[Defect] = &[
    ("channels.toml", "voice = ", "voise = true\nvoice = ", "unknown-key", "Did you mean `voice`?"),
    ("channels.toml", "sign_in = ", "# sign_in = ", "missing-key", "`sign_in` is missing"),
    ("channels.toml", "record = true", "record = \"yes\"", "wrong-type", "should be true or false"),
    ("channels.toml", "languages = { ja = ", "languages = { jp = ", "missing-translation", "the Japanese text is missing"),
    ("hours.toml", "advice = { ja = \"", "advice = { en = \" \", ja = \"x\" }\nold = { ja = \"", "empty-text", "`en` is empty"),
    ("numbers.toml", "state = \"former\"", "state = \"gone\"", "unknown-value", "Allowed: in-use"),
    ("rules/number.toml", "severity = \"danger\"", "severity = \"dangerous\"", "unknown-value", "Did you mean `danger`?"),
    ("rules/number.toml", "no_match = [{ number = \"090-5555-0123\" }]", "no_match = []", "empty-list", "`no_match` is empty"),
    ("rules/number.toml", "when = { class = [\"unassigned\"] }", "when = { pattern = \"(0120\" }", "bad-pattern", "brackets"),
    ("sources.toml", "checked = \"2026-11-23\"", "checked = \"2026-11-31\"", "bad-date", "2026-11-31"),
];

/// An issue that says too little, is found by the words of another and not by its own, and can only be reached in writing.
const TERRIBLE_ISSUE: &str = r#"[[issue]]
id = "terrible"
name = { ja = "だめな用件", en = "A terrible issue" }
topic = { ja = "話題", en = "topic" }
first = { ja = "まず", en = "First" }
says = { ja = ["荷物が届かない"], en = ["the"] }
must = ["order-number"]
script = [{ ja = "話す", en = "Say" }]
warnings = [{ ja = "注意", en = "Beware" }]
sources = ["article"]
checked = "2026-11-23"
[[issue.channel]]
id = "email-form"
why = { ja = "理由", en = "why" }

[[issue]]"#;

/// A device with which that channel cannot be used.
const TERRIBLE_DEVICE: &str = r#"[[device]]
id = "terrible-device"
name = { ja = "だめな端末", en = "A terrible device" }
note = { ja = "使えない", en = "It does nothing" }
exclude = [{ channel = "email-form", why = { ja = "理由", en = "why" } }]
sources = ["editorial"]
checked = "2026-11-23"

[[device]]"#;

/// Rules that say nothing, or too little to mean something.
const TERRIBLE_RULES: &str = r#"[[rule]]
id = "terrible-empty"
severity = "note"
reason = { ja = "理由", en = "why" }
sources = ["editorial"]
checked = "2026-11-23"
examples = { match = [{ text = "a" }], no_match = [{ text = "b" }] }
[[rule]]
id = "terrible-short"
severity = "note"
says.en = ["x … order"]
reason = { ja = "理由", en = "why" }
sources = ["editorial"]
checked = "2026-11-23"
examples = { match = [{ text = "x order" }], no_match = [{ text = "b" }] }

[[rule]]
id = "names-organisation""#;

const UNUSED_SOURCE: &str = r#"[[source]]
id = "nobody-names-it"
page = "example.com"
kind = "blog"
publisher = { ja = "個人", en = "somebody" }
checked = "2026-11-23"

[[source]]"#;

/// What is well-formed and wrong all the same.
const MEANING: &[Defect] = &[
    ("channels.toml", "sources = [", "sources = [\"nobody\", ", "dangling-id", "sources.toml has no `nobody`"),
    ("channels.toml", "checked = \"2026-11-2", "checked = \"2062-11-2", "future-date", "after the day of this check"),
    ("issues.toml", "must = [", "must = [\"order-numbr\", ", "dangling-id", "Did you mean `order-number`?"),
    ("issues.toml", "[[issue]]", TERRIBLE_ISSUE, "few-phrases", "only 1 ways to say this in Japanese"),
    ("issues.toml", "", "", "unreachable-issue", "finds another issue, `not-delivered`"),
    ("issues.toml", "", "", "unreachable-issue", "\"the\" finds no issue"),
    ("audiences.toml", "[[device]]", TERRIBLE_DEVICE, "", ""),
    ("issues.toml", "", "", "no-channel", "no channel is left for it under `terrible-device`"),
    ("faq.toml", "issues = [", "issues = [\"retrun\", ", "dangling-id", "Did you mean `return`?"),
    ("faq.toml", "answer = { ja = \"", "answer = { ja = \"この番号は安全です。", "says-safe", "calls a number, link or message safe"),
    ("hours.toml", "channel = \"chat\"", "channel = \"chatt\"", "dangling-id", "Did you mean `chat`?"),
    ("hours.toml", "open = \"24/7\"", "open = \"25/7 sometimes\"", "bad-hours", "opening_hours"),
    ("hours.toml", "checked = \"2026-11-2", "checked = \"2025-11-2", "overdue", "days late"),
    ("numbers.toml", "e164 = \"+81120999373\"", "e164 = \"0120-999-373\"", "bad-number", "E.164"),
    ("numbers.toml", "e164 = \"+81113303000\"", "e164 = \"+8111330300\"", "invalid-number", "in no range of numbers"),
    ("numbers.toml", "state = \"former\"", "state = \"in-use\"", "contrary-evidence", "says otherwise"),
    ("sources.toml", "[[source]]", UNUSED_SOURCE, "unused-source", "no entry names `nobody-names-it`"),
    ("sources.toml", "id = \"article\"", "id = \"Not_Kebab\"", "bad-id", "hyphens"),
    (
        "rules/number.toml",
        "no_match = [{ number = \"0800-300-8188\" }",
        "no_match = [{ number = \"0800-300-8187\" }",
        "example-fails",
        "reported-number",
    ),
    ("rules/message.toml", "[[rule]]\nid = \"names-organisation\"", TERRIBLE_RULES, "empty-rule", "neither phrases nor a condition"),
    ("rules/message.toml", "", "", "short-phrase", "too short"),
    ("rules/message.toml", "\"アマゾン\"", "\"ｱﾏｿﾞﾝ\"", "not-plain", "Write it as `アマゾン`"),
    ("kb.toml", "time_zone = \"Asia/Tokyo\"", "time_zone = \"Asia/Tokio\"", "bad-zone", "Asia/Tokio"),
    ("claims.toml", "id = \"F001\"", "id = \"F002\"", "duplicate-id", "F002"),
    ("claims.toml", "not_advice = ", "# not_advice = ", "unused-claim", "no entry uses"),
    ("claims.toml", "id = \"F005\"", "id = \"F005\"\nnot_advice = { ja = \"x\", en = \"x\" }", "claim-both-ways", "F005 is used"),
];

/// Makes a terrible KB of the shipped one. A defect without a text to replace comes with
/// one further up; one without a code only prepares another.
fn terrible(name: &str, defects: &[Defect]) -> std::path::PathBuf {
    let dir = copy_of_kb(name);
    for (file, from, to, _, _) in defects {
        match (*from, *to) {
            ("", "gone") => std::fs::remove_file(dir.join(file)).unwrap(),
            ("", "not UTF-8") => std::fs::write(dir.join(file), b"# \xff\n").unwrap(),
            ("", _) => {}
            (from, to) => edit(&dir, file, from, to),
        }
    }
    dir
}

/// Every code there is comes out of a terrible KB, where it belongs, with line, column, the place underlined and a hint; in JSON too, in both
/// languages.
#[test]
fn every_kind_of_defect_is_named_with_its_place() {
    let mut seen = BTreeSet::new();
    for (name, defects) in [("terrible-files", FILES), ("terrible-form", FORM), ("terrible-meaning", MEANING)] {
        let dir = terrible(name, defects);
        let (exit, text) = check(&dir);
        assert_eq!(exit, 1, "{name}");
        let last = text.lines().last().unwrap();
        assert!(last.contains("amazon-help explain "), "{last}");
        let problems: Vec<&str> = text.split("\n\n").collect();
        for (file, _, _, code, words) in defects.iter().filter(|d| !d.3.is_empty()) {
            let of_code = |p: &&&str| p.contains(&format!("[{code}]")) && p.contains(&format!("/{file}"));
            let shown = problems.iter().filter(of_code).find(|p| p.contains(words));
            let shown = shown.unwrap_or_else(|| panic!("{code}: {words}\n{:#?}", problems.iter().filter(of_code).collect::<Vec<_>>()));
            assert!(shown.contains("help: "), "{code}: no hint\n{shown}");
            if !["missing-file", "unreadable-file"].contains(code) {
                let place = shown.lines().find(|l| l.trim_start().starts_with("--> ")).unwrap();
                let numbers: Vec<&str> = place.rsplit(':').take(2).collect();
                assert!(numbers.iter().all(|n| n.trim().parse::<usize>().is_ok()), "{code}: no line and column in {place}");
                assert!(shown.contains('^'), "{code}: nothing is underlined\n{shown}");
            }
            seen.insert(*code);
        }

        let ran = run(&["kb", "check", dir.to_str().unwrap(), "--format", "json", "--at", AT]);
        let document: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        assert_eq!((ran.code, &document["command"]), (1, &"kb check".into()));
        for problem in document["problems"].as_array().unwrap() {
            assert!(problem["line"].as_u64() > Some(0) && problem["column"].as_u64() > Some(0), "{problem}");
            for key in ["title", "message", "hint"] {
                assert!(problem[key]["ja"].as_str() > Some("") && problem[key]["en"].as_str() > Some(""), "{problem}");
            }
        }
        let codes: BTreeSet<&str> = document["problems"].as_array().unwrap().iter().filter_map(|p| p["code"].as_str()).collect();
        assert!(defects.iter().all(|d| d.3.is_empty() || codes.contains(d.3)), "{codes:?}");
    }
    // Only a file of additions can have these.
    let long = SHADOWING.replace("article", "my-article").replace("sample", &"x".repeat(6_001));
    let acting = SHADOWING.replace("article", "my-article").replace("sample", "\\u001b[31m");
    // … and a list or text that is too long hides what else is wrong with its file.
    for (code, text) in
        [("calming", "[[domain]]\nname = \"shop.example\"\n"), ("shadows", SHADOWING), ("too-long", &long), ("control-character", &acting)]
    {
        let file = common::overlay(&format!("terrible-{code}"), text);
        let shown = run(&["kb", "check", "--overlay", file.to_str().unwrap(), "--lang", "en"]);
        assert!(shown.code == 1 && shown.err.contains(&format!("error[{code}]")), "{}", shown.err);
        seen.insert(code);
    }
    let all: BTreeSet<&str> = Code::ALL.iter().map(|code| code.id()).collect();
    assert_eq!(seen, all, "codes that no terrible KB has");
}

/// A source that the KB has already.
const SHADOWING: &str = r#"
[[source]]
id = "article"
page = "example.jp/page"
kind = "guide"
publisher = { ja = "見本", en = "sample" }
checked = "2026-11-24"
"#;

/// Warnings alone leave a KB fit to answer from.
#[test]
fn what_is_due_is_a_warning() {
    let due = run(&["kb", "check", "data/amazon-jp", "--lang", "en", "--at", "2030-01-01"]);
    assert_eq!((due.code, due.err.as_str()), (0, ""));
    assert!(due.out.contains("warning[overdue]") && due.out.contains("0 errors"), "{}", due.out);
}

#[test]
fn nothing_is_answered_from_a_bad_kb() {
    let dir = terrible("terrible-answers", FILES);
    let dir = dir.to_str().unwrap();
    let stale = &["kb", "stale"][..];
    for command in
        [&["check-number", "0120-999-373"][..], &["route", "--issue", "return"], &["hours"], &["prepare", "--issue", "return"], stale]
    {
        let mut args = command.to_vec();
        args.extend(["--kb", dir, "--lang", "en"]);
        let ran = run(&args);
        assert_eq!((ran.code, ran.out.as_str()), (1, ""), "nothing is answered from a bad KB");
        assert!(ran.err.contains("nothing is answered from it"), "{}", ran.err);
    }
}

#[test]
fn a_missing_translation_is_found_wherever_it_is() {
    let dir = copy_of_kb("translation");
    for (file, from) in [("issues.toml", "first = { ja = \""), ("channels.toml", "summary = { ja = \""), ("faq.toml", "answer = { ja = \"")]
    {
        edit(&dir, file, from, &from.replace("ja = \"", "jp = \""));
    }
    let (_, text) = check(&dir);
    assert_eq!(text.matches("[missing-translation]").count(), 3, "{text}");
    assert_eq!(text.matches("the Japanese text is missing").count(), 3, "{text}");
}

/// Everything at once, so that a maintainer needs one run.
#[test]
fn all_defects_are_listed_in_one_run() {
    let dir = copy_of_kb("everything");
    std::fs::remove_file(dir.join("domains.toml")).unwrap();
    edit(&dir, "faq.toml", "[[topic]]", "[[topic");
    edit(&dir, "channels.toml", "voice = ", "voise = true\nvoice = ");
    edit(&dir, "issues.toml", "must = [", "must = [\"order-numbr\", ");
    edit(&dir, "issues.toml", "first = { ja = \"", "first = { jp = \"");
    edit(&dir, "rules/number.toml", "no_match = [{ number = \"090-5555-0123\" }]", "no_match = []");
    let (exit, text) = check(&dir);
    assert_eq!(exit, 1);
    for (code, file) in [
        ("missing-file", "domains.toml"),
        ("syntax", "faq.toml"),
        ("unknown-key", "channels.toml"),
        ("dangling-id", "issues.toml"),
        ("missing-translation", "issues.toml"),
        ("empty-list", "rules/number.toml"),
    ] {
        assert!(text.contains(&format!("[{code}]")) && text.contains(file), "{code} {file}:\n{text}");
    }
    let japanese = run(&["kb", "check", dir.to_str().unwrap(), "--lang", "ja"]).err;
    assert!(japanese.contains("ファイルがありません") && japanese.contains("この ID の項目はありません"), "{japanese}");
}

#[test]
fn a_folder_that_is_none_is_a_clear_error() {
    for dir in ["/nowhere/at/all", "/dev/null", "Cargo.toml"] {
        let ran = run(&["check-number", "188", "--kb", dir, "--lang", "en"]);
        assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{dir}");
        assert!(ran.err.contains("missing") || ran.err.contains("cannot be read"), "{}", ran.err);
    }
}

#[test]
fn another_kb_is_named_in_json_and_when_the_environment_names_it() {
    let dir = data_arg();
    assert!(run(&["hours", "--kb", &dir, "--format", "json"]).out.contains("\"built_in\": false"));
    let by_env = common::ran(common::command(&["hours", "--lang", "en"]).env("AMAZON_HELP_KB", &dir).output().unwrap());
    assert!(common::bare(&by_env.out).contains("notfromthebuiltinknowledgebase"));
}

fn data_arg() -> String {
    common::data().to_str().unwrap().to_owned()
}

/// Facts belong in data: the code names no organisation.
#[test]
fn the_code_names_no_organisation() {
    fn walk(dir: &Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if let Ok(text) = std::fs::read_to_string(&path) {
                for (n, line) in text.lines().enumerate() {
                    // The id of one verdict, which others rely on, is the only name that is fixed.
                    let line = line.replace("Hosted = \"amazon-hosted\"", "");
                    let rest = line.to_lowercase().replace("amazon-help", "").replace("amazon_help", "");
                    if rest.contains("amazon") || rest.contains("アマゾン") {
                        found.push(format!("{}:{}: {line}", path.display(), n + 1));
                    }
                }
            }
        }
    }
    let mut found = Vec::new();
    walk(Path::new("src"), &mut found);
    assert!(found.is_empty(), "{found:#?}");
}

/// A rule for messages that builds on something that is not there is told what to do: move it, spell it, or name something.
#[test]
fn what_a_rule_builds_on_is_found_or_explained() {
    for (from, to, hint) in [
        ("[\"cut-off-threat\", \"at-once\"]", "[\"cut-off-threat\", \"meter-inspector-visit\"]", ["移してください", "Move that rule up"]),
        (
            "[\"cut-off-threat\", \"at-once\"]",
            "[\"cut-of-threat\", \"at-once\"]",
            ["「cut-off-threat」ではありませんか", "Did you mean `cut-off-threat`"],
        ),
        ("\"unofficial-link\"]", "\"unoficial-link\"]", ["「unofficial-link」ではありませんか", "Did you mean `unofficial-link`"]),
        ("[\"cut-off-threat\", \"at-once\"]", "[\"zzzz\", \"at-once\"]", ["前にある規則の ID", "Name a rule further up or a sign"]),
    ] {
        let dir = common::copy_of_example("builds-on");
        edit(&dir, "rules/message.toml", from, to);
        for (lang, hint) in ["ja", "en"].iter().zip(hint) {
            let out = run(&["kb", "check", dir.to_str().unwrap(), "--lang", lang]);
            assert_eq!(out.code, 1, "{to}");
            assert!(out.err.contains(hint), "{to}: no {hint} in\n{}", out.err);
            assert!(out.err.contains("dangling-id") && out.err.contains("rules/message.toml:"), "{to}: {}", out.err);
        }
    }
}
