//! Finding phone numbers, web addresses and mail addresses in running text, as people write them in Japanese and English, and the numbers that
//! are none of these: order numbers, dates, postcodes, prices.
//!
//! Works on the text of [`super::unmask::Unmasked`], in one pass without going back further than one number or address is long.

mod address;
mod digits;
mod japanese;
mod number;
mod reference;

use std::ops::Range;

use address::{Head, address, token_end};
pub use address::{authority, later_ends};
pub use japanese::japanese_hosts;
use number::{number, price};

use super::fold::{Folded, fold};
use super::phone;
use super::shapes::{self, Shape};

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A phone number.
    Number,
    /// A phone number in the form of North America without its country code, `(888) 555-0123`.
    NorthAmerican,
    /// A web address.
    Url,
    /// A mail address.
    Mail,
    /// Something else with digits.
    Shape(Shape),
}

/// One find: what it is and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Find {
    /// What it is.
    pub kind: Kind,
    /// Where it stands in the text.
    pub range: Range<usize>,
}

/// What the scanner needs to know of the world.
pub struct World<'a> {
    /// Whether a national number (with its leading 0) lies in a range that is in use.
    pub assigned: &'a dyn Fn(&str) -> bool,
    /// Whether a short code (`#9110`) is one of a known service.
    pub short_code: &'a dyn Fn(&str) -> bool,
    /// Whether the name ends in a public suffix.
    pub suffix: &'a dyn Fn(&str) -> bool,
}

/// So many places of one word where digits begin behind letters are looked at.
const PLACES: usize = 4;

/// Everything that is found in `text`, in order, without overlaps.
pub fn scan(text: &str, world: &World<'_>) -> Vec<Find> {
    let bytes = text.as_bytes();
    let mut finds = Vec::new();
    let mut at = 0;
    // Where the token ends that `at` lies in, and up to where that is known: many words of one long token must not each look for it.
    let (mut reach, mut token) = (0, 0);
    let mut head = Head::PASSED;
    // Where the last run of digits ends that is no number.
    let mut passed = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        let found = match byte {
            b'a'..=b'z' | b'0'..=b'9' | b'_' => {
                if let Some(end) = plain_word(bytes, at) {
                    at = end;
                    continue;
                }
                if let Some((end, account)) = reference::code(text, at) {
                    if account {
                        finds.push(shape(Shape::BankAccount, at..end));
                    }
                    at = end;
                    continue;
                }
                if let Some(end) = order_number(text, at) {
                    finds.push(shape(Shape::OrderNumber, at..end));
                    at = end;
                    continue;
                }
                let end = if at < reach {
                    token
                } else {
                    (token, reach) = token_end(text, at);
                    token
                };
                let find = address(text, at..end, &mut head, world).or_else(|| number_in_word(text, at, world, &mut passed));
                if find.is_none() {
                    // On to the next place where something can begin.
                    at = word_end(bytes, at);
                    continue;
                }
                find
            }
            b'+' | b'#' | b'(' | b'*' => number_at(text, at, world, &mut passed),
            // What a number in kanji or in words begins with, ♯, and digits of other scripts.
            0xd9..=0xe3 | 0xe9 | 0xea if begins_other(&text[at..]) => match phone::sharp(&text[at..]) {
                Some(len) => service_code(text, at, at + len, world),
                None => number_at(text, at, world, &mut passed),
            },
            b'$' | b'\\' => money(text, at, at + 1, world),
            0xc2 if text[at..].starts_with('¥') => money(text, at, at + 2, world),
            _ => None,
        };
        match found {
            Some(find) => {
                at = find.range.end.max(at + 1);
                finds.push(find);
            }
            None => at += 1,
        }
        while at < bytes.len() && !text.is_char_boundary(at) {
            at += 1;
        }
    }
    finds
}

fn shape(shape: Shape, range: Range<usize>) -> Find {
    Find { kind: Kind::Shape(shape), range }
}

/// An amount of money behind its sign, or a phone number that hides behind one.
fn money(text: &str, at: usize, digits: usize, world: &World<'_>) -> Option<Find> {
    let amount = price(text.as_bytes(), digits).map(|end| shape(Shape::Price, at..end))?;
    let number = number(text, digits, world, false).ok().filter(|find| find.kind == Kind::Number);
    Some(number.unwrap_or(amount))
}

/// The number at a place, if one begins there. `passed` is where the last run of digits ends that is none.
fn number_at(text: &str, at: usize, world: &World<'_>, passed: &mut usize) -> Option<Find> {
    match number(text, at, world, at < *passed) {
        Ok(find) => Some(find),
        Err(end) => {
            *passed = end.max(*passed);
            None
        }
    }
}

