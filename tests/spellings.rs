//! All spellings of one number are one number, and no other number is taken for it.
//!
//! `PROPTEST_CASES` sets how many random spellings are tried and `PROPTEST_RNG_SEED` which; without them every run tries the same.
//!
//! The sweeps try every 0120 number and a sample of 0800, 011 and of the numbers with three wrong digits. With `AMAZON_HELP_FULL_SWEEP` set, as in
//! CI, they try every one of those as well, some 21 million:
//!
//!     AMAZON_HELP_FULL_SWEEP=1 cargo test --release --test spellings -- --nocapture sweep
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr, missing_docs, reason = "tests")]

use std::collections::BTreeSet;
use std::path::Path;

use amazon_help::ask::number::{Answer, Question, ask, identify};
use amazon_help::kb::Kb;
use amazon_help::kb::record::Verdict;
use amazon_help::text::phone::{self, Sign};
use chrono::NaiveDate;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{RngSeed, TestRunner};

fn put(kb: &Kb, input: &str) -> Answer {
    ask(kb, &Question { input, found: None, incoming: false, at: NaiveDate::from_ymd_opt(2026, 11, 25).unwrap() })
}

/// The Japanese numbers of the register, as dialled at home.
fn registered(kb: &Kb) -> BTreeSet<String> {
    kb.numbers().number.iter().filter_map(|n| Some(format!("0{}", n.e164.strip_prefix("+81")?))).collect()
}

// Spellings.

/// In front of the number: what is written, and whether the leading 0 goes.
const FRONT: [(&str, bool); 25] = [
    ("", false),
    ("+81", true),
    ("+81-", true),
    ("+81 ", true),
    ("＋８１－", true),
    ("(+81)", true),
    ("+81-", false),
    ("+81 ", false),
    ("+81", false),
    ("0081", true),
    ("0081-", true),
    ("0081-", false),
    ("010-81-", true),
    ("010 81 ", true),
    ("01081", true),
    ("010-81-", false),
    ("184-", false),
    ("186", false),
    ("184 ", false),
    ("184-010-81-", true),
    ("184 0081 ", true),
    ("+81(0)", true),
    ("+81 (0) ", true),
    ("＋８１（０）", true),
    ("81-", true),
];

/// Between groups: every hyphen, space and dot that people and programs put there.
const BETWEEN: [&str; 26] = [
    "",
    "-",
    " ",
    ".",
    "－",
    "ー",
    "‐",
    "‑",
    "–",
    "—",
    "−",
    "―",
    "～",
    "〜",
    "・",
    "\u{3000}",
    "\u{a0}",
    "\u{2009}",
    " - ",
    " – ",
    "－\u{3000}",
    "\t",
    "ｰ",
    "─",
    "．",
    "--",
];

/// Before the number.
const LABELS: [&str; 22] = [
    "",
    "電話：",
    "TEL",
    "TEL ",
    "TEL:",
    "Tel. ",
    "tel:",
    "tel ",
    "ＴＥＬ：",
    "℡",
    "☎ ",
    "📞",
    "電話番号は",
    "フリーダイヤル",
    "フリーダイヤル ",
    "お問い合わせ先：",
    "Phone: ",
    "Call ",
    "Amazonカスタマーサービス（",
    "【電話】",
    "(TEL) ",
    "「",
];

/// An extension behind.
const EXTENSIONS: [&str; 16] = [
    "内線12",
    " 内線12",
    "\u{3000}内線\u{3000}12",
    "（内線12）",
    "(内線 12)",
    "（内線番号：１２）",
    " ext. 12",
    " ext 12",
    " Ext.12",
    " extension 12",
    ", ext. 12",
    "x12",
    " x12",
    " X 12",
    ";ext=12",
    "／内線12",
];

