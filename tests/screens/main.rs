//! The pictures of README's gallery: made by the program itself, and held against what it prints today.
//!
//! `AMAZON_HELP_UPDATE_SCREENS=1 cargo test --test screens` writes `assets/` anew.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "tests")]

#[path = "../common/mod.rs"]
mod common;
mod sheet;
mod svg;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use amazon_help::ask::guide::{self, Step};
use amazon_help::ask::hours::home_zone;
use amazon_help::kb::Kb;
use amazon_help::show::{self, Format, Style};
use amazon_help::text::{Lang, moment};
use common::{WEEKDAY, command, ran, run, with};

/// A command with its picture: name of the file, captions, and the arguments in Japanese and English.
struct Screen {
    name: &'static str,
    ja: &'static str,
    en: &'static str,
    args: [&'static [&'static str]; 2],
}

const LANGS: [&str; 2] = ["ja", "en"];

/// Columns of the terminal in the pictures.
const WIDTH: &str = "80";

const SCREENS: [Screen; 12] = [
    Screen { name: "start", ja: "何ができるか", en: "What it can do", args: [&[]; 2] },
    Screen {
        name: "guide",
        ja: "質問に答えていくと、最後に出る画面",
        en: "What answering the questions of the guide ends with",
        args: [&["guide"]; 2],
    },
    Screen {
        name: "route",
        ja: "どの窓口に、いつ、どうやって",
        en: "Which way to customer service, when, and how",
        args: [&["route", "--issue", "return"]; 2],
    },
    Screen {
        name: "check-number",
        ja: "警告画面に出た番号を、かける前に確かめる",
        en: "A number from a pop-up, checked before dialling",
        args: [&["check-number", "+1 888-319-8279", "--found", "popup"]; 2],
    },
    Screen {
        name: "check-url",
        ja: "本物に似せたリンクは、どこが違うか",
        en: "A look-alike link, and what differs",
        args: [&["check-url", "https://www.amaz0n.co.jp.example.top/"]; 2],
    },
    Screen {
        name: "check-message",
        ja: "届いたメッセージの、どの言葉が詐欺のしるしか",
        en: "The words in a message that give the scam away",
        args: [
            &[
                "check-message",
                "--text",
                "【Amazon】お支払い方法に問題があり、アカウントを停止しました。24時間以内にご確認ください: https://login.example.top/",
            ],
            &[
                "check-message",
                "--text",
                "Your Amazon account has been suspended. Verify your details within 24 hours: https://login.example.top/",
            ],
        ],
    },
    Screen {
        name: "hours",
        ja: "今つながる窓口と、次にすいている時間",
        en: "What is open now, and the next quiet windows",
        args: [&["hours"]; 2],
    },
    Screen {
        name: "week", ja: "これから7日間を1時間ごとに", en: "The coming week hour by hour", args: [&["hours", "--week"]; 2]
    },
    Screen {
        name: "week-picture",
        ja: "同じ7日間を、1枚の絵として保存",
        en: "The same week saved as a picture",
        args: [&["hours", "--week", "--format", "svg"]; 2],
    },
    Screen {
        name: "channels", ja: "窓口を並べて比べる", en: "Channels side by side", args: [&["channels", "phone-callback", "chat"]; 2]
    },
    Screen {
        name: "prepare",
        ja: "電話の前に用意するものと、話すこと",
        en: "What to have ready and what to say",
        args: [&["prepare", "--issue", "return"]; 2],
    },
    Screen {
        name: "prepare-page",
        ja: "同じ内容を印刷した紙（A4で1枚）",
        en: "The same on paper (one sheet of A4)",
        args: [&["prepare", "--issue", "return", "--format", "html"]; 2],
    },
];

/// Every picture by its file's name.
fn pictures() -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for screen in &SCREENS {
        for (args, lang) in screen.args.iter().zip(LANGS) {
            let name = if lang == "ja" { screen.ja } else { screen.en };
            if screen.name == "guide" {
                all.insert(format!("guide-{lang}.svg"), svg::picture(&guided(lang), WIDTH.parse().unwrap(), lang, name));
                continue;
            }
            let args = with(args, &["--lang", lang, "--at", WEEKDAY]);
            let shown = with(&args, &["--width", WIDTH, "--color", "always"]);
            let ran = ran(command(&shown).env_remove("NO_COLOR").output().unwrap());
            assert_eq!(ran.err, "", "{args:?}");
            let picture = match screen.name {
                "week-picture" => ran.out,
                "prepare-page" => sheet::picture(&ran.out, lang, name),
                _ => svg::picture(&ran.out, WIDTH.parse().unwrap(), lang, name),
            };
            all.insert(format!("{}-{lang}.svg", screen.name), picture);
        }
    }
    all
}

/// The end of the guide for somebody whose parcel has not come and who got a text message about it: it asks on a terminal, so it is asked here.
fn guided(lang: &str) -> String {
    let kb: &'static Kb = Box::leak(Box::new(Kb::built_in()));
    let mut given = guide::Given::default();
    for (step, answer) in [
        (Step::Problem, "not-delivered"),
        (Step::Audience, "member"),
        (Step::SignIn, "yes"),
        (Step::Talk, "yes"),
        (Step::Urgent, "no"),
        (Step::Contact, "sms"),
        (Step::Shown, "0120-555-012"),
    ] {
        given.answer(step, answer);
    }
    let at = moment::parse(WEEKDAY, home_zone(kb), chrono::Utc::now()).unwrap();
    let lang = if lang == "ja" { Lang::Ja } else { Lang::En };
    let style = Style { lang, format: Format::Table, width: WIDTH.parse().unwrap(), color: true, ascii: false, zone: None };
    show::guide(kb, &guide::ask(kb, &given, at).unwrap(), &style)
}

