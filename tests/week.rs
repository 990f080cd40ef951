//! `hours --week`, its picture and its page, and the calendar: against the opening hours as a person reads them.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "tests")]

mod common;

use std::path::{Path, PathBuf};

use chrono::{Datelike, Days, NaiveDate, Weekday};
use common::{copy_of_kb, edit, json, run, with};
use serde_json::Value;

/// A Sunday before a holiday (23 November).
const SUNDAY: &str = "2026-11-22T10:20";

/// How busy the article's table says an hour is, written out by hand.
fn crowd(date: NaiveDate, hour: u32) -> &'static str {
    let holiday = |day: NaiveDate| (day.month(), day.day()) == (11, 23);
    let free = holiday(date) || matches!(date.weekday(), Weekday::Sat | Weekday::Sun);
    let morning = free || holiday(date.pred_opt().unwrap()) || date.weekday() == Weekday::Mon;
    match hour {
        9 | 10 => "busy",
        11 if morning => "busy",
        14 | 15 if !free => "quiet",
        17 | 18 if !free => "busy",
        16..=19 if free => "quiet",
        _ => "normal",
    }
}

/// The state of an hour as it begins, and whether that changes within it.
type Rule = fn(NaiveDate, u32) -> (&'static str, bool);

/// As shipped: one source says 9 to 21, the others always.
fn shipped(_: NaiveDate, hour: u32) -> (&'static str, bool) {
    (if (9..21).contains(&hour) { "open" } else { "unknown" }, false)
}

/// One source says 9:30 to 18:00 from Monday to Friday, the other to 20:00.
fn invented(date: NaiveDate, hour: u32) -> (&'static str, bool) {
    match hour {
        _ if matches!(date.weekday(), Weekday::Sat | Weekday::Sun) => ("closed", false),
        9 => ("closed", true),
        10..=17 => ("open", false),
        18..=19 => ("unknown", false),
        _ => ("closed", false),
    }
}

fn invented_kb(name: &str) -> PathBuf {
    let dir = copy_of_kb(name);
    edit(&dir, "hours.toml", "'Mo-Su,PH 09:00-21:00; Dec 29-Jan 03 unknown \"年末年始の受付日は出典にありません\"'", "'Mo-Fr 09:30-18:00'");
    edit(&dir, "hours.toml", "\"24/7\"", "\"Mo-Fr 09:30-20:00\"");
    dir
}

#[test]
fn every_hour_is_what_the_opening_hours_say() {
    let dir = invented_kb("week-hours");
    let kb: [&[&str]; 2] = [&[], &["--kb", dir.to_str().unwrap()]];
    let rules: [Rule; 2] = [shipped, invented];
    for (options, state) in kb.into_iter().zip(rules) {
        let document = json(&with(&["hours", "--days", "9", "--at", SUNDAY], options));
        let days = document["days"].as_array().unwrap();
        assert_eq!(days.len(), 9);
        for (n, day) in days.iter().enumerate() {
            let date = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap() + Days::new(n as u64);
            assert_eq!(day["date"], date.to_string());
            assert_eq!(day["weekday"], ["sun", "mon", "tue", "wed", "thu", "fri", "sat"][n % 7]);
            assert_eq!(day["holiday"]["ja"], if n == 1 { "勤労感謝の日".into() } else { Value::Null });
            let hours = day["hours"].as_array().unwrap();
            assert_eq!(hours.len(), 24);
            for (hour, shown) in (0..24).zip(hours) {
                let (expected, changes) = state(date, hour);
                let crowd = if expected == "open" { crowd(date, hour) } else { "no-data" };
                assert_eq!(shown["start"], format!("{date}T{hour:02}:00:00+09:00"));
                assert_eq!((&shown["state"], &shown["crowd"]), (&expected.into(), &crowd.into()), "{date} {hour}");
                assert_eq!(shown["changes_within"], changes, "{date} {hour}");
            }
        }
    }
}

/// The rows of a map in ASCII, put together again from however many blocks they are folded into.
fn rows(out: &str, label: &str) -> String {
    let lines = out.lines().filter_map(|line| line.strip_prefix(label));
    lines.flat_map(str::chars).filter(|c| !c.is_whitespace() && *c != '*').collect()
}

#[test]
fn the_map_says_the_same_at_any_width() {
    let dir = invented_kb("week-map");
    // Wednesday 25 November, as its hours are written above: 9:30 to 18:00 is open for sure, then unknown until 20:00.
    let wednesday = ".........." /* 0 to 9 */
        .to_owned()
        + "#"
        + "==="
        + "--"
        + "="
        + "#"
        + "??"
        + "....";
    let monday = "..........".to_owned() + "##" + "====" + "--" + "??" + "....";
    for (lang, labels) in [("en", ["Wed 25 Nov", "Mon 23 Nov", "Sun 22 Nov"]), ("ja", ["11月25日(水)", "11月23日(月)", "11月22日(日)"])]
    {
        for (width, wide) in [("200", 2), ("80", 2), ("40", 2), ("30", 1), ("20", 1)] {
            let args = ["hours", "--week", "--kb", dir.to_str().unwrap(), "--at", SUNDAY, "--lang", lang, "--ascii", "--width", width];
            let ran = run(&args);
            assert_eq!(ran.code, 0, "{}", ran.err);
            let map = ran.out.split("\n# ").nth(1).unwrap();
            assert!(map.lines().all(|line| common::columns(line) <= width.parse().unwrap()), "{width}: {map}");
            let narrow = |row: &str| -> String { row.chars().step_by(wide).collect() };
            assert_eq!(narrow(&rows(map, labels[0])), wednesday, "{lang} {width}\n{map}");
            assert_eq!(narrow(&rows(map, labels[1])), monday, "{lang} {width}\n{map}");
            // 10:20 on Sunday is in the hour that begins at 10.
            let sunday = rows(map, labels[2]);
            assert_eq!(sunday.find(if wide == 2 { ">." } else { "@" }), Some(10 * wide), "{lang} {width}\n{map}");
            assert!(map.contains(&format!("{}*", labels[1])), "{map}");
        }
    }
}

/// Line ends and indents apart.
fn flowing(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_plain_form_says_each_day_in_words() {
    let dir = invented_kb("week-words");
    let expected = [
        (
            "en",
            "- Sun 22 Nov: all day closed",
            "- Mon 23 Nov, Labour Thanksgiving Day: 0:00-10:00 closed, 10:00-12:00 busy, 12:00-16:00 normal (no data), 16:00-18:00 quiet, \
             18:00-20:00 not known whether open, 20:00-24:00 closed",
            "- Wed 25 Nov: 0:00-10:00 closed, 10:00-11:00 busy, 11:00-14:00 normal (no data), 14:00-16:00 quiet, \
             16:00-17:00 normal (no data), 17:00-18:00 busy, 18:00-20:00 not known whether open, 20:00-24:00 closed",
            "These are whole hours; in some of them it changes before they end.",
        ),
        (
            "ja",
            "- 11月22日(日): 一日中時間外",
            "- 11月23日(月)、勤労感謝の日: 0:00〜10:00 時間外、10:00〜12:00 混みやすい、12:00〜16:00 ふつう（データなし）、\
             16:00〜18:00 すいている目安、18:00〜20:00 使えるか不明、20:00〜24:00 時間外",
            "- 11月25日(水): 0:00〜10:00 時間外、10:00〜11:00 混みやすい、11:00〜14:00 ふつう（データなし）、14:00〜16:00 すいている目安、\
             16:00〜17:00 ふつう（データなし）、17:00〜18:00 混みやすい、18:00〜20:00 使えるか不明、20:00〜24:00 時間外",
            "1時間きざみの目安です。時間の途中で変わるところもあります。",
        ),
    ];
    for (lang, sunday, monday, wednesday, note) in expected {
        for width in ["40", "80", "400"] {
            let args = ["hours", "--week", "--kb", dir.to_str().unwrap(), "--at", SUNDAY, "--lang", lang, "--format", "plain"];
            let out = run(&with(&args, &["--width", width])).out;
            for line in [sunday, monday, wednesday, note] {
                // Japanese is broken within words, so only a wide page keeps it whole.
                let (out, line) = if lang == "ja" { (common::bare(&out), common::bare(line)) } else { (flowing(&out), flowing(line)) };
                assert!(out.contains(&line), "{width} {line}\n{out}");
            }
            assert!(!out.contains("##") && !out.contains("..") && !out.contains("??"), "no picture: {out}");
        }
    }
    let args = ["hours", "chat", "--days", "1", "--at", SUNDAY, "--lang", "en", "--format", "plain", "--tz", "Europe/London"];
    let out = flowing(&run(&args).out);
    assert!(out.contains("- Sun 22 Nov: 0:00-24:00 (London Sat 21 Nov 15:00-Sun 22 Nov 15:00) open (no data on how busy)"), "{out}");
}

#[test]
fn hours_elsewhere_change_with_its_clocks() {
    // New York leaves summer time on 1 November 2026 at 2:00, which is 15:00 in Japan: 0:00 in Japan is 11:00 before, 10:00 after.
    let out = run(&["hours", "--days", "3", "--at", "2026-10-31T12:10", "--tz", "America/New_York", "--lang", "en", "--ascii"]).out;
    let heads: Vec<Vec<&str>> =
        out.lines().filter(|l| l.starts_with("New York ")).map(|l| l.split_whitespace().skip(2).collect()).collect();
    let expected = [
        ["11-", "14-", "17-", "20-", "23-", "2", "5", "8"],
        ["11-", "14-", "17-", "20-", "23-", "1", "4", "7"],
        ["10-", "13-", "16-", "19-", "22-", "1", "4", "7"],
    ];
    assert_eq!(heads, expected.map(|h| h.to_vec()), "{out}");
    let home = run(&["hours", "--week", "--at", SUNDAY, "--lang", "en"]).out;
    assert_eq!(home.lines().filter(|l| l.contains(" 3 ") && l.contains(" 21")).count(), 1, "{home}");
}

#[test]
fn colours_are_the_sixteen_of_every_terminal() {
    let args = ["hours", "--week", "--at", SUNDAY, "--lang", "en"];
    let out = run(&with(&args, &["--color", "always"])).out;
    let mut plain = String::new();
    for (n, part) in out.split("\u{1b}[").enumerate() {
        let text = if n == 0 { part } else { part.split_once('m').unwrap().1 };
        if n > 0 {
            for code in part.split_once('m').unwrap().0.split(';') {
                let code: u32 = code.parse().unwrap();
                assert!(matches!(code, 0..=2 | 30..=37 | 40..=47 | 90..=97 | 100..=107), "{code}");
            }
        }
        plain.push_str(text);
    }
    assert_eq!(plain, run(&args).out, "the same characters tell the states apart without colour");
    // A full block hides what is behind it: busy hours are red themselves. The present hour stands out.
    assert!(out.contains("\u{1b}[30;42m▂▂") && out.contains("\u{1b}[31m██") && out.contains("\u{1b}[1m>\u{1b}[0m\u{1b}[31m█"), "{out}");
}

/// Elements of well-formed markup that must be closed, checked by hand.
fn balanced(text: &str, void: &[&str]) {
    let mut open: Vec<&str> = Vec::new();
    for tag in text.split('<').skip(1).map(|t| t.split_once('>').unwrap_or_else(|| panic!("{t}")).0) {
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap();
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name));
        } else if !tag.ends_with('/') && !void.contains(&name) {
            open.push(name);
        }
    }
    assert_eq!(open, Vec::<&str>::new());
}

