//! The user's own additions: what they do, where they are found, and what is refused.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "tests")]

mod common;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use amazon_help::kb::Code;
use common::{OVERLAY, WEEKDAY, command, copy_of_kb, edit, json, overlay, overlay_template, ran, run, with};

#[test]
fn a_reported_number_is_dangerous_whatever_the_kb_knows_of_it() {
    let was = json(&["check-number", "03-5555-0123"]);
    assert_eq!(was["verdict"], "unknown");
    let is = json(&["check-number", "03-5555-0123", "--overlay", OVERLAY]);
    assert_eq!((&is["verdict"], &is["dial"]), (&"dangerous".into(), &"no".into()));
    assert_eq!(is["evidence"][0]["source"], "my-notes");
    assert_eq!(is["reasons"][0]["sources"], serde_json::json!(["my-notes"]));
    assert_eq!(run(&["check-number", "03-5555-0123", "--overlay", OVERLAY]).code, 20);

    // In the register as disputed: what was known of it is still shown.
    let text = std::fs::read_to_string(OVERLAY).unwrap().replace("+81355550123", "+81120999373");
    let disputed = overlay("disputed", &text);
    let disputed = disputed.to_str().unwrap();
    assert_eq!(json(&["check-number", "0120-999-373"])["verdict"], "disputed");
    let is = json(&["check-number", "0120-999-373", "--overlay", disputed]);
    assert_eq!(is["verdict"], "dangerous");
    let sources: Vec<&str> = is["evidence"].as_array().unwrap().iter().map(|e| e["source"].as_str().unwrap()).collect();
    assert!(sources.contains(&"my-notes") && sources.contains(&"komitsu") && sources.contains(&"article"), "{sources:?}");
    for id in ["former-freephone", "my-report-1", "+81120999373"] {
        let explained = json(&["explain", id, "--overlay", disputed]);
        assert!(explained["when"].as_array().unwrap().contains(&"state = reported".into()), "{id}: {explained}");
    }
    let ran = ran(command(&["check-message", "--overlay", disputed, "--format", "json", "--text", "0120-999-373 へお電話ください"])
        .output()
        .unwrap());
    assert!(ran.out.contains("\"reported-number\""), "{}", ran.out);
}

/// A KB of somebody else without the rule about reported numbers, and with rules that go by what is not there.
#[test]
fn nothing_gets_better_with_a_kb_that_goes_by_what_is_missing() {
    let dir = copy_of_kb("overlay-devious");
    let rules = std::fs::read_to_string(dir.join("rules/number.toml")).unwrap();
    let (start, end) =
        (rules.find("[[rule]]\nid = \"reported-number\"").unwrap(), rules.find("[[rule]]\nid = \"foreign-number\"").unwrap());
    std::fs::write(dir.join("rules/number.toml"), format!("{}{}", &rules[..start], &rules[end..])).unwrap();
    let messages = std::fs::read_to_string(dir.join("rules/message.toml")).unwrap();
    // Only the two new rules warn.
    let mut messages =
        messages.replace("severity = \"danger\"", "severity = \"note\"").replace("severity = \"caution\"", "severity = \"note\"");
    for (id, sign) in [("no-report", "reported-number"), ("no-lookalike", "lookalike-link")] {
        write!(
            messages,
            "\n[[rule]]\nid = \"{id}\"\nseverity = \"danger\"\nsays.en = [\"zzyzx {id}\"]\nwhen = {{ none = [\"{sign}\"] }}\n\
             reason = {{ ja = \"試験\", en = \"test\" }}\nsources = [\"editorial\"]\nchecked = \"2026-11-23\"\n[rule.examples]\n\
             match = [{{ text = \"zzyzx {id}\" }}]\nno_match = [{{ text = \"hello\" }}]\n"
        )
        .unwrap();
    }
    std::fs::write(dir.join("rules/message.toml"), messages).unwrap();
    let own = overlay("devious", &overlay_template());
    let (dir, own) = (dir.to_str().unwrap(), own.to_str().unwrap());
    for text in ["zzyzx no-report 03-5555-0123", "zzyzx no-lookalike https://www.parcel.example/x"] {
        let args = ["check-message", "--text", text, "--kb", dir];
        assert_eq!(json(&args)["verdict"], "dangerous", "{text}");
        assert_eq!(json(&with(&args, &["--overlay", own]))["verdict"], "dangerous", "{text}");
    }
    let args = ["check-number", "03-5555-0123", "--kb", dir];
    assert_eq!(json(&args)["verdict"], "unknown");
    let reported = json(&with(&args, &["--overlay", own]));
    assert_eq!(reported["verdict"], "dangerous");
    assert_eq!(reported["reasons"][0]["severity"], "danger", "the answer says why: {reported}");
}

