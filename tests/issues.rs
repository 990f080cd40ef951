//! From words to issues: stories find theirs, what nobody at customer service can answer finds none.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "tests")]

mod common;

use std::io::Write as _;

use amazon_help::ask::issues::{CANDIDATES, Matcher};
use amazon_help::kb::Kb;
use common::{json, run};

/// Written for these tests, as people write: the story first, the question somewhere in it, misspelt, half-width and full-width.
const STORIES: &[(&str, &str)] = &[
    (
        "先週買った電気ケトルが届いたんですが、スイッチを入れても動かないです。箱は捨ててしまいました。どうしたらいいですか",
        "defective-item",
    ),
    ("母の誕生日に頼んだ花瓶、注文したのと違う商品が入っていました。", "wrong-item"),
    ("サイズが大きかったので返品したいのですが、プリンターがなくて返品ラベルが印刷できません…", "return"),
    ("返品した靴がもう着いているはずなのに、まだ返金されません。クレジットカードで払いました。", "refund"),
    ("予定日を三日過ぎても荷物が届かないのですが、置き配の写真もありません", "not-delivered"),
    ("ｺﾝﾋﾞﾆで支払おうと思ったのにお支払い番号のﾒｰﾙが届きません", "payment"),
    ("領収書の宛名を会社名にしたいです。Ａｍａｚｏｎで印刷できますか？", "invoice-receipt"),
    ("プライム会員の無料体験のつもりが、年会費を取られていました。解約したいです", "prime-membership"),
    ("買った覚えのない商品が三つも注文履歴にあって、乗っ取られたのではないかと怖いです", "account-security"),
    ("パスワードを忘れてしまい、ログインできません。携帯も替えたばかりです", "cannot-sign-in"),
    ("ファミマでコンビニ受け取りにしたいんですけど、身分証はいりますか", "delivery-options"),
    ("カートに入れられないと出て、どうしても購入できません。", "place-order"),
    ("この出品者、評価が少なくて安すぎるので偽物ではないか不安です", "seller-trust"),
    ("とにかく人と話したい。カスタマーサービスの電話番号を教えて", "contact-support"),
    ("アマゾンを名乗る自動音声の電話がかかってきて、怪しいです", "suspicious-contact"),
    ("もらったギフト券のコードを登録しようとするとエラーになります", "gift-card"),
    (
        "I ordered a rain coat two weeks ago, the tracking says delivered but it never arrived, and my neighbours have nothing",
        "not-delivered",
    ),
    ("somebody called me about an iphone i never bought and wants me to install anydesk", "suspicious-contact"),
    ("cud u plz cancel my order, i bought 2 by mistake", "cancel-order"),
    ("there is a charge on my card I don't recognise from last night", "unknown-charge"),
    ("i want to talk to a real person, the bot is useless", "contact-support"),
    ("The toaster you sent is broken, the lever is stuck", "defective-item"),
    ("I'd like an invoice for my office for the chair I bought in May", "invoice-receipt"),
];

const NO_ISSUE: &[&str] = &[
    "ノイズキャンセリングのヘッドホンを探しています。どれがいいかおすすめを教えてください",
    "楽天市場とどちらが安いか、みなさんはどう思いますか",
    "ヤフオクで落札した物の送り方がわかりません。楽天ポイントも使えますか",
    "この加湿器とあの加湿器の違いは何ですか。性能を比較してください",
    "今日の夕飯は何にしようかな",
    "which one is better, the red or the blue one? recommend me something",
];

#[test]
fn stories_find_their_issue() {
    let kb = Kb::built_in();
    let matcher = Matcher::new(&kb);
    for (text, id) in STORIES {
        let answer = matcher.rank(text);
        assert_eq!(answer.issue.map(|i| i.id.as_str()), Some(*id), "{text}: {:?}", answer.candidates[0]);
    }
}

#[test]
fn what_nobody_can_answer_finds_none() {
    let kb = Kb::built_in();
    let matcher = Matcher::new(&kb);
    for text in NO_ISSUE {
        let answer = matcher.rank(text);
        assert_eq!(answer.issue.map(|i| i.id.as_str()), None, "{text}");
        assert!(answer.candidates.len() >= CANDIDATES, "{text}");
    }
}

