//! Finding phone numbers, web addresses and mail addresses in running text, as people write them in Japanese and English, and the numbers that
//! are none of these: order numbers, dates, postcodes, prices.
//!
//! Works on the text of [`super::unmask::Unmasked`], in one pass without going back further than one number or address is long.

use std::ops::Range;

use super::fold::{Folded, fold};
use super::shapes::{self, Shape};
use super::unmask::PARAGRAPH;

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

/// The longest number, in characters with its separators.
const LONGEST_NUMBER: usize = 40;

/// The longest scheme of an address with its colon, in bytes.
const LONGEST_SCHEME: usize = 12;

/// The longest host, or name of a mailbox, that is looked at, in bytes; longer ones do not exist.
const LONGEST_HEAD: usize = 320;

/// The longest address with a host in Japanese, in bytes.
const LONGEST_JAPANESE: usize = 2_048;

/// Digits of the shortest and longest number; a dialled foreign number has 15 behind its prefix.
const DIGITS: std::ops::RangeInclusive<usize> = 9..=20;

/// Everything that is found in `text`, in order, without overlaps.
pub fn scan(text: &str, world: &World<'_>) -> Vec<Find> {
    let bytes = text.as_bytes();
    let mut finds = Vec::new();
    let mut at = 0;
    // Where the token ends that `at` lies in, where that is known: many words of one long token must not each look for it.
    let mut reach = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        let found = match byte {
            b'a'..=b'z' | b'0'..=b'9' | b'_' => {
                if let Some(end) = plain_word(bytes, at) {
                    at = end;
                    continue;
                }
                if let Some(end) = order_number(text, at) {
                    finds.push(shape(Shape::OrderNumber, at..end));
                    at = end;
                    continue;
                }
                let end = if at < reach {
                    reach
                } else {
                    let (end, plain) = token_end(text, at);
                    reach = if plain { end } else { 0 };
                    end
                };
                let find = address(text, at..end, world).or_else(|| starts_number(&bytes[at..]).then(|| number(text, at, world)).flatten());
                if find.is_none() {
                    // On to the next place where something can begin.
                    at = word_end(bytes, at);
                    continue;
                }
                find
            }
            b'+' | b'#' | b'(' | b'*' => number(text, at, world),
            // 〇 and 零, which a number in kanji begins with.
            0xe3 if text[at..].starts_with('〇') => number(text, at, world),
            0xe9 if text[at..].starts_with('零') => number(text, at, world),
            b'$' | b'\\' => price(bytes, at + 1).map(|end| shape(Shape::Price, at..end)),
            0xc2 if text[at..].starts_with('¥') => price(bytes, at + 2).map(|end| shape(Shape::Price, at..end)),
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

/// Whether a number may begin here: a digit, or an O that stands for 0.
fn starts_number(bytes: &[u8]) -> bool {
    matches!(bytes, [b'0'..=b'9', ..] | [b'o', b'1'..=b'9', b'0'..=b'9', ..])
}

/// The end of a word that begins at `at` and cannot be part of an address or a number, by what stands right behind it.
fn plain_word(bytes: &[u8], at: usize) -> Option<usize> {
    if starts_number(&bytes[at..]) {
        return None;
    }
    let end = word_end(bytes, at);
    match bytes.get(end) {
        Some(b'.' | b':' | b'@' | b'-' | b'%' | b'+' | b'&' | b'*' | 0x80..) => None,
        _ => Some(end),
    }
}

/// The end of an order number that begins with a letter at `at`; others are told from phone numbers by their digits.
fn order_number(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    if !bytes[at].is_ascii_alphabetic() || !bytes.get(at + 1)?.is_ascii_digit() {
        return None;
    }
    let len = bytes[at..].iter().take(LONGEST_NUMBER).take_while(|b| b.is_ascii_alphanumeric() || **b == b'-').count();
    let token: Vec<char> = text[at..at + len].chars().collect();
    (shapes::of(&token) == Some(Shape::OrderNumber)).then_some(at + len)
}

/// Where the word that stands at `at` ends: its letters and digits.
fn word_end(bytes: &[u8], at: usize) -> usize {
    at + bytes[at..].iter().position(|b| !(b.is_ascii_alphanumeric() || *b == b'_')).unwrap_or(bytes.len() - at).max(1)
}

/// Where an address that begins at `at` ends at the latest: before white space, quotes, brackets and Japanese writing; and whether it is the same for
/// one that begins further on.
fn token_end(text: &str, at: usize) -> (usize, bool) {
    let bytes = text.as_bytes();
    let mut end = at;
    // Where the host begins, behind the first `://`, and whether it has ended.
    let (mut host, mut past) = (None, false);
    let mut plain = true;
    while end < bytes.len() && (plain || end - at < LONGEST_JAPANESE) {
        match bytes[end] {
            b' ' | b'\n' | b'<' | b'>' | b'"' | b'\'' | b'`' | b'{' | b'}' | b'|' | b'^' => break,
            byte @ 0x21..=0x7e => {
                end += 1;
                match host {
                    Some(_) if byte == b'/' => past = true,
                    None if bytes[at..end].ends_with(b"://") => host = Some(end),
                    _ => {}
                }
            }
            _ => {
                // Latin letters with accents and other alphabets can be part of a host; Japanese is the sentence around it, but for a host
                // that is Japanese right behind the scheme.
                let Some(c) = text[end..].chars().next() else { break };
                let letter = c.is_alphabetic() && u32::from(c) < 0x2000;
                let japanese = host.is_some_and(|host| !past && host < end && !bytes[host].is_ascii());
                let inside = c.is_alphanumeric() && (text[..end].ends_with("://") || japanese);
                if !letter && !inside {
                    break;
                }
                plain &= letter;
                end += c.len_utf8();
            }
        }
    }
    (end, plain)
}

/// A web or mail address that is the token, or begins in it.
fn address(text: &str, range: Range<usize>, world: &World<'_>) -> Option<Find> {
    let token = &text[range.clone()];
    let start = range.start;
    let of = |kind, len: usize| Some(Find { kind, range: start..start + len });
    // What tells an address stands in its first characters: each word of a long token is looked at, and none of them to its end.
    let head = beginning(token, LONGEST_HEAD);
    if let Some((scheme, _)) = beginning(token, LONGEST_SCHEME).split_once(':') {
        let rest = &token[scheme.len() + 1..];
        let known = matches!(scheme, "http" | "https" | "ftp" | "ftps" | "file" | "data" | "javascript" | "intent" | "whatsapp")
            || (scheme.starts_with('h') && matches!(scheme.len(), 4 | 5) && scheme.contains("xx") | scheme.contains("**"));
        let slashes = rest.starts_with("//") || rest.starts_with("/") || rest.starts_with("\\");
        if (known && slashes) || (matches!(scheme, "data" | "javascript") && rest.len() > 3) {
            let len = trimmed(token);
            return (len > scheme.len() + 3).then_some(()).and_then(|()| of(Kind::Url, len));
        }
    }
    let first = head.find(['@', '/', '?', ':', '#', ',', ';', '(', ')']).unwrap_or(head.len());
    if token[first..].starts_with('@') {
        let host = beginning(&token[first + 1..], LONGEST_HEAD);
        let len = host.find(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '-' | '_'))).unwrap_or(host.len());
        let host = host[..len].trim_end_matches(['.', '-', '_']);
        let local = token[..first].bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-' | b'+' | b'%' | b'&'));
        return (local && is_host(host, world)).then_some(()).and_then(|()| of(Kind::Mail, first + 1 + host.len()));
    }
    let host = token[..first].trim_end_matches('.');
    let path = host.len() == first && token[first..].starts_with(['/', '?', ':', '#']);
    if is_host(host, world) || (path && is_ip_address(host)) {
        let port = token[first..].strip_prefix(':').is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()));
        let len = if path && !port { trimmed(token) } else { host.len() };
        return of(Kind::Url, len.max(host.len()));
    }
    None
}