/// Where the verdict is as bad without it, an addition that matches stands beside what the KB says: every matched rule is listed.
#[test]
fn an_addition_that_changes_no_verdict_is_listed_all_the_same() {
    let own = overlay_template()
        .replacen("prefix = [\"05055550\"]", "prefix = [\"09055550\"]", 1)
        .replacen("match = [ { number = \"050-5555-0123\" } ]", "match = [ { number = \"090-5555-0123\" } ]", 1)
        .replacen("host = [\"parcel.example\"]", "host = [\"amazon.example.top\"]", 1)
        .replacen("https://www.parcel.example/x", "https://amazon.example.top/x", 1);
    let own = overlay("no-change", &own);
    let scam = "Amazonアカウントを停止しました。24時間以内にログインして情報を更新してください。町内会の見守りボーナス";
    for (args, verdict, rule) in [
        (&["check-number", "090-5555-0123"][..], "suspicious", "my-number-rule"),
        (&["check-url", "https://amazon.example.top/x"], "lookalike", "my-url-rule"),
        (&["check-message", "--text", scam], "dangerous", "my-message-rule"),
    ] {
        let (was, is) = (json(args), json(&with(args, &["--overlay", own.to_str().unwrap()])));
        assert_eq!((&was["verdict"], &is["verdict"]), (&verdict.into(), &verdict.into()), "{args:?}");
        let rules = |answer: &serde_json::Value| -> Vec<String> {
            answer["reasons"].as_array().unwrap().iter().map(|r| r["rule"].as_str().unwrap().to_owned()).collect()
        };
        let (was, is) = (rules(&was), rules(&is));
        assert!(!was.contains(&rule.to_owned()) && is.contains(&rule.to_owned()), "{is:?}");
        assert!(was.iter().all(|r| is.contains(r)), "{was:?} became {is:?}");
    }
}