/// As it is typed into a shell.
fn typed(args: &[&str]) -> String {
    let quoted = args.iter().map(|arg| {
        let bare = arg.chars().all(|c| c.is_ascii_alphanumeric() || "-_./:+".contains(c));
        if bare { (*arg).to_owned() } else { format!("\"{arg}\"") }
    });
    format!("amazon-help {}", quoted.collect::<Vec<_>>().join(" "))
}

/// `assets/README.md`
fn gallery() -> String {
    let mut out = "# What you get / 画面の例\n\n\
        Real output of the program in a terminal of 80 columns, in light and dark. Made by\n\
        `AMAZON_HELP_UPDATE_SCREENS=1 cargo test --test screens`; `cargo test` fails when a picture is no longer what the program prints.\n\n\
        プログラムが幅80桁の端末に実際に出した画面です。背景が明るくても暗くても読めます。\n\n\
        [Japanese / 日本語](#日本語) · [English / 英語](#english)\n"
        .to_owned();
    for (n, (lang, title)) in LANGS.into_iter().zip(["日本語", "English"]).enumerate() {
        write!(out, "\n## {title}\n").unwrap();
        for screen in &SCREENS {
            let caption = if n == 0 { screen.ja } else { screen.en };
            let command = typed(&with(screen.args[n], &["--lang", lang]));
            let alt = if n == 0 { format!("{caption}（画面）") } else { format!("Screen: {caption}") };
            write!(out, "\n### {caption}\n\n```sh\n{command}\n```\n\n![{alt}]({}-{lang}.svg)\n", screen.name).unwrap();
        }
    }
    out
}

#[test]
fn pictures_show_what_the_program_prints() {
    let mut files = pictures();
    files.insert("README.md".to_owned(), gallery());
    if std::env::var_os("AMAZON_HELP_UPDATE_SCREENS").is_some() {
        std::fs::create_dir_all("assets").unwrap();
        files.iter().for_each(|(name, text)| std::fs::write(format!("assets/{name}"), text).unwrap());
    }
    for (name, text) in &files {
        let kept = std::fs::read_to_string(format!("assets/{name}")).unwrap_or_default();
        assert!(kept == *text, "assets/{name} is out of date: AMAZON_HELP_UPDATE_SCREENS=1 cargo test --test screens");
    }
    let size: usize = files.values().map(String::len).sum();
    assert!(size < 1_000_000, "{size} bytes");
}

/// Targets of links and pictures in Markdown.
fn links(markdown: &str) -> BTreeSet<String> {
    markdown.split("](").skip(1).map(|rest| rest.split_once(')').unwrap().0.to_owned()).collect()
}

#[test]
fn every_picture_is_shown_and_every_link_leads_somewhere() {
    let kept: BTreeSet<String> =
        std::fs::read_dir("assets").unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).filter(|n| n != "README.md").collect();
    let gallery = std::fs::read_to_string("assets/README.md").unwrap();
    let headings: BTreeSet<String> =
        gallery.lines().filter(|l| l.starts_with("## ")).map(|l| format!("#{}", l[3..].to_lowercase())).collect();
    let (anchors, shown): (BTreeSet<String>, BTreeSet<String>) = links(&gallery).into_iter().partition(|l| l.starts_with('#'));
    assert_eq!(shown, kept, "the gallery shows each picture and no other");
    assert!(anchors.is_subset(&headings), "{anchors:?} {headings:?}");
    let readme = std::fs::read_to_string("README.md").unwrap();
    let there: Vec<String> = links(&readme).into_iter().filter(|l| l.starts_with("assets/")).collect();
    assert!(there.contains(&"assets/README.md".to_owned()), "README.md leads to the gallery");
    assert!(there.iter().all(|l| std::path::Path::new(l).is_file()), "{there:?}");
}

/// Writing in these colours would vanish on a white or a black page, in the colours that terminals come with.
#[test]
fn writing_is_legible_on_any_background() {
    let verdicts: [&[&str]; 6] = [
        &["check-number", "188"],
        &["check-number", "0120-999-373"],
        &["check-number", "0120-555-012"],
        &["check-url", "https://www.amazon.co.jp/"],
        &["hours", "--week", "--ascii"],
        &["route", "--issue", "return", "--at", "2031-01-01"],
    ];
    let screens = SCREENS.iter().flat_map(|s| s.args);
    let mut seen = BTreeSet::new();
    for args in screens.chain(verdicts) {
        for lang in LANGS {
            let at = if args.contains(&"--at") { &[][..] } else { &["--at", WEEKDAY] };
            let out = run(&with(&with(args, &["--lang", lang, "--color", "always"]), at)).out;
            seen.extend(out.split("\u{1b}[").skip(1).map(|part| part.split_once('m').unwrap().0.to_owned()));
        }
    }
    let known = ["0", "1", "1;97;41", "2", "30;42", "30;43", "31"];
    assert_eq!(seen, known.map(str::to_owned).into(), "ink without a background of its own is red or the reader's own");
}

#[test]
fn pictures_run_nothing_and_fetch_nothing() {
    for (name, picture) in pictures() {
        assert!(!picture.contains("<script") && !picture.contains("src=") && !picture.contains("url("), "{name}");
        assert!(picture.contains("prefers-color-scheme:dark") || name.starts_with("prepare-page"), "{name}");
        assert!(!picture.contains('\u{1b}'), "{name}");
    }
}