#[test]
fn the_picture_and_the_page_need_nothing_and_run_nothing() {
    let dir = copy_of_kb("week-markup");
    let hostile = r#"name = { ja = "<script>alert('1')</script>&\"電話", en = "<script>alert('1')</script>&\"Call" }"#;
    edit(&dir, "channels.toml", "name = { ja = \"折り返し電話\", en = \"Callback\" }", hostile);
    for lang in ["ja", "en"] {
        for format in ["svg", "html"] {
            let args =
                ["hours", "--format", format, "--kb", dir.to_str().unwrap(), "--at", SUNDAY, "--lang", lang, "--tz", "Europe/London"];
            let ran = run(&args);
            assert_eq!(ran.code, 0, "{}", ran.err);
            let out = ran.out;
            balanced(&out, &["!DOCTYPE", "meta"]);
            assert!(out.contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;&quot;"), "{out}");
            assert!(!out.contains("<script") && !out.contains("href") && !out.contains("src=") && !out.contains("url("), "{out}");
            // Colours stand as they are: not every program that shows pictures knows variables.
            assert!(out.contains("prefers-color-scheme:dark") && !out.contains("var("));
            assert!(out.contains(lang_of(lang, "勤労感謝の日", "Labour Thanksgiving Day")), "{out}");
            assert!(out.contains(lang_of(lang, "混みやすい", "busy")) && out.contains("London"), "{out}");
            // From Sunday to Saturday, each with one more in the legend: busy 3 + 3 + 5 + 3 x 4 + 3, quiet 4 + 4 + 2 + 3 x 2 + 4,
            // unknown 12 a day.
            let squares = ["busy", "quiet", "unknown", "normal"].map(|c| out.matches(&format!("class=\"{c}")).count());
            assert_eq!(squares, [26 + 1, 20 + 1, 84 + 1, 7 * 24 - 26 - 20 - 84 + 1]);
            assert!(!out.chars().any(|c| c.is_control() && c != '\n'));
            assert!(common::bare(&out).contains(&common::bare("week-markup")), "it says which KB it is from: {out}");
        }
    }
}

fn lang_of<'a>(lang: &str, ja: &'a str, en: &'a str) -> &'a str {
    if lang == "ja" { ja } else { en }
}

/// The logical lines of a calendar, after its form was checked.
fn unfolded(ics: &str) -> Vec<String> {
    assert!(ics.ends_with("\r\n"));
    assert_eq!(ics.matches('\n').count(), ics.matches("\r\n").count());
    assert_eq!(ics.matches('\r').count(), ics.matches("\r\n").count());
    let mut lines: Vec<String> = Vec::new();
    for line in ics.trim_end().split("\r\n") {
        assert!(line.len() <= 75, "{} octets: {line}", line.len());
        match line.strip_prefix(' ') {
            Some(more) => lines.last_mut().unwrap().push_str(more),
            None => lines.push(line.to_owned()),
        }
    }
    let mut open = Vec::new();
    for line in &lines {
        match line.split_once(':').unwrap() {
            ("BEGIN", name) => open.push(name.to_owned()),
            ("END", name) => assert_eq!(open.pop().as_deref(), Some(name)),
            _ => assert!(!open.is_empty(), "{line}"),
        }
    }
    assert!(open.is_empty());
    lines
}

fn values<'a>(lines: &'a [String], name: &str) -> Vec<&'a str> {
    lines.iter().filter_map(|l| l.split_once(':')).filter(|(n, _)| *n == name).map(|(_, v)| v).collect()
}