/// What to replace in the template and by what, the code of the problem, and what is said in English.
const REFUSED: &[(&str, &str, &str, &str)] = &[
    ("state = \"reported\"", "state = \"in-use\"", "calming", "`in-use` cannot be added"),
    ("state = \"reported\"", "state = \"unconfirmed\"", "calming", "`unconfirmed` cannot be added"),
    ("state = \"reported\"", "state = \"former\"", "calming", "`former` cannot be added"),
    ("state = \"reported\"", "state = \"partner\"", "calming", "`partner` cannot be added"),
    ("state = \"reported\"", "state = \"sender\"", "calming", "`sender` cannot be added"),
    ("says = \"scam\"", "says = \"in-use\"", "calming", "says `in-use` cannot be added"),
    ("+81355550123", "+81120210364", "shadows", "the number of a public service"),
    ("+81355550123", "03-5555-0123", "bad-number", "cannot be used"),
    ("[[url_rule]] ", "[[domain]]\nname = \"evil.example\"\n[[url_rule]] ", "calming", "[[domain]] cannot be added"),
    ("[[url_rule]] ", "[[elsewhere]]\nid = \"x\"\n[[url_rule]] ", "calming", "[[elsewhere]] cannot be added"),
    ("[[url_rule]] ", "[[service]]\nid = \"x\"\n[[url_rule]] ", "calming", "[[service]] cannot be added"),
    ("[[url_rule]] ", "[[reading]]\nkana = \"x\"\n[[url_rule]] ", "calming", "[[reading]] cannot be added"),
    ("[[url_rule]] ", "[[rule]]\nid = \"x\"\n[[url_rule]] ", "unknown-key", "Make it [[number_rule]]"),
    ("[[url_rule]] ", "[[isue]]\nid = \"x\"\n[[url_rule]] ", "unknown-key", "Did you mean `issue`?"),
    ("id = \"my-report-1\"", "id = \"former-freephone\"", "shadows", "`former-freephone` is there already"),
    ("id = \"my-report-1\"", "id = \"number-in-message\"", "shadows", "`number-in-message` is there already"),
    ("id = \"my-number-rule\"", "id = \"number-in-message\"", "shadows", "is there already"),
    ("id = \"my-number-rule\"", "id = \"my-url-rule\"", "duplicate-id", "`my-url-rule` is the id of another entry"),
    ("id = \"my-url-rule\"", "id = \"account-threat\"", "shadows", "is there already"),
    ("id = \"my-url-rule\"", "id = \"order-number\"", "shadows", "a sign that the program itself finds"),
    ("id = \"my-url-rule\"", "id = \"official-path\"", "shadows", "a sign that the program itself finds"),
    ("id = \"my-message-rule\"", "id = \"lookalike-link\"", "shadows", "a sign that the program itself finds"),
    ("id = \"my-message-rule\"", "id = \"account-threat\"", "shadows", "is there already"),
    ("id = \"my-notes\"", "id = \"komitsu\"", "shadows", "is there already"),
    ("id = \"my-desk\"\nname", "id = \"chat\"\nname", "shadows", "`chat` is there already"),
    ("channel = \"my-desk\"", "channel = \"phone-callback\"", "shadows", "channels of your own only"),
    ("id = \"my-company-order\"", "id = \"return\"", "shadows", "`return` is there already"),
    ("voice = true", "url = \"https://shop.example/\"\nvoice = true", "calming", "not of an official domain"),
    ("Tell the purchasing desk first.", "Call 050-5555-0123.", "calming", "not known to be official: 050-5555-0123"),
    ("Go to the desk on the third floor.", "Open https://shop.example/ now.", "calming", "https://shop.example/"),
    ("It is quiet in the morning.", "Or dial +1 (888) 555-0123.", "calming", "888"),
    ("match = [ { number = \"050-5555-0123\" } ]", "match = [ { number = \"03-5555-0123\" } ]", "example-fails", "does not match the rule"),
    ("no_match = [ { url = \"https://shop.example/\" } ]", "no_match = []", "empty-list", "`no_match` is empty"),
    ("町内会からのお知らせです", "町内会の見守りボーナス", "example-fails", "matches the rule `my-message-rule`"),
    ("must = [\"order-number\"]", "must = [\"order-numbr\"]", "dangling-id", "Did you mean `order-number`?"),
    ("reason = { ja = \"近所", "sources_ = [\"x\"]\nreason = { ja = \"近所", "unknown-key", "Did you mean `sources`?"),
    ("id = \"chat\"\nwhy", "id = \"chatt\"\nwhy", "dangling-id", "Did you mean `chat`?"),
    ("source = \"my-notes\"", "source = \"zzzz\"", "dangling-id", "Add a [[source]] to this file"),
    (", en = \"my own notes\" }", " }", "missing-translation", "the English text is missing"),
    ("open = \"Mo-Fr 09:00-17:00; PH off\"", "open = \"25/7 sometimes\"", "bad-hours", "opening_hours"),
    ("checked = \"2026-11-20\"", "checked = \"2026-11-31\"", "bad-date", "2026-11-31"),
    ("Do not pay again", "It is safe to call. Do not pay again", "says-safe", "calls a number, link or message safe"),
    ("[[number]] ", "[[number] ", "syntax", "Check the quotes"),
];

