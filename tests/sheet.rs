//! `prepare` as a sheet: what was filled in, HTML, Markdown, and the printed page.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, missing_docs, reason = "tests")]

mod common;

use std::path::Path;
use std::process::Command;

use common::{WEEKDAY, json, run, with};
use html5gum::{Token, Tokenizer};

const VOID: [&str; 5] = ["meta", "br", "input", "link", "img"];

fn issues() -> Vec<String> {
    let all = json(&["issues"]);
    all["issues"].as_array().unwrap().iter().map(|i| i["id"].as_str().unwrap().to_owned()).collect()
}

fn sheet(format: &str, lang: &str, more: &[&str]) -> String {
    let ran = run(&with(&["prepare", "--format", format, "--lang", lang, "--at", WEEKDAY], more));
    assert_eq!(ran.code, 0, "{more:?}: {}", ran.err);
    ran.out
}

/// The text of a page; every tag must be closed, in order, and nothing may be loaded or run.
fn read(page: &str) -> String {
    let (mut open, mut text) = (Vec::new(), String::new());
    for token in Tokenizer::new(page) {
        match token.unwrap() {
            Token::StartTag(tag) => {
                let name = String::from_utf8(tag.name.to_vec()).unwrap();
                for (key, value) in &tag.attributes {
                    let (key, value) = (String::from_utf8_lossy(key).into_owned(), String::from_utf8_lossy(value).into_owned());
                    assert!(!key.starts_with("on") && key != "src" && key != "style", "{name} {key}");
                    assert!(!value.contains("://") || (name == "a" && key == "href"), "{name} {key}={value}");
                }
                assert!(!["script", "link", "img", "iframe", "object"].contains(&name.as_str()), "{name}");
                if !VOID.contains(&name.as_str()) {
                    open.push(name);
                }
            }
            Token::EndTag(tag) => assert_eq!(open.pop().unwrap().as_bytes(), &tag.name[..], "{page}"),
            Token::String(piece) => text.push_str(&String::from_utf8_lossy(&piece)),
            Token::Error(error) => panic!("{error:?}"),
            _ => {}
        }
    }
    assert!(open.is_empty(), "{open:?}");
    text
}

#[test]
fn every_issue_has_a_whole_page_in_both_languages() {
    for issue in issues() {
        let answer = json(&["prepare", "--issue", &issue, "--at", WEEKDAY]);
        for lang in ["ja", "en"] {
            let page = sheet("html", lang, &["--issue", &issue]);
            let text = read(&page);
            assert!(!page.contains("<script") && !page.contains("@import") && !page.contains("url("), "{issue}");
            for needed in
                [&format!("<html lang=\"{lang}\">"), "<title>", "name=\"viewport\"", "@page { size: A4", "prefers-color-scheme: dark"]
            {
                assert!(page.contains(needed), "{issue} {lang}: {needed}");
            }
            let markdown = sheet("markdown", lang, &["--issue", &issue]).replace('\\', "");
            let plain = common::bare(&sheet("text", lang, &["--issue", &issue, "--width", "400"]));
            let mut parts: Vec<String> = vec![answer["url"].as_str().unwrap().to_owned()];
            for list in ["checklist", "never_tell", "warnings", "keep", "tips"] {
                for part in answer[list].as_array().unwrap() {
                    parts.push(part["name"].as_object().unwrap_or_else(|| part.as_object().unwrap())[lang].as_str().unwrap().to_owned());
                }
            }
            for line in answer["script"].as_array().unwrap().iter().filter(|l| l["reader"].is_null() || l["reader"] == lang) {
                let said = line["text"][lang].as_str().unwrap();
                parts.extend(said.split('{').map(|p| p.split_once('}').map_or(p, |(_, rest)| rest).to_owned()));
            }
            for part in parts {
                assert!(text.contains(&part), "{issue} {lang}: {part}");
                assert!(markdown.contains(&part), "{issue} {lang} markdown: {part}");
                assert!(plain.contains(&common::bare(&part)), "{issue} {lang} text: {part}");
            }
            assert!(markdown.matches("- [ ] ").count() >= answer["checklist"].as_array().unwrap().len(), "{issue}");
        }
    }
}

#[test]
fn what_is_filled_in_stands_in_the_list_and_in_the_script() {
    let given = [
        "--issue",
        "return",
        "--order",
        "２５０ー１２３４５６７ー７６５４３２１",
        "--ordered-on",
        "11/20",
        "--item",
        "Lamp {wish}",
        "--name",
        "山田",
    ];
    let answer = json(&with(&["prepare", "--at", WEEKDAY], &given));
    let of = |id: &str| answer["checklist"].as_array().unwrap().iter().find(|n| n["id"] == id).unwrap()["value"].clone();
    assert_eq!(of("order-number")["en"], "250-1234567-7654321");
    assert_eq!(of("product-and-date")["en"], "Lamp {wish} (ordered 20 Nov 2026)");
    assert_eq!(of("product-and-date")["ja"], "Lamp {wish}（2026年11月20日に注文）");
    assert!(of("wish").is_null());
    for format in ["table", "plain", "text", "html", "markdown"] {
        let page = sheet(format, "ja", &given);
        assert!(page.matches("250-1234567-7654321").count() >= 2, "{format}\n{page}");
        assert!(page.matches("山田").count() >= 2, "{format}");
        assert!(page.contains("Lamp {wish}"), "{format}: braces in a value are no blank");
    }
}