/// Words behind.
const BEHIND: [&str; 30] = [
    "",
    "（24時間受付）",
    "(24時間受付)",
    "（２４時間受付）",
    " 24時間受付",
    "（二十四時間受付）",
    "（9:00〜21:00）",
    " 9:00-21:00",
    " （無料）",
    "番",
    "です",
    "です。",
    "まで",
    "まで。",
    "。",
    "、年中無休",
    "、24時間",
    "・24時間対応",
    " 365日24時間",
    " 二十四時間",
    " 9-17時",
    "年中無休",
    "月〜金",
    "（日本語）",
    " 24h",
    "）",
    "」",
    " (toll free)",
    " or ask us",
    "\n",
];

/// Characters that cannot be seen.
const HIDDEN: [char; 7] = ['\u{200b}', '\u{200d}', '\u{ad}', '\u{202a}', '\u{2060}', '\u{feff}', '\u{fe0e}'];

/// One way to write a digit.
#[derive(Debug, Clone, Copy)]
enum Digits {
    Ascii,
    Wide,
    Kanji,
    /// One of the others for each digit.
    Mixed,
}

fn written(digit: char, at: usize, digits: Digits) -> char {
    let value = digit.to_digit(10).unwrap();
    match digits {
        Digits::Ascii => digit,
        Digits::Wide => char::from_u32('０' as u32 + value).unwrap(),
        Digits::Kanji => ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'][value as usize],
        Digits::Mixed => written(digit, at, [Digits::Ascii, Digits::Wide, Digits::Kanji][(at + value as usize) % 3]),
    }
}

