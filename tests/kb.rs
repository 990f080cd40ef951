//! The shipped KB, and what happens to KBs that are not fit to answer from.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "tests")]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use amazon_help::kb::Kb;
use amazon_help::kb::record::{NumberSays, Standing};
use common::{CHANNELS, ISSUES, copy_of_kb, edit, run};

fn shipped() -> Kb {
    Kb::open(&common::data()).unwrap_or_else(|report| panic!("{:#?}", report.problems)).0
}

#[test]
fn the_shipped_kb_has_no_problem_at_all() {
    let ran = run(&["kb", "check", "data/amazon-jp", "--lang", "en"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_eq!(ran.out.lines().count(), 1, "{}", ran.out);
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
    assert_eq!(baked.issues().issue, folder.issues().issue);
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

fn report(dir: &Path) -> (i32, String) {
    let dir = dir.to_str().unwrap();
    let check = run(&["kb", "check", dir, "--lang", "en"]);
    assert_eq!(check.out, "", "a bad KB gives nothing on standard output");
    for command in [&["check-number", "0120-999-373"][..], &["route", "--issue", "return"], &["hours"], &["prepare", "--issue", "return"]] {
        let mut args = command.to_vec();
        args.extend(["--kb", dir, "--lang", "en"]);
        let ran = run(&args);
        assert_eq!((ran.code, ran.out.as_str()), (1, ""), "nothing is answered from a bad KB");
        assert!(ran.err.contains("nothing is answered from it"), "{}", ran.err);
    }
    (check.code, check.err)
}

/// One defect each: file, text to replace, replacement, code and what the message must name.
const DEFECTS: &[(&str, &str, &str, &str, &str)] = &[
    ("issues.toml", "[[issue]]", "[[issue", "syntax", "issues.toml:"),
    ("channels.toml", "voice = ", "voise = true\nvoice = ", "unknown-key", "Did you mean `voice`?"),
    ("channels.toml", "voice = ", "# voice = ", "missing-key", "`voice` is missing"),
    ("channels.toml", "voice = true", "voice = \"yes\"", "wrong-type", "should be true or false"),
    ("channels.toml", "sources = [", "sources = [\"nobody\", ", "dangling-id", "sources.toml has no `nobody`"),
    ("issues.toml", "must = [", "must = [\"order-numbr\", ", "dangling-id", "Did you mean `order-number`?"),
    ("faq.toml", "issues = [", "issues = [\"retrun\", ", "dangling-id", "Did you mean `return`?"),
    ("hours.toml", "channel = \"chat\"", "channel = \"chatt\"", "dangling-id", "Did you mean `chat`?"),
    ("hours.toml", "open = \"24/7\"", "open = \"25/7 sometimes\"", "bad-hours", "opening_hours"),
    ("numbers.toml", "e164 = \"+81120999373\"", "e164 = \"0120-999-373\"", "bad-number", "E.164"),
    ("numbers.toml", "state = \"former\"", "state = \"in-use\"", "contrary-evidence", "says otherwise"),
    ("numbers.toml", "state = \"former\"", "state = \"gone\"", "unknown-value", "Allowed: in-use"),
    ("sources.toml", "checked = \"2026-11-23\"", "checked = \"2026-11-31\"", "bad-date", "2026-11-31"),
    ("sources.toml", "id = \"", "id = \"Not_Kebab", "bad-id", "hyphens"),
    ("rules/number.toml", "severity = \"danger\"", "severity = \"dangerous\"", "unknown-value", "Did you mean `danger`?"),
    (
        "rules/number.toml",
        "no_match = [{ number = \"0800-300-8188\" }",
        "no_match = [{ number = \"0800-300-8187\" }",
        "example-fails",
        "reported-number",
    ),
    ("rules/number.toml", "no_match = [{ number = \"090-5555-0123\" }]", "no_match = []", "empty-list", "`no_match` is empty"),
    ("rules/number.toml", "when = { class = [\"unassigned\"] }", "when = { pattern = \"(0120\" }", "bad-pattern", "brackets"),
    ("kb.toml", "time_zone = \"Asia/Tokyo\"", "time_zone = \"Asia/Tokio\"", "bad-zone", "Asia/Tokio"),
    ("claims.toml", "id = \"F001\"", "id = \"F002\"", "duplicate-id", "F002"),
];

#[test]
fn every_kind_of_defect_is_named_with_its_place() {
    for (n, (file, from, to, code, words)) in DEFECTS.iter().enumerate() {
        let dir = copy_of_kb(&format!("defect-{n}"));
        edit(&dir, file, from, to);
        let (exit, text) = report(&dir);
        assert_eq!(exit, 1, "{code}");
        assert!(text.contains(&format!("[{code}]")), "{code}:\n{text}");
        assert!(text.contains(words), "{code} {words}:\n{text}");
        let place = text.lines().find(|l| l.trim_start().starts_with("--> ") && l.contains(file));
        let place = place.unwrap_or_else(|| panic!("{code}: no place\n{text}"));
        let numbers: Vec<&str> = place.rsplit(':').take(2).collect();
        assert!(numbers.iter().all(|n| n.trim().parse::<usize>().is_ok()), "{code}: no line and column in {place}");
        assert!(text.contains("help: "), "{code}: no hint\n{text}");
    }
}

#[test]
fn a_missing_translation_is_found_wherever_it_is() {
    let dir = copy_of_kb("translation");
    for (file, from) in [("issues.toml", "first = { ja = \""), ("channels.toml", "summary = { ja = \""), ("faq.toml", "answer = { ja = \"")]
    {
        edit(&dir, file, from, &from.replace("ja = \"", "jp = \""));
    }
    let (_, text) = report(&dir);
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
    let (exit, text) = report(&dir);
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
fn another_kb_is_named_in_every_answer() {
    let dir = data_arg();
    for command in [&["check-number", "0120-999-373"][..], &["route", "--issue", "return"], &["hours"], &["prepare", "--issue", "return"]] {
        let mut args = command.to_vec();
        args.extend(["--kb", &dir, "--lang", "en"]);
        let out = common::bare(&run(&args).out);
        assert!(out.contains("notfromthebuiltinknowledgebase"), "{out}");
        args.extend(["--format", "json"]);
        assert!(run(&args).out.contains("\"built_in\": false"));
    }
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