/// The beginning of a text, of at most this many bytes.
fn beginning(text: &str, most: usize) -> &str {
    let end = (0..=most.min(text.len())).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    &text[..end]
}

/// The length of an address without the punctuation of the sentence behind it.
fn trimmed(token: &str) -> usize {
    let mut rest = token;
    let count = |brackets: [char; 2]| token.matches(brackets).count();
    // Punctuation at the end has no brackets: only those that are cut off change the counts.
    let (opened, mut closed) = (count(['(', '[']), count([')', ']']));
    loop {
        let cut = rest.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '"', '*', '_', '~']);
        // A bracket that was not opened inside belongs to the sentence.
        let cut = match cut.strip_suffix([')', ']']) {
            Some(inner) if opened < closed => {
                closed -= 1;
                inner
            }
            _ => cut,
        };
        if cut.len() == rest.len() {
            return rest.len();
        }
        rest = cut;
    }
}

fn is_host(host: &str, world: &World<'_>) -> bool {
    if host.len() > 253 {
        return false;
    }
    let mut labels = host.rsplit('.');
    let Some(top) = labels.next() else {
        return false;
    };
    let valid = |label: &str| !label.is_empty() && label.len() <= 63 && !label.starts_with('-') && !label.ends_with('-');
    let top_fits = top.len() >= 2 && (top.starts_with("xn--") || top.chars().all(char::is_alphabetic));
    let mut count = 0;
    let rest_fits = labels.all(|label| {
        count += 1;
        valid(label) && label.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
    });
    top_fits && rest_fits && count > 0 && (world.suffix)(host)
}

