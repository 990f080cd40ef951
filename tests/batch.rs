//! Many numbers from a file: nothing lost, nothing doubled, in order, whatever the file.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "tests")]

mod common;

use std::io::Write;
use std::path::PathBuf;
use std::process::Stdio;

use common::{Ran, command, ran, run};
use serde_json::Value;

fn file(name: &str, bytes: &[u8]) -> String {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, bytes).unwrap();
    path.to_str().unwrap().to_owned()
}

fn batch(path: &str, more: &[&str]) -> Ran {
    let mut args = vec!["check-number", "--input", path];
    args.extend(more);
    run(&args)
}

/// Rows of CSV output as cells; none of the tests' cells has a comma.
fn cells(out: &str) -> Vec<Vec<String>> {
    out.lines().map(|l| l.split(',').map(str::to_owned).collect()).collect()
}

#[test]
fn every_line_is_answered_in_order() {
    // More rows than fit into one block, each different.
    let text: String = (0..20_000).map(|n| format!("03-{:04}-{:04}\n", n / 10_000 + 3000, n % 10_000)).collect();
    let path = file("order.txt", text.as_bytes());
    let csv = batch(&path, &["--format", "csv"]);
    let rows = cells(&csv.out);
    assert_eq!(rows.len(), 20_001);
    for (line, row) in text.lines().zip(&rows[1..]) {
        assert_eq!(line, row[0]);
        assert_eq!(row[1], "unknown");
    }
    let jsonl = batch(&path, &["--format", "jsonl"]);
    for (n, (line, row)) in text.lines().zip(jsonl.out.lines()).enumerate() {
        let row: Value = serde_json::from_str(row).unwrap();
        assert_eq!((row["row"].as_u64().unwrap(), row["input"].as_str().unwrap()), (n as u64 + 1, line));
    }
    assert!(csv.err.contains("20000 rows checked: unknown 20000; rows that could not be read: 0"), "{}", csv.err);
}

/// A row says the same as the question asked alone.
#[test]
fn a_row_is_the_single_answer() {
    let numbers = [
        "0120-999-373",
        "+1 833-977-9709",
        "188",
        "03-5555-0123",
        "090-5555-0123",
        "12345",
        "(0101)888-555-0123",
        "+81-0-3-5555-0123",
        "06-5555-0123 内線 12",
        "０１２０ー５５５ー０１２",
    ];
    let path = file("same.txt", numbers.join("\n").as_bytes());
    // On the last day much is due for review.
    for day in ["2026-11-25", "2031-01-01"] {
        for more in [&[][..], &["--found", "search"], &["--incoming"]] {
            let mut args = vec!["--format", "jsonl", "--at", day];
            args.extend(more);
            let rows = batch(&path, &args).out;
            assert_eq!(rows.lines().count(), numbers.len());
            for (n, (number, row)) in numbers.iter().zip(rows.lines()).enumerate() {
                let mut row: Value = serde_json::from_str(row).unwrap();
                let mut alone = vec!["check-number", number, "--at", day];
                alone.extend(more);
                let mut alone = common::json(&alone);
                assert_eq!(row.as_object_mut().unwrap().remove("row"), Some((n + 1).into()));
                alone.as_object_mut().unwrap().remove("kb");
                for document in [&mut row, &mut alone] {
                    // The order of reasons may differ, what they say may not.
                    document["reasons"].as_array_mut().unwrap().sort_by_key(|reason| reason["rule"].to_string());
                }
                assert_eq!(row, alone, "{number} {more:?} {day}");
                assert_eq!(alone["overdue"].is_null(), day == "2026-11-25", "{number} {more:?} {day}");
            }
        }
    }
}

#[test]
fn csv_keeps_its_columns_and_knows_where_each_number_was_found() {
    let text = "id,番号,場所,\"a \"\"note\"\"\"\r\n1,0120-999-373,sms,x\r\n2,\"0120-999\n-373\",,\"y,z\"\r\n3,188\r\n";
    let path = file("columns.csv", text.as_bytes());
    let out = batch(&path, &["--column", "番号", "--found-column", "場所", "--format", "csv"]).out;
    let expected = "id,番号,場所,\"a \"\"note\"\"\",verdict,dial,e164,national,class,country,rules,error\n\
        1,0120-999-373,sms,x,dangerous,no,+81120999373,0120-999-373,toll-free,JP,number-in-message,\n\
        2,\"0120-999\n-373\",,\"y,z\",disputed,prefer-callback,+81120999373,0120-999-373,toll-free,JP,,\n\
        3,188,,,public-service,yes,,188,short-code,JP,,\n";
    assert_eq!(out, expected);
}