#[test]
fn what_could_calm_or_does_not_hold_is_refused_with_its_place() {
    let good = overlay_template();
    for (n, (from, to, code, words)) in REFUSED.iter().enumerate() {
        assert!(good.contains(from), "the template has no {from:?}");
        let path = overlay(&format!("refused-{n}"), &good.replacen(from, to, 1));
        let path = path.to_str().unwrap();
        for lang in ["en", "ja"] {
            let ran = run(&["check-number", "188", "--overlay", path, "--lang", lang]);
            assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{from} → {to}\n{}", ran.err);
            assert!(ran.err.contains(&format!("[{code}]")), "{from} → {to}: no {code}\n{}", ran.err);
            let place =
                ran.err.lines().find_map(|l| l.trim_start().strip_prefix("--> ")).unwrap_or_else(|| panic!("no place\n{}", ran.err));
            let mut place = place.strip_prefix(path).unwrap_or_else(|| panic!("another file: {place}")).split(':').skip(1);
            let (line, column) = (place.next().unwrap().parse::<usize>().unwrap(), place.next().unwrap().parse::<usize>().unwrap());
            assert!(line > 0 && column > 0 && ran.err.contains("help: "), "{}", ran.err);
            let title = Code::ALL.iter().find(|c| c.id() == *code).unwrap().title();
            let title = if lang == "en" { title.en } else { title.ja };
            assert!(ran.err.contains(&title), "{lang}: {}", ran.err);
            assert!(lang == "ja" || ran.err.contains(words), "{from} → {to}: no {words}\n{}", ran.err);
            assert!(ran.err.contains("--no-overlay"), "{}", ran.err);
        }
    }
}

#[test]
fn a_file_that_is_not_there_is_no_silent_nothing() {
    for path in ["no/such/file.toml", "tests"] {
        let ran = run(&["hours", "--overlay", path, "--lang", "en"]);
        assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{path}");
        assert!(ran.err.contains("missing") || ran.err.contains("cannot be read"), "{}", ran.err);
    }
}

#[test]
fn the_template_of_the_readme_holds_and_is_used() {
    let path = overlay("template", &overlay_template());
    let path = path.to_str().unwrap();
    let check = run(&["kb", "check", "--overlay", path, "--lang", "en"]);
    assert_eq!((check.code, check.err.as_str()), (0, ""), "{}", check.err);
    let own = |args: &[&str]| json(&with(args, &["--overlay", path, "--at", WEEKDAY]));
    assert_eq!(own(&["check-number", "03-5555-0123"])["verdict"], "dangerous");
    assert_eq!(own(&["check-number", "050-5555-0123"])["verdict"], "suspicious");
    assert_eq!(own(&["check-url", "https://www.parcel.example/x"])["verdict"], "lookalike");
    assert_eq!(own(&["check-message", "--text", "Claim your neighbourhood watch bonus"])["verdict"], "dangerous");
    let route = own(&["route", "ask the purchasing desk"]);
    assert_eq!((&route["issue"], &route["recommendations"][0]["channel"]), (&"my-company-order".into(), &"my-desk".into()));
    assert_eq!(own(&["hours", "my-desk"])["channels"][0]["state"], "open");
    assert_eq!(own(&["prepare", "--issue", "my-company-order", "--channel", "my-desk"])["channel"], "my-desk");
    for id in ["my-notes", "my-report-1", "my-number-rule", "my-url-rule", "my-message-rule"] {
        assert_eq!(own(&["explain", id])["id"], id);
    }
    // What is there already is found as before.
    assert_eq!(own(&["route", "荷物が届かない"])["issue"], json(&["route", "荷物が届かない"])["issue"]);
}