/// Short questions in words of all kinds (`text`), with the issues that would be right (`issues`), or `none` where somebody else is to be asked. A wrong issue
/// is worse than none: `none` comes with the nearest.
#[test]
fn short_questions_are_not_guessed_at() {
    let kb = Kb::built_in();
    let matcher = Matcher::for_many(&kb);
    let (mut ours, mut right, mut wrong, mut others, mut guessed) = (0, 0, Vec::new(), 0, Vec::new());
    for row in include_str!("fixtures/short-questions.csv").lines().skip(1) {
        let (text, label) = row.rsplit_once(',').unwrap();
        let found = matcher.ask(text).issue.map(|issue| issue.id.clone());
        match (label, found) {
            ("none", found) => {
                others += 1;
                guessed.extend(found.map(|id| (text, id)));
            }
            (label, found) => {
                ours += 1;
                right += usize::from(found.as_ref().is_some_and(|id| label.split(' ').any(|l| l == id)));
                wrong.extend(found.filter(|id| label.split(' ').all(|l| l != id)).map(|id| (text, id)));
            }
        }
    }
    assert!(ours >= 130 && others >= 80, "{ours} {others}");
    assert!(right * 100 >= ours * 95, "{right} of {ours}");
    assert!(wrong.len() * 100 <= ours * 3, "{wrong:?}");
    assert!(guessed.len() * 100 <= others * 15, "{guessed:?}");
}

/// Each issue is found by what the KB itself says of it, mostly as the first; by its name always.
#[test]
fn issues_are_found_by_their_own_words() {
    let kb = Kb::built_in();
    let matcher = Matcher::new(&kb);
    let (mut first, mut all) = (0, 0);
    for issue in kb.issues().issue.iter() {
        for name in [&issue.name.ja, &issue.name.en] {
            let answer = matcher.rank(name);
            let near: Vec<&str> = answer.candidates.iter().take(CANDIDATES).map(|c| c.issue.id.as_str()).collect();
            assert!(near.contains(&issue.id.as_str()), "{name}: {near:?}");
        }
        for text in issue.says.ja.iter().chain(&issue.says.en) {
            let answer = matcher.rank(text);
            let near: Vec<&str> = answer.candidates.iter().take(CANDIDATES).map(|c| c.issue.id.as_str()).collect();
            all += 1;
            first += usize::from(answer.issue.is_some_and(|i| i.id == issue.id));
            assert!(near.contains(&issue.id.as_str()), "{}: {text}: {near:?}", issue.id);
        }
    }
    assert!(first * 100 >= all * 90, "{first} of {all}");
}

/// Both ways of looking, one text and many, find the same.
#[test]
fn many_find_the_same_as_one() {
    let kb = Kb::built_in();
    let (one, many) = (Matcher::new(&kb), Matcher::for_many(&kb));
    for text in STORIES.iter().map(|(text, _)| text).chain(NO_ISSUE) {
        assert_eq!(one.rank(text), many.rank(text), "{text}");
    }
}

#[test]
fn the_document_has_what_is_promised() {
    let found = json(&["issues", "返品したい"]);
    assert_eq!((found["command"].as_str(), found["issue"].as_str()), (Some("issues"), Some("return")));
    let scores: Vec<f64> = found["candidates"].as_array().unwrap().iter().map(|c| c["score"].as_f64().unwrap()).collect();
    assert!(scores.len() >= 3 && scores.is_sorted_by(|a, b| a >= b), "{scores:?}");
    let none = run(&["issues", "どちらの色がおすすめですか", "--format", "json"]);
    assert_eq!(none.code, 3);
    let none: serde_json::Value = serde_json::from_str(&none.out).unwrap();
    assert!(none["issue"].is_null() && none["aside"]["text"]["ja"].is_string(), "{none}");
    let list = json(&["issues"]);
    assert!(list["issues"].as_array().unwrap().iter().any(|i| i["id"] == "delivery-options"));
}

/// `route` says where else to look instead of guessing.
#[test]
fn route_does_not_guess() {
    for (lang, words) in [("ja", "メーカー"), ("en", "ask the maker")] {
        let out = run(&["route", "どちらのカメラがおすすめですか", "--lang", lang]);
        assert_eq!(out.code, 3);
        let text = out.err;
        assert!(text.contains(words), "{text}");
    }
}