#[test]
fn nothing_that_is_filled_in_acts() {
    let evil = "<script>alert(1)</script> \"'& **b** [x](javascript:1) \u{202e}\u{1b}[31m";
    for flag in ["--item", "--wish", "--what-happened", "--name"] {
        let given = ["--issue", "marketplace-seller", flag, evil];
        let page = sheet("html", "en", &given);
        let text = read(&page);
        assert!(text.contains("<script>alert(1)</script> \"'& **b** [x](javascript:1) \\u{202e}\\u{1b}[31m"), "{flag}");
        let markdown = sheet("markdown", "en", &given);
        assert!(markdown.contains("\\<script\\>") && markdown.contains("\\*\\*b\\*\\* \\[x\\]("), "{flag}: {markdown}");
        for format in ["markdown", "text", "plain", "table", "html"] {
            assert!(!sheet(format, "en", &given).contains(['\u{202e}', '\u{1b}']), "{flag} {format}");
        }
    }
}

#[test]
fn what_cannot_be_filled_in_says_why() {
    let long = "あ".repeat(501);
    for (flag, text, english, japanese) in [
        ("--order", "1234567890123", "payment number", "支払い番号"),
        ("--order", "123-456-78901", "payment number", "支払い番号"),
        ("--order", "4111 1111 1111 1111", "card number", "カード番号"),
        ("--order", "250-123", "not an order number", "注文番号の形ではありません"),
        ("--wish", "４１１１ー１１１１ー１１１１ー１１１１", "card number", "カード番号"),
        ("--what-happened", "my password is hunter2", "password", "パスワード"),
        ("--name", "  ", "empty", "何も書かれていません"),
        ("--item", &long, "500", "500"),
        ("--ordered-on", "2026-11-26", "yet to come", "まだ来ていない"),
        ("--ordered-on", "2026-02-30", "no such date", "暦にありません"),
        ("--ordered-on", "soon", "not a date", "日付として読めません"),
    ] {
        for (lang, says) in [("en", english), ("ja", japanese)] {
            let ran = run(&["prepare", "--issue", "return", flag, text, "--lang", lang, "--at", WEEKDAY]);
            assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{flag} {text}");
            assert!(ran.err.contains(says) && ran.err.contains(flag), "{flag} {text}: {}", ran.err);
            assert!(!ran.err.contains("4111") && !ran.err.contains("hunter2"), "{}", ran.err);
        }
    }
    assert_eq!(run(&["route", "--issue", "return", "--format", "html"]).code, 2);
    let other =
        run(&["prepare", "--issue", "bill-question", "--kb", "data/example-utility", "--order", "250-1234567-1234567", "--lang", "en"]);
    assert!(other.code == 2 && other.err.contains("--order"), "{}", other.err);
}

#[test]
fn each_page_prints_on_one_sheet() {
    let there = |program: &str| Command::new(program).arg("-v").output().is_ok();
    if !there("chromium") || !there("pdfinfo") {
        println!("skipped: chromium or pdfinfo is not installed");
        return;
    }
    let pages: Vec<(String, &str)> = issues().into_iter().flat_map(|i| [(i.clone(), "ja"), (i, "en")]).collect();
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("sheets");
    std::fs::create_dir_all(&dir).unwrap();
    std::thread::scope(|scope| {
        for (worker, part) in pages.chunks(pages.len().div_ceil(3)).enumerate() {
            let dir = &dir;
            scope.spawn(move || part.iter().for_each(|(issue, lang)| print_one(dir, worker, issue, lang)));
        }
    });
}

fn print_one(dir: &Path, worker: usize, issue: &str, lang: &str) {
    let [html, pdf] = ["html", "pdf"].map(|end| dir.join(format!("{issue}-{lang}.{end}")));
    std::fs::write(&html, sheet("html", lang, &["--issue", issue])).unwrap();
    let done = Command::new("chromium")
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"])
        .arg(format!("--user-data-dir={}", dir.join(format!("profile-{worker}")).display()))
        .arg(format!("--print-to-pdf={}", pdf.display()))
        .arg(&html)
        .output()
        .unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let info = Command::new("pdfinfo").arg(&pdf).output().unwrap();
    let info = String::from_utf8_lossy(&info.stdout).into_owned();
    let line = |key: &str| info.lines().find_map(|l| l.strip_prefix(key)).unwrap_or_default().trim().to_owned();
    assert_eq!(line("Pages:"), "1", "{issue} {lang}");
    assert!(line("Page size:").contains("A4"), "{info}");
}