#[test]
fn the_calendar_has_the_next_quiet_windows() {
    // From Sunday 22 November, in universal time: weekends and the holiday 16 to 20 in Japan, weekdays 14 to 16.
    let free = |day: &str| (format!("{day}T070000Z"), format!("{day}T110000Z"));
    let work = |day: &str| (format!("{day}T050000Z"), format!("{day}T070000Z"));
    let expected = [
        free("20261122"),
        free("20261123"),
        work("20261124"),
        work("20261125"),
        work("20261126"),
        work("20261127"),
        free("20261128"),
        free("20261129"),
        work("20261130"),
        work("20261201"),
    ];
    let mut ids = Vec::new();
    for lang in ["ja", "en"] {
        let ran = run(&["hours", "phone-callback", "--ics", "-", "--at", SUNDAY, "--lang", lang]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        let lines = unfolded(&ran.out);
        assert_eq!(lines[..2], ["BEGIN:VCALENDAR", "VERSION:2.0"]);
        let (starts, ends) = (values(&lines, "DTSTART"), values(&lines, "DTEND"));
        let windows: Vec<(String, String)> = starts.iter().zip(&ends).map(|(s, e)| ((*s).to_owned(), (*e).to_owned())).collect();
        assert_eq!(windows, expected);
        assert_eq!(values(&lines, "DTSTAMP"), ["20261122T012000Z"; 10]);
        assert_eq!(values(&lines, "TRIGGER"), ["-PT10M"; 10]);
        assert_eq!(values(&lines, "URL"), ["https://www.amazon.co.jp/contact-us"; 10]);
        assert!(values(&lines, "SUMMARY").iter().all(|s| s.contains(lang_of(lang, "すいている", "quiet"))), "{lines:?}");
        // Each event's text and its alarm's.
        let texts = values(&lines, "DESCRIPTION");
        assert_eq!(texts.len(), 20);
        assert!(texts[0].contains("https://www.amazon.co.jp/contact-us") && texts[0].contains("\\n"), "{texts:?}");
        assert!(!texts[0].replace("\\,", "").replace("\\;", "").contains([',', ';']), "{texts:?}");
        ids.push(values(&lines, "UID").join(" "));
    }
    assert_eq!(ids[0], ids[1], "the same event in both languages");
    let unique: std::collections::BTreeSet<&str> = ids[0].split(' ').collect();
    assert_eq!(unique.len(), 10);
    // A window that has begun keeps its begin, and so its identity.
    let within = run(&["hours", "phone-callback", "--ics", "-", "--at", "2026-11-22T17:45"]).out;
    assert_eq!(values(&unfolded(&within), "UID").join(" "), ids[0]);
    let after = run(&["hours", "phone-callback", "--ics", "-", "--at", "2026-11-22T20:00"]).out;
    assert_eq!(values(&unfolded(&after), "DTSTART")[0], "20261123T070000Z");
}

#[test]
fn the_calendar_goes_into_a_new_file_only() {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("quiet.ics");
    let _ = std::fs::remove_file(&path);
    let file = path.to_str().unwrap();
    let args = ["hours", "phone-callback", "--ics", file, "--at", SUNDAY, "--lang", "en"];
    let printed = run(&["hours", "phone-callback", "--ics", "-", "--at", SUNDAY, "--lang", "en"]).out;
    let ran = run(&args);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("10 quiet windows written to") && ran.err.contains("quiet.ics"), "{}", ran.err);
    assert_eq!(ran.out, run(&["hours", "phone-callback", "--at", SUNDAY, "--lang", "en"]).out, "the answer is printed as always");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), printed);
    std::fs::write(&path, "mine").unwrap();
    for (lang, word) in [("en", "exists already"), ("ja", "もうあるため")] {
        let again = run(&with(&args[..6], &["--lang", lang]));
        assert_eq!((again.code, again.out.as_str()), (1, ""));
        assert!(again.err.contains(word), "{}", again.err);
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "mine");
    let nowhere = path.join("below.ics");
    let ran = run(&["hours", "--ics", nowhere.to_str().unwrap(), "--lang", "en"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("cannot be written"), "{}", ran.err);
    let none = Path::new(env!("CARGO_TARGET_TMPDIR")).join("none.ics");
    let ran = run(&["hours", "chat", "--ics", none.to_str().unwrap(), "--lang", "en"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("No quiet windows are known for Chat") && !none.exists(), "{}", ran.err);
}

#[test]
fn what_cannot_be_shown_is_said() {
    for (args, code, en, ja) in [
        (&["hours", "--days", "0"][..], 2, "--days goes from 1 to 31, not 0", "1 から 31"),
        (&["hours", "--days", "32"], 2, "not 32", "1 から 31"),
        (&["hours", "chat", "faq", "--week"], 2, "one channel", "一つ"),
        (&["hours", "chat", "faq", "--ics", "-"], 2, "one channel", "一つ"),
        (&["hours", "chatt", "--week"], 3, "chat", "chat"),
        (&["hours", "chatt", "--ics", "-"], 3, "chat", "chat"),
        (&["route", "--issue", "return", "--format", "svg"], 2, "goes with hours", "hours で使います"),
        (&["kb", "stale", "--format", "html"], 2, "goes with prepare or hours", "prepare か hours で使います"),
    ] {
        for (lang, word) in [("en", en), ("ja", ja)] {
            let ran = run(&with(args, &["--lang", lang]));
            assert_eq!((ran.code, ran.out.as_str()), (code, ""), "{args:?}");
            assert!(ran.err.contains(word), "{args:?}: {}", ran.err);
        }
    }
}

#[test]
fn the_first_channel_with_data_is_shown_unless_one_is_named() {
    assert_eq!(json(&["hours", "--week"])["channels"][0]["id"], "phone-callback");
    assert_eq!(json(&["hours", "chat", "--week"])["channels"][0]["id"], "chat");
    let other = ["--kb", "data/example-utility"];
    assert_eq!(json(&with(&["hours", "--week"], &other))["channels"][0]["id"], "phone");
    // Years of which nothing is known, and the last that can be asked for.
    for at in ["1800-01-01", "9999-12-31"] {
        let document = json(&["hours", "--days", "31", "--at", at]);
        assert!(document["days"].as_array().is_some_and(|days| !days.is_empty()), "{at}");
    }
}