/// A number that begins where the word at `at` does, or behind letters in it: letters hide no number.
fn number_in_word(text: &str, at: usize, world: &World<'_>, passed: &mut usize) -> Option<Find> {
    let bytes = text.as_bytes();
    let behind_letter = |n: &usize| bytes[*n].is_ascii_digit() && !bytes[n - 1].is_ascii_digit();
    let first = starts_number(&bytes[at..]).then_some(at);
    first
        .into_iter()
        .chain((at + 1..word_end(bytes, at)).filter(behind_letter).take(PLACES))
        .find_map(|at| number_at(text, at, world, passed))
}

/// The code of a service behind a sharp sign that ends at `digits`.
fn service_code(text: &str, at: usize, digits: usize, world: &World<'_>) -> Option<Find> {
    let digits = digits + text[digits..].find(|c: char| c.is_ascii_digit())?;
    let len = text.as_bytes()[digits..].iter().take_while(|b| b.is_ascii_digit()).count();
    let known = (world.short_code)(&format!("#{}", &text[digits..digits + len]));
    known.then_some(Find { kind: Kind::Number, range: at..digits + len })
}

/// Whether a number may begin here: a digit, an O that stands for 0, or a 0 in words.
fn starts_number(bytes: &[u8]) -> bool {
    match bytes {
        [b'0'..=b'9', ..] | [b'z', b'e', b'r', b'o', ..] | [b'o', b'h', ..] => true,
        [b'o', rest @ ..] => rest.iter().take(3).any(u8::is_ascii_digit),
        _ => false,
    }
}

/// Whether a number may begin with what is no ASCII here.
fn begins_other(text: &str) -> bool {
    let Some(first) = text.chars().next() else { return false };
    match first {
        '〇' | '零' | '♯' => true,
        'ゼ' | 'ぜ' | 'れ' | 'レ' | 'ま' | 'マ' | 'お' | 'オ' => phone::begins_in_words(text),
        'シ' | 'し' => phone::sharp(text).is_some(),
        '\u{3040}'..='\u{30ff}' => false,
        other => fold(other) == Folded::Plain('0'),
    }
}

/// The end of a word that begins at `at` and cannot be part of an address or a number, by its letters and what stands right behind it.
fn plain_word(bytes: &[u8], at: usize) -> Option<usize> {
    if starts_number(&bytes[at..]) {
        return None;
    }
    let end = word_end(bytes, at);
    match bytes.get(end) {
        Some(b'.' | b':' | b'@' | b'-' | b'%' | b'+' | b'&' | b'*' | 0x80..) => None,
        _ if bytes[at..end].iter().any(u8::is_ascii_digit) => None,
        _ => Some(end),
    }
}

/// The end of an order number that begins with a letter at `at`; others are told from phone numbers by their digits.
fn order_number(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    if !bytes[at].is_ascii_alphabetic() || !bytes.get(at + 1)?.is_ascii_digit() {
        return None;
    }
    let len = bytes[at..].iter().take(digits::LONGEST_NUMBER).take_while(|b| b.is_ascii_alphanumeric() || **b == b'-').count();
    let token: Vec<char> = text[at..at + len].chars().collect();
    (shapes::of(&token) == Some(Shape::OrderNumber)).then_some(at + len)
}