/// What is done to a number to write it.
#[derive(Debug, Clone)]
struct Style {
    front: (&'static str, bool),
    cuts: Option<Vec<Index>>,
    between: Vec<&'static str>,
    bracket: Option<(Index, char, char)>,
    digits: Digits,
    letters: Option<Vec<Index>>,
    label: &'static str,
    extension: Option<&'static str>,
    behind: &'static str,
    hidden: Vec<(Index, char)>,
}

fn style() -> impl Strategy<Value = Style> {
    let front = select(&FRONT[..]);
    let cuts = proptest::option::weighted(0.3, vec(any::<Index>(), 1..4));
    let between = prop_oneof![3 => select(&BETWEEN[..]).prop_map(|b| vec![b]), 1 => vec(select(&BETWEEN[..]), 4)];
    let brackets = select(vec![('(', ')'), ('（', '）'), ('[', ']'), ('【', '】'), ('〔', '〕')]);
    let bracket = proptest::option::weighted(0.3, (any::<Index>(), brackets).prop_map(|(at, (open, close))| (at, open, close)));
    let digits = prop_oneof![4 => Just(Digits::Ascii), 2 => Just(Digits::Wide), 2 => Just(Digits::Kanji), 1 => Just(Digits::Mixed)];
    let letters = proptest::option::weighted(0.15, vec(any::<Index>(), 1..3));
    let label = prop_oneof![Just(""), select(&LABELS[..])];
    let extension = proptest::option::weighted(0.3, select(&EXTENSIONS[..]));
    let behind = prop_oneof![Just(""), select(&BEHIND[..])];
    let hidden = prop_oneof![4 => Just(Vec::new()), 1 => vec((any::<Index>(), select(&HIDDEN[..])), 1..4)];
    (front, cuts, between, bracket, digits, letters, label, extension, behind, hidden).prop_map(
        |(front, cuts, between, bracket, digits, letters, label, extension, behind, hidden)| Style {
            front,
            cuts,
            between,
            bracket,
            digits,
            letters,
            label,
            extension,
            behind,
            hidden,
        },
    )
}

/// Groups of digits: those of the numbering plan, or cut anywhere.
fn groups(national: &str, planned: &str, cuts: Option<&[Index]>) -> Vec<String> {
    let Some(cuts) = cuts else {
        return planned.split('-').map(str::to_owned).collect();
    };
    let cuts: BTreeSet<usize> = cuts.iter().map(|c| 1 + c.index(national.len() - 1)).collect();
    let ends = cuts.iter().copied().chain([national.len()]);
    let mut start = 0;
    ends.map(|end| national[std::mem::replace(&mut start, end)..end].to_owned()).collect()
}

/// Writes `national`, whose groups are `planned`, in that style.
fn write(national: &str, planned: &str, style: &Style) -> String {
    let (front, drop_zero) = style.front;
    let mut groups = groups(national, planned, style.cuts.as_deref());
    if drop_zero {
        groups[0].remove(0);
        groups.retain(|g| !g.is_empty());
    }
    // Four short groups with dots are an IP address, as `192.168.0.1` is.
    let dotted = |b: &str| b.contains(['.', '．', '・']);
    let between = |n: usize| {
        let b = style.between[n % style.between.len()];
        if dotted(b) && style.cuts.is_some() { "-" } else { b }
    };
    let bracketed = style.bracket.map(|(at, open, close)| (at.index(groups.len()), open, close));
    let mut number = String::new();
    for (n, group) in groups.iter().enumerate() {
        let around = bracketed.filter(|(at, ..)| *at == n);
        if n > 0 && around.is_none() && bracketed.is_none_or(|(at, ..)| at + 1 != n) {
            number.push_str(between(n));
        }
        number.extend(around.map(|(_, open, _)| open));
        number.push_str(group);
        number.extend(around.map(|(_, _, close)| close));
    }
    if let Some(at) = &style.letters {
        number = with_letters(&number, at);
    }
    let number: String = number.char_indices().map(|(at, c)| if c.is_ascii_digit() { written(c, at, style.digits) } else { c }).collect();

    let text = format!("{}{front}{number}{}{}", style.label, style.extension.unwrap_or_default(), style.behind);
    let mut chars: Vec<char> = text.chars().collect();
    for (at, hidden) in &style.hidden {
        chars.insert(at.index(chars.len() + 1), *hidden);
    }
    chars.into_iter().collect()
}

/// O for 0 and l for 1 at some places, each next to a digit that stays.
fn with_letters(number: &str, places: &[Index]) -> String {
    let mut chars: Vec<char> = number.chars().collect();
    for place in places {
        let at = place.index(chars.len());
        let neighbours = [at.checked_sub(1), Some(at + 1)];
        let stays = neighbours.into_iter().flatten().any(|n| chars.get(n).is_some_and(char::is_ascii_digit));
        match chars[at] {
            '0' if stays => chars[at] = 'O',
            '1' if stays => chars[at] = 'l',
            _ => {}
        }
    }
    chars.into_iter().collect()
}

/// A number of the register, or any in a range of the numbering plan that can be reached with +81.
fn numbers(kb: &Kb) -> impl Strategy<Value = String> + use<> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/japan/numbering.toml");
    let plan: toml::Table = std::fs::read_to_string(path).unwrap().parse().unwrap();
    let mut ranges: Vec<(String, usize)> = Vec::new();
    for range in plan["range"].as_array().unwrap() {
        let long = |n: &&toml::Value| n.as_integer().unwrap() >= 9;
        let Some(length) = range["lengths"].as_array().unwrap().iter().find(long) else {
            continue;
        };
        if range.get("trunk").is_none() {
            ranges.push((range["prefix"].as_str().unwrap().to_owned(), usize::try_from(length.as_integer().unwrap()).unwrap()));
        }
    }
    assert!(ranges.len() > 700, "{} ranges", ranges.len());
    let digits = vec(0..10u32, 12);
    let random = (select(ranges), any::<Index>(), digits).prop_map(|((prefix, length), at, digits)| {
        let mut number = "0".to_owned();
        for (n, part) in prefix.split(['[', ']']).enumerate() {
            // Every second part is a class.
            if n % 2 == 0 {
                number.push_str(part);
            } else {
                let class = expand(part);
                number.push(class[at.index(class.len())]);
            }
        }
        number.extend(digits.iter().map(|d| char::from_digit(*d, 10).unwrap()));
        number.truncate(length + 1);
        number
    });
    prop_oneof![1 => select(registered(kb).into_iter().collect::<Vec<_>>()), 2 => random]
}