#[test]
fn several_files_add_up_and_one_does_not_replace_another() {
    let sample = std::fs::read_to_string(OVERLAY).unwrap();
    let second = overlay("second", &sample.replace("my-", "our-").replace("+81355550123", "+81355550124"));
    let second = second.to_str().unwrap();
    let args = ["check-number", "03-5555-0123", "03-5555-0124", "--overlay", OVERLAY, "--overlay", second];
    let answer = json(&args);
    for result in answer["results"].as_array().unwrap() {
        assert_eq!(result["verdict"], "dangerous", "{result}");
    }
    assert_eq!(answer["kb"]["overlays"], serde_json::json!([OVERLAY, second]));
    // The same file twice is once; another with the same ids is refused.
    assert_eq!(
        json(&["hours", "--overlay", OVERLAY, "--overlay", "./tests/../tests/cmd/overlay.toml"])["kb"]["overlays"],
        serde_json::json!([OVERLAY])
    );
    let copy = overlay("copy", &sample);
    let ran = run(&["hours", "--overlay", OVERLAY, "--overlay", copy.to_str().unwrap(), "--lang", "en"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("[shadows]") && ran.err.contains("overlay-copy.toml"), "{}", ran.err);
}

#[cfg(all(unix, not(target_os = "macos")))]
#[test]
fn the_file_in_the_configuration_folder_is_used_until_it_is_turned_off() {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("overlay-config");
    let (xdg, home) = (root.join("xdg"), root.join("home"));
    let _ = std::fs::remove_dir_all(&root);
    for dir in [&xdg, &home.join(".config")] {
        std::fs::create_dir_all(dir.join("amazon-help")).unwrap();
    }
    let ask = |args: &[&str], env: &[(&str, &Path)]| {
        let mut command = command(&with(&["check-number", "03-5555-0123", "--format", "json"], args));
        let answer: serde_json::Value =
            serde_json::from_str(&ran(command.env_remove("AMAZON_HELP_OVERLAY").envs(env.iter().copied()).output().unwrap()).out).unwrap();
        (answer["verdict"].as_str().unwrap().to_owned(), answer["kb"]["overlays"].clone())
    };
    let nothing = ("unknown".to_owned(), serde_json::json!([]));
    let used = |path: PathBuf| ("dangerous".to_owned(), serde_json::json!([path]));
    // No file: nothing happens, with the folder and without it.
    assert_eq!(ask(&[], &[("XDG_CONFIG_HOME", &xdg)]), nothing);
    assert_eq!(ask(&[], &[("XDG_CONFIG_HOME", Path::new("/nowhere"))]), nothing);
    assert_eq!(ask(&[], &[]), nothing);

    let in_home = home.join(".config/amazon-help/overlay.toml");
    std::fs::copy(OVERLAY, &in_home).unwrap();
    assert_eq!(ask(&[], &[("HOME", &home)]), used(in_home.clone()));
    assert_eq!(ask(&[], &[("HOME", &home), ("XDG_CONFIG_HOME", &xdg)]), nothing);
    let in_xdg = xdg.join("amazon-help/overlay.toml");
    std::fs::copy(OVERLAY, &in_xdg).unwrap();
    assert_eq!(ask(&[], &[("HOME", &home), ("XDG_CONFIG_HOME", &xdg)]), used(in_xdg.clone()));

    let xdg = ("XDG_CONFIG_HOME", xdg.as_path());
    assert_eq!(ask(&["--no-overlay"], &[xdg]), nothing);
    assert_eq!(ask(&[], &[xdg, ("AMAZON_HELP_OVERLAY", Path::new(""))]), nothing);
    assert_eq!(ask(&[], &[xdg, ("AMAZON_HELP_OVERLAY", Path::new(OVERLAY))]), used(OVERLAY.into()));
    // What is named on the command line stays.
    assert_eq!(ask(&["--no-overlay", "--overlay", OVERLAY], &[xdg]), used(OVERLAY.into()));
    // A broken one is not passed over.
    std::fs::write(&in_xdg, "[[number]]\n").unwrap();
    let ran = ran(command(&["hours", "--lang", "en"]).env_remove("AMAZON_HELP_OVERLAY").env(xdg.0, xdg.1).output().unwrap());
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(ran.err.contains("--no-overlay"), "{}", ran.err);
}

#[test]
fn a_folder_of_ones_own_takes_additions_too() {
    let dir = copy_of_kb("overlay-folder");
    edit(&dir, "numbers.toml", "id = \"former-freephone\"", "id = \"my-report-1\"");
    let dir = dir.to_str().unwrap();
    let ran = run(&["hours", "--kb", dir, "--overlay", OVERLAY, "--lang", "en"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("`my-report-1` is there already"), "{}", ran.err);
    let check = run(&["kb", "check", "data/amazon-jp", "--overlay", OVERLAY, "--lang", "en"]);
    assert_eq!(check.code, 0);
    assert_eq!(check.out.lines().map(|l| l.split(':').next().unwrap()).collect::<Vec<_>>(), ["data/amazon-jp", OVERLAY]);
}