/// Where the word that stands at `at` ends: its letters and digits.
fn word_end(bytes: &[u8], at: usize) -> usize {
    at + bytes[at..].iter().position(|b| !(b.is_ascii_alphanumeric() || *b == b'_')).unwrap_or(bytes.len() - at).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::unmask::Unmasked;

    fn found(message: &str) -> Vec<(Kind, String)> {
        let text = Unmasked::new(message).text;
        let world = World {
            assigned: &|n| ["0120", "050", "03", "0800", "090"].iter().any(|p| n.starts_with(p)),
            short_code: &|n| ["188", "#9110", "110"].contains(&n),
            suffix: &|h| [".jp", ".com", ".top", ".ly", ".invalid"].iter().any(|s| h.ends_with(s)),
        };
        scan(&text, &world).into_iter().map(|f| (f.kind, text[f.range].to_owned())).collect()
    }

    fn only(kind: Kind, message: &str) -> Vec<String> {
        found(message).into_iter().filter(|(k, _)| *k == kind).map(|(_, text)| text).collect()
    }

    #[test]
    fn numbers_as_people_write_them() {
        for (message, number) in [
            ("お電話は0120-999-373（24時間受付）まで", "0120-999-373"),
            ("電話：０１２０－９９９－３７３へ", "0120-999-373"),
            ("TEL:0120-555-012 受付 9:00-18:00", "0120-555-012"),
            ("〇一二〇ー五五五ー〇一二に電話", "〇一二〇ー五五五ー〇一二"),
            ("call +81 50 5555 0123 now", "+81 50 5555 0123"),
            ("call +1 (888) 555-0123.", "+1 (888) 555-0123"),
            ("03(5555)0123です", "03(5555)0123"),
            ("05055550123", "05055550123"),
            ("電話番号は050-5555-0123、担当は山田", "050-5555-0123"),
            ("(050) 5555-0123", "(050) 5555-0123"),
            ("O120-555-012まで", "o120-555-012"),
            ("(0101)888-555-0123", "(0101)888-555-0123"),
            ("010-1-888-555-0123", "010-1-888-555-0123"),
            ("警察は#9110です", "#9110"),
            ("消費者ホットライン188番へ", "188"),
            ("0800-555-0123\n2026年11月24日", "0800-555-0123"),
        ] {
            assert_eq!(only(Kind::Number, message), [number], "{message}");
        }
        assert_eq!(only(Kind::NorthAmerican, "call 888-555-0123 or (888) 555-0124"), ["888-555-0123", "(888) 555-0124"]);
        assert_eq!(only(Kind::Number, "0120-555-012 / 0120-555-013"), ["0120-555-012", "0120-555-013"]);
    }

    #[test]
    fn what_is_no_number() {
        for message in [
            "注文番号：250-1234567-7654321",
            "2026-11-24 10:00から",
            "〒153-0064 東京都",
            "合計 ¥12,980",
            "12,800円です",
            "お支払い番号 123456-1234567890",
            "伝票番号 1234-5678-9012",
            "IP 192.0.2.10",
            "24時間365日",
            "version 10.0.19045",
            "https://example.com/0120-999-373",
            "user0120999373@example.com",
            "一二三四五",
            "120 people, 30 of them",
            "確認コードは 123456 です",
        ] {
            assert_eq!(only(Kind::Number, message), Vec::<String>::new(), "{message}");
            assert_eq!(only(Kind::NorthAmerican, message), Vec::<String>::new(), "{message}");
        }
    }

    #[test]
    fn shapes_are_named() {
        assert_eq!(found("注文番号：250-1234567-7654321"), [(Kind::Shape(Shape::OrderNumber), "250-1234567-7654321".to_owned())]);
        let digital = [(Kind::Shape(Shape::OrderNumber), "d01-0088319-7720465".to_owned())];
        assert_eq!(found("注文番号 D01-0088319-7720465"), digital);
        assert_eq!(only(Kind::Shape(Shape::Price), "合計 ¥12,980"), ["¥12,980"]);
        assert_eq!(only(Kind::Shape(Shape::Price), "本体148,900円、送料500円、12,980 jpy"), ["148,900", "500", "12,980"]);
        assert_eq!(only(Kind::Shape(Shape::Postcode), "〒153-0064"), ["153-0064"]);
        assert_eq!(only(Kind::Shape(Shape::Date), "2026-11-24まで"), ["2026-11-24"]);
    }

    #[test]
    fn addresses_in_running_text() {
        for (message, url) in [
            ("詳しくはhttps://www.example.com/path?a=1をご覧ください", "https://www.example.com/path?a=1"),
            ("(see https://example.com/a_(b)).", "https://example.com/a_(b)"),
            ("hxxps://bad[.]example[.]top/login", "hxxps://bad.example.top/login"),
            ("こちら：bit.ly/3abcde", "bit.ly/3abcde"),
            ("example.comのまたの", "example.com"),
            ("visit www.example.jp.", "www.example.jp"),
            ("http://192.0.2.7/signin", "http://192.0.2.7/signin"),
            ("192.0.2.7/ipad.php", "192.0.2.7/ipad.php"),
            ("ｈｔｔｐｓ：／／ｅｘａｍｐｌｅ．ｃｏｍ", "https://example.com"),
            ("「https://example.com/」", "https://example.com/"),
            ("https://日本語.jp/a", "https://日本語.jp/a"),
            ("https://user:pw@example.com:8080/x", "https://user:pw@example.com:8080/x"),
        ] {
            assert_eq!(only(Kind::Url, message), [url], "{message}");
        }
        for message in ["e.g. this", "2.5kg", "end.Next one", "a.m. and p.m.", "file.txt", "12:30", "foo..bar"] {
            assert_eq!(only(Kind::Url, message), Vec::<String>::new(), "{message}");
        }
        assert_eq!(only(Kind::Mail, "連絡先: Support-Team@example.co.jpまで"), ["support-team@example.co.jp"]);
    }
}