/// The digits of a class such as `1-35`.
fn expand(class: &str) -> Vec<char> {
    let chars: Vec<char> = class.chars().collect();
    let mut all = Vec::new();
    for (n, c) in chars.iter().enumerate() {
        match (*c, n.checked_sub(1).map(|b| chars[b]), chars.get(n + 1)) {
            ('-', Some(from), Some(to)) => all.extend(from..=*to),
            (digit, ..) => all.push(digit),
        }
    }
    all
}

fn config() -> ProptestConfig {
    let mut config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = 20_000;
    }
    if config.rng_seed == RngSeed::Random {
        config.rng_seed = RngSeed::Fixed(81);
    }
    config
}

#[test]
fn all_spellings_of_one_number_are_one_number() {
    let kb = Kb::built_in();
    let result = TestRunner::new(config()).run(&(numbers(&kb), style()), |(national, style)| {
        let plain = put(&kb, &national);
        let identity = plain.identity.clone().unwrap();
        prop_assert_eq!(&identity.dialled, &national);
        let input = write(&national, &identity.written, &style);
        let answer = put(&kb, &input);

        prop_assert_eq!(answer.identity.as_ref(), Some(&identity), "{:?}", input);
        prop_assert_eq!(answer.extension.as_deref(), style.extension.map(|_| "12"), "{:?}", input);
        let disguised = answer.signs.iter().any(|s| matches!(s, Sign::HiddenCharacters | Sign::LettersForDigits));
        prop_assert_eq!(answer.signs.contains(&Sign::HiddenCharacters), !style.hidden.is_empty(), "{:?}", input);
        if disguised {
            prop_assert!(answer.verdict >= plain.verdict, "{:?}: {:?} is better than {:?}", input, answer.verdict, plain.verdict);
        } else {
            prop_assert_eq!(answer.verdict, plain.verdict, "{:?}", input);
        }
        Ok(())
    });
    if let Err(e) = result {
        panic!("{e}");
    }
}

// Wrong digits.

/// Whether the register has the number written so; `official` and `disputed` are said of no other.
fn in_register(kb: &Kb, input: &str) -> bool {
    let Ok(spelling) = phone::read(input, |n| kb.japan().range(n).is_some()) else {
        return false;
    };
    let identity = identify(kb, &spelling);
    identity.ok().and_then(|i| i.e164).is_some_and(|e164| kb.numbers().number.find(&e164).is_some())
}

fn claims_something(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Official | Verdict::Disputed)
}

/// Calls `each` with every number that differs from `number` in exactly `wrong` of the digits from `from` on.
fn near_misses(number: &mut [u8], from: usize, wrong: usize, each: &mut impl FnMut(&str)) {
    if wrong == 0 {
        return each(std::str::from_utf8(number).unwrap());
    }
    for at in from..number.len() {
        let right = number[at];
        for digit in (b'0'..=b'9').filter(|d| *d != right) {
            number[at] = digit;
            near_misses(number, at + 1, wrong - 1, each);
        }
        number[at] = right;
    }
}

#[test]
fn a_number_with_one_wrong_digit_is_not_the_number() {
    let kb = Kb::built_in();
    let registered = registered(&kb);
    let mut tried = 0;
    for number in &registered {
        near_misses(&mut number.clone().into_bytes(), 0, 1, &mut |near| {
            let answer = put(&kb, near);
            if registered.contains(near) {
                return;
            }
            assert!(!claims_something(answer.verdict), "{near}, near {number}: {:?}", answer.verdict);
            assert!(answer.evidence.is_empty() && answer.name.is_none(), "{near}, near {number}");
            assert!(!in_register(&kb, near), "{near}, near {number}");
            tried += 1;
        });
    }
    eprintln!("one wrong digit: {tried} numbers");
    assert!(tried >= registered.len() * 85);
}