fn is_ip_address(text: &str) -> bool {
    text.split('.').count() == 4 && text.split('.').all(|part| part.parse::<u8>().is_ok())
}

/// The end of an amount of money that begins at `at`.
fn price(bytes: &[u8], at: usize) -> Option<usize> {
    let at = at + usize::from(bytes.get(at) == Some(&b' '));
    let len = bytes.get(at..)?.iter().take(16).take_while(|b| b.is_ascii_digit() || matches!(b, b',' | b'.')).count();
    (len > 0 && bytes[at].is_ascii_digit()).then_some(at + len)
}

/// Whether a number with this behind it is an amount of money or of something else.
fn is_unit(behind: &str) -> bool {
    let behind = behind.strip_prefix(' ').unwrap_or(behind);
    behind.starts_with(['円', '¥', '%', '名', '件', '個', '点'])
        || ["ポイント", "yen", "jpy", "ドル", "usd"].iter().any(|unit| behind.starts_with(unit))
}

/// A run of digits and separators as it is read: its digits, groups and end.
struct Run {
    /// Digits with `+` or `#` in front; kanji digits in ASCII.
    digits: String,
    /// How many digits each group has.
    groups: Vec<usize>,
    /// Separators between groups, one character each.
    separators: Vec<char>,
    end: usize,
    kanji: usize,
}

/// The phone number or other thing with digits that begins at `at`.
fn number(text: &str, at: usize, world: &World<'_>) -> Option<Find> {
    if text[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | ',' | '¥' | '$' | '/' | '=' | '_' | '%')) {
        // Inside a word, a price or an address.
        if !text[..at].ends_with(['¥', '$']) {
            return None;
        }
        let skipped = text[at..].find(|c: char| !(c.is_ascii_digit() || matches!(c, ',' | '.'))).unwrap_or(text.len() - at);
        return (skipped > 6).then(|| shape(Shape::Price, at..at + skipped));
    }
    if let Some(end) = price(text.as_bytes(), at).filter(|end| is_unit(&text[*end..])) {
        return Some(shape(Shape::Price, at..end));
    }
    let run = read(text, at)?;
    let plain = run.digits.trim_start_matches(['+', '#', '*']);
    let behind = &text[run.end..];
    let range = at..run.end;
    if run.digits.starts_with(['#', '*']) {
        return (world.short_code)(&run.digits).then_some(Find { kind: Kind::Number, range });
    }
    if plain.len() <= 4 && run.groups.len() == 1 {
        return (behind.starts_with('番') && (world.short_code)(plain)).then_some(Find { kind: Kind::Number, range });
    }
    if is_unit(behind) {
        return Some(shape(Shape::Price, range));
    }
    let written: Vec<char> = text[range.clone()].chars().collect();
    if let Some(found) = shapes::of(&written).filter(|s| matches!(s, Shape::OrderNumber | Shape::Date | Shape::Postcode | Shape::IpAddress))
    {
        return Some(shape(found, range));
    }
    if text[..at].trim_end().ends_with('〒') && plain.len() == 7 {
        return Some(shape(Shape::Postcode, range));
    }
    if !DIGITS.contains(&plain.len()) || behind.starts_with(|c: char| c.is_ascii_alphabetic() && c != 'x' && c != 'e') {
        return None;
    }
    let home = match plain.len() {
        // Twelve digits or more that begin with 0: carriers' prefixes and 010 lead abroad.
        _ if run.digits.starts_with('+') => true,
        10 | 11 if plain.starts_with('0') => run.groups.len() > 1 || (world.assigned)(plain),
        _ if plain.starts_with("010") || plain.starts_with("0081") || plain.starts_with("00") => plain.len() >= 11,
        12..=14 if plain.starts_with("184") || plain.starts_with("186") => (world.assigned)(&plain[3..]),
        _ => false,
    };
    if home && (run.kanji == 0 || run.kanji >= *DIGITS.start()) {
        return Some(Find { kind: Kind::Number, range });
    }
    let american = match run.groups[..] {
        [3, 3, 4] => plain.starts_with(|c: char| ('2'..='9').contains(&c)),
        [1, 3, 3, 4] => plain.starts_with('1') && plain[1..].starts_with(|c: char| ('2'..='9').contains(&c)),
        _ => false,
    };
    let even = run.separators.iter().all(|s| matches!(s, '-' | '.' | '(' | ' '));
    (american && even && run.kanji == 0).then_some(Find { kind: Kind::NorthAmerican, range })
}