#[test]
fn json_lines_are_read_by_field() {
    let text = "{\"n\":\"0120-999-373\",\"w\":\"sms\"}\n{\"n\":312345678}\n{\"x\":1}\nno json\n[1]\n";
    let path = file("rows.jsonl", text.as_bytes());
    let ran = batch(&path, &["--field", "n", "--found-column", "w", "--format", "jsonl"]);
    let rows: Vec<Value> = ran.out.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(rows.len(), 5);
    assert_eq!(rows[0]["verdict"], "dangerous");
    assert_eq!(rows[1]["e164"], "+81312345678");
    for bad in &rows[2..] {
        assert!(bad["error"]["ja"].as_str().is_some_and(|e| !e.is_empty()), "{bad}");
        assert_eq!(bad["input"], Value::Null);
    }
    assert_eq!(ran.code, 0);
    assert!(ran.err.contains("rows that could not be read: 3"), "{}", ran.err);
}

/// Japanese exports are often Shift_JIS; it is told by itself, and can be named.
#[test]
fn shift_jis_is_read_as_such() {
    let (bytes, ..) = encoding_rs::SHIFT_JIS.encode("番号,備考\r\n０１２０－９９９－３７３,電話がきた\r\n");
    let path = file("sjis.csv", &bytes);
    for encoding in ["auto", "shift_jis"] {
        let out = batch(&path, &["--column", "番号", "--format", "csv", "--encoding", encoding]).out;
        assert!(out.starts_with("番号,備考,verdict"), "{out}");
        assert!(out.contains("電話がきた,disputed"), "{out}");
    }
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain("0120-999-373\n".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert!(batch(&file("utf16.txt", &utf16), &["--format", "csv"]).out.contains("disputed"));
    let marked = file("bom.csv", "\u{feff}n\n0120-999-373\n".as_bytes());
    assert!(batch(&marked, &["--column", "n", "--format", "csv"]).out.starts_with("n,verdict"));
}

/// One line of another program's encoding spoils that line alone, and it says so; so it does in the column of the item.
#[test]
fn a_row_in_another_encoding_spoils_no_other() {
    let bad = encoding_rs::SHIFT_JIS.encode("188,相談した,東京").0.into_owned();
    let lines = [
        "番号,備考,所".as_bytes(),
        "0120-999-373,電話がきた,大阪".as_bytes(),
        &bad,
        b"03-5555-0123,\x8a,x",
        b"\x94\xd4\x8d\x86,a,b",
        "110,\"引用, した\",名古屋".as_bytes(),
        "050-5555-0123,まだ,福岡".as_bytes(),
    ];
    for line_end in ["\n", "\r\n"] {
        let path = file("mixed.csv", &lines.map(<[u8]>::to_vec).join(line_end.as_bytes()));
        let out = batch(&path, &["--column", "番号", "--format", "csv"]).out;
        let rows: Vec<&str> = out.lines().collect();
        assert_eq!(rows.len(), 7, "{out}");
        for (row, holds, garbled) in [
            (1, "0120-999-373,電話がきた,大阪,disputed", false),
            (2, "public-service", true),
            (3, "unknown", true),
            (4, ",,,,,,,", true),
            (5, "110,\"引用, した\",名古屋,public-service", false),
            (6, "050-5555-0123,まだ,福岡,suspicious", false),
        ] {
            assert!(rows[row].contains(holds), "{row}: {out}");
            assert_eq!(rows[row].contains("cannot be read as text"), garbled, "{row}: {out}");
        }
    }
}

/// Records are the same whether a file has quotes somewhere, ends its lines one way or another, or is cut anywhere.
#[test]
fn plain_and_quoted_records_are_read_alike() {
    let rows: Vec<String> = (0..6_000).map(|n| format!("{n},03-5555-{:04},x", n % 10_000)).collect();
    let plain = format!("id,n,note\n{}\n", rows.join("\n"));
    let quoted = rows.iter().enumerate().map(|(n, row)| if n % 700 == 3 { row.replace(",x", ",\"x\"") } else { row.clone() });
    let quoted = format!("id,n,note\n{}", quoted.collect::<Vec<_>>().join("\n"));
    let expected = batch(&file("plain.csv", plain.as_bytes()), &["--column", "n", "--format", "csv"]).out;
    assert_eq!(expected.lines().count(), 6_001);
    assert!(expected.lines().skip(1).enumerate().all(|(n, row)| row.starts_with(&format!("{n},03-5555-{n:04},x,"))), "a row is lost");
    for (name, text) in [
        ("quoted.csv", quoted.clone()),
        ("dos.csv", plain.replace('\n', "\r\n")),
        ("mac.csv", plain.replace('\n', "\r")),
        ("empty-lines.csv", plain.replace('\n', "\n\n")),
        ("dos-quoted.csv", quoted.replace('\n', "\r\n")),
    ] {
        assert_eq!(batch(&file(name, text.as_bytes()), &["--column", "n", "--format", "csv"]).out, expected, "{name}");
    }
}

/// What has no rows comes to an end, and says why and what to do.
#[test]
#[cfg(unix)]
fn a_row_without_an_end_is_an_error() {
    for (lang, why) in [("en", "Row 1 does not end"), ("ja", "1行目が")] {
        let ran = batch("/dev/zero", &["--format", "jsonl", "--lang", lang]);
        assert_eq!((ran.code, ran.out.as_str()), (1, ""));
        assert!(ran.err.contains(why) && ran.err.contains("2 GiB"), "{}", ran.err);
    }
    let header = file("long-header.csv", "a".repeat(3 << 20).as_bytes());
    let ran = batch(&header, &["--column", "a"]);
    assert!(ran.code == 1 && ran.err.contains("longer than 1 MiB") && ran.err.contains("Check that"), "{}", ran.err);
}

/// Each answer is one line, whatever was asked.
#[test]
fn json_lines_without_a_file_are_lines() {
    for (args, lines) in [
        (&["check-number", "188", "03-5555-0123"][..], 2),
        (&["check-url", "https://a.example/"], 1),
        (&["check-message", "--text", "hello\nyou"], 1),
        (&["route", "--issue", "return"], 1),
        (&["issues"], 1),
    ] {
        let ran = run(&common::with(args, &["--format", "jsonl"]));
        assert_eq!(ran.out.lines().count(), lines, "{args:?}: {}", ran.out);
        for line in ran.out.lines() {
            let document: Value = serde_json::from_str(line).unwrap();
            assert_eq!((&document["schema"], &document["command"]), (&"amazon-help/1".into(), &args[0].into()), "{line}");
        }
    }
}

/// A row of messages says the same as the message asked about alone, but for the words around it.
#[test]
fn a_row_of_messages_is_the_single_answer() {
    let texts = [
        "【Amazon】アカウントを停止しました。24時間以内に https://amazon-co-jp.example.top/ap/signin で確認",
        "明日の会議は10時からです。",
        "Your Prime membership could not be renewed, call +1 (888) 555-0123 \"now\" \u{1b}[31m",
    ];
    let lines: String = texts.iter().map(|text| serde_json::json!({ "m": text }).to_string() + "\n").collect();
    let path = file("messages.jsonl", lines.as_bytes());
    for day in ["2026-11-25", "2031-01-01"] {
        let ran = run(&["check-message", "--input", &path, "--field", "m", "--format", "jsonl", "--at", day]);
        for (text, row) in texts.iter().zip(ran.out.lines()) {
            let mut row: Value = serde_json::from_str(row).unwrap();
            let mut alone = common::json(&["check-message", "--text", text, "--at", day]);
            row.as_object_mut().unwrap().retain(|key, _| !matches!(key.as_str(), "row" | "input"));
            alone.as_object_mut().unwrap().remove("kb");
            assert_eq!(row, alone, "{text}");
            assert!(row["next"].is_array() && row["after"].is_array() && row["troubles"].is_array(), "{row}");
        }
    }
}

/// Every row of a broken file is there once, the broken ones say why.
#[test]
fn broken_rows_are_named_and_the_run_goes_on() {
    let long = "9".repeat(3 << 20);
    let mut text = b"0120-999-373\n\xff\xfe\xfd\n\n".to_vec();
    text.extend(long.as_bytes());
    text.extend(b"\n188\nlast");
    let ran = batch(&file("broken.txt", &text), &["--format", "csv", "--encoding", "utf-8"]);
    let rows = cells(&ran.out);
    let verdicts: Vec<&str> = rows[1..].iter().map(|r| r[1].as_str()).collect();
    assert_eq!(verdicts, ["disputed", "", "not-a-phone-number", "", "public-service", "not-a-phone-number"]);
    assert!(rows[2][8].contains("cannot be read as text"), "{:?}", rows[2]);
    assert!(ran.out.contains("the row is too long"));
    assert_eq!(ran.code, 0);

    let csv = format!("n,m\n0120-999-373,a\n\"{long}\",b\n188,c\n\"03-1234");
    let ran = batch(&file("broken.csv", csv.as_bytes()), &["--column", "n", "--format", "jsonl"]);
    let rows: Vec<Value> = ran.out.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(rows.len(), 4);
    assert_eq!((rows[0]["verdict"].as_str(), rows[2]["verdict"].as_str()), (Some("disputed"), Some("public-service")));
    assert!(rows[1]["error"]["en"].as_str().unwrap().contains("too long"));
    assert!(rows[3]["error"]["en"].as_str().unwrap().contains("ends inside a quoted field"));
}

#[test]
fn what_cannot_be_read_is_a_clear_error() {
    let path = file("header.csv", b"a,b\n1,2\n");
    let ran = batch(&path, &["--column", "c"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("\"c\"") && ran.err.contains("a, b"), "{}", ran.err);
    let ran = batch(&path, &["--column", "a", "--found-column", "z", "--lang", "ja"]);
    assert!(ran.err.contains("「z」という列はありません") && ran.err.contains("a、b"), "{}", ran.err);
    for (path, en, ja) in [("/nowhere/a.txt", "it is not there", "見つかりません"), ("/", "it is a folder", "フォルダです")] {
        for (lang, why) in [("en", en), ("ja", ja)] {
            for command in [&["check-number", "--input", path][..], &["check-message", path]] {
                let ran = run(&common::with(command, &["--lang", lang]));
                assert_eq!((ran.code, ran.out.as_str()), (1, ""));
                assert!(ran.err.contains(why), "{}", ran.err);
            }
        }
    }
    assert_eq!(batch(&file("empty.csv", b""), &["--column", "a"]).code, 1);
    let empty = batch(&file("empty.txt", b""), &["--format", "csv"]);
    assert_eq!((empty.code, empty.out.lines().count()), (0, 1));
    assert_eq!(run(&["check-number", "188", "--format", "csv"]).code, 2);
    assert_eq!(run(&["check-number", "188", "--input", &path]).code, 2);
}

#[test]
fn the_exit_code_is_0_unless_a_limit_is_set() {
    let caution = file("caution.txt", b"0120-555-012\n188\n");
    let danger = file("danger.txt", b"0120-555-012\n+1 833-977-9709\n");
    let clear = file("clear.txt", b"188\n");
    for (path, limit, code) in [
        (&danger, None, 0),
        (&clear, Some("caution"), 0),
        (&caution, Some("caution"), 10),
        (&caution, Some("danger"), 0),
        (&danger, Some("caution"), 20),
        (&danger, Some("danger"), 20),
    ] {
        let mut args = Vec::new();
        if let Some(limit) = limit {
            args.extend(["--fail-on", limit]);
        }
        assert_eq!(batch(path, &args).code, code, "{path} {limit:?}");
    }
}

#[test]
fn standard_input_is_read_and_progress_is_for_terminals_only() {
    let mut child = command(&["check-number", "--input", "-", "--format", "csv", "--lang", "en"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(b"188\n110").unwrap();
    let end = ran(child.wait_with_output().unwrap());
    assert_eq!(cells(&end.out).len(), 3);
    assert_eq!(end.err, "2 rows checked: public-service 2; rows that could not be read: 0\n");
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let text = "0120-999-373\n".repeat(200_000);
    let path = file("pipe.txt", text.as_bytes());
    let mut child =
        command(&["check-number", "--input", &path, "--format", "csv"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let end = child.wait_with_output().unwrap();
    assert_eq!(end.status.code(), Some(0));
    assert!(end.stderr.is_empty(), "{}", String::from_utf8_lossy(&end.stderr));
}