#[test]
fn a_number_with_two_or_three_wrong_digits_is_not_the_number() {
    let kb = Kb::built_in();
    let registered = registered(&kb);
    // Every one with two wrong digits, one in 7 with three, or every one in a full sweep; every 97th of those is put as a whole question.
    for (wrong, step) in [(2, 1), (3, step(7))] {
        let (mut seen, mut tried, mut asked) = (0_usize, 0_usize, 0_usize);
        for number in &registered {
            near_misses(&mut number.clone().into_bytes(), 0, wrong, &mut |near| {
                seen += 1;
                if !seen.is_multiple_of(step) || registered.contains(near) {
                    return;
                }
                assert!(!in_register(&kb, near), "{near}, near {number}");
                tried += 1;
                if tried.is_multiple_of(97) {
                    assert!(!claims_something(put(&kb, near).verdict), "{near}, near {number}");
                    asked += 1;
                }
            });
        }
        eprintln!("{wrong} wrong digits: {tried} of {seen} numbers, {asked} of them asked");
        assert!(tried > 30_000 && asked > 300);
    }
}

/// Two digits changed round, one left out, one typed twice, one too many at the end.
#[test]
fn a_slip_of_the_finger_is_not_the_number() {
    let kb = Kb::built_in();
    let registered = registered(&kb);
    for number in &registered {
        let mut slips = BTreeSet::new();
        for at in 1..number.len() {
            let mut round = number.clone().into_bytes();
            round.swap(at - 1, at);
            slips.insert(String::from_utf8(round).unwrap());
            slips.insert(format!("{}{}", &number[..at], &number[at + 1..]));
            slips.insert(format!("{}{}", &number[..at], &number[at - 1..]));
        }
        slips.extend((0..10).map(|digit| format!("{number}{digit}")));
        for slip in slips.iter().filter(|s| !registered.contains(*s)) {
            let answer = put(&kb, slip);
            assert!(!claims_something(answer.verdict), "{slip}, near {number}: {:?}", answer.verdict);
        }
    }
}

/// Tries every `step`th number of `prefix` and that many digits, and each of those that the register has.
fn sweep(prefix: &str, digits: u32, step: usize) {
    let kb = Kb::built_in();
    let registered = registered(&kb);
    let (mut tried, mut asked) = (0_usize, 0_usize);
    let mut found = BTreeSet::new();
    let all = (0..10_usize.pow(digits)).step_by(step).map(|n| format!("{prefix}{n:0width$}", width = digits as usize));
    let expected: BTreeSet<String> =
        registered.iter().filter(|n| n.starts_with(prefix) && n.len() == prefix.len() + digits as usize).cloned().collect();
    for number in all.chain(expected.iter().filter(|_| step > 1).cloned()) {
        if in_register(&kb, &number) {
            found.insert(number.clone());
        }
        if tried.is_multiple_of(1009) {
            for input in [number.clone(), format!(" {number}"), format!("+81 {}", &number[1..])] {
                assert_eq!(claims_something(put(&kb, &input).verdict), registered.contains(&number), "{input}");
            }
            asked += 1;
        }
        tried += 1;
    }
    eprintln!("{prefix}: {tried} of {} numbers, {asked} of them asked; in the register: {found:?}", 10_usize.pow(digits));
    assert_eq!(found, expected);
}

/// 1 for a full sweep, otherwise `step`.
fn step(step: usize) -> usize {
    if std::env::var_os("AMAZON_HELP_FULL_SWEEP").is_some() { 1 } else { step }
}

#[test]
fn sweep_of_0120() {
    sweep("0120", 6, 1);
}

#[test]
fn sweep_of_0800() {
    sweep("0800", 7, step(53));
}

#[test]
fn sweep_of_011() {
    sweep("011", 7, step(53));
}