/// Reads digits and single separators from `at` on.
fn read(text: &str, at: usize) -> Option<Run> {
    let mut run = Run { digits: String::new(), groups: Vec::new(), separators: Vec::new(), end: at, kanji: 0 };
    // Separators since the last digit, and whether a hyphen has joined groups already: then a space ends the number.
    let (mut between, mut hyphens, mut open) = (0, false, false);
    for (n, (offset, c)) in text[at..].char_indices().take(LONGEST_NUMBER).enumerate() {
        if c == PARAGRAPH {
            break;
        }
        let (plain, kanji) = match fold(c) {
            Folded::Plain(p) => (p, false),
            Folded::Kanji(p) => (p, true),
            Folded::Hidden => break,
        };
        match plain {
            'o' if run.digits.is_empty() && n == 0 => push(&mut run, '0', &mut between),
            '+' | '#' | '*' if run.digits.is_empty() => {
                run.digits.push(plain);
                continue;
            }
            // A kanji digit in running text is part of a number only when it is written in kanji throughout.
            '0'..='9' if kanji && run.kanji == 0 && !run.digits.is_empty() => break,
            '0'..='9' if !kanji && run.kanji > 0 => break,
            '0'..='9' => {
                run.kanji += usize::from(kanji);
                push(&mut run, plain, &mut between);
            }
            '(' if !open && between <= 1 && brackets_digits(&text[at + offset + c.len_utf8()..]) => {
                open = true;
                separate(&mut run, '(', &mut between);
                continue;
            }
            ')' if open => {
                open = false;
                separate(&mut run, '(', &mut between);
                continue;
            }
            '-' | '.' if between <= 2 => {
                hyphens = true;
                separate(&mut run, '-', &mut between);
                continue;
            }
            ' ' if between <= 1 && !(hyphens && between == 0 && !run.digits.is_empty() && run.groups.len() >= 3) => {
                separate(&mut run, ' ', &mut between);
                continue;
            }
            _ => break,
        }
        run.end = at + offset + c.len_utf8();
    }
    (!run.groups.is_empty()).then_some(run)
}

/// Whether digits and a closing bracket follow, and nothing else before it.
fn brackets_digits(behind: &str) -> bool {
    let inside = behind.chars().take(8).take_while(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | ' ')).count();
    inside > 0 && behind[inside..].starts_with([')', '）'])
}

fn push(run: &mut Run, digit: char, between: &mut usize) {
    run.digits.push(digit);
    match run.groups.last_mut() {
        Some(group) if *between == 0 => *group += 1,
        _ => run.groups.push(1),
    }
    *between = 0;
}

fn separate(run: &mut Run, separator: char, between: &mut usize) {
    if *between == 0 && !run.groups.is_empty() {
        run.separators.push(separator);
    }
    *between += 1;
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