#[test]
fn files_of_questions_are_answered_row_by_row() {
    let mut file = tempfile();
    file.1.write_all("id,q\n1,返品したい\n2,\"where is my parcel, please\"\n3,おすすめのイヤホンは？\n".as_bytes()).unwrap();
    let out = run(&["issues", "--input", &file.0, "--column", "q", "--format", "csv"]);
    let rows: Vec<&str> = out.out.lines().collect();
    assert_eq!(rows[0], "id,q,issue,candidates,aside,error");
    assert!(rows[1].starts_with("1,返品したい,return,return "), "{}", rows[1]);
    assert!(rows[2].contains(",delivery-status,"), "{}", rows[2]);
    assert!(rows[3].contains(",none,") && rows[3].ends_with(",shopping-advice,"), "{}", rows[3]);
}

/// Lines of text as a list for people and as documents; what is no text is named and the run goes on.
#[test]
fn lines_are_listed_and_a_bad_one_is_named() {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("question-lines.txt");
    std::fs::write(&path, b"I want to return this\n\xff\xfe\xff\n\xe3\x81\x93\xe3\x82\x93\xe3\x81\xab\xe3\x81\xa1\xe3\x81\xaf\n").unwrap();
    let path = path.to_str().unwrap();
    for (lang, title, bad) in [("ja", "用件", "読めなかった行: 1"), ("en", "issue", "could not be read: 1")] {
        let out = run(&["issues", "--input", path, "--lang", lang, "--encoding", "utf-8"]);
        let lines: Vec<&str> = out.out.lines().collect();
        assert!(lines[0].starts_with(title) && lines[1].starts_with("return ") && lines[3].starts_with("none "), "{}", out.out);
        assert!(lines[1].ends_with("I want to return this") && lines[3].ends_with("こんにちは"), "{}", out.out);
        assert!(out.err.contains(bad), "{}", out.err);
    }
    let rows = run(&["issues", "--input", path, "--format", "jsonl", "--encoding", "utf-8"]).out;
    let rows: Vec<serde_json::Value> = rows.lines().map(|row| serde_json::from_str(row).unwrap()).collect();
    assert_eq!((rows[0]["issue"].as_str(), rows[0]["row"].as_u64()), (Some("return"), Some(1)));
    assert!(rows[1]["error"].is_object() && rows[1]["issue"].is_null(), "{}", rows[1]);
    assert!(rows[2]["issue"].is_null() && rows[2]["candidates"].as_array().unwrap().len() >= 3, "{}", rows[2]);
}

fn tempfile() -> (String, std::fs::File) {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("questions.csv");
    (path.display().to_string(), std::fs::File::create(path).unwrap())
}

/// Somebody who pastes a message where a problem is asked for is told to have it checked.
#[test]
fn a_text_with_a_number_or_a_link_is_to_be_checked_first() {
    let texts = [
        ("Amazonから荷物が届かないとSMSが来た https://login.example.top/", true),
        ("返金すると電話があった。０１２０－５５５－０１２", true),
        ("I was told to call +1 888-555-0123 about a refund", true),
        ("my refund has not come. see www.example.com", true),
        ("荷物が届かない", false),
        ("注文 250-1234567-1234567 の荷物が 11月20日を過ぎても届かない。3,980円", false),
        ("my parcel has not come. it was to be here by 9:00", false),
    ];
    for (text, contact) in texts {
        for command in ["issues", "route", "prepare"] {
            assert_eq!(json(&[command, text])["contact"], contact, "{command} {text}");
            for (lang, words) in [("ja", "amazon-help check-message で調べましょう"), ("en", "check it with amazon-help check-message")]
            {
                let ran = run(&[command, text, "--lang", lang]);
                assert_eq!(common::bare(&ran.out).contains(&common::bare(words)), contact, "{command} {text}: {}{}", ran.out, ran.err);
            }
        }
    }
    // Where no issue fits too.
    for (lang, words) in [("ja", "amazon-help check-message で調べましょう"), ("en", "check it with amazon-help check-message")] {
        for command in ["route", "prepare"] {
            let ran = run(&[command, "おすすめのイヤホン https://evil.example.top/x", "--lang", lang]);
            assert_eq!(ran.code, 3);
            assert!(ran.err.contains(words), "{}", ran.err);
        }
    }
}
