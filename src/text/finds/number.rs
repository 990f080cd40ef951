//! Phone numbers in running text, and what has digits and is none.

use super::{Find, Kind, LONGEST_NUMBER, World, shape};
use crate::text::fold::{Folded, fold};
use crate::text::shapes::{self, Shape};
use crate::text::unmask::PARAGRAPH;

/// Digits of the shortest and longest number; a dialled foreign number has 15 behind its prefix.
const DIGITS: std::ops::RangeInclusive<usize> = 9..=20;

/// The end of an amount of money that begins at `at`.
pub fn price(bytes: &[u8], at: usize) -> Option<usize> {
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
pub fn number(text: &str, at: usize, world: &World<'_>) -> Option<Find> {
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
